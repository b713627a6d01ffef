//! What the datasets hold, column by column, and how a row is written.

use crate::directory::rules::{REVIEWS_TO_SHOW, is_valid_on};
use crate::directory::{EnterpriseSize, QualificationRow, WholeProvider};
use crate::restrictions::RestrictionKind;
use chrono::NaiveDate;
use kernel::{RegionCode, csv, region};
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde_json::{Value, json};

/// Under which terms the data may be used. 配置值: no rule prescribes a licence.
pub const LICENCE: &str = "知识共享署名 4.0 国际（CC BY 4.0）";
/// Where these terms stand.
pub const LICENCE_URL: &str = "https://creativecommons.org/licenses/by/4.0/deed.zh-hans";

/// What is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum, async_graphql::Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Dataset {
    /// 服务机构.
    Providers,
    /// 资质.
    Qualifications,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub enum Form {
    /// Comma separated values, UTF-8 with a mark for spreadsheets.
    Csv,
    /// One object whose `rows` are objects.
    Json,
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub enum ColumnKind {
    /// Words.
    Text,
    /// A decimal number.
    Number,
    /// A day, `2026-11-22`.
    Date,
    /// `true` or `false`.
    Flag,
}

/// A column of a dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// As it is named in the files.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What it says, with its unit and what empty means.
    pub meaning: &'static str,
    /// What its values are.
    pub kind: ColumnKind,
}

const fn column(
    name: &'static str,
    kind: ColumnKind,
    title: &'static str,
    meaning: &'static str,
) -> Column {
    Column { name, title, meaning, kind }
}

use ColumnKind::{Date, Flag, Number, Text};

#[rustfmt::skip]
const PROVIDERS: &[Column] = &[
    column("id", Text, "编号", "平台编号，prv_ 开头，长期不变"),
    column("name", Text, "机构名称", "登记的全称"),
    column("short_name", Text, "简称", "机构自报；没有为空"),
    column("credit_code", Text, "统一社会信用代码", "来源没有的为空"),
    column("credit_code_is_valid", Flag, "代码校验通过", "按 GB 32100-2015 的校验位；没有代码为 false"),
    column("region_code", Text, "区划代码", "能确定的最细一级；不能确定为空"),
    column("region_name", Text, "所在地区", "区划代码的全称"),
    column("address", Text, "地址", "来源所载；没有为空"),
    column("size", Text, "规模", "大型、中型、小型、微型，机构自报；没有为空"),
    column("people_count", Number, "人数", "人，机构自报；没有为空"),
    column("founded_on", Date, "成立日期", "没有为空"),
    column("categories", Text, "服务类型", "类别代码，用分号隔开"),
    column("service_regions", Text, "服务地区", "区划代码，用分号隔开，含其下各级"),
    column("rating", Number, "综合评价", "履约评价得分，满分 100；不足 2 份评价为空"),
    column("review_count", Number, "评价份数", "份"),
    column("restriction", Text, "公开限制", "限制推荐、暂停推荐、移出名录；没有为空"),
    column("source", Text, "来源", "主要资料从哪里来"),
    column("source_on", Date, "来源日期", "来源未注明为空"),
    column("stated_on", Date, "自报日期", "机构最近一次确认资料；没有为空"),
    column("is_demo", Flag, "示范数据", "true 为演示编写，不对应真实单位"),
];

#[rustfmt::skip]
const QUALIFICATIONS: &[Column] = &[
    column("id", Text, "编号", "平台编号，qua_ 开头"),
    column("provider_id", Text, "机构编号", "对应服务机构数据的 id"),
    column("provider_name", Text, "机构名称", "登记的全称"),
    column("credit_code", Text, "统一社会信用代码", "机构的代码；来源没有的为空"),
    column("kind", Text, "种类", "危险废物经营许可、检验检测资质等"),
    column("name", Text, "证书名称", "来源所载"),
    column("number", Text, "证书编号", "来源没有的为空"),
    column("issuer", Text, "发证机关", "来源没有的为空"),
    column("scope", Text, "范围", "来源所载；没有为空"),
    column("mode", Text, "经营方式", "收集、贮存、利用、处置，来源所载；没有为空"),
    column("waste_classes", Text, "废物类别", "如 HW09，用分号隔开；不适用为空"),
    column("annual_tonnes", Number, "年经营规模", "吨/年；来源不是单一数字的为空"),
    column("capacity_text", Text, "规模原文", "来源所载；没有为空"),
    column("valid_from", Date, "有效期自", "来源未注明为空"),
    column("valid_to", Date, "有效期至", "含当日；没有期限或未注明为空"),
    column("is_valid", Flag, "提取日有效", "按有效期计算"),
    column("source", Text, "来源", "从哪里来"),
    column("source_on", Date, "来源日期", "来源未注明为空"),
    column("is_demo", Flag, "示范数据", "true 为演示编写，不对应真实单位"),
];

impl Dataset {
    /// Every dataset.
    pub const ALL: [Self; 2] = [Self::Providers, Self::Qualifications];

