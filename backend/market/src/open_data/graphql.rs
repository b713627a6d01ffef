//! Open data as GraphQL shows it: what is offered, what each column says, and where the files are.

use super::entity::Model;
use super::rules::{self, Column, ColumnKind, Dataset, Form};
use super::store;
use crate::ocds::OcdsFigures;
use async_graphql::{Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use kernel::Date;
use platform::graphql::{Public, Shown, context};

/// What everybody may take and use (开放数据).
pub struct OpenData;

#[Object]
impl OpenData {
    /// Under which terms.
    async fn licence(&self) -> &'static str {
        rules::LICENCE
    }
    /// Where these terms stand.
    async fn licence_url(&self) -> &'static str {
        rules::LICENCE_URL
    }
    /// What there is.
    async fn datasets(&self) -> Vec<OpenDataset> {
        Dataset::ALL.map(OpenDataset).into()
    }
    /// Needs as contracting processes, in the format of the Open Contracting Data Standard.
    async fn ocds(&self, ctx: &Context<'_>) -> async_graphql::Result<OcdsFigures> {
        let (db, _) = context(ctx);
        OcdsFigures::now(db.read()).await.shown()
    }
}

/// A dataset (数据集).
pub struct OpenDataset(Dataset);

#[Object]
impl OpenDataset {
    /// Which.
    async fn kind(&self) -> Dataset {
        self.0
    }
    /// What people call it.
    async fn title(&self) -> &'static str {
        self.0.title()
    }
    /// What one row is.
    async fn row_meaning(&self) -> &'static str {
        self.0.row_meaning()
    }
    /// Its columns, in the order of the files.
    async fn columns(&self) -> Vec<OpenDataColumn> {
        self.0.columns().iter().copied().map(Into::into).collect()
    }
    /// The extract that is offered; null before the first one.
    async fn release(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<OpenDataRelease>> {
        let (db, _) = context(ctx);
        Ok(store::find(db.read(), self.0).await.shown()?.map(Into::into))
    }
}

/// A column of a dataset.
#[derive(SimpleObject)]
pub struct OpenDataColumn {
    /// As it is named in the files.
    name: &'static str,
    /// What people call it.
    title: &'static str,
    /// What it says, with its unit and what empty means.
    meaning: &'static str,
    /// What its values are.
    kind: ColumnKind,
}

impl From<Column> for OpenDataColumn {
    fn from(column: Column) -> Self {
        let Column { name, title, meaning, kind } = column;
        Self { name, title, meaning, kind }
    }
}

/// An extract that is offered.
#[derive(SimpleObject)]
pub struct OpenDataRelease {
    /// The day, in China.
    extracted_on: Date,
    /// When it was begun.
    extracted_at: DateTime<Utc>,
    /// How many rows.
    row_count: i32,
    /// The files, each with the same rows.
    files: Vec<OpenDataFile>,
}

/// A file of an extract.
#[derive(SimpleObject)]
pub struct OpenDataFile {
    /// How it is written.
    form: Form,
    /// Its path on this site.
    url: String,
    /// Its length in bytes.
    bytes: f64,
}

impl From<Model> for OpenDataRelease {
    fn from(row: Model) -> Self {
        let file = |form: Form, bytes: i64| OpenDataFile {
            form,
            url: format!("/open-data/{}.{}", row.dataset.slug(), form.ending()),
            bytes: bytes as f64,
        };
        Self {
            extracted_on: Date(row.extracted_on),
            extracted_at: row.extracted_at,
            row_count: row.row_count,
            files: vec![file(Form::Csv, row.csv_bytes), file(Form::Json, row.json_bytes)],
        }
    }
}

/// Reading what is offered.
#[derive(Default)]
pub struct OpenDataQuery;

#[Object]
impl OpenDataQuery {
    /// The public facts of the directory as files, with what each column says.
    #[graphql(guard = "Public")]
    async fn open_data(&self) -> OpenData {
        OpenData
    }
}
