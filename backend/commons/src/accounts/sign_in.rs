//! What signing in needs beside the database; put into the schema by the door.

use platform::auth::{AccessTokens, LockOut, PasswordRules, Passwords, RateLimits};
use std::time::Duration;

/// Passwords, tokens and limits of one process.
#[derive(Clone)]
pub struct Auth {
    /// Hashes and checks passwords.
    pub passwords: Passwords,
    /// What a new password must be like.
    pub rules: PasswordRules,
    /// Signs and reads access tokens.
    pub tokens: AccessTokens,
    /// How often may be tried.
    pub rates: RateLimits,
    /// When an account is locked.
    pub lock_out: LockOut,
    /// How long a device stays signed in without being used.
    pub session_time: Duration,
}
