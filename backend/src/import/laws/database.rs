//! The SQLite databases of law packages: tables `laws` and `articles`, in a file of their own or
//! inside a Python wheel.

use super::assemble::{Assembler, Found, Head};
use super::{Unreadable, table};
use crate::import::carry::{Message, Sender, Supply, supply};
use knowledge::policies::rules::arriving::NewLaw;
use knowledge::policies::rules::dates::parse_day;
use knowledge::policies::rules::structure::{LawText, NewArticle};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, Statement};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The largest database inside a package, in bytes.
const SIZE_LIMIT: u64 = 1024 * 1024 * 1024;

/// Opens a database and starts reading it.
///
/// # Errors
/// [`Unreadable`] when it is none, or has other tables.
pub(super) async fn open(path: &Path, assembler: Assembler) -> Result<Supply<NewLaw>, Unreadable> {
    let (file, unpacked) = locate(path).await?;
    let broken = |error: &DbErr| {
        tracing::debug!(%error, "foreign database");
        Unreadable(format!("{} 不是带有 laws 和 articles 两张表的法规数据库", path.display()))
    };
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=ro", file.display()));
    options.max_connections(1).sqlx_logging(false);
    let database = Database::connect(options).await.map_err(|error| broken(&error))?;
    let heads = heads(&database).await.map_err(|error| broken(&error))?;
    // Found out now, not after the first law was sent.
    articles(&database, "").await.map_err(|error| broken(&error))?;
    let (sender, supply) = supply(heads.len() as u64);
    tokio::spawn(async move {
        if let Err(error) = send(&database, heads, assembler, &sender).await {
            let reason = format!("法规数据库从中间起读不下去：{error}");
            // When nobody listens any more there is nobody to tell.
            let _ = sender.send(Message::Broken(reason)).await;
        }
        let _ = database.close().await;
        drop(unpacked);
    });
    Ok(supply)
}

/// The database file: the path itself, or what a package holds, unpacked.
async fn locate(path: &Path) -> Result<(PathBuf, Option<NamedTempFile>), Unreadable> {
    let is_package = path
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("whl") || it.eq_ignore_ascii_case("zip"));
    if !is_package {
        return Ok((path.to_owned(), None));
    }
    let package = path.to_owned();
    let unpacked = tokio::task::spawn_blocking(move || unpack(&package)).await;
    let unpacked = unpacked.map_err(|_| Unreadable("解包时出错".into()))??;
    Ok((unpacked.path().to_owned(), Some(unpacked)))
}

fn unpack(package: &Path) -> Result<NamedTempFile, Unreadable> {
    let broken = |error: &dyn std::fmt::Display| {
        Unreadable(format!("{} 不是完整的包：{error}", package.display()))
    };
    let file = File::open(package).map_err(|error| Unreadable::file(package, &error))?;
    let mut archive = zip::ZipArchive::new(file).map_err(|error| broken(&error))?;
    let name = archive
        .file_names()
        .filter_map(|it| it.ok().map(std::borrow::Cow::into_owned))
        .find(|it| [".db", ".sqlite", ".sqlite3"].iter().any(|end| it.ends_with(end)))
        .ok_or_else(|| Unreadable(format!("{} 里没有数据库文件", package.display())))?;
    let entry = archive.by_name(&name).map_err(|error| broken(&error))?;
    if entry.size() > SIZE_LIMIT {
        return Err(Unreadable(format!("{} 里的数据库超过 1 GB", package.display())));
    }
    let mut unpacked = NamedTempFile::new().map_err(|error| broken(&error))?;
    // Never more than the limit, whatever the archive claims.
    std::io::copy(&mut entry.take(SIZE_LIMIT), &mut unpacked).map_err(|error| broken(&error))?;
    Ok(unpacked)
}

async fn rows(
    database: &DatabaseConnection,
    sql: &str,
    id: Option<&str>,
) -> Result<Vec<sea_orm::QueryResult>, DbErr> {
    let values: Vec<sea_orm::Value> = id.into_iter().map(Into::into).collect();
    let backend = database.get_database_backend();
    database.query_all_raw(Statement::from_sql_and_values(backend, sql, values)).await
}

async fn heads(database: &DatabaseConnection) -> Result<Vec<(String, Head)>, DbErr> {
    let sql = "SELECT law_id, law_name, doc_type, level, issuing_body, publish_date, \
               effective_date, version_date FROM laws ORDER BY law_name, version_date, law_id";
    let rows = rows(database, sql, None).await?;
    rows.iter()
        .map(|row| {
            let text = |name: &str| row.try_get::<Option<String>>("", name);
            let day = |name: &str| text(name).map(|it| it.as_deref().and_then(parse_day));
            let category = [text("level")?, text("doc_type")?];
            // The status column is not asked for: it calls laws in force that start later.
            let head = Head {
                title: text("law_name")?,
                category: Some(category.into_iter().flatten().collect::<Vec<_>>().join(" ")),
                issuer: text("issuing_body")?,
                issued_on: day("publish_date")?,
                version_on: day("version_date")?,
                effective_on: day("effective_date")?,
                ..Head::default()
            };
            Ok((row.try_get("", "law_id")?, head))
        })
        .collect()
}

async fn articles(database: &DatabaseConnection, law_id: &str) -> Result<Vec<NewArticle>, DbErr> {
    let sql = "SELECT article_no, chapter, section, article_text FROM articles \
               WHERE law_id = ? ORDER BY id";
    let mut articles: Vec<NewArticle> = Vec::new();
    for row in rows(database, sql, Some(law_id)).await? {
        let text = |name: &str| row.try_get::<Option<String>>("", name);
        let heading =
            |name: &str| text(name).map(|it| it.and_then(|it| kernel::text::clean_cell(&it)));
        let headings = [None, heading("chapter")?, heading("section")?];
        let label = text("article_no")?.unwrap_or_default();
        let words = text("article_text")?.unwrap_or_default();
        let next = articles.last().map_or(1, |it| it.number + 1);
        articles.push(table::article(&label, headings, &words, next));
    }
    Ok(articles)
}

async fn send(
    database: &DatabaseConnection,
    heads: Vec<(String, Head)>,
    mut assembler: Assembler,
    sender: &Sender<NewLaw>,
) -> Result<(), DbErr> {
    for (row, (id, head)) in (1..).zip(heads) {
        let text = LawText { articles: articles(database, &id).await?, ..LawText::default() };
        let found = Found { row, place: row, head, text, broken: None, original: None };
        let message = Message::Row(Box::new(assembler.incoming(found)));
        if sender.send(message).await.is_err() {
            break;
        }
    }
    Ok(())
}
