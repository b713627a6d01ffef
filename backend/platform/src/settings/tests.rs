use super::*;
use std::collections::BTreeSet;

fn vars(pairs: &[(&str, &str)]) -> HashMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn wrong_names(pairs: &[(&str, &str)]) -> Vec<&'static str> {
    match Settings::from_vars(&vars(pairs)) {
        Ok(_) => Vec::new(),
        Err(error) => error.wrong.iter().map(|it| it.name).collect(),
    }
}

#[test]
fn nothing_set_gives_the_embedded_parts() {
    let settings = Settings::from_vars(&HashMap::new()).unwrap();

    assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.database_url.reveal(), "sqlite:./data/greenbridge.sqlite");
    assert!(matches!(&settings.storage, Storage::Folder(it) if it.ends_with("files")));
    assert!(matches!(&settings.mail, MailTarget::Folder(it) if it.ends_with("outbox")));
    assert!(matches!(&settings.signing_key, SigningKey::File(it) if it.ends_with("secret")));
    assert_eq!(settings.public_address("/demands"), "http://127.0.0.1:8080/demands");
    assert!(!settings.is_https() && !settings.demo && !settings.behind_proxy);
    assert_eq!(settings.limits.body_bytes, 1 << 20);
    assert_eq!(settings.limits.upload_bytes, 20 << 20);
    assert_eq!(settings.limits.time, Duration::from_secs(10));
    assert_eq!((settings.limits.depth, settings.limits.complexity), (12, 10_000));
    assert_eq!((settings.lock_out.failures, settings.lock_out.time.as_secs()), (5, 1800));
    assert_eq!((settings.passwords.min_length, settings.passwords.min_classes), (8, 3));
    assert_eq!(settings.log_format, LogFormat::Text);
}

#[test]
fn every_setting_of_the_table_is_read() {
    let given = HashMap::new();
    let mut reader = Reader::new(&given);

    Settings::read(&mut reader, &given);

    let table: BTreeSet<_> = SETTINGS.iter().map(|it| it.name).collect();
    assert_eq!(reader.asked, table);
}

#[test]
fn all_examples_together_make_sound_settings() {
    let mut given: HashMap<String, String> =
        SETTINGS.iter().map(|it| (it.name.to_owned(), it.example.to_owned())).collect();
    let published = Settings::from_vars(&given).unwrap_err();
    let refused: Vec<_> = published.wrong.iter().map(|it| it.name).collect();
    assert_eq!(refused, ["GREENBRIDGE_SECRET", "GREENBRIDGE_KEYS"], "{published}");
    given.insert("GREENBRIDGE_KEYS".to_owned(), format!("k1:{}", "a".repeat(64)));
    given.insert("GREENBRIDGE_SECRET".to_owned(), "x".repeat(32));

    let settings = Settings::from_vars(&given).unwrap();

    assert!(settings.is_https());
    assert_eq!(settings.operator.names.len(), 3);
    assert_eq!(settings.rates.mutations, None);
    let Storage::S3(s3) = &settings.storage else { panic!("{:?}", settings.storage) };
    assert_eq!(s3.bucket, "greenbridge");
    assert_eq!(s3.endpoint.as_deref(), Some("http://127.0.0.1:9000"));
    assert!(s3.allow_http && !s3.virtual_host);
}

#[test]
fn everything_wrong_is_reported_at_once_one_sentence_a_line() {
    let given = vars(&[
        ("GREENBRIDGE_LISTEN", "8080"),
        ("DATABASE_URL", "mysql://root:hunter2@db/x"),
        ("STORAGE_URL", "s3://files?endpoint=http://127.0.0.1:9000"),
        ("SMTP_URL", "smtp://me:hunter2@mail.example.org:25"),
        ("GREENBRIDGE_SECRET", "hunter2"),
        ("GREENBRIDGE_PASSWORD_CLASSES", "5"),
        ("GREENBRIDGE_LOG_FORMAT", "xml"),
    ]);

    let error = Settings::from_vars(&given).unwrap_err();

    let text = error.to_string();
    assert_eq!(error.wrong.len(), 10, "{text}");
    assert_eq!(text.lines().count(), 11);
    assert!(text.starts_with("有 10 项设置需要修改："));
    let listen = "GREENBRIDGE_LISTEN：“8080”不是“地址:端口”，例如 0.0.0.0:8080";
    assert!(text.contains(listen), "{text}");
    for name in ["STORAGE_ACCESS_KEY", "STORAGE_SECRET_KEY", "GREENBRIDGE_MAIL_FROM"] {
        assert!(text.contains(name), "{text}");
    }
    assert!(!text.contains("hunter2"), "{text}");
}

#[test]
fn secrets_do_not_show_in_debug() {
    let given = vars(&[
        ("DATABASE_URL", "postgres://me:hunter2@db/x?sslmode=verify-full"),
        ("STORAGE_URL", "s3://files"),
        ("STORAGE_ACCESS_KEY", "hunter2"),
        ("STORAGE_SECRET_KEY", "hunter2"),
        ("SMTP_URL", "smtps://me:hunter2@mail.example.org"),
        ("GREENBRIDGE_MAIL_FROM", "绿桥 <no-reply@example.org>"),
        ("GREENBRIDGE_SECRET", "hunter2-hunter2-hunter2-hunter2-hunter2"),
    ]);

    let settings = Settings::from_vars(&given).unwrap();

    assert!(!format!("{settings:?}").contains("hunter2"));
}

