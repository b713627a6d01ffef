//! Every setting there is: name, default, example, meaning. `.env.example` is written from it.

/// One setting. A `default` of `""` means that nothing is set, or that the value follows from
/// other settings as `doc` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// The heading it stands under in `.env.example`.
    pub group: &'static str,
    /// The name of the environment variable.
    pub name: &'static str,
    /// What counts when it is not set.
    pub default: &'static str,
    /// A value that works.
    pub example: &'static str,
    /// What it decides, in full sentences.
    pub doc: &'static str,
}

const fn row(
    group: &'static str,
    name: &'static str,
    default: &'static str,
    example: &'static str,
    doc: &'static str,
) -> Setting {
    Setting { group, name, default, example, doc }
}

const PARTS: &str = "Where things are";
const MAIL: &str = "Mail";
const SITE: &str = "The site and who runs it";
const MODEL: &str = "A language model, which nothing needs";
const SECURITY: &str = "Signing in";
const LOG_AND_NOTICES: &str = "The audit log and notices";
const RATES: &str = "How often: <number>/<s|min|h|d>, or off";
const LIMITS: &str = "Limits of one request";
const MODERATION: &str = "Checks before something is public";
const LOGS: &str = "Logs";

/// Every setting, in the order of `.env.example`. The single source: what is not here is not read.
#[rustfmt::skip]
pub const SETTINGS: &[Setting] = &[
    row(PARTS, "GREENBRIDGE_SETTINGS", "", "/etc/greenbridge.env",
        "The file settings are read from; .env in the working folder when not set. The \
         environment wins over the file."),
    row(PARTS, "GREENBRIDGE_LISTEN", "127.0.0.1:8080", "0.0.0.0:8080",
        "Address and port the server listens on."),
    row(PARTS, "GREENBRIDGE_METRICS", "", "127.0.0.1:9464",
        "Address and port at which operators ask for /metrics; when not set, nobody can."),
    row(PARTS, "GREENBRIDGE_DATA", "./data", "/var/lib/greenbridge",
        "Folder of everything embedded: database, files, search index, outbox, signing key."),
    row(PARTS, "DATABASE_URL", "", "postgres://greenbridge:secret@127.0.0.1/greenbridge",
        "sqlite:<path> or postgres://…; when not set, SQLite in the data folder."),
    row(PARTS, "STORAGE_URL", "", "s3://greenbridge?endpoint=http://127.0.0.1:9000&region=us-east-1&allow_http=true",
        "Where uploaded files live: file:<folder> or s3://<bucket>?endpoint=…&region=…; add \
         allow_http=true for an endpoint without TLS, virtual_host=true when the bucket is part \
         of the host name. When not set, a folder in the data folder."),
    row(PARTS, "STORAGE_ACCESS_KEY", "", "greenbridge",
        "Access key of the S3 store; needed with s3://."),
    row(PARTS, "STORAGE_SECRET_KEY", "", "change-me",
        "Secret key of the S3 store; needed with s3://."),

    row(MAIL, "SMTP_URL", "", "smtp://user:password@mail.example.org:587?tls=required",
        "smtp://…?tls=required (STARTTLS), smtps://… (TLS from the start) or smtp://host:25 (a \
         relay beside us, no password). When not set, mails are written to outbox/ in the data \
         folder."),
    row(MAIL, "GREENBRIDGE_MAIL_FROM", "", "Greenbridge <no-reply@example.org>",
        "Sender of all mails; needed with SMTP_URL."),

    row(SITE, "GREENBRIDGE_PUBLIC_URL", "", "https://greenbridge.example.org",
        "The address people use, for links in mails and canonical addresses; https makes \
         cookies secure. When not set, the address listened on."),
    row(SITE, "GREENBRIDGE_PROXY", "no", "yes",
        "yes when exactly one reverse proxy of ours stands before the server and sets \
         X-Forwarded-For; the caller's address is then taken from there."),
    row(SITE, "GREENBRIDGE_DEMO", "no", "yes",
        "yes to seed clearly marked demo accounts, providers and needs."),
    row(SITE, "GREENBRIDGE_CLOCK_AHEAD", "", "3d",
        "How far the clock of a demonstration goes ahead, to show what takes days; refused where it \
         is no demonstration."),
    row(SITE, "GREENBRIDGE_BID_WINDOW", "1min", "5d",
        "Shortest time between posting a need and the opening of its bids."),
    row(SITE, "GREENBRIDGE_DEMAND_REGIONS", "", "310118,320509,330421",
        "Codes of the divisions in which enterprises may register, separated by commas; \
         everywhere when not set. Providers register from anywhere."),
    row(SITE, "GREENBRIDGE_LINK_CHECKS", "on", "off",
        "on: the addresses of neighbouring systems are asked every ten minutes whether they open; \
         off: nobody is asked; <address>:<port>: that one answers for all, for tests."),
    row(SITE, "GREENBRIDGE_FONT", "", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc#2",
        "Font with Chinese characters for the PDF of contracts, and with # which one of a \
         collection. When not set, the usual places of Noto and WenQuanYi are tried; without any \
         font there is no PDF, only DOCX and text."),
    row(SITE, "GREENBRIDGE_OCID_PREFIX", "ocds-000000", "ocds-213czf",
        "What the ids of contracting processes in open data start with; given out by the Open \
         Contracting Partnership on request. ocds-000000 is a stand-in nobody registered."),
    row(SITE, "GREENBRIDGE_NOTICES_FOLDER", "", "/var/lib/greenbridge/notices",
        "A folder that is watched for files of official notices: each is imported once it has lain \
         still for ten seconds, and moved to done/ or failed/ beside it. Nothing when not set."),
    row(SITE, "GREENBRIDGE_LAWS_FOLDER", "", "/var/lib/greenbridge/laws",
        "A folder that is watched for files of laws (Markdown, DOCX, PDF, HTML, JSONL), as the folder of \
         notices is. Nothing when not set."),
    row(SITE, "GREENBRIDGE_PULLS", "", "/etc/greenbridge/pulls.toml",
        "A file that names sources which are asked for their files now and then; its form is in \
         docs/IMPORT.md. Nobody is asked when not set, or where GREENBRIDGE_LINK_CHECKS is off."),
    row(SITE, "GREENBRIDGE_OPERATORS", "", "上海市环境保护产业协会;江苏省环境保护产业协会;浙江省生态环保产业协会",
        "Names of the operating bodies, shown in the footer, separated by semicolons."),
    row(SITE, "GREENBRIDGE_GUIDED_BY", "", "上海市生态环境局;江苏省生态环境厅;浙江省生态环境厅",
        "Names of the bodies that guide them, shown in the footer, separated by semicolons."),
    row(SITE, "GREENBRIDGE_CONTACT", "", "021-00000000",
        "How a person reaches people, shown where help is offered: a telephone number or an address."),
    row(SITE, "GREENBRIDGE_ICP", "", "沪ICP备00000000号-1",
        "ICP filing number shown in the footer."),
    row(SITE, "GREENBRIDGE_POLICE", "", "沪公网安备 00000000000000号",
        "Public security filing number shown in the footer."),

    row(MODEL, "GREENBRIDGE_MODEL_URL", "", "http://127.0.0.1:11434/v1",
        "Where a language model is spoken to by the protocol of OpenAI's chat completions, without \
         /chat/completions. It writes beside the passages the assistant found, of which only what they \
         support is shown. When not set, no model is asked."),
    row(MODEL, "GREENBRIDGE_MODEL_KEY", "", "change-me",
        "Key of the model; none when not set."),
    row(MODEL, "GREENBRIDGE_MODEL_NAME", "", "qwen3:8b",
        "Name of the model; needed with GREENBRIDGE_MODEL_URL."),
    row(MODEL, "GREENBRIDGE_MODEL_TIME", "8s", "20s",
        "How long an answer of the model may take; then the passages stand alone."),
    row(MODEL, "GREENBRIDGE_MODEL_TOKENS", "200000", "2000000",
        "How many tokens the model may take in a day of China's time, over all servers (1 to 1000000000)."),

    row(SECURITY, "GREENBRIDGE_SECRET", "", "replace-me-with-32-or-more-random-characters",
        "Key that signs access tokens, at least 32 characters, the same on every server (make \
         one with: openssl rand -hex 32). When not set, made once in <data>/secret."),
    row(SECURITY, "GREENBRIDGE_KEYS", "", "k2:64-hexadecimal-digits,k1:64-hexadecimal-digits",
        "Keys of sealed fields (telephone numbers, second factors), newest first, the same on \
         every server: id:key, separated by commas (make a key with: openssl rand -hex 32). When \
         not set, made once in <data>/keys and changed by greenbridge keys rotate."),
    row(SECURITY, "GREENBRIDGE_SESSION_TIME", "14d", "7d",
        "How long a device stays signed in without being used."),
    row(SECURITY, "GREENBRIDGE_SESSION_LIMIT", "90d", "30d",
        "How long a device stays signed in at most."),
    row(SECURITY, "GREENBRIDGE_STAFF_SESSION_TIME", "30min", "15min",
        "How long a device of staff stays signed in without being used."),
    row(SECURITY, "GREENBRIDGE_STAFF_SESSION_LIMIT", "12h", "8h",
        "How long a device of staff stays signed in at most."),
    row(SECURITY, "GREENBRIDGE_STAFF_SECOND_FACTOR", "", "optional",
        "required: moderators and administrators can do nothing but set up a second factor until \
         they have one; everybody: members too; optional: they may do without. When not set, required, but optional where \
         demo accounts are seeded."),
    row(SECURITY, "GREENBRIDGE_PASSWORD_LENGTH", "8", "12",
        "Fewest characters of a password (8 to 64)."),
    row(SECURITY, "GREENBRIDGE_PASSWORD_CLASSES", "3", "4",
        "How many of four kinds a password must mix: lower case, upper case, digits, others (1 \
         to 4)."),
    row(SECURITY, "GREENBRIDGE_LOCK_FAILURES", "5", "10",
        "Wrong passwords in a row before an account is locked (1 to 100)."),
    row(SECURITY, "GREENBRIDGE_LOCK_TIME", "30min", "1h",
        "How long a locked account stays locked."),

    row(MODERATION, "GREENBRIDGE_FOUR_EYES", "", "registration",
        "Kinds of subjects that two persons decide on, separated by semicolons; none for no kind. \
         When not set, as the table of kinds says."),
    row(MODERATION, "GREENBRIDGE_APPROVE_BY_RULE", "", "demand=5",
        "Kinds that pass by rule, separated by semicolons, each with the number of approvals in a \
         row after which an organisation's next one passes. When not set, a person looks at every one."),
    row(MODERATION, "GREENBRIDGE_SAMPLING", "", "demand=20;registration=50",
        "Of a hundred that passed by rule, how many are looked at afterwards, by kind, separated \
         by semicolons. When not set, as the table of kinds says."),
    row(MODERATION, "GREENBRIDGE_TAKE_TIME", "1h", "30min",
        "How long a moderator who took a check keeps it from the others."),
    row(MODERATION, "GREENBRIDGE_UNDO_TIME", "10min", "30min",
        "How long an act on many checks can be undone; it takes effect, and is told, after that."),
    row(LOG_AND_NOTICES, "GREENBRIDGE_AUDIT_ROOTS", "", "/mnt/other-disk/audit-roots",
        "Folder of the audit log's daily roots, best on another disk or one written once; when \
         not set, audit-roots/ in the data folder."),
    row(LOG_AND_NOTICES, "GREENBRIDGE_QUIET_HOURS", "22:00-07:00", "21:30-08:00",
        "When no notice is mailed, in China's time, or off; mails wait until it is over. Mails about \
         the safety of an account do not wait."),
    row(LOG_AND_NOTICES, "GREENBRIDGE_DIGEST_AT", "08:30", "17:00",
        "When the day's digest of notices is mailed, in China's time."),

    row(RATES, "GREENBRIDGE_RATE_SIGN_IN", "10/min", "30/min",
        "Attempts to sign in from one address."),
    row(RATES, "GREENBRIDGE_RATE_REGISTER", "5/h", "20/h",
        "Registrations from one address."),
    row(RATES, "GREENBRIDGE_RATE_MUTATIONS", "120/min", "off",
        "Changes by one account."),
    row(RATES, "GREENBRIDGE_RATE_MAILS", "10/h", "30/h",
        "Mails that requests from one address set off: new passwords, new addresses, error reports."),
    row(RATES, "GREENBRIDGE_RATE_MACHINES", "600/min", "60/min",
        "Requests with one machine key."),
    row(RATES, "GREENBRIDGE_RATE_ASKS", "60/min", "120/min",
        "Questions to the assistant from one address."),

    row(LIMITS, "GREENBRIDGE_LIMIT_BODY", "1MiB", "2MiB",
        "Largest body of a request that is not an upload."),
    row(LIMITS, "GREENBRIDGE_LIMIT_UPLOAD", "20MiB", "50MiB",
        "Largest uploaded file."),
    row(LIMITS, "GREENBRIDGE_LIMIT_TIME", "10s", "30s",
        "Longest a request may take."),
    row(LIMITS, "GREENBRIDGE_LIMIT_DEPTH", "12", "15",
        "Deepest nesting of a GraphQL query (1 to 50)."),
    row(LIMITS, "GREENBRIDGE_LIMIT_COMPLEXITY", "10000", "20000",
        "Highest complexity of a GraphQL query (1 to 1000000)."),
    row(LIMITS, "GREENBRIDGE_LIMIT_SOCKETS", "20", "100",
        "Open connections for subscriptions from one address (1 to 1000)."),
    row(LIMITS, "GREENBRIDGE_SOCKET_IDLE", "1min", "5min",
        "How long such a connection stays open without a subscription."),
    row(LIMITS, "GREENBRIDGE_SOCKET_LIFE", "15min", "5min",
        "How long such a connection stays open at most; programs then connect again, and say again \
         who they are."),

    row(LOGS, "GREENBRIDGE_LOG", "info,sqlx=warn,actix_http=off,lopdf=off", "debug,sqlx=warn",
        "What is logged: a level, or target=level pairs separated by commas."),
    row(LOGS, "GREENBRIDGE_LOG_FORMAT", "text", "json",
        "text for people, json for programs; both go to standard error."),
];

