//! Rows of the ledger and disputes as GraphQL shows them.

use super::super::entity::dispute::{EvidenceDisputeState, Model as DisputeRow};
use super::super::entity::evidence::Model;
use super::super::store::{self, versions};
use super::version::RankingRule;
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Enum, Object};
use chrono::{DateTime, Utc};
use commons::moderation::{self, ChangeRequest};
use kernel::Date;
use kernel::id::{EvidenceDisputeId, EvidenceId, ProviderId};
use platform::Db;
use platform::graphql::{Shown, context};
use std::collections::{HashMap, HashSet};

/// How a row of the ledger stands today.
#[derive(Enum, Copy, Clone, Debug, PartialEq, Eq)]
pub enum EvidenceState {
    /// 计分.
    InForce,
    /// 异议处理中，暂不计分.
    Frozen,
    /// 已过期.
    Expired,
    /// 已撤下.
    Ended,
}

/// A row of the ledger (排名依据). It is never changed, only ended.
pub struct Evidence(pub Model);

#[Object]
impl Evidence {
    /// Which.
    async fn id(&self) -> &EvidenceId {
        &self.0.id
    }
    /// About whom.
    async fn provider_id(&self) -> &ProviderId {
        &self.0.provider_id
    }
    /// The code of its rule.
    async fn rule_code(&self) -> &str {
        &self.0.rule_code
    }
    /// Its rule in the live version; null when that has it no more, then it counts nothing.
    async fn rule(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<RankingRule>> {
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        loader.load_one(LiveRule(self.0.rule_code.clone())).await.map(|it| it.map(RankingRule))
    }
    /// The version that was live when it was entered.
    async fn rule_version(&self) -> i32 {
        self.0.rule_version
    }
    /// The number of a decision, the id of a licence: what tells it apart.
    async fn subject(&self) -> &str {
        &self.0.subject
    }
    /// Thousandths: how many times the points of its rule.
    async fn times_milli(&self) -> i64 {
        self.0.times_milli
    }
    /// What it is worth by the live version, in thousandths of a point.
    async fn points_milli(&self, ctx: &Context<'_>) -> async_graphql::Result<i64> {
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let rule = loader.load_one(LiveRule(self.0.rule_code.clone())).await?;
        let points = |points| super::super::rules::points_of(self.0.times_milli, points);
        Ok(rule.map_or(0, |it| points(it.points_milli)))
    }
    /// What it says, in words; null when the rule says all.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }
    /// Where it is from.
    async fn source(&self) -> &str {
        &self.0.source
    }
    /// Where to read it; null when it is not on the net.
    async fn source_url(&self) -> Option<&str> {
        self.0.source_url.as_deref()
    }
    /// The day it is about.
    async fn happened_on(&self) -> Date {
        Date(self.0.happened_on)
    }
    /// The first day on which it counts.
    async fn effective_from(&self) -> Date {
        Date(self.0.effective_from)
    }
    /// The last day on which it counts; null without an end.
    async fn expires_on(&self) -> Option<Date> {
        self.0.expires_on.map(Date)
    }
    /// Whether it follows from the platform's data; else somebody entered it.
    async fn is_derived(&self) -> bool {
        self.0.is_derived
    }
    /// When it was entered.
    async fn entered_at(&self) -> DateTime<Utc> {
        self.0.entered_at
    }
    /// The first day on which it does not count any more; null while it stands.
    async fn ended_on(&self) -> Option<Date> {
        self.0.ended_on.map(Date)
    }
    /// Why it was ended; null while it stands.
    async fn end_note(&self) -> Option<&str> {
        self.0.end_note.as_deref()
    }
    /// How it stands today.
    async fn state(&self, ctx: &Context<'_>) -> async_graphql::Result<EvidenceState> {
        let today = context(ctx).0.clock().today();
        if self.0.ended_on.is_some() {
            return Ok(EvidenceState::Ended);
        }
        if self.0.expires_on.is_some_and(|it| it < today) {
            return Ok(EvidenceState::Expired);
        }
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        let frozen = loader.load_one(IsFrozen(self.0.id.clone())).await?.is_some();
        Ok(if frozen { EvidenceState::Frozen } else { EvidenceState::InForce })
    }
}

/// An objection to a row (异议).
pub struct EvidenceDispute(pub DisputeRow);

#[Object]
impl EvidenceDispute {
    /// Which.
    async fn id(&self) -> &EvidenceDisputeId {
        &self.0.id
    }
    /// To which row.
    async fn evidence(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Evidence>> {
        let loader = ctx.data_unchecked::<DataLoader<Db>>();
        loader.load_one(EvidenceOf(self.0.evidence_id.clone())).await.map(|it| it.map(Evidence))
    }
    /// Where it stands.
    async fn state(&self) -> EvidenceDisputeState {
        self.0.state
    }
    /// Why.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    /// When it was sent in last.
    async fn submitted_at(&self) -> DateTime<Utc> {
        self.0.submitted_at
    }
    /// The day it was decided or taken back; null while it is open.
    async fn decided_on(&self) -> Option<Date> {
        self.0.decided_on.map(Date)
    }
    /// Where its check stands, by when it is decided, and why it came back; null for those it does not
    /// concern.
    async fn change_request(
        &self,
        ctx: &Context<'_>,
    ) -> async_graphql::Result<Option<ChangeRequest>> {
        moderation::shown(ctx, &self.0.change_request_id).await
    }
}

/// Key of the loader of rules of the live version.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct LiveRule(pub(super) String);

#[async_trait::async_trait]
impl Loader<LiveRule> for Db {
    type Value = super::super::entity::rule::Model;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[LiveRule]) -> Result<HashMap<LiveRule, Self::Value>, Self::Error> {
        let mut live = versions::live(self.read()).await.shown()?;
        let found = keys.iter().filter_map(|it| Some((it.clone(), live.rules.remove(&it.0)?)));
        Ok(found.collect())
    }
}

/// Key of the loader of rows that are frozen.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct IsFrozen(pub(super) EvidenceId);

#[async_trait::async_trait]
impl Loader<IsFrozen> for Db {
    type Value = ();
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[IsFrozen]) -> Result<HashMap<IsFrozen, ()>, Self::Error> {
        let today = self.clock().today();
        let frozen: HashSet<_> = store::frozen_on(self.read(), today).await.shown()?;
        Ok(keys.iter().filter(|it| frozen.contains(&it.0)).map(|it| (it.clone(), ())).collect())
    }
}

/// Key of the loader of rows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct EvidenceOf(pub(super) EvidenceId);

#[async_trait::async_trait]
impl Loader<EvidenceOf> for Db {
    type Value = Model;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[EvidenceOf]) -> Result<HashMap<EvidenceOf, Model>, Self::Error> {
        let ids: Vec<_> = keys.iter().map(|it| it.0.clone()).collect();
        let found = store::find_all(self.read(), &ids).await.shown()?;
        Ok(found.into_iter().map(|(id, it)| (EvidenceOf(id), it)).collect())
    }
}
