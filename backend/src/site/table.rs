//! The directory as a table: for spreadsheets, as comma separated values and as a workbook.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{CONTENT_DISPOSITION, HeaderValue},
    },
    web::{Bytes, Data},
};
use kernel::{clock::china_day, csv};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use serde_json::Value as Json;

use super::{Site, SiteError, answer::send, page, params::Params, providers, words};

/// How many times fifty rows a table has at most.
const PAGES: usize = 40;
const HEAD: [&str; 14] = [
    "机构名称",
    "所在地区",
    "规模",
    "服务类型",
    "综合评价",
    "评价份数",
    "资质",
    "资质有效期至",
    "资质是否有效",
    "来源",
    "来源日期",
    "提取日期",
    "是否示范数据",
    "主页",
];
type Row = [String; HEAD.len()];

/// `/providers.csv`, with the parameters of the list: its first 2,000 rows.
pub(super) async fn as_csv(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let text = rows(&site, &request).await.map(|rows| {
        let lines = rows.iter().map(|row| csv::line(row));
        Bytes::from(csv::MARK.to_owned() + &csv::line(&HEAD) + &lines.collect::<String>())
    });
    file(&site, &request, text, "text/csv; charset=utf-8", "providers.csv")
}

/// `/providers.xlsx`, the same rows as a workbook.
pub(super) async fn as_xlsx(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let made = rows(&site, &request).await.and_then(|rows| {
        workbook(&rows).map(Bytes::from).map_err(|error| {
            tracing::error!(%error, "make a workbook");
            SiteError::Internal(None)
        })
    });
    file(&site, &request, made, XLSX, "providers.xlsx")
}

fn file(
    site: &Site,
    request: &HttpRequest,
    content: Result<Bytes, SiteError>,
    kind: &'static str,
    name: &str,
) -> HttpResponse {
    let content = match content {
        Ok(content) => content,
        Err(error) => return site.refuse(&error, request),
    };
    let mut answer = send(request, StatusCode::OK, kind, content);
    let name = HeaderValue::try_from(format!("attachment; filename=\"{name}\""));
    answer.headers_mut().insert(CONTENT_DISPOSITION, name.expect("our own names are headers"));
    answer
}

/// Every cell is a text, so that none is a formula, whatever it begins with.
fn workbook(rows: &[Row]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("服务机构")?;
    let bold = Format::new().set_bold();
    for (column, title) in (0..).zip(HEAD) {
        sheet.write_string_with_format(0, column, title, &bold)?;
    }
    for (line, row) in (1..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            sheet.write_string(line, column, cell)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    book.save_to_buffer()
}

async fn rows(site: &Site, request: &HttpRequest) -> Result<Vec<Row>, SiteError> {
    let mut params = Params::read(request.query_string())?;
    let mut variables = providers::understand(&mut params, None).variables.unwrap_or_default();
    let today = china_day((site.settings.now)()).to_string();
    let mut rows = Vec::new();
    for _ in 0..PAGES {
        let mut answer = (site.run)(page::PROVIDERS_TABLE, variables.clone()).await?;
        let found = &mut answer["data"]["providerSearch"];
        let nodes = found["nodes"].as_array().into_iter().flatten();
        rows.extend(nodes.map(|row| cells(row, &today, &site.settings.base_url)));
        if found["pageInfo"]["hasNextPage"] != true {
            break;
        }
        variables["after"] = found["pageInfo"]["endCursor"].take();
    }
    Ok(rows)
}

fn cells(row: &Json, today: &str, base: &str) -> Row {
    let text = |value: &Json| match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    let yes = |value: &Json| match value.as_bool() {
        Some(true) => "是".to_owned(),
        Some(false) => "否".to_owned(),
        None => String::new(),
    };
    let size = row["size"].as_str().and_then(|it| words::word("EnterpriseSize", it));
    let offers = row["categories"].as_array().into_iter().flatten().map(text);
    [
        text(&row["title"]),
        text(&row["regionName"]),
        size.unwrap_or_default().to_owned(),
        offers.collect::<Vec<_>>().join("、"),
        text(&row["rating"]),
        text(&row["reviewCount"]),
        text(&row["licence"]["name"]),
        text(&row["licence"]["validTo"]),
        yes(&row["licence"]["holds"]),
        text(&row["source"]),
        text(&row["sourceOn"]),
        today.to_owned(),
        yes(&row["isDemo"]),
        format!("{base}{}", text(&row["url"])),
    ]
}
