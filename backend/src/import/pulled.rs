//! Sources that are asked for their files now and then, as a file of the operator says.
//!
//! What comes is kept in the file store and imported as a run of its source, like a body that was sent
//! in; what was seen last is remembered by [`commons::pulls`], so that most asking ends with "nothing
//! new". Nobody is asked inside a transaction.

use super::jobs::{fields_of, is_mapping};
use super::mapping::Mapping;
use super::{ImportKind, laws};
use crate::app::App;
use crate::import::rows::Form;
use anyhow::{Context, bail};
use bytes::Bytes;
use chrono::Duration;
use commons::feeds::NewRun;
use commons::pulls::{Begun, Marks, actions, rules};
use kernel::{Actor, Result};
use platform::files::FileKey;
use platform::outside::{FetchError, Fetched, Wanted};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::Path;

/// The largest file about pulls, in bytes.
const FILE_LIMIT: u64 = 256 * 1024;
/// Sources that can be asked (配置值).
const SOURCES: usize = 100;
/// The largest file that is fetched unless the source says otherwise, and at all, in MB (配置值).
const MOST_MB: usize = 20;
const MOST_MB_LIMIT: usize = 200;
/// How seldom a source may be asked, in hours (配置值).
const EVERY_HOURS_LIMIT: u32 = 24 * 90;

/// Endings of files by their media type.
const ENDINGS: [(&str, &str); 11] = [
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv"),
    ("application/json", "json"),
    ("application/x-ndjson", "jsonl"),
    ("application/jsonl", "jsonl"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    ("application/pdf", "pdf"),
    ("text/html", "html"),
    ("text/markdown", "md"),
    ("application/vnd.sqlite3", "sqlite"),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    hosts: Vec<String>,
    #[serde(default)]
    pull: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    kind: String,
    url: String,
    every_hours: u32,
    mapping: Option<String>,
    most_mb: Option<usize>,
}

/// A source that is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pull {
    name: String,
    kind: ImportKind,
    url: String,
    every: Duration,
    mapping: Option<(String, String)>,
    most: usize,
}

/// All of them, and which hosts may be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pulls {
    hosts: Vec<String>,
    all: Vec<Pull>,
}

impl Pulls {
    /// Reads the file that the settings name.
    ///
    /// # Errors
    /// One sentence that says what is wrong with it.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        let shown = path.display();
        let size = std::fs::metadata(path).with_context(|| format!("拉取清单 {shown} 打不开"))?;
        if size.len() > FILE_LIMIT {
            bail!("拉取清单 {shown} 超过 256 KB");
        }
        let text =
            std::fs::read_to_string(path).with_context(|| format!("拉取清单 {shown} 读不出来"))?;
        Self::parse(&text).map_err(|reason| anyhow::anyhow!("拉取清单 {shown}：{reason}"))
    }

    /// Reads what such a file says.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn parse(text: &str) -> std::result::Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        if file.pull.len() > SOURCES {
            return Err(format!("最多 {SOURCES} 个来源"));
        }
        let hosts: Vec<String> = file.hosts.iter().map(|it| it.trim().to_lowercase()).collect();
        let mut names = BTreeSet::new();
        let mut all = Vec::new();
        for entry in file.pull {
            let name = entry.name.clone();
            if !names.insert(name.clone()) {
                return Err(format!("来源“{name}”写了两次"));
            }
            all.push(pull(entry, &hosts).map_err(|reason| format!("来源“{name}”：{reason}"))?);
        }
        Ok(Self { hosts, all })
    }
}

