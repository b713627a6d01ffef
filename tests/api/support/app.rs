//! The whole product on a database of its own, behind a real HTTP door, at a time that stands.

use super::actor::PASSWORD;
use super::{Actor, Answer, TestDatabase, given, start_of_tests};
use commons::accounts::actions::{self as accounts, NewAccount};
use greenbridge::app::{App, Options};
use greenbridge::worker;
use kernel::id::OrganisationId;
use kernel::{Clock, Dice, MemberRole, OrganisationKind, Role, credit_code};
use platform::Db;
use platform::Secret;
use platform::auth::Passwords;
use platform::settings::Settings;
use platform::telemetry;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use std::collections::HashMap;
use std::net::TcpListener;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tempfile::TempDir;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A running product. Nothing happens by itself in it: time moves by [`TestApp::advance`], and
/// consumers, jobs and the index move by [`TestApp::settle`].
///
/// Dropping it settles once more and fails when a job is dead or waits for another try: whatever
/// a test set off can be carried out.
pub(crate) struct TestApp {
    app: App,
    http: reqwest::Client,
    base: String,
    count: AtomicU64,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
    may_leave_jobs: bool,
    _data: TempDir,
    // Last: the database goes once nobody uses it any more.
    database: TestDatabase,
}

impl TestApp {
    /// With the settings of a new installation, but without limits on how often.
    pub(crate) async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// With settings by name.
    pub(crate) async fn start_with(settings: &[(&str, &str)]) -> Self {
        let database = TestDatabase::migrated().await;
        let data = tempfile::tempdir().expect("a folder for the data");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let settings = settings_of(&address.to_string(), &data, &database, settings);
        let counts = settings.metrics.map(|_| telemetry::init(&settings).expect("one recorder"));
        let options =
            Options { metrics: counts, seed: Some(1), passwords: Some(Passwords::with_cost(8, 1)) };
        let clock = Clock::standing(start_of_tests());
        let app = App::open(settings, clock, options).await.expect("the app opens");
        let (stop, stopped) = watch::channel(false);
        let serving = {
            let app = app.clone();
            tokio::spawn(async move {
                greenbridge::http::serve(app, listener, stopped).await.expect("the server runs");
            })
        };
        let http = reqwest::Client::builder()
            .timeout(Duration::from_secs(60))
            .redirect(reqwest::redirect::Policy::none())
            .build();
        Self {
            app,
            http: http.expect("an HTTP client"),
            base: format!("http://{address}"),
            count: AtomicU64::new(1),
            stop,
            serving,
            may_leave_jobs: false,
            _data: data,
            database,
        }
    }

    /// Says that this test is about a job that fails.
    pub(crate) fn leaves_jobs(&mut self) {
        self.may_leave_jobs = true;
    }

    /// The product itself.
    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// Its database.
    pub(crate) fn db(&self) -> &Db {
        self.app.db()
    }

    /// Where its database is.
    pub(crate) fn database(&self) -> &TestDatabase {
        &self.database
    }

    /// An address of it: `/providers`.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Asks for a page or a file, following nothing.
    pub(crate) async fn get(&self, path: &str) -> reqwest::Response {
        self.http.get(self.address(path)).send().await.expect("the server of the test answers")
    }

    /// The client of all, for requests of an unusual form.
    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// Applies every event, opens what is due, runs every due job.
    pub(crate) async fn settle(&self) {
        worker::run_until_quiet(&self.app).await.expect("what happens by itself happens");
    }

    /// Moves the time and lets happen what is due then.
    pub(crate) async fn advance(&self, by: chrono::Duration) {
        self.db().clock().advance(by);
        self.settle().await;
    }

    /// A credit code that nobody has yet.
    pub(crate) fn next_credit_code(&self, region: &str) -> String {
        let body = self.count.fetch_add(1, Ordering::Relaxed);
        credit_code::generate(region, body).as_str().to_owned()
    }

    /// Somebody who is not signed in.
    pub(crate) fn visitor(&self) -> Actor {
        Actor::visitor(self.http.clone(), &self.base)
    }

    /// The owner of an enterprise in Qingpu that may act.
    pub(crate) async fn enterprise(&self, name: &str) -> Actor {
        self.owner(OrganisationKind::Enterprise, name).await
    }

