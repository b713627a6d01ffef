//! Until when may be asked and answered, and what puts a deadline off.

use chrono::{DateTime, Duration, Utc};
use kernel::Pace;

/// Questions end so long before the deadline. 配置值.
const QUESTIONS_END: Duration = Duration::hours(48);
/// Answers should be there so long before the deadline. 配置值.
const ANSWERS_END: Duration = Duration::hours(24);
/// How often a deadline is put off because of a question. 配置值.
const MOST_EXTENSIONS: i32 = 3;
/// Questions of one provider about one need. 配置值.
pub const MOST_QUESTIONS: u64 = 10;

kernel::problems! {
    /// Why a question or an answer is refused.
    QuestionProblem {
        NotProvider = "questions.not_provider", "", "只有服务机构可以提问";
        QuestionLength = "questions.question_length", "question", "提问需 5 到 500 个字";
        AskedTooLate = "questions.asked_too_late", "", "提问时间已过";
        TooMany = "questions.too_many", "", "对同一条需求最多提 10 个问题";
        AnswerLength = "questions.answer_length", "answer", "答复需 2 到 2000 个字";
        AnsweredTooLate = "questions.answered_too_late", "", "报价已截止，不能再答复";
        AlreadyAnswered = "questions.already_answered", "", "这个问题已经答复";
    }
}

/// When bids are taken: from, until, and how fast its clocks run.
pub type Window = (DateTime<Utc>, DateTime<Utc>, Pace);

/// The first moment at which nothing is asked any more: two days before the deadline, of a short
/// window half-way.
pub fn questions_until((from, until, pace): Window) -> DateTime<Utc> {
    until - pace.scaled(QUESTIONS_END).min((until - from) / 2)
}

/// When answers should be there: a day before the deadline, of a short window after three quarters.
pub fn answers_until((from, until, pace): Window) -> DateTime<Utc> {
    until - pace.scaled(ANSWERS_END).min((until - from) / 4)
}

/// Whether an unanswered question puts the deadline off now.
pub fn must_be_put_off(window: Window, extensions: i32, now: DateTime<Utc>) -> bool {
    now >= answers_until(window) && now < window.1 && extensions < MOST_EXTENSIONS
}

/// The deadline a working day later, at the same hour. In years whose calendar is not published,
/// Monday to Friday count.
pub fn put_off(deadline: DateTime<Utc>, pace: Pace) -> DateTime<Utc> {
    pace.after_working_days(deadline, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn questions_end_before_answers_and_answers_before_bids() {
        let window = (at("2026-11-21T01:00:00Z"), at("2026-12-01T01:00:00Z"), Pace::REAL);
        assert_eq!(questions_until(window), at("2026-11-29T01:00:00Z"));
        assert_eq!(answers_until(window), at("2026-11-30T01:00:00Z"));
        let short = (at("2026-11-21T01:00:00Z"), at("2026-11-22T01:00:00Z"), Pace::REAL);
        assert_eq!(questions_until(short), at("2026-11-21T13:00:00Z"));
        assert_eq!(answers_until(short), at("2026-11-21T19:00:00Z"));
        assert!(!must_be_put_off(short, 0, at("2026-11-21T18:59:59Z")));
        assert!(must_be_put_off(short, 2, at("2026-11-21T19:00:00Z")));
        assert!(!must_be_put_off(short, 3, at("2026-11-21T19:00:00Z")));
        assert!(!must_be_put_off(short, 0, short.1), "bids are open by then");
    }

    #[test]
    fn in_the_practice_hall_questions_end_two_minutes_before() {
        let window = (at("2026-11-21T01:00:00Z"), at("2026-11-21T01:10:00Z"), Pace::of(1_440));
        assert_eq!(questions_until(window), at("2026-11-21T01:08:00Z"));
        assert_eq!(answers_until(window), at("2026-11-21T01:09:00Z"));
        assert_eq!(put_off(window.1, window.2), at("2026-11-21T01:11:00Z"));
    }

    #[test]
    fn a_deadline_is_put_off_over_weekends_and_holidays() {
        // A Friday; then the last working day before National Day, 2026.
        assert_eq!(put_off(at("2026-11-27T09:00:00Z"), Pace::REAL), at("2026-11-30T09:00:00Z"));
        assert_eq!(put_off(at("2026-09-30T09:00:00Z"), Pace::REAL), at("2026-10-08T09:00:00Z"));
    }
}