fn pull(entry: Entry, hosts: &[String]) -> std::result::Result<Pull, String> {
    let length = entry.name.chars().count();
    if !(1..=100).contains(&length) {
        return Err("名称应为 1 至 100 个字".into());
    }
    let kind =
        ImportKind::of(&entry.kind).ok_or_else(|| format!("没有 {} 这种数据", entry.kind))?;
    let url = url::Url::parse(&entry.url).map_err(|_| "地址写得不对".to_owned())?;
    let host = url.domain().ok_or("地址应使用域名，不能是数字地址")?;
    if !matches!(url.scheme(), "http" | "https") || !rules::is_listed(host, hosts) {
        return Err(format!("主机 {host} 不在 hosts 名单中"));
    }
    if !(1..=EVERY_HOURS_LIMIT).contains(&entry.every_hours) {
        return Err(format!("every_hours 应为 1 至 {EVERY_HOURS_LIMIT}"));
    }
    let most_mb = entry.most_mb.unwrap_or(MOST_MB);
    if !(1..=MOST_MB_LIMIT).contains(&most_mb) {
        return Err(format!("most_mb 应为 1 至 {MOST_MB_LIMIT}"));
    }
    let mapping = match entry.mapping {
        None => None,
        Some(name) => {
            let text = seed_data::mapping(&name).filter(|it| is_mapping(it, kind.name()));
            let text = text.ok_or_else(|| format!("没有给 {} 用的映射 {name}", kind.name()))?;
            Some((name, text.to_owned()))
        }
    };
    let every = Duration::hours(i64::from(entry.every_hours));
    Ok(Pull { name: entry.name, kind, url: entry.url, every, mapping, most: most_mb * 1024 * 1024 })
}

/// Asks every source that is due; answers how many were asked.
///
/// # Errors
/// A fault when the database or the file store fails; a source that fails is no error.
pub async fn pull_due(app: &App) -> Result<usize> {
    if app.outside().is_off() {
        return Ok(0);
    }
    let pulls = app.pulls();
    let mut asked = 0;
    for pull in &pulls.all {
        if actions::is_due(app.db(), &pull.name, app.db().clock().now()).await? {
            asked += usize::from(ask(app, pulls, pull).await?);
        }
    }
    Ok(asked)
}

async fn ask(app: &App, pulls: &Pulls, pull: &Pull) -> Result<bool> {
    let (name, url) = (pull.name.clone(), pull.url.clone());
    let begun = app.db().in_transaction(Actor::System("import"), |cx| {
        Box::pin(async move { actions::begin(cx, &name, &url).await })
    });
    let Some(begun) = begun.await? else { return Ok(false) };
    let marks = begun.marks.clone();
    let wanted = Wanted {
        url: &pull.url,
        etag: marks.etag.as_deref(),
        modified: marks.modified.as_deref(),
        most: pull.most,
        is_listed: rules::is_listed,
        hosts: &pulls.hosts,
        now: app.db().clock().now(),
    };
    match app.outside().fetch(wanted).await {
        Ok(Fetched::Unchanged) => {
            let every = pull.every;
            let noted = app.db().in_transaction(Actor::System("import"), |cx| {
                Box::pin(async move { actions::unchanged(cx, begun, every).await })
            });
            noted.await?;
        }
        Ok(Fetched::File { content, media, etag, modified }) => {
            match ending(pull, media.as_deref()) {
                Some(ending) => {
                    keep(app, pull, begun, Marks { etag, modified }, (content, ending)).await?;
                }
                None => fail(app, begun, "取到的不是能导入的文件".to_owned(), None).await?,
            }
        }
        Err(error) => {
            let wait = match &error {
                FetchError::Status(_, Some(seconds)) => i64::try_from(*seconds).ok(),
                _ => None,
            };
            tracing::warn!(source = pull.name, %error, "a source could not be pulled");
            let wait = wait.and_then(Duration::try_seconds);
            fail(app, begun, error.to_string(), wait).await?;
        }
    }
    Ok(true)
}

async fn fail(app: &App, begun: Begun, problem: String, wait: Option<Duration>) -> Result<()> {
    let noted = app.db().in_transaction(Actor::System("import"), |cx| {
        Box::pin(async move { actions::failed(cx, begun, &problem, wait).await })
    });
    noted.await
}

/// What the file is, by what the server says, else by its address; none when we do not read such.
fn ending(pull: &Pull, media: Option<&str>) -> Option<String> {
    let by_media = ENDINGS.iter().find(|(known, _)| Some(*known) == media);
    let path = url::Url::parse(&pull.url).ok()?.path().to_lowercase();
    let by_name = || {
        let file = path.rsplit('/').next()?;
        let (stem, ending) = file.rsplit_once('.')?;
        let is_packed = ending == "gz" && stem.contains('.');
        Some(if is_packed { format!("{}.gz", stem.rsplit('.').next()?) } else { ending.to_owned() })
    };
    let candidates = by_media.map(|(_, it)| (*it).to_owned()).into_iter().chain(by_name());
    candidates.into_iter().find(|it| {
        let name = format!("x.{it}");
        match pull.kind {
            ImportKind::Laws => laws::is_readable(Path::new(&name)),
            ImportKind::Ocds => matches!(it.as_str(), "json" | "jsonl"),
            _ => Form::of(Path::new(&name)).is_some(),
        }
    })
}

