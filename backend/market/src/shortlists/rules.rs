//! What a shortlist must say, and its stamp.

use super::entity::Model;
use chrono::{DateTime, SecondsFormat, Utc};
use kernel::text::is_long;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::ops::RangeInclusive;

/// The most providers of a list. 配置值.
pub const MOST: usize = 50;
/// The most lists an organisation keeps. 配置值.
pub const MOST_LISTS: u64 = 500;
/// How many characters a title has.
const TITLE: RangeInclusive<usize> = 2..=60;
/// How many characters a reason has.
const REASON: RangeInclusive<usize> = 2..=200;

kernel::problems! {
    /// Why a step of a shortlist is refused.
    ShortlistProblem {
        TitleLength = "shortlists.title_length", "title", "请填写名单名称，2 到 60 个字";
        Empty = "shortlists.empty", "providerIds", "请先在名录里选择机构";
        TooMany = "shortlists.too_many", "providerIds", "一份名单最多 50 家机构";
        Full = "shortlists.full", "", "候选名单太多，请先删除不用的";
        ReasonLength = "shortlists.reason_length", "reason", "请写明不入选的原因，2 到 200 个字";
        Locked = "shortlists.locked", "", "名单已经锁定，不能再改";
        Changed = "shortlists.changed", "", "名单刚被同事改过，请刷新后再改";
        NoneLeft = "shortlists.none_left", "", "名单里没有入选的机构，不能锁定";
    }
}

/// A title without blanks around it.
///
/// # Errors
/// A problem when it is too short or too long.
pub fn title(typed: &str) -> Result<String, ShortlistProblem> {
    let title = typed.trim();
    is_long(title, TITLE).then(|| title.to_owned()).ok_or(ShortlistProblem::TitleLength)
}

/// Why a provider is left out, without blanks around it.
///
/// # Errors
/// A problem when it is too short or too long.
pub fn reason(typed: &str) -> Result<String, ShortlistProblem> {
    let reason = typed.trim();
    is_long(reason, REASON).then(|| reason.to_owned()).ok_or(ShortlistProblem::ReasonLength)
}

/// The stamp of a list as locked at an instant: SHA-256 over all it says, in hexadecimal digits.
/// Instants count to the second, since databases keep fractions differently.
pub fn stamp(list: &Model, locked_at: DateTime<Utc>) -> String {
    let second = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let words = json!({
        "id": list.id,
        "organisation": list.organisation_id,
        "title": list.title,
        "conditions": list.conditions.0,
        "found_at": list.found_at,
        "total": list.total,
        "taken_at": second(list.taken_at),
        "locked_at": second(locked_at),
        "entries": list.entries,
    });
    let mut text = String::new();
    write_in_order(&words, &mut text);
    hex::encode(Sha256::digest(text))
}

/// Writes JSON with the keys of objects in order: databases keep them in orders of their own.
fn write_in_order(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (key, field) in fields {
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write_in_order(field, out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                write_in_order(item, out);
                out.push(',');
            }
            out.push(']');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

/// Whether a locked list says what it said when it was locked; none while it is open.
pub fn is_intact(list: &Model) -> Option<bool> {
    let (locked_at, kept) = (list.locked_at?, list.stamp.as_deref()?);
    Some(stamp(list, locked_at) == kept)
}

#[cfg(test)]
mod tests {
    use super::super::entity::{Conditions, Shortlisted, words_of};
    use super::*;
    use crate::directory::Profile;
    use kernel::id::{AccountId, OrganisationId, ProviderId, ShortlistId};

    const ULID: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn list() -> Model {
        let entry = Shortlisted {
            provider_id: ProviderId::parse(&format!("prv_{ULID}")).unwrap(),
            name: "绿源环境服务有限公司".to_owned(),
            credit_code: None,
            region_code: None,
            rating_centi: Some(9_000),
            review_count: 3,
            profile: Profile::default(),
            source: "机构自报".to_owned(),
            source_on: None,
            left_out: None,
        };
        Model {
            id: ShortlistId::parse(&format!("shl_{ULID}")).unwrap(),
            organisation_id: OrganisationId::parse(&format!("org_{ULID}")).unwrap(),
            made_by: AccountId::parse(&format!("acc_{ULID}")).unwrap(),
            title: "废乳化液处置".to_owned(),
            conditions: Conditions(vec!["地区：上海市".to_owned()]),
            found_at: "/providers?region=31".to_owned(),
            total: 12,
            entries: words_of(&[entry]).unwrap(),
            entry_count: 1,
            kept_count: 1,
            taken_at: at("2026-11-22T08:00:00.123456Z"),
            locked_at: None,
            stamp: None,
            revision: 1,
        }
    }

    #[test]
    fn any_changed_word_changes_the_stamp_and_a_lost_fraction_does_not() {
        let locked_at = at("2026-11-22T09:00:00.654321Z");
        let open = list();
        assert_eq!(is_intact(&open), None);
        let locked = Model {
            stamp: Some(stamp(&open, locked_at)),
            locked_at: Some(locked_at),
            ..open.clone()
        };
        assert_eq!(is_intact(&locked), Some(true));
        let read_back = Model { locked_at: Some(at("2026-11-22T09:00:00Z")), ..locked.clone() };
        assert_eq!(is_intact(&read_back), Some(true));

        let words = json!({ "b": [1, { "d": null, "c": "文" }], "a": true });
        let mut text = String::new();
        write_in_order(&words, &mut text);
        assert_eq!(text, r#"{"a":true,"b":[1,{"c":"文","d":null,},],}"#);

        let mut bent = Vec::from([(); 4].map(|()| locked.clone()));
        bent[0].title.push('甲');
        bent[1].total = 13;
        bent[2].entries[0]["left_out"] = json!("报价过高");
        bent[3].entries[0]["profile"]["introduction"] = json!("改过");
        for list in bent {
            assert_eq!(is_intact(&list), Some(false), "{list:?}");
        }
    }

    #[test]
    fn titles_and_reasons_say_something() {
        assert_eq!(title("  废乳化液处置 "), Ok("废乳化液处置".to_owned()));
        assert_eq!(title(" 甲 "), Err(ShortlistProblem::TitleLength));
        assert_eq!(title(&"长".repeat(61)), Err(ShortlistProblem::TitleLength));
        assert_eq!(reason("   "), Err(ShortlistProblem::ReasonLength));
        assert_eq!(reason("运距太远 "), Ok("运距太远".to_owned()));
    }
}
