//! The ranking as GraphQL shows it: rules and ledger to everybody, the verbs to those who may.

mod evidence;
mod score;
mod version;

pub use evidence::{Evidence, EvidenceDispute};
pub use score::{ProviderRanking, ranking_of};
pub use version::RankingVersion;

use super::actions::{self, TypedEvidence};
use super::drafts::{self, RuleChange, TypedVersion};
use super::entity::{dispute, evidence as row, version as version_row};
use super::store::{self, versions};
use super::{access, disputes, simulation};
use crate::directory;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use kernel::id::{EvidenceDisputeId, EvidenceId, ProviderId};
use kernel::{Date, PageLimit, Problem, Role};
use platform::graphql::{Needs, Public, Shown, context, in_transaction, list_cost, split};

/// The most versions and disputes that are listed. 配置值.
const LISTED: PageLimit = PageLimit { default: 20, max: 50 };
/// How many of those that would move are shown. 配置值.
const MOVERS: usize = 50;

/// Reading rules, scores and disputes.
#[derive(Default)]
pub struct RankingQuery;

#[Object]
impl RankingQuery {
    /// A version of the rules by which the directory is ordered; the live one when no number is given.
    /// Null when there is none of that number, or it is a draft and the caller is no moderator.
    #[graphql(guard = "Public")]
    async fn ranking_version(
        &self,
        ctx: &Context<'_>,
        number: Option<i32>,
    ) -> async_graphql::Result<Option<RankingVersion>> {
        let (db, request) = context(ctx);
        let Some(number) = number else {
            let live = versions::live(db.read()).await.shown()?;
            return Ok(Some(RankingVersion::of(live)));
        };
        let Some(found) = versions::find(db.read(), number).await.shown()? else { return Ok(None) };
        let is_draft = found.state == version_row::RankingVersionState::Draft;
        if is_draft && request.actor.role() != Some(Role::Moderator) {
            return Ok(None);
        }
        let whole = versions::whole(db.read(), found).await.shown()?;
        Ok(Some(RankingVersion::of(whole)))
    }

    /// All versions, newest first, at most 50; drafts for moderators only.
    #[graphql(guard = "Public", complexity = "list_cost(5, first, child_complexity)")]
    async fn ranking_versions(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20)] first: i32,
    ) -> async_graphql::Result<Vec<RankingVersion>> {
        let (db, request) = context(ctx);
        let page = kernel::Page::from_params(LISTED, Some(first), None).shown()?;
        let with_drafts = request.actor.role() == Some(Role::Moderator);
        let found = versions::list(db.read(), with_drafts, page.first as u64).await.shown()?;
        let mut shown = Vec::with_capacity(found.len());
        for version in found {
            let whole = versions::whole(db.read(), version).await.shown()?;
            shown.push(RankingVersion::of(whole));
        }
        Ok(shown)
    }

    /// Who would move if a version were live today; writes nothing. Null when there is none of that
    /// number. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])", complexity = "500 + child_complexity * 50")]
    async fn ranking_simulation(
        &self,
        ctx: &Context<'_>,
        number: i32,
    ) -> async_graphql::Result<Option<RankingSimulation>> {
        let db = context(ctx).0;
        let today = db.clock().today();
        let found = simulation::simulate(db.read(), number, today, MOVERS).await.shown()?;
        Ok(found.map(RankingSimulation))
    }

    /// The disputes of the provider the caller acts for, newest first, at most 50; empty for others.
    #[graphql(
        guard = "Needs(&[Role::Member])",
        complexity = "list_cost(5, first, child_complexity)"
    )]
    async fn my_evidence_disputes(
        &self,
        ctx: &Context<'_>,
        #[graphql(default = 20)] first: i32,
    ) -> async_graphql::Result<Vec<EvidenceDispute>> {
        let (db, request) = context(ctx);
        let page = kernel::Page::from_params(LISTED, Some(first), None).shown()?;
        let actor = &request.actor;
        let own = actor.organisation_id().filter(|_| access::acts_for_provider(actor));
        let Some(own) = own else { return Ok(Vec::new()) };
        let Some(provider) = directory::find_by_organisation(db.read(), own).await.shown()? else {
            return Ok(Vec::new());
        };
        let limit = page.first as u64;
        let rows = store::disputes_of(db.read(), &provider.id, limit).await.shown()?;
        Ok(rows.into_iter().map(EvidenceDispute).collect())
    }
}

/// Who would move by another version (试算).
pub struct RankingSimulation(simulation::Simulation);

