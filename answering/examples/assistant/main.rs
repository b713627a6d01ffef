//! Measures the assistant: how often it answers rightly, and how often it rightly says that it does not know.
//!
//! `cargo run --release -p answering --example assistant -- DATA --answers FOLDER [--cases FILE] [--keep FOLDER]
//! [--verbose] [--fit] [--set dev]`
//!
//! `DATA` holds the texts and `qa` as the example of `search-index` reads them; `FOLDER` the stored answers,
//! `FILE` our own cases, half of them held out. Questions of the development file and cases that are not held
//! out may be tuned on; `--fit` fits the weights of the model to them and prints them.

#![allow(clippy::print_stdout, reason = "a program that prints a report")]
#![allow(missing_docs, reason = "a program")]

#[path = "../../../search-index/examples/eval/corpus.rs"]
#[allow(dead_code, reason = "shared with the example of search-index")]
mod corpus;
mod figures;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use answering::{Ask, Book, Entry, Library, Outcome, Tier};
use anyhow::Context as _;
use figures::{Judged, Table};
use search_index::SearchIndex;
use serde::Deserialize;

/// The day of the questions, 2026-11-22, in days since 1970-01-01.
pub const TODAY: i64 = 20_779;

#[derive(Deserialize)]
pub struct Expected {
    pub law: String,
    pub part: Option<String>,
    pub article: Option<u64>,
    pub only_if_marked_repealed: bool,
}

#[derive(Deserialize, Clone)]
struct Reference {
    law: String,
    article: i64,
}

#[derive(Deserialize, Clone)]
struct Case {
    id: String,
    question: String,
    kind: String,
    #[serde(default)]
    answers: Vec<Reference>,
    #[serde(default)]
    obsolete: Vec<Reference>,
    #[serde(default)]
    held_out: bool,
}

impl Case {
    /// A question that nothing answers.
    fn beyond(place: usize, question: &str) -> Self {
        Self {
            id: format!("u{place:03}"),
            question: question.to_owned(),
            kind: "unanswerable".into(),
            answers: Vec::new(),
            obsolete: Vec::new(),
            held_out: false,
        }
    }
}

#[derive(Deserialize)]
struct Stored {
    key: String,
    question: String,
    alternatives: Vec<String>,
    field: String,
    region: Option<String>,
    citations: Vec<Reference>,
}

#[derive(Default)]
struct Options {
    data: PathBuf,
    answers: Option<PathBuf>,
    cases: Option<PathBuf>,
    keep: Option<PathBuf>,
    verbose: bool,
    fit: bool,
}

fn options() -> anyhow::Result<Options> {
    let mut options = Options::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--answers" => options.answers = arguments.next().map(PathBuf::from),
            "--cases" => options.cases = arguments.next().map(PathBuf::from),
            "--keep" => options.keep = arguments.next().map(PathBuf::from),
            "--verbose" => options.verbose = true,
            "--fit" => options.fit = true,
            path => options.data = PathBuf::from(path),
        }
    }
    anyhow::ensure!(options.data.is_dir(), "usage: eval DATA [--answers FOLDER] [--cases FILE]");
    Ok(options)
}

