//! What is compared, what is kept of it, what is shown.

use crate::policies::rules::alignment::Candidate;
use async_graphql::Enum;
use kernel::problems;
use sea_orm::{DeriveActiveEnum, EnumIter};

/// The most candidates that are kept for an article (配置值).
pub const CANDIDATES: usize = 3;
/// What is less alike than this is not kept, of 1,000 (配置值).
pub const LEAST_KEPT: i32 = 300;
/// What is less alike than this is shown to moderators only, of 1,000 (配置值).
pub const LEAST_SHOWN: i32 = 400;
/// A further candidate is shown beside the best one from this likeness on, of 1,000 (配置值).
const LEAST_BESIDE: i32 = 450;
/// A further candidate is kept only when it is this near to the best one, of 1,000 (配置值).
const NEAR: i32 = 250;
/// The most that are decided at once.
pub const AT_ONCE: usize = 100;

/// Where a succession stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SuccessionState {
    /// 系统比对，待确认.
    Proposed,
    /// 已人工确认.
    Confirmed,
    /// 已否定.
    Refused,
}

problems! {
    /// Why successions are not decided.
    SuccessionProblem {
        NoneChosen = "successions.none_chosen", "successionIds", "没有选择条文";
        TooMany = "successions.too_many", "successionIds", "一次最多处理 100 条";
        NoteLength = "successions.note_length", "note", "说明不能超过 500 个字";
    }
}

/// What is kept of the candidates of one article: the best, and those nearly as alike.
pub fn kept(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    let best = candidates.first().map_or(0, |it| it.score_milli);
    candidates.retain(|it| it.score_milli + NEAR >= best);
    candidates
}

/// Whether a stored pair is shown on reading pages beside the others of its article.
pub fn is_shown(state: SuccessionState, score_milli: i32, is_any_confirmed: bool) -> bool {
    match state {
        SuccessionState::Confirmed => true,
        SuccessionState::Refused => false,
        SuccessionState::Proposed => !is_any_confirmed && score_milli >= LEAST_SHOWN,
    }
}

/// Whether a proposal is told beside the others of its article.
pub fn is_told(rank: i32, score_milli: i32) -> bool {
    rank == 1 || score_milli >= LEAST_BESIDE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_nearly_as_alike_is_kept_beside_the_best() {
        let all = |scores: &[i32]| -> Vec<Candidate> {
            (0..).zip(scores).map(|(at, score)| Candidate { at, score_milli: *score }).collect()
        };
        assert_eq!(kept(all(&[900, 700, 400])).len(), 2);
        assert_eq!(kept(all(&[500, 480, 420])).len(), 3);
        assert!(kept(Vec::new()).is_empty());
    }

    #[test]
    fn what_was_confirmed_silences_what_was_only_proposed() {
        use SuccessionState::{Confirmed, Proposed, Refused};
        assert!(is_shown(Proposed, 400, false));
        assert!(!is_shown(Proposed, 399, false));
        assert!(!is_shown(Proposed, 900, true));
        assert!(is_shown(Confirmed, 310, true));
        assert!(!is_shown(Refused, 900, false));
    }
}
