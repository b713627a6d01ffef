//! Laws and articles as the search index knows them.
//!
//! Cards carry days, not a status: the index is not written again when a day passes, so who
//! shows a card decides by [`status_of`].

use super::entity::{article, law};
use super::rules::dates::{self, Days};
use super::rules::structure::ContentsEntry;
use super::rules::{LawKind, LawStatus, naming};
use super::store;
use chrono::NaiveDate;
use kernel::Result;
use kernel::id::LawId;
use sea_orm::{ActiveEnum, ConnectionTrait};
use search_index::{Document, Force, Kind};
use serde_json::{Value, json};
use std::collections::HashMap;

/// The dimension of marks that says what kind of norm a text is.
pub const NORM: &str = "norm";
/// The dimension of marks that says how a text ends, or ended: replaced by a newer one, or
/// repealed with its law. A replaced text of a law that is repealed counts as repealed.
pub const END: &str = "end";

/// How much of a preamble goes into the index, in characters.
const PREAMBLE_LIMIT: usize = 2_000;

/// Everything the index shall hold of some dated texts: each text itself, its articles, and
/// the parts and chapters of codes. Texts that are gone give nothing.
///
/// # Errors
/// A fault when the database fails.
pub async fn documents(db: &impl ConnectionTrait, ids: &[LawId]) -> Result<Vec<Document>> {
    let laws = store::find_all(db, ids).await?;
    let slugs: Vec<String> = laws.iter().map(|it| it.slug.clone()).collect();
    let counts: HashMap<String, usize> = store::find_texts_of(db, &slugs)
        .await?
        .into_iter()
        .map(|(slug, texts)| (slug, texts.len()))
        .collect();
    let mut documents = Vec::new();
    for law in &laws {
        let articles = store::articles_of(db, &law.id).await?;
        let is_only = counts.get(&law.slug) == Some(&1);
        documents.extend(of(law, &articles, is_only));
    }
    Ok(documents)
}

/// Ids after one, in order; for rebuilding the index.
///
/// # Errors
/// A fault when the database fails.
pub async fn ids_after(db: &impl ConnectionTrait, after: &str, limit: u64) -> Result<Vec<LawId>> {
    store::ids_after(db, after, limit).await
}

/// Where the text of a card stands on `today`; cards of other kinds are in force.
pub fn status_of(card: &Value, today: NaiveDate) -> LawStatus {
    let day = |name: &str| card.get(name)?.as_str()?.parse::<NaiveDate>().ok();
    let Some(effective_on) = day("from") else { return LawStatus::InForce };
    let days = Days {
        version_on: day("version").unwrap_or(effective_on),
        effective_on,
        superseded_on: day("superseded"),
        repealed_on: day("repealed"),
    };
    dates::status(&days, today)
}

/// The documents of one text. `is_only` says that the law has no other text: then its address
/// needs no date. A dated address stays right when a newer text comes.
fn of(law: &law::Model, articles: &[article::Model], is_only: bool) -> Vec<Document> {
    let version = (!is_only).then_some(law.version_on);
    let mut documents = vec![law_document(law, version)];
    if articles.iter().any(|it| it.part.is_some()) {
        documents.extend(part_documents(law, version));
    }
    documents.extend(articles.iter().map(|it| article_document(law, it, version)));
    documents
}

fn base(law: &law::Model, key: String, kind: Kind, title: String) -> Document {
    let days = |day: NaiveDate| i64::from(day.to_epoch_days());
    let end = [law.superseded_on, law.repealed_on].into_iter().flatten().min();
    let midnight = law.version_on.and_time(chrono::NaiveTime::MIN).and_utc();
    Document {
        key,
        group: law.id.to_string(),
        kind,
        title,
        names: Vec::new(),
        body: String::new(),
        context: String::new(),
        region: law.region_code.as_ref().map(ToString::to_string),
        position: None,
        categories: Vec::new(),
        marks: marks(law),
        rank: rank(law),
        date: midnight.timestamp(),
        active_from: Some(days(law.effective_on)),
        active_to: end.map(days),
        number: None,
        card: Value::Null,
    }
}

fn marks(law: &law::Model) -> Vec<String> {
    let end = match (law.repealed_on, law.superseded_on) {
        (Some(_), _) => Some(LawStatus::Repealed),
        (None, Some(_)) => Some(LawStatus::Amended),
        (None, None) => None,
    };
    let end = end.map(|it| format!("{END}/{}", it.as_str()));
    std::iter::once(format!("{NORM}/{}", law.kind.to_value())).chain(end).collect()
}

/// What the index is asked for when only texts of one standing are wanted.
pub fn standing(status: LawStatus) -> (Force, Option<String>) {
    let over = || (Force::Over, Some(format!("{END}/{}", status.as_str())));
    match status {
        LawStatus::InForce => (Force::Now, None),
        LawStatus::NotYetInForce => (Force::Coming, None),
        LawStatus::Amended | LawStatus::Repealed => over(),
    }
}

