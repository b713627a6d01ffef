//! Notices as their person sees them.

use super::entity::Model;
use super::rules::{Delivery, NoticeKind};
use super::{actions, address_entity, store};
use crate::accounts;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::id::{AccountId, NoticeId};
use kernel::{Denied, Page, PageLimit, Problem};
use platform::graphql::{Connection, Shown, SignedIn, context, in_transaction, list_cost, split};

/// Unread notices are counted up to here; the bell shows 99+.
const COUNTED: u64 = 100;

/// What a person is told about one event (通知).
pub struct Notice(Model);

#[Object]
impl Notice {
    /// Which.
    async fn id(&self) -> &NoticeId {
        &self.0.id
    }
    /// About what kind of thing.
    async fn kind(&self) -> NoticeKind {
        self.0.kind
    }
    /// One line.
    async fn title(&self) -> &str {
        &self.0.title
    }
    /// A sentence or a few.
    async fn body(&self) -> &str {
        &self.0.body
    }
    /// Where to look, an address on this site.
    async fn path(&self) -> &str {
        &self.0.path
    }
    /// When it was told.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }
    /// When the person marked it as read; null until then.
    async fn read_at(&self) -> Option<DateTime<Utc>> {
        self.0.read_at
    }
}

/// How one kind is told by mail.
#[derive(SimpleObject)]
pub struct NoticeSetting {
    /// Which kind.
    kind: NoticeKind,
    /// How it is told.
    delivery: Delivery,
    /// Whether the person may change it.
    is_changeable: bool,
}

/// How the caller is told, and whether mail reaches them.
#[derive(SimpleObject)]
pub struct NoticeSettings {
    /// Every kind.
    kinds: Vec<NoticeSetting>,
    /// Where mail goes.
    address: String,
    /// Since when mail to the address is refused and none is sent; null while it is taken.
    undeliverable_since: Option<DateTime<Utc>>,
    /// What the server said; null while mail is taken.
    undeliverable_reason: Option<String>,
}

/// Reading own notices.
#[derive(Default)]
pub struct NoticeQuery;

#[Object]
impl NoticeQuery {
    /// The caller's notices, newest first; only unread ones when asked so.
    #[graphql(
        guard = "SignedIn",
        complexity = "list_cost(2, first.unwrap_or(20), child_complexity)"
    )]
    async fn notices(
        &self,
        ctx: &Context<'_>,
        unread_only: Option<bool>,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<Notice>> {
        let (db, _) = context(ctx);
        let page = Page::from_params(PageLimit::USUAL, first, after.as_deref()).shown()?;
        let rows =
            store::page(db.read(), own(ctx)?, unread_only == Some(true), &page).await.shown()?;
        Ok(Connection::of(rows.map(Notice), None))
    }

    /// How many notices the caller has not read, counted up to 100.
    #[graphql(guard = "SignedIn")]
    async fn unread_notice_count(&self, ctx: &Context<'_>) -> async_graphql::Result<i32> {
        let (db, _) = context(ctx);
        let count = store::count_unread(db.read(), own(ctx)?, COUNTED).await.shown()?;
        Ok(i32::try_from(count).unwrap_or(i32::MAX))
    }

    /// How the caller is told by mail.
    #[graphql(guard = "SignedIn")]
    async fn notice_settings(&self, ctx: &Context<'_>) -> async_graphql::Result<NoticeSettings> {
        read_settings(ctx).await
    }
}

/// Which notices were read.
#[derive(InputObject)]
pub struct NoticeMarkReadInput {
    /// These, at most 100; null is all.
    notice_ids: Option<Vec<NoticeId>>,
}

/// How marking as read ended.
#[derive(SimpleObject)]
pub struct NoticeMarkReadPayload {
    /// How many are unread now, counted up to 100.
    unread_count: i32,
    /// Never any.
    problems: Vec<Problem>,
}

/// How one kind shall be told.
#[derive(InputObject)]
pub struct NoticeSettingInput {
    /// Which kind.
    kind: NoticeKind,
    /// How.
    delivery: Delivery,
}

