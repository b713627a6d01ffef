//! Articles.

use super::super::entity::article::Model;
use super::super::rules::naming;
use super::super::store;
use super::law::Law;
use crate::originals::{self, graphql::ReadPart};
use crate::relations::{self, ArticleVersion, Citation, Citing};
use crate::ripples::rules::articles_behind;
use crate::successions::{self, Succession};
use async_graphql::{Context, Object};
use kernel::id::ArticleId;
use platform::graphql::{Shown, context, list_cost};
use sha2::{Digest, Sha256};

/// An article of a dated text (条文).
#[derive(Clone)]
pub struct Article {
    pub(crate) row: Model,
    pub(crate) law: Law,
}

impl Article {
    fn of_same_law(&self, row: Model) -> Self {
        Self { row, law: self.law.clone() }
    }

    async fn neighbour(
        &self,
        ctx: &Context<'_>,
        is_next: bool,
    ) -> async_graphql::Result<Option<Article>> {
        let (db, _) = context(ctx);
        let found = store::find_neighbour(db.read(), &self.row, is_next).await.shown()?;
        Ok(found.map(|row| self.of_same_law(row)))
    }
}

/// SHA-256 of words, as it is shown.
pub(crate) fn hash(words: &str) -> String {
    hex::encode(Sha256::digest(words.trim().as_bytes()))
}

/// What stands before and behind the joint of two headings kept in one column.
fn halves(heading: Option<&str>) -> (Option<&str>, Option<&str>) {
    match heading.and_then(|it| it.split_once('\u{3000}')) {
        Some((upper, lower)) => (Some(upper), Some(lower)),
        None => (heading, None),
    }
}

#[Object]
impl Article {
    /// Which.
    async fn id(&self) -> &ArticleId {
        &self.row.id
    }

    /// The dated text it belongs to.
    async fn law(&self) -> &Law {
        &self.law
    }

    /// Its number; 0 for an annex. 第一百二十条之一 has the number 120 too: see `branch`.
    async fn number(&self) -> i32 {
        self.row.number
    }

    /// 1 for 之一; 0 for an ordinary article.
    async fn branch(&self) -> i32 {
        self.row.branch
    }

    /// As the law writes it: 第一百二十条之一.
    async fn label(&self) -> &str {
        &self.row.label
    }

    /// The 编 it stands in; null when the law has none.
    async fn part(&self) -> Option<&str> {
        halves(self.row.part.as_deref()).0
    }

    /// The 分编 it stands in; null when there is none.
    async fn subpart(&self) -> Option<&str> {
        halves(self.row.part.as_deref()).1
    }

    /// The 章 it stands in; null when the law has none.
    async fn chapter(&self) -> Option<&str> {
        self.row.chapter.as_deref()
    }

    /// The 节, with its 目, it stands in; null when there is none.
    async fn section(&self) -> Option<&str> {
        self.row.section.as_deref()
    }

    /// The words of the law, one line a paragraph.
    async fn text(&self) -> &str {
        &self.row.text
    }

    /// That a machine read it and was not sure, until a person has looked; null otherwise.
    async fn doubtful(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<ReadPart>> {
        originals::graphql::open_part(ctx, &self.row.law_id, self.row.position).await
    }

    /// SHA-256 of its words: a copy that has the same has not been changed.
    async fn text_hash(&self) -> String {
        hash(&self.row.text)
    }

    /// What it means in practice, in our own words: the key points of its law that name it. Not the law's
    /// text.
    async fn key_points(&self) -> Vec<&str> {
        let points = self.law.0.key_points.0.iter();
        let own = points.filter(|it| articles_behind(it).contains(&self.row.number));
        own.map(String::as_str).collect()
    }

    /// What it cites, in the order of its words.
    #[graphql(complexity = "list_cost(5, 10, child_complexity)")]
    async fn citations(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Citation>> {
        relations::citations_of(ctx, self).await
    }

    /// The articles that cite it, those of texts in force first; at most 50.
    #[graphql(complexity = "list_cost(5, 10, child_complexity)")]
    async fn cited_by(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Citing>> {
        relations::citing(ctx, self).await
    }

    /// Explanations, cases and notes that name it (解读、案例): not law, and shown as such; at most 20.
    #[graphql(complexity = "list_cost(5, 10, child_complexity)")]
    async fn explanations(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Citing>> {
        relations::explaining(ctx, self).await
    }

    /// Its number in every dated text of its law, the oldest first.
    #[graphql(complexity = "list_cost(5, 3, child_complexity)")]
    async fn history(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<ArticleVersion>> {
        relations::history_of(ctx, self).await
    }

    /// Which articles took its place when its law was repealed: those that a moderator confirmed, else
    /// the most alike one. Empty while the law holds, and when nothing alike was found.
    #[graphql(complexity = "list_cost(5, 3, child_complexity)")]
    async fn successors(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Succession>> {
        let old = (self.law.0.slug.clone(), self.row.number, self.row.branch);
        successions::of_old(ctx, old).await
    }

    /// Which articles of repealed laws it took the place of.
    #[graphql(complexity = "list_cost(5, 3, child_complexity)")]
    async fn predecessors(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Succession>> {
        let new = (self.law.0.slug.clone(), self.row.number, self.row.branch);
        successions::of_new(ctx, new).await
    }

    /// Its public page; that of the article whose number it shares, or of the law for an annex.
    async fn url(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        let dated = self.law.dated(ctx).await?;
        Ok(naming::article_url(&self.law.0.slug, dated, self.row.number))
    }

    /// The numbered article before it; null for the first.
    async fn previous(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Article>> {
        self.neighbour(ctx, false).await
    }

    /// The numbered article after it; null for the last.
    async fn next(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<Article>> {
        self.neighbour(ctx, true).await
    }

    /// The articles inserted under the same number (之一, 之二), in order.
    #[graphql(complexity = "list_cost(3, 3, child_complexity)")]
    async fn branches(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<Article>> {
        if self.row.branch != 0 || self.row.number == 0 {
            return Ok(Vec::new());
        }
        let (db, _) = context(ctx);
        let number = self.row.number;
        let rows = store::find_numbered(db.read(), &self.row.law_id, number).await.shown()?;
        let branches = rows.into_iter().filter(|it| it.branch > 0);
        Ok(branches.map(|row| self.of_same_law(row)).collect())
    }
}