/// Higher norms first, other things being equal.
fn rank(law: &law::Model) -> f64 {
    match law.kind {
        LawKind::Law if law.slug.ends_with("法典") => 1.0,
        LawKind::Law => 0.85,
        LawKind::Regulation => 0.75,
        LawKind::Rule => 0.65,
        LawKind::LocalRegulation | LawKind::Interpretation => 0.6,
        LawKind::Standard => 0.5,
        LawKind::Notice => 0.4,
        LawKind::Other => 0.35,
        // About law, not law: behind it.
        LawKind::Explanation => 0.3,
        LawKind::Case | LawKind::Note => 0.2,
    }
}

fn card(law: &law::Model, title: &str, url: &str) -> Value {
    json!({
        "id": law.id,
        "title": title,
        "url": url,
        "lawTitle": law.title,
        "slug": law.slug,
        "issuer": law.issuer,
        "version": law.version_on,
        "from": law.effective_on,
        "superseded": law.superseded_on,
        "repealed": law.repealed_on,
        "repealedBy": law.repealed_by,
    })
}

fn law_document(law: &law::Model, version: Option<NaiveDate>) -> Document {
    let preamble = law.preamble.as_deref().map(|it| kernel::text::clip(it, PREAMBLE_LIMIT));
    let mut body = law.key_points.0.clone();
    body.extend(preamble);
    let headings: Vec<&str> = law.contents.0.iter().map(|it| it.title.as_str()).collect();
    let mut names = naming::names(&law.title);
    names.extend(law.number.clone());
    Document {
        names,
        body: body.join("\n"),
        context: format!("{} {}", law.issuer.as_deref().unwrap_or(""), headings.join(" ")),
        card: card(law, &law.title, &naming::law_url(&law.slug, version)),
        ..base(law, law.id.to_string(), Kind::Law, law.title.clone())
    }
}

/// The parts, chapters and sections of a code, each found like a law: what used to be a law of
/// its own is now one of them. Titles carry the headings above.
fn part_documents(law: &law::Model, version: Option<NaiveDate>) -> Vec<Document> {
    let mut path: Vec<&str> = Vec::new();
    let part = |(place, entry): (usize, &'_ ContentsEntry), path: &[&str]| {
        let title = format!("{} {}", law.title, path.join(" "));
        let url = naming::article_url(&law.slug, version, entry.first_article.unwrap_or(0));
        Document {
            rank: (rank(law) - 0.1 * f64::from(entry.level)).max(0.0),
            card: card(law, &title, &url),
            ..base(law, format!("{}#p{place}", law.id), Kind::Law, title)
        }
    };
    let mut documents = Vec::new();
    for (place, entry) in (1..).zip(&law.contents.0) {
        path.truncate(usize::try_from(entry.level - 1).unwrap_or(0));
        path.push(&entry.title);
        documents.push(part((place, entry), &path));
    }
    documents
}

fn article_document(
    law: &law::Model,
    article: &article::Model,
    version: Option<NaiveDate>,
) -> Document {
    let is_plain = article.number > 0 && article.branch == 0 && article.label.starts_with('第');
    let label = if is_plain { format!("第{}条", article.number) } else { article.label.clone() };
    let title = format!("{} {label}", law.title);
    let url = naming::article_url(&law.slug, version, article.number);
    let mut card = card(law, &title, &url);
    card["articleNumber"] = json!(article.number);
    card["label"] = json!(article.label);
    card["chapter"] = json!(article.chapter);
    let headings = [&article.part, &article.chapter, &article.section];
    let headings: Vec<&str> = headings.into_iter().flatten().map(String::as_str).collect();
    Document {
        body: article.text.clone(),
        context: headings.join(" "),
        number: u64::try_from(article.number).ok().filter(|it| *it > 0),
        card,
        ..base(law, format!("{}#{}", law.id, article.position), Kind::Article, title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cards_status_follows_from_its_days() {
        let today = "2026-11-21".parse().expect("a day");
        let card = |superseded: Option<&str>, repealed: Option<&str>, from: &str| json!({ "from": from, "superseded": superseded, "repealed": repealed });
        for (card, expected) in [
            (card(None, None, "2015-01-01"), LawStatus::InForce),
            (card(None, None, "2027-01-01"), LawStatus::NotYetInForce),
            (card(Some("2027-01-01"), None, "2015-01-01"), LawStatus::InForce),
            (card(Some("2020-01-01"), None, "2015-01-01"), LawStatus::Amended),
            (card(None, Some("2026-08-15"), "2015-01-01"), LawStatus::Repealed),
            (json!({}), LawStatus::InForce),
        ] {
            assert_eq!(status_of(&card, today), expected, "{card}");
        }
    }
}
