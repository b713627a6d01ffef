//! PDF: the text layer, put into lines by where the words stand on the page.

use super::{Paper, UNPACKED_LIMIT};
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object};
use std::collections::BTreeMap;
use std::io::Read;

/// Pages that are read (配置值).
const PAGES_LIMIT: usize = 2_000;
/// What all streams of a file may unpack to together, in bytes (配置值).
const ALL_LIMIT: u64 = 512 * 1024 * 1024;
/// Operations of one page (配置值).
const OPERATIONS_LIMIT: usize = 500_000;
/// Words this far apart, in widths of a character, are cells of a table; this many make a row (配置值).
const CELL_GAP: f32 = 1.8;
const CELLS: usize = 3;
/// Words whose feet differ by less than this share of their height stand in one line (配置值).
const SAME_LINE: f32 = 0.5;
/// Fewer characters than this on a page, on average, are no text layer (配置值).
const LAYER: usize = 8;

pub(super) fn read(content: &[u8]) -> Result<Paper, String> {
    let broken = |_| "PDF 已损坏，读不出来".to_owned();
    if unpacks_to_too_much(content) {
        return Err("PDF 解开后过大，不读".into());
    }
    let document = Document::load_mem(content).map_err(broken)?;
    if document.is_encrypted() {
        return Err("文件加了密码，请给没有密码的 PDF".into());
    }
    let pages = document.get_pages();
    if pages.len() > PAGES_LIMIT {
        return Err("PDF 超过 2000 页，请分开导入".into());
    }
    let mut paper = Paper { pages: u32::try_from(pages.len()).ok(), ..Paper::default() };
    let mut size = 0;
    for (number, id) in pages {
        for line in lines_of(words_of(&document, id)) {
            let is_table = line.matches('\t').count() + 1 >= CELLS;
            paper.push(line, number, is_table, &mut size)?;
        }
    }
    let count = usize::try_from(paper.pages.unwrap_or(0)).unwrap_or(0);
    if size < LAYER * count.max(1) {
        return Err("这份 PDF 没有文字层（多半是扫描件），请先做文字识别".into());
    }
    Ok(paper)
}

/// Whether a stream of the file, or all of them, unpack to more than is read. Looked at beforehand: the
/// parser unpacks some of them while it opens the file.
fn unpacks_to_too_much(content: &[u8]) -> bool {
    let (mut rest, mut all) = (content, 0_u64);
    while let Some(at) = rest.windows(6).position(|it| it == b"stream") {
        rest = &rest[at + 6..];
        let body = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"));
        // Only what begins like a packed stream; others cost what they are long.
        let Some(body) = body.filter(|it| it.first().is_some_and(|it| it & 0x0f == 8)) else {
            continue;
        };
        let unpacked = flate2::read::ZlibDecoder::new(body).take(UNPACKED_LIMIT + 1);
        let length = length_of(unpacked);
        all += length;
        if length > UNPACKED_LIMIT || all > ALL_LIMIT {
            return true;
        }
    }
    false
}

/// How many bytes come, until the end or the first that is broken.
fn length_of(mut reader: impl Read) -> u64 {
    let (mut piece, mut length) = (vec![0; 64 * 1024], 0);
    loop {
        match reader.read(&mut piece) {
            Ok(count) if count > 0 => length += count as u64,
            _ => return length,
        }
    }
}

/// Some words and where they stand.
#[derive(Debug, Clone, PartialEq)]
struct Words {
    x: f32,
    y: f32,
    height: f32,
    width: f32,
    text: String,
}

/// How a font's codes are read.
enum Codes<'d> {
    Known(Encoding<'d>),
    Gbk,
    Unknown,
}

