//! Codes of an authenticator app.

use super::store;
use super::totp_entity::Model;
use kernel::Result;
use kernel::id::AccountId;
use platform::Cx;
use platform::auth::totp;
use platform::vault::Place;

/// Where the secret of an account is sealed.
fn place(account: &AccountId) -> Place<'_> {
    Place { table: "totp_factors", column: "secret_sealed", row: account.as_str() }
}

/// Starts an app anew; gives its secret.
pub(super) async fn start(cx: &mut Cx, account: &AccountId) -> Result<Vec<u8>> {
    let secret: [u8; totp::SECRET_BYTES] = cx.rng.bytes();
    let row = Model {
        account_id: account.clone(),
        secret_sealed: cx.vault.seal(place(account), &hex::encode(secret))?,
        last_step: 0,
        created_at: cx.now,
        confirmed_at: None,
    };
    store::put_totp(&cx.tx, row).await?;
    Ok(secret.to_vec())
}

/// Whether a code is right and was not taken before; then it is taken.
pub(super) async fn take(cx: &mut Cx, app: &Model, typed: &str) -> Result<bool> {
    let sealed = cx.vault.open(place(&app.account_id), &app.secret_sealed)?;
    let secret = hex::decode(sealed.reveal()).map_err(anyhow::Error::new)?;
    let step = totp::accepted_step(&secret, typed, cx.now.timestamp(), app.last_step);
    match step {
        Some(step) => store::take_step(&cx.tx, &app.account_id, step).await,
        None => Ok(false),
    }
}

/// The picture of an address, as dark squares on white: an SVG of one path, drawn by our own page
/// from its markup, so that no secret is asked for by an address.
pub(super) fn qr(address: &str) -> Result<String> {
    let code = qrcodegen::QrCode::encode_text(address, qrcodegen::QrCodeEcc::Medium)
        .map_err(anyhow::Error::new)?;
    let side = code.size();
    let dark = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
    let dark = dark.filter(|(x, y)| code.get_module(*x, *y));
    let path: String = dark.map(|(x, y)| format!("M{},{}h1v1h-1z", x + 4, y + 4)).collect();
    let side = side + 8;
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0,0h{side}v{side}h-{side}z\"/>\
         <path d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_three_finders_and_a_quiet_zone() {
        let svg = qr("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();

        assert!(svg.contains("M4,4h1v1h-1z") && svg.contains("M10,4h1v1h-1z"), "{svg:.300}");
        assert!(!svg.contains("M3,") && !svg.contains(",3h"), "four modules around stay white");
        assert!(!svg.contains("secret"));
    }
}
