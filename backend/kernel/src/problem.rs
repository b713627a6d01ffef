//! What a person can mend: a code for programs, the field it belongs to, a sentence in Chinese.

use std::borrow::Cow;

/// One thing that is wrong with what a person sent.
#[derive(Debug, Clone, PartialEq, Eq, async_graphql::SimpleObject)]
pub struct Problem {
    /// Stable, `module.variant`.
    pub code: Cow<'static, str>,
    /// The input field it belongs to, empty when it is the whole.
    pub path: Vec<Cow<'static, str>>,
    /// A sentence for the person, in Chinese.
    pub message: Cow<'static, str>,
}

/// Declares the refusals of one module: variant, code, input field (or `""`), sentence.
///
/// Gives an enum with `code()`, `From<…> for Problem`, and `ALL` for the printed table.
#[macro_export]
macro_rules! problems {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal, $path:literal, $message:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs, reason = "each variant is documented by its sentence")]
        pub enum $name { $($variant,)* }

        impl $name {
            /// Every refusal of this module.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
        }

        impl From<$name> for $crate::Problem {
            fn from(it: $name) -> Self {
                let (code, path, message) = match it { $($name::$variant => ($code, $path, $message),)* };
                Self {
                    code: code.into(),
                    path: if path.is_empty() { Vec::new() } else { vec![path.into()] },
                    message: message.into(),
                }
            }
        }

        impl From<$name> for $crate::Error {
            fn from(it: $name) -> Self { $crate::Error::problem(it) }
        }
    };
}
