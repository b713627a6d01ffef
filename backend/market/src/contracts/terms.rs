//! What a contract says: checked as typed, split to the fen, compared field by field.

use super::entity::Model;
use super::entity::change::ChangedTerms;
use super::entity::milestone::{MilestoneState, Model as MilestoneRow};
use super::rules::ContractProblem;
use crate::demands::DemandRow;
use chrono::{DateTime, Days, NaiveDate, Utc};
use commons::moderation::FieldDifference;
use kernel::clock::china_time;
use kernel::money::parse_yuan;
use kernel::text::is_long;
use kernel::{Fen, Pace, Problem};

/// The whole, in ten-thousandths.
pub(super) const WHOLE_BP: i32 = 10_000;
/// Days of a contract; ten years.
const LONGEST_DAYS: i64 = 3_660;
/// A payment is due at most so many days after acceptance: 保障中小企业款项支付条例 art. 9 binds large
/// enterprises that buy from small ones; here it is the limit for all (配置值).
const LONGEST_PAYMENT_DAYS: i32 = 60;
/// When nothing is said, a payment is due after so many days. 配置值.
pub(super) const USUAL_PAYMENT_DAYS: i32 = 30;
/// Milestones of one contract. 配置值.
const MOST_MILESTONES: usize = 12;

/// What a buyer types.
#[derive(Debug, Clone)]
pub(super) struct TypedTerms {
    pub(super) subject: String,
    pub(super) place: String,
    pub(super) starts_on: NaiveDate,
    pub(super) ends_on: NaiveDate,
    pub(super) payment_days: i32,
    pub(super) other_terms: Option<String>,
    pub(super) milestones: Vec<TypedMilestone>,
}

/// A milestone as it is typed.
#[derive(Debug, Clone)]
pub(super) struct TypedMilestone {
    pub(super) title: String,
    pub(super) due_on: NaiveDate,
    pub(super) share_bp: i32,
}

/// The shares of an amount, in the order of the milestones: they add up to it exactly, and none
/// differs from its part by a fen or more.
pub(super) fn split(amount: Fen, shares: &[i32]) -> Vec<Fen> {
    let whole: i128 = shares.iter().map(|it| i128::from(*it)).sum();
    let upto = |sum: i128| {
        let part = (i128::from(amount.0) * sum).checked_div(whole).unwrap_or(0);
        i64::try_from(part).unwrap_or(i64::MAX)
    };
    let mut sum = 0;
    let parts = shares.iter().map(|share| {
        let before = upto(sum);
        sum += i128::from(*share);
        Fen(upto(sum) - before)
    });
    parts.collect()
}

/// All that is wrong with typed terms, or them tidied.
pub(super) fn check(typed: TypedTerms) -> Result<TypedTerms, Vec<Problem>> {
    let mut problems = Vec::new();
    if !is_long(&typed.subject, 10..=5_000) {
        problems.push(ContractProblem::SubjectLength);
    }
    if !is_long(&typed.place, 2..=200) {
        problems.push(ContractProblem::PlaceLength);
    }
    let other = typed.other_terms.as_deref().map(str::trim).filter(|it| !it.is_empty());
    if other.is_some_and(|it| !is_long(it, 1..=5_000)) {
        problems.push(ContractProblem::OtherLength);
    }
    if !(0..=LONGEST_DAYS).contains(&(typed.ends_on - typed.starts_on).num_days()) {
        problems.push(ContractProblem::TermOrder);
    }
    if !(0..=LONGEST_PAYMENT_DAYS).contains(&typed.payment_days) {
        problems.push(ContractProblem::PaymentDays);
    }
    problems.extend(check_milestones(&typed));
    if !problems.is_empty() {
        return Err(problems.into_iter().map(Into::into).collect());
    }
    let milestones = typed.milestones.into_iter();
    Ok(TypedTerms {
        subject: typed.subject.trim().to_owned(),
        place: typed.place.trim().to_owned(),
        other_terms: other.map(str::to_owned),
        milestones: milestones
            .map(|it| TypedMilestone { title: it.title.trim().to_owned(), ..it })
            .collect(),
        ..typed
    })
}

