//! What happens by itself: every consumer, job and schedule of the product, in one list.

use crate::app::App;
use crate::import::ImportKind;
use crate::{import, indexer};
use commons::audit::seal;
use commons::moderation::{self, Policy};
use commons::{
    apps, factors, feeds, invitations, moves, notices, registrations, sessions, suspensions, texts,
};
use kernel::id::{ChangeRequestId, OrganisationId};
use kernel::{Actor, OrganisationKind, Result};
use knowledge::{ripples, successions};
use market::{
    alerts, auctions, contracts, demands, directory, envelopes, error_reports, flags, ocds,
    open_data, proposals, provider_changes, questions, ranking, restrictions, reviews,
};
use platform::db::Cx;
use platform::events::{self, Event, Position};
use platform::jobs::{self, Job, JobError};
use platform::mail::{Mail, MailError};
use std::future::Future;
use std::time::Duration;
use tokio::sync::watch;

/// Takes its events together: many are about the same providers.
const RANKING: &str = "ranking";
/// Keeps what follows from changes of the library, together as well.
const LIBRARY: &str = "library";
/// How many events of it are taken together: a text has up to 1,260 articles to be read.
const TEXTS: u64 = 25;
/// Writes what is released of needs, together as well.
const OCDS: &str = "ocds";
/// Consumers by name, each with its own position in the log.
const CONSUMERS: [&str; 7] =
    [RANKING, OCDS, LIBRARY, "alerts", "contracts", "moderation", "registrations"];
/// How many events are taken together: others wait for that transaction no longer than for these.
const TOGETHER: u64 = 200;
/// How many events a consumer reads at once.
const EVENTS: u64 = 1_000;
/// How long to wait for news from other processes; our own wake us at once.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the schedule looks at the clock; what may be read then is decided without it.
const BETWEEN_LOOKS: Duration = Duration::from_secs(1);
/// How often what is of no use any more is forgotten.
const BETWEEN_TIDYING: Duration = Duration::from_secs(3600);
/// How long to wait between two looks for addresses to ask.
const BETWEEN_LINKS: Duration = Duration::from_secs(15);
/// How long to wait between two looks whether open data is of today.
const BETWEEN_RELEASES: Duration = Duration::from_secs(60);
/// How long to wait after a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(2);

/// Which events a consumer acts on; it passes the others without a transaction each.
fn concerns(app: &App, consumer: &str, event: &Event) -> bool {
    match consumer {
        "moderation" if event.name == "moderation.submitted" => app.moderation().has_rules(),
        "moderation" => event.name.starts_with("moderation."),
        "alerts" => event.name == "demands.published",
        "contracts" => event.name == "demands.awarded",
        "registrations" => {
            matches!(event.name.as_str(), "registrations.approved" | "organisations.moved")
        }
        _ => false,
    }
}

async fn consume(
    policy: &Policy,
    consumer: &'static str,
    cx: &mut Cx,
    event: &Event,
) -> Result<()> {
    match consumer {
        "moderation" if event.name == "moderation.submitted" => {
            let Ok(id) = ChangeRequestId::parse(&event.subject_id) else { return Ok(()) };
            moderation::sampling::pass_by_rule(cx, &id, policy).await
        }
        "moderation" => {
            demands::jobs::on_moderated(cx, event).await?;
            provider_changes::jobs::on_moderated(cx, event).await?;
            moves::jobs::on_moderated(cx, event).await?;
            suspensions::jobs::on_moderated(cx, event).await?;
            texts::jobs::on_moderated(cx, event).await?;
            feeds::jobs::on_moderated(cx, event).await?;
            flags::jobs::on_moderated(cx, event).await?;
            ranking::jobs::on_moderated(cx, event).await?;
            error_reports::jobs::on_moderated(cx, event).await?;
            registrations::jobs::on_moderated(cx, event).await
        }
        "alerts" => alerts::jobs::on_published(cx, event).await,
        "contracts" => contracts::jobs::on_awarded(cx, event).await,
        "registrations" => keep_page(cx, event).await,
        _ => Ok(()),
    }
}

/// A provider's page is opened as soon as its registration is approved, and moves with it.
async fn keep_page(cx: &mut Cx, event: &Event) -> Result<()> {
    let Ok(id) = OrganisationId::parse(&event.subject_id) else { return Ok(()) };
    let Some(organisation) = commons::organisations::find(&cx.tx, &id).await? else {
        return Ok(());
    };
    if organisation.kind == OrganisationKind::Provider {
        if event.name == "organisations.moved" {
            directory::actions::follow(cx, &organisation).await?;
        } else {
            directory::actions::open_page(cx, &organisation).await?;
        }
    }
    Ok(())
}

