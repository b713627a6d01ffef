//! Where the parts of the product are: database, files, mail.

use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::message::Mailbox;
use url::{Host, Url};

use super::read::{Reader, duration, number, yes_or_no};
use crate::Secret;

/// The language model that may write beside passages of law.
#[derive(Debug, Clone)]
pub struct ModelSettings {
    /// Where its protocol begins: what stands before `/chat/completions`.
    pub url: Url,
    /// Its key.
    pub key: Option<Secret>,
    /// Its name.
    pub name: String,
    /// How long an answer may take.
    pub time: Duration,
    /// How many tokens a day may cost, over all servers.
    pub tokens: u64,
}

/// The sender when mails only go to a folder.
const FOLDER_SENDER: &str = "Greenbridge <no-reply@greenbridge.invalid>";

/// Where uploaded files live.
#[derive(Debug, Clone)]
pub enum Storage {
    /// A folder of ours.
    Folder(PathBuf),
    /// A store that speaks S3.
    S3(S3),
}

/// How to reach an S3-compatible store.
#[derive(Debug, Clone)]
pub struct S3 {
    /// The bucket; it must exist.
    pub bucket: String,
    /// The address of the store; `None` is that of AWS.
    pub endpoint: Option<String>,
    /// The region that is signed.
    pub region: String,
    /// Whether the endpoint may be without TLS.
    pub allow_http: bool,
    /// Whether the bucket is part of the host name instead of the path.
    pub virtual_host: bool,
    /// The access key.
    pub access_key: Secret,
    /// The secret key.
    pub secret_key: Secret,
}

/// Where mails go.
#[derive(Debug, Clone)]
pub enum MailTarget {
    /// Each mail a file in this folder.
    Folder(PathBuf),
    /// The URL of an SMTP server; wrapped, since it may hold a password.
    Smtp(Secret),
}

/// `DATABASE_URL`, else SQLite in the data folder.
pub(super) fn database(reader: &mut Reader<'_>, data: &Path) -> Secret {
    let given = reader.optional("DATABASE_URL", |text| {
        let is_known = ["sqlite:", "postgres://", "postgresql://"]
            .iter()
            .any(|scheme| text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
        // The value is not repeated: it may hold a password.
        if !is_known {
            Err("应以 sqlite: 或 postgres:// 开头".to_owned())
        } else if text.starts_with("postgres") && !is_sealed_or_local(text) {
            Err("数据库在另一台机器上，请在地址中加上 sslmode=verify-full".to_owned())
        } else {
            Ok(Secret::new(text))
        }
    });
    given.unwrap_or_else(|| {
        Secret::new(format!("sqlite:{}", data.join("greenbridge.sqlite").display()))
    })
}

/// Whether a PostgreSQL is asked for its certificate, or is on this machine: by loopback or by a
/// socket. An address nobody can read is left to the driver, which refuses it.
fn is_sealed_or_local(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return true };
    let hosts: Vec<_> = url
        .query_pairs()
        .filter(|(name, _)| matches!(name.as_ref(), "host" | "hostaddr"))
        .collect();
    let is_near = |host: &str| {
        host.starts_with('/') || matches!(host, "localhost" | "127.0.0.1" | "::1" | "[::1]")
    };
    let is_local = if hosts.is_empty() {
        url.host().is_none() || is_local(&url)
    } else {
        hosts.iter().all(|(_, host)| is_near(host))
    };
    is_local || url.query_pairs().any(|(name, value)| name == "sslmode" && value == "verify-full")
}

/// `STORAGE_URL` and its keys, else a folder in the data folder.
pub(super) fn storage(reader: &mut Reader<'_>, data: &Path) -> Storage {
    let access_key = reader.text("STORAGE_ACCESS_KEY").map(Secret::new);
    let secret_key = reader.text("STORAGE_SECRET_KEY").map(Secret::new);
    let text = reader.text("STORAGE_URL");
    let folder = Storage::Folder(data.join("files"));
    match text.as_deref() {
        None => folder,
        Some(text) if text.starts_with("file:") => {
            let path = text.trim_start_matches("file:");
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() {
                reader.complain("STORAGE_URL", "file: 后应有文件夹路径");
            }
            Storage::Folder(PathBuf::from(path))
        }
        Some(text) => {
            for (name, key) in
                [("STORAGE_ACCESS_KEY", &access_key), ("STORAGE_SECRET_KEY", &secret_key)]
            {
                if key.is_none() {
                    reader.complain(name, "使用 s3:// 存储时必须填写");
                }
            }
            let keys =
                (access_key.unwrap_or(Secret::new("")), secret_key.unwrap_or(Secret::new("")));
            match s3(text, keys) {
                Ok(s3) => Storage::S3(s3),
                Err(problem) => {
                    reader.complain("STORAGE_URL", problem);
                    folder
                }
            }
        }
    }
}

