//! The settings of one process: the environment, then a file, then defaults.
//!
//! The only place of the product that looks at the environment. Everything that is missing or
//! wrong is found in one pass and reported at once; secrets are wrapped and never shown.

mod demo;
mod limits;
mod read;
mod signing_key;
mod table;
mod targets;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveTime;
use url::Url;

pub use limits::Limits;
pub use read::{SettingsError, WrongSetting};
pub use signing_key::{SIGNING_KEY_MIN, SigningKey, SigningKeyError};
pub use table::{SETTINGS, Setting, render_example};
pub use targets::{MailTarget, ModelSettings, S3, Storage};

use crate::Secret;
use crate::auth::limits::{LockOut, Rates};
use crate::auth::password::PasswordRules;
use crate::outside::LinkChecks;
use crate::vault::{KeyRing, parse_keys};
use read::{
    Reader, by_name, duration, hours, link_checks, number, ocid_prefix, rate, time_of_day,
    yes_or_no,
};

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for programs.
    Json,
}

/// Who must have a second factor before doing anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactor {
    /// Whoever wants one.
    Nobody,
    /// Moderators and administrators.
    Staff,
    /// Members as well.
    Everybody,
}

impl SecondFactor {
    /// Whether it is asked of an account of this role.
    #[must_use]
    pub fn is_asked_of(self, role: kernel::Role) -> bool {
        match self {
            Self::Nobody => false,
            Self::Staff => role.is_staff(),
            Self::Everybody => true,
        }
    }
}

/// How long a device stays signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionTimes {
    /// Without being used.
    pub idle: Duration,
    /// At most, however much it is used.
    pub longest: Duration,
    /// Without being used, by staff.
    pub staff_idle: Duration,
    /// At most, by staff.
    pub staff_longest: Duration,
}

/// When notices are mailed, in China's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeHours {
    /// From when to when no mail is sent; may go over midnight. `None` is never.
    pub quiet: Option<(NaiveTime, NaiveTime)>,
    /// When the day's digest goes out.
    pub digest_at: NaiveTime,
}

/// Who runs the site, as shown in the footer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Operator {
    /// The operating bodies; may be empty.
    pub names: Vec<String>,
    /// The bodies that guide them; may be empty.
    pub guided_by: Vec<String>,
    /// How a person reaches people: a telephone number or an address.
    pub contact: Option<String>,
    /// ICP 备案号.
    pub icp: Option<String>,
    /// 公安备案号.
    pub police: Option<String>,
}

/// How checks are done. Kinds are named here and known to the module that checks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ModerationSettings {
    /// Kinds that two persons decide on; as the table of kinds says when not set.
    pub four_eyes: Option<Vec<String>>,
    /// Kinds that pass by rule, with the approvals in a row that it takes.
    pub by_rule: Vec<(String, u32)>,
    /// Of a hundred that passed by rule, how many are looked at, by kind.
    pub sampling: Vec<(String, u32)>,
    /// How long somebody who took a check keeps it.
    pub take_time: Duration,
    /// How long an act on many can be undone.
    pub undo_time: Duration,
}

/// Everything a process is told from outside.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the server listens.
    pub listen: SocketAddr,
    /// Where what is counted is asked for; nowhere when nothing is set.
    pub metrics: Option<SocketAddr>,
    /// Folder of everything embedded.
    pub data: PathBuf,
    /// `sqlite:<path>` or `postgres://…`; wrapped, since it may hold a password.
    pub database_url: Secret,
    /// Where uploaded files live.
    pub storage: Storage,
    /// Where mails go.
    pub mail: MailTarget,
    /// Sender of all mails, `Name <address>`.
    pub mail_from: String,
    /// The address people use; without a slash at the end when written as text.
    pub public_url: Url,
    /// The language model; none writes when not given.
    pub model: Option<ModelSettings>,
    /// Whether addresses of neighbouring systems are asked.
    pub link_checks: LinkChecks,
    /// The font of papers, `path` or `path#index`; the usual places are tried without one.
    pub font: Option<String>,
    /// Whether a reverse proxy of ours sets `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Whether demo accounts and content are seeded.
    pub demo: bool,
    /// How far the clock goes ahead; nothing but in demonstrations.
    pub clock_ahead: Duration,
    /// The shortest time between posting a need and the opening of its bids.
    pub bid_window: Duration,
    /// Where the demand side may register; empty is everywhere.
    pub demand_regions: Vec<kernel::RegionCode>,
    /// The folder watched for files of official notices.
    pub notices_folder: Option<PathBuf>,
    /// The folder watched for files of laws.
    pub laws_folder: Option<PathBuf>,
    /// The file that names the sources which are asked now and then.
    pub pulls: Option<PathBuf>,
    /// What the ids of contracting processes start with.
    pub ocid_prefix: String,
    /// Who runs the site.
    pub operator: Operator,
    /// Where the key that signs access tokens comes from.
    pub signing_key: SigningKey,
    /// Where the keys of sealed fields come from.
    pub keys: KeyRing,
    /// Where the roots of the audit log are kept.
    pub audit_roots: PathBuf,
    /// When notices are mailed.
    pub notice_hours: NoticeHours,
    /// How long people and staff stay signed in.
    pub sessions: SessionTimes,
    /// Who must have a second factor.
    pub second_factor: SecondFactor,
    /// What a new password must be like.
    pub passwords: PasswordRules,
    /// When wrong passwords lock an account.
    pub lock_out: LockOut,
    /// How checks are done.
    pub moderation: ModerationSettings,
    /// How often things may be tried.
    pub rates: Rates,
    /// What one request may ask for.
    pub limits: Limits,
    /// Filter of log lines, in the syntax of tracing's `EnvFilter`.
    pub log: String,
    /// How log lines look.
    pub log_format: LogFormat,
    /// Sentences for the log: names that look like settings of ours but are none.
    pub warnings: Vec<String>,
}

