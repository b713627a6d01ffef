//! A paper as PDF, set in a font of the machine of which only the glyphs used are embedded.

use super::whole;
use anyhow::{Context, Result, anyhow};
use krilla::Document;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use market::contracts::{Block, Paper};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// A4, in points.
const PAGE: (f32, f32) = (595.28, 841.89);
const MARGIN: f32 = 64.0;
const BODY: f32 = 10.5;
/// A line is so many times as high as its letters.
const LEADING: f32 = 1.65;
/// Between the columns of a table.
const GAP: f32 = 14.0;
/// The largest font file that is read.
const LARGEST_FONT: u64 = 64 * 1024 * 1024;

/// Where fonts with Chinese characters usually lie, with the simplified one of each collection.
const USUAL_FONTS: [&str; 6] = [
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc#2",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc#2",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc#2",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc#2",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc#0",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc#0",
];

/// A font file that was read, and which of its fonts.
#[derive(Clone)]
pub struct FontFile {
    content: Arc<Vec<u8>>,
    index: u32,
}

impl FontFile {
    /// The font that is set, or the first of the usual ones; none when there is none that can be read
    /// and has Chinese characters.
    pub fn find(set: Option<&str>) -> Option<Self> {
        match set {
            Some(place) => Self::read(place),
            None => USUAL_FONTS.into_iter().find_map(Self::read),
        }
    }

    fn read(place: &str) -> Option<Self> {
        let (path, index) = place.rsplit_once('#').unwrap_or((place, "0"));
        let index = index.parse().ok()?;
        let is_sound = std::fs::metadata(path).is_ok_and(|it| it.len() <= LARGEST_FONT);
        let content = Arc::new(std::fs::read(path).ok().filter(|_| is_sound)?);
        let font = FontRef::from_index(&content, index).ok()?;
        font.charmap().map('绿')?;
        Some(Self { content, index })
    }
}

/// A contract as a file.
///
/// # Errors
/// When the font or the page cannot be set.
pub fn write(paper: &Paper, font: &FontFile) -> Result<Vec<u8>> {
    set("环境治理第三方服务合同", &whole(paper), font)
}

/// Blocks as a file with a title.
///
/// # Errors
/// When the font or the page cannot be set.
pub fn set(title: &str, blocks: &[Block], font: &FontFile) -> Result<Vec<u8>> {
    let read = FontRef::from_index(&font.content, font.index).context("read the font")?;
    let setter = Setter { font: &read, letters: RefCell::default() };
    let lines = setter.lines(blocks);
    let set = Font::new(font.content.clone().into(), font.index).context("set the font")?;
    let mut document = Document::new();
    let metadata = Metadata::new().title(title.to_owned()).language("zh-CN".to_owned());
    document.set_metadata(metadata);
    let pages = paginate(lines);
    let count = pages.len();
    for (number, lines) in (1..).zip(pages) {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).context("a page has a size")?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        let foot = format!("第 {number} 页，共 {count} 页");
        let foot = Piece { x: PAGE.0 / 2.0 - 28.0, text: foot };
        let foot = (PAGE.1 - MARGIN / 2.0, Line { size: 8.5, above: 0.0, pieces: vec![foot] });
        for (y, line) in lines.into_iter().chain([foot]) {
            for piece in line.pieces {
                let at = Point::from_xy(piece.x, y);
                // Our own glyphs: shaping would read the whole font anew for each piece of a line.
                let glyphs = setter.glyphs(&piece.text);
                surface.draw_glyphs(at, &glyphs, set.clone(), &piece.text, line.size, false);
            }
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|error| anyhow!("write the PDF: {error:?}"))
}

/// Text at a place of a line.
struct Piece {
    x: f32,
    text: String,
}

/// A line: how large its letters are, how much room stands above it, what it says where.
struct Line {
    size: f32,
    above: f32,
    pieces: Vec<Piece>,
}

/// The lines of each page, with how far down they stand.
fn paginate(lines: Vec<Line>) -> Vec<Vec<(f32, Line)>> {
    let mut pages = vec![Vec::new()];
    let mut y = MARGIN;
    for line in lines {
        y += line.above + line.size * LEADING;
        if y > PAGE.1 - MARGIN {
            pages.push(Vec::new());
            y = MARGIN + line.size * LEADING;
        }
        if let Some(page) = pages.last_mut() {
            page.push((y, line));
        }
    }
    pages
}

/// Breaks text into lines.
struct Setter<'a> {
    font: &'a FontRef<'a>,
    /// The glyphs of letters that were met, and how wide they are for a letter one point high.
    letters: RefCell<HashMap<char, (u32, f32)>>,
}