impl Codes<'_> {
    fn of<'d>(font: &'d Dictionary, document: &'d Document) -> Codes<'d> {
        let name = font.get(b"Encoding").and_then(Object::as_name).unwrap_or_default();
        let has_map = font.has(b"ToUnicode");
        if !has_map && [&b"GBK-EUC-H"[..], b"GB-EUC-H", b"GBKp-EUC-H", b"GBK2K-H"].contains(&name) {
            return Codes::Gbk;
        }
        if !has_map && name == b"Identity-H" {
            // Glyph numbers without a map say nothing.
            return Codes::Unknown;
        }
        font.get_font_encoding(document).map_or(Codes::Unknown, Codes::Known)
    }

    fn read(&self, codes: &[u8]) -> String {
        let read = match self {
            Codes::Known(encoding) => Document::decode_text(encoding, codes).ok(),
            Codes::Gbk => Some(encoding_rs::GB18030.decode(codes).0.into_owned()),
            Codes::Unknown => None,
        };
        // What cannot be read is seen as such, and makes the part doubtful.
        read.unwrap_or_else(|| "\u{fffd}".repeat(codes.len().div_ceil(2)))
    }
}

type Matrix = [f32; 6];
const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// One transformation after another.
fn after(first: &Matrix, then: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = *first;
    let [g, h, i, j, k, l] = *then;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}

/// What a page draws, as far as words go.
struct Pen<'f, 'd> {
    fonts: &'f BTreeMap<Vec<u8>, Codes<'d>>,
    font: Option<&'f Codes<'d>>,
    size: f32,
    leading: f32,
    line: Matrix,
    text: Matrix,
    page: Matrix,
    kept: Vec<Matrix>,
    words: Vec<Words>,
}

fn words_of(document: &Document, page: lopdf::ObjectId) -> Vec<Words> {
    let most = usize::try_from(UNPACKED_LIMIT).unwrap_or(usize::MAX);
    let Ok(content) = document.get_page_content_with_limit(page, most) else { return Vec::new() };
    let Ok(content) = Content::decode(&content) else { return Vec::new() };
    let fonts = document.get_page_fonts(page).unwrap_or_default();
    let fonts: BTreeMap<Vec<u8>, Codes<'_>> =
        fonts.into_iter().map(|(name, font)| (name, Codes::of(font, document))).collect();
    let mut pen = Pen {
        fonts: &fonts,
        font: None,
        size: 0.0,
        leading: 0.0,
        line: UNIT,
        text: UNIT,
        page: UNIT,
        kept: Vec::new(),
        words: Vec::new(),
    };
    for operation in content.operations.iter().take(OPERATIONS_LIMIT) {
        pen.step(&operation.operator, &operation.operands);
    }
    pen.words
}

fn number(operands: &[Object], at: usize) -> f32 {
    operands.get(at).and_then(|it| it.as_float().ok()).unwrap_or(0.0)
}

fn matrix(operands: &[Object]) -> Matrix {
    std::array::from_fn(|at| number(operands, at))
}

impl Pen<'_, '_> {
    fn step(&mut self, operator: &str, operands: &[Object]) {
        match operator {
            "q" if self.kept.len() < 100 => self.kept.push(self.page),
            "Q" => self.page = self.kept.pop().unwrap_or(UNIT),
            "cm" => self.page = after(&matrix(operands), &self.page),
            "BT" => (self.line, self.text) = (UNIT, UNIT),
            "Tf" => {
                let name = operands.first().and_then(|it| it.as_name().ok()).unwrap_or_default();
                self.font = self.fonts.get(name);
                self.size = number(operands, 1);
            }
            "TL" => self.leading = number(operands, 0),
            "Td" => self.go(number(operands, 0), number(operands, 1)),
            "TD" => {
                self.leading = -number(operands, 1);
                self.go(number(operands, 0), number(operands, 1));
            }
            "Tm" => {
                self.line = matrix(operands);
                self.text = self.line;
            }
            "T*" => self.go(0.0, -self.leading),
            "Tj" => self.say(operands.first()),
            "'" => {
                self.go(0.0, -self.leading);
                self.say(operands.first());
            }
            "\"" => {
                self.go(0.0, -self.leading);
                self.say(operands.get(2));
            }
            "TJ" => {
                let pieces = operands.first().and_then(|it| it.as_array().ok());
                for piece in pieces.into_iter().flatten() {
                    match piece.as_float() {
                        Ok(by) => {
                            self.text = after(&shift(-by / 1_000.0 * self.size, 0.0), &self.text);
                        }
                        Err(_) => self.say(Some(piece)),
                    }
                }
            }
            _ => {}
        }
    }

