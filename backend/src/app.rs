//! Opens the parts and holds them together; used by the binary and by tests alike.

use crate::import::pulled::Pulls;
use crate::schema::{Door, Parts};
use crate::site::{RunQuery, Site, SiteError, SiteSettings};
use anyhow::{Context, bail};
use commons::audit::roots::Roots;
use commons::factors::RelyingParty;
use commons::moderation::Policy;
use commons::registrations::OpenRegions;
use commons::sessions::{Auth, Ended, Words};
use kernel::Clock;
use knowledge::assistant::Desk;
use market::envelopes::Signer;
use market::ocds::rules::Publisher;
use migrations::Migrator;
use platform::auth::{AccessTokens, Passwords, RateLimits};
use platform::db::{ConnectError, Db};
use platform::files::Files;
use platform::graphql::RequestContext;
use platform::mail::Mailer;
use platform::settings::Settings;
use platform::telemetry::{Metrics, RequestId};
use platform::vault::Vault;
use platform::{Model, Outside};
use sea_orm_migration::MigratorTrait;
use search_index::{OpenError, SearchIndex};
use std::sync::Arc;

/// One process of the product. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    settings: Settings,
    db: Db,
    index: SearchIndex,
    files: Files,
    mailer: Mailer,
    auth: Auth,
    signer: Signer,
    moderation: Policy,
    door: Door,
    roots: Roots,
    outside: Outside,
    pulls: Pulls,
    desk: Desk,
    metrics: Option<Metrics>,
}

/// How much of an app is wanted.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Random bits follow from this seed; for tests and benches.
    pub seed: Option<u64>,
    /// What a password costs; the product's own when not given.
    pub passwords: Option<Passwords>,
    /// Where numbers are counted.
    pub metrics: Option<Metrics>,
}

