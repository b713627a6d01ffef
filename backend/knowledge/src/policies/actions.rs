//! What is done to laws.

use super::access;
use super::entity::{article, law};
use super::rules::arriving::{Arriving, NewLaw, Stored, prepare};
use super::rules::reconcile::{Verdict, between_different_words, between_same_words};
use super::rules::structure::{ContentsEntry, NewArticle};
use super::rules::{dates, naming, reconcile, repeals};
use super::store;
use crate::changes::{self, rules::LawChangeKind};
use crate::originals::{self, NewOriginal};
use commons::{Conflict, RecordOutcome};
use kernel::id::{ArticleId, LawId};
use kernel::{Denied, NewEvent, Result};
use platform::{Cx, Db};

/// Records a copy of a dated text. The same copy twice changes nothing; of two copies the one
/// with more articles is kept, and the other is told why it was not ([`RecordOutcome::Conflict`]).
/// Writes one `policies.changed` for each text that changed.
///
/// # Errors
/// The problems of the copy; nothing is written then. A fault when the database fails.
pub async fn record_law(cx: &mut Cx, mut new: NewLaw) -> Result<RecordOutcome> {
    if !access::may_record(&cx.actor) {
        return Err(Denied::Forbidden.into());
    }
    let original = new.original.take();
    if let Some(it) = &original
        && originals::actions::is_known(cx, &it.digest).await?
    {
        // A person may have mended since what was read of it.
        return Ok(RecordOutcome::Unchanged);
    }
    let arriving = prepare(new)?;
    let texts = store::find_texts(&cx.tx, &arriving.slug).await?;
    let known: Vec<Stored<'_>> = texts.iter().map(stored).collect();
    let meant = arriving.meant(&known).map(|it| it.version_on);
    let Some(known) = texts.iter().find(|it| Some(it.version_on) == meant) else {
        let mut row = new_row(cx, &arriving);
        row.superseded_on = renew_ends(cx, &texts, &row).await?;
        let articles = article_rows(cx, &row.id, &arriving.law.articles);
        store::insert(&cx.tx, row.clone()).await?;
        store::insert_articles(&cx.tx, articles).await?;
        keep_original(cx, &row, original, true).await?;
        changes::record(cx, &row, LawChangeKind::New, row.effective_on).await?;
        changed(cx, &row.id).await?;
        return Ok(RecordOutcome::New);
    };
    let verdict = if known.digest == arriving.digest {
        between_same_words(levels(&known.contents.0), levels(&arriving.contents))
    } else {
        let stored: Vec<NewArticle> =
            store::articles_of(&cx.tx, &known.id).await?.into_iter().map(as_read).collect();
        let may_correct = known.source == arriving.law.source && !arriving.law.is_repeat;
        between_different_words(&known.source, &stored, &arriving.law.articles, may_correct)
    };
    let mut row = match &verdict {
        Verdict::Keep(reason) => {
            let conflict = Conflict { reason: reason.clone(), with: None };
            return Ok(RecordOutcome::Conflict(conflict));
        }
        Verdict::Same => with_facts(known.clone(), &arriving, known.source == arriving.law.source),
        Verdict::Replace => with_text(with_facts(known.clone(), &arriving, true), &arriving),
    };
    row.superseded_on = renew_ends(cx, &texts, &row).await?;
    if verdict == Verdict::Replace {
        let articles = article_rows(cx, &row.id, &arriving.law.articles);
        store::delete_articles(&cx.tx, &row.id).await?;
        store::insert_articles(&cx.tx, articles).await?;
        originals::actions::replaced(cx, &row.id).await?;
    } else if row == *known {
        keep_original(cx, &row, original, false).await?;
        return Ok(RecordOutcome::Unchanged);
    }
    keep_original(cx, &row, original, verdict == Verdict::Replace).await?;
    row.updated_at = cx.now;
    if verdict == Verdict::Replace {
        let today = cx.today();
        changes::record(cx, &row, LawChangeKind::Corrected, today).await?;
    }
    if let Some(day) = row.repealed_on.filter(|_| known.repealed_on.is_none()) {
        changes::record(cx, &row, LawChangeKind::Repealed, day).await?;
    }
    let id = row.id.clone();
    store::update(&cx.tx, row).await?;
    changed(cx, &id).await?;
    Ok(RecordOutcome::Changed)
}

