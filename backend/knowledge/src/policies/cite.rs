//! Articles as others cite them: by the law's slug and a number, in the text of today.

use super::entity::{article, law};
use super::rules::{LawStatus, dates, naming};
use super::store;
use chrono::NaiveDate;
use kernel::Result;
use sea_orm::ConnectionTrait;
use std::collections::HashMap;

/// An article as it stands today.
#[derive(Debug, Clone, PartialEq)]
pub struct Cited {
    /// The law's slug.
    pub slug: String,
    /// The law's full title.
    pub law_title: String,
    /// Who made it.
    pub issuer: Option<String>,
    /// The number.
    pub number: i32,
    /// As the law writes it.
    pub label: String,
    /// Its page.
    pub url: String,
    /// Whether it holds.
    pub status: LawStatus,
    /// The first day this text holds.
    pub effective_on: NaiveDate,
    /// The words.
    pub text: String,
}

/// The articles of these slugs and numbers in the texts of today, in the order asked for; what we do not
/// hold is left out.
///
/// # Errors
/// A fault when the database fails.
pub async fn cite(
    db: &impl ConnectionTrait,
    wanted: &[(String, i32)],
    today: NaiveDate,
) -> Result<Vec<Cited>> {
    let mut slugs: Vec<String> = wanted.iter().map(|(slug, _)| slug.clone()).collect();
    slugs.sort();
    slugs.dedup();
    if slugs.is_empty() {
        return Ok(Vec::new());
    }
    let texts = store::find_texts_of(db, &slugs).await?;
    let current = |texts: &Vec<law::Model>| {
        let days: Vec<dates::Days> = texts.iter().map(law::Model::days).collect();
        dates::current(&days, today).map(|place| texts[place].clone())
    };
    let current: HashMap<&String, law::Model> =
        texts.iter().filter_map(|(slug, texts)| Some((slug, current(texts)?))).collect();
    let places: Vec<(&law::Model, i32)> =
        wanted.iter().filter_map(|(slug, number)| Some((current.get(slug)?, *number))).collect();
    let rows = store::find_plain(
        db,
        &places.iter().map(|(law, number)| (law.id.clone(), *number)).collect::<Vec<_>>(),
    )
    .await?;
    let row = |(law, number): (&law::Model, i32)| -> Option<Cited> {
        let article = rows.iter().find(|it| it.law_id == law.id && it.number == number)?;
        Some(cited(law, article, today))
    };
    Ok(places.into_iter().filter_map(row).collect())
}

fn cited(law: &law::Model, article: &article::Model, today: NaiveDate) -> Cited {
    Cited {
        slug: law.slug.clone(),
        law_title: law.title.clone(),
        issuer: law.issuer.clone(),
        number: article.number,
        label: article.label.clone(),
        url: naming::article_url(&law.slug, None, article.number),
        status: dates::status(&law.days(), today),
        effective_on: law.effective_on,
        text: article.text.clone(),
    }
}

/// The provinces, by two digits, of whose own rules we hold at least one.
///
/// # Errors
/// A fault when the database fails.
pub async fn held_provinces(db: &impl ConnectionTrait) -> Result<Vec<String>> {
    let mut codes = store::regions(db).await?;
    codes.iter_mut().for_each(|it| it.truncate(2));
    codes.sort();
    codes.dedup();
    Ok(codes)
}
