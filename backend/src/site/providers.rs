//! The directory: its list, who may take a waste, providers side by side.

use actix_web::{HttpRequest, HttpResponse, web::Data};
use chrono::NaiveDate;
use kernel::{Problem, clock::china_day};
use market::labs::rules as labs;
use market::waste::rules::{self, TypedJob};
use minijinja::{Value, context};
use serde_json::json;

use super::{
    Site,
    lists::{self, Asked, lower},
    page,
    params::{Near, Params},
    place,
};

/// How many providers stand side by side at most.
const COMPARED: usize = 4;

/// `/providers?q=&region=&category=&size=&qualification=&medium=&sort=&near=&compare=&after=`.
pub(super) async fn list(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    lists::list(&site, &request, &page::PROVIDERS, understand).await
}

/// `/providers/map`, with the filters of the list.
pub(super) async fn map(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    lists::list(&site, &request, &page::PROVIDERS_MAP, understand).await
}

pub(super) fn understand(params: &mut Params, after: Option<&str>) -> Asked {
    const SIZES: [&str; 4] = ["LARGE", "MEDIUM", "SMALL", "MICRO"];
    const QUALIFICATIONS: [&str; 6] =
        ["HAZARDOUS_WASTE", "CMA", "EIA", "ENGINEERING", "OPERATION", "OTHER"];
    const MEDIA: [&str; 5] = ["WATER", "AIR", "NOISE", "SOIL", "SOLID_WASTE"];
    let q = params.search();
    let region = params.region();
    let category = params.category();
    let size = params.choice("size", "规模", &SIZES);
    let qualification = params.choice("qualification", "资质", &QUALIFICATIONS);
    let medium = params.choice("medium", "环境要素", &MEDIA);
    let sort = params.choice("sort", "顺序", &["RANK", "NAME", "NEWEST", "NEAREST"]);
    // Without a place to begin, near is what is near the division asked for.
    let near = params.near().or(region.map(Near::Seat)).filter(|_| sort == Some("NEAREST"));
    let seat = near.and_then(|it| match it {
        Near::Seat(region) => Some(region),
        Near::At(_) => None,
    });
    let compared = params.providers("compare", COMPARED);
    let region_code = region.map(|region| region.code.as_str());
    Asked {
        variables: Some(json!({
            "q": q,
            "filter": {
                "region": region_code,
                "category": category,
                "sizes": size.map(|it| [it]),
                "qualifications": qualification.map(|it| [it]),
                "media": medium.map(|it| [it]),
            },
            "sort": sort.unwrap_or("RELEVANCE"), "near": near.map(Near::input), "after": after,
        })),
        beside: context! {
            place => place::chooser(region),
            near => (sort == Some("NEAREST")).then(|| place::chooser(seat)),
            is_near => near.is_some(), compared => &compared,
            is_full => compared.len() == COMPARED,
        },
        pairs: vec![
            ("q", q),
            ("region", region_code.unwrap_or_default().to_owned()),
            ("category", category.unwrap_or_default()),
            ("size", lower(size)),
            ("qualification", lower(qualification)),
            ("medium", lower(medium)),
            ("sort", lower(sort)),
            ("near", near.map(Near::text).unwrap_or_default()),
            ("compare", compared.join(",")),
        ],
    }
}

impl Near {
    /// As the schema takes it.
    fn input(self) -> serde_json::Value {
        match self {
            Self::Seat(region) => json!({ "region": region.code.as_str() }),
            Self::At(it) => json!({ "longitude": it.longitude(), "latitude": it.latitude() }),
        }
    }

    /// As it stands in addresses.
    fn text(self) -> String {
        match self {
            Self::Seat(region) => region.code.to_string(),
            Self::At(position) => position.to_string(),
        }
    }
}

/// `/ranking`: by which rules the list is ordered.
pub(super) async fn ranking(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    lists::plain(&site, &request, &page::RANKING).await
}

