//! `bench`: makes data, serves the bare floor, and measures the product against it.
//!
//! Nothing here passes or fails: the numbers are printed, written to `target/bench.json` and into
//! docs/BENCH.md, beside what was demanded. What is demanded as speed is a share of the floor,
//! in requests a CPU second of the server process, so that a busy machine changes little.

#![expect(clippy::print_stdout, reason = "a command answers on standard output")]

mod data;
mod floor;
mod load;
mod process;
mod report;
mod run;

use anyhow::Context;
use clap::{Parser, Subcommand};
use data::Amounts;
use data::world::World;
use std::net::SocketAddr;
use std::path::PathBuf;

/// The same allocator as the product's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Measures Greenbridge beside a bare floor.
#[derive(Parser)]
#[command(name = "bench", about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make data: fill a migrated SQLite file, and write the sheet and the corpus to import.
    Data(DataArgs),
    /// Serve the bare floor over a data folder whose floor index was built.
    Floor {
        /// The data folder.
        #[arg(long)]
        data: PathBuf,
        /// Where to listen.
        #[arg(long, default_value = "127.0.0.1:8090")]
        listen: SocketAddr,
        /// Build the floor's index first.
        #[arg(long)]
        build: bool,
    },
    /// Make data, import, load, and write the report.
    Run(run::Args),
}

#[derive(clap::Args)]
struct DataArgs {
    /// A data folder in which `greenbridge migrate` has run.
    #[arg(long)]
    folder: PathBuf,
    /// How many providers.
    #[arg(long, default_value_t = Amounts::FULL.providers)]
    providers: u32,
    /// How many needs.
    #[arg(long, default_value_t = Amounts::FULL.demands)]
    demands: u32,
    /// A corpus of laws, one a line, to name instead of a made-up one.
    #[arg(long)]
    laws: Option<PathBuf>,
    /// The same seed gives the same data.
    #[arg(long, default_value_t = run::SEED)]
    seed: u64,
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Data(args) => make_data(&args),
        Command::Floor { data, listen, build } => {
            if build {
                floor::build(&data)?;
            }
            actix_web::rt::System::new().block_on(floor::serve(&data, listen))
        }
        Command::Run(args) => run::run(&args),
    }
}

fn make_data(args: &DataArgs) -> anyhow::Result<()> {
    let amounts = Amounts { providers: args.providers, demands: args.demands, ..Amounts::FULL };
    let world = World::new(args.seed, data::now());
    let sheet = args.folder.join("providers.csv");
    data::write_providers(&world, amounts.providers, &sheet)?;
    let corpus = data::Corpus::find(args.laws.as_deref(), &world, amounts.articles, &args.folder)?;
    data::fill(&world, amounts, &data::database(&args.folder)).context("fill the database")?;
    println!("filled; {} and {} can be imported", sheet.display(), corpus.path.display());
    println!("run `greenbridge reindex` before serving");
    Ok(())
}
