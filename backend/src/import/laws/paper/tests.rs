use super::*;
use knowledge::policies::rules::confidence::ReadDoubt;
use std::io::Write;
use zip::write::SimpleFileOptions;

const LAW: &[&str] = &[
    "样例噪声管理办法",
    "（2021年3月1日生态环境部令第9号公布）",
    "第一章 总则",
    "第一条 为了防治噪声污染，保障公众健康，制定本办法。",
    "第二条 本办法适用于建筑施工。",
    "（一）土方工程；",
    "（二）装修工程。",
    "第二条之一 夜间施工应当公告。",
    "第二章 附则",
    "第三条 本办法自2021年5月1日起施行。",
];

/// A DOCX of this body.
fn docx(body: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", SimpleFileOptions::default()).expect("an entry");
    let head = r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>"#;
    write!(archive, "{head}{body}</w:body></w:document>").expect("it is written");
    archive.finish().expect("an archive").into_inner()
}

fn paragraphs(lines: &[&str]) -> String {
    let one = |it: &&str| {
        // A run breaks anywhere in Word.
        let at = it.char_indices().nth(2).map_or(0, |it| it.0);
        let (first, rest) = it.split_at(at);
        format!("<w:p><w:r><w:t>{first}</w:t></w:r><w:r><w:t>{rest}</w:t></w:r></w:p>")
    };
    lines.iter().map(one).collect()
}

/// A PDF with pages of lines, its words as UTF-16 in a font that is only named.
fn pdf(pages: &[&[&str]]) -> Vec<u8> {
    use lopdf::content::Operation;
    use lopdf::{Stream, dictionary};
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "STSong-Light",
        "Encoding" => "UniGB-UCS2-H",
    });
    let mut kids = Vec::new();
    for lines in pages {
        let mut operations = vec![
            Operation::new("BT", vec![]),
            Operation::new("Tf", vec!["F1".into(), 12.into()]),
            Operation::new("Td", vec![60.into(), 780.into()]),
        ];
        for line in *lines {
            let codes = line.encode_utf16().flat_map(u16::to_be_bytes).collect();
            let text = Object::String(codes, lopdf::StringFormat::Hexadecimal);
            operations.push(Operation::new("Tj", vec![text]));
            operations.push(Operation::new("Td", vec![0.into(), (-20).into()]));
        }
        operations.push(Operation::new("ET", vec![]));
        let content = lopdf::content::Content { operations }.encode().expect("operations");
        let content = document.add_object(Stream::new(dictionary! {}, content));
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content,
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        });
        kids.push(page.into());
    }
    let count = i64::try_from(kids.len()).expect("a few pages");
    let node = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    document.objects.insert(tree, Object::Dictionary(node));
    let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", root);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a file");
    bytes
}

use lopdf::{Document, Object};

/// What becomes of a file of this name.
fn take(name: &str, content: &[u8]) -> Found {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join(name);
    std::fs::write(&file, content).expect("a file");
    found(&file, 1, Head::default(), None)
}

fn labels(found: &Found) -> Vec<&str> {
    found.text.articles.iter().map(|it| it.label.as_str()).collect()
}

#[test]
fn the_same_law_comes_out_of_docx_pdf_and_html_alike() {
    let html: String = LAW.iter().map(|it| format!("<p>{it}</p>")).collect();
    let html = format!(
        "<html><head><title>样例噪声管理办法_某网站</title><script>第九条 不是法</script></head>\
         <body><nav>第八条 菜单</nav><div>{html}</div><footer>版权</footer></body></html>"
    );
    for (name, content) in [
        ("a.docx", docx(&paragraphs(LAW))),
        ("a.html", html.into_bytes()),
        ("a.pdf", pdf(&[&LAW[..6], &LAW[6..]])),
    ] {
        let found = take(name, &content);

        assert_eq!(found.broken, None, "{name}");
        assert_eq!(labels(&found), ["第一条", "第二条", "第二条之一", "第三条"], "{name}");
        let second = &found.text.articles[1];
        assert_eq!(second.chapter.as_deref(), Some("第一章 总则"), "{name}");
        assert_eq!(
            second.text, "本办法适用于建筑施工。\n（一）土方工程；\n（二）装修工程。",
            "{name}"
        );
        assert_eq!(found.head.title.as_deref(), Some("样例噪声管理办法"), "{name}");
        assert_eq!(found.text.history, ["2021年3月1日生态环境部令第9号公布"], "{name}");
        let original = found.original.expect("the file is kept");
        assert!(
            original.parts.iter().all(|it| it.confidence == 100),
            "{name}: {:?}",
            original.parts
        );
        assert_eq!(original.digest.len(), 64);
    }
}

