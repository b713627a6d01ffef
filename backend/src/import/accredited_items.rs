//! Rows of lists of what laboratories are accredited for (检验检测能力附表).

use super::carry::{Outcome, one_by_one};
use super::cells;
use super::mapping::{Field, Mapping};
use super::rows::Row;
use super::sheet::{Kind, Origin};
use futures::future::BoxFuture;
use kernel::Result as Answer;
use kernel::text::clip;
use market::labs::actions::{NewAccreditedItem, record_item};
use platform::Cx;

/// Characters of an item, a matrix or a method at most.
const LONGEST: usize = 120;

/// What such a list may say.
const FIELDS: &[Field] = &[
    Field {
        name: "name", usual: &["机构名称", "检验检测机构名称", "单位名称", "实验室名称"]
    },
    Field { name: "credit_code", usual: &["统一社会信用代码", "社会信用代码"] },
    Field {
        name: "item",
        usual: &["检测项目", "项目", "参数", "项目/参数", "检测参数", "参数名称"],
    },
    Field {
        name: "matrix", usual: &["检测对象", "类别", "检测类别", "产品/项目/参数类别"]
    },
    Field {
        name: "method",
        usual: &[
            "检测方法",
            "方法标准",
            "依据的标准（方法）名称及编号（含年号）",
            "标准编号",
            "方法",
        ],
    },
    Field { name: "note", usual: &["限制范围", "说明", "备注"] },
    Field { name: "valid_to", usual: &["有效期至", "证书有效期至", "有效期限"] },
];

/// Lists of accredited items.
pub(super) const KIND: Kind<NewAccreditedItem> = Kind {
    name: "accredited-items",
    fields: FIELDS,
    key: &[&["credit_code", "name"], &["item"], &["matrix"], &["method"]],
    read,
    write,
    attach: |it, organisation| it.is_about = Some(organisation),
};

fn write(cx: &mut Cx, rows: Vec<NewAccreditedItem>) -> BoxFuture<'_, Answer<Vec<Outcome>>> {
    Box::pin(one_by_one(cx, rows, |cx, row| Box::pin(record_item(cx, row))))
}

/// A row as an item, or why it is none.
fn read(row: &Row, mapping: &Mapping, origin: &Origin) -> Result<NewAccreditedItem, String> {
    let get = |field: &str| cells::text(mapping.get(row, field));
    let need = |field: &str, words: &str| get(field).ok_or_else(|| format!("没有{words}"));
    Ok(NewAccreditedItem {
        name: cells::firm_name(mapping.get(row, "name"))?,
        credit_code: cells::credit_code(get("credit_code").as_deref()).map(|it| it.0),
        is_about: None,
        item: clip(&need("item", "检测项目")?, LONGEST),
        matrix: clip(&get("matrix").unwrap_or_default(), LONGEST),
        method: clip(&need("method", "检测方法")?, LONGEST),
        note: get("note"),
        valid_to: cells::day(get("valid_to").as_deref()),
        source: origin.source.clone(),
        source_on: origin.source_on,
    })
}
