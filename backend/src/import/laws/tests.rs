use super::*;
use crate::import::carry;
use carry::Incoming;
use std::io::Write;

/// Everything a path gives: rows, then why it ended early.
async fn all(path: &Path) -> (Vec<Incoming<NewLaw>>, Option<String>) {
    let mut supply = match open(path, source(path, None), None).await {
        Ok(supply) => supply,
        Err(Unreadable(reason)) => return (Vec::new(), Some(reason)),
    };
    let (mut rows, mut broken) = (Vec::new(), None);
    while let Some(message) = supply.messages.recv().await {
        match message {
            Message::Row(row) => rows.push(*row),
            Message::Broken(reason) => broken = Some(reason),
        }
    }
    (rows, broken)
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
    std::fs::write(&path, text).expect("a file");
    path
}

fn days(law: &NewLaw) -> [Option<String>; 2] {
    [law.version_on, law.effective_on].map(|it| it.map(|it| it.to_string()))
}

#[tokio::test]
async fn a_markdown_folder_with_a_manifest_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "法律/水法(2016-07-02).md",
        "# 中华人民共和国水法\n\n第一条 甲。\n\n第二条 乙。",
    );
    write(
        folder.path(),
        "manifest.tsv",
        "path\ttitle\tcategory\tregion\tversion_date\teffective_date\tarticles\n\
         法律/水法(2016-07-02).md\t中华人民共和国水法\t法律\t全国\t2016-07-02\t2002-10-01\t4\n",
    );

    let (rows, broken) = all(folder.path()).await;

    assert_eq!((rows.len(), broken), (1, None));
    let law = rows[0].record.as_ref().expect("a law");
    assert_eq!(law.title, "中华人民共和国水法");
    assert_eq!(days(law), [Some("2016-07-02".into()), Some("2002-10-01".into())]);
    assert_eq!(rows[0].note.as_deref(), Some("条号不连续，这份文本缺第3至4条"));
}

#[tokio::test]
async fn files_named_by_parts_are_one_law_in_its_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let law = folder.path().join("生态环境法典");
    write(&law, "第2编_附则.md", "第二编　附则\n\n第二条　本法自2026年8月15日起施行。");
    write(&law, "第1编_总则.md", "第一编　总则\n\n第一条　甲。");

    let (rows, _) = all(&law).await;

    let law = rows[0].record.as_ref().expect("a law");
    assert_eq!(law.title, "中华人民共和国生态环境法典");
    assert_eq!(law.articles.len(), 2);
    assert_eq!(law.articles[1].part.as_deref(), Some("第二编 附则"));
    assert_eq!(days(law), [None, Some("2026-08-15".into())]);
}

#[tokio::test]
async fn documents_and_tables_of_articles_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let documents = write(
        folder.path(),
        "a.jsonl",
        "{\"title\":\"甲条例\",\"category\":\"行政法规\",\"version_date\":\"2020-01-01\",\"text\":\"第一条 甲。\"}\n{broken\n",
    );
    let (rows, _) = all(&documents).await;
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].record.as_ref().expect("a law").articles.len(), 1);
    assert!(rows[1].record.is_err());

    let table = write(
        folder.path(),
        "b.csv",
        "法规名称,施行日期,条号,章,条文\n甲法,2020-01-01,第一条,第一章 总则,甲。\n\
         甲法,2020-01-01,第一条之一,第一章 总则,乙。\n乙法,2021-01-01,第一条,,丙。\n",
    );
    let (rows, _) = all(&table).await;
    let laws: Vec<_> = rows.iter().map(|it| it.record.as_ref().expect("a law")).collect();
    assert_eq!(laws.iter().map(|it| it.articles.len()).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(laws[0].articles[1].branch, 1);
    assert_eq!(laws[0].articles[0].chapter.as_deref(), Some("第一章 总则"));
}

#[tokio::test]
async fn a_package_with_a_database_is_read_and_its_status_is_not_believed() {
    use sea_orm::{ConnectionTrait, Database};
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("laws.db");
    let database = Database::connect(format!("sqlite://{}?mode=rwc", file.display()));
    let database = database.await.expect("a database");
    for sql in [
        "CREATE TABLE laws (law_id TEXT, law_name TEXT, doc_type TEXT, level TEXT, issuing_body TEXT, \
         publish_date TEXT, effective_date TEXT, version_date TEXT, status TEXT, law_department TEXT)",
        "CREATE TABLE articles (id INTEGER, law_id TEXT, chapter TEXT, section TEXT, article_no TEXT, article_text TEXT)",
        "INSERT INTO laws VALUES ('a', '中华人民共和国农业法', '法律', '法律', '全国人大常委会', '2026-08-28', \
         '2027-01-01', '2026-08-28', '现行有效', '经济法')",
        "INSERT INTO articles VALUES (2, 'a', '第一章 总则', NULL, '第三条', '丙。'), (1, 'a', '第一章 总则', NULL, '第一条', '甲。')",
    ] {
        database.execute_unprepared(sql).await.expect("a table");
    }
    database.close().await.expect("closed");
    let package = folder.path().join("some_laws-1.2.3-py3-none-any.whl");
    let mut archive = zip::ZipWriter::new(std::fs::File::create(&package).expect("a file"));
    archive
        .start_file("some_laws/data/laws.db", zip::write::SimpleFileOptions::default())
        .expect("an entry");
    archive.write_all(&std::fs::read(&file).expect("the database")).expect("its bytes");
    archive.finish().expect("an archive");

    for path in [&file, &package] {
        let (rows, broken) = all(path).await;
        assert_eq!((rows.len(), broken), (1, None));
        let law = rows[0].record.as_ref().expect("a law");
        assert_eq!(days(law), [Some("2026-08-28".into()), Some("2027-01-01".into())]);
        assert_eq!(law.articles[0].text, "甲。");
        assert_eq!(rows[0].note.as_deref(), Some("条号不连续，这份文本缺第2条"));
    }
    let (rows, _) = all(&package).await;
    assert_eq!(rows[0].record.as_ref().expect("a law").source, "some-laws 1.2.3");
}

#[tokio::test]
async fn what_holds_no_laws_is_said_in_one_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text, expected) in [
        ("x.db", "no database", "不是带有 laws 和 articles 两张表的法规数据库"),
        ("x.whl", "no archive", "不是完整的包"),
        ("x.gif", "", "不是能导入的法规"),
        ("x.csv", "甲,乙\n1,2\n", "找不到法规名称或正文的列"),
    ] {
        let path = write(folder.path(), name, text);
        let (_, reason) = all(&path).await;
        assert!(reason.as_ref().is_some_and(|it| it.contains(expected)), "{name}: {reason:?}");
    }
    let (_, reason) = all(&folder.path().join("none")).await;
    assert!(reason.is_some_and(|it| it.ends_with("不存在")));
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).expect("a folder");
    let (_, reason) = all(&empty).await;
    assert!(reason.is_some_and(|it| it.contains("没有 Markdown")));
}
