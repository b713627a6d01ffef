//! Rows of public mailboxes (部长信箱、厅长信箱): a question of somebody with the reply of an office.

use super::carry::{Outcome, one_by_one};
use super::cells;
use super::mapping::{Field, Mapping};
use super::rows::Row;
use super::sheet::{Kind, Origin};
use futures::future::BoxFuture;
use kernel::Result as Answer;
use knowledge::answers::letters::{NewLetter, record_letter};
use platform::Cx;

/// What a mailbox may say.
const FIELDS: &[Field] = &[
    Field { name: "name", usual: &["信件标题", "来信标题", "标题", "主题", "title"] },
    Field {
        name: "question",
        usual: &["来信内容", "信件内容", "问题描述", "留言内容", "内容", "question"],
    },
    Field {
        name: "reply",
        usual: &["回复内容", "答复内容", "办理结果", "答复", "回复", "reply", "answer"],
    },
    Field {
        name: "office", usual: &["回复单位", "答复单位", "受理单位", "承办单位", "office"]
    },
    Field { name: "region", usual: &["地区", "行政区域", "所属地区", "region"] },
    Field { name: "topic", usual: &["问题分类", "信件类别", "类别", "分类", "topic"] },
    Field {
        name: "asked_on", usual: &["来信时间", "来信日期", "提交时间", "asked_on"]
    },
    Field {
        name: "replied_on",
        usual: &["回复时间", "答复时间", "回复日期", "办结时间", "replied_on"],
    },
    Field { name: "number", usual: &["信件编号", "编号", "受理编号", "id"] },
    Field { name: "url", usual: &["链接", "来源链接", "网址", "url"] },
];

/// Lists of letters.
pub(super) const KIND: Kind<NewLetter> = Kind {
    name: "letters",
    fields: FIELDS,
    key: &[&["number", "url", "name"], &["asked_on", "replied_on"]],
    read,
    write,
    attach: |_, _| {},
};

fn write(cx: &mut Cx, rows: Vec<NewLetter>) -> BoxFuture<'_, Answer<Vec<Outcome>>> {
    Box::pin(one_by_one(cx, rows, |cx, row| Box::pin(record_letter(cx, row))))
}

/// A row as a letter, or why it is none.
fn read(row: &Row, mapping: &Mapping, origin: &Origin) -> Result<NewLetter, String> {
    let get = |field: &str| cells::text(mapping.get(row, field));
    let title = get("name").ok_or("没有信件标题")?;
    let reply = get("reply").ok_or("没有回复内容")?;
    if reply.chars().count() < 10 {
        return Err("回复太短".into());
    }
    let day = |field: &str| {
        let Some(text) = get(field) else { return Ok(None) };
        let day = text.split([' ', 'T']).next().and_then(|it| cells::day(Some(it)));
        day.map(Some).ok_or_else(|| format!("日期“{}”读不懂", kernel::text::clip(&text, 20)))
    };
    let (asked_on, replied_on) = (day("asked_on")?, day("replied_on")?);
    let key = get("number").or_else(|| get("url")).unwrap_or_else(|| title.clone());
    Ok(NewLetter {
        key: format!("{}|{key}|{asked_on:?}", origin.source),
        question: get("question").unwrap_or_else(|| title.clone()),
        title,
        reply,
        office: get("office"),
        region: cells::place(get("region").as_deref(), get("office").as_deref(), None),
        topic: get("topic"),
        replied_on: replied_on.or(asked_on).or(origin.source_on),
        source: kernel::text::clip(&origin.source, 100),
    })
}