    /// The owner of a provider in Qingpu that may act; its page is open.
    pub(crate) async fn provider(&self, name: &str) -> Actor {
        let owner = self.owner(OrganisationKind::Provider, name).await;
        self.settle().await;
        owner
    }

    async fn owner(&self, kind: OrganisationKind, name: &str) -> Actor {
        let code = self.next_credit_code("310118");
        let email = format!("{}@example.org", code.to_lowercase());
        let organisation = given::registered(self, kind, name, &code).await;
        let member = Some((organisation.id, MemberRole::Owner));
        self.account_of(&email, &format!("{name}经办人"), Role::Member, member, None).await
    }

    /// A moderator of a division: `31` is Shanghai.
    pub(crate) async fn moderator(&self, region: &str) -> Actor {
        self.staff(&format!("moderator-{region}@example.org"), Role::Moderator, Some(region)).await
    }

    /// An audit administrator, who reads the log.
    pub(crate) async fn administrator(&self) -> Actor {
        self.staff("audit@example.org", Role::AuditAdministrator, None).await
    }

    /// A system administrator, who makes staff accounts and proposes appointments.
    pub(crate) async fn system_administrator(&self) -> Actor {
        self.staff("system@example.org", Role::SystemAdministrator, None).await
    }

    /// A security administrator, who confirms them.
    pub(crate) async fn security_administrator(&self) -> Actor {
        self.staff("security@example.org", Role::SecurityAdministrator, None).await
    }

    /// A person of a regulator, who looks after a division.
    pub(crate) async fn regulator(&self, region: &str) -> Actor {
        let organisation = given::organisation(self, OrganisationKind::Regulator, region).await;
        let email = format!("regulator-{region}@example.org");
        let member = Some((organisation.id, MemberRole::Editor));
        self.account(&email, Role::Member, member, Some(region)).await
    }

    /// Another person of somebody's organisation.
    pub(crate) async fn colleague(&self, of: &Actor, role: MemberRole) -> Actor {
        let seen = of.query("{ viewer { organisation { id } } }", json!({})).await;
        let id = OrganisationId::parse(&seen.text("/viewer/organisation/id")).expect("an id");
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let email = format!("colleague-{number}@example.org");
        self.account(&email, Role::Member, Some((id, role)), None).await
    }

    async fn staff(&self, email: &str, role: Role, region: Option<&str>) -> Actor {
        self.account(email, role, None, region).await
    }

    /// An account that is simply there, signed in.
    pub(crate) async fn account(
        &self,
        email: &str,
        role: Role,
        member: Option<(OrganisationId, MemberRole)>,
        region: Option<&str>,
    ) -> Actor {
        self.account_of(email, "审核员", role, member, region).await
    }

    async fn account_of(
        &self,
        email: &str,
        name: &str,
        role: Role,
        member: Option<(OrganisationId, MemberRole)>,
        region: Option<&str>,
    ) -> Actor {
        let is_there = commons::accounts::exists(self.db().read(), email).await;
        if is_there.expect("accounts can be read") {
            return self.visitor().signed_in_as(email).await;
        }
        let password = Secret::new(PASSWORD);
        let hash = self.app.auth().passwords.hash(&password, &mut Dice::seeded(1)).await;
        let new = NewAccount {
            email: email.to_owned(),
            password_hash: hash.expect("a password can be hashed"),
            display_name: name.to_owned(),
            role,
            member,
            region_code: region.map(given::region),
        };
        given::change(self, |cx| Box::pin(accounts::appoint(cx, new))).await;
        self.visitor().signed_in_as(email).await
    }

    /// The texts of the mails to an address, oldest first.
    pub(crate) fn mails_to(&self, email: &str) -> Vec<String> {
        self.letters_written_to(email).into_iter().map(|it| it.text).collect()
    }

    /// Opens the newest link to confirm an address, as the person does who reads it.
    pub(crate) async fn confirms(&self, email: &str) -> Answer {
        self.settle().await;
        let mails = self.mails_to(email);
        let token = mails.iter().rev().find_map(|it| it.split("confirm-address#").nth(1));
        let token = token.and_then(|it| it.split_whitespace().next()).expect("a link in a mail");
        let input = json!({ "token": token });
        self.visitor().mutate("emailConfirm", "isConfirmed", &input).await
    }

