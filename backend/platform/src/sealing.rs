//! 信封: what one sealed and another opens later, in the browser or here.
//!
//! HPKE (RFC 9180) with DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM, which browsers have
//! built in. A sealed text is `GBE1`, the encapsulated key, then pieces of [`PIECE`] bytes each with its
//! tag; a piece says whether it is the last, so that nothing can be cut off or put behind. What a text
//! is for stands in `info`; it opens for nothing else. A private key can be split by Shamir's scheme.
//! The primitives are those of the crates `hpke` and `blahaj`; here is only the form.

use crate::Secret;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use blahaj::{Share, Sharks};
use hpke::aead::{AeadCtxR, AesGcm256};
use hpke::kdf::HkdfSha256;
use hpke::kem::DhP256HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable, setup_receiver};
use kernel::Dice;
use rand::SeedableRng;

/// What a sealed text begins with.
const MAGIC: &[u8; 4] = b"GBE1";
/// Bytes of an encapsulated key.
const ENCAPSULATED: usize = 65;
/// Bytes before the first piece.
pub const HEAD: usize = MAGIC.len() + ENCAPSULATED;
/// Plain bytes of every piece but the last.
pub const PIECE: usize = 1 << 20;
/// Bytes of the tag behind each piece.
pub const TAG: usize = 16;
/// How many shares open a key that was split.
pub const SHARES_TO_OPEN: u8 = 2;

type Suite = DhP256HkdfSha256;

/// A sealed text does not open: it was changed, cut, or sealed for another key or purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sealed text does not open")]
pub struct Broken;

/// A pair of keys, each as base64url text.
pub struct KeyPair {
    /// Anybody seals with it.
    pub public: String,
    /// Opens.
    pub private: Secret,
}

/// A new pair of keys.
pub fn key_pair(rng: &mut Dice) -> KeyPair {
    let (private, public) = Suite::derive_keypair(&rng.bytes::<32>());
    KeyPair {
        public: URL_SAFE_NO_PAD.encode(public.to_bytes()),
        private: Secret::new(URL_SAFE_NO_PAD.encode(private.to_bytes())),
    }
}

/// Whether a text is a public key.
pub fn is_public_key(text: &str) -> bool {
    public_key(text).is_ok()
}

/// The public key of a private one.
///
/// # Errors
/// [`Broken`] when it is no private key.
pub fn public_of(private: &Secret) -> Result<String, Broken> {
    let public = Suite::sk_to_pk(&private_key(private)?);
    Ok(URL_SAFE_NO_PAD.encode(public.to_bytes()))
}

fn public_key(text: &str) -> Result<<Suite as Kem>::PublicKey, Broken> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Broken)?;
    <Suite as Kem>::PublicKey::from_bytes(&bytes).map_err(|_| Broken)
}

fn private_key(secret: &Secret) -> Result<<Suite as Kem>::PrivateKey, Broken> {
    let bytes = URL_SAFE_NO_PAD.decode(secret.reveal()).map_err(|_| Broken)?;
    <Suite as Kem>::PrivateKey::from_bytes(&bytes).map_err(|_| Broken)
}

/// What is authenticated with a piece: whether it is the last.
fn mark(is_last: bool) -> &'static [u8] {
    if is_last { &[1] } else { &[0] }
}

/// Seals a whole text.
///
/// # Errors
/// [`Broken`] when the public key is none.
pub fn seal(public: &str, info: &str, text: &[u8], rng: &mut Dice) -> Result<Vec<u8>, Broken> {
    let mut rng = rand::rngs::StdRng::from_seed(rng.bytes::<32>());
    let (encapsulated, mut context) = hpke::setup_sender_with_rng::<AesGcm256, HkdfSha256, Suite>(
        &OpModeS::Base,
        &public_key(public)?,
        info.as_bytes(),
        &mut rng,
    )
    .map_err(|_| Broken)?;
    let mut sealed = MAGIC.to_vec();
    sealed.extend_from_slice(&encapsulated.to_bytes());
    let pieces: Vec<&[u8]> =
        if text.is_empty() { vec![text] } else { text.chunks(PIECE).collect() };
    for (index, piece) in pieces.iter().enumerate() {
        let aad = mark(index + 1 == pieces.len());
        sealed.extend(context.seal(piece, aad).map_err(|_| Broken)?);
    }
    Ok(sealed)
}

/// Opens a whole text.
///
/// # Errors
/// [`Broken`] when it does not open.
pub fn open(private: &Secret, info: &str, sealed: &[u8]) -> Result<Vec<u8>, Broken> {
    let (head, rest) = sealed.split_at_checked(HEAD).ok_or(Broken)?;
    let mut opener = Opener::new(private, info, head)?;
    let mut text = Vec::new();
    let pieces: Vec<&[u8]> = rest.chunks(PIECE + TAG).collect();
    for (index, piece) in pieces.iter().enumerate() {
        text.extend(opener.open(piece, index + 1 == pieces.len())?);
    }
    if pieces.is_empty() { Err(Broken) } else { Ok(text) }
}

