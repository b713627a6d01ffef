//! What a firm must do: as a page, and the days of it as a calendar (iCalendar, RFC 5545).

use std::fmt::Write;

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web::Data};
use knowledge::duties::rules::TRAITS;
use minijinja::context;
use serde_json::{Value, json};

use super::{
    Site,
    answer::send,
    lists::{self, Asked, lower},
    page,
    params::Params,
    place,
};

const CLASSES: [&str; 3] = ["KEY", "SIMPLE", "REGISTRATION"];
/// The longest line of a calendar, in bytes.
const LINE: usize = 74;

/// What is told of a firm in an address: the variables, the parameters as they were understood, and the
/// chosen division.
fn profile(params: &mut Params) -> (Value, Vec<(&'static str, String)>, Asking) {
    let class = params.choice("class", "许可管理类别", &CLASSES);
    let industry: String =
        params.typed("industry").chars().filter(char::is_ascii_alphanumeric).take(6).collect();
    let region = params.region();
    let codes = TRAITS.map(|(code, _)| code);
    let traits = params.choices("trait", &codes);
    let code = region.map(|it| it.code.to_string());
    let industry_given = (!industry.is_empty()).then_some(industry.as_str());
    let variables = json!({ "profile": {
        "permitClass": class, "industry": industry_given, "region": code, "traits": traits,
    } });
    let mut pairs =
        vec![("class", lower(class)), ("industry", industry), ("region", code.unwrap_or_default())];
    pairs.extend(traits.iter().map(|it| ("trait", (*it).to_owned())));
    (variables, pairs, Asking { region, traits })
}

struct Asking {
    region: Option<&'static kernel::region::Region>,
    traits: Vec<&'static str>,
}

/// `/policies/duties?class=&industry=&region=&trait=&trait=`.
pub(super) async fn list(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let understand = |params: &mut Params, _: Option<&str>| {
        let (variables, pairs, asking) = profile(params);
        Asked {
            variables: Some(variables),
            beside: context! {
                place => place::chooser(asking.region),
                classes => CLASSES,
                traits => asking.traits,
            },
            pairs,
        }
    };
    lists::list(&site, &request, &page::DUTIES, understand).await
}

/// `/policies/duties.ics`: the days of the same duties, every year again.
pub(super) async fn calendar(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let mut params = match Params::read(request.query_string()) {
        Ok(params) => params,
        Err(error) => return site.refuse(&error, &request),
    };
    let (variables, ..) = profile(&mut params);
    let answer = match (site.run)(page::DUTIES.document, variables).await {
        Ok(answer) => answer,
        Err(error) => return site.refuse(&error, &request),
    };
    let duties = answer["data"]["duties"].as_array();
    let stamp = (site.settings.now)().format("%Y%m%dT000000Z").to_string();
    let body = written(duties.map_or(&[][..], Vec::as_slice), &stamp, &site.settings.base_url);
    send(&request, StatusCode::OK, "text/calendar; charset=utf-8", body)
}

fn written(duties: &[Value], stamp: &str, base: &str) -> String {
    let text = |of: &Value, name: &str| of[name].as_str().unwrap_or_default().to_owned();
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Greenbridge//Duties//ZH".to_owned(),
        "X-WR-CALNAME:绿桥环保义务".to_owned(),
    ];
    for duty in duties {
        let due = text(duty, "dueOn").replace('-', "");
        if due.is_empty() {
            continue;
        }
        let cited: Vec<String> = duty["citations"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|it| text(it, "label"))
            .collect();
        let what = format!("{}（依据 {}）", text(duty, "what"), cited.join("、"));
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}@greenbridge", text(duty, "key")),
            format!("DTSTAMP:{stamp}"),
            format!("DTSTART;VALUE=DATE:{due}"),
            "RRULE:FREQ=YEARLY".to_owned(),
            format!("SUMMARY:{}", escaped(&text(duty, "title"))),
            format!("DESCRIPTION:{}", escaped(&what)),
            format!("URL:{base}/policies/duties#{}", text(duty, "key")),
            "BEGIN:VALARM".to_owned(),
            "ACTION:DISPLAY".to_owned(),
            "TRIGGER:-P14D".to_owned(),
            format!("DESCRIPTION:{}", escaped(&text(duty, "title"))),
            "END:VALARM".to_owned(),
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

pub(super) fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    text.replace('\n', "\\n").chars().filter(|it| !it.is_control()).collect()
}

/// A line cut where it would be longer than a calendar's lines may be.
pub(super) fn folded(line: &str) -> String {
    let (mut folded, mut used) = (String::new(), 0);
    for character in line.chars() {
        if used + character.len_utf8() > LINE {
            folded.push_str("\r\n ");
            used = 1;
        }
        folded.push(character);
        used += character.len_utf8();
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_duties_with_a_day_are_in_the_calendar() {
        let duties = [
            json!({ "key": "a", "title": "报告, 提交", "what": "写明；每年；".repeat(20), "dueOn": "2027-03-15",
                "citations": [{ "label": "某法第三条" }] }),
            json!({ "key": "b", "title": "随时", "what": "x", "dueOn": null, "citations": [] }),
        ];

        let calendar = written(&duties, "20261122T000000Z", "https://example.org");

        assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1);
        assert!(calendar.contains("DTSTART;VALUE=DATE:20270315\r\n"));
        assert!(calendar.contains("SUMMARY:报告\\, 提交\r\n"));
        assert!(calendar.split("\r\n").all(|it| it.len() <= 75), "{calendar}");
        assert!(calendar.replace("\r\n ", "").contains("依据 某法第三条"));
    }
}
