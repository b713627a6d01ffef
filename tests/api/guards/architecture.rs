//! The walls of the house: arrows go down, rules are pure, SQL stays in stores, files stay small.

use crate::support::in_tree;
use std::path::Path;

/// The crates with what each may stand on. An arrow that is not here is a reviewed decision.
const ARROWS: &[(&str, &[&str])] = &[
    ("backend/kernel", &[]),
    ("search-index", &[]),
    ("answering", &["search-index"]),
    ("migrations", &[]),
    ("seed-data", &["kernel"]),
    ("backend/platform", &["kernel"]),
    ("backend/commons", &["kernel", "platform", "search-index"]),
    ("backend/market", &["kernel", "platform", "commons", "search-index"]),
    (
        "backend/knowledge",
        &["kernel", "platform", "commons", "search-index", "answering", "seed-data"],
    ),
];

const OURS: &[&str] = &[
    "kernel",
    "platform",
    "commons",
    "market",
    "knowledge",
    "search-index",
    "answering",
    "migrations",
    "seed-data",
    "greenbridge",
    "tests",
    "bench",
];

/// The source files below a folder: path from the tree's root, text. Tests are left out.
pub(super) fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    gather(&in_tree(folder), &mut found);
    let root = in_tree("").display().to_string();
    let mut sources: Vec<_> = found
        .into_iter()
        .map(|path| {
            (path.trim_start_matches(&root).to_owned(), std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    sources.sort();
    assert!(!sources.is_empty(), "{folder} has sources");
    sources
}

fn gather(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_test = name == "tests" || name == "tests.rs" || name.ends_with("_test.rs");
        if path.is_dir() && !is_test && name != "target" {
            gather(&path, found);
        } else if name.ends_with(".rs") && !is_test {
            found.push(path.display().to_string());
        }
    }
}

/// The code of a file: without comments, and without what stands below its test module.
pub(super) fn code(text: &str) -> String {
    let production = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = production.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether a path is a file of a module (`rules.rs`) or lies in the folder of it (`rules/…`).
fn is_part(path: &str, part: &str) -> bool {
    file_name(path) == format!("{part}.rs") || path.contains(&format!("/{part}/"))
}

#[test]
fn no_crate_stands_on_a_sister_or_on_what_is_above_it() {
    for (folder, allowed) in ARROWS {
        let manifest = std::fs::read_to_string(in_tree(folder).join("Cargo.toml")).unwrap();
        let dependencies = manifest.split("[dependencies]").nth(1).unwrap_or_default();
        let dependencies = dependencies.split("\n[").next().unwrap_or_default();
        for line in dependencies.lines() {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            assert!(
                !OURS.contains(&name) || allowed.contains(&name),
                "{folder} stands on {name}: an arrow that ARROWS does not allow"
            );
        }
    }
}

#[test]
fn rules_and_access_do_no_io_and_know_no_clock() {
    let forbidden =
        ["tokio", "Utc::now", "SystemTime", "std::fs", "std::env", "reqwest", "async fn", "rand::"];
    for (path, text) in sources("backend") {
        let is_pure = is_part(&path, "rules");
        let is_access = file_name(&path) == "access.rs";
        if !is_pure && !is_access {
            continue;
        }
        // How a state is spelt in a column is declared where the state is; that is no IO.
        let lines = code(&text);
        let lines = lines
            .lines()
            .filter(|it| !it.contains("DeriveActiveEnum") && !it.contains("#[sea_orm("));
        let code = lines.collect::<Vec<_>>().join("\n");
        for word in forbidden.iter().chain(is_pure.then_some(&"sea_orm")) {
            // Reading which rows are visible is the one thing an access file may wait for.
            let may_wait = is_access && *word == "async fn";
            assert!(may_wait || !code.contains(word), "{path} uses {word}");
        }
    }
}

#[test]
fn sql_is_written_in_stores_only() {
    // The ground has tables of its own; each of these files is the store of one of them.
    let stores = [
        "backend/platform/src/events.rs",
        "backend/platform/src/jobs.rs",
        "backend/platform/src/db/",
        "backend/commons/src/requests.rs",
        "backend/src/http/health.rs",
        // Reads a foreign database file, none of our tables.
        "backend/src/import/laws/database.rs",
    ];
    let words =
        ["Entity::find", "Entity::insert", "Entity::update", "Entity::delete", "Statement::from"];
    for (path, text) in sources("backend") {
        if is_part(&path, "store") || stores.iter().any(|it| path.contains(it)) {
            continue;
        }
        let code = code(&text);
        for word in words {
            assert!(!code.contains(word), "{path} writes SQL: {word}");
        }
    }
}

#[test]
fn time_and_chance_come_from_outside() {
    for folder in ["backend", "search-index/src", "seed-data/src", "migrations/src"] {
        for (path, text) in sources(folder) {
            if path.ends_with("kernel/src/clock.rs") {
                continue;
            }
            let code = code(&text);
            for word in ["Utc::now(", "Local::now(", "rand::rng(", "thread_rng("] {
                assert!(!code.contains(word), "{path} asks the machine: {word}");
            }
        }
    }
}

#[test]
fn nothing_is_unwrapped_outside_tests() {
    for folder in ["backend", "search-index/src", "seed-data/src", "migrations/src"] {
        for (path, text) in sources(folder) {
            for (number, line) in code(&text).lines().enumerate() {
                assert!(!line.contains(".unwrap()"), "{path}:{}: {line}", number + 1);
            }
        }
    }
}

#[test]
fn a_file_of_more_than_500_lines_says_why() {
    for folder in ["backend", "search-index", "seed-data", "migrations", "tests"] {
        for (path, text) in sources(folder) {
            let count = text.lines().count();
            let header: String = text.lines().take_while(|it| it.starts_with("//!")).collect();
            assert!(count <= 500 || header.contains("Long because"), "{path} has {count} lines");
        }
    }
}

#[test]
fn no_path_of_one_machine_is_written_down() {
    for folder in ["backend", "search-index", "seed-data", "migrations", "tests"] {
        for (path, text) in sources(folder) {
            for word in [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")] {
                assert!(!text.contains(word), "{path} names {word}");
            }
        }
    }
}
