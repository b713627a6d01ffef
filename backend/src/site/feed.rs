//! What was published last, as an Atom feed (RFC 4287): readers ask again by themselves.

use std::fmt::Write;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web::Data};
use kernel::Escaped;
use serde_json::{Value, json};

use super::{Site, address::Address, answer::send, page, params::Params};

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
    let body = feed.write(nodes.map_or(&[][..], Vec::as_slice));
    send(&request, StatusCode::OK, "application/atom+xml; charset=utf-8", body)
}

/// A feed and where it belongs; addresses begin with a slash.
struct Feed {
    title: String,
    base: String,
    list: String,
    own: String,
}

impl Feed {
    fn write(&self, nodes: &[Value]) -> String {
        // XML takes no control characters, escaped or not.
        let text = |node: &Value, path: &str| -> String {
            let found = node.pointer(path).and_then(Value::as_str).unwrap_or_default();
            found.chars().filter(|it| !it.is_control() || *it == '\n').collect()
        };
        let newest = nodes.first().map(|it| text(it, "/publishedAt"));
        let mut body = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let mut line = |line: std::fmt::Arguments<'_>| {
            body.write_fmt(line)
                .and_then(|()| body.write_char('\n'))
                .expect("a string takes any text");
        };
        line(format_args!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">"));
        line(format_args!("<id>{}{}</id>", Escaped(&self.base), Escaped(&self.own)));
        line(format_args!("<title>{}</title>", Escaped(&self.title)));
        // A feed must say when; an empty one has said nothing since ever.
        let updated = newest.unwrap_or_else(|| "2026-01-01T00:00:00+08:00".to_owned());
        line(format_args!("<updated>{}</updated>", Escaped(&updated)));
        line(format_args!("<author><name>绿桥</name></author>"));
        let (base, own, list) = (Escaped(&self.base), Escaped(&self.own), Escaped(&self.list));
        line(format_args!("<link rel=\"self\" href=\"{base}{own}\"/>"));
        line(format_args!("<link rel=\"alternate\" type=\"text/html\" href=\"{base}{list}\"/>"));
        for node in nodes {
            let address = format!("{}{}", self.base, text(node, "/url"));
            let mark = if node["isDemo"] == true { "（示范数据）" } else { "" };
            let at = text(node, "/publishedAt");
            line(format_args!("<entry>"));
            line(format_args!("<id>{}</id>", Escaped(&address)));
            line(format_args!("<title>{}{mark}</title>", Escaped(&text(node, "/title"))));
            line(format_args!(
                "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>",
                Escaped(&address)
            ));
            line(format_args!("<published>{0}</published><updated>{0}</updated>", Escaped(&at)));
            line(format_args!("<category term=\"{}\"/>", Escaped(&text(node, "/category/name"))));
            let place = text(node, "/region/fullName");
            let summary =
                format!("{place}。{}", kernel::text::clip(&text(node, "/description"), 200));
            line(format_args!("<summary>{}</summary>", Escaped(&summary)));
            line(format_args!("</entry>"));
        }
        line(format_args!("</feed>"));
        body
    }
}