#[Object]
impl RankingSimulation {
    /// How many providers are scored.
    async fn total(&self) -> i32 {
        whole(self.0.total)
    }
    /// How many would stand further in front.
    async fn up(&self) -> i32 {
        whole(self.0.up)
    }
    /// How many would stand further behind.
    async fn down(&self) -> i32 {
        whole(self.0.down)
    }
    /// How many would have another score.
    async fn rescored(&self) -> i32 {
        whole(self.0.rescored)
    }
    /// Those that would move furthest, the furthest first, at most 50.
    async fn movers(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<RankingMover>> {
        let ids: Vec<ProviderId> = self.0.movers.iter().map(|it| it.provider_id.clone()).collect();
        let mut found = directory::find_providers(context(ctx).0.read(), &ids).await.shown()?;
        let movers = self.0.movers.iter().filter_map(|it| {
            let provider = directory::Provider(found.remove(&it.provider_id)?);
            Some(RankingMover {
                provider,
                before_milli: it.before_milli,
                after_milli: it.after_milli,
                place_before: whole(it.place_before),
                place_after: whole(it.place_after),
            })
        });
        Ok(movers.collect())
    }
}

/// A provider that would move.
#[derive(SimpleObject)]
pub struct RankingMover {
    /// Who.
    provider: directory::Provider,
    /// Thousandths of a point today.
    before_milli: i64,
    /// Thousandths of a point by the other version.
    after_milli: i64,
    /// The place today; the first is 1.
    place_before: i32,
    /// The place by the other version.
    place_after: i32,
}

fn whole(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// Enters a row into the ledger.
#[derive(InputObject)]
pub struct EvidenceRecordInput {
    /// About whom.
    provider_id: ProviderId,
    /// A rule of the live version that is entered: `penalty.fine`.
    rule_code: String,
    /// How many times the points of the rule, 1 to 20; penalty points of one decision.
    #[graphql(default = 1)]
    times: i32,
    /// The number of the decision or certificate, 2 to 100 characters.
    subject: String,
    /// What it says, 4 to 500 characters.
    note: Option<String>,
    /// Authority and document, 2 to 200 characters.
    source: String,
    /// Where to read it.
    source_url: Option<String>,
    /// The day of the decision.
    happened_on: Date,
}

/// Takes a row out of the ledger.
#[derive(InputObject)]
pub struct EvidenceWithdrawInput {
    /// Which.
    evidence_id: EvidenceId,
    /// Why, 4 to 500 characters.
    note: String,
}

/// Objects to a row.
#[derive(InputObject)]
pub struct EvidenceDisputeInput {
    /// Which.
    evidence_id: EvidenceId,
    /// Why, with the proof, 10 to 1,000 characters.
    reason: String,
}

/// Takes a dispute back.
#[derive(InputObject)]
pub struct EvidenceDisputeWithdrawInput {
    /// Which.
    dispute_id: EvidenceDisputeId,
}

/// What changes of a rule in a draft.
#[derive(InputObject)]
pub struct RankingRuleChangeInput {
    /// Which: `penalty.fine`.
    code: String,
    /// Thousandths of a point, -100,000 to 100,000.
    points_milli: i64,
    /// For how many months rows count that are entered from then on, 1 to 60; left out when it stays.
    months: Option<i32>,
}

/// Drafts a version from the live one.
#[derive(InputObject)]
pub struct RankingDraftInput {
    /// What it is called, 2 to 60 characters.
    title: String,
    /// What is new, and why, 4 to 500 characters.
    note: String,
    /// Who judged the pairs, 2 to 200 characters; needed with judgements.
    panel: Option<String>,
    /// The judgements of the panel on each pair of components, row by row above the diagonal: 1 to
    /// 9 when the first is that much more important, -2 to -9 when the second is. Left out when the
    /// weights stay.
    judgements: Option<Vec<i32>>,
    /// The rules that change.
    changes: Vec<RankingRuleChangeInput>,
}

/// Names a draft as it was seen.
#[derive(InputObject)]
pub struct RankingPublishInput {
    /// Which.
    number: i32,
    /// The revision that was seen.
    revision: i32,
}

/// Names a draft as it was seen.
#[derive(InputObject)]
pub struct RankingDiscardInput {
    /// Which.
    number: i32,
    /// The revision that was seen.
    revision: i32,
}

macro_rules! payload {
    ($($(#[$doc:meta])* $name:ident { $field:ident: $shown:ident($row:ty) })*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// As it stands now; null when there are problems.
            $field: Option<$shown>,
            /// What to mend.
            problems: Vec<Problem>,
        }

        impl $name {
            fn of(answer: kernel::Result<$row>) -> async_graphql::Result<Self> {
                let (row, problems) = split(answer)?;
                Ok(Self { $field: row.map($shown), problems })
            }
        }
    )*};
}

payload! {
    /// How entering ended.
    EvidenceRecordPayload { evidence: Evidence(row::Model) }
    /// How taking out ended.
    EvidenceWithdrawPayload { evidence: Evidence(row::Model) }
    /// How objecting ended.
    EvidenceDisputePayload { dispute: EvidenceDispute(dispute::Model) }
    /// How taking back ended.
    EvidenceDisputeWithdrawPayload { dispute: EvidenceDispute(dispute::Model) }
}

/// How a step of a version ended.
macro_rules! version_payload {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// Its number; null when there are problems.
            number: Option<i32>,
            /// What to mend.
            problems: Vec<Problem>,
        }

        impl $name {
            fn of(answer: kernel::Result<version_row::Model>) -> async_graphql::Result<Self> {
                let (row, problems) = split(answer)?;
                Ok(Self { number: row.map(|it| it.number), problems })
            }
        }
    )*};
}

