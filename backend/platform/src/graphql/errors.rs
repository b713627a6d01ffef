//! How the three kinds of failure reach a caller.

use kernel::{Denied, Error, Problem};

/// `extensions.code` of a top-level error. For programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorCode {
    /// Sign in first.
    Unauthenticated,
    /// Not for this caller, or not there at all.
    Forbidden,
    /// There is nothing of that id for this caller.
    NotFound,
    /// The request is malformed.
    BadInput,
    /// A limit was passed.
    LimitExceeded,
    /// It took too long.
    Timeout,
    /// Our fault.
    Internal,
}

impl ErrorCode {
    /// As it is written in `extensions.code`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::BadInput => "BAD_INPUT",
            Self::LimitExceeded => "LIMIT_EXCEEDED",
            Self::Timeout => "TIMEOUT",
            Self::Internal => "INTERNAL",
        }
    }
}

/// The problems of a mutation; what is no problem becomes a top-level error.
pub type Problems = Vec<Problem>;

/// Splits an action's answer into the thing and the problems, for a payload.
///
/// # Errors
/// Denials and faults, as top-level errors.
pub fn split<T>(answer: kernel::Result<T>) -> async_graphql::Result<(Option<T>, Problems)> {
    match answer {
        Ok(thing) => Ok((Some(thing), Vec::new())),
        Err(Error::Problems(problems)) => Ok((None, problems)),
        Err(other) => Err(to_graphql(other)),
    }
}

/// A field's failure as GraphQL shows it. A fault is logged here, once, and shown as INTERNAL.
pub fn to_graphql(error: Error) -> async_graphql::Error {
    let (code, message) = match error {
        Error::Problems(problems) => {
            let texts: Vec<_> = problems.into_iter().map(|it| it.message.into_owned()).collect();
            (ErrorCode::BadInput, texts.join("；"))
        }
        Error::Denied(denied) => match denied {
            Denied::Unauthenticated => (ErrorCode::Unauthenticated, "请先登录".into()),
            Denied::Forbidden => (ErrorCode::Forbidden, "没有权限".into()),
            Denied::NotFound => (ErrorCode::NotFound, "没有找到".into()),
            Denied::BadInput(text) => (ErrorCode::BadInput, text),
            Denied::LimitExceeded(text) => (ErrorCode::LimitExceeded, text),
        },
        Error::Fault(fault) => {
            tracing::error!(error = format!("{fault:#}"), "request failed");
            metrics::counter!("faults_total").increment(1);
            (ErrorCode::Internal, "系统出错了，请稍后再试".into())
        }
    };
    let mut shown = async_graphql::Error::new(message);
    let mut extensions = async_graphql::ErrorExtensionValues::default();
    extensions.set("code", code.as_str());
    shown.extensions = Some(extensions);
    shown
}

/// Lets resolvers use `?` on kernel results through `.shown()`.
pub trait Shown<T> {
    /// The same answer with the failure as GraphQL shows it.
    ///
    /// # Errors
    /// The failure, translated.
    fn shown(self) -> async_graphql::Result<T>;
}

impl<T> Shown<T> for kernel::Result<T> {
    fn shown(self) -> async_graphql::Result<T> {
        self.map_err(to_graphql)
    }
}

impl<T> Shown<T> for Result<T, Denied> {
    fn shown(self) -> async_graphql::Result<T> {
        self.map_err(|denied| to_graphql(Error::Denied(denied)))
    }
}
