//! A copy of a law as a source gives it: checked, measured, and told which text it is.

use super::structure::{ContentsEntry, NewArticle, contents};
use super::{LawKind, dates, gaps, naming, reconcile};
use crate::originals::NewOriginal;
use chrono::NaiveDate;
use kernel::{Problem, RegionCode, problems};

/// The longest title, in characters.
const TITLE_LIMIT: usize = 200;
/// The most articles of one text; the longest code of the land has 1,260.
const ARTICLES_LIMIT: usize = 5_000;
/// The longest article or preamble, in characters.
const TEXT_LIMIT: usize = 200_000;

problems! {
    /// Why a copy of a law is not taken.
    LawProblem {
        TitleMissing = "policies.title_missing", "title", "没有标题";
        TitleTooLong = "policies.title_too_long", "title", "标题超过 200 个字";
        TextMissing = "policies.text_missing", "articles", "没有正文";
        TooManyArticles = "policies.too_many_articles", "articles", "条文超过 5,000 条";
        TextTooLong = "policies.text_too_long", "articles", "有一条超过 200,000 个字";
        ArticleEmpty = "policies.article_empty", "articles", "有一条没有正文";
        DateMissing = "policies.date_missing", "versionOn", "没有公布、修订或施行日期";
        DateImplausible = "policies.date_implausible", "versionOn", "日期不在 1949 年至 2100 年之间";
    }
}

/// When and by what a law was repealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeal {
    /// The first day it no longer holds.
    pub on: NaiveDate,
    /// The title of what repealed it.
    pub by: String,
}

/// A copy of a dated text as a source gives it.
#[derive(Debug, Clone)]
pub struct NewLaw {
    /// As published.
    pub title: String,
    /// What sort of norm.
    pub kind: LawKind,
    /// Who made it.
    pub issuer: Option<String>,
    /// 文号.
    pub number: Option<String>,
    /// Where it holds, when that is one of our divisions.
    pub region: Option<RegionCode>,
    /// The first vote or order.
    pub issued_on: Option<NaiveDate>,
    /// The vote or order that made this text; None when the source does not tell texts apart.
    pub version_on: Option<NaiveDate>,
    /// The start as the source gives it: of this text or of the law.
    pub effective_on: Option<NaiveDate>,
    /// What stands before the first article.
    pub preamble: Option<String>,
    /// The articles in their order.
    pub articles: Vec<NewArticle>,
    /// The number of the last article, when the source says it apart from the text.
    pub last_article: Option<u32>,
    /// When the law ended, when that is known.
    pub repeal: Option<Repeal>,
    /// What it means in practice, in our words.
    pub key_points: Vec<String>,
    /// Who gives the copy.
    pub source: String,
    /// The day of the source.
    pub source_on: Option<NaiveDate>,
    /// Whether the source has given this text before in the same run.
    pub is_repeat: bool,
    /// The file it was read from; none where that was no file of its own.
    pub original: Option<Box<NewOriginal>>,
}

/// A checked copy with what follows from its text.
#[derive(Debug, Clone)]
pub struct Arriving {
    /// The copy.
    pub law: NewLaw,
    /// The law's name in addresses.
    pub slug: String,
    /// A fingerprint of the words.
    pub digest: String,
    /// Its headings.
    pub contents: Vec<ContentsEntry>,
    /// Numbers it lacks.
    pub missing: Vec<u32>,
    /// How many articles it has, annexes aside.
    pub count: usize,
}

/// What is compared of a stored text.
#[derive(Debug, Clone, Copy)]
pub struct Stored<'a> {
    /// The day of its vote.
    pub version_on: NaiveDate,
    /// Its first day.
    pub effective_on: NaiveDate,
    /// The fingerprint of its words.
    pub digest: &'a str,
}

/// Checks a copy and measures it.
///
/// # Errors
/// Every [`LawProblem`] it has.
pub fn prepare(mut law: NewLaw) -> Result<Arriving, Vec<Problem>> {
    law.title = naming::clean_title(&law.title);
    let problems = problems_of(&law);
    if !problems.is_empty() {
        return Err(problems.into_iter().map(Problem::from).collect());
    }
    let numbers: Vec<u32> =
        law.articles.iter().filter(|it| it.branch == 0).map(|it| it.number).collect();
    Ok(Arriving {
        slug: naming::slug(&law.title),
        digest: reconcile::digest(&law.articles),
        contents: contents(&law.articles),
        missing: gaps::missing(&numbers, law.last_article),
        count: law.articles.iter().filter(|it| it.number > 0).count(),
        law,
    })
}

fn problems_of(law: &NewLaw) -> Vec<LawProblem> {
    let mut problems = Vec::new();
    let length = law.title.chars().count();
    if length == 0 || naming::slug(&law.title).is_empty() {
        problems.push(LawProblem::TitleMissing);
    } else if length > TITLE_LIMIT {
        problems.push(LawProblem::TitleTooLong);
    }
    if law.articles.is_empty() {
        problems.push(LawProblem::TextMissing);
    } else if law.articles.len() > ARTICLES_LIMIT {
        problems.push(LawProblem::TooManyArticles);
    }
    let is_long = |text: &str| text.len() > TEXT_LIMIT && text.chars().count() > TEXT_LIMIT;
    let texts = || law.articles.iter().map(|it| it.text.as_str());
    if texts().chain(law.preamble.as_deref()).any(is_long) {
        problems.push(LawProblem::TextTooLong);
    }
    if texts().any(|it| it.trim().is_empty()) {
        problems.push(LawProblem::ArticleEmpty);
    }
    let days = [law.version_on, law.issued_on, law.effective_on];
    if days.iter().all(Option::is_none) {
        problems.push(LawProblem::DateMissing);
    }
    let is_odd = |day: NaiveDate| !(1949..=2100).contains(&chrono::Datelike::year(&day));
    if days.into_iter().flatten().any(is_odd) {
        problems.push(LawProblem::DateImplausible);
    }
    problems
}

