//! The tables.

use super::{CaseResult, Import, Results};
use crate::load::Measured;
use std::fmt::Write as _;

/// Everything as Markdown.
pub(super) fn of(results: &Results) -> String {
    let mut out = String::new();
    let amounts = results.amounts;
    let _ = writeln!(
        out,
        "Measured {}. {} providers, {} needs, {} articles of law{}.\n",
        results.machine,
        amounts.providers,
        amounts.demands,
        amounts.articles,
        if results.laws_are_made_up { " (made up)" } else { "" },
    );
    demanded(results, &mut out);
    loads(results, &mut out);
    pages(results, &mut out);
    rest(results, &mut out);
    out
}

struct Row {
    what: String,
    demanded: String,
    measured: String,
    is_reached: Option<bool>,
}

fn demanded(results: &Results, out: &mut String) {
    let mut rows: Vec<Row> = Vec::new();
    for case in &results.cases {
        let (Some(least), Some(share)) = (case.least, case.share(1)) else { continue };
        rows.push(Row {
            what: format!("{} through GraphQL, requests in a CPU second", case.name),
            demanded: format!("at least {:.0} % of the floor", least * 100.0),
            measured: format!("{:.0} %", share * 100.0),
            is_reached: Some(share >= least),
        });
    }
    let mut below = |what: &str, measured: f64, limit: f64, unit: &str| {
        rows.push(Row {
            what: what.to_owned(),
            demanded: format!("under {limit:.0} {unit}"),
            measured: format!("{measured:.1} {unit}"),
            is_reached: Some(measured < limit),
        });
    };
    for case in results.cases.iter().filter(|it| is_list_page(it)) {
        let cpu = case.ours.get(1).map_or(0.0, |it| it.cpu_ms);
        below(&format!("{}, CPU of a page", case.name), cpu, 3.0, "ms");
    }
    if results.weight.files > 0 {
        below("home page, HTML compressed", results.weight.html_kib, 30.0, "KiB");
        below("home page, whole first view", results.weight.all_kib, 150.0, "KiB");
    }
    if results.writes.findable_count > 0 {
        below("a published need is found, slowest", results.writes.findable_worst_ms, 100.0, "ms");
    }
    if let Some(trust) = &results.trust {
        let beside = trust.sign_in_ms - trust.argon2_ms;
        below("a sign-in, CPU beside its one argon2", beside, 2.0, "ms");
        let share = (trust.write_ms / trust.unlogged_ms - 1.0) * 100.0;
        below("the audit log, CPU it adds to a post", share, 10.0, "%");
    }
    below("its own memory, loaded and under load", results.memory.own_mib, 250.0, "MiB");
    // The limits are stated for the full amounts.
    if let Some(import) = &results.providers_import {
        below("import of the providers with the index", import.seconds, 60.0, "s");
    }
    if let Some(import) = &results.laws_import {
        below("import of the laws with the index", import.seconds, 120.0, "s");
    }
    if let Some((_, most)) =
        results.writes.loads.iter().max_by(|a, b| a.1.per_second.total_cmp(&b.1.per_second))
    {
        rows.push(Row {
            what: "needs written to disk and acknowledged".to_owned(),
            demanded: "1,000 a second".to_owned(),
            measured: format!("{:.0} a second", most.per_second),
            is_reached: Some(most.per_second >= 1_000.0),
        });
    }
    let _ =
        writeln!(out, "### Demanded and reached\n\n| | demanded | measured | |\n|---|---|--:|---|");
    for row in rows {
        let verdict = match row.is_reached {
            Some(true) => "reached",
            Some(false) => "**not reached**",
            None => "",
        };
        let _ = writeln!(out, "| {} | {} | {} | {verdict} |", row.what, row.demanded, row.measured);
    }
}

fn is_list_page(case: &CaseResult) -> bool {
    ["page: providers", "page: needs", "page: policies", "page: search"].contains(&case.name)
}

fn cells(measured: &Measured) -> String {
    format!(
        "{:.0} | {:.1} | {:.1} | {:.3}",
        measured.per_second, measured.p50_ms, measured.p99_ms, measured.cpu_ms
    )
}

