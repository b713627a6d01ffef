//! What a question to a person must say, its clock, and who of the experts is asked.

use super::entity::expert;
use crate::answers::Field;
use chrono::{DateTime, Duration, NaiveTime, TimeZone, Utc};
use kernel::RegionCode;
use kernel::calendar::add_working_days_or_weekdays;
use kernel::clock::china_day;
use kernel::text::is_long;

/// An expert is named within so many working days. 配置值.
pub const NAMED_WITHIN: u32 = 1;
/// An answer is given within so many working days. 配置值.
pub const ANSWERED_WITHIN: u32 = 5;
/// How long an address is kept after the answer. 配置值.
pub const ADDRESS_KEPT: Duration = Duration::days(60);
/// The most questions that wait at once; more are asked to come back. 配置值.
pub const MOST_OPEN: u64 = 2_000;
/// The most an expert takes at once. 配置值.
pub const MOST_AT_ONCE: i32 = 50;

kernel::problems! {
    /// Why a question or an answer is not taken.
    ConsultationProblem {
        QuestionLength = "consultations.question_length", "question", "请写明要问的事，10 到 500 个字";
        EmailForm = "consultations.email_form", "email", "邮箱格式不对；不想留邮箱可以不填，用查询码查看";
        Full = "consultations.full", "", "等待专家的问题太多，请过几天再来";
        AnswerLength = "consultations.answer_length", "answer", "答复写 10 到 2000 个字";
        NoSuchArticle = "consultations.no_such_article", "citations", "所引条文没有收录，请核对法规名称和条号";
        NotInForce = "consultations.not_in_force", "citations", "所引条文现在不是有效条文，请换成现行的";
        Uncited = "consultations.uncited", "citations", "公开的答复要写明依据的条文";
        NotOpen = "consultations.not_open", "", "这个问题现在不能这样处理，请刷新后再看";
        Changed = "consultations.changed", "", "专家已经换人或问题已经答复，请刷新";
        RatingRange = "consultations.rating_range", "rating", "请给 1 到 5 分";
        ReasonLength = "consultations.reason_length", "reason", "原因写 2 到 200 个字";
        NameLength = "consultations.name_length", "name", "专家姓名 2 到 30 个字，单位 2 到 60 个字";
        NoFields = "consultations.no_fields", "fields", "至少选一个领域";
        Capacity = "consultations.capacity", "capacity", "同时处理的问题数应为 1 到 50";
        NoSuchAccount = "consultations.no_such_account", "email", "没有这个邮箱的账号，请先注册";
        AlreadyExpert = "consultations.already_expert", "email", "这个账号已经是专家";
    }
}

/// The moments by which an expert is named and the answer is given: the end of the working day.
pub fn clocks(now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    let end = |days: u32| {
        let (day, _) = add_working_days_or_weekdays(china_day(now), days);
        // 18:00 in China is 10:00 UTC.
        let evening = day.and_time(NaiveTime::from_hms_opt(10, 0, 0).unwrap_or(NaiveTime::MIN));
        Utc.from_utc_datetime(&evening)
    };
    (end(NAMED_WITHIN), end(ANSWERED_WITHIN))
}

/// Whether a question says enough.
pub fn is_question(text: &str) -> bool {
    is_long(text, 10..=500)
}

/// Who is asked: an active expert of the field and place who has room, declared no interest in the asker's
/// organisation and did not hand the question back; the one with the least to do, and of those who was named
/// longest ago. `open` gives what each has to do.
pub fn choose<'a>(
    experts: &'a [expert::Model],
    open: impl Fn(&expert::Model) -> i64,
    field: Field,
    region: Option<&RegionCode>,
    organisation: Option<&str>,
    declined: &[String],
) -> Option<&'a expert::Model> {
    let fits = |it: &&expert::Model| {
        it.is_active
            && it.fields.0.contains(&field)
            && it.region_code.as_ref().is_none_or(|own| region.is_none_or(|it| own.contains(it)))
            && open(it) < i64::from(it.capacity)
            && !declined.iter().any(|id| id == it.id.as_str())
            && organisation.is_none_or(|name| !it.conflicts.0.iter().any(|own| own == name))
    };
    experts.iter().filter(fits).min_by_key(|it| (open(it), it.named_at, it.id.clone()))
}

#[cfg(test)]
mod tests {
    use super::super::entity::expert::{Fields, Names};
    use super::*;
    use kernel::Dice;
    use kernel::id::{AccountId, ExpertId};

    fn expert(name: &str, fields: &[Field], conflicts: &[&str]) -> expert::Model {
        let now = DateTime::UNIX_EPOCH;
        let mut rng = Dice::seeded(u64::from(name.chars().next().map_or(0, u32::from)));
        expert::Model {
            id: ExpertId::new(now, &mut rng),
            account_id: AccountId::new(now, &mut rng),
            name: name.into(),
            unit: "协会".into(),
            fields: Fields(fields.to_vec()),
            region_code: None,
            conflicts: Names(conflicts.iter().map(|it| (*it).to_owned()).collect()),
            capacity: 3,
            is_active: true,
            named_at: None,
            created_at: now,
        }
    }

    #[test]
    fn the_expert_of_the_field_with_the_least_to_do_and_no_interest_is_asked() {
        let experts = [
            expert("甲", &[Field::Water], &[]),
            expert("乙", &[Field::Water, Field::Air], &["青浦纸业"]),
            expert("丙", &[Field::Air], &[]),
        ];
        let open = |it: &expert::Model| if it.name == "甲" { 2 } else { 1 };
        let who = |field, organisation, declined: &[String]| {
            choose(&experts, open, field, None, organisation, declined).map(|it| it.name.as_str())
        };

        assert_eq!(who(Field::Water, None, &[]), Some("乙"));
        assert_eq!(who(Field::Water, Some("青浦纸业"), &[]), Some("甲"));
        assert_eq!(who(Field::Water, None, &[experts[1].id.to_string()]), Some("甲"));
        assert_eq!(who(Field::Soil, None, &[]), None);
        assert!(choose(&experts, |_| 3, Field::Water, None, None, &[]).is_none());
    }

    #[test]
    fn the_clock_counts_working_days() {
        let friday: DateTime<Utc> = "2026-11-20T02:00:00Z".parse().expect("an instant");
        let (named, answered) = clocks(friday);
        assert_eq!(named.to_rfc3339(), "2026-11-23T10:00:00+00:00");
        assert_eq!(answered.to_rfc3339(), "2026-11-27T10:00:00+00:00");
    }
}
