//! Everything that is compiled in parses, refers to things that exist, and is unique.

use std::collections::HashSet;

use chrono::NaiveDate;
use kernel::{CreditCode, RegionCode, region::RegionLevel};
use seed_data::{
    AccountOrganisation, accounts, categories, demands, law_key_points, law_repeals, mapping,
    mapping_names, providers,
};

fn assert_unique<'text>(what: &str, keys: impl IntoIterator<Item = &'text str>) {
    let mut seen = HashSet::new();
    for key in keys {
        assert!(!key.is_empty(), "{what}: empty");
        assert!(seen.insert(key.to_owned()), "{what}: {key} twice");
    }
}

fn region(code: &str) -> RegionCode {
    RegionCode::parse(code).unwrap_or_else(|error| panic!("{code}: {error}"))
}

fn category_codes() -> HashSet<String> {
    categories().into_iter().map(|each| each.code).collect()
}

#[test]
fn categories_are_a_tree_of_two_levels_with_paths_as_codes() {
    let all = categories();

    assert_unique("code", all.iter().map(|each| each.code.as_str()));
    let mut tops = HashSet::new();
    for each in &all {
        match &each.parent {
            None => {
                assert!(!each.code.contains('/'), "{}", each.code);
                tops.insert(each.code.clone());
            }
            Some(parent) => {
                assert!(tops.contains(parent), "{} before {parent}", each.code);
                let own = each.code.strip_prefix(&format!("{parent}/"));
                assert!(own.is_some_and(|own| !own.contains('/')), "{}", each.code);
            }
        }
    }
    assert_eq!(tops.len(), 5);
}

#[test]
fn providers_are_whole_and_clearly_invented() {
    let known = category_codes();
    let all = providers();

    assert!(all.len() >= 30);
    assert_unique("key", all.iter().map(|each| each.key.as_str()));
    assert_unique("name", all.iter().map(|each| each.name.as_str()));
    for each in &all {
        assert_eq!(region(&each.region).level(), RegionLevel::Town, "{}", each.name);
        assert!(each.address.contains("示例"), "{}", each.address);
        assert!(["LARGE", "MEDIUM", "SMALL", "MICRO"].contains(&each.size.as_str()));
        assert!(each.people_count > 0);
        assert!(!each.categories.is_empty() && !each.service_regions.is_empty());
        assert!((30..=400).contains(&each.introduction.chars().count()), "{}", each.name);
        for code in &each.categories {
            assert!(known.contains(code), "{}: {code}", each.name);
        }
        for code in &each.service_regions {
            region(code);
        }
        for review in &each.reviews {
            assert!((1..=5).contains(&review.stars) && review.written_days_ago > 0);
        }
        assert_unique("review", each.reviews.iter().map(|review| review.text.as_str()));
    }
    assert!(all.iter().any(|each| each.reviews.is_empty()));
    assert!(all.iter().any(|each| each.reviews.len() == 1));
}

#[test]
fn addresses_begin_with_the_full_name_of_their_division() {
    let seeds = demands();
    let providers = providers();
    let places = providers
        .iter()
        .map(|each| (&each.region, &each.address))
        .chain(seeds.enterprises.iter().map(|each| (&each.region, &each.address)));

    for (code, address) in places {
        let name = kernel::region::full_name(&region(code));
        assert!(address.starts_with(&name), "{address} in {name}");
    }
}

