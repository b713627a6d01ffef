//! The texts of laws: the corpus when it is at hand, else made-up ones of the same size.

use super::words;
use super::world::World;
use anyhow::Context;
use rand::RngExt;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Articles of one made-up law: the corpus has 42.4 on average.
const ARTICLES_PER_LAW: u32 = 42;

/// What is imported.
pub(crate) struct Corpus {
    /// One law a line.
    pub(crate) path: PathBuf,
    /// Whether it was made up.
    pub(crate) is_made_up: bool,
}

impl Corpus {
    /// The corpus that was named or lies beside the repository, else a made-up one in `folder`.
    ///
    /// # Errors
    /// When the made-up one cannot be written.
    pub(crate) fn find(
        given: Option<&Path>,
        world: &World,
        articles: u32,
        folder: &Path,
    ) -> anyhow::Result<Self> {
        let beside = Path::new("../shared/data/laws-all.jsonl.gz");
        if let Some(path) = given.or(Some(beside)).filter(|it| it.is_file()) {
            return Ok(Self { path: path.to_owned(), is_made_up: false });
        }
        let path = folder.join("laws.jsonl");
        make_up(world, articles, &path)?;
        Ok(Self { path, is_made_up: true })
    }

    /// A made-up corpus whatever lies beside the repository.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn made_up(world: &World, articles: u32, folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join("laws.jsonl");
        make_up(world, articles, &path)?;
        Ok(Self { path, is_made_up: true })
    }
}

fn make_up(world: &World, articles: u32, path: &Path) -> anyhow::Result<()> {
    let count = articles / ARTICLES_PER_LAW;
    let bar = super::bar("make up laws", u64::from(count));
    let mut out = BufWriter::new(File::create(path).context("create the corpus")?);
    for number in 0..count {
        serde_json::to_writer(&mut out, &law(world, number))?;
        out.write_all(b"\n")?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    out.flush().context("write the corpus")
}

fn law(world: &World, number: u32) -> serde_json::Value {
    let mut rng = world.rng(4, number);
    let day = (world.now - chrono::Duration::days(rng.random_range(200..8_000))).date_naive();
    let mut pick = |from: &[&'static str]| from[rng.random_range(0..from.len())];
    let topic = pick(&words::LAW_QUESTIONS).replace([' ', '？'], "");
    let title = format!("{topic}管理规定（第{number}号）");
    let mut text = format!("# {title}\n\n<!-- INFO END -->\n\n");
    for article in 1..=ARTICLES_PER_LAW {
        if article % 10 == 1 {
            text.push_str(&format!("## 第{}章  规则\n\n", numeral(article / 10 + 1)));
        }
        let clauses: Vec<&str> = (0..4)
            .map(|_| pick([&words::CONDITIONS[..], &words::PRAISE[..]][article as usize % 2]))
            .collect();
        let asked = pick(&words::LAW_QUESTIONS);
        text.push_str(&format!(
            "第{}条 有关{asked}的，{}。\n\n",
            numeral(article),
            clauses.join("，")
        ));
    }
    serde_json::json!({
        "title": title, "category": "部门规章", "region": "", "issuer": "生态环境部",
        "version_date": day.to_string(), "effective_date": day.to_string(),
        "articles": ARTICLES_PER_LAW, "text": text,
    })
}

/// A number below one hundred in Chinese.
fn numeral(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let ones = DIGITS[number as usize % 10];
    match number / 10 {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        tens => format!("{}十{ones}", DIGITS[tens as usize % 10]),
    }
}

/// What people ask of the law: the questions beside the repository when they are there.
pub(crate) fn questions() -> Vec<String> {
    let ours = || words::LAW_QUESTIONS.iter().map(|it| (*it).to_owned()).collect();
    let path = Path::new("../shared/data/qa/questions-dev.jsonl");
    let Ok(file) = File::open(path) else { return ours() };
    let lines = BufReader::new(file).lines().map_while(Result::ok);
    let read = lines.filter_map(|line| {
        let row: serde_json::Value = serde_json::from_str(&line).ok()?;
        Some(row.get("question")?.as_str()?.to_owned())
    });
    let read: Vec<String> = read.collect();
    if read.is_empty() { ours() } else { read }
}
