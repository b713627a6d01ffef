//! Rows of public lists of penalties (行政处罚公示).

use super::carry::{Outcome, one_by_one};
use super::cells;
use super::mapping::{Field, Mapping};
use super::rows::Row;
use super::sheet::{Kind, Origin};
use futures::future::BoxFuture;
use kernel::Result as Answer;
use market::ranking::penalties::{NewPenalty, record_penalty};
use platform::Cx;

/// What a list of penalties may say; the second names are those of 双公示 (2018).
const FIELDS: &[Field] = &[
    Field {
        name: "name", usual: &["行政相对人名称", "CF_XDR_MC", "被处罚单位", "单位名称"]
    },
    Field {
        name: "credit_code", usual: &["统一社会信用代码", "行政相对人代码_1", "CF_XDR_SHXYM"]
    },
    Field {
        name: "number", usual: &["行政处罚决定书文号", "决定书文号", "CF_WSH", "文号"]
    },
    Field { name: "category", usual: &["处罚类别", "CF_CFLB", "处罚种类"] },
    Field { name: "fact", usual: &["违法事实", "CF_SY", "违法行为类型", "CF_WFXW"] },
    Field {
        name: "fine", usual: &["罚款金额（万元）", "罚款金额(万元)", "CF_NR_FK"]
    },
    Field { name: "authority", usual: &["处罚机关", "CF_CFJG", "作出机关"] },
    Field { name: "decided_on", usual: &["处罚决定日期", "CF_JDRQ", "决定日期"] },
];

/// Lists of penalties.
pub(super) const KIND: Kind<NewPenalty> = Kind {
    name: "penalties",
    fields: FIELDS,
    key: &[&["number"], &["credit_code", "name"]],
    read,
    write,
    attach: |it, organisation| it.is_about = Some(organisation),
};

fn write(cx: &mut Cx, rows: Vec<NewPenalty>) -> BoxFuture<'_, Answer<Vec<Outcome>>> {
    Box::pin(one_by_one(cx, rows, |cx, row| Box::pin(record_penalty(cx, row))))
}

/// A row as a penalty, or why it is none.
fn read(row: &Row, mapping: &Mapping, origin: &Origin) -> Result<NewPenalty, String> {
    let get = |field: &str| cells::text(mapping.get(row, field));
    let need = |field: &str, words: &str| get(field).ok_or_else(|| format!("没有{words}"));
    let day = need("decided_on", "处罚决定日期")?;
    Ok(NewPenalty {
        name: cells::firm_name(mapping.get(row, "name"))?,
        credit_code: cells::credit_code(get("credit_code").as_deref()).map(|it| it.0),
        is_about: None,
        number: kernel::text::clip(&need("number", "行政处罚决定书文号")?, 100),
        category: need("category", "处罚类别")?,
        fact: get("fact"),
        fine: get("fine").filter(|it| it.parse::<f64>().is_ok_and(|it| it > 0.0)),
        authority: need("authority", "处罚机关")?,
        decided_on: cells::day(Some(&day)).ok_or_else(|| format!("处罚决定日期“{day}”读不懂"))?,
        source: origin.source.clone(),
    })
}