async fn send(app: &App, mail: &Mail) -> std::result::Result<(), JobError> {
    app.mailer().send(mail).await.map_err(|error| match error {
        MailError::Temporary(reason) => JobError::Retry(reason),
        MailError::Permanent(reason) => JobError::GiveUp(reason),
    })
}

async fn run_job(app: &App, job: &Job) -> std::result::Result<(), JobError> {
    let (settings, db, payload) = (app.settings(), app.db(), &job.payload);
    let base = settings.public_url.as_str().trim_end_matches('/');
    let mail = match job.name.as_str() {
        notices::actions::JOB => {
            let hours = &settings.notice_hours;
            return notices::actions::mail(db, app.mailer(), hours, base, payload).await;
        }
        commons::mails::JOB => commons::mails::compose(db, app.auth(), payload, base).await?,
        error_reports::mails::JOB => error_reports::mails::about(db, payload, base).await?,
        envelopes::actions::DELETE_FILES => {
            return envelopes::upload::delete_files(app.files(), payload).await;
        }
        feeds::jobs::IMPORT => return import::jobs::run(db, app.files(), payload).await,
        successions::jobs::PROPOSE => return successions::jobs::propose(db, payload).await,
        feeds::jobs::ATTACH => return import::jobs::attach(db, payload).await,
        knowledge::consultations::mails::JOB => {
            knowledge::consultations::mails::about(db, payload, base).await?
        }
        invitations::mails::JOB => invitations::mails::about(db, payload, base).await?,
        other => return Err(JobError::GiveUp(format!("no such job: {other}"))),
    };
    match mail {
        Some(mail) => send(app, &mail).await,
        None => Ok(()),
    }
}

/// Applies the next events of every consumer; false when there were none.
///
/// # Errors
/// A fault when the database fails; the event is read again.
pub async fn consume_next(app: &App) -> Result<bool> {
    let behind = events::behind(app.db(), &CONSUMERS).await?;
    let has_news = !behind.is_empty();
    for (consumer, position) in behind {
        match consumer {
            RANKING | OCDS | LIBRARY => together(app, consumer, position).await?,
            _ => one_by_one(app, consumer, position).await?,
        }
    }
    Ok(has_news)
}

/// Lets a consumer act on the next events that concern it, each in a transaction of its own.
async fn one_by_one(app: &App, consumer: &'static str, position: Position) -> Result<()> {
    let events = events::after(app.db(), position, EVENTS).await?;
    let Some(last) = events.last().map(|it| it.position) else { return Ok(()) };
    for event in events.into_iter().filter(|it| concerns(app, consumer, it)) {
        step(app, consumer, event.position, Some(event)).await?;
    }
    step(app, consumer, last, None).await
}

/// Lets a consumer act on the next events in one transaction: keeps scores in step with them, writes
/// what is released of needs, or reads anew what texts of the library say.
async fn together(app: &App, consumer: &'static str, position: Position) -> Result<()> {
    let most = if consumer == LIBRARY { TEXTS } else { TOGETHER };
    let mut events = events::after(app.db(), position, most).await?;
    let Some(last) = events.last().map(|it| it.position) else { return Ok(()) };
    events.retain(|it| match consumer {
        RANKING => ranking::jobs::concerns(it),
        LIBRARY => knowledge::concerns(it),
        _ => ocds::jobs::concerns(it),
    });
    let publisher = app.ocds_publisher();
    let step = app.db().in_transaction(Actor::System(consumer), |cx| {
        Box::pin(async move {
            // Another server may be at the same events: only one moves the position, and whoever comes
            // second waits for it.
            match consumer {
                _ if !events::advance(cx, consumer, last).await? => Ok(()),
                RANKING => ranking::jobs::on_events(cx, &events).await,
                LIBRARY => knowledge::on_events(cx, &events).await,
                _ => ocds::jobs::on_events(cx, &events, &publisher).await,
            }
        })
    });
    step.await
}

