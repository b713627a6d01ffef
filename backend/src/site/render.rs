//! MiniJinja: the templates, and the way from JSON into them.

use std::sync::Arc;

use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, TemplateSource, UndefinedBehavior,
    Value, context, escape_formatter, syntax::SyntaxConfig,
};
use rust_embed::Embed;

use super::{SiteSettings, address::Address, assets::Assets, filters, page};

/// `frontend/site`: part of the program in release builds, read from disk in debug builds.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../frontend/site"]
struct Folder;

/// The compiled templates.
pub(super) struct Templates {
    env: Environment<'static>,
}

impl Templates {
    /// Compiles every page with everything it extends and includes.
    pub(super) fn compile(settings: &SiteSettings, assets: &Arc<Assets>) -> Self {
        let mut env = Environment::new();
        // Strict: the documents are typed, so a name that is not there is a typing mistake in a
        // template, and the test that fills every page twice (everything there, everything
        // optional null) finds it. Parts of a document behind @include are asked for with
        // `is defined`.
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_auto_escape_callback(|_| AutoEscape::Html);
        env.set_formatter(print);
        let syntax = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()
            .expect("the usual delimiters do not clash");
        env.set_syntax(syntax);
        env.set_loader(load);
        env.set_auto_reload(cfg!(debug_assertions));
        filters::register(&mut env);
        let files = Arc::clone(assets);
        env.add_function("asset", move |name: &str| {
            files
                .address(name)
                .map(str::to_owned)
                .ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("no file {name}")))
        });
        env.add_global("site", about(settings));
        for page in page::ALL {
            env.get_template(page.template).expect("a test compiles every template");
        }
        Self { env }
    }

    /// Fills a template.
    pub(super) fn fill(&self, template: &str, values: Value) -> Result<String, Error> {
        self.env.get_template(template)?.render(values)
    }
}

/// Prints a value into HTML. A null prints as nothing; where it means something the template says
/// so in words. Text is escaped here and not by the built-in formatter, which also writes every
/// slash as an entity and so makes pages full of addresses a tenth larger.
fn print(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let address = value.downcast_object_ref::<Address>().map(Address::to_string);
    match address.as_deref().or_else(|| value.as_str()) {
        Some(text) if !value.is_safe() => Ok(write!(out, "{}", kernel::Escaped(text))?),
        None if value.is_none() => Ok(()),
        _ => escape_formatter(out, state, value),
    }
}

fn load(name: &str) -> Result<Option<TemplateSource>, Error> {
    let Some(file) = Folder::get(name) else {
        return Ok(None);
    };
    let text = String::from_utf8(file.data.into_owned())
        .map_err(|_| Error::new(ErrorKind::SyntaxError, format!("{name} is not UTF-8")))?;
    let loaded = (name.to_owned(), file.metadata.sha256_hash());
    // Asked only in debug builds.
    Ok(Some(TemplateSource::new(text).with_uptodate_check(move || {
        Folder::get(&loaded.0).is_some_and(|now| now.metadata.sha256_hash() == loaded.1)
    })))
}

fn about(settings: &SiteSettings) -> Value {
    context! {
        base => &settings.base_url,
        guided_by => &settings.guided_by,
        operated_by => &settings.operated_by,
        icp => &settings.icp_number,
        police => &settings.police_number,
        contact => &settings.contact,
    }
}

/// Moves JSON into the values templates work on; strings are not copied twice.
pub(super) fn value(json: serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::from(()),
        serde_json::Value::Bool(it) => Value::from(it),
        serde_json::Value::Number(it) => match (it.as_i64(), it.as_f64()) {
            (Some(whole), _) => Value::from(whole),
            (None, fraction) => Value::from(fraction),
        },
        serde_json::Value::String(it) => Value::from(it),
        serde_json::Value::Array(items) => items.into_iter().map(value).collect(),
        serde_json::Value::Object(fields) => {
            Value::from_pairs(fields.into_iter().map(|(name, field)| (name, value(field))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn text_is_escaped_and_a_null_prints_as_nothing() {
        let mut env = Environment::new();
        env.set_auto_escape_callback(|_| AutoEscape::Html);
        env.set_formatter(print);

        let out = env.render_str(
            "{{ text }}|{{ none }}|{{ 3 }}|{{ safe }}",
            context! { text => "a/<b>&\"'文", safe => Value::from_safe_string("<i>".to_owned()) },
        );

        assert_eq!(out.expect("it renders"), "a/&lt;b&gt;&amp;&quot;&#39;文||3|<i>");
    }

    #[test]
    fn json_arrives_unchanged() {
        let data = value(json!({ "a": [1, 2.5, true, null, "文"], "b": { "c": "d" } }));

        let a = data.get_attr("a").expect("a");
        assert_eq!(a.len(), Some(5));
        assert_eq!(a.get_item_by_index(1).expect("b").to_string(), "2.5");
        assert!(a.get_item_by_index(3).expect("null").is_none());
        let c = data.get_attr("b").and_then(|b| b.get_attr("c"));
        assert_eq!(c.expect("c").as_str(), Some("d"));
    }
}
