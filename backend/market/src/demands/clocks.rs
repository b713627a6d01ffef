//! The clock that runs against a buyer who does not score or decide: reminders, then an end.
//!
//! How long it runs stands in the terms of the need (配置值). It is wound whenever a need reaches a stage and
//! stops when it leaves it.

use super::actions::{save, write_as_it_is};
use super::entity::{DemandEnd, DemandStage, DemandState, Model};
use super::{mails, store};
use crate::{envelopes, procedures};
use chrono::{DateTime, Utc};
use kernel::id::DemandId;
use kernel::{Denied, Pace, Result};
use platform::Cx;

/// So many working days before the end the buyer is reminded. 配置值.
const REMINDED_DAYS: [u32; 2] = [3, 1];

/// How many working days a stage may take, and what its end is called; none where no clock runs.
pub fn allowed(
    stage: Option<DemandStage>,
    scoring_days: i32,
    deciding_days: i32,
) -> Option<(u32, DemandEnd)> {
    let (days, end) = match stage? {
        DemandStage::Scoring => (scoring_days, DemandEnd::NotScored),
        DemandStage::Ranked => (deciding_days, DemandEnd::NotDecided),
        DemandStage::Opening | DemandStage::Pricing | DemandStage::Proposed => return None,
    };
    u32::try_from(days).ok().filter(|it| *it > 0).map(|it| (it, end))
}

/// When the clock looks at a need next, after an instant: to remind, or to end it.
pub fn next_look(ends_at: DateTime<Utc>, after: DateTime<Utc>, pace: Pace) -> DateTime<Utc> {
    let reminders = REMINDED_DAYS.into_iter().map(|it| pace.working_days_before(ends_at, it));
    reminders.filter(|it| *it > after).min().unwrap_or(ends_at)
}

/// Winds the clock of the stage that a need has just reached, or stops it.
pub(super) async fn wind(cx: &Cx, row: Model) -> Result<Model> {
    let is_open = row.state == DemandState::Opened;
    let terms = match row.stage {
        Some(_) if is_open => procedures::store::find(&cx.tx, &row.id).await?,
        _ => None,
    };
    let found = terms.and_then(|it| allowed(row.stage, it.scoring_days, it.deciding_days));
    let pace = row.pace();
    let stage_ends_at = found.map(|(days, _)| pace.after_working_days(cx.now, days));
    let acts_at = stage_ends_at.map(|it| next_look(it, cx.now, pace));
    Ok(Model { stage_ends_at, acts_at, ..row })
}

/// Reminds the buyer of a need, or ends it since the time is over; false when the clock was stopped
/// meanwhile. Done by the product.
pub(super) async fn look(cx: &mut Cx, id: &DemandId) -> Result<bool> {
    if !cx.actor.is_system() {
        return Err(Denied::Forbidden.into());
    }
    let found = store::find_for_change(&cx.tx, id).await?;
    let due = found.filter(|it| it.acts_at.is_some_and(|it| it <= cx.now));
    let Some(before) = due else { return Ok(false) };
    let (Some((_, end)), Some(ends_at)) = (allowed(before.stage, 1, 1), before.stage_ends_at)
    else {
        return Ok(false);
    };
    if cx.now < ends_at {
        // Not a change of the need: whoever has it open may go on.
        let acts_at = Some(next_look(ends_at, cx.now, before.pace()));
        mails::remind_owner(cx, &before, end, ends_at).await?;
        write_as_it_is(cx, Model { acts_at, ..before }).await?;
        return Ok(true);
    }
    envelopes::actions::end_key(cx, &before).await?;
    let (state, end_reason) = (DemandState::Unsuccessful, Some(end));
    let after = Model { state, stage: None, end_reason, ..before.clone() };
    save(cx, "demands.stop", "demands.stopped", &before, after).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn a_buyer_is_reminded_three_and_one_working_days_before_the_end() {
        // From Monday; the end is the Friday of the week after.
        let start = at("2026-11-23T02:00:00Z");
        let ends_at = Pace::REAL.after_working_days(start, 9);
        assert_eq!(ends_at, at("2026-12-04T02:00:00Z"));
        let first = next_look(ends_at, start, Pace::REAL);
        assert_eq!(first, at("2026-12-01T02:00:00Z"));
        let second = next_look(ends_at, first, Pace::REAL);
        assert_eq!(second, at("2026-12-03T02:00:00Z"));
        assert_eq!(next_look(ends_at, second, Pace::REAL), ends_at);
    }

    #[test]
    fn only_scoring_and_deciding_have_a_clock() {
        use DemandStage::{Opening, Pricing, Proposed, Ranked, Scoring};
        assert_eq!(allowed(Some(Scoring), 10, 5), Some((10, DemandEnd::NotScored)));
        assert_eq!(allowed(Some(Ranked), 10, 5), Some((5, DemandEnd::NotDecided)));
        for stage in [None, Some(Opening), Some(Pricing), Some(Proposed)] {
            assert_eq!(allowed(stage, 10, 5), None);
        }
        assert_eq!(allowed(Some(Scoring), 0, 5), None, "terms of before there was a clock");
    }

    proptest! {
        /// However late the job comes, it never looks at a time that is past twice, and comes to the end.
        #[test]
        fn the_clock_comes_to_its_end(days in 1..40_u32, late in 0..200_i64, fast in any::<bool>()) {
            let pace = if fast { Pace::of(1_440) } else { Pace::REAL };
            let start = at("2026-11-23T02:00:00Z");
            let ends_at = pace.after_working_days(start, days);
            let (mut now, mut looks) = (start, 0);
            while now < ends_at {
                let next = next_look(ends_at, now, pace);
                prop_assert!(next > now && next <= ends_at);
                now = next + pace.scaled(chrono::Duration::hours(late));
                looks += 1;
            }
            prop_assert!(looks <= 3);
        }
    }
}
