//! JSON numbers with every digit they have: a JSON value of the library would round them to a double.

use domain::Decimal;
use serde_json::Value;

/// Stands before the digits until the text is written; no text of the protocol begins like this.
const MARK: &str = "\u{1}";

/// A number that [`text`] writes out whole.
pub fn number(value: Decimal) -> Value {
    Value::String(format!("{MARK}{}", value.normalize()))
}

/// The JSON text of a value, marked numbers as numbers.
pub fn text(value: &Value) -> String {
    let whole = value.to_string();
    let mut parts = whole.split("\"\\u0001");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('"') {
            Some((digits, rest)) => out.extend([digits, rest]),
            None => out.push_str(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_digit_is_lost() {
        let value = serde_json::json!({"a": number(Decimal::new(12_345_678_901_234_567, 13)), "b": ["x", number(Decimal::ONE)]});
        assert_eq!(text(&value), r#"{"a":1234.5678901234567,"b":["x",1]}"#);
    }
}
