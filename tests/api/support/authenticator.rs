//! An authenticator in software: makes passkeys (ES256) and signs with them, as a browser hands
//! them over (WebAuthn Level 3 §5.1, §6.1, §6.5).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// One passkey with its counter.
pub(crate) struct Authenticator {
    key: SigningKey,
    id: Vec<u8>,
    count: u32,
    /// The page that asks.
    pub(crate) origin: String,
}

fn packed(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Authenticator {
    /// A passkey that follows from a number, for a page.
    pub(crate) fn new(number: u8, origin: &str) -> Self {
        let key = SigningKey::from_slice(&[number; 32]).unwrap();
        Self { key, id: vec![number; 32], count: 0, origin: origin.to_owned() }
    }

    fn client_data(&self, kind: &str, challenge: &str) -> Vec<u8> {
        let data = json!({
            "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false,
        });
        // The order browsers write (§5.8.1.1).
        format!(
            "{{\"type\":{},\"challenge\":{},\"origin\":{},\"crossOrigin\":false}}",
            data["type"], data["challenge"], data["origin"]
        )
        .into_bytes()
    }

    /// Hash of the site's name, flags, counter.
    fn head(&self, site: &str, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(site).to_vec();
        data.push(flags);
        data.extend(self.count.to_be_bytes());
        data
    }

    /// What `navigator.credentials.create` gives for these options.
    pub(crate) fn create(&self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        let options = options.get("publicKey").unwrap_or(&options);
        let site = options["rp"]["id"].as_str().unwrap();
        // User present, credential data attached.
        let mut data = self.head(site, 0x41);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        let point = self.key.verifying_key().to_encoded_point(false);
        // COSE key: EC2, ES256, P-256, x, y.
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]);
        data.extend(point.x().unwrap());
        data.extend([0x22, 0x58, 0x20]);
        data.extend(point.y().unwrap());
        let mut object = vec![0xa3, 0x63];
        object.extend(b"fmt");
        object.push(0x64);
        object.extend(b"none");
        object.push(0x67);
        object.extend(b"attStmt");
        object.extend([0xa0, 0x68]);
        object.extend(b"authData");
        object.extend([0x58, u8::try_from(data.len()).unwrap()]);
        object.extend(&data);
        let client = self.client_data("webauthn.create", options["challenge"].as_str().unwrap());
        json!({
            "id": packed(&self.id), "rawId": packed(&self.id), "type": "public-key",
            "response": {
                "clientDataJSON": packed(client), "attestationObject": packed(object),
                "transports": ["usb"],
            },
            "clientExtensionResults": {},
        })
        .to_string()
    }

    /// What `navigator.credentials.get` gives for these options.
    pub(crate) fn get(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        let options = options.get("publicKey").unwrap_or(&options);
        self.count += 1;
        let data = self.head(options["rpId"].as_str().unwrap(), 0x01);
        let client = self.client_data("webauthn.get", options["challenge"].as_str().unwrap());
        let mut signed = data.clone();
        signed.extend(Sha256::digest(&client));
        let signature: Signature = self.key.sign(&signed);
        json!({
            "id": packed(&self.id), "rawId": packed(&self.id), "type": "public-key",
            "response": {
                "clientDataJSON": packed(client), "authenticatorData": packed(data),
                "signature": packed(signature.to_der()),
            },
            "clientExtensionResults": {},
        })
        .to_string()
    }
}