impl Arriving {
    /// Which of the stored texts this is a copy of; None for a new one. Sources do not always
    /// know the day of the vote: one gives the first day in its place, another gives none. Then
    /// the text of the same words or of the same first day is meant, so that no text is kept
    /// twice.
    pub fn meant<'s>(&self, stored: &[Stored<'s>]) -> Option<Stored<'s>> {
        let find = |test: &dyn Fn(&Stored<'_>) -> bool| stored.iter().copied().find(test);
        let start = self.law.effective_on;
        let Some(day) = self.law.version_on else {
            return find(&|it| it.digest == self.digest)
                .or_else(|| find(&|it| Some(it.effective_on) == start));
        };
        find(&|it| it.version_on == day).or_else(|| find(&|it| it.effective_on == day)).or_else(
            || {
                let is_undated = |it: &Stored<'_>| it.version_on == it.effective_on;
                find(&|it| is_undated(it) && Some(it.effective_on) == start && it.version_on > day)
            },
        )
    }

    /// The day that tells this text from the law's others.
    pub fn version_on(&self) -> NaiveDate {
        let days = [self.law.version_on, self.law.issued_on, self.law.effective_on];
        days.into_iter().flatten().next().expect("a copy without any day was refused")
    }

    /// The first day the text holds.
    pub fn effective_on(&self, version_on: NaiveDate) -> NaiveDate {
        dates::start(version_on, self.law.effective_on)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::super::structure::read;
    use super::*;

    fn day(text: &str) -> Option<NaiveDate> {
        Some(text.parse().expect("a day"))
    }

    /// A small law to be changed by tests.
    pub(crate) fn sample(text: &str) -> NewLaw {
        NewLaw {
            title: "中华人民共和国样法".to_owned(),
            kind: LawKind::Law,
            issuer: None,
            number: None,
            region: None,
            issued_on: None,
            version_on: day("2020-01-01"),
            effective_on: day("2020-06-01"),
            preamble: None,
            articles: read(text).articles,
            last_article: None,
            repeal: None,
            key_points: Vec::new(),
            source: "甲".to_owned(),
            source_on: None,
            is_repeat: false,
            original: None,
        }
    }

    fn codes(law: NewLaw) -> Vec<String> {
        prepare(law).err().unwrap_or_default().into_iter().map(|it| it.code.into_owned()).collect()
    }

    #[test]
    fn a_copy_is_measured() {
        let arriving = prepare(sample("第一章 总则\n第一条 甲。\n第三条 乙。")).expect("a law");
        assert_eq!(arriving.slug, "样法");
        assert_eq!(arriving.missing, [2]);
        assert_eq!(arriving.count, 2);
        assert_eq!(arriving.contents.len(), 1);
    }

    #[test]
    fn all_that_is_wrong_with_a_copy_is_said_at_once() {
        let broken =
            NewLaw { title: " ".to_owned(), version_on: None, effective_on: None, ..sample("") };
        assert_eq!(
            codes(broken),
            ["policies.title_missing", "policies.text_missing", "policies.date_missing"]
        );
        let odd = NewLaw { version_on: day("1020-01-01"), ..sample("第一条 甲。\n第二条") };
        assert_eq!(codes(odd), ["policies.article_empty", "policies.date_implausible"]);
        assert_eq!(codes(sample("第一条 甲。")), Vec::<String>::new());
    }

    #[test]
    fn a_copy_without_a_day_of_its_own_means_a_stored_text() {
        let undated = NewLaw { version_on: None, ..sample("第一条 甲。") };
        let arriving = prepare(undated).expect("a law");
        let stored = |version: &str, start: &str, digest| Stored {
            version_on: version.parse().expect("a day"),
            effective_on: start.parse().expect("a day"),
            digest,
        };
        let by_words = stored("2019-12-01", "2019-12-01", &arriving.digest);
        let by_start = stored("2020-01-15", "2020-06-01", "x");
        let other = stored("2018-01-01", "2018-01-01", "y");
        let meant = |arriving: &Arriving, stored: &[Stored<'_>]| {
            arriving.meant(stored).map(|it| it.version_on)
        };

        assert_eq!(meant(&arriving, &[other, by_start, by_words]), Some(by_words.version_on));
        assert_eq!(meant(&arriving, &[other, by_start]), Some(by_start.version_on));
        assert_eq!(meant(&arriving, &[other]), None);
        assert_eq!(Some(arriving.version_on()), day("2020-06-01"));

        let dated = prepare(sample("第一条 甲。")).expect("a law");
        let undated = stored("2020-06-01", "2020-06-01", "x");
        assert_eq!(meant(&dated, &[undated]), Some(undated.version_on));
        let by_first_day = NewLaw { version_on: day("2020-06-01"), ..sample("第一条 甲。") };
        let by_first_day = prepare(by_first_day).expect("a law");
        assert_eq!(meant(&by_first_day, &[by_start]), Some(by_start.version_on));
    }
}
