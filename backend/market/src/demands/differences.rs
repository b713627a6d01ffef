//! What a moderator reads of a need, field by field.

use super::entity::Model;
use crate::procedures::{self, CriterionKind, Custody, TermsRow};
use crate::{directory, partners};
use commons::moderation::FieldDifference;
use commons::organisations;
use kernel::Result;
use kernel::id::DemandId;
use sea_orm::ConnectionTrait;

type Told = (&'static str, &'static str, Option<String>);

/// What the terms of a need say, in words; nothing for a simple one.
#[derive(Debug, Default)]
pub(crate) struct TermsTold {
    custody: Option<String>,
    rules: Option<String>,
    criteria: Option<String>,
    invited: Option<String>,
    partners: Option<String>,
}

/// The terms of a need as they are kept now, with the names of those who are invited and those who share it.
///
/// # Errors
/// A fault when the database fails.
pub(crate) async fn terms_told(db: &impl ConnectionTrait, id: &DemandId) -> Result<TermsTold> {
    let Some(terms) = procedures::store::find(db, id).await? else {
        return Ok(TermsTold::default());
    };
    let invited = procedures::store::invited(db, id).await?;
    let invited = directory::find_providers(db, &invited).await?;
    let mut invited: Vec<String> = invited.into_values().map(|it| it.name).collect();
    invited.sort();
    let mut sharing = Vec::new();
    for it in partners::of(db, id).await? {
        let named = organisations::find(db, &it.organisation_id).await?;
        let name = named.map_or(String::new(), |it| it.name);
        sharing.push(it.quantity.map_or(name.clone(), |part| format!("{name}（{part}）")));
    }
    Ok(TermsTold {
        custody: Some(custody(terms.custody).to_owned()),
        rules: Some(rules(&terms)),
        criteria: listed(&terms.criteria.0.iter().map(criterion).collect::<Vec<_>>()),
        invited: listed(&invited),
        partners: listed(&sharing),
    })
}

fn listed(all: &[String]) -> Option<String> {
    (!all.is_empty()).then(|| all.join("；"))
}

fn custody(it: Custody) -> &'static str {
    match it {
        Custody::None => "不加密",
        Custody::Clock => "平台保管，定时放出",
        Custody::ThreeKeys => "三家协会分持，两家开启",
    }
}

fn rules(terms: &TermsRow) -> String {
    let mut said = vec![format!("少于 {} 份报价不开启", terms.least_bids)];
    let clocks = [
        ("评分", terms.scoring_days, "个工作日"),
        ("选定", terms.deciding_days, "个工作日"),
        ("公示", terms.notice_days, "天"),
    ];
    if let Some(it) = &terms.auction {
        said.push(format!(
            "可竞价 {} 轮，每轮 {} 分钟，每次至少降 {} 个基点",
            it.rounds, it.minutes, it.step_bp
        ));
    }
    let clocks = clocks.iter().filter(|(_, days, _)| *days > 0);
    said.extend(clocks.map(|(what, days, unit)| format!("{what} {days} {unit}")));
    said.join("；")
}

fn criterion(it: &procedures::Criterion) -> String {
    let kind = if it.kind == CriterionKind::Price { "，按价格计算" } else { "" };
    let guide = it.guide.as_deref().map_or(String::new(), |it| format!("：{it}"));
    format!("{} {} 分{kind}{guide}", it.title, it.weight)
}

/// Every field that is filled in, with what it was before the owner mended it. A new need has no
/// before.
pub(crate) fn differences(
    before: Option<(&Model, &TermsTold)>,
    after: (&Model, &TermsTold),
) -> Vec<FieldDifference> {
    let before = before.map(told);
    told(after)
        .into_iter()
        .enumerate()
        .map(|(index, (field, label, after))| {
            let before = before.as_ref().and_then(|it| it[index].2.clone());
            FieldDifference { field: field.into(), label: label.into(), before, after }
        })
        .filter(|it| it.before.is_some() || it.after.is_some())
        .collect()
}

fn told((row, terms): (&Model, &TermsTold)) -> [Told; 15] {
    let category = crate::categories::find(&row.category_code).map_or("", |it| it.name);
    let budget = [row.budget_min_fen, row.budget_max_fen];
    let budget: Vec<String> = budget.into_iter().flatten().map(kernel::Fen::to_human).collect();
    let amount = row.quantity.map(|it| format!("{it} {}", row.unit.as_deref().unwrap_or_default()));
    let deadline = row.deadline.with_timezone(&kernel::clock::china_time());
    [
        ("procedure", "采购方式", Some(procedures::find(row.procedure).name.clone())),
        ("title", "标题", Some(row.title.clone())),
        ("description", "需求说明", Some(row.description.clone())),
        ("category", "服务类别", Some(category.to_owned())),
        ("region", "所在地区", Some(kernel::region::full_name(&row.region_code))),
        ("address", "详细地址", row.address.clone()),
        ("budget", "预算", (!budget.is_empty()).then(|| budget.join(" 至 "))),
        ("wasteCode", "废物代码", row.waste_code.clone()),
        ("quantity", "数量", amount),
        ("deadline", "报价截止", Some(deadline.format("%Y年%-m月%-d日 %H:%M").to_string())),
        ("custody", "密钥保管", terms.custody.clone()),
        ("terms", "采购条件", terms.rules.clone()),
        ("criteria", "评审标准", terms.criteria.clone()),
        ("invited", "受邀机构", terms.invited.clone()),
        ("partners", "拼单企业", terms.partners.clone()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procedures::{Criteria, Criterion};

    #[test]
    fn terms_are_said_in_words() {
        let criterion = |title: &str, weight, kind| Criterion {
            title: title.into(),
            weight,
            kind,
            guide: None,
        };
        let terms = TermsRow {
            demand_id: DemandId::parse("dem_01ARZ3NDEKTSV4RRFFQ69G5FAV").unwrap(),
            custody: Custody::ThreeKeys,
            least_bids: 3,
            notice_days: 3,
            scoring_days: 10,
            deciding_days: 0,
            is_scored: true,
            is_invited: false,
            is_shared: false,
            auction: None,
            criteria: Criteria(vec![
                criterion("处置方案", 60, CriterionKind::Technical),
                criterion("价格", 40, CriterionKind::Price),
            ]),
        };
        assert_eq!(rules(&terms), "少于 3 份报价不开启；评分 10 个工作日；公示 3 天");
        let all: Vec<String> = terms.criteria.0.iter().map(super::criterion).collect();
        let all = listed(&all);
        assert_eq!(all.as_deref(), Some("处置方案 60 分；价格 40 分，按价格计算"));
        assert_eq!(custody(terms.custody), "三家协会分持，两家开启");
        assert_eq!(listed(&[]), None);
    }
}
