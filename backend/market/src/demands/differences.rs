//! What a moderator reads of a need, field by field.

use super::entity::Model;
use crate::procedures;
use commons::moderation::FieldDifference;

/// Every field that is filled in, with what it was before the owner mended it. A new need has no
/// before.
pub(crate) fn differences(before: Option<&Model>, after: &Model) -> Vec<FieldDifference> {
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

type Told = (&'static str, &'static str, Option<String>);

fn told(row: &Model) -> [Told; 10] {
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
    ]
}
