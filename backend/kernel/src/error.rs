//! The three ways a request can fail, told apart by who must act.

use crate::Problem;

/// What every action answers.
pub type Result<T> = std::result::Result<T, Error>;

/// Problem: the person can act. Denied: the caller may not, or asked wrongly. Fault: we must act.
#[derive(Debug)]
pub enum Error {
    /// What the person can mend, all of it at once.
    Problems(Vec<Problem>),
    /// What the caller may not have; for programs.
    Denied(Denied),
    /// What we did wrong; the caller sees a request id only.
    Fault(anyhow::Error),
}

/// Why a caller does not get what was asked for. Not visible is not found, in the same words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// Nobody is signed in.
    Unauthenticated,
    /// Signed in, but not allowed.
    Forbidden,
    /// Does not exist, or not for this caller.
    NotFound,
    /// The request itself is malformed; the text says where.
    BadInput(String),
    /// A limit was passed; the text says which.
    LimitExceeded(String),
}

impl Error {
    /// A single problem.
    pub fn problem(problem: impl Into<Problem>) -> Self {
        Self::Problems(vec![problem.into()])
    }
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

impl From<Vec<Problem>> for Error {
    fn from(problems: Vec<Problem>) -> Self {
        Self::Problems(problems)
    }
}

impl From<anyhow::Error> for Error {
    fn from(fault: anyhow::Error) -> Self {
        Self::Fault(fault)
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(anyhow::Error::new(error).context("database"))
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Problems(problems) => {
                let texts: Vec<&str> = problems.iter().map(|it| it.message.as_ref()).collect();
                f.write_str(&texts.join("；"))
            }
            Self::Denied(denied) => write!(f, "{denied:?}"),
            Self::Fault(fault) => write!(f, "{fault:#}"),
        }
    }
}

impl std::error::Error for Error {}

/// Both values, or the problems of both checks.
///
/// # Errors
/// The problems of whichever failed.
pub fn both<A, B>(
    one: std::result::Result<A, Vec<Problem>>,
    other: std::result::Result<B, Vec<Problem>>,
) -> std::result::Result<(A, B), Vec<Problem>> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => {
            let mut problems = one.err().unwrap_or_default();
            problems.extend(other.err().unwrap_or_default());
            Err(problems)
        }
    }
}

/// The value, or the problems of every check that failed, never only the first.
pub fn collect(problems: Vec<Problem>) -> Result<()> {
    if problems.is_empty() { Ok(()) } else { Err(Error::Problems(problems)) }
}
