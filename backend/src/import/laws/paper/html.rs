//! HTML: what a person would read of a page. The tokens alone are looked at: nothing is built, fetched or
//! run, and what stands in scripts, styles, menus and forms is passed over.

use super::Paper;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// The largest page, in bytes (配置值).
const PAGE_LIMIT: usize = 16 * 1024 * 1024;
/// What is no part of a text.
const SILENT: [&str; 13] = [
    "script", "style", "noscript", "template", "nav", "header", "footer", "form", "button",
    "select", "svg", "iframe", "textarea",
];
/// What begins and ends a line.
const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "dd",
    "dt",
    "dl",
    "ul",
    "ol",
    "blockquote",
    "center",
    "pre",
    "main",
    "table",
    "caption",
];

pub(super) fn read(content: &[u8]) -> Result<Paper, String> {
    if content.len() > PAGE_LIMIT {
        return Err("网页超过 16 MB".into());
    }
    let tokenizer = Tokenizer::new(Reading::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(decode(content)));
    // Scripts are not run: whatever the tokens ask for, the rest is fed until nothing is left.
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let mut walk = tokenizer.sink.walk.into_inner();
    walk.line();
    match walk.refused {
        Some(reason) => Err(reason),
        None => Ok(walk.paper),
    }
}

/// The text of a page: as UTF-8, else as it says itself, else as GB 18030.
fn decode(content: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(content) {
        return text.trim_start_matches('\u{feff}').to_owned();
    }
    let head = String::from_utf8_lossy(&content[..content.len().min(2_048)]).to_lowercase();
    let named = head.split("charset=").nth(1).map(|it| {
        let name = it.trim_start_matches(['"', '\'']);
        let end = name.find(|it: char| !(it.is_ascii_alphanumeric() || it == '-' || it == '_'));
        &name[..end.unwrap_or(name.len())]
    });
    let encoding = named
        .and_then(|it| encoding_rs::Encoding::for_label(it.as_bytes()))
        .filter(|it| *it != encoding_rs::UTF_8)
        .unwrap_or(encoding_rs::GB18030);
    encoding.decode(content).0.into_owned()
}

#[derive(Default)]
struct Reading {
    walk: RefCell<Walk>,
}

/// Where the walk stands.
#[derive(Default)]
struct Walk {
    paper: Paper,
    size: usize,
    words: String,
    row: Vec<String>,
    in_row: bool,
    in_title: bool,
    title: String,
    /// How deep we are in what is passed over, by its outermost name.
    silent: Option<(String, usize)>,
    refused: Option<String>,
}

impl TokenSink for Reading {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut walk = self.walk.borrow_mut();
        match token {
            Token::TagToken(tag) => return walk.tag(&tag),
            Token::CharacterTokens(words) if walk.in_title => walk.title.push_str(&words),
            Token::CharacterTokens(words) if walk.silent.is_none() => walk.words.push_str(&words),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Walk {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let is_start = tag.kind == TagKind::StartTag;
        if name == "title" {
            self.in_title = is_start && self.paper.title.is_none();
            if !is_start {
                self.keep_title();
            }
            let raw = TokenSinkResult::RawData(RawKind::Rcdata);
            return if is_start { raw } else { TokenSinkResult::Continue };
        }
        self.fall_silent(name, is_start, tag.self_closing);
        if is_start {
            match name {
                "script" => return TokenSinkResult::RawData(RawKind::ScriptData),
                "style" | "iframe" | "noscript" => {
                    return TokenSinkResult::RawData(RawKind::Rawtext);
                }
                "textarea" => return TokenSinkResult::RawData(RawKind::Rcdata),
                _ => {}
            }
        }
        if self.silent.is_none() {
            self.place(name, is_start);
        }
        TokenSinkResult::Continue
    }

    fn keep_title(&mut self) {
        let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        // The name of the site stands behind a stroke.
        let own = title.split(['_', '|', '-', '－', '—']).next().unwrap_or_default().trim();
        if !own.is_empty() {
            self.paper.title = Some(kernel::text::clip(own, 200));
        }
    }

    fn fall_silent(&mut self, name: &str, is_start: bool, is_closed: bool) {
        match &mut self.silent {
            Some((outer, depth)) if outer == name && is_start && !is_closed => *depth += 1,
            Some((outer, depth)) if outer == name && !is_start => {
                *depth -= 1;
                if *depth == 0 {
                    self.silent = None;
                }
            }
            None if is_start && !is_closed && SILENT.contains(&name) => {
                self.line();
                self.silent = Some((name.to_owned(), 1));
            }
            _ => {}
        }
    }

    fn place(&mut self, name: &str, is_start: bool) {
        match name {
            "tr" => {
                self.end_row();
                self.in_row = is_start;
            }
            "td" | "th" if !is_start && self.in_row => {
                let words = std::mem::take(&mut self.words);
                self.row.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            "table" if !is_start => {
                self.end_row();
                self.in_row = false;
            }
            _ if self.in_row => self.words.push(' '),
            "br" => self.line(),
            _ if BLOCKS.contains(&name) => self.line(),
            _ => {}
        }
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if row.iter().any(|it| !it.is_empty()) {
            let is_table = row.len() > 1;
            self.push(row.join("\t"), is_table);
        }
        self.line();
    }

    fn line(&mut self) {
        let words = std::mem::take(&mut self.words);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            self.push(words, false);
        }
    }

    fn push(&mut self, text: String, is_table: bool) {
        if self.refused.is_none()
            && let Err(reason) = self.paper.push(text, 0, is_table, &mut self.size)
        {
            self.refused = Some(reason);
        }
    }
}
