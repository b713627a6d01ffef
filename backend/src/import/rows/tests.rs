use super::*;
use std::io::Write;
use tempfile::TempDir;

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// Reads a file of these bytes: each row as `header=cell`, refusals as their sentence.
    fn read(&self, name: &str, bytes: &[u8]) -> Result<Vec<String>, Unreadable> {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).expect("the folder can be written");
        let mut seen = Vec::new();
        let form = Form::of(&path).expect("a known form");
        read(&path, form, &mut |read| {
            seen.push(match read {
                Ok(row) => {
                    let cells = row.cells.iter().map(|(it, cell)| format!("{}={cell}", it.given));
                    format!("{}: {}", row.number, cells.collect::<Vec<_>>().join(" "))
                }
                Err((number, _, reason)) => format!("{number}! {reason}"),
            });
            ControlFlow::Continue(())
        })?;
        Ok(seen)
    }
}

fn check(name: &str, bytes: &[u8], expected: &[&str]) {
    assert_eq!(Folder::new().read(name, bytes).expect("readable"), expected, "{name}");
}

#[test]
fn sheets_of_all_encodings_and_separators_are_read() {
    let sheet = "单位名称,地址\n绿桥,\"青浦区,某路\"\n";
    let expected = ["2: 单位名称=绿桥 地址=青浦区,某路"];
    check("a.csv", sheet.as_bytes(), &expected);
    check("bom.csv", format!("\u{feff}{sheet}").as_bytes(), &expected);
    check("gbk.csv", &encoding_rs::GBK.encode(sheet).0, &expected);
    check("semicolon.csv", "单位名称;地址\n绿桥;青浦区,某路\n".as_bytes(), &expected);
    check("tab.tsv", "单位名称\t地址\r\n绿桥\t青浦区,某路\r\n".as_bytes(), &expected);
}

#[test]
fn a_long_sheet_that_turns_chinese_late_is_not_misread() {
    let mut sheet = "name,address\n".to_owned();
    sheet.extend(std::iter::repeat_n("abc,def\n", 20_000));
    sheet.push_str("绿桥,镕\n");
    let rows = Folder::new().read("late.csv", &encoding_rs::GB18030.encode(&sheet).0);
    assert_eq!(rows.expect("readable").last().unwrap(), "20002: name=绿桥 address=镕");
    let rows = Folder::new().read("late-utf8.csv", sheet.as_bytes());
    assert_eq!(rows.expect("readable").last().unwrap(), "20002: name=绿桥 address=镕");
}

#[test]
fn titles_above_the_header_and_blank_rows_are_passed_over() {
    check(
        "title.csv",
        "上海市名单（2020年）,,\n,,\n单位名称,地址,\n\n绿桥,青浦,\n,,\n".as_bytes(),
        &["4: 单位名称=绿桥 地址=青浦"],
    );
}

#[test]
fn a_row_wider_than_the_header_is_refused_and_a_shorter_one_is_not() {
    check(
        "width.csv",
        b"name,address\na,b,c\nd\n",
        &["2! 这一行比表头多 1 格，可能有未加引号的分隔符", "3: name=d"],
    );
}

#[test]
fn json_is_read_in_lines_packed_lines_and_arrays() {
    let lines =
        "{\"a\":\"甲\",\"b\":1,\"c\":[\"a\",\"b\"],\"d\":null}\n\nnot json\n{\"name\":\"乙\"}\n";
    let rows = Folder::new().read("a.jsonl", lines.as_bytes()).expect("readable");
    assert_eq!(rows[0], "1: a=甲 b=1 c=a\nb d=");
    assert!(rows[1].starts_with("3! 不是完整的 JSON 对象"));
    assert_eq!(rows[2], "4: name=乙");

    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(lines.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    assert_eq!(Folder::new().read("a.jsonl.gz", &packed).expect("readable").len(), 3);
    let cut_off = &packed[..packed.len() / 2];
    assert!(Folder::new().read("cut.jsonl.gz", cut_off).is_err());

    check(
        "a.json",
        "[{\"name\":\"甲\"},3]".as_bytes(),
        &["1: name=甲", "2! 数组里的这一项不是对象"],
    );
    assert!(Folder::new().read("b.json", b"{\"name\":1}").is_err());
}

/// A workbook of one sheet with the given rows of XML.
fn workbook(rows: &str, more: &str) -> Vec<u8> {
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>\
             </Relationships>"
                .to_owned(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
             </Relationships>"
                .to_owned(),
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
             <sheets><sheet name=\"甲\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
                .to_owned(),
        ),
        (
            "xl/styles.xml",
            "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
             <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
                .to_owned(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
                 <sheetData>{rows}</sheetData>{more}</worksheet>"
            ),
        ),
    ];
    let mut book = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        book.start_file(name, options).expect("an entry");
        book.write_all(text.as_bytes()).expect("its text");
    }
    book.finish().expect("a whole archive").into_inner()
}

#[test]
fn workbooks_give_days_numbers_and_merged_cells() {
    let text =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = [
        format!("<row r=\"1\">{}</row>", text("A1", "名单")),
        format!(
            "<row r=\"2\">{}{}{}</row>",
            text("A2", "区"),
            text("B2", "名称"),
            text("C2", "日期")
        ),
        format!(
            "<row r=\"3\">{}{}<c r=\"C3\" s=\"1\"><v>43465</v></c></row>",
            text("A3", "青浦"),
            text("B3", "甲")
        ),
        format!("<row r=\"4\">{}<c r=\"C4\"><v>31.5</v></c></row>", text("B4", "乙")),
    ]
    .concat();
    let merged =
        "<mergeCells count=\"2\"><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"A3:A4\"/></mergeCells>";
    check(
        "a.xlsx",
        &workbook(&rows, merged),
        &["3: 区=青浦 名称=甲 日期=2018-12-31", "4: 区=青浦 名称=乙 日期=31.5"],
    );
}

#[test]
fn what_is_no_workbook_is_said_in_one_sentence() {
    let error = Folder::new().read("a.xlsx", b"PK not really").expect_err("not readable");
    assert!(error.0.contains("不是能打开的 xlsx 工作簿"), "{}", error.0);
}

#[test]
fn an_empty_sheet_has_no_rows() {
    check("empty.csv", b"", &[]);
}
