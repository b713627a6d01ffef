//! A paper as DOCX: the smallest package that word processors open (ECMA-376).

use super::whole;
use anyhow::{Context, Result};
use market::contracts::{Block, Paper};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/><w:sz w:val="21"/><w:lang w:val="en-GB" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="340" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/><w:spacing w:after="240"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="200"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="24"/></w:rPr></w:style></w:styles>"#;
const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;
/// A4 with margins of an inch.
const FOOT: &str = r#"<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0"/></w:sectPr></w:body></w:document>"#;
/// Twentieths of a point between the margins.
const WIDTH: usize = 9_026;

/// The file.
///
/// # Errors
/// When the package cannot be written, which would be a fault of ours.
pub fn write(paper: &Paper) -> Result<Vec<u8>> {
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.to_owned()),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/document.xml", body(&whole(paper))),
    ];
    for (name, content) in parts {
        // Without a time in it, the same text gives the same bytes.
        package.start_file(name, SimpleFileOptions::default()).context("start a part")?;
        package.write_all(content.as_bytes()).context("write a part")?;
    }
    Ok(package.finish().context("end the package")?.into_inner())
}

fn body(blocks: &[Block]) -> String {
    let mut xml = HEAD.to_owned();
    for block in blocks {
        match block {
            Block::Title(text) => xml.push_str(&paragraph(Some("Title"), text)),
            Block::Heading(text) => xml.push_str(&paragraph(Some("Heading1"), text)),
            Block::Text(text) => xml.push_str(&paragraph(None, text)),
            Block::Table(rows) => xml.push_str(&table(rows)),
        }
    }
    xml.push_str(FOOT);
    xml
}

fn paragraph(style: Option<&str>, text: &str) -> String {
    let style =
        style.map_or(String::new(), |it| format!(r#"<w:pPr><w:pStyle w:val="{it}"/></w:pPr>"#));
    format!(r#"<w:p>{style}<w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>"#, escaped(text))
}

fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(1, Vec::len).max(1);
    let width = WIDTH / columns;
    let edge =
        |side: &str| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>"#);
    let edges: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(edge).concat();
    let grid = format!(r#"<w:gridCol w:w="{width}"/>"#).repeat(columns);
    let cell = |text: &String| {
        format!(
            r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{}</w:tc>"#,
            paragraph(None, text)
        )
    };
    let rows = rows.iter().map(|row| {
        let cells: String = row.iter().map(cell).collect();
        format!("<w:tr>{cells}</w:tr>")
    });
    let rows: String = rows.collect();
    format!(
        r#"<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>{}"#,
        paragraph(None, "")
    )
}

/// Text as XML may hold it: escaped, without the control characters it has no place for.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().filter(|it| !it.is_control()) {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::papers::tests::sample;
    use std::io::Read;

    #[test]
    fn a_package_holds_the_words_and_is_the_same_for_the_same_text() {
        let bytes = write(&sample()).unwrap();
        let mut package = zip::ZipArchive::new(Cursor::new(bytes.clone())).unwrap();
        let mut xml = String::new();
        package.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();

        assert!(xml.contains("按月收运 &lt;HW09&gt; &amp; &quot;HW49&quot; 废物"), "{xml}");
        assert!(xml.contains("28,663.80 元") && xml.contains("甲方于今日签署"));
        assert_eq!(write(&sample()).unwrap(), bytes);
    }
}
