//! docs/ASVS.md names tests and files: each of them is there, and each requirement stands once.

use crate::support::in_tree;
use std::collections::BTreeSet;
use std::path::Path;

/// Every test of the tree as `api/commons/sessions::name`; a module's tests in a file of their own
/// count as the module's.
fn tests(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        let name = path.display().to_string();
        if path.is_dir() && !name.ends_with("node_modules") {
            tests(&path, found);
        } else if let Some(place) = name.strip_suffix(".rs") {
            let place = place.strip_suffix("/tests").unwrap_or(place);
            let text = std::fs::read_to_string(&path).unwrap();
            for block in text.split("test]\n").chain(text.split("test(flavor = ")).skip(1) {
                let named = block.split("fn ").nth(1).and_then(|it| it.split('(').next());
                found.extend(named.map(|it| format!("{place}::{it}")));
            }
        }
    }
}

#[test]
fn what_the_table_of_requirements_names_is_there() {
    let table = std::fs::read_to_string(in_tree("docs/ASVS.md")).unwrap();
    let mut known = BTreeSet::new();
    for folder in ["backend", "tests"] {
        tests(&in_tree(folder), &mut known);
    }
    let missing: Vec<_> = table
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|it| match it.split_once("::") {
            Some(_) => !known.iter().any(|test| test.ends_with(&format!("/{it}"))),
            None => it.contains('/') && !it.starts_with('/') && !in_tree(it).exists(),
        })
        .filter(|it| !it.contains(' '))
        .collect();

    assert!(known.len() > 500, "{} tests were found", known.len());
    assert_eq!(missing, [""; 0], "named in docs/ASVS.md and not there");
}

#[test]
fn every_requirement_stands_once_with_its_answer() {
    let table = std::fs::read_to_string(in_tree("docs/ASVS.md")).unwrap();
    let rows = table.lines().filter_map(|it| it.strip_prefix("| "));
    let rows = rows.filter_map(|it| {
        let [id, _, answer] = it.split(" | ").collect::<Vec<_>>()[..] else { return None };
        (id.split('.').count() == 3 && id.starts_with(|it: char| it.is_ascii_digit()))
            .then_some((id, answer))
    });

    let mut seen = BTreeSet::new();
    for (id, answer) in rows {
        assert!(seen.insert(id), "{id} stands twice");
        let says = ["**met** ", "**n/a** ", "**open** "].iter().any(|it| answer.starts_with(it));
        assert!(says, "{id}: {answer}");
        let is_open = answer.starts_with("**open** ");
        let closing = ["Closed ", "as 12.1.1", " ends it"];
        assert!(!is_open || closing.iter().any(|it| answer.contains(it)), "{id}: closed by what?");
    }
    // Levels 1 and 2 of version 5.0.0.
    assert_eq!(seen.len(), 253);
}
