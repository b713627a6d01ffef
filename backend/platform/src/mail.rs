//! Mails: written to a folder, or sent through an SMTP server.
//!
//! A mail that fails says whether to try again: `Temporary` is for the job that retries,
//! `Permanent` for the one that gives up.

mod message;
mod outbox;

use std::path::{Path, PathBuf};
use std::time::Duration;

use kernel::{Clock, Dice};
use lettre::message::Mailbox;
use lettre::transport::smtp::PoolConfig;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

pub use message::is_address;

use crate::settings::{MailTarget, Settings};

/// How long one mail may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// Connections kept to the server; mails are sent by jobs, few at a time.
const CONNECTIONS: u32 = 4;

/// A mail to one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The bare address, `name@example.org`.
    pub to: String,
    /// One line, at most 200 characters.
    pub subject: String,
    /// The text, for programs that show no HTML.
    pub text: String,
    /// The same as HTML.
    pub html: Option<String>,
}

/// Why a mail was not sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The server is away, busy or misconfigured: the same mail may be sent later.
    #[error("mail not sent for now: {0}")]
    Temporary(String),
    /// This mail will never be sent as it is.
    #[error("mail refused: {0}")]
    Permanent(String),
}

/// Why mails cannot be sent at all, in one sentence for the person who started us.
#[derive(Debug, thiserror::Error)]
pub enum MailerError {
    /// The folder cannot be made or written.
    #[error("邮件文件夹 {0} 无法写入：{1}")]
    Folder(String, #[source] std::io::Error),
    /// The address of the server or of the sender cannot be used.
    #[error("邮件设置 {0} 无法使用")]
    Setting(&'static str),
}

/// Sends mails. Cheap to clone.
#[derive(Clone)]
pub enum Mailer {
    /// Writes each mail as a file.
    Folder(FolderMailer),
    /// Hands mails to a server.
    Smtp(SmtpMailer),
}

/// Writes each mail as one `.eml` file whose name sorts by time.
#[derive(Debug, Clone)]
pub struct FolderMailer {
    folder: PathBuf,
    sender: Sender,
}

/// Hands mails to an SMTP server over kept connections.
#[derive(Clone)]
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: Sender,
    server: String,
}

/// Who sends, and what stamps a mail.
#[derive(Debug, Clone)]
struct Sender {
    from: Mailbox,
    clock: Clock,
}

impl Mailer {
    /// The mailer of the settings. Does not call the server: one that is away at the start is
    /// tried again with each mail.
    ///
    /// # Errors
    /// [`MailerError`] says in one sentence what to mend.
    pub fn open(settings: &Settings, clock: Clock) -> Result<Self, MailerError> {
        let from = settings.mail_from.parse();
        let from = from.map_err(|_| MailerError::Setting("GREENBRIDGE_MAIL_FROM"))?;
        let sender = Sender { from, clock };
        match &settings.mail {
            MailTarget::Folder(folder) => {
                outbox::prepare(folder)
                    .map_err(|error| MailerError::Folder(folder.display().to_string(), error))?;
                Ok(Self::Folder(FolderMailer { folder: folder.clone(), sender }))
            }
            MailTarget::Smtp(url) => {
                let wrong = |_| MailerError::Setting("SMTP_URL");
                let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.reveal())
                    .map_err(wrong)?
                    .timeout(Some(PATIENCE))
                    .pool_config(PoolConfig::new().max_size(CONNECTIONS))
                    .build();
                let host = url::Url::parse(url.reveal()).ok();
                let host = host.as_ref().and_then(url::Url::host_str).unwrap_or_default();
                let server = host.to_owned();
                Ok(Self::Smtp(SmtpMailer { transport, sender, server }))
            }
        }
    }

    /// Sends one mail. When this answers `Ok` the file is on disk, or the server has taken the
    /// mail over.
    ///
    /// # Errors
    /// [`MailError`] says whether trying again makes sense.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let mut dice = Dice::from_system();
        match self {
            Self::Folder(it) => it.send(mail, &mut dice).await,
            Self::Smtp(it) => it.send(mail, &mut dice).await,
        }
    }

    /// Where mails go, for people; holds no secret.
    #[must_use]
    pub fn place(&self) -> String {
        match self {
            Self::Folder(it) => it.folder.display().to_string(),
            Self::Smtp(it) => it.server.clone(),
        }
    }
}

impl Sender {
    fn compose(&self, mail: &Mail, dice: &mut Dice) -> Result<Message, MailError> {
        message::compose(mail, &self.from, self.clock.now(), dice)
    }
}

impl FolderMailer {
    /// The folder of the mails.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    async fn send(&self, mail: &Mail, dice: &mut Dice) -> Result<(), MailError> {
        let message = self.sender.compose(mail, dice)?.formatted();
        let name = outbox::file_name(self.sender.clock.now(), dice);
        let folder = self.folder.clone();
        let written = tokio::task::spawn_blocking(move || outbox::write(&folder, &name, &message));
        match written.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(MailError::Temporary(format!("write to the outbox: {error}"))),
            Err(error) => Err(MailError::Temporary(format!("write to the outbox: {error}"))),
        }
    }
}

impl SmtpMailer {
    async fn send(&self, mail: &Mail, dice: &mut Dice) -> Result<(), MailError> {
        let message = self.sender.compose(mail, dice)?;
        self.transport.send(message).await.map(drop).map_err(|error| {
            let code = error.status().map(u16::from);
            judge(code, &error.to_string())
        })
    }
}

/// What a refusal means. Only a 5xx about this mail is final: refused credentials (530, 534, 535,
/// 538) are ours to mend, and the mail may then be sent; without a reply the server was away.
fn judge(code: Option<u16>, text: &str) -> MailError {
    match code {
        Some(530 | 534 | 535 | 538) => {
            MailError::Temporary(format!("the server refuses our credentials ({text})"))
        }
        Some(500..=599) => MailError::Permanent(text.to_owned()),
        _ => MailError::Temporary(text.to_owned()),
    }
}

#[cfg(test)]
#[path = "mail/tests.rs"]
mod tests;
