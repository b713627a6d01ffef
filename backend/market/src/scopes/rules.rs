//! The templates, and what an answer must be.

use super::entity::{Answer, Answers};
use chrono::NaiveDate;
use kernel::Problem;
use kernel::text::is_long;
use serde::Deserialize;
use std::sync::LazyLock;

const JSON: &str = include_str!("../../../../seed-data/data/scope-templates.json");

/// Of what kind an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, async_graphql::Enum)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ScopeKind {
    /// Up to 300 characters.
    Text,
    /// More than nothing.
    Number,
    /// One of the choices.
    Choice,
    /// 是 or 否.
    Flag,
    /// 2026-12-31.
    Date,
}

/// What the template of a category asks (模板字段).
#[derive(Debug, Clone, Deserialize, async_graphql::SimpleObject)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScopeField {
    /// Names it in answers.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// Of what kind the answer is.
    pub kind: ScopeKind,
    /// Whether it must be answered.
    #[serde(default)]
    pub is_required: bool,
    /// In what it is counted.
    #[serde(default)]
    pub unit: Option<String>,
    /// What is meant.
    #[serde(default)]
    pub hint: Option<String>,
    /// What may be chosen.
    #[serde(default)]
    pub choices: Vec<String>,
}

#[derive(Deserialize)]
struct Template {
    category: String,
    fields: Vec<ScopeField>,
}

static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    serde_json::from_str(JSON).expect("a table that is compiled in was read by the tests")
});

/// What the template of a category asks: its group's fields, then its own.
pub fn template(category: &str) -> Vec<&'static ScopeField> {
    let group = category.split('/').next().unwrap_or(category);
    let of = |code: &str| {
        let found = TEMPLATES.iter().find(|it| it.category == code);
        found.map(|it| it.fields.iter()).into_iter().flatten()
    };
    let own = if group == category { None } else { Some(of(category)) };
    of(group).chain(own.into_iter().flatten()).collect()
}

/// An answer as typed.
#[derive(Debug, Clone)]
pub struct TypedAnswer {
    /// Which field.
    pub key: String,
    /// What was typed.
    pub value: String,
}

/// Where the problem of an answer stands: `scope.packaging`.
fn problem(field: &ScopeField, message: String) -> Problem {
    Problem {
        code: "scopes.answer".into(),
        path: vec!["scope".into(), field.key.clone().into()],
        message: message.into(),
    }
}

/// The answers of a need, or all that is wrong with them. A need that is not scored may leave out the whole
/// template; once something is answered, what is required must be.
pub fn check(
    category: &str,
    typed: &[TypedAnswer],
    is_asked: bool,
) -> Result<Answers, Vec<Problem>> {
    let given = |key: &str| {
        let found = typed.iter().find(|it| it.key == key).map(|it| it.value.trim());
        found.filter(|it| !it.is_empty())
    };
    let fields = template(category);
    if !is_asked && fields.iter().all(|it| given(&it.key).is_none()) {
        return Ok(Answers::default());
    }
    let (mut answers, mut problems) = (Vec::new(), Vec::new());
    for field in fields {
        match given(&field.key) {
            None if field.is_required => {
                problems.push(problem(field, format!("请填写{}", field.label)));
            }
            None => {}
            Some(value) => match read(field, value) {
                Ok(value) => {
                    let (key, label) = (field.key.clone(), field.label.clone());
                    answers.push(Answer { key, label, value });
                }
                Err(message) => problems.push(problem(field, message)),
            },
        }
    }
    if problems.is_empty() { Ok(Answers(answers)) } else { Err(problems) }
}

fn read(field: &ScopeField, value: &str) -> Result<String, String> {
    let label = &field.label;
    match field.kind {
        ScopeKind::Text if is_long(value, 1..=300) => Ok(value.to_owned()),
        ScopeKind::Text => Err(format!("{label}最多 300 个字")),
        ScopeKind::Number => match value.parse::<f64>() {
            Ok(number) if number > 0.0 && number <= 1e9 => {
                let unit = field.unit.as_deref().map(|it| format!(" {it}")).unwrap_or_default();
                Ok(format!("{number}{unit}"))
            }
            _ => Err(format!("{label}应为大于 0 的数字")),
        },
        ScopeKind::Choice if field.choices.iter().any(|it| it == value) => Ok(value.to_owned()),
        ScopeKind::Choice => Err(format!("{label}应为：{}", field.choices.join("、"))),
        ScopeKind::Flag if matches!(value, "是" | "否") => Ok(value.to_owned()),
        ScopeKind::Flag => Err(format!("{label}应为是或否")),
        ScopeKind::Date => match NaiveDate::parse_from_str(value, "%Y-%m-%d") {
            Ok(day) => Ok(day.to_string()),
            Err(_) => Err(format!("{label}应为日期，如 2026-12-31")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::categories;

    fn typed(answers: &[(&str, &str)]) -> Vec<TypedAnswer> {
        let answer = |it: &(&str, &str)| TypedAnswer { key: it.0.into(), value: it.1.into() };
        answers.iter().map(answer).collect()
    }

    const WHOLE: [(&str, &str); 5] = [
        ("packaging", "桶装"),
        ("frequency", "每月"),
        ("transport", "处置单位"),
        ("form", "液态"),
        ("process", "机加工"),
    ];

    #[test]
    fn every_template_is_of_a_category_and_names_each_field_once() {
        for template in TEMPLATES.iter() {
            assert!(categories::find(&template.category).is_some(), "{}", template.category);
            for field in &template.fields {
                assert_eq!(field.kind == ScopeKind::Choice, !field.choices.is_empty());
            }
            let fields = super::template(&template.category);
            let mut keys: Vec<_> = fields.iter().map(|it| &it.key).collect();
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), fields.len(), "{}", template.category);
        }
        for group in ["consulting", "monitoring", "engineering", "waste", "assessment"] {
            assert!(!super::template(group).is_empty(), "{group}");
        }
    }

    #[test]
    fn what_differs_by_category_is_asked() {
        assert!(check("waste/hazardous", &typed(&WHOLE), true).is_ok());
        let codes = |category, answers: &[(&str, &str)]| {
            let found = check(category, &typed(answers), true).err().unwrap_or_default();
            found.into_iter().map(|it| it.path.join(".")).collect::<Vec<_>>()
        };
        assert_eq!(codes("waste/hazardous", &WHOLE[..3]), ["scope.form", "scope.process"]);
        assert_eq!(codes("waste/general", &WHOLE[..3]), Vec::<String>::new());
        let mut wrong = WHOLE;
        wrong[0].1 = "麻袋";
        assert_eq!(codes("waste/hazardous", &wrong), ["scope.packaging"]);
        assert_eq!(
            codes("monitoring/water", &[("points", "-1"), ("items", "COD"), ("frequency", "年")]),
            ["scope.points"]
        );
    }

    #[test]
    fn a_simple_need_may_leave_it_out_but_not_half_of_it() {
        assert_eq!(check("waste/hazardous", &[], false), Ok(Answers::default()));
        assert!(check("waste/hazardous", &typed(&WHOLE[..1]), false).is_err());
        let answers = check("waste/hazardous", &typed(&WHOLE), false).unwrap();
        assert_eq!(answers.0[0].label, "包装方式");
    }
}