    fn go(&mut self, x: f32, y: f32) {
        self.line = after(&shift(x, y), &self.line);
        self.text = self.line;
    }

    fn say(&mut self, codes: Option<&Object>) {
        let Some(codes) = codes.and_then(|it| it.as_str().ok()) else { return };
        let text = match self.font {
            Some(font) => font.read(codes),
            None => Codes::Unknown.read(codes),
        };
        let place = after(&self.text, &self.page);
        let scale = (place[0].powi(2) + place[1].powi(2)).sqrt();
        // The widths of glyphs are not looked up: a Chinese one is as wide as it is high, others half.
        let ems: f32 = text.chars().map(|it| if it.is_ascii() { 0.5 } else { 1.0 }).sum();
        let own = ems * self.size;
        let is_upright = place[1].abs() <= place[0].abs();
        if is_upright && place.iter().all(|it| it.is_finite()) && !text.trim().is_empty() {
            let height = (self.size * scale).abs();
            self.words.push(Words { x: place[4], y: place[5], height, width: own * scale, text });
        }
        self.text = after(&shift(own, 0.0), &self.text);
    }
}

fn shift(x: f32, y: f32) -> Matrix {
    [1.0, 0.0, 0.0, 1.0, x, y]
}

/// Words from above to below and from left to right, in lines.
fn lines_of(mut words: Vec<Words>) -> Vec<String> {
    words.sort_by(|one, other| other.y.total_cmp(&one.y).then(one.x.total_cmp(&other.x)));
    let mut lines: Vec<Vec<Words>> = Vec::new();
    for word in words {
        let is_same = |line: &Vec<Words>| {
            let first = &line[0];
            (first.y - word.y).abs() < first.height.max(word.height) * SAME_LINE
        };
        match lines.last_mut().filter(|it| is_same(it)) {
            Some(line) => line.push(word),
            None => lines.push(vec![word]),
        }
    }
    lines.into_iter().map(line_of).filter(|it| !it.trim().is_empty()).collect()
}

fn line_of(mut words: Vec<Words>) -> String {
    words.sort_by(|one, other| one.x.total_cmp(&other.x));
    let mut line = String::new();
    let mut end: Option<f32> = None;
    for word in words {
        if let Some(end) = end {
            let gap = (word.x - end) / word.height.max(0.1);
            if gap > CELL_GAP {
                line.push('\t');
            } else if gap > 0.25 {
                line.push(' ');
            }
        }
        // Words that are set twice for weight stand at the same place.
        end = Some((word.x + word.width).max(end.unwrap_or(f32::MIN)));
        line.push_str(&word.text);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(x: f32, y: f32, text: &str) -> Words {
        let width = 10.0 * text.chars().count() as f32;
        Words { x, y, height: 10.0, width, text: text.to_owned() }
    }

    #[test]
    fn words_become_lines_by_where_they_stand() {
        let lines = lines_of(vec![
            word(20.0, 680.0, "第二条"),
            word(20.0, 700.0, "第一条"),
            word(55.0, 701.0, "甲。"),
            word(20.0, 660.0, "项目"),
            word(100.0, 660.0, "限值"),
            word(200.0, 660.0, "单位"),
        ]);
        assert_eq!(lines, ["第一条 甲。", "第二条", "项目\t限值\t单位"]);
    }

    #[test]
    fn a_stream_that_unpacks_to_too_much_is_noticed_before_it_is_opened() {
        use std::io::Write;
        let packed = |megabytes: usize| {
            let mut writer =
                flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
            let piece = vec![0; 1024 * 1024];
            (0..megabytes).for_each(|_| writer.write_all(&piece).unwrap());
            [&b"1 0 obj <<>> stream\n"[..], &writer.finish().unwrap(), b"\nendstream endobj"]
                .concat()
        };
        assert!(!unpacks_to_too_much(&packed(2)));
        assert!(unpacks_to_too_much(&packed(65)));
    }

    #[test]
    fn what_is_no_pdf_is_said_so() {
        assert_eq!(read(b"nonsense"), Err("PDF 已损坏，读不出来".into()));
        assert!(read(b"%PDF-1.7\nnonsense").is_err());
    }
}