fn check_milestones(typed: &TypedTerms) -> Vec<ContractProblem> {
    let mut problems = Vec::new();
    let rows = &typed.milestones;
    if rows.is_empty() || rows.len() > MOST_MILESTONES {
        return vec![ContractProblem::MilestoneCount];
    }
    if rows.iter().any(|it| !is_long(&it.title, 2..=60)) {
        problems.push(ContractProblem::MilestoneTitle);
    }
    if !dates_are_sound(rows.iter().map(|it| it.due_on), typed.starts_on, typed.ends_on) {
        problems.push(ContractProblem::MilestoneDates);
    }
    let shares: i64 = rows.iter().map(|it| i64::from(it.share_bp)).sum();
    if rows.iter().any(|it| it.share_bp <= 0) || shares != i64::from(WHOLE_BP) {
        problems.push(ContractProblem::Shares);
    }
    problems
}

fn dates_are_sound(days: impl Iterator<Item = NaiveDate>, from: NaiveDate, to: NaiveDate) -> bool {
    let days: Vec<NaiveDate> = days.collect();
    days.is_sorted() && days.iter().all(|it| (from..=to).contains(it))
}

/// The last day of a job that begins on a day and takes so many.
pub(super) fn end_of(starts_on: NaiveDate, duration_days: i32) -> NaiveDate {
    let days = u64::try_from(duration_days).unwrap_or(0);
    starts_on.checked_add_days(Days::new(days)).unwrap_or(starts_on)
}

/// What one side types to change an active contract; what is left out stays.
#[derive(Debug, Clone)]
pub(super) struct TypedChange {
    pub(super) price_yuan: Option<String>,
    pub(super) ends_on: Option<NaiveDate>,
    pub(super) due: Vec<(i32, NaiveDate)>,
    pub(super) ends_now: bool,
}

/// All that is wrong with a change, or what the contract shall be.
pub(super) fn check_change(
    typed: &TypedChange,
    contract: &Model,
    milestones: &[MilestoneRow],
) -> Result<ChangedTerms, Vec<Problem>> {
    let mut problems = Vec::new();
    let accepted: i64 = accepted(milestones).map(|it| it.amount_fen.0).sum();
    let price_fen = match typed.price_yuan.as_deref().map(str::trim).filter(|it| !it.is_empty()) {
        None => Some(contract.price_fen),
        Some(text) => parse_yuan(text).ok().filter(|it| it.0 > accepted),
    };
    if price_fen.is_none() {
        problems.push(ContractProblem::PriceForm);
    }
    let ends_on = typed.ends_on.unwrap_or(contract.ends_on);
    if !(0..=LONGEST_DAYS).contains(&(ends_on - contract.starts_on).num_days()) {
        problems.push(ContractProblem::TermOrder);
    }
    let day_of = |row: &MilestoneRow| {
        let typed = typed.due.iter().find(|it| it.0 == row.number);
        typed.filter(|_| row.state != MilestoneState::Accepted).map_or(row.due_on, |it| it.1)
    };
    if !dates_are_sound(milestones.iter().map(day_of), contract.starts_on, ends_on) {
        problems.push(ContractProblem::MilestoneDates);
    }
    match price_fen {
        Some(price_fen) if problems.is_empty() => {
            let open = milestones.iter().filter(|it| it.state != MilestoneState::Accepted);
            let due = open.map(|it| (it.number, day_of(it))).collect();
            Ok(ChangedTerms { price_fen, ends_on, due, ends_now: typed.ends_now })
        }
        _ => Err(problems.into_iter().map(Into::into).collect()),
    }
}

fn accepted(milestones: &[MilestoneRow]) -> impl Iterator<Item = &MilestoneRow> {
    milestones.iter().filter(|it| it.state == MilestoneState::Accepted)
}

/// What a change would change, field by field.
pub(super) fn differences(
    to: &ChangedTerms,
    contract: &Model,
    milestones: &[MilestoneRow],
) -> Vec<FieldDifference> {
    let field = |field: String, label: String, before: String, after: String| FieldDifference {
        field,
        label,
        before: Some(before),
        after: Some(after),
    };
    let mut all = vec![
        field(
            "price".into(),
            "合同总价".into(),
            contract.price_fen.to_string(),
            to.price_fen.to_string(),
        ),
        field("endsOn".into(), "结束日期".into(), day(contract.ends_on), day(to.ends_on)),
    ];
    for row in milestones {
        let Some((_, due_on)) = to.due.iter().find(|it| it.0 == row.number) else { continue };
        let label = format!("节点 {} “{}”的日期", row.number, row.title);
        all.push(field(format!("due.{}", row.number), label, day(row.due_on), day(*due_on)));
    }
    let stands = if to.ends_now { "提前终止" } else { "继续履行" };
    all.push(field("state".into(), "履行".into(), "继续履行".into(), stands.into()));
    all.retain(|it| it.before != it.after);
    all
}

