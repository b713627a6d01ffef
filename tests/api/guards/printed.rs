//! What is printed from the code and committed: the schema, the table of problems.

use crate::support::in_tree;
use std::collections::BTreeMap;
use std::fmt::Write;

#[test]
fn the_committed_schema_is_the_one_we_serve() {
    let (file, served) = (in_tree("frontend/schema.graphql"), greenbridge::schema::sdl());
    if std::env::var_os("UPDATE_PRINTED").is_some() {
        std::fs::write(&file, &served).unwrap();
    }
    let committed = std::fs::read_to_string(file).unwrap();

    assert!(committed == served, "frontend/schema.graphql is old: make schema");
}

/// Every refusal of the product: code, input field, sentence, by reading the declarations.
fn problems() -> BTreeMap<String, (String, String)> {
    let mut found = BTreeMap::new();
    for (path, text) in super::architecture::sources("backend") {
        for declaration in text.split("problems! {").skip(1) {
            for line in declaration.lines().map(str::trim).take_while(|it| *it != "}\n}") {
                let Some((_, rest)) = line.split_once(" = \"") else { continue };
                let cells: Vec<&str> = rest.split('"').collect();
                // code", "field", "sentence";
                let [code, _, field, _, sentence, end] = cells.as_slice() else { continue };
                if end.trim() != ";" || !code.contains('.') {
                    continue;
                }
                let known =
                    found.insert((*code).to_owned(), ((*field).to_owned(), (*sentence).to_owned()));
                assert!(known.is_none(), "{code} is declared twice, again in {path}");
            }
        }
    }
    for code in platform::auth::PasswordProblem::CODES {
        let known = found.insert(code.to_owned(), ("password".to_owned(), "按密码设置".to_owned()));
        assert!(known.is_none(), "{code} is declared twice");
    }
    found
}

#[test]
fn the_committed_table_of_problems_is_complete() {
    let mut table = String::from(
        "# Problems\n\nEvery refusal a person can mend, printed from the code by a test \
         (`UPDATE_PRINTED=1 cargo test -p tests --test api printed`).\n\n\
         | code | field | sentence |\n|---|---|---|\n",
    );
    for (code, (field, sentence)) in problems() {
        let _ = writeln!(table, "| `{code}` | {field} | {sentence} |");
    }
    assert!(table.lines().count() > 40, "the declarations were not found");

    let file = in_tree("docs/problems.md");
    if std::env::var_os("UPDATE_PRINTED").is_some() {
        std::fs::write(&file, &table).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == table,
        "docs/problems.md is old; its first line says how to print it anew"
    );
}

#[test]
fn every_problem_is_named_after_its_module_and_said_in_chinese() {
    for (code, (_, sentence)) in problems() {
        let (module, name) = code.split_once('.').unwrap();
        let is_name = |it: &str| it.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        assert!(is_name(module) && is_name(name), "{code}");
        assert!(!sentence.is_ascii(), "{code}: {sentence}");
        assert!(!sentence.ends_with('。'), "{code}: joined with others, so without a full stop");
    }
}
