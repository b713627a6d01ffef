//! The numbers as tables for people and as JSON for programs.

mod table;

use crate::data::Amounts;
use crate::load::{Measured, PageWeight, Trust, Writes};
use crate::process::Memory;
use anyhow::Context;
use std::path::Path;

/// Everything that was measured.
#[derive(serde::Serialize)]
pub(crate) struct Results {
    pub(crate) amounts: Amounts,
    pub(crate) is_quick: bool,
    /// The day, the processor and how many of its cores there are.
    pub(crate) machine: String,
    pub(crate) laws_are_made_up: bool,
    /// None when the data of an earlier run was taken.
    pub(crate) providers_import: Option<Import>,
    /// None when the data of an earlier run was taken.
    pub(crate) laws_import: Option<Import>,
    pub(crate) reindex_seconds: f64,
    pub(crate) start_ms: f64,
    /// CPU seconds of what the server does once a day by itself, its start included.
    pub(crate) daily_seconds: f64,
    pub(crate) database_mib: f64,
    pub(crate) index_mib: f64,
    pub(crate) floor_index_mib: f64,
    pub(crate) connections: [usize; 3],
    pub(crate) cases: Vec<CaseResult>,
    pub(crate) writes: Writes,
    /// None when it was left out.
    pub(crate) trust: Option<Trust>,
    pub(crate) weight: PageWeight,
    /// After the reading load, before anything was written.
    pub(crate) reading_memory: Memory,
    pub(crate) memory: Memory,
    pub(crate) floor_memory: Memory,
}

/// One import.
#[derive(Debug, Clone, serde::Serialize)]
pub(crate) struct Import {
    /// Rows that were new.
    pub(crate) new: u64,
    /// All others.
    pub(crate) others: u64,
    /// Until the command ended, the search index brought up to date.
    pub(crate) seconds: f64,
}

/// One case on both sides, by connections.
#[derive(Debug, Clone, serde::Serialize)]
pub(crate) struct CaseResult {
    pub(crate) name: &'static str,
    pub(crate) least: Option<f64>,
    pub(crate) ours: Vec<Measured>,
    pub(crate) floor: Vec<Measured>,
}

impl CaseResult {
    pub(crate) fn new(name: &'static str, least: Option<f64>) -> Self {
        Self { name, least, ours: Vec::new(), floor: Vec::new() }
    }

    /// Our requests in a CPU second as a share of the floor's.
    pub(crate) fn share(&self, place: usize) -> Option<f64> {
        let (ours, floor) = (self.ours.get(place)?, self.floor.get(place)?);
        (floor.per_cpu_second() > 0.0).then(|| ours.per_cpu_second() / floor.per_cpu_second())
    }
}

impl Results {
    pub(crate) fn new(amounts: Amounts, is_quick: bool, connections: [usize; 3]) -> Self {
        Self {
            amounts,
            is_quick,
            machine: machine(),
            connections,
            laws_are_made_up: false,
            providers_import: None,
            laws_import: None,
            reindex_seconds: 0.0,
            start_ms: 0.0,
            daily_seconds: 0.0,
            database_mib: 0.0,
            index_mib: 0.0,
            floor_index_mib: 0.0,
            cases: Vec::new(),
            writes: Writes::default(),
            trust: None,
            weight: PageWeight::default(),
            reading_memory: Memory::default(),
            memory: Memory::default(),
            floor_memory: Memory::default(),
        }
    }
}

fn machine() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find_map(|line| line.strip_prefix("model name")?.split(':').nth(1));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let day = crate::data::now().date_naive();
    format!("{day}, {cores} cores of {}", model.map_or("an unnamed processor", str::trim))
}

/// Where the generated part of the docs begins and ends.
const MARKERS: (&str, &str) = ("<!-- bench:begin -->", "<!-- bench:end -->");

/// Prints the tables, keeps them as JSON, and puts them into the docs when a file is given.
///
/// # Errors
/// When a file cannot be written.
pub(crate) fn write(
    results: &Results,
    folder: &Path,
    docs: Option<&std::path::PathBuf>,
) -> anyhow::Result<()> {
    let text = table::of(results);
    println!("{text}");
    let json = folder.with_file_name("bench.json");
    std::fs::write(&json, serde_json::to_vec_pretty(results)?).context("write bench.json")?;
    println!("kept in {}", json.display());
    let Some(docs) = docs else { return Ok(()) };
    let old = std::fs::read_to_string(docs).with_context(|| format!("read {}", docs.display()))?;
    let (begin, end) = MARKERS;
    let (before, rest) = old.split_once(begin).context("the docs have no begin marker")?;
    let (_, after) = rest.split_once(end).context("the docs have no end marker")?;
    let new = format!("{before}{begin}\n{text}\n{end}{after}");
    std::fs::write(docs, new).with_context(|| format!("write {}", docs.display()))
}
