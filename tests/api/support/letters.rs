//! Reading the mails that were written to the outbox.

use super::TestApp;
use base64::Engine;
use platform::mail::Mailer;

/// A mail as its reader sees it.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    /// Where it went.
    pub(crate) to: String,
    /// Its text.
    pub(crate) text: String,
}

impl Letter {
    /// What stands behind the hash of the link in it.
    #[track_caller]
    pub(crate) fn token(&self) -> String {
        let (_, rest) = self.text.split_once('#').unwrap_or_else(|| panic!("no link: {self:?}"));
        rest.split_whitespace().next().unwrap_or_default().to_owned()
    }
}

impl TestApp {
    /// Carries out what waits, then reads every mail to an address, oldest first.
    pub(crate) async fn letters_to(&self, to: &str) -> Vec<Letter> {
        self.settle().await;
        let Mailer::Folder(mailer) = self.app().mailer() else { panic!("mails go to a server") };
        let files = std::fs::read_dir(mailer.folder()).unwrap();
        let mut paths: Vec<_> = files.map(|it| it.unwrap().path()).collect();
        paths.retain(|it| it.extension().is_some_and(|it| it == "eml"));
        paths.sort();
        let letters = paths.iter().map(|it| read(&std::fs::read_to_string(it).unwrap()));
        letters.filter(|it| it.to == to).collect()
    }
}

fn read(mail: &str) -> Letter {
    let (head, body) = mail.split_once("\r\n\r\n").expect("a mail has a head and a body");
    let to = head.lines().find_map(|it| it.strip_prefix("To: ")).unwrap_or_default();
    let head = head.to_lowercase();
    let bytes = if head.contains("transfer-encoding: base64") {
        let packed: String = body.split_whitespace().collect();
        base64::engine::general_purpose::STANDARD.decode(packed).expect("a body in Base64")
    } else if head.contains("quoted-printable") {
        unquoted(body)
    } else {
        body.as_bytes().to_vec()
    };
    Letter { to: to.to_owned(), text: String::from_utf8(bytes).expect("a text") }
}

/// Quoted-printable (RFC 2045 §6.7).
fn unquoted(body: &str) -> Vec<u8> {
    let body = body.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = body.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = std::str::from_utf8(after.get(..2).unwrap_or_default()).unwrap_or_default();
        match u8::from_str_radix(hex, 16) {
            Ok(byte) if *first == b'=' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    bytes
}
