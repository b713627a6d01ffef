//! The mails in the folder they are written to, as people read them.

use base64::Engine;
use std::path::Path;

/// The texts of the mails to an address, oldest first.
pub(super) fn texts_to(outbox: &Path, email: &str) -> Vec<String> {
    let entries = std::fs::read_dir(outbox).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|it| it.path()).collect();
    files.sort();
    let mails = files.iter().filter_map(|it| std::fs::read_to_string(it).ok());
    mails.filter(|it| header(it, "To").contains(email)).map(|it| text(&it)).collect()
}

fn header(mail: &str, name: &str) -> String {
    let head = mail.split("\r\n\r\n").next().unwrap_or_default();
    let led = format!("{}:", name.to_lowercase());
    let line = head.lines().find(|it| it.to_lowercase().starts_with(&led));
    line.and_then(|it| it.split_once(':')).map_or(String::new(), |it| it.1.trim().to_owned())
}

fn text(mail: &str) -> String {
    let body = mail.split_once("\r\n\r\n").map_or("", |it| it.1);
    match header(mail, "Content-Transfer-Encoding").as_str() {
        "base64" => {
            let packed: String = body.split_whitespace().collect();
            let bytes = base64::engine::general_purpose::STANDARD.decode(packed);
            String::from_utf8(bytes.expect("base64")).expect("text")
        }
        "quoted-printable" => quoted_printable(body),
        _ => body.to_owned(),
    }
}

fn quoted_printable(body: &str) -> String {
    let joined = body.replace("=\r\n", "");
    let (mut bytes, mut rest) = (Vec::new(), joined.bytes());
    while let Some(byte) = rest.next() {
        if byte == b'=' {
            let digits = [rest.next(), rest.next()].map(|it| char::from(it.expect("two digits")));
            let digits: String = digits.iter().collect();
            bytes.push(u8::from_str_radix(&digits, 16).expect("a byte"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("text")
}
