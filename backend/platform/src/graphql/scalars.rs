//! Values that GraphQL shows in a form of their own.

use async_graphql::Object;
use kernel::Fen;

/// An amount of money: whole fen for programs, words for people.
pub struct Money(pub Fen);

#[Object]
impl Money {
    /// Whole fen, 1/100 yuan.
    async fn fen(&self) -> i64 {
        self.0.0
    }

    /// In yuan, as people write it: 86 万元.
    async fn yuan(&self) -> String {
        self.0.to_human()
    }
}
