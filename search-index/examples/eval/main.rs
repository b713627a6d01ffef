//! Measures how well questions find the articles that answer them.
//!
//! `cargo run --release -p search-index --example eval -- DATA [--verbose] [--all] [--kind KIND]
//! [--keep FOLDER]`
//!
//! `DATA` is the folder that holds `laws-current`, `laws`, `laws-cee-2022` and `qa`. Prints hit@1,
//! hit@3, MRR@10 and obsolete@1 by kind of question, hit@1 of navigation, and the time a query
//! takes. `--navigation FILE` asks those as well. `--all` adds the articles of `laws-all.jsonl.gz`, for times at full size; they are put
//! out of force so that they do not compete. `--providers N` instead measures searches with
//! facets among so many made-up providers. `--keep` keeps the index for the next run.

#![allow(clippy::print_stdout, reason = "a program that prints a report")]

mod corpus;
mod market;
mod score;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use search_index::{Kind, Query, SearchIndex};
use serde::Deserialize;

/// The day of the questions, 2026-11-21, in days since 1970-01-01.
const TODAY: i64 = 20_778;
/// Each query is asked so often for its time.
const ROUNDS: u32 = 20;

#[derive(Deserialize)]
struct Question {
    id: String,
    question: String,
    kind: String,
    answers: Vec<Reference>,
    obsolete: Vec<Reference>,
}

#[derive(Deserialize)]
struct Reference {
    law: String,
    article: u64,
    version: Option<String>,
}

#[derive(Deserialize)]
struct Navigation {
    query: String,
    kind: String,
    expected: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    law: String,
    part: Option<String>,
    article: Option<u64>,
    #[serde(default)]
    only_if_marked_repealed: bool,
}

struct Options {
    data: PathBuf,
    set: String,
    verbose: bool,
    all: bool,
    kind: Option<String>,
    keep: Option<PathBuf>,
    navigation: Option<PathBuf>,
    providers: usize,
}

fn options() -> anyhow::Result<Options> {
    let mut options = Options {
        data: PathBuf::new(),
        set: "dev".to_owned(),
        verbose: false,
        all: false,
        kind: None,
        keep: None,
        navigation: None,
        providers: 0,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--verbose" => options.verbose = true,
            "--all" => options.all = true,
            "--keep" => options.keep = arguments.next().map(PathBuf::from),
            "--navigation" => options.navigation = arguments.next().map(PathBuf::from),
            "--providers" => {
                options.providers =
                    arguments.next().context("--providers needs a number")?.parse()?;
            }
            "--kind" => options.kind = arguments.next(),
            "--set" => options.set = arguments.next().context("--set needs a name")?,
            path => options.data = PathBuf::from(path),
        }
    }
    anyhow::ensure!(options.data.is_dir(), "usage: eval DATA [--verbose] [--all] [--set dev]");
    Ok(options)
}

fn main() -> anyhow::Result<()> {
    let options = options()?;
    let folder = tempfile::tempdir()?;
    let index = SearchIndex::open(options.keep.as_deref().unwrap_or(folder.path()))?;
    if index.document_count() == 0 {
        fill(&index, &options)?;
    }
    if options.providers > 0 {
        return market(&index);
    }
    let questions_there = options.data.join(format!("qa/questions-{}.jsonl", options.set));
    if questions_there.exists() {
        questions(&index, &options)?;
        let file = options.data.join(format!("qa/navigation-{}.jsonl", options.set));
        navigation(&index, "navigation", &file, options.verbose)?;
    }
    match &options.navigation {
        Some(file) => navigation(&index, "our navigation", file, options.verbose),
        None => Ok(()),
    }
}

/// Times of searches among made-up providers.
fn market(index: &SearchIndex) -> anyhow::Result<()> {
    for text in market::QUESTIONS {
        let query = market::query(text);
        let page = index.search(&query)?;
        let start = score::cpu_time();
        for _ in 0..ROUNDS {
            index.search(&query)?;
        }
        let time = (score::cpu_time() - start) / (ROUNDS);
        println!("{text:<12} {:>6} hits, {time:.0?} CPU", page.total);
    }
    Ok(())
}

fn fill(index: &SearchIndex, options: &Options) -> anyhow::Result<()> {
    let start = Instant::now();
    let mut documents = Vec::new();
    if options.providers == 0 || options.all {
        documents = corpus::load(&options.data, options.all)?;
    }
    documents.extend(market::providers(options.providers));
    println!("{} documents read in {:.1?}", documents.len(), start.elapsed());
    let start = Instant::now();
    let mut rebuild = index.rebuild()?;
    rebuild.add(documents)?;
    rebuild.finish("eval")?;
    println!("indexed in {:.1?}", start.elapsed());
    Ok(())
}

