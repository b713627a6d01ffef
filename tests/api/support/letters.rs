//! The mails that were written to the outbox, as their readers see them.

use super::TestApp;
use mail_parser::MessageParser;
use std::path::Path;

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
        self.letters_written_to(to)
    }

    /// Every mail to an address that was written so far, oldest first.
    pub(crate) fn letters_written_to(&self, to: &str) -> Vec<Letter> {
        let outbox = self.app().settings().data.join("outbox");
        let files = std::fs::read_dir(outbox).into_iter().flatten().flatten();
        let mut paths: Vec<_> = files.map(|it| it.path()).collect();
        paths.retain(|it| it.extension().is_some_and(|it| it == "eml"));
        paths.sort();
        paths.iter().map(|it| read(it)).filter(|it| it.to == to).collect()
    }
}

fn read(path: &Path) -> Letter {
    let bytes = std::fs::read(path).unwrap();
    let mail = MessageParser::default().parse(&bytes).expect("a mail");
    let to = mail.to().and_then(|it| it.first()).and_then(|it| it.address()).unwrap_or_default();
    let text = mail.body_text(0).expect("a mail has a text");
    Letter { to: to.to_owned(), text: text.replace("\r\n", "\n") }
}