#[test]
fn qualifications_have_sound_terms_and_classes() {
    let today: NaiveDate = "2026-11-21".parse().expect("a date");
    let kinds = ["CMA", "EIA", "HAZARDOUS_WASTE", "ENGINEERING", "OPERATION", "OTHER"];
    let providers = providers();
    let all: Vec<_> = providers.iter().flat_map(|each| &each.qualifications).collect();

    assert_unique("key", all.iter().map(|each| each.key.as_str()));
    assert_unique("number", all.iter().map(|each| each.number.as_str()));
    for each in &all {
        assert!(kinds.contains(&each.kind.as_str()), "{}", each.kind);
        assert!(each.number.starts_with("演示"), "{}", each.number);
        assert!(each.valid_from(today) < today, "{}", each.key);
        let ends_after_start = each.valid_to(today).is_none_or(|to| to > each.valid_from(today));
        assert!(ends_after_start, "{}", each.key);
        let is_waste = each.kind == "HAZARDOUS_WASTE";
        assert_eq!(is_waste, !each.waste_classes.is_empty(), "{}", each.key);
        assert_eq!(is_waste, each.annual_tonnes.is_some(), "{}", each.key);
        assert_eq!(is_waste, each.mode.is_some(), "{}", each.key);
        for class in &each.waste_classes {
            let number = class.strip_prefix("HW").and_then(|number| number.parse().ok());
            assert!(number.is_some_and(|number: u8| (1..=50).contains(&number)), "{class}");
        }
    }
    let ends_within = |from, to| {
        all.iter().filter_map(|each| each.valid_to_in_days).any(|days| (from..to).contains(&days))
    };
    assert!(ends_within(-400, 0), "some have expired");
    assert!(ends_within(1, 60), "some expire soon");
}

#[test]
fn demands_refer_to_their_enterprises_and_stay_open() {
    let known = category_codes();
    let seeds = demands();
    let keys: HashSet<&str> = seeds.enterprises.iter().map(|each| each.key.as_str()).collect();

    assert!(seeds.demands.len() >= 20);
    assert_unique("enterprise", seeds.enterprises.iter().map(|each| each.key.as_str()));
    assert_unique("demand", seeds.demands.iter().map(|each| each.key.as_str()));
    assert_unique("title", seeds.demands.iter().map(|each| each.title.as_str()));
    for each in &seeds.enterprises {
        assert_eq!(region(&each.region).level(), RegionLevel::Town, "{}", each.name);
    }
    for each in &seeds.demands {
        assert!(keys.contains(each.enterprise.as_str()), "{}", each.enterprise);
        assert!(known.contains(&each.category), "{}", each.category);
        assert_eq!(region(&each.region).level(), RegionLevel::Town, "{}", each.title);
        assert!(each.budget_min_yuan <= each.budget_max_yuan, "{}", each.title);
        assert_eq!(each.quantity.is_some(), each.unit.is_some(), "{}", each.title);
        assert!(each.posted_days_ago > 0);
        assert!(each.posted_days_ago + each.deadline_in_days > 0, "{}", each.title);
        if let Some(code) = &each.waste_code {
            let lengths: Vec<usize> = code.split('-').map(str::len).collect();
            assert_eq!(lengths, [3, 3, 2], "{code}");
        }
    }
    let past = seeds.demands.iter().filter(|each| each.deadline_in_days < 0).count();
    assert!((1..=4).contains(&past));
    let provinces: HashSet<&str> = seeds.demands.iter().map(|each| &each.region[..2]).collect();
    assert_eq!(provinces.len(), 3);
}

#[test]
fn every_hazardous_need_finds_an_able_provider() {
    let providers = providers();
    let seeds = demands();
    let needs = seeds.demands.iter().filter(|each| each.category.starts_with("waste/"));

    for need in needs {
        let Some(class) = need.waste_code.as_deref().and_then(|code| code.rsplit('-').next())
        else {
            continue;
        };
        let class = format!("HW{class}");
        let place = region(&need.region);
        let able = providers.iter().any(|provider| {
            provider.categories.contains(&need.category)
                && provider.service_regions.iter().any(|code| region(code).contains(&place))
                && provider.qualifications.iter().any(|each| {
                    each.waste_classes.contains(&class)
                        && each.valid_to_in_days.is_none_or(|days| days > 0)
                })
        });
        assert!(able, "{} ({class})", need.title);
    }
}