/// How kinds shall be told.
#[derive(InputObject)]
pub struct NoticeSettingsChangeInput {
    /// Kinds that are not named stay as they are.
    #[graphql(validator(max_items = 20))]
    settings: Vec<NoticeSettingInput>,
}

/// How changing the settings ended.
#[derive(SimpleObject)]
pub struct NoticeSettingsChangePayload {
    /// As they are now; null when there are problems.
    settings: Option<NoticeSettings>,
    /// What to mend.
    problems: Vec<Problem>,
}

/// How letting mail through again ended.
#[derive(SimpleObject)]
pub struct NoticeAddressRetryPayload {
    /// As they are now.
    settings: Option<NoticeSettings>,
    /// Never any.
    problems: Vec<Problem>,
}

/// Reading and setting own notices.
#[derive(Default)]
pub struct NoticeMutation;

#[Object]
impl NoticeMutation {
    /// Marks own notices as read.
    #[graphql(guard = "SignedIn")]
    async fn notice_mark_read(
        &self,
        ctx: &Context<'_>,
        input: NoticeMarkReadInput,
    ) -> async_graphql::Result<NoticeMarkReadPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::mark_read(cx, input.notice_ids).await })
        });
        let (_, problems) = split(answer.await)?;
        let (db, _) = context(ctx);
        let count = store::count_unread(db.read(), own(ctx)?, COUNTED).await.shown()?;
        let unread_count = i32::try_from(count).unwrap_or(i32::MAX);
        Ok(NoticeMarkReadPayload { unread_count, problems })
    }

    /// Sets how kinds are told by mail.
    #[graphql(guard = "SignedIn")]
    async fn notice_settings_change(
        &self,
        ctx: &Context<'_>,
        input: NoticeSettingsChangeInput,
    ) -> async_graphql::Result<NoticeSettingsChangePayload> {
        let wanted = input.settings.into_iter().map(|it| (it.kind, it.delivery)).collect();
        let answer =
            in_transaction(ctx, |cx| Box::pin(async move { actions::set(cx, wanted).await }));
        let (done, problems) = split(answer.await)?;
        let settings = if done.is_some() { Some(read_settings(ctx).await?) } else { None };
        Ok(NoticeSettingsChangePayload { settings, problems })
    }

    /// Lets mail go to the own address again after its server refused some.
    #[graphql(guard = "SignedIn")]
    async fn notice_address_retry(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<NoticeAddressRetryPayload> {
        let answer =
            in_transaction(ctx, |cx| Box::pin(async move { actions::retry_address(cx).await }));
        let (_, problems) = split(answer.await)?;
        Ok(NoticeAddressRetryPayload { settings: Some(read_settings(ctx).await?), problems })
    }
}

async fn read_settings(ctx: &Context<'_>) -> async_graphql::Result<NoticeSettings> {
    let (db, _) = context(ctx);
    let id = own(ctx)?;
    let set = store::settings_of(db.read(), id).await.shown()?;
    let kinds = NoticeKind::ALL.into_iter().map(|kind| {
        let found = set.iter().find(|it| it.kind == kind).map(|it| it.delivery);
        let delivery = found.filter(|_| !kind.is_urgent()).unwrap_or_else(|| kind.usual());
        NoticeSetting { kind, delivery, is_changeable: !kind.is_urgent() }
    });
    let address = accounts::address_of(db.read(), id).await.shown()?;
    let address = address.map(|(_, address)| address).unwrap_or_default();
    let refused = store::find_undeliverable(db.read(), &address).await.shown()?;
    let (since, reason) =
        refused.map(|address_entity::Model { since, reason, .. }| (since, reason)).unzip();
    Ok(NoticeSettings {
        kinds: kinds.collect(),
        address,
        undeliverable_since: since,
        undeliverable_reason: reason,
    })
}

fn own<'a>(ctx: &Context<'a>) -> async_graphql::Result<&'a AccountId> {
    context(ctx).1.actor.account_id().ok_or(Denied::Unauthenticated).shown()
}
