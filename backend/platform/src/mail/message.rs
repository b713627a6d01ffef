//! From a mail to the text that travels.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use kernel::Dice;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::{Mail, MailError};

/// Longest address (RFC 5321 §4.5.3.1.3, without the angle brackets).
const MAX_ADDRESS: usize = 254;
/// Longest subject, in characters.
const MAX_SUBJECT: usize = 200;
/// Longest text and HTML together, in bytes.
const MAX_BODY: usize = 512 << 10;

/// Whether a text has the form of an e-mail address we can send to: ASCII, one `@`, a domain
/// with a dot, no white space, no display name, at most 254 characters.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let is_plain =
        |it: u8| it.is_ascii_graphic() && !matches!(it, b'<' | b'>' | b'"' | b',' | b';');
    let has_dotted_domain = text
        .rsplit_once('@')
        .is_some_and(|(user, domain)| !user.contains('@') && is_domain(domain));
    text.len() <= MAX_ADDRESS
        && text.bytes().all(is_plain)
        && has_dotted_domain
        && text.parse::<Address>().is_ok()
}

/// At least two labels, the last not a number (that would be an IP address).
fn is_domain(text: &str) -> bool {
    let is_label = |it: &str| {
        (1..=63).contains(&it.len())
            && it.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !it.starts_with('-')
            && !it.ends_with('-')
    };
    let last = text.rsplit('.').next().unwrap_or_default();
    text.contains('.')
        && text.split('.').all(is_label)
        && last.bytes().any(|it| it.is_ascii_alphabetic())
}

/// The message with date and id. What could break out of its header is refused, not mended.
pub(super) fn compose(
    mail: &Mail,
    from: &Mailbox,
    now: DateTime<Utc>,
    dice: &mut Dice,
) -> Result<Message, MailError> {
    if !is_address(&mail.to) {
        return Err(MailError::Permanent("the recipient is not an e-mail address".to_owned()));
    }
    let is_line = mail.subject.chars().count() <= MAX_SUBJECT
        && !mail.subject.trim().is_empty()
        && !mail.subject.chars().any(is_line_break_or_control);
    if !is_line {
        return Err(MailError::Permanent("the subject is not one line".to_owned()));
    }
    if mail.text.len() + mail.html.as_ref().map_or(0, String::len) > MAX_BODY {
        return Err(MailError::Permanent("the mail is too long".to_owned()));
    }
    let to: Address = mail.to.parse().map_err(refused)?;
    let id = format!("<{:032x}@{}>", dice.next_u128(), from.email.domain());
    let builder = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(mail.subject.as_str())
        .date(SystemTime::from(now))
        .message_id(Some(id))
        // RFC 3834: no holiday notice should answer us.
        .raw_header(auto_submitted());
    let message = match &mail.html {
        None => builder.header(ContentType::TEXT_PLAIN).body(mail.text.clone()),
        Some(html) => builder.multipart(
            MultiPart::alternative()
                .singlepart(SinglePart::plain(mail.text.clone()))
                .singlepart(SinglePart::html(html.clone())),
        ),
    };
    message.map_err(refused)
}

fn auto_submitted() -> lettre::message::header::HeaderValue {
    use lettre::message::header::{HeaderName, HeaderValue};
    let name = HeaderName::new_from_ascii_str("Auto-Submitted");
    HeaderValue::new(name, "auto-generated".to_owned())
}

fn is_line_break_or_control(it: char) -> bool {
    it.is_control() || matches!(it, '\u{2028}' | '\u{2029}')
}

fn refused(error: impl std::fmt::Display) -> MailError {
    MailError::Permanent(error.to_string())
}
