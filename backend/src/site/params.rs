//! Reading what stands behind the question mark. What cannot be understood is ignored with a
//! note; only what would show the wrong page of a list is refused.

use kernel::Position;
use kernel::id::ProviderId;
use kernel::region::{self, Region};
use url::form_urlencoded;

use super::SiteError;

/// The longest query string, in bytes.
const LONGEST_QUERY: usize = 8_192;
/// The longest query string with a question, in bytes: 2,000 characters.
const LONGEST_QUESTION_QUERY: usize = 20_000;
/// The longest search text, in characters.
pub(super) const LONGEST_SEARCH: usize = 100;
/// The longest cursor, in bytes.
const LONGEST_CURSOR: usize = 512;
/// The longest code of a service category, in bytes.
const LONGEST_CODE: usize = 64;

/// Where a way begins.
#[derive(Clone, Copy)]
pub(super) enum Near {
    /// At the seat of a division.
    Seat(&'static Region),
    /// There.
    At(Position),
}

/// The parameters of one request and what had to be said about them.
pub(super) struct Params {
    pairs: Vec<(String, String)>,
    /// What was ignored, each a sentence for the person.
    pub(super) notes: Vec<String>,
}

impl Params {
    /// Splits a query string.
    ///
    /// # Errors
    /// [`SiteError::BadInput`] when it is too long to be one of ours.
    pub(super) fn read(query: &str) -> Result<Self, SiteError> {
        Self::parse(query, LONGEST_QUERY)
    }

    /// As [`Params::read`], for addresses that hold a question and a conversation.
    ///
    /// # Errors
    /// [`SiteError::BadInput`] when it is too long even for that.
    pub(super) fn read_long(query: &str) -> Result<Self, SiteError> {
        Self::parse(query, LONGEST_QUESTION_QUERY)
    }

