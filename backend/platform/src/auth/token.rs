//! The two tokens of a signed-in device.
//!
//! | token | lives | is checked | is kept |
//! |---|---|---|---|
//! | access | 15 minutes | by its signature alone | nowhere |
//! | refresh | as long as the session | against the database | as a digest |
//!
//! A stolen database holds nothing that signs in; a stolen access token ends by itself.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use kernel::id::{AccountId, OrganisationId, SessionId};
use kernel::{
    Actor, Denied, Dice, Error, Member, MemberRole, OrganisationKind, RegionCode, Result, Role,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Secret;

/// How long an access token holds.
pub const ACCESS_MINUTES: i64 = 15;
/// How far the clocks of our servers may differ.
const CLOCKS_DIFFER_SECONDS: i64 = 60;
/// Longer texts are not looked at; ours have about 400 bytes.
const MAX_TOKEN_BYTES: usize = 2048;

/// What an access token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessClaims {
    /// The account.
    pub sub: AccountId,
    /// The session the token belongs to.
    pub sid: SessionId,
    /// Whether the session may do nothing but set up a second factor.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub limited: bool,
    /// What the person may do at all.
    pub role: Role,
    /// The organisation acted for, if any; always together with `org_kind` and `org_role`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org: Option<OrganisationId>,
    /// What that organisation is here for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org_kind: Option<OrganisationKind>,
    /// What the person may do inside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org_role: Option<MemberRole>,
    /// Whether the organisation was active and the address confirmed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cleared: bool,
    /// The region a moderator decides for; `None` is everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<RegionCode>,
    /// When it was made, in seconds since 1970.
    pub iat: i64,
    /// When it ends, in seconds since 1970.
    pub exp: i64,
}

impl AccessClaims {
    /// Who acts with this token; with a limited one, nobody yet.
    #[must_use]
    pub fn actor(&self) -> Actor {
        if self.limited {
            return Actor::Visitor;
        }
        let member = match (&self.org, self.org_kind, self.org_role) {
            (Some(organisation_id), Some(kind), Some(role)) => Some(Member {
                organisation_id: organisation_id.clone(),
                kind,
                role,
                is_cleared: self.cleared,
            }),
            _ => None,
        };
        Actor::Person {
            account_id: self.sub.clone(),
            role: self.role,
            member,
            region: self.region.clone(),
        }
    }
}

/// Why a text is no access token of ours. The caller of the product hears one word for all:
/// not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Not a token, or its claims cannot be read.
    #[error("malformed access token")]
    Malformed,
    /// Signed with another key or in another way.
    #[error("access token not signed by us")]
    NotOurs,
    /// Over; sign in again or refresh.
    #[error("access token expired")]
    Expired,
}

impl From<TokenError> for Error {
    fn from(_: TokenError) -> Self {
        Denied::Unauthenticated.into()
    }
}

/// Makes and reads access tokens (JWT, HS256).
#[derive(Clone)]
pub struct AccessTokens {
    sign: EncodingKey,
    check: DecodingKey,
    validation: Validation,
}

impl std::fmt::Debug for AccessTokens {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("AccessTokens(***)")
    }
}

impl AccessTokens {
    /// With the key of [`crate::settings::SigningKey::load`].
    #[must_use]
    pub fn new(key: &Secret) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        // The library would ask the machine's clock; we check against the time we are given.
        validation.validate_exp = false;
        validation.validate_aud = false;
        Self {
            sign: EncodingKey::from_secret(key.reveal().as_bytes()),
            check: DecodingKey::from_secret(key.reveal().as_bytes()),
            validation,
        }
    }

    /// A token for a person on a device, good for [`ACCESS_MINUTES`].
    ///
    /// # Errors
    /// A fault when the actor is not a person: nobody else carries tokens.
    pub fn issue(
        &self,
        actor: &Actor,
        session: &SessionId,
        is_limited: bool,
        now: DateTime<Utc>,
    ) -> Result<String> {
        let Actor::Person { account_id, role, member, region } = actor else {
            return Err(anyhow::anyhow!("only persons carry access tokens").into());
        };
        let claims = AccessClaims {
            sub: account_id.clone(),
            sid: session.clone(),
            limited: is_limited,
            role: *role,
            org: member.as_ref().map(|it| it.organisation_id.clone()),
            org_kind: member.as_ref().map(|it| it.kind),
            org_role: member.as_ref().map(|it| it.role),
            cleared: member.as_ref().is_some_and(|it| it.is_cleared),
            region: region.clone(),
            iat: now.timestamp(),
            exp: (now + Duration::minutes(ACCESS_MINUTES)).timestamp(),
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.sign)
            .map_err(|error| anyhow::Error::new(error).context("sign an access token").into())
    }

    /// What the token says, when it is ours and holds at `now`.
    ///
    /// # Errors
    /// [`TokenError`], which becomes "not signed in".
    pub fn read(
        &self,
        token: &str,
        now: DateTime<Utc>,
    ) -> std::result::Result<AccessClaims, TokenError> {
        if token.len() > MAX_TOKEN_BYTES {
            return Err(TokenError::Malformed);
        }
        let read = jsonwebtoken::decode::<AccessClaims>(token, &self.check, &self.validation);
        let claims = read.map_err(|error| match error.kind() {
            ErrorKind::InvalidSignature | ErrorKind::InvalidAlgorithm => TokenError::NotOurs,
            _ => TokenError::Malformed,
        })?;
        let claims = claims.claims;
        let now = now.timestamp();
        if claims.iat > now + CLOCKS_DIFFER_SECONDS {
            return Err(TokenError::Malformed);
        }
        if claims.exp <= now {
            return Err(TokenError::Expired);
        }
        Ok(claims)
    }
}

