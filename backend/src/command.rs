//! `greenbridge`: the sub-commands. They stand in the library and not in the program, since an async function is
//! compiled where it is run: so everything is compiled once.

#![expect(clippy::print_stdout, reason = "commands answer on standard output")]

use crate::app::{App, Options};
use crate::begin::{self, Begin};
use crate::import::ImportArgs;
use crate::{app, check, http, import, indexer, keys, schema, seed, worker};
use anyhow::Context;
use clap::{Parser, Subcommand};
use commons::audit::roots::Roots;
use platform::Db;
use platform::files::Files;
use platform::settings::Settings;
use platform::telemetry;
use search_index::{OpenError, SearchIndex};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::ExitCode;
use tokio::sync::watch;

/// 绿桥: the marketplace for third-party environmental services of the Yangtze River Delta.
#[derive(Parser)]
#[command(name = "greenbridge", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site, the workspace and the API, and do the background work.
    Serve,
    /// Do the background work only, beside servers that share the database.
    Work,
    /// Bring the database up to date, and an index of an older format.
    Migrate,
    /// Load what a new installation starts with; again is harmless.
    Seed,
    /// Begin a real installation: the first administrators, associations, regulators.
    Begin {
        #[command(subcommand)]
        what: Begin,
    },
    /// Bring in other people's files: laws, providers, enterprises.
    Import(ImportArgs),
    /// Build the search index anew beside the live one.
    Reindex,
    /// The keys of sealed fields.
    Keys {
        #[command(subcommand)]
        what: Keys,
    },
    /// Print the GraphQL schema.
    Schema,
    /// Check that what is derived agrees with what it is derived from.
    Verify {
        #[command(subcommand)]
        what: Verify,
    },
}

#[derive(Subcommand)]
enum Verify {
    /// The search index against the database.
    Index,
    /// The hash chain over the audit log.
    Audit,
    /// The scores of providers against the ledger of evidence, to the last digit.
    Ranking {
        /// The day at whose end they are compared; today when left out.
        #[arg(long)]
        day: Option<chrono::NaiveDate>,
    },
}

#[derive(Subcommand)]
enum Keys {
    /// Make a new key and seal every row anew with it; again finishes what was interrupted.
    Rotate,
}