    fn parse(query: &str, longest: usize) -> Result<Self, SiteError> {
        if query.len() > longest {
            return Err(SiteError::BadInput);
        }
        let pairs = form_urlencoded::parse(query.as_bytes())
            .map(|(name, value)| (name.into_owned(), value.trim().to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        Ok(Self { pairs, notes: Vec::new() })
    }

    /// A question in whole sentences; what is too long is said by whoever answers.
    pub(super) fn question(&self, name: &str) -> String {
        const LONGEST: usize = 2_000;
        let typed = self.raw(name).unwrap_or_default().replace(char::is_control, " ");
        typed.trim().chars().take(LONGEST).collect()
    }

    /// A token that we wrote, or nothing.
    pub(super) fn token(&self, name: &str) -> String {
        let is_part = |it: char| it.is_ascii_alphanumeric() || "-_".contains(it);
        let token = self.raw(name).unwrap_or_default();
        if token.chars().all(is_part) { token.chars().take(1_200).collect() } else { String::new() }
    }

    fn raw(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The search text: control characters become spaces, what is too long is cut with a note.
    pub(super) fn search(&mut self) -> String {
        let Some(typed) = self.raw("q") else {
            return String::new();
        };
        let spaced = typed.replace(char::is_control, " ");
        let text: String = spaced.trim().chars().take(LONGEST_SEARCH).collect();
        if text.len() < spaced.trim().len() {
            self.notes.push(format!("搜索词太长，只用了前 {LONGEST_SEARCH} 个字"));
        }
        text
    }

    /// The chosen division of 沪苏浙, from province to town.
    pub(super) fn region(&mut self) -> Option<&'static Region> {
        self.division("region", "地区")
    }

    fn division(&mut self, name: &str, called: &str) -> Option<&'static Region> {
        let found = region::find(self.raw(name)?);
        if found.is_none() {
            self.ignored(called);
        }
        found
    }

    /// Where from: a division, or degrees east and north.
    pub(super) fn near(&mut self) -> Option<Near> {
        if let Ok(position) = self.raw("near")?.parse() {
            return Some(Near::At(position));
        }
        self.division("near", "起点").map(Near::Seat)
    }

    /// The code of a service category. Whether it exists is seen from the answer.
    pub(super) fn category(&mut self) -> Option<String> {
        let code = self.raw("category")?;
        let may_be_one = code.len() <= LONGEST_CODE
            && code.bytes().all(|byte| {
                byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/')
            });
        if may_be_one {
            return Some(code.to_owned());
        }
        self.ignored("服务类型");
        None
    }

    /// One of a few words, in any case, written in capitals as the schema has them.
    pub(super) fn choice(
        &mut self,
        name: &str,
        called: &str,
        choices: &[&'static str],
    ) -> Option<&'static str> {
        let typed = self.raw(name)?;
        let found = choices.iter().find(|choice| choice.eq_ignore_ascii_case(typed));
        if found.is_none() {
            self.ignored(called);
        }
        found.copied()
    }

    /// What was typed into a short field of a form, as it is shown again.
    pub(super) fn typed(&self, name: &str) -> String {
        const LONGEST: usize = 40;
        let typed = self.raw(name).unwrap_or_default().replace(char::is_control, " ");
        typed.trim().chars().take(LONGEST).collect()
    }

    /// What was typed into a field of several lines.
    pub(super) fn lines(&self, name: &str) -> String {
        const LONGEST: usize = 2_000;
        let is_noise = |it: char| it.is_control() && it != '\n';
        let typed = self.raw(name).unwrap_or_default().replace("\r\n", "\n");
        typed.replace(is_noise, " ").trim().chars().take(LONGEST).collect()
    }

    /// Every value of a parameter that is one of some words, once each.
    pub(super) fn choices(&self, name: &str, choices: &[&'static str]) -> Vec<&'static str> {
        let given = |choice: &&str| self.pairs.iter().any(|(key, it)| key == name && it == choice);
        choices.iter().copied().filter(|it| given(it)).collect()
    }

    /// The name of something, as it stands in addresses.
    pub(super) fn name(&self, name: &str) -> String {
        const LONGEST: usize = 140;
        self.raw(name).unwrap_or_default().chars().take(LONGEST).collect()
    }

    /// A day; empty for what is none, with a note.
    pub(super) fn day(&mut self, name: &str) -> String {
        let Some(typed) = self.raw(name) else { return String::new() };
        if let Ok(day) = typed.parse::<chrono::NaiveDate>() {
            return day.to_string();
        }
        self.ignored("日期");
        String::new()
    }

    /// Providers, from every value of a parameter, each one id or several with commas between.
    pub(super) fn providers(&mut self, name: &str, most: usize) -> Vec<String> {
        let given = self.pairs.iter().filter(|(key, _)| key == name);
        let given = given.flat_map(|(_, value)| value.split(','));
        let mut ids: Vec<String> = Vec::new();
        let mut is_whole = true;
        for id in given {
            let is_one = ProviderId::parse(id).is_ok();
            if is_one && ids.len() < most && !ids.iter().any(|it| it == id) {
                ids.push(id.to_owned());
            } else {
                is_whole = false;
            }
        }
        if !is_whole {
            self.notes.push(format!("最多对比 {most} 家，多出、重复或不存在的已忽略"));
        }
        ids
    }

    /// Where the page begins.
    ///
    /// # Errors
    /// [`SiteError::BadInput`] for what cannot be a cursor.
    pub(super) fn cursor(&self) -> Result<Option<String>, SiteError> {
        let Some(cursor) = self.raw("after") else {
            return Ok(None);
        };
        if cursor.len() > LONGEST_CURSOR || !cursor.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(SiteError::BadInput);
        }
        Ok(Some(cursor.to_owned()))
    }

    /// The number of an article, as typed into the small form of a law's page.
    pub(super) fn article(&self) -> Option<&str> {
        self.raw("article")
    }

    fn ignored(&mut self, called: &str) {
        self.notes.push(format!("地址里的{called}不在可选范围内，已忽略"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Params {
        Params::read(query).expect("the query is short")
    }

    #[test]
    fn text_is_trimmed_cut_and_freed_of_control_characters() {
        assert_eq!(read("q=+%E6%B2%B9%0A9+").search(), "油 9");

        let mut long = read(&format!("q={}", "a".repeat(150)));

        assert_eq!(long.search().len(), LONGEST_SEARCH);
        assert_eq!(long.notes.len(), 1);
    }

    #[test]
    fn a_division_we_know_is_found_and_any_other_ignored_with_a_note() {
        let mut params = read("region=320509");
        assert_eq!(params.region().map(|it| it.name.as_str()), Some("吴江区"));
        assert!(params.notes.is_empty());

        for query in ["region=11", "region=abc", "region=3"] {
            let mut params = read(query);
            assert_eq!(params.region(), None, "{query}");
            assert_eq!(params.notes.len(), 1, "{query}");
        }
    }

    #[test]
    fn a_choice_is_read_in_any_case() {
        let mut params = read("size=small&sort=upside-down");

        assert_eq!(params.choice("size", "规模", &["LARGE", "SMALL"]), Some("SMALL"));
        assert_eq!(params.choice("sort", "排序", &["NAME"]), None);
        assert_eq!(params.choice("absent", "无", &["NAME"]), None);
        assert_eq!(params.notes.len(), 1);
    }

    #[test]
    fn a_category_with_markup_is_ignored() {
        let mut params = read("category=%3Cscript%3E");

        assert_eq!(params.category(), None);
        assert_eq!(params.notes.len(), 1);
    }

    #[test]
    fn providers_are_read_from_one_value_or_many() {
        let [a, b] = ["prv_01ARZ3NDEKTSV4RRFFQ69G5FAV", "prv_01ARZ3NDEKTSV4RRFFQ69G5FAW"];
        for query in [format!("id={a}&id={b}"), format!("id={a},{b}")] {
            let mut params = read(&query);
            assert_eq!(params.providers("id", 4), [a, b]);
            assert!(params.notes.is_empty(), "{query}");
        }
        for query in [format!("id={a}&id={a}"), format!("id={a},x"), format!("id={a},{b}")] {
            let mut params = read(&query);
            assert_eq!(params.providers("id", 1), [a]);
            assert_eq!(params.notes.len(), 1, "{query}");
        }
    }

    #[test]
    fn a_cursor_that_cannot_be_one_is_refused() {
        assert_eq!(read("after=QQ==").cursor(), Ok(Some("QQ==".to_owned())));
        assert_eq!(read("").cursor(), Ok(None));
        assert_eq!(read("after=%00x").cursor(), Err(SiteError::BadInput));
        let long = format!("after={}", "a".repeat(600));
        assert_eq!(read(&long).cursor(), Err(SiteError::BadInput));
    }

    #[test]
    fn a_query_string_without_end_is_refused() {
        assert!(Params::read(&"a=b&".repeat(4000)).is_err());
    }
}
