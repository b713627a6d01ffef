//! What signing in is made of: passwords, tokens, limits on attempts. Who may sign in, and what
//! an account is, belongs to the accounts of the product.

mod hashing;
pub mod keyed;
pub mod limits;
pub mod password;
pub mod token;
pub mod totp;

pub use keyed::Keyed;
pub use limits::{Attempt, LockOut, RateLimits, TooMany, caller_address, network};
pub use password::{PasswordProblem, PasswordRules, Passwords};
pub use token::{AccessClaims, AccessTokens, RefreshToken, TokenError};