impl Settings {
    /// Reads the environment and the settings file (`GREENBRIDGE_SETTINGS`, else `.env` in the
    /// working folder when there is one). The environment wins.
    ///
    /// # Errors
    /// [`SettingsError`] with everything that is missing or wrong.
    pub fn from_env() -> Result<Self, SettingsError> {
        let environment: HashMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
            .filter(|(name, _)| is_ours(name))
            .map(|(name, value)| (name, value.to_string_lossy().into_owned()))
            .collect();
        let named = environment.get("GREENBRIDGE_SETTINGS").filter(|it| !it.is_empty());
        let mut vars = match named {
            Some(path) => from_file(Path::new(path), true)?,
            None => from_file(Path::new(".env"), false)?,
        };
        // An empty variable counts as not given and so does not hide the file's value.
        vars.extend(environment.into_iter().filter(|(_, value)| !value.trim().is_empty()));
        Self::from_vars(&vars)
    }

    /// Reads settings from names and values; looks at nothing else.
    ///
    /// # Errors
    /// [`SettingsError`] with everything that is missing or wrong.
    pub fn from_vars(vars: &HashMap<String, String>) -> Result<Self, SettingsError> {
        let mut reader = Reader::new(vars);
        let settings = Self::read(&mut reader, vars);
        reader.finish().map(|()| settings)
    }

