use super::*;
use chrono::TimeZone;
use std::collections::HashMap;

fn settings(pairs: &[(&str, &str)]) -> Settings {
    let vars: HashMap<String, String> =
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Settings::from_vars(&vars).unwrap()
}

fn standing() -> Clock {
    Clock::standing(chrono::Utc.with_ymd_and_hms(2026, 11, 21, 8, 0, 0).unwrap())
}

fn mail() -> Mail {
    Mail {
        to: "li.lei@example.org".into(),
        subject: "您的需求已通过审核".into(),
        text: "您好，\n需求“印染废水提标”已公开。\n".into(),
        html: None,
    }
}

struct Place {
    folder: tempfile::TempDir,
    clock: Clock,
    mailer: Mailer,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = standing();
        let data = folder.path().display().to_string();
        let mailer =
            Mailer::open(&settings(&[("GREENBRIDGE_DATA", &data)]), clock.clone()).unwrap();
        Self { folder, clock, mailer }
    }

    fn mails(&self) -> Vec<(String, String)> {
        let entries = std::fs::read_dir(self.folder.path().join("outbox")).unwrap();
        let mut mails: Vec<_> = entries
            .map(|it| it.unwrap())
            .map(|it| {
                let name = it.file_name().into_string().unwrap();
                (name, std::fs::read_to_string(it.path()).unwrap())
            })
            .collect();
        mails.sort();
        mails
    }
}

#[tokio::test]
async fn a_mail_becomes_one_file_with_its_headers() {
    let place = Place::new();

    place.mailer.send(&mail()).await.unwrap();

    let mails = place.mails();
    let [(name, text)] = mails.as_slice() else { panic!("{mails:?}") };
    assert!(name.starts_with("20261121T080000.000000Z-") && name.ends_with(".eml"), "{name}");
    for line in [
        "From: Greenbridge <no-reply@greenbridge.invalid>\r\n",
        "To: li.lei@example.org\r\n",
        "Date: Sat, 21 Nov 2026 08:00:00 +0000\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "Content-Type: text/plain; charset=utf-8\r\n",
        "Subject: =?utf-8?b?",
        "Message-ID: <",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[tokio::test]
async fn names_sort_by_time_and_mails_of_one_instant_are_all_kept() {
    let place = Place::new();
    for _ in 0..5 {
        place.mailer.send(&mail()).await.unwrap();
    }
    place.clock.advance(chrono::Duration::milliseconds(1));
    place.mailer.send(&Mail { subject: "last".into(), ..mail() }).await.unwrap();

    let mails = place.mails();

    assert_eq!(mails.len(), 6);
    assert!(mails[5].1.contains("Subject: last"));
}

#[tokio::test]
async fn a_mail_with_html_carries_both_forms() {
    let place = Place::new();

    let both = Mail { html: Some("<p>您好</p>".into()), ..mail() };
    place.mailer.send(&both).await.unwrap();

    let text = &place.mails()[0].1;
    assert!(text.contains("multipart/alternative"));
    let (plain, html) = (text.find("text/plain"), text.find("text/html"));
    assert!(plain.is_some() && plain < html, "{text}");
}

#[tokio::test]
async fn nothing_breaks_out_of_a_header() {
    let place = Place::new();
    for to in [
        "",
        "x",
        "a@b",
        "a@@b.cn",
        "@example.org",
        "a@.org",
        "a@example.org\r\nBcc: b@example.org",
        "Name <a@example.org>",
        "a@example.org,b@example.org",
        "a b@example.org",
        "\"a\"@example.org",
        "李雷@example.org",
        "a@[127.0.0.1]",
        "a@127.0.0.1",
        "a@-x.org",
        " a@example.org",
        &format!("{}@example.org", "a".repeat(250)),
    ] {
        let refused = place.mailer.send(&Mail { to: to.into(), ..mail() }).await;
        assert!(matches!(refused, Err(MailError::Permanent(_))), "{to:?}");
    }
    for subject in
        ["", " ", "a\nBcc: b@example.org", "a\r\n\r\nbody", "a\u{2028}b", "a\0", &"长".repeat(201)]
    {
        let refused = place.mailer.send(&Mail { subject: subject.into(), ..mail() }).await;
        assert!(matches!(refused, Err(MailError::Permanent(_))), "{subject:?}");
    }
    let huge = Mail { text: "a".repeat(600 << 10), ..mail() };
    assert!(matches!(place.mailer.send(&huge).await, Err(MailError::Permanent(_))));
    assert!(place.mails().is_empty());
}

#[test]
fn usual_addresses_are_taken() {
    for address in
        ["a@example.org", "li.lei+x@mail.example.com.cn", "o'neil_1-2@x-y.cn", "1@163.com"]
    {
        assert!(is_address(address), "{address}");
    }
}

#[test]
fn the_reply_decides_whether_to_try_again() {
    let is_final = |code| matches!(judge(code, "x"), MailError::Permanent(_));

    for code in [550, 551, 552, 553, 554, 500] {
        assert!(is_final(Some(code)), "{code}");
    }
    for code in [421, 450, 451, 452, 530, 535] {
        assert!(!is_final(Some(code)), "{code}");
    }
    assert!(!is_final(None));
}

#[tokio::test]
async fn a_server_that_is_away_is_temporary() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    drop(taken);
    let url = format!("smtp://127.0.0.1:{port}");
    let pairs = [("SMTP_URL", url.as_str()), ("GREENBRIDGE_MAIL_FROM", "绿桥 <a@example.org>")];
    let mailer = Mailer::open(&settings(&pairs), standing()).unwrap();

    assert_eq!(mailer.place(), "127.0.0.1");
    let answer = mailer.send(&mail()).await;
    assert!(matches!(answer, Err(MailError::Temporary(_))), "{answer:?}");
}

/// Speaks just enough SMTP to answer RCPT as told.
async fn server(reply_to_recipient: &'static str) -> u16 {
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 test\r\n").await.unwrap();
        let mut in_body = false;
        while let Ok(Some(line)) = lines.next_line().await {
            let reply = match line.as_str() {
                "." => "250 taken",
                _ if in_body => continue,
                _ if line.starts_with("RCPT") => reply_to_recipient,
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "250 ok",
            };
            in_body = reply.starts_with("354");
            write.write_all(format!("{reply}\r\n").as_bytes()).await.unwrap();
        }
    });
    port
}

#[tokio::test]
async fn a_server_takes_a_mail_or_says_why_not() {
    for (reply, expected) in
        [("250 ok", Ok(())), ("550 no such user", Err(true)), ("451 try later", Err(false))]
    {
        let url = format!("smtp://127.0.0.1:{}", server(reply).await);
        let pairs = [("SMTP_URL", url.as_str()), ("GREENBRIDGE_MAIL_FROM", "a@example.org")];
        let mailer = Mailer::open(&settings(&pairs), standing()).unwrap();

        let answer = mailer.send(&mail()).await;

        let is_permanent = |it: &MailError| matches!(it, MailError::Permanent(_));
        assert_eq!(
            answer.as_ref().map_err(is_permanent),
            expected.as_ref().map_err(|it| *it),
            "{answer:?}"
        );
    }
}

#[test]
fn an_outbox_that_cannot_be_made_is_told_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("outbox"), "in the way").unwrap();
    let data = folder.path().display().to_string();

    let refused =
        Mailer::open(&settings(&[("GREENBRIDGE_DATA", &data)]), standing()).err().unwrap();

    assert!(refused.to_string().contains("无法写入"), "{refused}");
}
