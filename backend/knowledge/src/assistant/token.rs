//! What the next question follows on, as a text that travels with the page.

use answering::Thread;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The longest token that is read.
const LONGEST: usize = 1_200;

/// The thread as a text for addresses.
pub(super) fn write(thread: &Thread) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(thread).unwrap_or_default())
}

/// Reads a token; what is none of ours starts anew.
pub(super) fn read(text: &str) -> Option<Thread> {
    let bytes = (text.len() <= LONGEST).then(|| URL_SAFE_NO_PAD.decode(text.trim()).ok())??;
    let thread: Thread = serde_json::from_slice(&bytes).ok()?;
    let is_plain = |it: &String| it.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
    let is_ours = is_plain(&thread.id)
        && thread.id.len() <= 40
        && thread.subject.chars().count() <= 100
        && thread.region.as_ref().is_none_or(|it| is_plain(it) && it.len() <= 9)
        && thread.field.as_ref().is_none_or(|it| is_plain(it) && it.len() <= 20);
    is_ours.then_some(thread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_what_is_not_ours_starts_anew() {
        let thread = Thread {
            id: "ask_01J0".into(),
            subject: "装修噪声几点".into(),
            region: Some("31".into()),
            ..Thread::default()
        };

        assert_eq!(read(&write(&thread)), Some(thread.clone()));
        for text in ["", "%%%", "eyJpIjoiPHNjcmlwdD4ifQ", &"A".repeat(2_000)] {
            assert_eq!(read(text), None, "{text}");
        }
        let long = Thread { subject: "水".repeat(300), ..thread };
        assert_eq!(read(&write(&long)), None);
    }
}