/// Moves a consumer on, and lets it act on the event there, in one transaction.
async fn step(
    app: &App,
    consumer: &'static str,
    position: Position,
    event: Option<Event>,
) -> Result<()> {
    let policy = app.moderation().clone();
    app.db()
        .in_transaction(Actor::System(consumer), |cx| {
            Box::pin(async move {
                // Another server may be at the same event: only one moves the position.
                match event {
                    _ if !events::advance(cx, consumer, position).await? => Ok(()),
                    Some(event) => consume(&policy, consumer, cx, &event).await,
                    None => Ok(()),
                }
            })
        })
        .await
}

/// Runs the next due job; false when none is due.
///
/// # Errors
/// A fault when the database fails. A job that fails is not an error here: it waits or is put
/// aside.
pub async fn work_next(app: &App) -> Result<bool> {
    let Some(job) = jobs::claim(app.db()).await? else { return Ok(false) };
    match run_job(app, &job).await {
        Ok(()) => jobs::complete(app.db(), &job).await?,
        Err(error) => {
            tracing::warn!(job.id = %job.id, job.name, attempt = job.attempts, ?error, "job failed");
            jobs::fail(app.db(), &job, &error).await?;
        }
    }
    Ok(true)
}

/// What the clock brings: terms that end, windows that close. False when it brought nothing.
async fn by_the_clock(app: &App) -> Result<bool> {
    let db = app.db();
    let opened = demands::jobs::open_due(db).await?;
    let awarded = proposals::jobs::award_due(db).await?;
    // Buyers who do not score or decide are reminded, then their needs end.
    let stopped = demands::jobs::look_at_buyers(db).await?;
    let auctioned = auctions::jobs::end_due(db).await?;
    let put_off = questions::jobs::put_off_due(db).await?;
    let unsealed = envelopes::opening::open_due(db, app.files()).await?;
    let applied = moderation::batches::apply_due(db, app.moderation()).await?;
    let ended = suspensions::jobs::end_due(db).await?;
    let turned = directory::jobs::look_at_terms(db).await?;
    let reminded = directory::jobs::remind_of_ends(db).await?;
    let lifted = restrictions::jobs::end_due(db).await?;
    // Reminders, acceptance by silence, reviews whose time has come.
    let looked_at = contracts::jobs::look_at_clocks(db).await?;
    let shown = reviews::jobs::show_due(db).await?;
    let scored = ranking::scoring::score_due(db).await?;
    let rippled = ripples::jobs::look_due(db).await? + knowledge::read_old(db).await?;
    let news = [
        opened, awarded, stopped, auctioned, put_off, unsealed, applied, ended, turned, reminded,
        lifted, scored, looked_at, shown, rippled,
    ];
    Ok(news.iter().sum::<usize>() > 0)
}

/// Everything once, until nothing is left to do; for tests and commands.
///
/// # Errors
/// The first fault.
pub async fn run_until_quiet(app: &App) -> Result<()> {
    loop {
        let came = by_the_clock(app).await?;
        let consumed = consume_next(app).await?;
        let indexed = indexer::catch_up(app.db(), app.index()).await?;
        let worked = work_next(app).await?;
        let sealed = seal(app).await?;
        app.desk().clear(app.db()).await?;
        if !(came || consumed || indexed || worked || sealed) {
            return app.auth().ended.catch_up(app.db()).await;
        }
    }
}

/// Keeps up what this process has for itself: its search index, and which sessions have ended.
/// Every server runs this.
pub async fn keep_indexed(app: App, stop: watch::Receiver<bool>) {
    let step = || async {
        app.metrics_keep_up();
        app.auth().ended.catch_up(app.db()).await?;
        app.desk().clear(app.db()).await?;
        indexer::catch_up(app.db(), app.index()).await
    };
    follow(&app, stop, "index", step).await;
    if let Err(error) = app.desk().clear(app.db()).await {
        tracing::error!(%error, "what was asked last was not written down");
    }
}