fn main() -> anyhow::Result<()> {
    let options = options()?;
    let folder = tempfile::tempdir()?;
    let index = SearchIndex::open(options.keep.as_deref().unwrap_or(folder.path()))?;
    if index.document_count() == 0 {
        let mut rebuild = index.rebuild()?;
        rebuild.add(corpus::load(&options.data, false)?)?;
        rebuild.finish("eval")?;
    }
    let stored = options.answers.as_deref().map(answers).transpose()?.unwrap_or_default();
    let cited: HashMap<String, Vec<Reference>> =
        stored.iter().map(|it| (it.key.clone(), it.citations.clone())).collect();
    check(&options, &stored)?;
    let start = std::time::Instant::now();
    let book = Book::of(stored.into_iter().map(entry).collect(), &index, None);
    println!("{} stored answers read in {:.1?}", book.len(), start.elapsed());
    let held = ["31".to_owned(), "33".to_owned()];
    let library = Library { index: &index, book: &book, held: &held };
    let mut rows = Vec::new();
    let dev = options.data.join("qa/questions-dev.jsonl");
    let sets = [("dev", dev.exists().then_some(dev)), ("cases", options.cases.clone())];
    for (set, file) in sets.into_iter().filter_map(|(set, file)| Some((set, file?))) {
        let (tuned, held): (Vec<Case>, Vec<Case>) =
            lines::<Case>(&file)?.into_iter().partition(|it| !it.held_out);
        for (name, cases) in [(set.to_owned(), tuned), (format!("{set}, held out"), held)] {
            let judged: Vec<Judged> = cases
                .iter()
                .map(|it| judge(&library, &cited, it, options.verbose))
                .collect::<anyhow::Result<_>>()?;
            if !judged.is_empty() {
                Table(&judged).print(&name);
            }
            rows.extend(judged.into_iter().map(|it| (name.clone(), it)));
        }
    }
    let more = include_str!("unanswerable.txt").lines().filter(|it| !it.starts_with('#'));
    let more = more.zip(1..).map(|(question, place)| Case::beyond(place, question));
    let more: Vec<Judged> = more
        .map(|it| judge(&library, &cited, &it, options.verbose))
        .collect::<anyhow::Result<_>>()?;
    Table(&more).print("unanswerable");
    rows.extend(more.into_iter().map(|it| ("unanswerable".to_owned(), it)));
    figures::print_first(&rows);
    if options.fit {
        figures::print_fit(&rows);
    }
    Ok(())
}

fn lines<T: for<'a> Deserialize<'a>>(path: &Path) -> anyhow::Result<Vec<T>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
    let lines = text.lines().filter(|it| !it.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).with_context(|| line.to_owned())).collect()
}

fn answers(folder: &Path) -> anyhow::Result<Vec<Stored>> {
    let mut stored = Vec::new();
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|it| it.map(|it| it.path())).collect::<Result<_, _>>()?;
    files.sort();
    for file in files.into_iter().filter(|it| it.extension().is_some_and(|it| it == "json")) {
        let text = std::fs::read_to_string(&file)?;
        stored.extend(
            serde_json::from_str::<Vec<Stored>>(&text)
                .with_context(|| format!("{}", file.display()))?,
        );
    }
    Ok(stored)
}

#[derive(Deserialize)]
struct Guide {
    key: String,
    citations: Vec<Reference>,
}

/// Makes sure that everything that is cited exists and is in force.
fn check(options: &Options, stored: &[Stored]) -> anyhow::Result<()> {
    let in_force: std::collections::HashSet<(String, i64)> = corpus::load(&options.data, false)?
        .iter()
        .filter(|it| it.active_from.is_none_or(|from| from <= TODAY))
        .filter(|it| it.active_to.is_none_or(|to| to > TODAY))
        .filter_map(|it| {
            Some((it.card["slug"].as_str()?.to_owned(), it.card["articleNumber"].as_i64()?))
        })
        .collect();
    let mut cited: Vec<(&str, &Reference)> = stored
        .iter()
        .flat_map(|it| it.citations.iter().map(|cited| (it.key.as_str(), cited)))
        .collect();
    let guides = options.answers.as_ref().and_then(|it| Some(it.parent()?.join("guides.json")));
    let guides: Vec<Guide> = match guides.filter(|it| it.exists()) {
        Some(file) => serde_json::from_str(&std::fs::read_to_string(file)?)?,
        None => Vec::new(),
    };
    cited.extend(
        guides.iter().flat_map(|it| it.citations.iter().map(|cited| (it.key.as_str(), cited))),
    );
    let mut wrong = 0;
    for (key, it) in &cited {
        if !in_force.contains(&(corpus::bare(&it.law), it.article)) {
            println!("{key} cites {} {}, which is not in force", it.law, it.article);
            wrong += 1;
        }
    }
    println!("{} citations of answers and guides, {wrong} not in force", cited.len());
    anyhow::ensure!(wrong == 0, "something is cited that is not in force");
    Ok(())
}

