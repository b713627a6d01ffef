//! What was published last, and what happened to laws, as Atom feeds (RFC 4287): readers ask again by themselves.

use std::fmt::Write;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web::Data};
use kernel::Escaped;
use serde_json::{Value, json};

use super::{
    Site,
    address::{Address, encoded},
    answer::send,
    filters::word,
    lists::is_name,
    page,
    params::Params,
    time::date,
};

/// `/demands.atom?region=&category=`: the needs that take bids, the latest first.
pub(super) async fn demands(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let mut params = match Params::read(request.query_string()) {
        Ok(params) => params,
        Err(error) => return site.refuse(&error, &request),
    };
    let region = params.region();
    let category = params.category();
    let code = region.map(|it| it.code.as_str());
    let filter = json!({ "region": code, "category": category, "states": ["PUBLISHED"] });
    let answer = match (site.run)(page::DEMAND_FEED, json!({ "filter": filter })).await {
        Ok(answer) => answer,
        Err(error) => return site.refuse(&error, &request),
    };
    let pairs = || {
        let code = code.unwrap_or_default().to_owned();
        [("region", code), ("category", category.clone().unwrap_or_default())]
    };
    let feed = Feed {
        title: match region {
            Some(region) => format!("绿桥需求：{}", kernel::region::full_name(&region.code)),
            None => "绿桥需求".to_owned(),
        },
        base: site.settings.base_url.clone(),
        list: Address::new("/demands", pairs()).to_string(),
        own: Address::new("/demands.atom", pairs()).to_string(),
    };
    let nodes = answer["data"]["demands"]["nodes"].as_array();
    let nodes = nodes.map_or(&[][..], Vec::as_slice);
    let entries: Vec<Entry> = nodes.iter().map(of_demand).collect();
    send(&request, StatusCode::OK, ATOM, feed.write(&entries))
}

/// `/policies.atom?law=`: what happened to texts, what became known last first.
pub(super) async fn policies(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let law = match Params::read(request.query_string()) {
        Ok(params) => params.name("law"),
        Err(error) => return site.refuse(&error, &request),
    };
    let law = if is_name(&law) { law } else { String::new() };
    let asked = (!law.is_empty()).then_some(&law);
    let answer = match (site.run)(page::LAW_FEED, json!({ "law": asked })).await {
        Ok(answer) => answer,
        Err(error) => return site.refuse(&error, &request),
    };
    let nodes = answer["data"]["lawChanges"]["nodes"].as_array();
    let entries: Vec<Entry> =
        nodes.map_or(&[][..], Vec::as_slice).iter().filter_map(of_change).collect();
    let list = match law.as_str() {
        "" => "/policies".to_owned(),
        law => format!("/policies/{}", encoded(law)),
    };
    let feed = Feed {
        title: if law.is_empty() {
            "绿桥标准政策".to_owned()
        } else {
            format!("绿桥标准政策：{law}")
        },
        base: site.settings.base_url.clone(),
        list,
        own: Address::new("/policies.atom", [("law", law)]).to_string(),
    };
    send(&request, StatusCode::OK, ATOM, feed.write(&entries))
}

/// The media type of feeds.
pub(super) const ATOM: &str = "application/atom+xml; charset=utf-8";

/// One thing of a feed; the address begins with a slash.
pub(super) struct Entry {
    id: String,
    url: String,
    title: String,
    at: String,
    category: String,
    summary: String,
}

pub(super) fn text(node: &Value, path: &str) -> String {
    node.pointer(path).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn of_demand(node: &Value) -> Entry {
    let mark = if node["isDemo"] == true { "（示范数据）" } else { "" };
    let place = text(node, "/region/fullName");
    Entry {
        id: text(node, "/url"),
        url: text(node, "/url"),
        title: format!("{}{mark}", text(node, "/title")),
        at: text(node, "/publishedAt"),
        category: text(node, "/category/name"),
        summary: format!("{place}。{}", kernel::text::clip(&text(node, "/description"), 200)),
    }
}

pub(super) fn of_change(node: &Value) -> Option<Entry> {
    let law = node.get("law").filter(|it| !it.is_null())?;
    let what = word(&text(node, "/kind"), "LawChangeKind").ok()?;
    let day = date(&text(node, "/day")).ok()?;
    let status = word(&text(law, "/status"), "LawStatus").ok()?;
    Some(Entry {
        id: format!("/policies.atom#{}", text(node, "/id")),
        url: text(law, "/url"),
        title: format!("{what}：{}", text(law, "/title")),
        at: text(node, "/at"),
        category: word(&text(law, "/kind"), "LawKind").ok()?.to_owned(),
        summary: format!("{day}起{what}；{status}"),
    })
}

/// A feed and where it belongs; addresses begin with a slash.
pub(super) struct Feed {
    pub(super) title: String,
    pub(super) base: String,
    pub(super) list: String,
    pub(super) own: String,
}

impl Feed {
    pub(super) fn write(&self, entries: &[Entry]) -> String {
        // XML takes no control characters, escaped or not.
        let clean = |text: &str| -> String {
            text.chars().filter(|it| !it.is_control() || *it == '\n').collect()
        };
        let mut body = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let mut line = |line: std::fmt::Arguments<'_>| {
            body.write_fmt(line)
                .and_then(|()| body.write_char('\n'))
                .expect("a string takes any text");
        };
        line(format_args!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">"));
        line(format_args!("<id>{}{}</id>", Escaped(&self.base), Escaped(&self.own)));
        line(format_args!("<title>{}</title>", Escaped(&clean(&self.title))));
        // A feed must say when; an empty one has said nothing since ever.
        let newest = entries.first().map_or("2026-01-01T00:00:00+08:00", |it| it.at.as_str());
        line(format_args!("<updated>{}</updated>", Escaped(newest)));
        line(format_args!("<author><name>绿桥</name></author>"));
        let (base, own, list) = (Escaped(&self.base), Escaped(&self.own), Escaped(&self.list));
        line(format_args!("<link rel=\"self\" href=\"{base}{own}\"/>"));
        line(format_args!("<link rel=\"alternate\" type=\"text/html\" href=\"{base}{list}\"/>"));
        for entry in entries {
            line(format_args!("<entry>"));
            line(format_args!("<id>{base}{}</id>", Escaped(&entry.id)));
            line(format_args!("<title>{}</title>", Escaped(&clean(&entry.title))));
            let url = Escaped(&entry.url);
            line(format_args!("<link rel=\"alternate\" type=\"text/html\" href=\"{base}{url}\"/>"));
            let at = Escaped(&entry.at);
            line(format_args!("<published>{at}</published><updated>{at}</updated>"));
            line(format_args!("<category term=\"{}\"/>", Escaped(&clean(&entry.category))));
            line(format_args!("<summary>{}</summary>", Escaped(&clean(&entry.summary))));
            line(format_args!("</entry>"));
        }
        line(format_args!("</feed>"));
        body
    }
}
