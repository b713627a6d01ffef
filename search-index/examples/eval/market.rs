//! Made-up providers, for the time that a search with facets takes.

use search_index::{Document, Kind, Query};
use serde_json::json;

const PLACES: [(&str, &str); 8] = [
    ("上海", "310115"),
    ("上海", "310112"),
    ("苏州", "320505"),
    ("南京", "320102"),
    ("无锡", "320211"),
    ("杭州", "330106"),
    ("宁波", "330203"),
    ("嘉兴", "330402"),
];
const FIRST: [&str; 12] = ["绿", "蓝", "清", "净", "华", "恒", "瑞", "泽", "安", "润", "启", "明"];
const SECOND: [&str; 12] = ["源", "桥", "泉", "川", "信", "达", "洁", "禾", "宇", "康", "诚", "科"];
const TRADES: [(&str, &str, &str); 6] = [
    ("环境检测", "monitoring/air", "提供废气、废水、噪声和土壤的环境监测服务，出具检测报告。"),
    ("环保工程", "treatment/gas", "挥发性有机物治理、除尘脱硫脱硝工程的设计、施工与运维。"),
    ("固废处置", "waste/hazardous", "危险废物收集、贮存、利用与处置，持有危险废物经营许可证。"),
    ("水务", "treatment/water", "工业废水和生活污水处理设施的建设、委托运营和提标改造。"),
    ("环境咨询", "consulting/eia", "环境影响评价、排污许可证申领、应急预案编制和环保管家服务。"),
    ("土壤修复", "remediation/soil", "土壤污染状况调查、风险评估、建设用地土壤修复工程。"),
];

/// Questions to a market hall.
pub const QUESTIONS: [&str; 6] =
    ["危险废物处置", "上海 废气治理", "环评", "绿桥环保", "污水处理 运营", "土壤修复"];

/// So many providers.
pub fn providers(count: usize) -> impl Iterator<Item = Document> {
    (0..count).map(|number| {
        let (city, region) = PLACES[number % PLACES.len()];
        let (trade, category, body) = TRADES[number / 7 % TRADES.len()];
        let (_, second_category, second_body) = TRADES[number / 11 % TRADES.len()];
        let core = format!(
            "{}{}{}",
            FIRST[number / 3 % 12],
            SECOND[number / 5 % 12],
            FIRST[number / 17 % 12]
        );
        let title = format!("{city}{core}{trade}有限公司");
        let key = format!("prv_{number:06}");
        Document {
            key: key.clone(),
            group: key,
            kind: Kind::Provider,
            names: vec![format!("{core}{trade}"), format!("9131{number:014}")],
            body: format!("{title}{body}{second_body}"),
            context: format!("{city} {trade}"),
            region: Some(region.to_owned()),
            position: None,
            categories: vec![category.to_owned(), second_category.to_owned()],
            marks: Vec::new(),
            rank: (number % 100) as f64 / 100.0,
            date: 1_700_000_000 + number as i64,
            active_from: None,
            active_to: None,
            number: None,
            card: json!({ "name": title, "rating": number % 100, "categories": [category] }),
            title,
        }
    })
}

/// The question with two facets, as the hall asks it.
pub fn query(text: &str) -> Query {
    Query {
        text: text.to_owned(),
        kinds: vec![Kind::Provider],
        today: super::TODAY,
        facets: true,
        ..Query::default()
    }
}
