//! Keeping what was found in the directory (候选名单): the search says by which words, and how many
//! they left.

use super::providers::{ProviderSearchFilter, ProviderSearchSort, asked};
use async_graphql::{Context, InputObject, Object};
use kernel::Role;
use kernel::id::ProviderId;
use market::shortlists::ShortlistPayload;
use market::shortlists::actions::{self, NewShortlist};
use platform::graphql::{Needs, Shown, context, in_transaction};
use search_index::SearchIndex;
use url::form_urlencoded::Serializer;

/// Keeps providers as their pages are now.
#[derive(InputObject)]
pub struct ShortlistSaveInput {
    /// Of this form, so that it is kept once.
    request_key: String,
    /// What it is for; 2 to 60 characters.
    title: String,
    /// The question they were found by; empty without one.
    #[graphql(default)]
    query: String,
    /// The filters they were found by.
    filter: Option<ProviderSearchFilter>,
    /// Who was chosen, in their order; at most 50.
    provider_ids: Vec<ProviderId>,
}

/// Keeping what was found.
#[derive(Default)]
pub struct ShortlistSaveMutation;

#[Object]
impl ShortlistSaveMutation {
    /// Keeps providers of the directory as their pages are now, with the words they were found by and
    /// how many those left. Owners and editors of any organisation.
    #[graphql(guard = "Needs(&[Role::Member])")]
    async fn shortlist_save(
        &self,
        ctx: &Context<'_>,
        input: ShortlistSaveInput,
    ) -> async_graphql::Result<ShortlistPayload> {
        let filter = input.filter.unwrap_or_default();
        let question = input.query.trim();
        let today = context(ctx).0.clock().today();
        let (conditions, found_at) = (filter.in_words(question), address(question, &filter));
        let counted = asked(question, filter, ProviderSearchSort::Name, today);
        let found = ctx.data_unchecked::<SearchIndex>().search(&counted);
        let found = found.map_err(kernel::Error::Fault).shown()?;
        let new = NewShortlist {
            title: input.title,
            conditions,
            found_at,
            total: i32::try_from(found.total).unwrap_or(i32::MAX),
            provider_ids: input.provider_ids,
        };
        let answer = in_transaction(ctx, |cx| {
            Box::pin(async move { actions::save(cx, new, &input.request_key).await })
        });
        ShortlistPayload::of(answer.await)
    }
}

/// Where the public list with these conditions stands.
fn address(question: &str, filter: &ProviderSearchFilter) -> String {
    let mut pairs = Serializer::new(String::new());
    if !question.is_empty() {
        pairs.append_pair("q", question);
    }
    pairs.extend_pairs(filter.pairs());
    let pairs = pairs.finish();
    if pairs.is_empty() { "/providers".to_owned() } else { format!("/providers?{pairs}") }
}
