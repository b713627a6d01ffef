//! What a moderator reads of a change, field by field and licence by licence.

use crate::categories;
use crate::directory::{Profile, QualificationRow};
use commons::moderation::FieldDifference;
use std::collections::BTreeMap;

/// Every field that is filled in on one side, with what it says on both.
pub(super) fn differences(before: &Profile, after: &Profile) -> Vec<FieldDifference> {
    let fields = told(before).into_iter().zip(told(after)).map(|(before, after)| {
        let (field, label) = (before.0.to_owned(), before.1.to_owned());
        FieldDifference { field, label, before: before.2, after: after.2 }
    });
    let licences = by_id(before).into_iter().chain(by_id(after)).collect::<BTreeMap<_, _>>();
    let (old, new) = (by_id(before), by_id(after));
    let licences = licences.into_iter().map(|(id, shown)| FieldDifference {
        field: format!("qualifications.{id}"),
        label: format!("资质：{}", shown.name),
        before: old.get(id).map(|it| licence(it)),
        after: new.get(id).map(|it| licence(it)),
    });
    fields.chain(licences).filter(|it| it.before.is_some() || it.after.is_some()).collect()
}

type Told = (&'static str, &'static str, Option<String>);

fn told(it: &Profile) -> [Told; 7] {
    let offers = it.categories.iter().filter_map(|it| categories::find(it)).map(|it| it.name);
    let regions = it.service_regions.iter().map(kernel::region::full_name);
    [
        ("shortName", "简称", it.short_name.clone()),
        ("introduction", "简介", it.introduction.clone()),
        ("size", "规模", it.size.map(|it| it.name().to_owned())),
        ("peopleCount", "人数", it.people_count.map(|it| format!("{it} 人"))),
        ("foundedOn", "成立日期", it.founded_on.map(day)),
        ("categories", "服务类别", listed(&offers.collect::<Vec<_>>())),
        ("serviceRegions", "服务地区", listed(&regions.collect::<Vec<_>>())),
    ]
}

fn by_id(profile: &Profile) -> BTreeMap<&str, &QualificationRow> {
    profile.qualifications.iter().map(|it| (it.id.as_str(), it)).collect()
}

/// A licence in lines, so that what changed in it is seen.
fn licence(it: &QualificationRow) -> String {
    let term = match (it.valid_from, it.valid_to) {
        (None, None) => None,
        (from, None) => from.map(|it| format!("{}起", day(it))),
        (None, Some(to)) => Some(format!("至{}", day(to))),
        (Some(from), Some(to)) => Some(format!("{}至{}", day(from), day(to))),
    };
    let lines = [
        ("名称", Some(it.name.clone())),
        ("种类", Some(it.kind.name().to_owned())),
        ("编号", it.number.clone()),
        ("发证机关", it.issuer.clone()),
        ("范围", it.scope.clone()),
        ("方式", it.mode.clone()),
        ("废物类别", listed(&it.waste_classes.0)),
        ("年经营规模", it.capacity_text.clone()),
        ("有效期", term),
    ];
    let lines = lines.into_iter().filter_map(|(label, text)| Some(format!("{label} {}", text?)));
    lines.collect::<Vec<_>>().join("\n")
}

fn listed<T: AsRef<str>>(texts: &[T]) -> Option<String> {
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    (!texts.is_empty()).then(|| texts.join("、"))
}

fn day(it: chrono::NaiveDate) -> String {
    it.format("%Y年%-m月%-d日").to_string()
}