/// Opens a text piece by piece, in order.
pub struct Opener(AeadCtxR<AesGcm256, HkdfSha256, Suite>);

impl Opener {
    /// Begins with the first [`HEAD`] bytes.
    ///
    /// # Errors
    /// [`Broken`] when they are not the head of a sealed text.
    pub fn new(private: &Secret, info: &str, head: &[u8]) -> Result<Self, Broken> {
        let encapsulated = head.strip_prefix(MAGIC).ok_or(Broken)?;
        let encapsulated =
            <Suite as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| Broken)?;
        let context = setup_receiver::<AesGcm256, HkdfSha256, Suite>(
            &OpModeR::Base,
            &private_key(private)?,
            &encapsulated,
            info.as_bytes(),
        );
        Ok(Self(context.map_err(|_| Broken)?))
    }

    /// Opens the next piece: [`PIECE`] + [`TAG`] bytes, fewer only when it is the last.
    ///
    /// # Errors
    /// [`Broken`] when it was changed, or another piece was due.
    pub fn open(&mut self, piece: &[u8], is_last: bool) -> Result<Vec<u8>, Broken> {
        self.0.open(piece, mark(is_last)).map_err(|_| Broken)
    }
}

/// Splits a private key; any [`SHARES_TO_OPEN`] of the shares give it back, one tells nothing.
pub fn split(private: &Secret, shares: usize, rng: &mut Dice) -> Vec<Secret> {
    let mut rng = rand::rngs::StdRng::from_seed(rng.bytes::<32>());
    Sharks(SHARES_TO_OPEN)
        .dealer_rng(private.reveal().as_bytes(), &mut rng)
        .take(shares)
        .map(|it| Secret::new(URL_SAFE_NO_PAD.encode(Vec::from(&it))))
        .collect()
}

/// The private key that was split.
///
/// # Errors
/// [`Broken`] for too few shares, or texts that are none. Shares of another key give another text:
/// compare [`public_of`].
pub fn combine(shares: &[Secret]) -> Result<Secret, Broken> {
    let read = |it: &Secret| {
        let bytes = URL_SAFE_NO_PAD.decode(it.reveal()).map_err(|_| Broken)?;
        Share::try_from(bytes.as_slice()).map_err(|_| Broken)
    };
    let shares = shares.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let text = Sharks(SHARES_TO_OPEN).recover(&shares).map_err(|_| Broken)?;
    Ok(Secret::new(String::from_utf8(text).map_err(|_| Broken)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dice() -> Dice {
        Dice::seeded(7)
    }

    #[test]
    fn a_text_opens_with_its_key_and_for_its_purpose_only() {
        let keys = key_pair(&mut dice());
        let other = key_pair(&mut Dice::seeded(8));
        for length in [0, 1, PIECE, PIECE + 1, 2 * PIECE] {
            let text = vec![7u8; length];
            let sealed = seal(&keys.public, "a", &text, &mut dice()).unwrap();
            assert_eq!(open(&keys.private, "a", &sealed).unwrap(), text);
            assert_eq!(open(&keys.private, "b", &sealed), Err(Broken));
            assert_eq!(open(&other.private, "a", &sealed), Err(Broken));
        }
        assert_eq!(public_of(&keys.private), Ok(keys.public));
    }

    #[test]
    fn what_was_changed_or_cut_does_not_open() {
        let keys = key_pair(&mut dice());
        let sealed = seal(&keys.public, "a", &vec![7u8; 2 * PIECE], &mut dice()).unwrap();
        for place in [0, 10, HEAD, sealed.len() - 1] {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert_eq!(open(&keys.private, "a", &changed), Err(Broken), "{place}");
        }
        for length in [0, HEAD, HEAD + PIECE + TAG, sealed.len() - 1] {
            assert_eq!(open(&keys.private, "a", &sealed[..length]), Err(Broken), "{length}");
        }
        let mut turned = sealed[..HEAD].to_vec();
        turned.extend_from_slice(&sealed[HEAD + PIECE + TAG..]);
        turned.extend_from_slice(&sealed[HEAD..HEAD + PIECE + TAG]);
        assert_eq!(open(&keys.private, "a", &turned), Err(Broken));
    }

    #[test]
    fn any_two_of_three_shares_give_the_key_and_one_does_not() {
        let keys = key_pair(&mut dice());
        let shares = split(&keys.private, 3, &mut dice());
        for (a, b) in [(0, 1), (0, 2), (1, 2), (2, 0)] {
            let found = combine(&[shares[a].clone(), shares[b].clone()]).unwrap();
            assert_eq!(public_of(&found).as_ref(), Ok(&keys.public));
        }
        assert!(combine(&shares[..1]).is_err());
        assert!(combine(&[shares[0].clone(), shares[0].clone()]).is_err());
        let strange = split(&key_pair(&mut Dice::seeded(9)).private, 3, &mut dice());
        let wrong = combine(&[shares[0].clone(), strange[1].clone()]);
        assert!(wrong.and_then(|it| public_of(&it)).ok().as_ref() != Some(&keys.public));
    }
}
