//! What is kept about a person, as that person sees it.

use super::actions;
use crate::accounts;
use crate::sessions::{ACCESS_COOKIE, Auth, REFRESH_COOKIE};
use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::id::AccountId;
use kernel::{Denied, Problem};
use platform::graphql::{Shown, SignedIn, context, in_transaction, split};

/// What the caller may correct themselves.
#[derive(SimpleObject)]
pub struct PersonalData {
    /// What others see.
    display_name: String,
    /// Where they sign in and get mail.
    email: String,
    /// Their telephone number, kept sealed; null when they gave none.
    phone: Option<String>,
}

/// Reading what is kept about oneself.
#[derive(Default)]
pub struct PersonalDataQuery;

#[Object]
impl PersonalDataQuery {
    /// What the caller may correct; everything that is kept is at `/exports/my-data.json`.
    #[graphql(guard = "SignedIn")]
    async fn personal_data(&self, ctx: &Context<'_>) -> async_graphql::Result<PersonalData> {
        read(ctx).await
    }
}

/// What the caller corrects.
#[derive(InputObject)]
pub struct PersonalDataCorrectInput {
    /// What others see.
    display_name: String,
    /// Their telephone number; null or empty takes it away.
    phone: Option<String>,
}

/// How correcting ended.
#[derive(SimpleObject)]
pub struct PersonalDataCorrectPayload {
    /// As it is now; null when there are problems.
    personal_data: Option<PersonalData>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// What proves that the account is the caller's.
#[derive(InputObject)]
pub struct AccountCloseInput {
    /// The password they sign in with.
    password: String,
}

/// How closing ended.
#[derive(SimpleObject)]
pub struct AccountClosePayload {
    /// What to mend; empty when the account is closed and nobody is signed in any more.
    problems: Vec<Problem>,
}

/// Correcting what is kept about oneself, and ending it.
#[derive(Default)]
pub struct PersonalDataMutation;

#[Object]
impl PersonalDataMutation {
    /// Corrects the caller's name and telephone number.
    #[graphql(guard = "SignedIn")]
    async fn personal_data_correct(
        &self,
        ctx: &Context<'_>,
        input: PersonalDataCorrectInput,
    ) -> async_graphql::Result<PersonalDataCorrectPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move {
                actions::correct(cx, &input.display_name, input.phone.as_deref()).await
            })
        });
        let (done, problems) = split(answer.await)?;
        let personal_data = if done.is_some() { Some(read(ctx).await?) } else { None };
        Ok(PersonalDataCorrectPayload { personal_data, problems })
    }

    /// Closes the caller's account: ends their sessions and blanks what is kept about them.
    #[graphql(guard = "SignedIn")]
    async fn account_close(
        &self,
        ctx: &Context<'_>,
        input: AccountCloseInput,
    ) -> async_graphql::Result<AccountClosePayload> {
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        let closed =
            actions::close(db, auth, &request.actor, request.origin(), input.password).await;
        let (done, problems) = split(closed)?;
        if done.is_some() {
            request.cookies.set(ACCESS_COOKIE, String::new(), 0);
            request.cookies.set(REFRESH_COOKIE, String::new(), 0);
        }
        Ok(AccountClosePayload { problems })
    }
}

async fn read(ctx: &Context<'_>) -> async_graphql::Result<PersonalData> {
    let (db, request) = context(ctx);
    let id: &AccountId = request.actor.account_id().ok_or(Denied::Unauthenticated).shown()?;
    let found = accounts::address_of(db.read(), id).await.shown()?;
    let (display_name, email) = found.ok_or(Denied::NotFound).shown()?;
    let phone = actions::phone_of(db, id).await.shown()?;
    Ok(PersonalData { display_name, email, phone })
}