    /// Jobs that were not carried out: name, state, tries, the last error.
    pub(crate) async fn jobs(&self) -> Vec<(String, String, i32, String)> {
        let sql =
            "SELECT name, state, attempts, COALESCE(last_error, '') AS error FROM jobs ORDER BY id";
        let statement = Statement::from_string(self.db().backend(), sql);
        let rows = self.db().read().query_all_raw(statement).await.expect("jobs can be read");
        let read = |row: &sea_orm::QueryResult| {
            Ok::<_, sea_orm::DbErr>((
                row.try_get("", "name")?,
                row.try_get("", "state")?,
                row.try_get("", "attempts")?,
                row.try_get("", "error")?,
            ))
        };
        rows.iter().map(read).collect::<Result<_, _>>().expect("jobs have these columns")
    }

    /// One number of one row of SQL, for what the door does not tell.
    pub(crate) async fn count(&self, sql: &str) -> i64 {
        let statement = Statement::from_string(self.db().backend(), format!("SELECT ({sql}) AS n"));
        let row = self.db().read().query_one_raw(statement).await.expect(sql);
        row.expect("one row").try_get("", "n").expect("a number")
    }

    /// One text of one row of SQL, for what the door does not tell.
    pub(crate) async fn text(&self, sql: &str) -> String {
        let statement = Statement::from_string(self.db().backend(), format!("SELECT ({sql}) AS t"));
        let row = self.db().read().query_one_raw(statement).await.expect(sql);
        row.expect("one row").try_get("", "t").expect("a text")
    }

    /// What the audit log says of a subject: actions, oldest first.
    pub(crate) async fn audited(&self, subject_id: &str) -> Vec<String> {
        let sql = format!(
            "SELECT action FROM audit_entries WHERE subject_id = '{subject_id}' ORDER BY seq"
        );
        let statement = Statement::from_string(self.db().backend(), sql);
        let rows = self.db().read().query_all_raw(statement).await.expect("the log can be read");
        rows.iter().map(|it| it.try_get("", "action").expect("an action")).collect()
    }

    async fn end(&self) -> Vec<String> {
        let settled = worker::run_until_quiet(&self.app).await;
        let left = self.jobs().await;
        let _ = self.stop.send(true);
        self.serving.abort();
        let mut complaints: Vec<String> =
            settled.err().map(|it| it.to_string()).into_iter().collect();
        if !self.may_leave_jobs {
            let failed =
                left.into_iter().filter(|(_, state, tries, _)| state != "WAITING" || *tries > 0);
            complaints.extend(failed.map(|it| format!("{it:?}")));
        }
        complaints
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = self.stop.send(true);
            return;
        }
        let this = &*self;
        let complaints =
            tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(this.end()));
        assert!(complaints.is_empty(), "not carried out: {complaints:#?}");
    }
}

fn settings_of(
    listen: &str,
    data: &TempDir,
    database: &TestDatabase,
    more: &[(&str, &str)],
) -> Settings {
    let data = data.path().display().to_string();
    let usual = [
        ("GREENBRIDGE_LISTEN", listen),
        ("GREENBRIDGE_DATA", data.as_str()),
        ("DATABASE_URL", database.url()),
        ("GREENBRIDGE_RATE_SIGN_IN", "off"),
        ("GREENBRIDGE_RATE_REGISTER", "off"),
        ("GREENBRIDGE_RATE_MUTATIONS", "off"),
        ("GREENBRIDGE_RATE_MAILS", "off"),
        ("GREENBRIDGE_RATE_ASKS", "off"),
        ("GREENBRIDGE_LINK_CHECKS", "off"),
        // Most tests need somebody who decides, not how they sign in.
        ("GREENBRIDGE_STAFF_SECOND_FACTOR", "optional"),
    ];
    let all =
        usual.iter().chain(more).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let vars: HashMap<String, String> = all.collect();
    Settings::from_vars(&vars).expect("the settings of a test hold")
}
