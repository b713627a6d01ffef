//! The browsers an account knows, by a sealed number in a cookie that outlives its sessions.

use super::actions::Caller;
use super::auth::Auth;
use super::store;
use kernel::Result;
use kernel::id::AccountId;
use platform::Cx;

/// A device of a request, as far as it is one of ours.
pub(super) fn digest_of(auth: &Auth, caller: &Caller) -> Option<String> {
    let cookie = caller.device.as_deref().filter(|it| auth.words.devices.is_device(it))?;
    Some(auth.words.devices.word(cookie))
}

/// What became of a device at a sign-in.
pub(super) struct Met {
    /// The cookie to set; the one it has when it has one.
    pub(super) cookie: String,
    /// Whether the account is to be told: it knows other devices, and not this one.
    pub(super) is_news: bool,
}

/// Remembers the device for the account.
pub(super) async fn meet(
    cx: &mut Cx,
    auth: &Auth,
    caller: &Caller,
    account: &AccountId,
) -> Result<Met> {
    let sealed = caller.device.clone().filter(|it| auth.words.devices.is_device(it));
    let cookie = match sealed {
        Some(cookie) => cookie,
        None => auth.words.devices.new_device(&mut cx.rng),
    };
    let digest = auth.words.devices.word(&cookie);
    let is_known = store::knows_device(&cx.tx, account.as_str(), &digest).await?;
    let is_news = !is_known && store::has_known_device(&cx.tx, account).await?;
    store::remember_device(&cx.tx, account, digest, cx.now).await?;
    Ok(Met { cookie, is_news })
}
