//! The part of a document that hits are made of, framed as one text for the document store.
//!
//! One field instead of six: a page of twenty hits reads it twenty times, and tantivy's own
//! decoder costs more than the cutting of the snippet. Text, because tantivy reads stored bytes
//! one by one.

use crate::document::Document;

/// What is read back of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) key: String,
    pub(crate) title: String,
    pub(crate) names: Vec<String>,
    pub(crate) body: String,
    pub(crate) card: String,
}

/// The lengths of the parts in bytes, then the parts.
pub(crate) fn encode(document: &Document) -> String {
    let card = document.card.to_string();
    let names = document.names.join("\u{1f}");
    let parts = [&document.key, &document.title, &names, &document.body, &card];
    let lengths: Vec<String> = parts.iter().map(|part| part.len().to_string()).collect();
    let mut text = lengths.join(" ");
    text.push('\n');
    parts.iter().for_each(|part| text.push_str(part));
    text
}

/// None when the text is not ours: the index is damaged.
pub(crate) fn decode(text: &str) -> Option<Stored> {
    let (lengths, mut rest) = text.split_once('\n')?;
    let mut lengths = lengths.split(' ').map(str::parse::<usize>);
    let mut next = || -> Option<String> {
        let (part, tail) = rest.split_at_checked(lengths.next()?.ok()?)?;
        rest = tail;
        Some(part.to_owned())
    };
    let (key, title, names) = (next()?, next()?, next()?);
    let names = names.split('\u{1f}').filter(|name| !name.is_empty()).map(str::to_owned);
    Some(Stored { key, title, names: names.collect(), body: next()?, card: next()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Kind;

    #[test]
    fn what_is_stored_is_read_back() {
        let document = Document {
            key: "prv_1".into(),
            group: "prv_1".into(),
            kind: Kind::Provider,
            title: "绿桥环保".into(),
            names: vec!["绿桥".into(), "91310000".into()],
            body: "监测".into(),
            context: String::new(),
            region: None,
            position: None,
            categories: Vec::new(),
            marks: Vec::new(),
            rank: 0.5,
            date: 0,
            active_from: None,
            active_to: None,
            number: None,
            card: serde_json::json!({"a": 1}),
        };

        let stored = decode(&encode(&document)).expect("our own text");

        assert_eq!(stored.title, "绿桥环保");
        assert_eq!(stored.names, ["绿桥", "91310000"]);
        assert_eq!(stored.card, r#"{"a":1}"#);
        assert_eq!(decode("9 9 9 9 9\nshort"), None);
        assert_eq!(decode("nothing"), None);
    }
}
