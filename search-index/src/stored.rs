//! The part of a document that hits are made of, framed as bytes for the document store.
//!
//! One field of bytes instead of six stored fields: a page of twenty hits reads it twenty times,
//! and tantivy's own document decoder costs more than the cutting of the snippet.

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

pub(crate) fn encode(document: &Document) -> Vec<u8> {
    let card = document.card.to_string();
    let names = document.names.join("\u{1f}");
    let parts = [&document.key, &document.title, &names, &document.body, &card];
    let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.len() + 4).sum());
    for part in parts {
        let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    bytes
}

/// None when the bytes are not ours: the index is damaged.
pub(crate) fn decode(bytes: &[u8]) -> Option<Stored> {
    let mut rest = bytes;
    let mut next = || -> Option<String> {
        let (length, tail) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (part, tail) = tail.split_at_checked(length)?;
        rest = tail;
        String::from_utf8(part.to_vec()).ok()
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
            categories: Vec::new(),
            rank: 0.5,
            date: 0,
            active_from: None,
            active_to: None,
            number: None,
            card: serde_json::json!({"a": 1}),
        };

        let stored = decode(&encode(&document)).expect("own bytes");

        assert_eq!(stored.title, "绿桥环保");
        assert_eq!(stored.names, ["绿桥", "91310000"]);
        assert_eq!(stored.card, r#"{"a":1}"#);
        assert_eq!(decode(&[9, 0, 0, 0, 1]), None);
    }
}