    fn read(reader: &mut Reader<'_>, vars: &HashMap<String, String>) -> Self {
        // Used by `from_env` before anything else is read; listed here so that it counts as known.
        let _ = reader.text("GREENBRIDGE_SETTINGS");
        let address =
            |text: &str| text.parse::<SocketAddr>().map_err(|_| format!("“{text}”不是“地址:端口”"));
        let listen = reader.value("GREENBRIDGE_LISTEN", address);
        let metrics = reader.optional("GREENBRIDGE_METRICS", address);
        let data = PathBuf::from(reader.text("GREENBRIDGE_DATA").unwrap_or_default());
        let database_url = targets::database(reader, &data);
        let storage = targets::storage(reader, &data);
        let (mail, mail_from) = targets::mail(reader, &data);
        let demo = reader.value("GREENBRIDGE_DEMO", yes_or_no);
        Self {
            listen,
            metrics,
            database_url,
            storage,
            mail,
            mail_from,
            public_url: public_url(reader, listen),
            behind_proxy: reader.value("GREENBRIDGE_PROXY", yes_or_no),
            demo,
            clock_ahead: demo::clock_ahead(reader, demo),
            font: reader.text("GREENBRIDGE_FONT"),
            model: targets::model(reader),
            link_checks: reader.value("GREENBRIDGE_LINK_CHECKS", link_checks),
            bid_window: reader.value("GREENBRIDGE_BID_WINDOW", duration),
            demand_regions: reader
                .optional("GREENBRIDGE_DEMAND_REGIONS", read::regions)
                .unwrap_or_default(),
            notices_folder: reader.text("GREENBRIDGE_NOTICES_FOLDER").map(PathBuf::from),
            laws_folder: reader.text("GREENBRIDGE_LAWS_FOLDER").map(PathBuf::from),
            pulls: reader.text("GREENBRIDGE_PULLS").map(PathBuf::from),
            ocid_prefix: reader.value("GREENBRIDGE_OCID_PREFIX", ocid_prefix),
            operator: operator(reader),
            signing_key: signing_key(reader, &data),
            keys: keys(reader, &data),
            audit_roots: reader
                .text("GREENBRIDGE_AUDIT_ROOTS")
                .map_or_else(|| data.join("audit-roots"), PathBuf::from),
            notice_hours: NoticeHours {
                quiet: reader.value("GREENBRIDGE_QUIET_HOURS", hours),
                digest_at: reader.value("GREENBRIDGE_DIGEST_AT", time_of_day),
            },
            sessions: SessionTimes {
                idle: reader.value("GREENBRIDGE_SESSION_TIME", duration),
                longest: reader.value("GREENBRIDGE_SESSION_LIMIT", duration),
                staff_idle: reader.value("GREENBRIDGE_STAFF_SESSION_TIME", duration),
                staff_longest: reader.value("GREENBRIDGE_STAFF_SESSION_LIMIT", duration),
            },
            second_factor: demo::second_factor(reader, demo),
            passwords: PasswordRules {
                min_length: reader.value("GREENBRIDGE_PASSWORD_LENGTH", number(8..=64)) as usize,
                min_classes: reader.value("GREENBRIDGE_PASSWORD_CLASSES", number(1..=4)) as usize,
            },
            lock_out: LockOut {
                failures: reader.value("GREENBRIDGE_LOCK_FAILURES", number(1..=100)),
                time: reader.value("GREENBRIDGE_LOCK_TIME", duration),
            },
            moderation: moderation(reader),
            rates: Rates {
                sign_in: reader.value("GREENBRIDGE_RATE_SIGN_IN", rate),
                register: reader.value("GREENBRIDGE_RATE_REGISTER", rate),
                mutations: reader.value("GREENBRIDGE_RATE_MUTATIONS", rate),
                mails: reader.value("GREENBRIDGE_RATE_MAILS", rate),
                machines: reader.value("GREENBRIDGE_RATE_MACHINES", rate),
                asks: reader.value("GREENBRIDGE_RATE_ASKS", rate),
            },
            limits: limits::limits(reader),
            log: reader.value("GREENBRIDGE_LOG", log_filter),
            log_format: reader.value("GREENBRIDGE_LOG_FORMAT", |text| match text {
                "text" => Ok(LogFormat::Text),
                "json" => Ok(LogFormat::Json),
                _ => Err(format!("“{text}”应为 text 或 json")),
            }),
            warnings: unknown_names(vars),
            data,
        }
    }

    /// Whether people reach us through TLS, so that cookies are marked secure.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// The machine's clock, ahead in demonstrations that ask for it.
    #[must_use]
    pub fn clock(&self) -> kernel::Clock {
        match chrono::Duration::from_std(self.clock_ahead) {
            Ok(by) if !by.is_zero() => kernel::Clock::Ahead(by),
            _ => kernel::Clock::System,
        }
    }

    /// The address of a page: the public address and `path`, which starts with a slash.
    #[must_use]
    pub fn public_address(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.as_str().trim_end_matches('/'))
    }
}

/// Whether a variable of the environment is meant for us.
fn is_ours(name: &str) -> bool {
    name.starts_with("GREENBRIDGE_") || table::setting(name).is_some()
}

fn unknown_names(vars: &HashMap<String, String>) -> Vec<String> {
    let mut unknown: Vec<String> = vars
        .keys()
        .filter(|name| name.starts_with("GREENBRIDGE_") && table::setting(name).is_none())
        .map(|name| format!("没有名为 {name} 的设置，已忽略"))
        .collect();
    unknown.sort();
    unknown
}

fn from_file(path: &Path, must_exist: bool) -> Result<HashMap<String, String>, SettingsError> {
    let wrong = |problem: String| SettingsError {
        wrong: vec![WrongSetting {
            name: "GREENBRIDGE_SETTINGS",
            problem,
            example: "/etc/greenbridge.env",
        }],
    };
    if !must_exist && !path.exists() {
        return Ok(HashMap::new());
    }
    let shown = path.display();
    let lines = dotenvy::from_path_iter(path)
        .map_err(|error| wrong(format!("设置文件 {shown} 无法读取（{error}）")))?;
    let mut vars = HashMap::new();
    for line in lines {
        match line {
            Ok((name, value)) => vars.insert(name, value),
            // The line itself is not shown: it may hold a secret.
            Err(dotenvy::Error::LineParse(rest, _)) => {
                let number = line_of(path, &rest);
                return Err(wrong(format!(
                    "设置文件 {shown} 第 {number} 行不符合“名称=值”的写法，含空格或分号的值请加单引号"
                )));
            }
            Err(error) => return Err(wrong(format!("设置文件 {shown} 无法读取（{error}）"))),
        };
    }
    Ok(vars)
}