/// The long-lived token of a device: 32 random bytes. Only its digest is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct RefreshToken([u8; 32]);

impl RefreshToken {
    /// A fresh one.
    pub fn new(rng: &mut Dice) -> Self {
        Self(rng.bytes())
    }

    /// Reads what a device sent; `None` when it cannot be one of ours.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 43 {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// The text for the device's cookie, 43 characters.
    #[must_use]
    pub fn reveal(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What is kept and looked up: SHA-256 of the bytes, in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> String {
        hex::encode(Sha256::digest(self.0))
    }
}

impl std::fmt::Debug for RefreshToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("RefreshToken(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn now() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 21, 8, 0, 0).unwrap()
    }

    fn tokens() -> AccessTokens {
        AccessTokens::new(&Secret::new("0123456789abcdef0123456789abcdef"))
    }

    fn person() -> (Actor, SessionId) {
        let mut rng = Dice::seeded(1);
        let actor = Actor::Person {
            account_id: AccountId::new(now(), &mut rng),
            role: Role::Moderator,
            member: Some(Member {
                organisation_id: OrganisationId::new(now(), &mut rng),
                kind: OrganisationKind::Association,
                role: MemberRole::Editor,
                is_cleared: true,
            }),
            region: Some(RegionCode::parse("31").unwrap()),
        };
        (actor, SessionId::new(now(), &mut rng))
    }

    #[test]
    fn a_token_brings_the_whole_actor_back() {
        let (actor, session) = person();

        let token = tokens().issue(&actor, &session, false, now()).unwrap();
        let claims = tokens().read(&token, now()).unwrap();

        assert_eq!(claims.actor(), actor);
        assert_eq!(claims.sid, session);
        assert!(token.len() < 600, "{}", token.len());
    }

    #[test]
    fn a_limited_token_lets_nobody_act() {
        let (actor, session) = person();

        let token = tokens().issue(&actor, &session, true, now()).unwrap();
        let claims = tokens().read(&token, now()).unwrap();

        assert_eq!(claims.actor(), Actor::Visitor);
        assert_eq!(Some(&claims.sub), actor.account_id());
    }

    #[test]
    fn a_token_ends_after_fifteen_minutes_of_the_time_we_are_given() {
        let (actor, session) = person();
        let token = tokens().issue(&actor, &session, false, now()).unwrap();
        let at = |seconds| tokens().read(&token, now() + Duration::seconds(seconds));

        assert!(at(15 * 60 - 1).is_ok());
        assert_eq!(at(15 * 60), Err(TokenError::Expired));
        assert!(at(-60).is_ok(), "a server whose clock is behind");
        assert_eq!(at(-61), Err(TokenError::Malformed), "made in the future");
    }

    #[test]
    fn foreign_and_broken_tokens_are_refused() {
        let (actor, session) = person();
        let token = tokens().issue(&actor, &session, false, now()).unwrap();
        let other = AccessTokens::new(&Secret::new("another key of thirty-two letters"));
        assert_eq!(other.read(&token, now()), Err(TokenError::NotOurs));

        let parts: Vec<&str> = token.split('.').collect();
        let none = URL_SAFE_NO_PAD.encode(br#"{"alg":"none","typ":"JWT"}"#);
        let hs512 = URL_SAFE_NO_PAD.encode(br#"{"alg":"HS512","typ":"JWT"}"#);
        let admin = String::from_utf8(URL_SAFE_NO_PAD.decode(parts[1]).unwrap())
            .unwrap()
            .replace("MODERATOR", "AUDIT_ADMINISTRATOR");
        for broken in [
            String::new(),
            "x".to_owned(),
            "a.b.c".to_owned(),
            "é.é.é".to_owned(),
            format!("{none}.{}.", parts[1]),
            format!("{hs512}.{}.{}", parts[1], parts[2]),
            format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(admin), parts[2]),
            token[..token.len() - 2].to_owned(),
            "a".repeat(1 << 20),
        ] {
            assert!(tokens().read(&broken, now()).is_err(), "{broken:.80}");
        }
    }

    #[test]
    fn only_persons_carry_tokens() {
        let (_, session) = person();

        for actor in [Actor::Visitor, Actor::System("seed")] {
            assert!(tokens().issue(&actor, &session, false, now()).is_err());
        }
    }

    #[test]
    fn a_refresh_token_is_kept_as_a_digest_only() {
        let token = RefreshToken::new(&mut Dice::seeded(1));

        let text = token.reveal();
        assert_eq!(text.len(), 43);
        assert_eq!(RefreshToken::parse(&text), Some(token.clone()));
        assert_eq!(token.digest().len(), 64);
        assert_ne!(token.digest(), RefreshToken::new(&mut Dice::seeded(2)).digest());
        assert!(!format!("{token:?}").contains(&text));
        for broken in ["", "x", &text[1..], &format!("{text}x"), &"é".repeat(43), &"=".repeat(43)]
        {
            assert_eq!(RefreshToken::parse(broken), None, "{broken}");
        }
    }
}