/// `/providers/waste?code=&tonnes=&region=&on=&mode=&after=`.
pub(super) async fn waste(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let today = china_day((site.settings.now)());
    let understand = |params: &mut Params, after: Option<&str>| {
        let [code, tonnes, on] = ["code", "tonnes", "on"].map(|name| params.typed(name));
        let region = params.region();
        let mode = params.choice("mode", "经营方式", &["COLLECT", "STORE", "RECOVER", "DISPOSE"]);
        let day = if on.is_empty() { Ok(today) } else { on.parse::<NaiveDate>() };
        let typed = TypedJob {
            code: code.clone(),
            tonnes: amount(&tonnes),
            place: region.map(|it| it.code.clone()),
            on: day.unwrap_or(NaiveDate::MIN),
            mode: None,
        };
        let job = rules::check(typed, today);
        let is_asked = ![&code, &tonnes].into_iter().all(String::is_empty);
        let wrong = job.as_ref().err().filter(|_| is_asked).cloned().unwrap_or_default();
        let wrong = wrong
            .into_iter()
            .map(Problem::from)
            .filter_map(|it| Some((it.path.first()?.to_string(), it.message.into_owned())));
        Asked {
            variables: job.ok().map(|job| {
                json!({
                    "input": {
                        "code": job.code.to_string(), "tonnes": job.tonnes,
                        "region": job.place.as_str(), "on": job.on, "mode": mode,
                    },
                    "after": after,
                })
            }),
            beside: context! {
                place => place::chooser(region),
                wrong => Value::from_pairs(wrong),
                today => today.to_string(),
            },
            pairs: vec![
                ("code", code),
                ("tonnes", tonnes),
                ("region", region.map(|it| it.code.to_string()).unwrap_or_default()),
                ("on", on),
                ("mode", lower(mode)),
            ],
        }
    };
    lists::list(&site, &request, &page::WASTE, understand).await
}

/// `/providers/labs?plan=&region=`.
pub(super) async fn labs(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let understand = |params: &mut Params, _: Option<&str>| {
        let plan = params.lines("plan");
        let region = params.region();
        let region_code = region.map(|it| it.code.as_str());
        let wrong = labs::plan(&plan).err().filter(|_| !plan.is_empty()).map(Problem::from);
        let is_asked = !plan.is_empty() && wrong.is_none();
        let wrong = wrong.map(|it| ("plan", it.message.into_owned()));
        Asked {
            variables: is_asked
                .then(|| json!({ "input": { "plan": &plan, "region": region_code } })),
            beside: context! { place => place::chooser(region), wrong => Value::from_pairs(wrong) },
            pairs: vec![("plan", plan), ("region", region_code.unwrap_or_default().to_owned())],
        }
    };
    lists::list(&site, &request, &page::LABS, understand).await
}

/// A number as people type it: `1,200`, `３００吨`.
fn amount(typed: &str) -> f64 {
    let half: String = typed.chars().map(kernel::text::half_width).collect();
    let number = half.trim_end_matches('吨').trim().replace(',', "");
    number.parse().unwrap_or(f64::NAN)
}

/// `/providers/compare?id=&id=`.
pub(super) async fn compare(site: Data<Site>, request: HttpRequest) -> HttpResponse {
    let understand = |params: &mut Params, _: Option<&str>| {
        let ids = params.providers("id", COMPARED);
        Asked {
            variables: (!ids.is_empty()).then(|| json!({ "filter": { "ids": ids } })),
            beside: context! { ids => &ids, is_full => ids.len() == COMPARED },
            pairs: ids.iter().map(|id| ("id", id.clone())).collect(),
        }
    };
    lists::list(&site, &request, &page::COMPARE, understand).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_as_people_type_it() {
        assert_eq!(amount("1,200"), 1_200.0);
        assert_eq!(amount("３００ 吨"), 300.0);
        assert!(amount("很多").is_nan() && amount("").is_nan());
    }
}