#[test]
fn what_is_doubtful_says_why_and_where() {
    let lines: &[&str] = &[
        "样例固体废物管理办法",
        "第一条 为了防治固体废物污染环境，制定本办法。",
        "第三条 缺了一条，并且断在这里",
        "第四条 前一条之后又是这一条。第五条 这一条藏在里面。",
    ];
    let found = take("b.pdf", &pdf(&[lines]));
    let original = found.original.expect("the file is kept");
    let doubts: Vec<_> = original.parts.iter().map(|it| it.doubts.clone()).collect();
    assert_eq!(
        doubts,
        [vec![], vec![ReadDoubt::NumberGap, ReadDoubt::BrokenEnd], vec![ReadDoubt::HiddenArticle]]
    );
    assert_eq!((original.parts[1].page, original.pages), (Some(1), Some(1)));
    assert_eq!(original.parts[1].raw, "第三条 缺了一条，并且断在这里");
}

#[test]
fn rows_of_tables_and_what_was_struck_out_are_told_apart() {
    let cell = |it: &str| format!("<w:tc><w:p><w:r><w:t>{it}</w:t></w:r></w:p></w:tc>");
    let table = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("化学需氧量"), cell("80 mg/L"));
    let body = format!(
        "{}<w:p><w:del><w:r><w:t>旧话</w:t></w:r></w:del><w:r><w:t>第二条 限值见表 &amp; 注。</w:t></w:r></w:p>{table}",
        paragraphs(&["样例排放标准", "第一条 为了控制污染物排放，制定本标准。"]),
    );
    let found = take("c.docx", &docx(&body));
    assert_eq!(found.text.articles[1].text, "限值见表&注。\n化学需氧量\t80 mg/L");
    let original = found.original.expect("the file is kept");
    assert_eq!(original.parts[1].doubts, [ReadDoubt::Table]);
}

#[test]
fn a_standard_is_cut_at_its_sections() {
    let cover: &[&str] =
        &["GB 18484—2020", "危险废物焚烧污染控制标准", "2020-11-26 发布", "2021-07-01 实施"];
    let body: &[&str] = &[
        "1 适用范围",
        "本标准规定了危险废物焚烧设施的选址、运行、监测和废物贮存的要求。",
        "2 规范性引用文件",
        "本标准引用下列文件。",
        "3 术语和定义",
        "3.1 危险废物",
        "列入国家危险废物名录的废物。",
        "附录 A",
        "监测方法。",
    ];
    let found = take("d.pdf", &pdf(&[cover, body]));
    assert_eq!(labels(&found), ["1", "2", "3", "附录A"]);
    assert_eq!(found.head.number.as_deref(), Some("GB18484-2020"));
    assert_eq!(found.head.effective_on.map(|it| it.to_string()).as_deref(), Some("2021-07-01"));
    assert_eq!(found.head.category.as_deref(), Some("标准"));
}

#[test]
fn whatever_cannot_be_read_is_one_sentence() {
    let bomb = {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file("word/document.xml", SimpleFileOptions::default()).expect("an entry");
        let piece = vec![b'0'; 1024 * 1024];
        (0..65).for_each(|_| archive.write_all(&piece).expect("it is written"));
        archive.finish().expect("an archive").into_inner()
    };
    let half = {
        let whole = docx(&paragraphs(LAW));
        whole[..whole.len() / 2].to_vec()
    };
    for (name, content, reason) in [
        ("a.docx", bomb, "64 MB"),
        ("a.docx", half, "已损坏"),
        ("a.docx", b"\xd0\xcf\x11\xe0rest".to_vec(), "加了密码"),
        ("a.docx", docx("<w:p><w:r></w:r></w:p>"), "没有文字"),
        ("a.pdf", b"%PDF-1.5 nonsense".to_vec(), "已损坏"),
        ("a.pdf", pdf(&[&[], &[]]), "没有文字层"),
        ("a.html", b"<script>alert(1)</script>".to_vec(), "没有文字"),
    ] {
        let found = take(name, &content);
        let said = found.broken.unwrap_or_default();
        assert!(said.contains(reason), "{name}: {said:?} should say {reason}");
    }
}

#[test]
fn pages_in_the_old_encodings_are_read() {
    let page = "<meta charset=gb2312><p>样例办法</p><p>第一条 为了测试编码，制定本办法。</p>";
    let (content, _, _) = encoding_rs::GBK.encode(page);
    let found = take("e.htm", &content);
    assert_eq!(found.text.articles[0].text, "为了测试编码，制定本办法。");
}

/// The standards that lie beside the tree, where they are at hand: read or refused with a sentence.
#[test]
fn real_standards_are_read_or_say_why_not() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/standards-pdf");
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut read = 0;
    for entry in entries.flatten() {
        let found = found(&entry.path(), 1, Head::default(), None);
        match (&found.broken, &found.original) {
            (None, Some(original)) => {
                read += 1;
                assert!(!original.parts.is_empty());
            }
            (Some(reason), None) => assert!(reason.contains("文字层"), "{reason}"),
            (Some(_), Some(_)) => panic!("a file that was not read is not kept"),
            (None, None) => panic!("what was read is kept"),
        }
    }
    assert!(read >= 6, "only {read} of them have words");
}
