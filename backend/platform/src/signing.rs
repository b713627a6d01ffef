//! 签名: texts of ours that anybody can check later.
//!
//! Ed25519 as JWS (RFC 8037) with a key derived from the signing key of the settings. The signature of
//! a text is always the same, so nothing signed is stored: it is signed again when it is asked for.

use crate::Secret;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What the key is derived for.
const PURPOSE: &[u8] = b"greenbridge receipts v1";

/// Signs. Cheap to clone.
#[derive(Clone)]
pub struct Signer(Arc<Inner>);

struct Inner {
    key: EncodingKey,
    public: Vec<u8>,
    id: String,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signer({})", self.0.id)
    }
}

impl Signer {
    /// The signer whose key follows from the signing key of the settings.
    ///
    /// # Errors
    /// When the cryptographic library refuses; it does not.
    pub fn new(secret: &Secret) -> anyhow::Result<Self> {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.reveal().as_bytes())?;
        mac.update(PURPOSE);
        let pair = Ed25519KeyPair::from_seed_unchecked(&mac.finalize().into_bytes())?;
        let public = pair.public_key().as_ref().to_vec();
        let key = EncodingKey::from_ed_der(pair.to_pkcs8v1()?.as_ref());
        let id = URL_SAFE_NO_PAD.encode(&Sha256::digest(&public)[..9]);
        Ok(Self(Arc::new(Inner { key, public, id })))
    }

    /// The text with its signature, as a compact JWS.
    ///
    /// # Errors
    /// When the claims cannot be written as JSON.
    pub fn sign(&self, claims: &impl Serialize) -> anyhow::Result<String> {
        let header = Header { kid: Some(self.0.id.clone()), ..Header::new(Algorithm::EdDSA) };
        Ok(jsonwebtoken::encode(&header, claims, &self.0.key)?)
    }

    /// The public key, as a JWK set.
    pub fn keys(&self) -> Value {
        let x = URL_SAFE_NO_PAD.encode(&self.0.public);
        let key = json!({
            "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": self.0.id, "x": x,
        });
        json!({ "keys": [key] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jsonwebtoken::{DecodingKey, Validation};

    #[test]
    fn what_is_signed_is_checked_with_the_public_key_alone() {
        let signer = Signer::new(&Secret::new("0123456789abcdef0123456789abcdef")).unwrap();
        let text = signer.sign(&json!({ "kind": "receipt", "number": 3 })).unwrap();
        assert_eq!(text, signer.sign(&json!({ "kind": "receipt", "number": 3 })).unwrap());

        let keys = signer.keys();
        let key = DecodingKey::from_ed_components(keys["keys"][0]["x"].as_str().unwrap()).unwrap();
        let mut how = Validation::new(Algorithm::EdDSA);
        how.required_spec_claims.clear();
        how.validate_exp = false;
        let read = jsonwebtoken::decode::<Value>(&text, &key, &how).unwrap();
        assert_eq!(read.claims["number"], 3);

        let changed = text.replacen('.', ".e", 1);
        assert!(jsonwebtoken::decode::<Value>(&changed, &key, &how).is_err());
    }
}