impl Setter<'_> {
    fn lines(&self, blocks: &[Block]) -> Vec<Line> {
        let mut lines = Vec::new();
        for block in blocks {
            match block {
                Block::Title(text) => {
                    let x = (PAGE.0 - self.width(text, 18.0)) / 2.0;
                    let pieces = vec![Piece { x: x.max(MARGIN), text: text.clone() }];
                    lines.push(Line { size: 18.0, above: 0.0, pieces });
                }
                Block::Heading(text) => lines.extend(self.paragraph(text, 12.0, 10.0)),
                Block::Text(text) => lines.extend(self.paragraph(text, BODY, 3.0)),
                Block::Table(rows) => lines.extend(self.table(rows)),
            }
        }
        lines
    }

    fn paragraph(&self, text: &str, size: f32, above: f32) -> Vec<Line> {
        let broken = self.broken(text, size, PAGE.0 - 2.0 * MARGIN);
        let lines = broken.into_iter().enumerate().map(|(number, text)| Line {
            size,
            above: if number == 0 { above } else { 0.0 },
            pieces: vec![Piece { x: MARGIN, text }],
        });
        lines.collect()
    }

    /// Rows whose columns are as wide as what they hold, the widest giving way.
    fn table(&self, rows: &[Vec<String>]) -> Vec<Line> {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut widths: Vec<f32> = (0..columns)
            .map(|column| {
                let cells = rows.iter().filter_map(|it| it.get(column));
                cells.map(|it| self.width(it, BODY)).fold(20.0, f32::max) + GAP
            })
            .collect();
        let room = PAGE.0 - 2.0 * MARGIN;
        let over = widths.iter().sum::<f32>() - room;
        if let Some(widest) = widths.iter_mut().max_by(|a, b| a.total_cmp(b)) {
            *widest = (*widest - over.max(0.0)).max(60.0);
        }
        let mut lines = Vec::new();
        for row in rows {
            let cells: Vec<Vec<String>> = row
                .iter()
                .zip(&widths)
                .map(|(text, width)| self.broken(text, BODY, width - GAP))
                .collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or(0);
            for number in 0..height {
                let mut x = MARGIN;
                let mut pieces = Vec::new();
                for (cell, width) in cells.iter().zip(&widths) {
                    if let Some(text) = cell.get(number) {
                        pieces.push(Piece { x, text: text.clone() });
                    }
                    x += width;
                }
                lines.push(Line { size: BODY, above: if number == 0 { 4.0 } else { 0.0 }, pieces });
            }
        }
        lines
    }

    /// A text in lines of a width: broken between Chinese characters, and inside a long word only
    /// when it fills a line.
    fn broken(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        let (mut line, mut used) = (String::new(), 0.0);
        for word in words(text) {
            let needed = self.width(word, size);
            if used + needed > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            for character in word.chars() {
                let needed = self.width(character.encode_utf8(&mut [0; 4]), size);
                if used + needed > width && !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                }
                line.push(character);
                used += needed;
            }
        }
        lines.push(line);
        lines
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|it| self.letter(it).1 * size).sum()
    }

    /// The glyphs of a text, one a letter: Chinese and Latin need no more.
    fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let glyph = |(at, letter): (usize, char)| {
            let (glyph, width) = self.letter(letter);
            let own = at..at + letter.len_utf8();
            KrillaGlyph::new(GlyphId::new(glyph), width, 0.0, 0.0, 0.0, own, None)
        };
        text.char_indices().map(glyph).collect()
    }

    /// The glyph of a letter (0 when the font has none) and how wide it is for a letter one point high.
    fn letter(&self, letter: char) -> (u32, f32) {
        const LARGE: f32 = 1_000.0;
        if let Some(known) = self.letters.borrow().get(&letter) {
            return *known;
        }
        let metrics = self.font.glyph_metrics(Size::new(LARGE), LocationRef::default());
        let glyph = self.font.charmap().map(letter);
        let width = glyph.and_then(|it| metrics.advance_width(it)).map_or(1.0, |it| it / LARGE);
        let found = (glyph.map_or(0, skrifa::GlyphId::to_u32), width);
        self.letters.borrow_mut().insert(letter, found);
        found
    }
}

/// What may not be broken: a run of letters and digits, or one character with what must not begin a
/// line behind it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut characters = rest.char_indices().peekable();
        let (_, first) = characters.next()?;
        let is_letter = |it: char| it.is_ascii() && !it.is_ascii_whitespace();
        let goes_on =
            |it: char| (is_letter(first) && is_letter(it)) || "，。、；：？！）》”’".contains(it);
        let end = characters.find(|(_, it)| !goes_on(*it)).map_or(rest.len(), |(at, _)| at);
        let (word, left) = rest.split_at(end);
        rest = left;
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::papers::tests::sample;

    #[test]
    fn a_word_takes_what_must_not_begin_a_line() {
        let found: Vec<&str> = words("收运HW09，每月（约定）。abc").collect();
        assert_eq!(found, ["收", "运", "HW09，", "每", "月", "（", "约", "定）。", "abc"]);
    }

    #[test]
    fn a_file_that_is_no_font_gives_none() {
        assert!(FontFile::find(Some("/no/such/font.ttc")).is_none());
        assert!(FontFile::find(Some(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))).is_none());
    }

    #[test]
    fn a_paper_of_several_pages_is_set_where_the_machine_has_a_font() {
        let Some(font) = FontFile::find(None) else { return };

        let bytes = write(&sample(), &font).unwrap();

        assert!(bytes.starts_with(b"%PDF-"));
        assert!(bytes.len() < 400_000, "{} bytes: only the glyphs used are embedded", bytes.len());
    }
}