fn lines<T: for<'a> Deserialize<'a>>(path: &Path) -> anyhow::Result<Vec<T>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
    text.lines().map(|line| serde_json::from_str(line).context("a line of questions")).collect()
}

fn questions(index: &SearchIndex, options: &Options) -> anyhow::Result<()> {
    let file = format!("qa/questions-{}.jsonl", options.set);
    let questions: Vec<Question> = lines(&options.data.join(file))?;
    let mut kinds: BTreeMap<&str, score::Tally> = BTreeMap::new();
    let mut whole = score::Tally::default();
    let mut times = Vec::new();
    for question in &questions {
        if question.answers.is_empty()
            || options.kind.as_ref().is_some_and(|kind| *kind != question.kind)
        {
            continue;
        }
        let query = Query {
            text: question.question.clone(),
            kinds: vec![Kind::Article],
            today: TODAY,
            limit: 20,
            ..Query::default()
        };
        let page = index.search(&query)?;
        let start = score::cpu_time();
        for _ in 0..ROUNDS {
            index.search(&query)?;
        }
        times.push((score::cpu_time() - start) / ROUNDS);
        let hits: Vec<corpus::Place> = page.hits.iter().map(corpus::Place::of).collect();
        let is = |places: &[Reference], hit: &corpus::Place| {
            places.iter().any(|place| {
                hit.is(&place.law, place.article)
                    && place.version.as_ref().is_none_or(|version| *version == hit.version)
            })
        };
        let gold = hits.iter().position(|hit| is(&question.answers, hit));
        let obsolete = hits.iter().position(|hit| is(&question.obsolete, hit));
        kinds.entry(&question.kind).or_default().add(gold, obsolete);
        whole.add(gold, obsolete);
        if options.verbose && gold != Some(0) {
            println!(
                "\n{} {} [{}] gold at {gold:?}",
                question.id, question.question, question.kind
            );
            if let Some(understood) = &page.understood_as {
                println!("  understood as {understood}");
            }
            for (hit, place) in page.hits.iter().zip(&hits).take(3) {
                println!("  {:.3} {place} {}", hit.score, hit.snippet);
            }
            if let Some(place) = gold.filter(|place| *place > 2) {
                let hit = &page.hits[place];
                println!("  … {:.3} {} {}", hit.score, hits[place], hit.snippet);
            }
            for answer in question.answers.iter().filter(|_| gold.is_none()) {
                println!("  wanted {} {}", answer.law, answer.article);
            }
        }
    }
    println!();
    for (kind, tally) in &kinds {
        println!("{kind:<12} {tally}");
    }
    println!("{:<12} {whole}", "all");
    times.sort_unstable();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    let slow = times.get(times.len() * 95 / 100).copied().unwrap_or_default();
    println!("CPU time per question: median {median:.0?}, 95 % {slow:.0?}");
    Ok(())
}

fn navigation(index: &SearchIndex, name: &str, file: &Path, verbose: bool) -> anyhow::Result<()> {
    let (mut right, mut half, mut among_three, mut asked) = (0, 0, 0, 0);
    for navigation in lines::<Navigation>(file)? {
        let query = Query {
            text: navigation.query.clone(),
            kinds: vec![Kind::Law, Kind::Article],
            today: TODAY,
            limit: 5,
            ..Query::default()
        };
        let page = index.search(&query)?;
        let points = |hit: &search_index::Hit| {
            let place = corpus::Place::of(hit);
            navigation.expected.iter().map(|expected| place.answers(expected)).max().unwrap_or(0)
        };
        let first = page.hits.first().map_or(0, points);
        if !navigation.expected.is_empty() {
            asked += 1;
            right += u32::from(first == 2);
            half += u32::from(first == 1);
            among_three += u32::from(page.hits.iter().take(3).any(|hit| points(hit) == 2));
        }
        if verbose && first < 2 {
            println!("\n{} [{}]", navigation.query, navigation.kind);
            for hit in page.hits.iter().take(3) {
                println!("  {:.3} {} {:?}", hit.score, hit.title, hit.why);
            }
        }
    }
    println!("{name}: hit@1 {right}/{asked}, half {half}, hit@3 {among_three}/{asked}");
    Ok(())
}
