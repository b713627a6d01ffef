//! What came back from the GraphQL door, and what a test says about it.

use serde_json::Value;

/// One answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The whole body.
    pub(crate) body: Value,
}

impl Answer {
    /// A value of the data, by JSON pointer: `/demandPost/demand/id`. Fails when the answer holds
    /// an error, so that a test never reads past one.
    #[track_caller]
    pub(crate) fn get(&self, pointer: &str) -> &Value {
        assert!(self.body["errors"].is_null(), "expected data at {pointer}: {:#}", self.body);
        let found = self.body["data"].pointer(pointer);
        found.unwrap_or_else(|| panic!("nothing at {pointer}: {:#}", self.body))
    }

    /// A text of the data.
    #[track_caller]
    pub(crate) fn text(&self, pointer: &str) -> String {
        let found = self.get(pointer);
        found.as_str().unwrap_or_else(|| panic!("no text at {pointer}: {found}")).to_owned()
    }

    /// A whole number of the data.
    #[track_caller]
    pub(crate) fn number(&self, pointer: &str) -> i64 {
        let found = self.get(pointer);
        found.as_i64().unwrap_or_else(|| panic!("no number at {pointer}: {found}"))
    }

    /// The entries of a list.
    #[track_caller]
    pub(crate) fn list(&self, pointer: &str) -> &[Value] {
        let found = self.get(pointer);
        found.as_array().unwrap_or_else(|| panic!("no list at {pointer}: {found}"))
    }

    /// One text of each entry of a list: `texts("/providers/nodes", "name")`.
    #[track_caller]
    pub(crate) fn texts(&self, pointer: &str, field: &str) -> Vec<String> {
        let texts = self.list(pointer).iter().map(|it| it[field].as_str().map(str::to_owned));
        texts.collect::<Option<_>>().unwrap_or_else(|| panic!("{field} is no text in {pointer}"))
    }

    /// The problem codes of the only payload.
    #[track_caller]
    pub(crate) fn problems(&self) -> Vec<String> {
        assert!(self.body["errors"].is_null(), "expected a payload: {:#}", self.body);
        let payloads = self.body["data"].as_object().into_iter().flat_map(|it| it.values());
        let problems = payloads.filter_map(|it| it["problems"].as_array()).flatten();
        problems.filter_map(|it| it["code"].as_str().map(str::to_owned)).collect()
    }

    /// The answer itself, after making sure that nothing is wrong with it.
    #[track_caller]
    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.problems(), Vec::<String>::new(), "{:#}", self.body);
        self
    }

    /// `extensions.code` of the first error; none when there is no error.
    pub(crate) fn error(&self) -> Option<&str> {
        self.body.pointer("/errors/0/extensions/code").and_then(Value::as_str)
    }

    /// Fails unless the payload names exactly this problem.
    #[track_caller]
    pub(crate) fn refused(&self, code: &str) {
        assert_eq!(self.problems(), [code], "{:#}", self.body);
    }

    /// Fails unless the first error carries this code.
    #[track_caller]
    pub(crate) fn denied(&self, code: &str) {
        assert_eq!(self.error(), Some(code), "{:#}", self.body);
    }
}