async fn keep_original(
    cx: &mut Cx,
    law: &law::Model,
    original: Option<Box<NewOriginal>>,
    is_read_from_it: bool,
) -> Result<()> {
    match original {
        Some(it) => originals::actions::keep(cx, &law.id, *it, &law.source, is_read_from_it).await,
        None => Ok(()),
    }
}

/// What stands at a place of a text; empty when nothing does.
pub(crate) async fn words_at(cx: &Cx, id: &LawId, position: i32) -> Result<String> {
    let row = store::article_at(&cx.tx, id, position).await?;
    Ok(row.map(|it| it.text).unwrap_or_default())
}

/// Mends the words of an article that was read wrongly: a change of the text like any other.
pub(crate) async fn mend(cx: &mut Cx, id: &LawId, position: i32, words: String) -> Result<()> {
    let Some(law) = super::find(&cx.tx, id).await? else { return Ok(()) };
    let Some(row) = store::article_at(&cx.tx, id, position).await? else { return Ok(()) };
    store::set_words(&cx.tx, &row.id, &words).await?;
    let articles: Vec<NewArticle> =
        store::articles_of(&cx.tx, id).await?.into_iter().map(as_read).collect();
    let law = law::Model { digest: reconcile::digest(&articles), updated_at: cx.now, ..law };
    let today = cx.today();
    changes::record(cx, &law, LawChangeKind::Corrected, today).await?;
    store::update(&cx.tx, law).await?;
    changed(cx, id).await
}

/// Marks the laws that others say they repeal (《甲法》同时废止): every text that started before the
/// clause's day, from that day on. What is marked already stays as it is. Answers how many
/// texts were marked; again is harmless.
///
/// # Errors
/// A fault when the database fails.
pub async fn settle_repeals(cx: &mut Cx) -> Result<usize> {
    if !access::may_record(&cx.actor) {
        return Err(Denied::Forbidden.into());
    }
    let mut marked = 0;
    for (article, by) in store::articles_with(&cx.tx, repeals::MARK).await? {
        for clause in repeals::clauses(&article.text) {
            let slug = naming::slug(&clause.title);
            if slug == by.slug {
                // An older text of the same law: that one is superseded, not repealed.
                continue;
            }
            let on = clause.on.unwrap_or(by.effective_on);
            for text in store::find_texts(&cx.tx, &slug).await? {
                if text.repealed_on.is_some() || text.effective_on >= on {
                    continue;
                }
                let id = text.id.clone();
                let repealed_by = Some(by.title.clone());
                let row =
                    law::Model { repealed_on: Some(on), repealed_by, updated_at: cx.now, ..text };
                changes::record(cx, &row, LawChangeKind::Repealed, on).await?;
                store::update(&cx.tx, row).await?;
                changed(cx, &id).await?;
                marked += 1;
            }
        }
    }
    Ok(marked)
}

/// How large the library is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// Dated texts.
    pub laws: i64,
    /// Dated texts in force today.
    pub laws_in_force: i64,
    /// Articles of all texts.
    pub articles: i64,
}

/// Counts the library, for the figures of the platform.
///
/// # Errors
/// A fault when the database fails.
pub async fn figures(db: &Db) -> Result<Figures> {
    let (laws, laws_in_force, articles) = store::figures(db.read(), db.clock().today()).await?;
    Ok(Figures { laws, laws_in_force, articles })
}

async fn changed(cx: &mut Cx, id: &LawId) -> Result<()> {
    cx.emit(NewEvent::of("policies.changed", "law", id)).await
}

/// Works out anew when each text of a law ends, now that `row` is one of them: writes those of
/// the others that change, answers that of `row`.
async fn renew_ends(
    cx: &mut Cx,
    texts: &[law::Model],
    row: &law::Model,
) -> Result<Option<chrono::NaiveDate>> {
    let others: Vec<&law::Model> = texts.iter().filter(|it| it.id != row.id).collect();
    let mut days: Vec<_> = others.iter().map(|it| (it.version_on, it.effective_on)).collect();
    days.push((row.version_on, row.effective_on));
    let mut ends = dates::superseded(&days);
    let own = ends.pop().flatten();
    for (other, end) in others.into_iter().zip(ends) {
        if other.superseded_on != end {
            store::set_superseded(&cx.tx, &other.id, end).await?;
            if let Some(day) = end {
                changes::record(cx, other, LawChangeKind::Superseded, day).await?;
            }
            changed(cx, &other.id).await?;
        }
    }
    Ok(own)
}

fn stored(row: &law::Model) -> Stored<'_> {
    Stored { version_on: row.version_on, effective_on: row.effective_on, digest: &row.digest }
}