/// Reads the command line and does what it says.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    if matches!(cli.command, Command::Schema) {
        print!("{}", schema::sdl());
        return ExitCode::SUCCESS;
    }
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("start the runtime")
        .and_then(|runtime| runtime.block_on(run(cli.command)));
    telemetry::flush();
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("绿桥：{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    let settings = Settings::from_env()?;
    let metrics = telemetry::init(&settings)?;
    for warning in &settings.warnings {
        tracing::warn!("{warning}");
    }
    let options = Options { metrics: Some(metrics), ..Options::default() };
    match command {
        Command::Serve => serve(settings, options).await,
        Command::Work => work(settings, options).await,
        Command::Migrate => {
            std::fs::create_dir_all(&settings.data).ok();
            let db = app::open_database(&settings, settings.clock()).await?;
            app::migrate(&db).await?;
            println!("数据库已是最新");
            match SearchIndex::open(&settings.data.join("search")) {
                Err(OpenError::OlderFormat) => reindex(&settings).await,
                _ => Ok(ExitCode::SUCCESS),
            }
        }
        Command::Seed => {
            let clock = settings.clock();
            let app = App::open(settings, clock, options).await?;
            let is_new = seed::demo(&app).await?;
            seed::answers(&app).await?;
            worker::run_until_quiet(&app).await?;
            println!("{}", if is_new { "示范数据已载入" } else { "示范数据已在库中" });
            Ok(ExitCode::SUCCESS)
        }
        Command::Begin { what } => {
            let clock = settings.clock();
            let app = App::open(settings, clock, options).await?;
            begin::begin(&app, what).await?;
            let page = app.settings().public_address("/workspace/forgot-password");
            println!("已建立。请本人打开 {page}，用这个邮箱设置密码");
            Ok(ExitCode::SUCCESS)
        }
        Command::Import(args) => bring_in(&settings, args).await,
        Command::Reindex => reindex(&settings).await,
        Command::Verify { what: Verify::Index } => {
            let clock = settings.clock();
            let app = App::open(settings, clock, options).await?;
            let found = check::index(&app).await?;
            println!("索引 {} 条，数据库应有 {} 条", found.found, found.expected);
            Ok(if found.found == found.expected { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        Command::Verify { what: Verify::Audit } => verify_audit(&settings).await,
        Command::Verify { what: Verify::Ranking { day } } => verify_ranking(&settings, day).await,
        Command::Keys { what: Keys::Rotate } => rotate_keys(settings, options).await,
        Command::Schema => Ok(ExitCode::SUCCESS),
    }
}

async fn serve(settings: Settings, options: Options) -> anyhow::Result<ExitCode> {
    let listener = listen(settings.listen, "GREENBRIDGE_LISTEN")?;
    let operators = settings.metrics.map(|it| listen(it, "GREENBRIDGE_METRICS")).transpose()?;
    let address = settings.public_address("/");
    let is_demo = settings.demo;
    let clock = settings.clock();
    let app = App::open(settings, clock, options).await?;
    if is_demo {
        seed::demo(&app).await?;
    }
    seed::answers(&app).await?;
    println!("绿桥已启动：{address}");
    if is_demo {
        println!("{}", seed::accounts_table());
    }
    let stop = stop_signal();
    let indexing = tokio::spawn(worker::keep_indexed(app.clone(), stop.clone()));
    let working = tokio::spawn(worker::keep_working(app.clone(), stop.clone()));
    let operators = operators.map(|it| http::serve_operators(app.clone(), it, stop.clone()));
    let counting = tokio::spawn(async move {
        match operators {
            Some(serving) => serving.await,
            None => Ok(()),
        }
    });
    http::serve(app, listener, stop).await?;
    counting.await??;
    indexing.await?;
    working.await?;
    Ok(ExitCode::SUCCESS)
}

/// Takes the port before anything else: a taken one shall change nothing.
fn listen(address: SocketAddr, setting: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => anyhow::anyhow!(
            "端口 {address} 已被占用：请先停止占用它的程序，或用 {setting} 换一个端口"
        ),
        std::io::ErrorKind::PermissionDenied => {
            anyhow::anyhow!("没有权限监听 {address}：请用 {setting} 换一个大于 1023 的端口")
        }
        _ => anyhow::anyhow!("无法监听 {address}：{error}"),
    })
}

async fn work(settings: Settings, options: Options) -> anyhow::Result<ExitCode> {
    let clock = settings.clock();
    let app = App::open(settings, clock, options).await?;
    println!("后台任务已启动");
    worker::keep_working(app, stop_signal()).await;
    Ok(ExitCode::SUCCESS)
}

/// Reads only: a check must not add to what it checks.
async fn verify_audit(settings: &Settings) -> anyhow::Result<ExitCode> {
    let db = app::open_database(settings, settings.clock()).await?;
    let roots = Roots::of(settings.audit_roots.clone()).read()?;
    let verdict = commons::audit::verify::verify(&db, &roots).await?;
    for place in &verdict.broken {
        println!("{place}");
    }
    if verdict.pending > 0 {
        println!("另有 {} 条尚未封存：服务运行时一秒内会封存", verdict.pending);
    }
    println!(
        "已封存 {} 条，核对日根 {} 个，发现 {} 处问题",
        verdict.sealed,
        verdict.roots,
        verdict.broken.len()
    );
    Ok(if verdict.broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Reads only. What differs is named, with both numbers in thousandths of a point.
async fn verify_ranking(
    settings: &Settings,
    day: Option<chrono::NaiveDate>,
) -> anyhow::Result<ExitCode> {
    let db = app::open_database(settings, settings.clock()).await?;
    let verdict = market::ranking::verify::verify(&db, day).await?;
    for it in &verdict.differing {
        let kept = it.kept_milli.map_or_else(|| "没有记录".to_owned(), |it| it.to_string());
        println!("{}：记录 {kept}，按依据应为 {}", it.provider_id, it.rebuilt_milli);
    }
    println!("核对 {} 家机构，{} 家不一致", verdict.compared, verdict.differing.len());
    Ok(if verdict.differing.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn rotate_keys(settings: Settings, options: Options) -> anyhow::Result<ExitCode> {
    let clock = settings.clock();
    let app = App::open(settings, clock, options).await?;
    let done = keys::rotate(&app).await?;
    for place in &done.unreadable {
        println!("{place} 无法打开：内容被改动，或密钥已不在");
    }
    let made = if done.is_new { "（新）" } else { "" };
    println!("现用密钥 {}{made}，重新密封 {} 处", done.key, done.resealed);
    if !done.kept.is_empty() {
        println!("保留旧密钥 {}：一天后再次运行时，不再需要的会被去除", done.kept.join("、"));
    }
    if !done.dropped.is_empty() {
        println!("已去除旧密钥 {}", done.dropped.join("、"));
    }
    Ok(if done.unreadable.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Imports a file, and brings the index up to date beside it unless a running server does so.
async fn bring_in(settings: &Settings, args: ImportArgs) -> anyhow::Result<ExitCode> {
    std::fs::create_dir_all(&settings.data).ok();
    let db = app::open_database(settings, settings.clock()).await?;
    app::migrate(&db).await?;
    let (end, ended) = watch::channel(false);
    let indexing = (!args.dry_run)
        .then(|| tokio::spawn(index_what_comes(db.clone(), settings.data.join("search"), ended)));
    let mut stop = stop_signal();
    let files = Files::open(settings).await?;
    let code = import::run(&db, &files, args, stop.clone()).await?;
    end.send_replace(true);
    if let Some(indexing) = indexing.filter(|_| code != import::INTERRUPTED) {
        // The index may be left behind: the next server catches up from the event log.
        tokio::select! {
            _ = stop.wait_for(|it| *it) => {}
            _ = indexing => {}
        }
    }
    Ok(ExitCode::from(u8::try_from(code).unwrap_or(1)))
}

/// Indexes what is committed, until all that came before `ended` turned true is in the index.
async fn index_what_comes(db: Db, folder: PathBuf, mut ended: watch::Receiver<bool>) {
    let Ok(index) = SearchIndex::open(&folder) else { return };
    let mut news = db.news();
    loop {
        news.mark_unchanged();
        let is_last = *ended.borrow_and_update();
        match indexer::catch_up(&db, &index).await {
            Ok(true) => {}
            Ok(false) if is_last => return,
            Ok(false) => tokio::select! {
                _ = news.changed() => {}
                _ = ended.changed() => {}
            },
            Err(error) => return tracing::info!(%error, "the index is left to the running server"),
        }
    }
}

/// Opens the database and the index by hand: the index may be the very thing that is broken.
async fn reindex(settings: &Settings) -> anyhow::Result<ExitCode> {
    let db = app::open_database(settings, settings.clock()).await?;
    app::migrate(&db).await?;
    let folder = settings.data.join("search");
    let index = match SearchIndex::open(&folder) {
        Ok(index) => index,
        Err(error) => {
            eprintln!("原索引不可用（{error}），从空索引开始");
            SearchIndex::start_over(&folder)?
        }
    };
    let bar = indicatif::ProgressBar::new_spinner();
    let count = indexer::rebuild(&db, &index, |count| {
        bar.set_message(format!("{count} 条"));
        bar.tick();
    });
    let count = count.await?;
    while indexer::catch_up(&db, &index).await? {}
    bar.finish_and_clear();
    println!("索引已重建，共 {count} 条");
    Ok(ExitCode::SUCCESS)
}

/// Turns true on Ctrl-C and on the service manager's stop.
fn stop_signal() -> watch::Receiver<bool> {
    let (tell, told) = watch::channel(false);
    tokio::spawn(async move {
        let interrupted = tokio::signal::ctrl_c();
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            match signal(SignalKind::terminate()) {
                Ok(mut terminated) => tokio::select! {
                    _ = interrupted => {}
                    _ = terminated.recv() => {}
                },
                Err(_) => drop(interrupted.await),
            }
        }
        #[cfg(not(unix))]
        let _ = interrupted.await;
        let _ = tell.send(true);
    });
    told
}
