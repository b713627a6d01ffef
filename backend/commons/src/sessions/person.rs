//! Who acts when an account signs in.

use crate::accounts::AccountRow;
use crate::memberships::actions as members;
use kernel::id::OrganisationId;
use kernel::{Actor, Result};
use platform::Cx;

/// The person of an account, acting for an organisation as far as they still may.
pub(super) async fn actor_of(
    cx: &mut Cx,
    account: &AccountRow,
    organisation: Option<&OrganisationId>,
) -> Result<Actor> {
    let member = members::acting(cx, account, organisation).await?;
    Ok(Actor::Person {
        account_id: account.id.clone(),
        role: account.role,
        member,
        region: account.region_code.clone(),
    })
}