fn loads(results: &Results, out: &mut String) {
    let _ = writeln!(
        out,
        "\n### Beside the floor\n\nRequests a second, latencies in ms, CPU of the server in ms a request; \
         share: our requests in a CPU second as a part of the floor's.\n\n\
         | | connections | ours | p50 | p99 | CPU | floor | p50 | p99 | CPU | share |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    );
    for case in results.cases.iter().filter(|it| !it.floor.is_empty()) {
        for (place, connections) in results.connections.iter().enumerate() {
            let (Some(ours), Some(floor)) = (case.ours.get(place), case.floor.get(place)) else {
                continue;
            };
            let share = case.share(place).unwrap_or(0.0) * 100.0;
            let (name, ours, floor) = (case.name, cells(ours), cells(floor));
            let _ = writeln!(out, "| {name} | {connections} | {ours} | {floor} | {share:.0} % |");
        }
    }
}

fn pages(results: &Results, out: &mut String) {
    let _ = writeln!(
        out,
        "\n### Pages and posts\n\nPages are sent compressed.\n\n\
         | | connections | a second | p50 | p99 | CPU | KiB |\n|---|--:|--:|--:|--:|--:|--:|"
    );
    for case in results.cases.iter().filter(|it| it.floor.is_empty()) {
        for (connections, ours) in results.connections.iter().zip(&case.ours) {
            let kib = ours.bytes / 1024.0;
            let _ = writeln!(out, "| {} | {connections} | {} | {kib:.1} |", case.name, cells(ours));
        }
    }
    for (connections, ours) in &results.writes.loads {
        let kib = ours.bytes / 1024.0;
        let _ = writeln!(out, "| post a need | {connections} | {} | {kib:.1} |", cells(ours));
    }
}

fn rest(results: &Results, out: &mut String) {
    let _ = writeln!(out, "\n### The rest\n\n| | |\n|---|--:|");
    let mut row = |what: &str, value: String| {
        let _ = writeln!(out, "| {what} | {value} |");
    };
    let imported = |it: &Import| {
        let rate = it.new as f64 / it.seconds.max(0.001);
        format!(
            "{} new, {} other in {:.1} s ({rate:.0} a second), index included",
            it.new, it.others, it.seconds
        )
    };
    if let Some(import) = &results.providers_import {
        row("import of providers", imported(import));
    }
    if let Some(import) = &results.laws_import {
        row("import of laws", imported(import));
        row("rebuild of the whole index", format!("{:.1} s", results.reindex_seconds));
    }
    row("start of the server until it answers", format!("{:.0} ms", results.start_ms));
    row(
        "its daily work: the extract of open data",
        format!("{:.1} s of CPU", results.daily_seconds),
    );
    if results.writes.findable_count > 0 {
        let writes = &results.writes;
        row(
            "published until found",
            format!(
                "p50 {:.1} ms, slowest of {} {:.1} ms",
                writes.findable_p50_ms, writes.findable_count, writes.findable_worst_ms
            ),
        );
    }
    if let Some(trust) = &results.trust {
        row(
            "a sign-in",
            format!("{:.1} ms of CPU, one argon2 {:.1} ms", trust.sign_in_ms, trust.argon2_ms),
        );
        row(
            "a post, and one that leaves nothing in the log",
            format!("{:.3} ms of CPU, {:.3} ms", trust.write_ms, trust.unlogged_ms),
        );
    }
    let memory = |it: &crate::process::Memory| {
        format!(
            "{:.0} MiB resident, {:.0} at most, of which {:.0} its own and the rest pages of files",
            it.resident_mib, it.highest_mib, it.own_mib
        )
    };
    row("memory, ours, after reading", memory(&results.reading_memory));
    row("memory, ours, after writing as well", memory(&results.memory));
    row("memory, floor", memory(&results.floor_memory));
    row(
        "disk",
        format!(
            "database {:.0} MiB, index {:.0} MiB, the floor's index {:.0} MiB",
            results.database_mib, results.index_mib, results.floor_index_mib
        ),
    );
    if results.weight.files > 0 {
        let weight = &results.weight;
        row(
            "first view of the home page",
            format!(
                "{:.1} KiB in {} files, {:.1} KiB of it HTML",
                weight.all_kib, weight.files, weight.html_kib
            ),
        );
    }
}