fn levels(contents: &[ContentsEntry]) -> i32 {
    contents.iter().map(|it| it.level).max().unwrap_or(0)
}

fn new_row(cx: &mut Cx, arriving: &Arriving) -> law::Model {
    let new = &arriving.law;
    let version_on = arriving.version_on();
    let row = law::Model {
        id: LawId::new(cx.now, &mut cx.rng),
        slug: arriving.slug.clone(),
        version_on,
        title: new.title.clone(),
        kind: new.kind,
        issuer: new.issuer.clone(),
        number: new.number.clone(),
        domain: None,
        industry: None,
        region_code: new.region.clone(),
        issued_on: new.issued_on,
        effective_on: arriving.effective_on(version_on),
        superseded_on: None,
        repealed_on: new.repeal.as_ref().map(|it| it.on),
        repealed_by: new.repeal.as_ref().map(|it| it.by.clone()),
        article_count: 0,
        missing_articles: law::Numbers::default(),
        contents: law::Contents::default(),
        key_points: law::Sentences(new.key_points.clone()),
        preamble: None,
        digest: String::new(),
        source: String::new(),
        source_on: None,
        created_at: cx.now,
        updated_at: cx.now,
    };
    with_text(row, arriving).with_fields()
}

/// The row with the arriving copy's words and what follows from them.
fn with_text(row: law::Model, arriving: &Arriving) -> law::Model {
    let number = |it: &u32| i32::try_from(*it).expect("numbers of articles are below 10,000");
    law::Model {
        article_count: i32::try_from(arriving.count).expect("a text has at most 5,000 articles"),
        missing_articles: law::Numbers(arriving.missing.iter().map(number).collect()),
        contents: law::Contents(arriving.contents.clone()),
        preamble: arriving.law.preamble.clone(),
        digest: arriving.digest.clone(),
        source: arriving.law.source.clone(),
        source_on: arriving.law.source_on,
        ..row
    }
}

/// The row with what the arriving copy knows about the law. A source may correct its own facts;
/// another one only fills what is unknown. Nothing known is ever made unknown, so that two
/// sources read in turn do not undo each other.
fn with_facts(mut row: law::Model, arriving: &Arriving, is_own: bool) -> law::Model {
    fn take<T: Clone>(known: &mut Option<T>, told: &Option<T>, is_own: bool) {
        if told.is_some() && (is_own || known.is_none()) {
            known.clone_from(told);
        }
    }
    let new = &arriving.law;
    take(&mut row.issuer, &new.issuer, is_own);
    take(&mut row.number, &new.number, is_own);
    take(&mut row.region_code, &new.region, is_own);
    take(&mut row.issued_on, &new.issued_on, is_own);
    // A text whose vote was not known stood under its first day until now.
    if let Some(day) = new.version_on.filter(|it| *it < row.version_on) {
        row.version_on = day;
    }
    // A start after the vote says more than one that had to be taken from the vote itself.
    let start = arriving.effective_on(row.version_on);
    if start > row.version_on && (is_own || row.effective_on == row.version_on) {
        row.effective_on = start;
    }
    // Repeals and key points are ours, whatever copy they come with.
    if let Some(repeal) = &new.repeal {
        row.repealed_on = Some(repeal.on);
        row.repealed_by = Some(repeal.by.clone());
    }
    if !new.key_points.is_empty() {
        row.key_points = law::Sentences(new.key_points.clone());
    }
    row
}

fn article_rows(cx: &mut Cx, law_id: &LawId, articles: &[NewArticle]) -> Vec<article::Model> {
    let number = |it: u32| i32::try_from(it).expect("numbers of articles are below 10,000");
    (1..)
        .zip(articles)
        .map(|(position, it)| article::Model {
            id: ArticleId::new(cx.now, &mut cx.rng),
            law_id: law_id.clone(),
            position,
            number: number(it.number),
            branch: number(it.branch),
            label: it.label.clone(),
            part: it.part.clone(),
            chapter: it.chapter.clone(),
            section: it.section.clone(),
            text: it.text.clone(),
        })
        .collect()
}

fn as_read(row: article::Model) -> NewArticle {
    let number = |it: i32| u32::try_from(it).unwrap_or(0);
    NewArticle {
        number: number(row.number),
        branch: number(row.branch),
        label: row.label,
        part: row.part,
        chapter: row.chapter,
        section: row.section,
        text: row.text,
    }
}
