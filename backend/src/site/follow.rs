//! What somebody follows of the library, as a feed and as a calendar, for whoever knows the address.

use std::fmt::Write;

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web::Data, web::Path};
use serde_json::{Value, json};

use super::{
    Site, SiteError,
    answer::send,
    duties::{escaped, folded},
    feed::{ATOM, Entry, Feed, of_change, text},
    filters::word,
    page,
};

/// The media type of calendars.
const CALENDAR: &str = "text/calendar; charset=utf-8";

/// `/policies/follows/{token}.atom`, `/policies/follows/{token}.ics`.
pub(super) async fn feed(
    site: Data<Site>,
    file: Path<String>,
    request: HttpRequest,
) -> HttpResponse {
    let Some((token, form)) = file.rsplit_once('.') else {
        return site.refuse(&SiteError::NotFound, &request);
    };
    let asked = json!({ "token": token });
    let mut answer = match (site.run)(page::LAW_FOLLOW_FEED, asked).await {
        Ok(answer) => answer,
        Err(error) => return site.refuse(&error, &request),
    };
    let found = answer["data"]["lawFollowFeed"].take();
    if found.is_null() {
        return site.refuse(&SiteError::NotFound, &request);
    }
    let base = site.settings.base_url.as_str();
    let (media, body) = match form {
        "atom" => (ATOM, atom(&found, base, &format!("/policies/follows/{file}"))),
        "ics" => (CALENDAR, calendar(&found, base)),
        _ => return site.refuse(&SiteError::NotFound, &request),
    };
    let mut answer = send(&request, StatusCode::OK, media, body);
    // An address that is a secret of sorts stays out of indexes and of caches on the way.
    let headers = answer.headers_mut();
    let noindex = header::HeaderValue::from_static("noindex");
    headers.insert(header::HeaderName::from_static("x-robots-tag"), noindex);
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, max-age=300"));
    answer
}

fn changes(found: &Value) -> &[Value] {
    found["changes"].as_array().map_or(&[][..], Vec::as_slice)
}

fn atom(found: &Value, base: &str, own: &str) -> String {
    let entries: Vec<Entry> = changes(found).iter().filter_map(of_change).collect();
    let feed = Feed {
        title: format!("绿桥关注：{}", text(found, "/name")),
        base: base.to_owned(),
        list: "/policies".to_owned(),
        own: own.to_owned(),
    };
    feed.write(&entries)
}

/// The days of what happened: when a text starts, ends, or is replaced.
fn calendar(found: &Value, base: &str) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Greenbridge//library//ZH".to_owned(),
        format!("X-WR-CALNAME:{}", escaped(&format!("绿桥关注：{}", text(found, "/name")))),
    ];
    for change in changes(found).iter().filter(|it| it["law"].is_object()) {
        let kind = text(change, "/kind");
        let what = match kind.as_str() {
            // A text that is new is known now and starts on its day.
            "NEW" => "施行",
            // Said with its first day already, or of our copy only.
            "STARTED" | "CORRECTED" => continue,
            other => word(other, "LawChangeKind").unwrap_or_default(),
        };
        let (day, at) = (text(change, "/day"), text(change, "/at"));
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let title = text(change, "/law/title");
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}@greenbridge", text(change, "/id")),
            format!("DTSTAMP:{:.8}T{:.6}Z", digits(&at), digits(&at).get(8..).unwrap_or("000000")),
            format!("DTSTART;VALUE=DATE:{}", digits(&day)),
            format!("SUMMARY:{}", escaped(&format!("{title}{what}"))),
            format!("URL:{base}{}", text(change, "/law/url")),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    let mut body = String::new();
    for line in lines {
        write!(body, "{}\r\n", folded(&line)).expect("a string takes any text");
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_has_the_days_of_what_happens_and_each_once() {
        let law =
            json!({ "title": "甲, 法", "url": "/policies/x", "kind": "LAW", "status": "IN_FORCE" });
        let change = |id: &str, kind: &str| json!({ "id": id, "kind": kind, "day": "2027-03-01", "at": "2026-11-22T01:02:03.5Z", "law": law });
        let found = json!({ "name": "水", "changes": [
            change("a", "NEW"), change("b", "STARTED"), change("c", "REPEALED"),
            { "id": "d", "kind": "NEW", "day": "2027-03-01", "at": "2026-11-22T01:02:03Z", "law": null },
        ] });

        let calendar = calendar(&found, "https://example.org");

        assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2, "{calendar}");
        assert!(calendar.contains("DTSTART;VALUE=DATE:20270301\r\n"));
        assert!(calendar.contains("DTSTAMP:20261122T010203Z\r\n"), "{calendar}");
        assert!(calendar.contains("SUMMARY:甲\\, 法施行\r\n"), "{calendar}");
        assert!(atom(&found, "https://example.org", "/x.atom").contains("新收录：甲, 法"));
    }
}