fn entry(stored: Stored) -> Entry {
    let mut phrases = vec![stored.question];
    phrases.extend(stored.alternatives);
    let cites = stored.citations.into_iter().map(|it| (it.law, it.article)).collect();
    Entry { key: stored.key, region: stored.region, field: stored.field, phrases, cites }
}

/// The articles an outcome cites, the first first.
fn citations(outcome: &Outcome, cited: &HashMap<String, Vec<Reference>>) -> Vec<(String, i64)> {
    let mut all = Vec::new();
    if outcome.tier == Tier::Answer {
        for stored in outcome.stored.iter().filter_map(|it| cited.get(&it.key)) {
            let mut stored: Vec<(String, i64)> =
                stored.iter().map(|it| (corpus::bare(&it.law), it.article)).collect();
            answering::nearest_first(&mut stored, &outcome.passages);
            all.extend(stored);
        }
    }
    let text = |it: &serde_json::Value| it["slug"].as_str().unwrap_or_default().to_owned();
    all.extend(
        outcome
            .passages
            .iter()
            .map(|(it, _)| (text(&it.card), it.card["articleNumber"].as_i64().unwrap_or(0))),
    );
    all.truncate(3);
    all
}

fn judge(
    library: &Library<'_>,
    cited: &HashMap<String, Vec<Reference>>,
    case: &Case,
    verbose: bool,
) -> anyhow::Result<Judged> {
    let ask = Ask { text: case.question.clone(), today: TODAY, ..Ask::default() };
    library.answer(&ask)?;
    let start = std::time::Instant::now();
    let outcome = library.answer(&ask)?;
    let time = start.elapsed();
    let all = citations(&outcome, cited);
    let is = |places: &[Reference]| {
        let places = |it: &(String, i64)| {
            places.iter().any(|gold| corpus::bare(&gold.law) == it.0 && gold.article == it.1)
        };
        all.iter().position(places)
    };
    let (gold, obsolete) = (is(&case.answers), is(&case.obsolete));
    let judged = Judged {
        kind: case.kind.clone(),
        answerable: !case.answers.is_empty(),
        right: gold.is_some() && obsolete.is_none(),
        obsolete: obsolete.is_some(),
        tier: outcome.tier,
        probability: outcome.probability,
        features: outcome.evidence.features.clone(),
        absent: outcome.evidence.elsewhere.is_some() || !outcome.evidence.missing.is_empty(),
        question: case.question.clone(),
        near: outcome.stored.first().map_or(0.0, |it| it.alike),
        time,
    };
    if verbose && (judged.right != judged.answerable || judged.refused() == judged.answerable) {
        println!(
            "\n{} {} [{}] {:?} {:.2} beyond {:?} elsewhere {:?} missing {:?}",
            case.id,
            case.question,
            case.kind,
            outcome.tier,
            outcome.probability,
            outcome.evidence.beyond,
            outcome.evidence.elsewhere,
            outcome.evidence.missing
        );
        let words: Vec<String> = (outcome.reading.words.iter())
            .map(|it| format!("{}{:.1}/{}", it.text, it.weight, it.documents))
            .collect();
        println!("  {}", words.join(" "));
        let features: Vec<String> = outcome
            .evidence
            .features
            .iter()
            .map(|(name, value)| format!("{name} {value:.2}"))
            .collect();
        println!("  {}", features.join(", "));
        for it in outcome.stored.iter().chain(&outcome.near).take(3) {
            let phrase = library.book.entry(&it.key).map(|entry| entry.phrases[it.phrase].as_str());
            println!("  {:.2} {} {}", it.alike, it.key, phrase.unwrap_or_default());
        }
        for (law, article) in &all {
            println!("  cites {law} {article}");
        }
        for it in &case.answers {
            println!("  wanted {} {}", it.law, it.article);
        }
    }
    Ok(judged)
}