impl App {
    /// Opens everything the settings name and brings the database up to date.
    ///
    /// # Errors
    /// One clear sentence for the person who started us.
    pub async fn open(settings: Settings, clock: Clock, options: Options) -> anyhow::Result<Self> {
        make_data_folder(&settings)?;
        let key = settings.signing_key.load()?;
        let signer = Signer::new(&key)?;
        let vault = Vault::open_with(&settings.keys, clock.now())?;
        let mut db = open_database(&settings, clock.clone()).await?.keyed(vault);
        if let Some(seed) = options.seed {
            db = db.seeded(seed);
        }
        migrate(&db).await?;
        let index = open_index(&settings)?;
        let files = Files::open(&settings).await?;
        let mailer = Mailer::open(&settings, clock.clone())?;
        let auth = Auth {
            passwords: options.passwords.unwrap_or_default(),
            rules: settings.passwords,
            tokens: AccessTokens::new(&key),
            ended: Ended::default(),
            rates: RateLimits::new(&settings.rates, &clock),
            lock_out: settings.lock_out,
            times: settings.sessions,
            second_factor: settings.second_factor,
            words: Words::new(&key),
            passkeys: RelyingParty::new(&settings.public_url),
        };
        auth.ended.catch_up(&db).await?;
        let window = chrono::Duration::from_std(settings.bid_window).context("bid window")?;
        let moderation =
            Policy::new(settings.moderation.clone(), settings.operator.contact.clone())?;
        let desk = Desk::default();
        let door = Door::new(Parts {
            db: db.clone(),
            index: index.clone(),
            auth: auth.clone(),
            signer: signer.clone(),
            shortest_window: window,
            moderation: moderation.clone(),
            open_regions: OpenRegions(settings.demand_regions.clone()),
            desk: desk.clone(),
            model: Model::open(settings.model.as_ref())?,
            limits: settings.limits.clone(),
        });
        let metrics = options.metrics;
        let roots = Roots::of(settings.audit_roots.clone());
        let outside = Outside::open(settings.link_checks)?;
        let pulls = settings.pulls.as_deref().map(Pulls::load).transpose()?.unwrap_or_default();
        let inner = Inner {
            settings,
            db,
            index,
            files,
            mailer,
            auth,
            signer,
            moderation,
            door,
            roots,
            outside,
            pulls,
            desk,
            metrics,
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// What this process was told.
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }
    /// The database.
    pub fn db(&self) -> &Db {
        &self.inner.db
    }
    /// The search index.
    pub fn index(&self) -> &SearchIndex {
        &self.inner.index
    }
    /// The file store.
    pub fn files(&self) -> &Files {
        &self.inner.files
    }
    /// Where mails go.
    pub fn mailer(&self) -> &Mailer {
        &self.inner.mailer
    }
    /// Passwords, tokens and limits on attempts.
    pub fn auth(&self) -> &Auth {
        &self.inner.auth
    }
    /// Signs receipts and openings.
    pub fn signer(&self) -> &Signer {
        &self.inner.signer
    }
    /// Under whose name, and with which ids, contracting processes are released.
    pub fn ocds_publisher(&self) -> Publisher {
        let settings = self.settings();
        let named = settings.operator.names.first().cloned();
        Publisher {
            prefix: settings.ocid_prefix.clone(),
            base: settings.public_address(""),
            name: named.unwrap_or_else(|| "绿桥".into()),
        }
    }
    /// The way to servers outside.
    pub fn outside(&self) -> &Outside {
        &self.inner.outside
    }
    /// Which sources are asked for files now and then.
    pub fn pulls(&self) -> &Pulls {
        &self.inner.pulls
    }
    /// Where questions wait to be written down.
    pub fn desk(&self) -> &Desk {
        &self.inner.desk
    }
    /// How checks are done.
    pub fn moderation(&self) -> &Policy {
        &self.inner.moderation
    }
    /// The GraphQL door.
    pub fn door(&self) -> &Door {
        &self.inner.door
    }
    /// Where the head and the daily roots of the audit log are kept.
    pub fn roots(&self) -> &Roots {
        &self.inner.roots
    }
    /// The numbers, as Prometheus reads them; none when nobody counts.
    pub fn metrics(&self) -> Option<String> {
        self.inner.metrics.as_ref().map(Metrics::render)
    }
    /// Housekeeping of the numbers, now and then.
    pub fn metrics_keep_up(&self) {
        if let Some(metrics) = &self.inner.metrics {
            metrics.keep_up();
        }
    }

    /// The public pages, which ask the schema in-process as the visitor.
    pub fn site(&self) -> Site {
        let app = self.clone();
        let run: RunQuery = Arc::new(move |document, variables| {
            let app = app.clone();
            Box::pin(async move { app.ask_as_visitor(document, variables).await })
        });
        let settings = self.settings();
        let clock = self.db().clock().clone();
        let operator = &settings.operator;
        let of_settings = SiteSettings {
            base_url: settings.public_url.as_str().trim_end_matches('/').to_owned(),
            guided_by: operator.guided_by.clone(),
            operated_by: operator.names.clone(),
            icp_number: operator.icp.clone(),
            police_number: operator.police.clone(),
            contact: operator.contact.clone(),
            ocid_prefix: settings.ocid_prefix.clone(),
            font: settings.font.clone(),
            now: Arc::new(move || clock.now()),
        };
        Site::new(run, of_settings)
    }

    async fn ask_as_visitor(
        &self,
        document: &'static str,
        variables: serde_json::Value,
    ) -> std::result::Result<serde_json::Value, SiteError> {
        let request_id = RequestId::fresh().as_str().to_owned();
        let request = async_graphql::Request::new(document)
            .variables(async_graphql::Variables::from_json(variables));
        let response = self.door().run(request, RequestContext::visitor(request_id.clone())).await;
        if let Some(error) = response.errors.first() {
            let code = error.extensions.as_ref().and_then(|it| it.get("code"));
            return Err(match code {
                Some(async_graphql::Value::String(code)) => match SiteError::from_code(code) {
                    SiteError::Internal(_) => SiteError::Internal(Some(request_id)),
                    other => other,
                },
                _ => SiteError::Internal(Some(request_id)),
            });
        }
        let data = response.data.into_json();
        let data = data.map_err(|_| SiteError::Internal(Some(request_id)))?;
        Ok(serde_json::json!({ "data": data }))
    }
}

fn make_data_folder(settings: &Settings) -> anyhow::Result<()> {
    let folder = &settings.data;
    std::fs::create_dir_all(folder)
        .and_then(|()| {
            let probe = folder.join(".writable");
            std::fs::write(&probe, b"")?;
            std::fs::remove_file(probe)
        })
        .map_err(|error| anyhow::anyhow!("数据文件夹 {} 无法写入：{error}", folder.display()))
}

/// Opens the database without touching its tables.
///
/// # Errors
/// One clear sentence.
pub async fn open_database(
    settings: &Settings,
    clock: Clock,
) -> std::result::Result<Db, ConnectError> {
    Db::open(settings.database_url.reveal(), clock).await
}

/// Brings the tables up to date.
///
/// # Errors
/// When the database was made by a newer program, or a step fails.
pub async fn migrate(db: &Db) -> anyhow::Result<()> {
    let connection = db.for_migrations();
    let unknown = migrations::unknown_steps(connection).await.context("读取数据库版本")?;
    if let Some(step) = unknown.first() {
        bail!("数据库比程序新（含未知的升级步骤 {step}）：请使用更新的程序，数据库没有改动");
    }
    if !migrations::is_up_to_date(connection).await? {
        Migrator::up(connection, None).await.context("升级数据库")?;
    }
    Ok(())
}

fn open_index(settings: &Settings) -> anyhow::Result<SearchIndex> {
    let folder = settings.data.join("search");
    SearchIndex::open(&folder).map_err(|error| match error {
        OpenError::Damaged { path, reason } => anyhow::anyhow!(
            "搜索索引 {} 已损坏（{reason}）：请运行 greenbridge reindex 重建，其他数据没有受影响",
            path.display()
        ),
        OpenError::OlderFormat => {
            anyhow::anyhow!("搜索索引的格式与程序不符：请运行 greenbridge reindex 重建")
        }
        OpenError::Io(error) => anyhow::anyhow!("搜索索引 {} 打不开：{error}", folder.display()),
    })
}
