//! What must never stand in the log, whoever records: secrets, and what tells a person apart.
//!
//! The log is kept when a person closes their account, so it holds ids and no names, addresses or
//! telephone numbers (个人信息保护法 47, 51).

use serde_json::Value;

/// What stands in place of a masked value.
const MASK: &str = "***";
/// The longest text in an entry, in characters (配置值).
const TEXT: usize = 500;
/// Parts of the names of fields whose values are masked.
const SECRET: [&str; 14] = [
    "password",
    "secret",
    "token",
    "hash",
    "otp",
    "recovery",
    "sealed",
    "credential",
    "phone",
    "telephone",
    "mobile",
    "email",
    "displayname",
    "challenge",
];
/// How texts begin that are secrets wherever they stand: password hashes, access tokens, sealed
/// fields.
const SECRET_TEXTS: [&str; 3] = ["$argon2", "eyJ", "v1.k"];

/// The same without what must not be kept.
pub(super) fn masked(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let masked = map.into_iter().map(|(key, value)| {
                let value =
                    if is_secret(&key) && is_told(&value) { MASK.into() } else { masked(value) };
                (key, value)
            });
            Value::Object(masked.collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(masked).collect()),
        Value::String(text) if SECRET_TEXTS.iter().any(|it| text.starts_with(it)) => MASK.into(),
        Value::String(text) if text.chars().count() > TEXT => {
            let start: String = text.chars().take(TEXT).collect();
            format!("{start}…").into()
        }
        other => other,
    }
}

fn is_secret(key: &str) -> bool {
    let key: String = key.chars().filter(char::is_ascii_alphanumeric).collect();
    let key = key.to_ascii_lowercase();
    SECRET.iter().any(|it| key.contains(it))
}

/// Whether a value says something: that there was none, or yes or no, may be kept.
fn is_told(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn secrets_are_masked_by_name_at_any_depth() {
        let told = json!({
            "role": "MEMBER",
            "newPassword": "Abc-12345",
            "totp": { "totp_secret": ["a", "b"], "confirmed": true },
            "people": [{ "e-mail": "a@b.cn", "phoneNumber": "1390000", "hasPhone": false }],
            "password_hash": null,
        });

        let kept = json!({
            "role": "MEMBER",
            "newPassword": "***",
            "totp": { "totp_secret": "***", "confirmed": true },
            "people": [{ "e-mail": "***", "phoneNumber": "***", "hasPhone": false }],
            "password_hash": null,
        });
        // `totp` holds `otp`: all of it is masked, which is the safe side.
        let kept = {
            let mut kept = kept;
            kept["totp"] = "***".into();
            kept
        };
        assert_eq!(masked(told), kept);
    }

    #[test]
    fn secrets_are_masked_by_their_form_and_long_texts_are_cut() {
        let long = "长".repeat(TEXT + 1);

        let kept = masked(json!(["$argon2id$v=19$x", "eyJhbGciOi", "v1.k3.AAAA", "v1.0", long]));

        assert_eq!(kept[0], "***");
        assert_eq!(kept[1], "***");
        assert_eq!(kept[2], "***");
        assert_eq!(kept[3], "v1.0");
        assert_eq!(kept[4].as_str().unwrap().chars().count(), TEXT + 1);
    }
}