    /// As it is named in addresses and files.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Providers => "providers",
            Self::Qualifications => "qualifications",
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Providers => "服务机构",
            Self::Qualifications => "资质许可",
        }
    }

    /// What one row is.
    pub fn row_meaning(self) -> &'static str {
        match self {
            Self::Providers => "一行一家机构",
            Self::Qualifications => "一行一项证书或许可",
        }
    }

    /// Its columns, in the order of the files.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::Providers => PROVIDERS,
            Self::Qualifications => QUALIFICATIONS,
        }
    }

    /// The rows that one provider gives, as of a day; values in the order of the columns.
    pub fn rows_of(self, whole: &WholeProvider, day: NaiveDate) -> Vec<Vec<Value>> {
        match self {
            Self::Providers => vec![provider(whole)],
            Self::Qualifications => {
                whole.qualifications.iter().map(|it| qualification(whole, it, day)).collect()
            }
        }
    }
}

impl Form {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Json];

    /// The ending of file names.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// What stands before the rows.
    pub fn head(self, dataset: Dataset, day: NaiveDate) -> String {
        match self {
            Self::Csv => {
                let names: Vec<&str> = dataset.columns().iter().map(|it| it.name).collect();
                csv::MARK.to_owned() + &csv::line(&names)
            }
            Self::Json => format!(
                "{{\"dataset\":{},\"extractedOn\":{},\"licence\":{},\"rows\":[",
                json!(dataset.slug()),
                json!(day),
                json!(LICENCE)
            ),
        }
    }

    /// One row, with what parts it from the one before.
    pub fn row(self, dataset: Dataset, values: &[Value], is_first: bool) -> String {
        match self {
            Self::Csv => csv::line(&values.iter().map(cell).collect::<Vec<_>>()),
            Self::Json => {
                let names = dataset.columns().iter().map(|it| it.name.to_owned());
                let row = Value::Object(names.zip(values.iter().cloned()).collect());
                format!("{}{row}", if is_first { "\n" } else { ",\n" })
            }
        }
    }

    /// What stands behind the rows.
    pub fn foot(self) -> &'static str {
        match self {
            Self::Csv => "",
            Self::Json => "\n]}\n",
        }
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn provider(whole: &WholeProvider) -> Vec<Value> {
    let it = &whole.provider;
    let is_shown = it.review_count >= REVIEWS_TO_SHOW;
    let offers = whole.categories.iter().filter(|it| it.contains('/')).map(String::as_str);
    vec![
        json!(it.id),
        json!(it.name),
        json!(it.short_name),
        json!(it.credit_code),
        json!(it.credit_code_is_valid),
        json!(it.region_code),
        json!(it.region_code.as_ref().map(region::full_name)),
        json!(it.address),
        json!(it.size.map(EnterpriseSize::name)),
        json!(it.people_count),
        json!(it.founded_on),
        json!(joined(offers)),
        json!(joined(whole.service_regions.iter().map(RegionCode::as_str))),
        json!(is_shown.then(|| f64::from(it.rating_centi) / 100.0)),
        json!(it.review_count),
        json!(whole.restriction.map(RestrictionKind::name)),
        json!(it.source),
        json!(it.source_on),
        json!(it.stated_on),
        json!(it.is_demo),
    ]
}

fn qualification(whole: &WholeProvider, it: &QualificationRow, day: NaiveDate) -> Vec<Value> {
    vec![
        json!(it.id),
        json!(it.provider_id),
        json!(whole.provider.name),
        json!(whole.provider.credit_code),
        json!(it.kind.name()),
        json!(it.name),
        json!(it.number),
        json!(it.issuer),
        json!(it.scope),
        json!(it.mode),
        json!(joined(it.waste_classes.0.iter().map(String::as_str))),
        json!(it.annual_tonnes),
        json!(it.capacity_text),
        json!(it.valid_from),
        json!(it.valid_to),
        json!(is_valid_on(it, day)),
        json!(it.source),
        json!(it.source_on),
        json!(whole.provider.is_demo),
    ]
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_named_once_and_explained() {
        for dataset in Dataset::ALL {
            let mut names: Vec<&str> = dataset.columns().iter().map(|it| it.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), dataset.columns().len());
            assert!(dataset.columns().iter().all(|it| !it.meaning.is_empty()));
        }
    }

    #[test]
    fn a_file_is_whole_with_none_one_and_two_rows() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let width = Dataset::Providers.columns().len();
        for count in 0..3 {
            let mut text = Form::Json.head(Dataset::Providers, day);
            for number in 0..count {
                let values = vec![json!(number); width];
                text += &Form::Json.row(Dataset::Providers, &values, number == 0);
            }
            text += Form::Json.foot();
            let read: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(read["rows"].as_array().unwrap().len(), count);
            assert_eq!(read["extractedOn"], "2026-11-22");
        }
    }

    #[test]
    fn a_cell_of_a_spreadsheet_is_never_a_formula() {
        let row = Form::Csv.row(Dataset::Providers, &[json!("=1+1"), json!(null), json!(1)], true);
        assert_eq!(row, "'=1+1,,1\r\n");
    }
}
