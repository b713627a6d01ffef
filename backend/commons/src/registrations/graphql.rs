//! Registrations as GraphQL shows them.

use super::document_entity::{DocumentKind, Model as DocumentModel};
use super::entity::Model;
use super::rules::{self, OpenRegions, RegistrationNeed, TypedOrganisation, TypedPerson};
use super::{access, actions, store};
use crate::accounts::{self, AccountNameOf};
use crate::moderation::{self, ChangeRequest};
use crate::organisations::{Organisation, OrganisationOf, Place};
use crate::sessions::Auth;
use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::RegistrationId;
use kernel::{Error, OrganisationKind, Problem};
use platform::Db;
use platform::auth::Attempt;
use platform::graphql::{Public, Shown, SignedIn, context, in_transaction, split};
use std::net::{IpAddr, Ipv4Addr};

/// A letter or certificate of a registration (注册材料).
pub struct RegistrationDocument(DocumentModel);

#[Object]
impl RegistrationDocument {
    /// What it is.
    async fn kind(&self) -> DocumentKind {
        self.0.kind
    }
    /// Read from its content.
    async fn media_type(&self) -> &str {
        &self.0.media_type
    }
    /// Its length.
    async fn bytes(&self) -> i64 {
        self.0.bytes
    }
    /// When it was sent.
    async fn uploaded_at(&self) -> DateTime<Utc> {
        self.0.uploaded_at
    }
    /// The name of who sent it.
    async fn uploaded_by(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        let key = AccountNameOf(self.0.uploaded_by.clone());
        let name = ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await?;
        Ok(name.unwrap_or_default())
    }
    /// Where owners and moderators of the region fetch it; each reading is recorded.
    async fn url(&self) -> String {
        format!("/documents/registrations/{}/{}", self.0.registration_id, self.0.kind.slug())
    }
}

/// What was asked for when an organisation registered (注册).
pub struct Registration(pub Model);

