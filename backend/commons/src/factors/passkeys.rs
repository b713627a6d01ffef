//! Passkeys (WebAuthn Level 3): what is asked of the browser, and whether its answer holds. The
//! ceremony itself is the library's; what it must know between question and answer is kept with
//! the challenge.

use anyhow::{Context, anyhow};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::Result;
use kernel::id::AccountId;
use sha2::{Digest, Sha256};
use url::{Host, Url};
use webauthn_rp::bin::{Decode, Encode};
use webauthn_rp::request::auth::{AllowedCredentials, AuthenticationVerificationOptions};
use webauthn_rp::request::register::{
    PublicKeyCredentialUserEntity, RegistrationVerificationOptions, UserHandle16, Username,
};
use webauthn_rp::request::{AsciiDomain, Credentials, PublicKeyCredentialDescriptor, RpId};
use webauthn_rp::response::auth::NonDiscoverableAuthentication16;
use webauthn_rp::response::register::{DynamicState, StaticState};
use webauthn_rp::response::{AuthTransports, CredentialId};
use webauthn_rp::{
    AuthenticatedCredential, NonDiscoverableAuthenticationServerState,
    NonDiscoverableCredentialRequestOptions, PublicKeyCredentialCreationOptions, Registration,
    RegistrationServerState,
};

use super::passkey_entity::Model;

/// Whom passkeys belong to: the name of the site, and the address its pages come from.
#[derive(Debug, Clone)]
pub struct RelyingParty {
    domain: String,
    origin: String,
}

/// What an authenticator said of a new passkey.
pub(super) struct Registered {
    pub(super) credential_id: String,
    pub(super) fixed_state: String,
    pub(super) moving_state: String,
    pub(super) transports: i32,
}

/// A question to the browser, and what must be known again when it answers.
pub(super) struct Question {
    /// JSON for `navigator.credentials`.
    pub(super) options: String,
    /// For [`finish`] or [`verify`].
    pub(super) state: String,
}

impl RelyingParty {
    /// From the address people use; none when it is a bare number, for which browsers make no
    /// passkeys.
    pub fn new(public_url: &Url) -> Option<Self> {
        let Some(Host::Domain(domain)) = public_url.host() else { return None };
        AsciiDomain::try_from(domain.to_owned()).ok()?;
        let origin = public_url.origin().ascii_serialization();
        Some(Self { domain: domain.to_owned(), origin })
    }

    fn id(&self) -> Result<RpId> {
        let domain = AsciiDomain::try_from(self.domain.clone());
        Ok(RpId::Domain(domain.map_err(|_| anyhow!("the site has no name for passkeys"))?))
    }
}

/// What authenticators know an account by: says nothing to whoever reads it there.
fn handle(account: &AccountId) -> UserHandle16 {
    let digest = Sha256::digest(account.as_str());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    match UserHandle16::decode(bytes) {
        Ok(handle) => handle,
        Err(never) => match never {},
    }
}

