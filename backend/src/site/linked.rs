//! JSON-LD in the head of a page: `{{ {"@type": "Organization", …}|linked }}`.

use minijinja::{Error, Value, value::ValueKind};

/// Writes the data as a `<script type="application/ld+json">` block. What is null or empty is
/// left out, since search engines read an empty value as a claim. `<`, `>` and `&` are written
/// as escapes, so no text can end the block.
pub(super) fn block(data: &Value) -> Result<Value, Error> {
    let mut json = String::from("{\"@context\":\"https://schema.org\"");
    for key in data.try_iter()? {
        let value = data.get_item(&key)?;
        if says_something(&value) {
            json.push(',');
            write_text(&mut json, &key.to_string());
            json.push(':');
            write(&mut json, &value)?;
        }
    }
    json.push('}');
    Ok(Value::from_safe_string(format!("<script type=\"application/ld+json\">{json}</script>")))
}

fn says_something(value: &Value) -> bool {
    match value.kind() {
        ValueKind::None | ValueKind::Undefined => false,
        ValueKind::String => value.as_str() != Some(""),
        ValueKind::Seq | ValueKind::Map | ValueKind::Iterable => value.len() != Some(0),
        _ => true,
    }
}

fn write(json: &mut String, value: &Value) -> Result<(), Error> {
    match value.kind() {
        ValueKind::Bool | ValueKind::Number => json.push_str(&value.to_string()),
        ValueKind::Map => {
            json.push('{');
            let mut is_first = true;
            for key in value.try_iter()? {
                let item = value.get_item(&key)?;
                if !says_something(&item) {
                    continue;
                }
                if !std::mem::take(&mut is_first) {
                    json.push(',');
                }
                write_text(json, &key.to_string());
                json.push(':');
                write(json, &item)?;
            }
            json.push('}');
        }
        ValueKind::Seq | ValueKind::Iterable => {
            json.push('[');
            for (index, item) in value.try_iter()?.filter(says_something).enumerate() {
                if index > 0 {
                    json.push(',');
                }
                write(json, &item)?;
            }
            json.push(']');
        }
        _ => write_text(json, &value.to_string()),
    }
    Ok(())
}

fn write_text(json: &mut String, text: &str) {
    let quoted = serde_json::Value::from(text).to_string();
    for character in quoted.chars() {
        match character {
            '<' => json.push_str("\\u003c"),
            '>' => json.push_str("\\u003e"),
            '&' => json.push_str("\\u0026"),
            other => json.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;

    #[test]
    fn no_text_can_end_the_block_and_nothing_empty_is_claimed() {
        let data = context! {
            name => "</script><b>&\"",
            url => "",
            area => vec![context! { name => "上海市", code => Value::from(()) }],
            rating => 88.5,
        };

        let block = block(&data).expect("it is a map").to_string();

        let inner = block
            .strip_prefix("<script type=\"application/ld+json\">")
            .and_then(|rest| rest.strip_suffix("</script>"))
            .expect("one block");
        assert!(!inner.contains('<'), "{inner}");
        let json: serde_json::Value = serde_json::from_str(inner).expect("it is JSON");
        assert_eq!(
            json,
            serde_json::json!({
                "@context": "https://schema.org",
                "name": "</script><b>&\"",
                "area": [{ "name": "上海市" }],
                "rating": 88.5,
            })
        );
    }
}
