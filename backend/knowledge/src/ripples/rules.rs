//! What is a reason to look again, and what a closing says.

use async_graphql::Enum;
use chrono::Duration;
use kernel::problems;
use sea_orm::{DeriveActiveEnum, EnumIter};

/// A task is due so long after the words changed.
pub const DUE: Duration = Duration::hours(24);

/// What of the platform cites an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CiterKind {
    /// 要点: what a law means in practice, in our words.
    KeyPoint,
    /// 问答: an answer of the assistant.
    Answer,
    /// 课程: a lesson.
    Lesson,
    /// 模板: of a need or a contract.
    Template,
    /// 排序规则: by which providers are ordered.
    RankingRule,
    /// 限值: of a standard.
    Limit,
    /// 三地对照: a duty in three provinces.
    Comparison,
    /// 义务: what a firm must do.
    Duty,
    /// 解读: an explanation.
    Explanation,
}

/// Why something is looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RippleReason {
    /// 条文有变化.
    Changed,
    /// 所在法律已废止.
    Repealed,
    /// 现行文本没有这一条.
    Gone,
}

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RippleState {
    /// 待复核.
    Open,
    /// 仍然成立: it says right as it stands.
    Kept,
    /// 已修改: it was rewritten.
    Mended,
    /// 不再需要: it is gone, or the words are again those it was written under.
    Moot,
}

/// How a moderator closes a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub enum RippleOutcome {
    /// 仍然成立.
    Kept,
    /// 已修改.
    Mended,
}

problems! {
    /// Why a task is not closed.
    RippleProblem {
        Closed = "ripples.closed", "rippleTaskId", "这一项已经处理过";
        NoteLength = "ripples.note_length", "note", "请用 2 到 500 个字说明依据";
        ChangedMeanwhile = "ripples.changed_meanwhile", "newHash", "条文又有变化，请按最新文字重新核对";
    }
}

/// What stands today where something cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The words, or what took their place; empty when nothing did.
    pub words: String,
    /// Where they can be read.
    pub path: Option<String>,
    /// None while the article of the text in force is meant.
    pub ended: Option<RippleReason>,
}

impl Standing {
    /// What is hashed: the words without signs and blanks, and whether they are those of a law in force.
    pub fn fingerprint(&self) -> String {
        let words: String = self.words.chars().filter(|it| it.is_alphanumeric()).collect();
        let mark = match self.ended {
            None => "",
            Some(RippleReason::Gone) => "gone:",
            Some(_) => "repealed:",
        };
        format!("{mark}{words}")
    }
}

/// The articles a key point says it rests on: `……（第 174、176 条）`.
pub fn articles_behind(point: &str) -> Vec<i32> {
    let Some((_, tail)) = point.rsplit_once("（第") else { return Vec::new() };
    let Some(numbers) = tail.trim_end().strip_suffix("条）") else { return Vec::new() };
    numbers.split('、').filter_map(|it| it.trim().parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_point_names_its_articles() {
        assert_eq!(articles_behind("先有证后排污（五年）。（第 174、176 条）"), [174, 176]);
        assert_eq!(articles_behind("没有出处"), Vec::<i32>::new());
        assert_eq!(articles_behind("不全（第 3 款）"), Vec::<i32>::new());
    }

    #[test]
    fn signs_do_not_change_a_fingerprint_and_a_repeal_does() {
        let standing = |words: &str, ended| Standing { words: words.into(), path: None, ended };
        let now = standing("罚款（十万元）。", None).fingerprint();
        assert_eq!(now, standing("罚款(十万元)", None).fingerprint());
        assert_ne!(now, standing("罚款十万元", Some(RippleReason::Repealed)).fingerprint());
        assert_ne!(now, standing("罚款二十万元", None).fingerprint());
    }
}
