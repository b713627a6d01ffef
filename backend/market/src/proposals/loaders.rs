//! What proposals and objections refer to, read together.

use super::entity::{ObjectionRow, ProposalRow, vote};
use super::store;
use async_graphql::dataloader::Loader;
use kernel::id::{AwardProposalId, ObjectionId};
use platform::Db;
use platform::graphql::Shown;
use std::collections::HashMap;
use std::hash::Hash;

type Found<K, V> = Result<HashMap<K, V>, async_graphql::Error>;

/// Key of the loader of proposals.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct ProposalById(pub(super) AwardProposalId);

/// Key of the loader of the objections against a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct ObjectionsTo(pub(super) AwardProposalId);

/// Key of the loader of the votes about an objection.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct VotesOn(pub(super) ObjectionId);

#[async_trait::async_trait]
impl Loader<ProposalById> for Db {
    type Value = ProposalRow;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[ProposalById]) -> Found<ProposalById, ProposalRow> {
        let ids: Vec<_> = keys.iter().map(|it| it.0.clone()).collect();
        let rows = store::find_all(self.read(), &ids).await.shown()?;
        Ok(rows.into_iter().map(|it| (ProposalById(it.id.clone()), it)).collect())
    }
}

#[async_trait::async_trait]
impl Loader<ObjectionsTo> for Db {
    type Value = Vec<ObjectionRow>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[ObjectionsTo]) -> Found<ObjectionsTo, Vec<ObjectionRow>> {
        let ids: Vec<_> = keys.iter().map(|it| it.0.clone()).collect();
        let rows = store::objections_to(self.read(), &ids).await.shown()?;
        Ok(grouped(rows, |it| ObjectionsTo(it.proposal_id.clone())))
    }
}

#[async_trait::async_trait]
impl Loader<VotesOn> for Db {
    type Value = Vec<vote::Model>;
    type Error = async_graphql::Error;

    async fn load(&self, keys: &[VotesOn]) -> Found<VotesOn, Vec<vote::Model>> {
        let ids: Vec<_> = keys.iter().map(|it| it.0.clone()).collect();
        let rows = store::votes_on(self.read(), &ids).await.shown()?;
        Ok(grouped(rows, |it| VotesOn(it.objection_id.clone())))
    }
}

fn grouped<K: Eq + Hash, V>(rows: Vec<V>, key: impl Fn(&V) -> K) -> HashMap<K, Vec<V>> {
    let mut found = HashMap::<K, Vec<V>>::new();
    for row in rows {
        found.entry(key(&row)).or_default().push(row);
    }
    found
}