fn s3(text: &str, (access_key, secret_key): (Secret, Secret)) -> Result<S3, String> {
    let url = Url::parse(text).ok().filter(|it| it.scheme() == "s3");
    let url = url.ok_or("应以 s3:// 或 file: 开头")?;
    let bucket = url.host_str().filter(|it| !it.is_empty()).ok_or("s3:// 后应有存储桶名称")?;
    if !matches!(url.path(), "" | "/") {
        return Err("存储桶名称后不能有路径".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("密钥请写在 STORAGE_ACCESS_KEY 和 STORAGE_SECRET_KEY 中".to_owned());
    }
    let mut s3 = S3 {
        bucket: bucket.to_owned(),
        endpoint: None,
        region: "us-east-1".to_owned(),
        allow_http: false,
        virtual_host: false,
        access_key,
        secret_key,
    };
    for (name, value) in url.query_pairs() {
        match name.as_ref() {
            "endpoint" => s3.endpoint = Some(endpoint(&value)?),
            "region" if !value.is_empty() => s3.region = value.into_owned(),
            "allow_http" => s3.allow_http = yes_or_no(&value)?,
            "virtual_host" => s3.virtual_host = yes_or_no(&value)?,
            other => {
                return Err(format!(
                    "不认识的参数“{other}”（可用 endpoint、region、allow_http、virtual_host）"
                ));
            }
        }
    }
    let is_plain = s3.endpoint.as_ref().is_some_and(|it| it.starts_with("http://"));
    if is_plain && !s3.allow_http {
        return Err("endpoint 没有使用 TLS，确认后请加 allow_http=true".to_owned());
    }
    let is_near = |it: &String| Url::parse(it).is_ok_and(|it| is_local(&it));
    if is_plain && !s3.endpoint.as_ref().is_some_and(is_near) {
        return Err("存储在另一台机器上，endpoint 请用 https://".to_owned());
    }
    Ok(s3)
}

fn endpoint(text: &str) -> Result<String, String> {
    let url =
        Url::parse(text).ok().filter(|it| matches!(it.scheme(), "http" | "https") && it.has_host());
    url.map(|it| it.as_str().trim_end_matches('/').to_owned())
        .ok_or_else(|| "endpoint 应为 http:// 或 https:// 地址".to_owned())
}

/// `SMTP_URL` and the sender, else a folder in the data folder.
pub(super) fn mail(reader: &mut Reader<'_>, data: &Path) -> (MailTarget, String) {
    let smtp = reader.text("SMTP_URL");
    let from = reader.optional("GREENBRIDGE_MAIL_FROM", |text| {
        let mailbox = text.parse::<Mailbox>();
        mailbox.map(|_| text.to_owned()).map_err(|_| format!("“{text}”不是“名称 <地址>”"))
    });
    let Some(smtp) = smtp else {
        let target = MailTarget::Folder(data.join("outbox"));
        return (target, from.unwrap_or_else(|| FOLDER_SENDER.to_owned()));
    };
    if from.is_none() && reader.text("GREENBRIDGE_MAIL_FROM").is_none() {
        reader.complain("GREENBRIDGE_MAIL_FROM", "填写 SMTP_URL 时必须填写发件人");
    }
    if let Err(problem) = check_smtp(&smtp) {
        reader.complain("SMTP_URL", problem);
    }
    (MailTarget::Smtp(Secret::new(smtp)), from.unwrap_or_default())
}

/// The language model, when one is named.
pub(super) fn model(reader: &mut Reader<'_>) -> Option<ModelSettings> {
    let url = reader.optional("GREENBRIDGE_MODEL_URL", |text| {
        let url = Url::parse(text).ok().filter(|it| {
            matches!(it.scheme(), "http" | "https") && it.has_host() && it.username().is_empty()
        });
        url.ok_or_else(|| format!("“{text}”应为 http:// 或 https:// 地址"))
    });
    let key = reader.text("GREENBRIDGE_MODEL_KEY").map(Secret::new);
    let name = reader.text("GREENBRIDGE_MODEL_NAME");
    let time = reader.value("GREENBRIDGE_MODEL_TIME", duration);
    let tokens = u64::from(reader.value("GREENBRIDGE_MODEL_TOKENS", number(1..=1_000_000_000)));
    let url = url?;
    let Some(name) = name else {
        reader.complain("GREENBRIDGE_MODEL_NAME", "填写 GREENBRIDGE_MODEL_URL 时必须填写模型名称");
        return None;
    };
    Some(ModelSettings { url, key, name, time, tokens })
}

/// The value is never repeated in a complaint: it may hold a password.
fn check_smtp(text: &str) -> Result<(), &'static str> {
    let url = Url::parse(text).ok().filter(Url::has_host);
    let url = url.ok_or("不是邮件服务器地址（密码中的特殊字符请用 %XX 书写）")?;
    let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value);
    let is_sealed = match (url.scheme(), tls.as_deref()) {
        ("smtps", None) | ("smtp", Some("required")) => true,
        ("smtp", None | Some("opportunistic")) => false,
        _ => return Err("应为 smtp:// 或 smtps://，参数 tls 只能是 required 或 opportunistic"),
    };
    if !is_sealed && !is_local(&url) {
        return Err("邮件和密码会不加密地发送，请改用 smtps:// 或加上 tls=required");
    }
    Ok(())
}

fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        // A scheme that is not the web's keeps addresses as text.
        Some(Host::Domain(name)) => matches!(name, "localhost" | "127.0.0.1"),
        None => false,
    }
}
