//! Lists as Relay connections.

use async_graphql::{OutputType, SimpleObject, TypeName};
use kernel::Slice;
use std::borrow::Cow;

/// What lies around the rows of a page.
#[derive(Debug, Clone, SimpleObject)]
pub struct PageInfo {
    /// Whether more rows follow.
    pub has_next_page: bool,
    /// Whether rows come before.
    pub has_previous_page: bool,
    /// Where the first row stands; null when there is none.
    pub start_cursor: Option<String>,
    /// Where the last row stands; null when there is none. Hand it back as `after`.
    pub end_cursor: Option<String>,
}

impl PageInfo {
    /// What lies around the rows of a slice.
    pub fn of<T>(slice: &Slice<T>) -> Self {
        Self {
            has_next_page: slice.has_next,
            has_previous_page: slice.has_previous,
            start_cursor: slice.start.as_ref().map(kernel::Cursor::to_text),
            end_cursor: slice.end.as_ref().map(kernel::Cursor::to_text),
        }
    }
}

/// One page of a list. `total` runs only when `totalCount` is asked for.
pub struct Connection<T> {
    nodes: Vec<T>,
    page_info: PageInfo,
    total: Option<i64>,
}

impl<T> Connection<T> {
    /// The page, with the count if it was asked for.
    pub fn of(slice: Slice<T>, total: Option<i64>) -> Self {
        Self { page_info: PageInfo::of(&slice), nodes: slice.rows, total }
    }
}

impl<T: OutputType> TypeName for Connection<T> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", T::type_name()).into()
    }
}

/// One page of a list.
#[async_graphql::Object(name_type)]
impl<T: OutputType> Connection<T> {
    /// The rows.
    async fn nodes(&self) -> &[T] {
        &self.nodes
    }

    /// What lies around them.
    async fn page_info(&self) -> &PageInfo {
        &self.page_info
    }

    /// How many rows the whole list has. Counted only when asked for; null when it was not.
    async fn total_count(&self) -> Option<i64> {
        self.total
    }
}