#[Object]
impl Registration {
    /// Which.
    async fn id(&self) -> &RegistrationId {
        &self.0.id
    }
    /// For which organisation, as it stands now.
    async fn organisation(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Organisation>> {
        let key = OrganisationOf(self.0.organisation_id.clone());
        ctx.data_unchecked::<DataLoader<Db>>().load_one(key).await
    }
    /// What it says it is here for.
    async fn kind(&self) -> OrganisationKind {
        self.0.kind
    }
    /// What it says it is called.
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// The code it says it has; null for institutions outside the legal-person base.
    async fn credit_code(&self) -> Option<&str> {
        self.0.credit_code.as_deref()
    }
    /// Why it has no code; null when it has one.
    async fn no_code_reason(&self) -> Option<&str> {
        self.0.no_code_reason.as_deref()
    }
    /// Where it says it is registered.
    async fn region(&self) -> Place {
        Place { code: self.0.region_code.clone() }
    }
    /// Whether the organisation was known from a list before.
    async fn is_claim(&self) -> bool {
        self.0.is_claim
    }
    /// When the form was sent.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    /// Letter and certificate; empty for those who may not read them.
    async fn documents(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Vec<RegistrationDocument>> {
        let (db, request) = context(ctx);
        if !access::may_read_documents(&request.actor, &self.0) {
            return Ok(Vec::new());
        }
        let rows = store::documents_of(db.read(), &self.0.id).await.shown()?;
        Ok(rows.into_iter().map(RegistrationDocument).collect())
    }
    /// What is still missing, what can be done by oneself first; empty once it is approved.
    async fn missing(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<RegistrationNeed>> {
        let (db, _) = context(ctx);
        let Some(organisation) = self.organisation(ctx).await? else { return Ok(Vec::new()) };
        let account = accounts::find(db.read(), &self.0.account_id).await.shown()?;
        let documents = store::documents_of(db.read(), &self.0.id).await.shown()?;
        let kinds: Vec<_> = documents.iter().map(|it| it.kind).collect();
        let is_confirmed = account.is_some_and(|it| it.email_confirmed_at.is_some());
        let has_code = self.0.credit_code.is_some();
        Ok(rules::missing(organisation.0.standing, is_confirmed, has_code, &kinds))
    }
    /// Where its check stands; null until the address is confirmed.
    async fn change_request(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<ChangeRequest>> {
        let (db, request) = context(ctx);
        let found = moderation::find_of_subject(db.read(), self.0.id.as_str()).await.shown()?;
        Ok(found.filter(|it| moderation::access::may_see(&request.actor, it)).map(ChangeRequest))
    }
}

/// Reading registrations.
#[derive(Default)]
pub struct RegistrationQuery;

#[Object]
impl RegistrationQuery {
    /// The registration of the organisation the viewer acts for; null when it never registered.
    #[graphql(guard = "SignedIn")]
    async fn my_registration(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<Registration>> {
        let (db, request) = context(ctx);
        let Some(id) = request.actor.organisation_id() else { return Ok(None) };
        Ok(store::newest_of(db.read(), id).await.shown()?.map(Registration))
    }

    /// One registration; null when it does not exist or is not the caller's to see. Its people, and
    /// moderators of its region.
    #[graphql(guard = "SignedIn")]
    async fn registration(
        &self,
        ctx: &Context<'_>,
        id: RegistrationId,
    ) -> async_graphql::Result<Option<Registration>> {
        let (db, request) = context(ctx);
        let found = store::find(db.read(), &id).await.shown()?;
        Ok(found.filter(|it| access::may_see(&request.actor, it)).map(Registration))
    }
}

/// What a person types to register.
#[derive(InputObject)]
pub struct AccountRegisterInput {
    /// ENTERPRISE or PROVIDER.
    organisation_kind: OrganisationKind,
    /// As registered.
    organisation_name: String,
    /// 统一社会信用代码; empty for institutions outside the legal-person base.
    #[graphql(default)]
    credit_code: String,
    /// Why there is no code, 4 to 200 characters; empty when there is one.
    #[graphql(default)]
    no_code_reason: String,
    /// Where it is registered.
    region_code: String,
    /// Where the person will sign in.
    email: String,
    /// 8 characters, 3 of 4 kinds, unless set otherwise.
    password: String,
    /// What others see.
    display_name: String,
}

/// How registering ended. The same whether the address is taken or not.
#[derive(SimpleObject)]
pub struct AccountRegisterPayload {
    /// Where a mail was sent; null when there are problems.
    sent_to: Option<String>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Opens the link of a mail.
#[derive(InputObject)]
pub struct EmailConfirmInput {
    /// As it stands in the link.
    token: String,
}

/// How confirming ended.
#[derive(SimpleObject)]
pub struct EmailConfirmPayload {
    /// Whether the address is confirmed now.
    is_confirmed: bool,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Asks for the link again.
#[derive(InputObject)]
pub struct EmailConfirmationSendInput {
    /// Where to.
    email: String,
}

/// How asking ended: always the same, so that it does not tell who has an account.
#[derive(SimpleObject)]
pub struct EmailConfirmationSendPayload {
    /// Never any.
    problems: Vec<Problem>,
}

/// Sends a refused registration again.
#[derive(InputObject)]
pub struct RegistrationSendInput {
    /// Which.
    registration_id: RegistrationId,
    /// ENTERPRISE or PROVIDER.
    organisation_kind: OrganisationKind,
    /// As registered.
    organisation_name: String,
    /// 统一社会信用代码; empty for institutions outside the legal-person base.
    #[graphql(default)]
    credit_code: String,
    /// Why there is no code, 4 to 200 characters; empty when there is one.
    #[graphql(default)]
    no_code_reason: String,
    /// Where it is registered.
    region_code: String,
}

/// How sending ended.
#[derive(SimpleObject)]
pub struct RegistrationSendPayload {
    /// As it stands now; null when there are problems.
    registration: Option<Registration>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// Registering, and confirming an address.
#[derive(Default)]
pub struct RegistrationMutation;

fn limit(ctx: &Context<'_>) -> async_graphql::Result<()> {
    let address = context(ctx).1.ip.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let auth = ctx.data_unchecked::<Auth>();
    auth.rates.check(Attempt::Register(address)).map_err(Error::from).shown()
}

#[Object]
impl RegistrationMutation {
    /// Registers a person with the organisation they act for, and mails them a link. The answer is
    /// the same whether the address is taken or not.
    #[graphql(guard = "Public")]
    async fn account_register(
        &self,
        ctx: &Context<'_>,
        input: AccountRegisterInput,
    ) -> async_graphql::Result<AccountRegisterPayload> {
        limit(ctx)?;
        let (db, request) = context(ctx);
        let auth = ctx.data_unchecked::<Auth>();
        let open = ctx.data_unchecked::<OpenRegions>();
        let organisation = TypedOrganisation {
            kind: input.organisation_kind,
            name: input.organisation_name,
            credit_code: input.credit_code,
            no_code_reason: input.no_code_reason,
            region_code: input.region_code,
        };
        let person = TypedPerson {
            email: input.email,
            password: input.password,
            display_name: input.display_name,
        };
        let typed = (organisation, person);
        let answer = actions::register(db, auth, open, request.origin(), typed).await;
        let (sent_to, problems) = split(answer)?;
        Ok(AccountRegisterPayload { sent_to, problems })
    }

    /// Confirms an address by the link of a mail, once; the registration goes to the association.
    #[graphql(guard = "Public")]
    async fn email_confirm(
        &self,
        ctx: &Context<'_>,
        input: EmailConfirmInput,
    ) -> async_graphql::Result<EmailConfirmPayload> {
        let auth = ctx.data_unchecked::<Auth>().clone();
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::confirm(cx, &auth, &input.token).await })
        });
        let (done, problems) = split(answer.await)?;
        Ok(EmailConfirmPayload { is_confirmed: done.is_some(), problems })
    }

    /// Sends the link again. The answer is always the same.
    #[graphql(guard = "Public")]
    async fn email_confirmation_send(
        &self,
        ctx: &Context<'_>,
        input: EmailConfirmationSendInput,
    ) -> async_graphql::Result<EmailConfirmationSendPayload> {
        limit(ctx)?;
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::send_link(cx, &input.email).await })
        });
        answer.await.shown()?;
        Ok(EmailConfirmationSendPayload { problems: Vec::new() })
    }

    /// Sends a refused registration again, mended. Owners of the organisation.
    #[graphql(guard = "SignedIn")]
    async fn registration_send(
        &self,
        ctx: &Context<'_>,
        input: RegistrationSendInput,
    ) -> async_graphql::Result<RegistrationSendPayload> {
        let open = ctx.data_unchecked::<OpenRegions>().clone();
        let typed = TypedOrganisation {
            kind: input.organisation_kind,
            name: input.organisation_name,
            credit_code: input.credit_code,
            no_code_reason: input.no_code_reason,
            region_code: input.region_code,
        };
        let id = input.registration_id;
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::send_again(cx, &id, typed, &open).await })
        });
        let (row, problems) = split(answer.await)?;
        Ok(RegistrationSendPayload { registration: row.map(Registration), problems })
    }
}
