//! The whole measurement, step by step.

use crate::data::world::World;
use crate::data::{self, Amounts, Corpus};
use crate::floor;
use crate::load::{self, Bounds, Cases};
use crate::process::{Product, Server, disk_mib};
use crate::report::{self, CaseResult, Import, Results};
use anyhow::{Context, ensure};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What the data is made from unless told otherwise.
pub(crate) const SEED: u64 = 20_261_121;
/// Connections at the same time; the shares are taken at the second.
const CONNECTIONS: [usize; 3] = [1, 16, 64];

/// How the measurement is made.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A small version, to see that everything works; writes no docs.
    #[arg(long)]
    quick: bool,
    /// The product's binary; by default the one built beside this program, else bin/greenbridge.
    #[arg(long)]
    server: Option<PathBuf>,
    /// Where data is made; by default below the build folder.
    #[arg(long)]
    folder: Option<PathBuf>,
    /// Take the data of an earlier run and leave the imports out.
    #[arg(long)]
    reuse: bool,
    /// A corpus of laws, one a line.
    #[arg(long)]
    laws: Option<PathBuf>,
    /// Seconds of each load.
    #[arg(long)]
    seconds: Option<u64>,
    /// Only cases whose name holds this.
    #[arg(long)]
    only: Option<String>,
    /// Where the report is written, between its markers.
    #[arg(long, default_value = "docs/BENCH.md")]
    docs: PathBuf,
}

impl Args {
    fn amounts(&self) -> Amounts {
        if self.quick { Amounts::QUICK } else { Amounts::FULL }
    }

    fn bounds(&self) -> Bounds {
        let seconds = self.seconds.unwrap_or(if self.quick { 1 } else { 5 });
        Bounds { warm_up: 400, time: Duration::from_secs(seconds), requests: 200_000 }
    }

    fn server(&self) -> anyhow::Result<PathBuf> {
        let beside = std::env::current_exe()?.with_file_name("greenbridge");
        let found = match &self.server {
            Some(given) => given.clone(),
            None => [beside, PathBuf::from("bin/greenbridge")]
                .into_iter()
                .find(|it| it.is_file())
                .context("no greenbridge is built: run `make build`")?,
        };
        found.canonicalize().with_context(|| format!("{} is not there", found.display()))
    }

    fn folder(&self) -> anyhow::Result<PathBuf> {
        let name = if self.quick { "bench-quick" } else { "bench-data" };
        let beside = || Some(std::env::current_exe().ok()?.parent()?.parent()?.join(name));
        self.folder.clone().or_else(beside).context("no build folder")
    }
}

/// Measures everything and reports.
///
/// # Errors
/// When a step fails; numbers that fall short are no failure.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let folder = args.folder()?;
    let amounts = args.amounts();
    let world = World::new(SEED, data::now());
    let product = Product { binary: args.server()?, data: folder.join("load") };
    let mut results = Results::new(amounts, args.quick, CONNECTIONS);
    if !args.reuse {
        if folder.exists() {
            std::fs::remove_dir_all(&folder).context("empty the folder")?;
        }
        std::fs::create_dir_all(&folder)?;
        prepare(args, &world, &product, &folder, &mut results)?;
    }
    weigh_disk(&product.data, &mut results);
    measure(args, &product, &mut results)?;
    report::write(&results, &folder, (!args.quick && args.only.is_none()).then_some(&args.docs))
}

fn weigh_disk(data: &Path, results: &mut Results) {
    results.database_mib = disk_mib(&data::database(data));
    results.index_mib = disk_mib(&data.join("search"));
    results.floor_index_mib = disk_mib(&data.join("floor"));
}