/// Runs consumers, schedules and jobs; one process does, or several that share the work.
pub async fn keep_working(app: App, stop: watch::Receiver<bool>) {
    let consumers = follow(&app, stop.clone(), "consumers", || consume_next(&app));
    // Bids are read by the clock, not by this; it only writes down that the time has come.
    let schedule = keep_pace(stop.clone(), BETWEEN_LOOKS, "schedule", || async {
        app.auth().rates.forget_quiet();
        by_the_clock(&app).await
    });
    // Others may be slow to answer, so nothing of ours waits for them.
    let links = keep_pace(stop.clone(), BETWEEN_LINKS, "links", || ask_links(&app));
    let releases = keep_pace(stop.clone(), BETWEEN_RELEASES, "releases", || release(&app));
    let watched = keep_pace(stop.clone(), BETWEEN_LINKS, "watched folders", || watch(&app));
    let pulled = keep_pace(stop.clone(), BETWEEN_RELEASES, "pulls", || pull(&app));
    // Seals twice a second, not at every commit: a seal costs a commit of its own.
    let seals = keep_pace(stop.clone(), PATIENCE, "seals", || seal(&app));
    let tidy = keep_pace(stop.clone(), BETWEEN_TIDYING, "tidy", || tidy(&app));
    let jobs = follow(&app, stop, "jobs", || work_next(&app));
    tokio::join!(consumers, schedule, links, releases, watched, pulled, seals, tidy, jobs);
}

/// Asks the addresses of neighbouring systems that are due whether they open. Commands do not: they
/// finish without anybody outside.
///
/// # Errors
/// A fault when the database fails; an address that does not answer is no error.
pub async fn ask_links(app: &App) -> Result<bool> {
    Ok(apps::jobs::check_links(app.db(), app.outside()).await? > 0)
}

/// What is done once a day or a week and reads much: the files of open data, how good alerts were, the flags.
async fn release(app: &App) -> Result<bool> {
    let released = open_data::jobs::release_due(app.db(), app.files()).await?;
    let counted = alerts::jobs::count_due(app.db()).await?
        + knowledge::changes::jobs::note_starts(app.db()).await?;
    Ok(released + counted + flags::jobs::look_due(app.db()).await? > 0)
}

/// Takes in what lies in the watched folders.
///
/// # Errors
/// A fault when a folder cannot be read.
pub async fn watch(app: &App) -> Result<bool> {
    let (settings, mut taken) = (app.settings(), 0);
    for (folder, kind) in
        [(&settings.notices_folder, ImportKind::Notices), (&settings.laws_folder, ImportKind::Laws)]
    {
        if let Some(folder) = folder {
            taken += import::watched::take_in(app.db(), app.files(), folder, kind).await?;
        }
    }
    Ok(taken > 0)
}

/// Asks the sources that are due for their files. Commands do not: they finish without anybody outside.
///
/// # Errors
/// A fault when the database or the file store fails; a source that fails is no error.
pub async fn pull(app: &App) -> Result<bool> {
    Ok(import::pulled::pull_due(app).await? > 0)
}

/// Forgets counters, challenges, sessions and findings that are of no use any more.
async fn tidy(app: &App) -> Result<bool> {
    sessions::forget_old(app.db()).await?;
    factors::forget_old(app.db()).await?;
    texts::jobs::forget_old(app.db()).await?;
    envelopes::upload::forget_loose(app.db(), app.files()).await?;
    error_reports::jobs::forget_old(app.db()).await?;
    knowledge::assistant::jobs::forget_old(app.db()).await?;
    knowledge::consultations::jobs::forget_old(app.db()).await?;
    Ok(false)
}

/// Seals what has come, then writes the head of the chain, and after midnight the day's root, apart
/// from the database.
async fn seal(app: &App) -> Result<bool> {
    let sealed = seal::seal_next(app.db()).await?;
    app.roots().keep(app.db()).await?;
    Ok(sealed)
}

/// Repeats a step after each pause, and at once while it finds something to do.
async fn keep_pace<F, S>(mut stop: watch::Receiver<bool>, pause: Duration, name: &str, step: S)
where
    S: Fn() -> F,
    F: Future<Output = Result<bool>>,
{
    while !*stop.borrow() {
        match step().await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::error!(worker = name, %error, "worker step failed"),
        }
        tokio::select! {
            _ = stop.changed() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Repeats a step while it finds work, then waits for news of this process or a while.
async fn follow<F, S>(app: &App, mut stop: watch::Receiver<bool>, name: &str, step: S)
where
    S: Fn() -> F,
    F: Future<Output = Result<bool>>,
{
    let mut news = app.db().news();
    while !*stop.borrow() {
        news.mark_unchanged();
        let pause = match step().await {
            Ok(true) => continue,
            Ok(false) => PATIENCE,
            Err(error) => {
                tracing::error!(worker = name, %error, "worker step failed");
                AFTER_FAILURE
            }
        };
        tokio::select! {
            _ = news.changed() => {}
            _ = stop.changed() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}
