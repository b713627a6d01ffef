//! Two texts side by side, article by article.

use super::super::entity::article::Model;
use super::super::rules::alignment::{Side, matched};
use super::super::rules::differences::{self, PieceKind};
use super::super::store;
use super::article::Article;
use super::law::Law;
use crate::successions;
use async_graphql::{Context, Enum, Object, SimpleObject};
use kernel::id::LawId;
use kernel::{Cursor, Page, PageLimit};
use platform::graphql::{Connection, Shown, context, list_cost};
use std::collections::{HashMap, HashSet};

/// A page of compared articles.
const ROWS: PageLimit = PageLimit { default: 20, max: 100 };
/// Articles less alike than this are not the same article, of 1,000 (配置值).
const LEAST: i32 = 350;

/// What became of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Enum)]
pub enum ComparedChange {
    /// The same words under the same number.
    Same,
    /// The same words under another number.
    Moved,
    /// Other words.
    Changed,
    /// Only in the newer text.
    Added,
    /// Only in the older text.
    Removed,
}

/// A piece of two texts that are compared.
#[derive(SimpleObject)]
pub struct TextPiece {
    /// In which of them it stands.
    pub kind: PieceKind,
    /// The words.
    pub text: String,
}

/// Two texts in pieces: what is in both, what went, what came.
pub(crate) fn pieces(old: &str, new: &str) -> Vec<TextPiece> {
    let pieces = differences::between(old, new).into_iter();
    pieces.map(|it| TextPiece { kind: it.kind, text: it.text }).collect()
}

/// An article in two texts.
pub struct ComparedArticle {
    before: Option<Article>,
    after: Option<Article>,
    change: ComparedChange,
}

impl ComparedArticle {
    pub(super) fn of(before: Option<Article>, after: Option<Article>) -> Self {
        let change = match (&before, &after) {
            (Some(old), Some(new)) => {
                let is_same = differences::are_same_words(&old.row.text, &new.row.text);
                let place = |it: &Article| (it.row.number, it.row.branch);
                match (is_same, place(old) == place(new)) {
                    (true, true) => ComparedChange::Same,
                    (true, false) => ComparedChange::Moved,
                    (false, _) => ComparedChange::Changed,
                }
            }
            (None, _) => ComparedChange::Added,
            (_, None) => ComparedChange::Removed,
        };
        Self { before, after, change }
    }
}

#[Object]
impl ComparedArticle {
    /// In the older text; null when it is only in the newer one.
    async fn before(&self) -> Option<&Article> {
        self.before.as_ref()
    }

    /// In the newer text; null when it is only in the older one.
    async fn after(&self) -> Option<&Article> {
        self.after.as_ref()
    }

    /// What became of it.
    async fn change(&self) -> ComparedChange {
        self.change
    }

    /// Both in pieces; one piece when it is in one text only.
    #[graphql(complexity = "list_cost(5, 10, child_complexity)")]
    async fn pieces(&self) -> Vec<TextPiece> {
        let words =
            |it: &Option<Article>| it.as_ref().map_or(String::new(), |it| it.row.text.clone());
        pieces(&words(&self.before), &words(&self.after))
    }
}

/// Two dated texts side by side (对照).
pub struct LawComparison {
    before: Law,
    after: Law,
    rows: Vec<(Option<Model>, Option<Model>)>,
}

impl LawComparison {
    /// Reads both texts and matches their articles: by their words within one law, by what is known of
    /// successions between two.
    pub(super) async fn of(
        ctx: &Context<'_>,
        before: Law,
        after: Law,
    ) -> async_graphql::Result<Self> {
        let old = numbered(ctx, &before.0.id).await?;
        let new = numbered(ctx, &after.0.id).await?;
        let rows = match before.0.slug == after.0.slug {
            true => {
                let matched = tokio::task::spawn_blocking(move || by_words(&old, &new)).await;
                matched.map_err(|error| kernel::Error::Fault(error.into())).shown()?
            }
            false => {
                let pairs = successions::pairs(ctx, &before.0.slug, &after.0.slug).await?;
                by_pairs(old, new, &pairs)
            }
        };
        Ok(Self { before, after, rows })
    }