/// Imports are measured on a database that holds nothing else; then the database for the load is
/// filled.
fn prepare(
    args: &Args,
    world: &World,
    product: &Product,
    folder: &Path,
    results: &mut Results,
) -> anyhow::Result<()> {
    let amounts = args.amounts();
    let sheet = folder.join("providers.csv");
    data::write_providers(world, amounts.providers, &sheet)?;
    let corpus = if args.quick && args.laws.is_none() {
        Corpus::made_up(world, amounts.articles, folder)?
    } else {
        Corpus::find(args.laws.as_deref(), world, amounts.articles, folder)?
    };
    results.laws_are_made_up = corpus.is_made_up;
    let fresh = Product { data: folder.join("import"), ..product.clone() };
    fresh.prepare()?;
    fresh.run(&["migrate"])?;
    results.providers_import = Some(import(&fresh, "providers", &sheet)?);
    std::fs::remove_dir_all(&fresh.data)?;

    product.prepare()?;
    product.run(&["migrate"])?;
    product.run(&["seed"])?;
    results.laws_import = Some(import(product, "laws", &corpus.path)?);
    data::fill(world, amounts, &data::database(&product.data))?;
    results.reindex_seconds = product.run(&["reindex"])?.1;
    floor::build(&product.data).context("build the floor's index")
}

/// Imports a file; the command ends when the index has it as well.
fn import(product: &Product, kind: &str, path: &Path) -> anyhow::Result<Import> {
    let path = path.to_str().context("an odd path")?;
    let (said, seconds) = product.run(&["import", kind, path, "--json"])?;
    let said: serde_json::Value = serde_json::from_str(said.trim()).context("read the report")?;
    let count = |name: &str| said.get(name).and_then(serde_json::Value::as_u64).unwrap_or(0);
    let import = Import {
        new: count("new"),
        others: ["changed", "unchanged", "conflict", "rejected"].map(count).iter().sum(),
        seconds,
    };
    ensure!(import.new > 0, "nothing was imported: {said}");
    Ok(import)
}

fn measure(args: &Args, product: &Product, results: &mut Results) -> anyhow::Result<()> {
    let mut cases = Cases::draw(&product.data)?;
    if let Some(only) = &args.only {
        cases.0.retain(|case| case.name.contains(only.as_str()));
    }
    let ours = product.serve().context("start the product")?;
    let floor = Server::floor(&product.data).context("start the floor")?;
    results.start_ms = ours.start_ms;
    eprintln!("waiting until the server has done its daily work");
    results.daily_seconds = ours.settle()?;
    cases.check(&ours, &floor)?;
    let bounds = args.bounds();
    for case in &cases.0 {
        let mut result = CaseResult::new(case.name, case.least);
        for connections in CONNECTIONS {
            eprintln!("{} x {connections}", case.name);
            result.ours.push(load::run(&ours, &case.ours, connections, bounds)?);
            if let Some(requests) = &case.floor {
                result.floor.push(load::run(&floor, requests, connections, bounds)?);
            }
        }
        results.cases.push(result);
    }
    results.reading_memory = ours.memory()?;
    let is_whole = args.only.is_none();
    if is_whole || args.only.as_deref() == Some("writes") {
        write(args, product, &ours, results)?;
    }
    if is_whole || args.only.as_deref() == Some("trust") {
        eprintln!("what trust costs");
        let database = data::database(&product.data);
        results.trust = Some(load::measure_trust(&ours, &database, args.bounds())?);
    }
    if is_whole || args.only.as_deref() == Some("weight") {
        results.weight = load::weigh(&ours)?;
    }
    results.memory = ours.memory()?;
    results.floor_memory = floor.memory()?;
    Ok(())
}

fn write(
    args: &Args,
    product: &Product,
    ours: &Server,
    results: &mut Results,
) -> anyhow::Result<()> {
    eprintln!("posting needs");
    let before = demands(product)?;
    let looked_for = if args.quick { 5 } else { 30 };
    let bounds = Bounds { requests: if args.quick { 500 } else { 20_000 }, ..args.bounds() };
    results.writes = load::measure_writes(ours, &CONNECTIONS, bounds, looked_for)?;
    let written = demands(product)? - before;
    let acknowledged = results.writes.posted + results.writes.findable_count;
    ensure!(
        written == acknowledged,
        "{acknowledged} needs were acknowledged and {written} are in the database"
    );
    Ok(())
}

fn demands(product: &Product) -> anyhow::Result<usize> {
    let db = rusqlite::Connection::open(data::database(&product.data))?;
    let count: i64 = db.query_row("SELECT count(*) FROM demands", [], |row| row.get(0))?;
    Ok(usize::try_from(count)?)
}