#[test]
fn storage_addresses_are_checked() {
    let refused = |url: &str| {
        let pairs =
            [("STORAGE_URL", url), ("STORAGE_ACCESS_KEY", "a"), ("STORAGE_SECRET_KEY", "b")];
        wrong_names(&pairs) == ["STORAGE_URL"]
    };

    for url in [
        "ftp://x",
        "files",
        "s3://",
        "s3://b/path",
        "s3://u:p@b",
        "s3://b?endpoint=x",
        "file:",
        "s3://b?bucket=c",
        "s3://b?endpoint=http://h",
        "s3://b?allow_http=maybe",
        "s3://b?region=",
    ] {
        assert!(refused(url), "{url}");
    }
    for url in ["s3://b", "s3://b?endpoint=https://h/&virtual_host=yes", "file:x", "file:///x"] {
        assert!(!refused(url), "{url}");
    }
}

#[test]
fn a_password_is_never_sent_in_the_clear_over_a_network() {
    let refused = |url: &str| {
        let pairs = [("SMTP_URL", url), ("GREENBRIDGE_MAIL_FROM", "a@example.org")];
        wrong_names(&pairs) == ["SMTP_URL"]
    };

    for url in [
        "mail.example.org",
        "http://mail.example.org",
        "smtp://u:p@mail.example.org",
        "smtp://u:p@mail.example.org?tls=opportunistic",
        "smtp://relay.internal:25",
        "smtp://h?tls=maybe",
    ] {
        assert!(refused(url), "{url}");
    }
    for url in [
        "smtp://127.0.0.1:2525",
        "smtp://u:p@127.0.0.1:2525",
        "smtp://u:p%40q@mail.example.org:587?tls=required",
        "smtps://u:p@mail.example.org",
    ] {
        assert!(!refused(url), "{url}");
    }
}

#[test]
fn another_machine_is_spoken_to_with_its_certificate_only() {
    let refused = |url: &str| wrong_names(&[("DATABASE_URL", url)]) == ["DATABASE_URL"];

    for url in [
        "postgres://u:p@db.internal/greenbridge",
        "postgres://u:p@10.0.0.5/greenbridge?sslmode=require",
        "postgresql://db.internal/greenbridge?sslmode=prefer",
        "postgres://u@localhost/greenbridge?host=db.internal",
    ] {
        assert!(refused(url), "{url}");
    }
    for url in [
        "postgres://u:p@db.internal/greenbridge?sslmode=verify-full",
        "postgres://u:p@127.0.0.1:5432/greenbridge",
        "postgres://u:p@localhost/greenbridge",
        "postgres:///greenbridge?host=/run/postgresql",
        "sqlite:data/greenbridge.sqlite",
    ] {
        assert!(!refused(url), "{url}");
    }
    let store = |url: &str| {
        let pairs =
            [("STORAGE_URL", url), ("STORAGE_ACCESS_KEY", "a"), ("STORAGE_SECRET_KEY", "b")];
        wrong_names(&pairs) == ["STORAGE_URL"]
    };
    assert!(store("s3://b?endpoint=http://store.internal:9000&allow_http=true"));
    assert!(!store("s3://b?endpoint=http://127.0.0.1:9000&allow_http=true"));
    assert!(!store("s3://b?endpoint=https://store.internal:9000"));
}

#[test]
fn public_addresses_are_whole_sites() {
    for url in ["x", "ftp://x", "https://x/path", "https://x/?a=b", "https://u@x/", "http://"] {
        assert_eq!(
            wrong_names(&[("GREENBRIDGE_PUBLIC_URL", url)]),
            ["GREENBRIDGE_PUBLIC_URL"],
            "{url}"
        );
    }
    let everywhere = vars(&[("GREENBRIDGE_LISTEN", "0.0.0.0:80")]);
    let settings = Settings::from_vars(&everywhere).unwrap();
    assert_eq!(settings.public_address("/"), "http://localhost/");
}

#[test]
fn a_misspelt_name_is_a_warning() {
    let settings =
        Settings::from_vars(&vars(&[("GREENBRIDGE_LISTN", "x"), ("PATH", "y")])).unwrap();

    assert_eq!(settings.warnings, ["没有名为 GREENBRIDGE_LISTN 的设置，已忽略"]);
}

#[test]
fn empty_values_count_as_not_set() {
    let settings =
        Settings::from_vars(&vars(&[("GREENBRIDGE_LISTEN", " "), ("SMTP_URL", "")])).unwrap();

    assert_eq!(settings.listen.port(), 8080);
}

#[test]
fn a_settings_file_is_read_and_its_faults_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("env");

    std::fs::write(&path, "# note\nGREENBRIDGE_DEMO=yes\nSMTP_URL='smtp://h:25'\n").unwrap();
    let read = from_file(&path, true).unwrap();
    assert_eq!(read.get("GREENBRIDGE_DEMO").map(String::as_str), Some("yes"));
    assert_eq!(read.len(), 2);

    std::fs::write(&path, "# note\nGREENBRIDGE_SECRET=two words hunter2\n").unwrap();
    let error = from_file(&path, true).unwrap_err().to_string();
    assert!(error.contains("第 2 行") && !error.contains("hunter2"), "{error}");

    assert!(from_file(&folder.path().join("absent"), true).is_err());
    assert!(from_file(&folder.path().join("absent"), false).unwrap().is_empty());
}