    fn compared(&self) -> impl Iterator<Item = (usize, ComparedArticle)> + '_ {
        let article = |law: &Law, row: &Option<Model>| {
            row.clone().map(|row| Article { row, law: law.clone() })
        };
        self.rows.iter().enumerate().map(move |(at, (old, new))| {
            (at, ComparedArticle::of(article(&self.before, old), article(&self.after, new)))
        })
    }
}

async fn numbered(ctx: &Context<'_>, id: &LawId) -> async_graphql::Result<Vec<Model>> {
    let (db, _) = context(ctx);
    let rows = store::articles_of(db.read(), id).await.shown()?;
    Ok(rows.into_iter().filter(|it| it.number > 0).collect())
}

fn by_words(old: &[Model], new: &[Model]) -> Vec<(Option<Model>, Option<Model>)> {
    let rows = matched(&sides(old), &sides(new), LEAST);
    let at = |rows: &[Model], at: Option<usize>| at.map(|it| rows[it].clone());
    rows.into_iter().map(|(before, after)| (at(old, before), at(new, after))).collect()
}

fn sides(rows: &[Model]) -> Vec<Side<'_>> {
    rows.iter()
        .map(|it| Side { headings: it.chapter.as_deref().unwrap_or_default(), text: &it.text })
        .collect()
}

/// What of an older law went where in a newer one: one row for every pair, and one for each older
/// article of which nothing is known. What is only in the newer law is left out: it is another law.
fn by_pairs(
    old: Vec<Model>,
    new: Vec<Model>,
    pairs: &[successions::Pair],
) -> Vec<(Option<Model>, Option<Model>)> {
    let new: HashMap<(i32, i32), Model> =
        new.into_iter().rev().map(|it| ((it.number, it.branch), it)).collect();
    let mut rows = Vec::new();
    let mut seen = HashSet::new();
    for before in old {
        let place = (before.number, before.branch);
        if !seen.insert(place) {
            continue;
        }
        let mut after: Vec<&Model> =
            pairs.iter().filter(|(it, _)| *it == place).filter_map(|(_, it)| new.get(it)).collect();
        after.dedup_by_key(|it| it.position);
        if after.is_empty() {
            rows.push((Some(before), None));
        } else {
            rows.extend(after.into_iter().map(|it| (Some(before.clone()), Some(it.clone()))));
        }
    }
    rows
}

/// How many articles ended how.
#[derive(SimpleObject, Default)]
pub struct ComparisonCounts {
    /// The same words, under the same number or another.
    same: i32,
    /// Other words.
    changed: i32,
    /// Only in the newer text.
    added: i32,
    /// Only in the older text.
    removed: i32,
}

#[Object]
impl LawComparison {
    /// The older text.
    async fn before(&self) -> &Law {
        &self.before
    }

    /// The newer text.
    async fn after(&self) -> &Law {
        &self.after
    }

    /// How many articles ended how.
    async fn counts(&self) -> ComparisonCounts {
        let mut counts = ComparisonCounts::default();
        for (_, it) in self.compared() {
            match it.change {
                ComparedChange::Same | ComparedChange::Moved => counts.same += 1,
                ComparedChange::Changed => counts.changed += 1,
                ComparedChange::Added => counts.added += 1,
                ComparedChange::Removed => counts.removed += 1,
            }
        }
        counts
    }

    /// The articles, in the order of the newer text; with `changedOnly` without those that are the same.
    #[graphql(complexity = "list_cost(20, first.unwrap_or(20), child_complexity)")]
    async fn articles(
        &self,
        #[graphql(default = true)] changed_only: bool,
        first: Option<i32>,
        after: Option<String>,
    ) -> async_graphql::Result<Connection<ComparedArticle>> {
        let page = Page::from_params(ROWS, first, after.as_deref()).shown()?;
        let from = match &page.after {
            None => 0,
            Some(after) => {
                let [at] = after.keys::<1>().map_err(kernel::Error::from).shown()?;
                let at: usize = at
                    .parse()
                    .map_err(|_| kernel::Error::from(kernel::page::bad_cursor()))
                    .shown()?;
                at + 1
            }
        };
        let rows = self
            .compared()
            .skip(from)
            .filter(|(_, it)| !changed_only || it.change != ComparedChange::Same)
            .take(usize::try_from(page.fetch()).unwrap_or(usize::MAX));
        let rows = page.slice(rows.collect(), |(at, _)| Cursor::of(&[at]));
        Ok(Connection::of(rows.map(|(_, it)| it), None))
    }
}
