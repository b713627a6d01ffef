//! What signing in needs beside the database; put into the schema by the door.

use super::ended::Ended;
use crate::factors::RelyingParty;
use platform::Secret;
use platform::auth::{AccessTokens, Keyed, LockOut, PasswordRules, Passwords, RateLimits};
use platform::settings::{SecondFactor, SessionTimes};

/// Passwords, tokens and limits of one process.
#[derive(Clone)]
pub struct Auth {
    /// Hashes and checks passwords.
    pub passwords: Passwords,
    /// What a new password must be like.
    pub rules: PasswordRules,
    /// Signs and reads access tokens.
    pub tokens: AccessTokens,
    /// Sessions whose access tokens are refused.
    pub ended: Ended,
    /// How often may be tried.
    pub rates: RateLimits,
    /// When wrong passwords lock.
    pub lock_out: LockOut,
    /// How long people and staff stay signed in.
    pub times: SessionTimes,
    /// Who must have a second factor.
    pub second_factor: SecondFactor,
    /// Keyed words.
    pub words: Words,
    /// Whom passkeys belong to; none where the site has no name.
    pub passkeys: Option<RelyingParty>,
}

/// Keyed words, one key for each purpose.
#[derive(Clone)]
pub struct Words {
    /// Numbers of browsers.
    pub devices: Keyed,
    /// Names of counters.
    pub counters: Keyed,
    /// Links in mails.
    pub links: Keyed,
}

impl Words {
    /// From the key of the installation.
    pub fn new(key: &Secret) -> Self {
        Self {
            devices: Keyed::new(key, "devices"),
            counters: Keyed::new(key, "sign-in counters"),
            links: Keyed::new(key, "mail links"),
        }
    }
}
