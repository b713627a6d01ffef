//! jieba for tantivy: words of the search mode, each a token.

use jieba_rs::Jieba;
use std::sync::Arc;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Cuts Chinese into words.
#[derive(Clone)]
pub(super) struct Words(pub(super) Arc<Jieba>);

/// The name under which the index knows it.
pub(super) const NAME: &str = "words";

pub(super) struct Cut {
    tokens: Vec<Token>,
    next: usize,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Cut;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Cut {
        Cut { tokens: self.cut(text), next: 0 }
    }
}

impl Words {
    pub(super) fn cut(&self, text: &str) -> Vec<Token> {
        let words = self.0.cut_for_search(text, true);
        let words = words.into_iter().filter(|it| it.word.chars().any(char::is_alphanumeric));
        let tokens = words.enumerate().map(|(position, it)| Token {
            offset_from: it.byte_start,
            offset_to: it.byte_end,
            position,
            text: it.word.to_lowercase(),
            position_length: 1,
        });
        tokens.collect()
    }
}

impl TokenStream for Cut {
    fn advance(&mut self) -> bool {
        self.next += 1;
        self.next <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        &self.tokens[self.next - 1]
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.tokens[self.next - 1]
    }
}