#[test]
fn every_credit_code_holds_is_reserved_and_is_unique() {
    let providers = providers();
    let seeds = demands();
    let codes: Vec<(&str, &str)> = providers
        .iter()
        .map(|each| (each.credit_code.as_str(), each.region.as_str()))
        .chain(
            seeds.enterprises.iter().map(|each| (each.credit_code.as_str(), each.region.as_str())),
        )
        .collect();

    assert_unique("credit code", codes.iter().map(|(code, _)| *code));
    for (text, place) in codes {
        let code = CreditCode::parse_typed(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(code.registered_in(), &place[..6], "{text}");
        assert_eq!(&code.as_str()[8..10], "XY", "{text}");
    }
}

#[test]
fn key_points_name_their_articles() {
    let all = law_key_points();

    assert!((15..=20).contains(&all.len()));
    assert_unique("title", all.iter().map(|each| each.title.as_str()));
    for law in &all {
        assert!((4..=8).contains(&law.points.len()), "{}", law.title);
        for point in &law.points {
            assert!(!point.articles.is_empty(), "{}", point.text);
            assert!(point.articles.is_sorted(), "{}", point.text);
            assert!(point.text.ends_with('。') && point.text.chars().count() <= 120);
        }
    }
    let first = &all[0].points[1];
    assert!(first.line().ends_with("。（第 174、176、182 条）"), "{}", first.line());
}

#[test]
fn the_code_repealed_ten_laws() {
    let repeals = law_repeals();

    assert_eq!(repeals.laws.len(), 10);
    assert_unique("law", repeals.laws.iter().map(String::as_str));
    assert_eq!(repeals.repealed_on.to_string(), "2026-08-15");
    assert_eq!(repeals.basis_article, 1242);
    let named = law_key_points().into_iter().any(|law| law.title == repeals.repealed_by);
    assert!(named, "the repealing law has key points");
}

#[test]
fn accounts_act_for_firms_that_exist() {
    let all = accounts();
    let providers: HashSet<String> = providers().into_iter().map(|each| each.key).collect();
    let enterprises: HashSet<String> =
        demands().enterprises.into_iter().map(|each| each.key).collect();

    assert_unique("e-mail", all.iter().map(|each| each.email.as_str()));
    for each in &all {
        assert!(each.email.ends_with("@example.org"), "{}", each.email);
        let is_moderator = each.role == "MODERATOR";
        let is_regulator = matches!(each.organisation, AccountOrganisation::Regulator { .. });
        assert_eq!(each.region.is_some(), is_moderator || is_regulator, "{}", each.email);
        assert!(["OWNER", "EDITOR", "VIEWER"].contains(&each.member_role.as_str()));
        match &each.organisation {
            AccountOrganisation::Enterprise { enterprise } => {
                assert!(enterprises.contains(enterprise), "{enterprise}");
            }
            AccountOrganisation::Provider { provider } => {
                assert!(providers.contains(provider), "{provider}");
            }
            AccountOrganisation::Association { .. } => assert!(is_moderator, "{}", each.email),
            AccountOrganisation::Regulator { .. } => assert_eq!(each.role, "MEMBER"),
            AccountOrganisation::Operator { .. } => assert!(each.role.ends_with("_ADMINISTRATOR")),
        }
    }
    let moderators = all.iter().filter(|each| each.role == "MODERATOR");
    let moderated: HashSet<&str> = moderators.filter_map(|each| each.region.as_deref()).collect();
    assert_eq!(moderated, HashSet::from(["31", "32", "33"]));
}

#[test]
fn mapping_files_map_only_fields_the_importer_knows() {
    const PROVIDERS: &str = "name short_name credit_code region address introduction size \
        people_count founded_on categories service_regions qualification_kind qualification_name \
        qualification_number qualification_issuer qualification_scope qualification_mode \
        qualification_capacity qualification_valid_from qualification_valid_to source_key";
    const ENTERPRISES: &str = "name credit_code site_name site_code region address longitude \
        latitude industry media source_key";

    for name in mapping_names() {
        let text = mapping(name).expect("a listed mapping");
        let table: toml::Table = text.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        let fields = if name.ends_with("enterprises") { ENTERPRISES } else { PROVIDERS };
        let fields: HashSet<&str> = fields.split_whitespace().collect();
        let columns = table["columns"].as_table().expect("columns");
        assert!(columns.contains_key("name"), "{name}");
        for (field, header) in columns {
            assert!(fields.contains(field.as_str()), "{name}: {field}");
            assert!(header.is_str() || header.is_array(), "{name}: {field}");
        }
        for (field, value) in table["defaults"].as_table().expect("defaults") {
            let is_known = fields.contains(field.as_str())
                || ["source", "source_on"].contains(&field.as_str());
            assert!(is_known && value.is_str(), "{name}: {field}");
        }
    }
    assert_eq!(mapping("elsewhere"), None);
}
