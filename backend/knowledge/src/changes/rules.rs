//! What can happen to a text.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};

/// What happened to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Enum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LawChangeKind {
    /// 新收录: it was not in the library.
    New,
    /// 文字更正: a better copy of the same text.
    Corrected,
    /// 开始施行: its first day has come.
    Started,
    /// 被修改: a newer text of the same law.
    Superseded,
    /// 被废止: the law is gone.
    Repealed,
}