async fn keep(
    app: &App,
    pull: &Pull,
    begun: Begun,
    marks: Marks,
    (content, ending): (Vec<u8>, String),
) -> Result<()> {
    let digest = hex::encode(Sha256::digest(&content));
    let key = format!("feeds/pulled/{digest}.{ending}");
    let parsed = FileKey::parse(&key).map_err(anyhow::Error::new)?;
    app.files().put(&parsed, Bytes::from(content)).await.map_err(anyhow::Error::new)?;
    let mapping = pull.mapping.clone();
    let parsed = mapping.as_ref().and_then(|(_, text)| {
        Mapping::parse(text, pull.kind.name(), fields_of(pull.kind.name())).ok()
    });
    let run = NewRun {
        source: pull.name.clone(),
        kind: pull.kind.name(),
        file_name: format!("{}.{ending}", pull.name),
        file_key: Some(key),
        digest,
        is_whole: parsed.as_ref().is_some_and(|it| it.is_whole),
        every_days: i32::try_from(pull.every.num_days().max(1) * 3).ok(),
        mapping_name: mapping.as_ref().map(|it| it.0.clone()),
        mapping_text: mapping.map(|it| it.1),
        replay_of: None,
    };
    let every = pull.every;
    let noted = app.db().in_transaction(Actor::System("import"), |cx| {
        Box::pin(async move { actions::taken(cx, begun, marks, every, run).await })
    });
    noted.await
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "hosts = [\"data.example.org\"]\n[[pull]]\nname = \"甲\"\nkind = \"laws\"\n\
                       url = \"https://data.example.org/laws.jsonl\"\nevery_hours = 24\n";

    fn refused(from: &str, to: &str) -> String {
        Pulls::parse(&ONE.replace(from, to)).expect_err("refused")
    }

    #[test]
    fn a_list_of_sources_is_read_and_what_is_wrong_is_named() {
        let pulls = Pulls::parse(ONE).expect("a list");
        assert_eq!((pulls.all[0].kind, pulls.all[0].every), (ImportKind::Laws, Duration::days(1)));
        assert!(refused("https://data.", "https://other.").contains("hosts"));
        assert!(refused("data.example.org/laws", "127.0.0.1/laws").contains("域名"));
        assert!(refused("\"laws\"", "\"poems\"").contains("poems"));
        assert!(refused("= 24", "= 0").contains("every_hours"));
        assert!(refused("= 24", "= 24\nmapping = \"none\"").contains("none"));
        assert!(refused("= 24", "= 24\nmost_mb = 9999").contains("most_mb"));
        assert!(refused("hosts", "host").contains("host"));
        let twice = format!("{ONE}{}", ONE.split_once('\n').expect("lines").1);
        assert!(Pulls::parse(&twice).expect_err("refused").contains("两次"));
    }

    #[test]
    fn a_file_is_known_by_its_media_type_or_its_address() {
        let pull = &Pulls::parse(ONE).expect("a list").all[0];
        assert_eq!(ending(pull, Some("application/json")).as_deref(), Some("json"));
        assert_eq!(ending(pull, Some("text/plain")).as_deref(), Some("jsonl"));
        assert_eq!(ending(pull, None).as_deref(), Some("jsonl"));
        let packed = Pull { url: "https://data.example.org/a.jsonl.gz".into(), ..pull.clone() };
        assert_eq!(ending(&packed, Some("application/gzip")).as_deref(), Some("jsonl.gz"));
        let page = Pull {
            kind: ImportKind::Notices,
            url: "https://data.example.org/".into(),
            ..pull.clone()
        };
        assert_eq!(ending(&page, Some("text/html")), None);
    }
}