version_payload! {
    /// How drafting ended.
    RankingDraftPayload
    /// How publishing ended.
    RankingPublishPayload
    /// How giving up ended.
    RankingDiscardPayload
}

/// The verbs of the ranking.
#[derive(Default)]
pub struct RankingMutation;

#[Object]
impl RankingMutation {
    /// Enters a row about a provider; it counts from today. Moderators of its region, and persons of
    /// a regulator that looks after it.
    #[graphql(guard = "Needs(&[Role::Moderator, Role::Member])")]
    async fn evidence_record(
        &self,
        ctx: &Context<'_>,
        input: EvidenceRecordInput,
    ) -> async_graphql::Result<EvidenceRecordPayload> {
        let typed = TypedEvidence {
            provider_id: input.provider_id,
            rule_code: input.rule_code,
            times: input.times,
            subject: input.subject,
            note: input.note,
            source: input.source,
            source_url: input.source_url,
            happened_on: input.happened_on.0,
        };
        let answer =
            in_transaction(ctx, |cx| Box::pin(async move { actions::record(cx, typed).await }));
        EvidenceRecordPayload::of(answer.await)
    }

    /// Takes an entered row out of the ledger; it stays readable. Moderators of the provider's region,
    /// and persons of a regulator that looks after it.
    #[graphql(guard = "Needs(&[Role::Moderator, Role::Member])")]
    async fn evidence_withdraw(
        &self,
        ctx: &Context<'_>,
        input: EvidenceWithdrawInput,
    ) -> async_graphql::Result<EvidenceWithdrawPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::withdraw(cx, &input.evidence_id, &input.note).await })
        });
        EvidenceWithdrawPayload::of(answer.await)
    }

    /// Objects to a row about the own organisation; it is not counted until a moderator has decided,
    /// within ten working days. Owners and editors of a provider.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn evidence_dispute(
        &self,
        ctx: &Context<'_>,
        input: EvidenceDisputeInput,
    ) -> async_graphql::Result<EvidenceDisputePayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { disputes::submit(cx, &input.evidence_id, &input.reason).await })
        });
        EvidenceDisputePayload::of(answer.await)
    }

    /// Takes an own dispute back; the row counts again. Owners and editors of the provider.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn evidence_dispute_withdraw(
        &self,
        ctx: &Context<'_>,
        input: EvidenceDisputeWithdrawInput,
    ) -> async_graphql::Result<EvidenceDisputeWithdrawPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { disputes::withdraw(cx, &input.dispute_id).await })
        });
        EvidenceDisputeWithdrawPayload::of(answer.await)
    }

    /// Drafts a version of the rules from the live one; nothing is scored by it. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn ranking_draft(
        &self,
        ctx: &Context<'_>,
        input: RankingDraftInput,
    ) -> async_graphql::Result<RankingDraftPayload> {
        let change = |it: RankingRuleChangeInput| RuleChange {
            code: it.code,
            points_milli: it.points_milli,
            months: it.months,
        };
        let typed = TypedVersion {
            title: input.title,
            note: input.note,
            panel: input.panel,
            judgements: input.judgements,
            changes: input.changes.into_iter().map(change).collect(),
        };
        let answer =
            in_transaction(ctx, |cx| Box::pin(async move { drafts::draft(cx, typed).await }));
        RankingDraftPayload::of(answer.await)
    }

    /// Publishes a draft: from today everything is scored by it. Moderators; another person than
    /// drafted it.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn ranking_publish(
        &self,
        ctx: &Context<'_>,
        input: RankingPublishInput,
    ) -> async_graphql::Result<RankingPublishPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { drafts::publish(cx, input.number, input.revision).await })
        });
        RankingPublishPayload::of(answer.await)
    }

    /// Gives a draft up. Moderators.
    #[graphql(guard = "Needs(&[Role::Moderator])")]
    async fn ranking_discard(
        &self,
        ctx: &Context<'_>,
        input: RankingDiscardInput,
    ) -> async_graphql::Result<RankingDiscardPayload> {
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { drafts::discard(cx, input.number, input.revision).await })
        });
        RankingDiscardPayload::of(answer.await)
    }
}
