//! Recovery codes: ten, each hashed like a password and used once.

use super::recovery_entity::Model;
use super::{rules, store};
use kernel::Result;
use kernel::id::AccountId;
use platform::Secret;
use platform::auth::Passwords;
use platform::{Cx, Db};

/// Ten new codes with their hashes; made before the transaction, since ten hashes take a while.
pub(super) struct NewCodes {
    /// As the person sees them, once.
    pub(super) shown: Vec<String>,
    hashes: Vec<String>,
}

/// Makes ten codes.
pub(super) async fn make(db: &Db, passwords: &Passwords) -> Result<NewCodes> {
    let mut dice = db.dice();
    let (mut shown, mut hashes) = (Vec::new(), Vec::new());
    for number in 0..rules::RECOVERY_CODES {
        let code = rules::recovery_code(number, &dice.bytes());
        let plain: String = code.chars().filter(|it| *it != '-').collect();
        hashes.push(passwords.hash(&Secret::new(plain), &mut dice).await?);
        shown.push(code);
    }
    Ok(NewCodes { shown, hashes })
}

/// Keeps the hashes in place of all earlier ones.
pub(super) async fn keep(cx: &Cx, account: &AccountId, codes: &NewCodes) -> Result<()> {
    let rows = (0..).zip(&codes.hashes).map(|(number, hash)| Model {
        account_id: account.clone(),
        number,
        code_hash: hash.clone(),
        created_at: cx.now,
        used_at: None,
    });
    store::replace_codes(&cx.tx, account, rows.collect()).await
}

/// The number of a code that is right and unused; costs one hash in any case.
pub(super) async fn check(
    db: &Db,
    passwords: &Passwords,
    account: &AccountId,
    typed: &str,
) -> Result<Option<i32>> {
    let read = rules::read_recovery_code(typed);
    let kept = match &read {
        Some((number, _)) => store::find_code(db.read(), account, *number).await?,
        None => None,
    };
    let kept = kept.filter(|it| it.used_at.is_none());
    let (number, plain) = read.unwrap_or_default();
    let hash = kept.as_ref().map(|it| it.code_hash.as_str());
    let is_right = passwords.verify(&Secret::new(plain), hash).await?;
    Ok(is_right.then_some(number))
}
