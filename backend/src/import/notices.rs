//! Rows of official notices (官方公告), by the fields of 中国政府采购网 and of lists of intentions.

use super::carry::{Outcome, one_by_one};
use super::cells;
use super::mapping::{Field, Mapping};
use super::rows::Row;
use super::sheet::{Kind, Origin};
use commons::feeds::rules::kept;
use futures::future::BoxFuture;
use kernel::RegionCode;
use kernel::Result as Answer;
use kernel::region::{self, find_in_address, find_in_address_within};
use kernel::text::clip;
use market::notices::actions::record_notice;
use market::notices::rules::{NewNotice, amount, kind_of, moment};
use platform::Cx;

/// What a list of notices may say.
const FIELDS: &[Field] = &[
    Field {
        name: "name", usual: &["采购项目名称", "项目名称", "公告标题", "标题", "title"]
    },
    Field { name: "kind", usual: &["公告类型", "公告种类", "公告类别", "kind"] },
    Field { name: "number", usual: &["项目编号", "采购项目编号", "project_no"] },
    Field { name: "buyer", usual: &["采购单位", "采购人", "采购人名称", "buyer"] },
    Field { name: "region", usual: &["行政区域", "地区", "region"] },
    Field { name: "address", usual: &["采购单位地址", "采购人地址", "项目地点"] },
    Field {
        name: "budget", usual: &["预算金额", "预算金额（元）", "budget_yuan", "budget_raw"]
    },
    Field { name: "budget_wan", usual: &["预算金额（万元）", "预算金额(万元)"] },
    Field {
        name: "award", usual: &["中标金额", "成交金额", "中标（成交）金额", "总中标金额"]
    },
    Field {
        name: "supplier",
        usual: &["中标供应商", "成交供应商", "中标（成交）供应商", "supplier"],
    },
    Field { name: "method", usual: &["采购方式", "method"] },
    Field {
        name: "published_on", usual: &["公告时间", "发布时间", "公告日期", "published"]
    },
    Field {
        name: "bid_deadline",
        usual: &["投标截止时间", "开标时间", "提交文件截止时间", "bid_deadline"],
    },
    Field { name: "url", usual: &["公告链接", "链接", "来源链接", "url"] },
];

/// Lists of notices.
pub(super) const KIND: Kind<NewNotice> = Kind {
    name: "notices",
    fields: FIELDS,
    key: &[&["url", "name"], &["kind"], &["published_on"]],
    read,
    write,
    attach: |_, _| {},
};

fn write(cx: &mut Cx, rows: Vec<NewNotice>) -> BoxFuture<'_, Answer<Vec<Outcome>>> {
    Box::pin(one_by_one(cx, rows, |cx, row| Box::pin(record_notice(cx, row))))
}

/// A row as a notice, or why it is none.
fn read(row: &Row, mapping: &Mapping, origin: &Origin) -> Result<NewNotice, String> {
    let get = |field: &str| cells::text(mapping.get(row, field));
    let title = get("name").ok_or("没有项目名称或标题")?;
    if title.chars().count() < 4 {
        return Err("标题太短".into());
    }
    let supplier = get("supplier");
    let kind =
        kind_of(get("kind").as_deref(), &title, get("method").as_deref(), supplier.is_some());
    let day = get("published_on");
    let published_on = cells::day(day.as_deref());
    if let (Some(day), None) = (&day, published_on)
        && day.chars().any(|it| it.is_ascii_digit())
    {
        return Err(format!("公告时间“{day}”读不懂"));
    }
    let url = get("url").filter(|it| it.starts_with("http://") || it.starts_with("https://"));
    let url = url.filter(|it| it.len() <= 500 && !it.chars().any(char::is_whitespace));
    let budget = get("budget").and_then(|it| amount(&it, false));
    let budget = budget.or_else(|| get("budget_wan").and_then(|it| amount(&it, true)));
    let (region, address) = (get("region"), get("address"));
    let place = placed(region.as_deref(), address.as_deref(), &title);
    let is_elsewhere = place.is_none() && region::is_elsewhere(region.as_deref().unwrap_or(&title));
    let source_key = match &url {
        Some(url) => url.clone(),
        None => format!("{title}|{kind:?}|{}", day.as_deref().unwrap_or_default()),
    };
    Ok(NewNotice {
        kind,
        title: clip(&title, 300),
        project_number: get("number"),
        buyer_name: get("buyer").map(|it| clip(&it, 100)),
        region_code: place,
        is_elsewhere,
        budget,
        award: get("award").and_then(|it| amount(&it, false)),
        supplier_name: supplier.map(|it| clip(&it, 100)),
        published_on,
        bid_deadline: get("bid_deadline").and_then(|it| moment(&it)),
        url,
        source_key: clip(&source_key, 600),
        given: kept(row.as_given()),
        source: clip(&origin.source, 200),
    })
}

/// Where a project is: by its area, deepened by the buyer's address and the title where they lie in it.
fn placed(region: Option<&str>, address: Option<&str>, title: &str) -> Option<RegionCode> {
    let named = cells::place(region, None, None).or_else(|| region.and_then(find_in_address));
    let mut texts = address.into_iter().chain([title]);
    match named {
        Some(scope) => Some(texts.fold(scope, |scope, it| find_in_address_within(it, &scope))),
        None => texts.find_map(find_in_address),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_placed_as_deep_as_is_certain() {
        let code = |region, address, title| {
            placed(region, address, title).map(|it: RegionCode| it.as_str().to_owned())
        };
        assert_eq!(code(Some("上海市徐汇区"), None, "医疗废物收集").as_deref(), Some("310104"));
        assert_eq!(
            code(Some("江苏省"), Some("江苏省常州市天宁区某路1号"), "监测").as_deref(),
            Some("320402")
        );
        assert_eq!(code(None, None, "浙江省嘉兴市嘉善县地表水监测").as_deref(), Some("330421"));
        assert_eq!(code(None, None, "地表水监测"), None);
        assert!(region::is_elsewhere("山西省太原市") && !region::is_elsewhere("上海市"));
    }
}