/// The number of the line that holds what could not be read, counted from 1.
fn line_of(path: &Path, rest: &str) -> usize {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let rest = rest.lines().next().unwrap_or_default();
    text.lines().position(|line| line.contains(rest)).unwrap_or(0) + 1
}

fn public_url(reader: &mut Reader<'_>, listen: SocketAddr) -> Url {
    let given = reader.optional("GREENBRIDGE_PUBLIC_URL", |text| {
        let url = Url::parse(text).ok().filter(|it| {
            matches!(it.scheme(), "http" | "https")
                && it.has_host()
                && it.path() == "/"
                && it.query().is_none()
                && it.fragment().is_none()
                && it.username().is_empty()
        });
        url.ok_or_else(|| format!("“{text}”应为不带路径的 http:// 或 https:// 地址"))
    });
    given.unwrap_or_else(|| {
        let text = if listen.ip().is_unspecified() {
            format!("http://localhost:{}", listen.port())
        } else {
            format!("http://{listen}")
        };
        Url::parse(&text).expect("a socket address makes a URL")
    })
}

fn short(text: &str) -> Result<String, String> {
    let is_sound = text.chars().count() <= 100 && !text.chars().any(char::is_control);
    if is_sound {
        Ok(text.to_owned())
    } else {
        Err("应在 100 个字以内，不含控制字符".to_owned())
    }
}

fn operator(reader: &mut Reader<'_>) -> Operator {
    let names = |text: &str| {
        let names = text.split([';', '；']).map(str::trim).filter(|it| !it.is_empty());
        names.map(short).collect::<Result<Vec<_>, _>>()
    };
    Operator {
        names: reader.optional("GREENBRIDGE_OPERATORS", names).unwrap_or_default(),
        guided_by: reader.optional("GREENBRIDGE_GUIDED_BY", names).unwrap_or_default(),
        contact: reader.optional("GREENBRIDGE_CONTACT", short),
        icp: reader.optional("GREENBRIDGE_ICP", short),
        police: reader.optional("GREENBRIDGE_POLICE", short),
    }
}

fn moderation(reader: &mut Reader<'_>) -> ModerationSettings {
    let four_eyes = reader.optional("GREENBRIDGE_FOUR_EYES", |text| {
        let names = text.split([';', '；']).map(str::trim).filter(|it| !it.is_empty());
        Ok(names.filter(|it| *it != "none").map(str::to_owned).collect())
    });
    ModerationSettings {
        four_eyes,
        by_rule: reader
            .optional("GREENBRIDGE_APPROVE_BY_RULE", by_name(1..=1_000))
            .unwrap_or_default(),
        sampling: reader.optional("GREENBRIDGE_SAMPLING", by_name(0..=100)).unwrap_or_default(),
        take_time: reader.value("GREENBRIDGE_TAKE_TIME", duration),
        undo_time: reader.value("GREENBRIDGE_UNDO_TIME", duration),
    }
}

fn signing_key(reader: &mut Reader<'_>, data: &Path) -> SigningKey {
    let given = reader.optional("GREENBRIDGE_SECRET", |text| {
        if text.len() < SIGNING_KEY_MIN {
            return Err(format!("至少 {SIGNING_KEY_MIN} 个字符"));
        }
        // Everybody can read the example: whoever knows the key signs in as anybody.
        if table::setting("GREENBRIDGE_SECRET").is_some_and(|it| it.example == text) {
            return Err("不能使用示例中的密钥，请用 openssl rand -hex 32 生成".to_owned());
        }
        Ok(Secret::new(text))
    });
    given.map_or_else(|| SigningKey::File(data.join("secret")), SigningKey::Given)
}

fn keys(reader: &mut Reader<'_>, data: &Path) -> KeyRing {
    let given = reader.optional("GREENBRIDGE_KEYS", |text| {
        // Everybody can read the example.
        if table::setting("GREENBRIDGE_KEYS").is_some_and(|it| it.example == text) {
            return Err("不能使用示例中的密钥，请用 openssl rand -hex 32 生成".to_owned());
        }
        parse_keys(text)
    });
    given.map_or_else(|| KeyRing::File(data.join("keys")), KeyRing::Given)
}

fn log_filter(text: &str) -> Result<String, String> {
    match tracing_subscriber::EnvFilter::builder().parse(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(format!("“{text}”不是日志过滤规则")),
    }
}

#[cfg(test)]
#[path = "settings/tests.rs"]
mod tests;