fn packed(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn unpacked(text: &str) -> Result<Vec<u8>> {
    Ok(URL_SAFE_NO_PAD.decode(text).context("read a passkey")?)
}

fn descriptor(row: &Model) -> Result<PublicKeyCredentialDescriptor<Vec<u8>>> {
    let id = CredentialId::<Vec<u8>>::decode(unpacked(&row.credential_id)?);
    let bits = u8::try_from(row.transports).unwrap_or(0);
    Ok(PublicKeyCredentialDescriptor {
        id: id.map_err(|_| anyhow!("a kept passkey has no id"))?,
        transports: AuthTransports::decode(bits).map_err(|_| anyhow!("transports of a passkey"))?,
    })
}

/// Asks for a new passkey.
pub(super) fn begin(
    party: &RelyingParty,
    account: &AccountId,
    name: &str,
    known: &[Model],
) -> Result<Question> {
    let (id, handle) = (party.id()?, handle(account));
    let user = PublicKeyCredentialUserEntity {
        name: Username::try_from(name)
            .or_else(|_| Username::try_from("account"))
            .map_err(|_| anyhow!("name"))?,
        id: &handle,
        display_name: None,
    };
    let known = known.iter().map(descriptor).collect::<Result<Vec<_>>>()?;
    let options = PublicKeyCredentialCreationOptions::second_factor(&id, user, known);
    let (server, client) =
        options.start_ceremony().map_err(|error| anyhow!("ask for a passkey: {error}"))?;
    let state = server.encode().map_err(|error| anyhow!("keep a ceremony: {error}"))?;
    Ok(Question {
        options: serde_json::to_string(&client).context("write options")?,
        state: packed(state),
    })
}

/// A new passkey from the browser's answer; none when it does not hold.
pub(super) fn finish(
    party: &RelyingParty,
    state: &str,
    answer: &str,
) -> Result<Option<Registered>> {
    let bytes = unpacked(state)?;
    let server = RegistrationServerState::<16>::decode(bytes.as_slice())
        .map_err(|_| anyhow!("read a kept ceremony"))?;
    let Ok(answer) = Registration::from_json_relaxed(answer.as_bytes()) else { return Ok(None) };
    let origins = [party.origin.as_str()];
    let options = RegistrationVerificationOptions::<&str, &str> {
        allowed_origins: &origins,
        error_on_unsolicited_extensions: false,
        ..RegistrationVerificationOptions::default()
    };
    let Ok(made) = server.verify(&party.id()?, &answer, &options) else { return Ok(None) };
    let fixed = made.static_state().encode().map_err(|_| anyhow!("keep a passkey"))?;
    let Ok(moving) = made.dynamic_state().encode();
    let Ok(transports) = made.transports().encode();
    Ok(Some(Registered {
        credential_id: packed(made.id()),
        fixed_state: packed(fixed),
        moving_state: packed(moving),
        transports: i32::from(transports),
    }))
}

/// Asks for one of the passkeys of an account; none when it has none.
pub(super) fn ask(party: &RelyingParty, known: &[Model]) -> Result<Option<Question>> {
    let id = party.id()?;
    let mut allowed = AllowedCredentials::with_capacity(known.len());
    for row in known {
        allowed.push(descriptor(row)?.into());
    }
    let Ok(options) = NonDiscoverableCredentialRequestOptions::second_factor(&id, allowed) else {
        return Ok(None);
    };
    let (server, client) =
        options.start_ceremony().map_err(|error| anyhow!("ask for a passkey: {error}"))?;
    let state = server.encode().map_err(|error| anyhow!("keep a ceremony: {error}"))?;
    Ok(Some(Question {
        options: serde_json::to_string(&client).context("write options")?,
        state: packed(state),
    }))
}

/// The passkey that answered, with its state as it is now; none when the answer does not hold.
pub(super) fn verify(
    party: &RelyingParty,
    state: &str,
    answer: &str,
    known: Vec<Model>,
) -> Result<Option<Model>> {
    let bytes = unpacked(state)?;
    let server = NonDiscoverableAuthenticationServerState::decode(bytes.as_slice())
        .map_err(|_| anyhow!("read a kept ceremony"))?;
    let Ok(answer) = NonDiscoverableAuthentication16::from_json_relaxed(answer.as_bytes()) else {
        return Ok(None);
    };
    let named = packed(answer.raw_id());
    let Some(row) = known.into_iter().find(|it| it.credential_id == named) else {
        return Ok(None);
    };
    let (handle, id) = (handle(&row.account_id), unpacked(&row.credential_id)?);
    let fixed = unpacked(&row.fixed_state)?;
    let moving = unpacked(&row.moving_state)?.try_into().map_err(|_| anyhow!("read a passkey"))?;
    let mut credential = AuthenticatedCredential::new(
        CredentialId::<&[u8]>::decode(&id).map_err(|_| anyhow!("read a passkey"))?,
        &handle,
        StaticState::decode(fixed.as_slice()).map_err(|_| anyhow!("read a passkey"))?,
        DynamicState::decode(moving).map_err(|_| anyhow!("read a passkey"))?,
    )
    .map_err(|error| anyhow!("read a passkey: {error}"))?;
    let origins = [party.origin.as_str()];
    let options = AuthenticationVerificationOptions::<&str, &str> {
        allowed_origins: &origins,
        error_on_unsolicited_extensions: false,
        ..AuthenticationVerificationOptions::default()
    };
    if server.verify(&party.id()?, &answer, &mut credential, &options).is_err() {
        return Ok(None);
    }
    let Ok(moving) = credential.dynamic_state().encode();
    Ok(Some(Model { moving_state: packed(moving), ..row }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_without_a_name_has_no_passkeys() {
        let party = |text: &str| RelyingParty::new(&Url::parse(text).unwrap());

        assert!(party("http://127.0.0.1:8080").is_none());
        assert!(party("http://[::1]:8080").is_none());
        let local = party("http://localhost:8080").unwrap();
        assert_eq!(
            (local.domain.as_str(), local.origin.as_str()),
            ("localhost", "http://localhost:8080")
        );
        let public = party("https://greenbridge.example.org").unwrap();
        assert_eq!(public.origin, "https://greenbridge.example.org");
    }
}