/// Applies agreed terms to the milestones: those not accepted get their days, and what is left of the
/// price by their shares.
pub(super) fn apply(to: &ChangedTerms, milestones: &[MilestoneRow]) -> Vec<MilestoneRow> {
    let spent: i64 = accepted(milestones).map(|it| it.amount_fen.0).sum();
    let mut open: Vec<MilestoneRow> =
        milestones.iter().filter(|it| it.state != MilestoneState::Accepted).cloned().collect();
    let shares: Vec<i32> = open.iter().map(|it| it.share_bp).collect();
    let amounts = split(Fen(to.price_fen.0 - spent), &shares);
    for (row, amount) in open.iter_mut().zip(amounts) {
        row.amount_fen = amount;
        if let Some((_, due_on)) = to.due.iter().find(|it| it.0 == row.number) {
            row.due_on = *due_on;
        }
    }
    open
}

/// What is done for a buyer: what the need says, and its own part of a shared one.
pub(super) fn subject_of(demand: &DemandRow, part: Option<f64>) -> String {
    let Some(part) = part else { return demand.description.clone() };
    let unit = demand.unit.as_deref().unwrap_or_default();
    let total = demand.quantity.map_or(String::new(), |it| format!("，拼单合计 {it} {unit}"));
    format!("{}\n本合同数量：{part} {unit}{total}。", demand.description)
}

/// A day as contracts write it.
pub(super) fn day(it: NaiveDate) -> String {
    it.format("%Y年%-m月%-d日").to_string()
}

/// A number of days, as long as they take.
pub(super) fn days(count: i64, pace: Pace) -> String {
    match pace.is_practice() {
        true => format!("{} 分钟", pace.days(count).num_minutes().max(1)),
        false => format!("{count} 天"),
    }
}

/// Until when, as people are told: the day, and the minute where a day is one.
pub(super) fn until(at: DateTime<Utc>, pace: Pace) -> String {
    let at = at.with_timezone(&china_time());
    match pace.is_practice() {
        true => at.format("%-m月%-d日 %H:%M:%S").to_string(),
        false => day(at.date_naive()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(shares: &[i32]) -> TypedTerms {
        let milestones = shares.iter().map(|share_bp| TypedMilestone {
            title: "交付报告".into(),
            due_on: "2026-12-31".parse().unwrap(),
            share_bp: *share_bp,
        });
        TypedTerms {
            subject: "按月上门收运废乳化液".into(),
            place: "青浦区".into(),
            starts_on: "2026-12-01".parse().unwrap(),
            ends_on: "2026-12-31".parse().unwrap(),
            payment_days: 30,
            other_terms: Some("  ".into()),
            milestones: milestones.collect(),
        }
    }

    #[test]
    fn shares_are_exactly_the_whole() {
        assert_eq!(check(typed(&[3_333, 6_667])).unwrap().other_terms, None);
        for wrong in [&[][..], &[9_999], &[10_001], &[10_000, 0], &[i32::MAX, i32::MAX]] {
            assert!(check(typed(wrong)).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn days_lie_in_the_term_and_in_order() {
        let mut late = typed(&[10_000]);
        late.milestones[0].due_on = "2027-01-01".parse().unwrap();
        assert!(check(late).is_err());
        let mut backwards = typed(&[10_000]);
        backwards.ends_on = "2026-11-30".parse().unwrap();
        assert!(check(backwards).unwrap_err().len() >= 2, "each is told");
    }

    proptest! {
        #[test]
        fn amounts_add_up_to_the_price_and_none_is_off_by_a_fen(
            price in 1..=kernel::money::LARGEST_FEN,
            cuts in prop::collection::btree_set(1..WHOLE_BP, 0..11),
        ) {
            let mut edges: Vec<i32> = cuts.into_iter().collect();
            edges.push(WHOLE_BP);
            let mut before = 0;
            let shares: Vec<i32> = edges
                .into_iter()
                .map(|edge| edge - std::mem::replace(&mut before, edge))
                .collect();
            let amounts = split(Fen(price), &shares);
            prop_assert_eq!(amounts.iter().map(|it| it.0).sum::<i64>(), price);
            for (amount, share) in amounts.iter().zip(&shares) {
                let wanted = i128::from(price) * i128::from(*share);
                let off = i128::from(amount.0) * i128::from(WHOLE_BP) - wanted;
                prop_assert!(amount.0 >= 0 && off.abs() < i128::from(WHOLE_BP));
            }
        }
    }
}
