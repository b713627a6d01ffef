//! One page of a list: how many, after which row, and how the answer says whether more follow.

use crate::Denied;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// How many rows a list gives when nothing is asked, and at most.
#[derive(Debug, Clone, Copy)]
pub struct PageLimit {
    /// When `first` is absent.
    pub default: usize,
    /// The most that may be asked for.
    pub max: usize,
}

impl PageLimit {
    /// The limit of most lists.
    pub const USUAL: Self = Self { default: 20, max: 100 };
}

/// Where a page ends, in the order of its list: the sort keys of the row, then its id. Opaque
/// to callers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor(Vec<String>);

const SEPARATOR: char = '\u{1f}';

impl Cursor {
    /// A cursor of the given keys, in the order of the list.
    pub fn of(keys: &[&dyn ToString]) -> Self {
        Self(keys.iter().map(|it| it.to_string()).collect())
    }

    /// The text that callers hand back.
    pub fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.join(&SEPARATOR.to_string()))
    }

    /// Reads a cursor with exactly `N` keys.
    ///
    /// # Errors
    /// [`Denied::BadInput`] when it was not made by this list.
    pub fn keys<const N: usize>(&self) -> Result<&[String; N], Denied> {
        self.0.as_slice().try_into().map_err(|_| bad_cursor())
    }

    fn parse(text: &str) -> Result<Self, Denied> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| bad_cursor())?;
        let joined = String::from_utf8(bytes).map_err(|_| bad_cursor())?;
        Ok(Self(joined.split(SEPARATOR).map(str::to_owned).collect()))
    }
}

/// The refusal of a cursor that this list did not make.
pub fn bad_cursor() -> Denied {
    Denied::BadInput("after: not a cursor of this list".into())
}

/// A page as asked for, within the limits.
#[derive(Debug, Clone)]
pub struct Page {
    /// How many rows at most.
    pub first: usize,
    /// The row before the first, if not the beginning.
    pub after: Option<Cursor>,
}

impl Page {
    /// The only place that knows what `first` and `after` may be.
    ///
    /// # Errors
    /// [`Denied::BadInput`] for a negative number or a foreign cursor,
    /// [`Denied::LimitExceeded`] above the limit.
    pub fn from_params(
        limit: PageLimit,
        first: Option<i32>,
        after: Option<&str>,
    ) -> Result<Self, Denied> {
        let first = match first {
            None => limit.default,
            Some(n) => usize::try_from(n)
                .map_err(|_| Denied::BadInput("first: must not be negative".into()))?,
        };
        if first > limit.max {
            return Err(Denied::LimitExceeded(format!("first: at most {}", limit.max)));
        }
        let after = match after.filter(|it| !it.is_empty()) {
            None => None,
            Some(text) if text.len() > 1_000 => return Err(bad_cursor()),
            Some(text) => Some(Cursor::parse(text)?),
        };
        Ok(Self { first, after })
    }

    /// How many rows to read: one more than asked for tells whether more follow.
    pub fn fetch(&self) -> u64 {
        self.first as u64 + 1
    }

    /// Cuts what was fetched to the page.
    pub fn slice<T>(&self, mut rows: Vec<T>, cursor: impl Fn(&T) -> Cursor) -> Slice<T> {
        let has_next = rows.len() > self.first;
        rows.truncate(self.first);
        Slice {
            start: rows.first().map(&cursor),
            end: rows.last().map(&cursor),
            has_next,
            has_previous: self.after.is_some(),
            rows,
        }
    }
}

/// The rows of one page and what lies around them.
#[derive(Debug, Clone)]
pub struct Slice<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the first row stands.
    pub start: Option<Cursor>,
    /// Where the last row stands.
    pub end: Option<Cursor>,
    /// Whether more rows follow.
    pub has_next: bool,
    /// Whether rows come before.
    pub has_previous: bool,
}

impl<T> Slice<T> {
    /// The same page of other things.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Slice<U> {
        Slice {
            rows: self.rows.into_iter().map(f).collect(),
            start: self.start,
            end: self.end,
            has_next: self.has_next,
            has_previous: self.has_previous,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_was() {
        let cursor = Cursor::of(&[&9_100, &"prv_x"]);
        let text = cursor.to_text();
        let page = Page::from_params(PageLimit::USUAL, None, Some(&text)).unwrap();
        assert_eq!(page.after.unwrap().keys::<2>().unwrap(), &["9100", "prv_x"]);
    }

    #[test]
    fn foreign_cursors_and_too_large_pages_are_refused() {
        for after in ["***", "a b", "Zm9v="] {
            assert!(Page::from_params(PageLimit::USUAL, None, Some(after)).is_err(), "{after}");
        }
        assert!(Page::from_params(PageLimit::USUAL, Some(101), None).is_err());
        assert!(Page::from_params(PageLimit::USUAL, Some(-1), None).is_err());
    }

    #[test]
    fn one_row_more_than_asked_means_more_follow() {
        let page = Page { first: 2, after: None };
        let slice = page.slice(vec![1, 2, 3], |it| Cursor::of(&[it]));
        assert_eq!((slice.rows.len(), slice.has_next), (2, true));
        assert!(!page.slice(vec![1, 2], |it| Cursor::of(&[it])).has_next);
    }
}
