//! The address of the page being shown, and the addresses one step away from it.

use std::{fmt, sync::Arc};

use minijinja::{
    Error, State, Value,
    value::{Kwargs, Object, from_args},
};
use url::form_urlencoded::{Serializer, byte_serialize};

/// The parameter that says where a page of a list begins. It is dropped whenever a filter
/// changes, since a cursor belongs to one filter.
const CURSOR: &str = "after";

/// A path and the parameters that were understood, in a fixed order and free of anything else,
/// so that one filter has one address.
///
/// In templates: `{{ here }}` is the address itself, `{{ here(region="32") }}` the same with
/// another region, `{{ here(region=none) }}` without one, `{{ here.path }}` the bare path,
/// `{{ here.twin }}` the address of the JSON twin, `{{ here.table }}` that of the CSV,
/// `{{ here.workbook }}` that of the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    path: String,
    pairs: Vec<(&'static str, String)>,
}

impl Address {
    /// A path that is already encoded, and its parameters; empty ones are left out.
    pub(super) fn new(
        path: impl Into<String>,
        pairs: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Self {
        Self {
            path: path.into(),
            pairs: pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        }
    }

    /// The path without parameters.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The address of the JSON twin.
    pub(super) fn twin(&self) -> String {
        self.ending("json")
    }

    fn ending(&self, ending: &str) -> String {
        let path = match self.path.as_str() {
            "/" => "/index",
            path => path,
        };
        Self { path: format!("{path}.{ending}"), pairs: self.pairs.clone() }.to_string()
    }

    /// Whether this is not the first page of a list.
    pub(super) fn is_continued(&self) -> bool {
        self.pairs.iter().any(|(name, _)| *name == CURSOR)
    }

    fn changed(&self, changes: &Kwargs) -> Result<String, Error> {
        let mut query = Serializer::new(String::new());
        for (name, value) in &self.pairs {
            if !changes.has(name) && *name != CURSOR {
                query.append_pair(name, value);
            }
        }
        for name in changes.args() {
            let value: Value = changes.get(name)?;
            if !value.is_none() && value.as_str() != Some("") {
                query.append_pair(name, &value.to_string());
            }
        }
        Ok(joined(&self.path, &query.finish()))
    }
}

/// Encodes one step of a path.
pub(super) fn encoded(step: &str) -> String {
    byte_serialize(step.as_bytes()).collect()
}

fn joined(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query = Serializer::new(String::new()).extend_pairs(&self.pairs).finish();
        formatter.write_str(&joined(&self.path, &query))
    }
}

impl Object for Address {
    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        match key {
            "path" => Some(Value::from(self.path())),
            "twin" => Some(Value::from(self.twin())),
            "table" => Some(Value::from(self.ending("csv"))),
            "workbook" => Some(Value::from(self.ending("xlsx"))),
            "is_continued" => Some(Value::from(self.is_continued())),
            _ => None,
        }
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, args: &[Value]) -> Result<Value, Error> {
        let (changes,): (Kwargs,) = from_args(args)?;
        self.changed(&changes).map(Value::from)
    }

    fn render(self: &Arc<Self>, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::{Environment, context};

    fn list() -> Address {
        Address::new(
            "/providers",
            [
                ("q", "废 油&x".to_owned()),
                ("region", "32".to_owned()),
                ("size", String::new()),
                ("after", "abc".to_owned()),
            ],
        )
    }

    #[test]
    fn empty_parameters_are_left_out_and_text_is_encoded() {
        assert_eq!(list().to_string(), "/providers?q=%E5%BA%9F+%E6%B2%B9%26x&region=32&after=abc");
    }

    #[test]
    fn the_twin_keeps_the_filter() {
        let here = Address::new("/demands", [("region", "31".to_owned())]);

        assert_eq!(here.twin(), "/demands.json?region=31");
        assert_eq!(Address::new("/", []).twin(), "/index.json");
    }

    #[test]
    fn a_changed_filter_keeps_the_others_and_begins_anew() {
        let mut env = Environment::new();
        env.add_template(
            "t",
            "{{ here(region='3205') }} {{ here(region=none, q='') }} {{ here(after='n') }}",
        )
        .expect("the template compiles");

        let out = env
            .get_template("t")
            .expect("it was added")
            .render(context! { here => Value::from_object(list()) })
            .expect("it renders");

        assert_eq!(
            out,
            "/providers?q=%E5%BA%9F+%E6%B2%B9%26x&region=3205 /providers \
             /providers?q=%E5%BA%9F+%E6%B2%B9%26x&region=32&after=n"
        );
    }
}