/// The row of a name.
pub(super) fn setting(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|it| it.name == name)
}

/// The content of `.env.example`: every setting with its meaning, commented out.
#[must_use]
pub fn render_example() -> String {
    let mut out = String::from(
        "# Settings of Greenbridge. Copy to .env and uncomment what you change; every setting has a\n\
         # default, so an empty file works. Written by `platform::settings::render_example`.\n",
    );
    let mut group = "";
    for it in SETTINGS {
        if it.group != group {
            group = it.group;
            out.push_str(&format!("\n# ---- {group} ----\n"));
        }
        out.push('\n');
        for line in wrapped(it.doc, 96) {
            out.push_str(&format!("# {line}\n"));
        }
        if it.default.is_empty() {
            out.push_str(&format!("# Example:\n# {}={}\n", it.name, quoted(it.example)));
        } else {
            out.push_str(&format!("# {}={}\n", it.name, quoted(it.default)));
        }
    }
    out
}

/// Values with blanks or signs of the file syntax stand in single quotes.
fn quoted(value: &str) -> String {
    if value.contains([' ', ';', '#', '$', '"', '&', '<', '\\']) {
        format!("'{value}'")
    } else {
        value.to_owned()
    }
}

/// Words in lines of at most `width` bytes, except for longer words.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if line.len() + 1 + word.len() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_differ_and_every_row_is_complete() {
        let names: BTreeSet<_> = SETTINGS.iter().map(|it| it.name).collect();

        assert_eq!(names.len(), SETTINGS.len());
        for it in SETTINGS {
            assert!(!it.example.is_empty() && it.doc.ends_with('.'), "{}", it.name);
        }
    }

    /// `UPDATE_EXAMPLE=yes cargo test -p platform` writes the file anew.
    #[test]
    fn the_committed_example_is_what_the_table_says() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../.env.example");
        if std::env::var_os("UPDATE_EXAMPLE").is_some() {
            std::fs::write(path, render_example()).unwrap();
        }

        let committed = std::fs::read_to_string(path).unwrap_or_default();

        assert!(
            committed == render_example(),
            ".env.example is not what the table says; write it with \
             UPDATE_EXAMPLE=yes cargo test -p platform example"
        );
    }

    #[test]
    fn an_uncommented_example_is_read_back_as_it_was_meant() {
        let file: String = render_example()
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .filter(|line| SETTINGS.iter().any(|it| line.starts_with(&format!("{}=", it.name))))
            .map(|line| format!("{line}\n"))
            .collect();

        let read: Vec<(String, String)> =
            dotenvy::from_read_iter(file.as_bytes()).map(Result::unwrap).collect();

        for (it, (name, value)) in SETTINGS.iter().zip(&read) {
            let meant = if it.default.is_empty() { it.example } else { it.default };
            assert_eq!((it.name, meant), (name.as_str(), value.as_str()));
        }
        assert_eq!(read.len(), SETTINGS.len());
    }
}
