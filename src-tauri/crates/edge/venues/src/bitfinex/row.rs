//! Positional arrays: fields by place, with holes, numbers as text, and whatever was appended since.

use domain::Decimal;
use serde_json::value::RawValue;

use crate::wire::decimal;

/// One array of the wire; a field that is not there reads as `null`.
#[derive(Debug, Clone)]
pub struct Row<'a>(Vec<&'a RawValue>);

/// Something that is not what the place asks for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} cannot be read from {found}")]
pub struct Unreadable {
    pub what: &'static str,
    pub found: String,
}

impl Unreadable {
    pub fn new(what: &'static str, found: &str) -> Self {
        Self { what, found: found.chars().take(160).collect() }
    }
}

impl<'a> Row<'a> {
    pub fn read(text: &'a str) -> Result<Self, Unreadable> {
        serde_json::from_str(text).map(Self).map_err(|_| Unreadable::new("an array", text))
    }

    /// An array of arrays.
    pub fn list(text: &'a str) -> Result<Vec<Self>, Unreadable> {
        Self::read(text)?.0.into_iter().map(|raw| Self::read(raw.get())).collect()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn raw(&self, place: usize) -> &'a str {
        self.0.get(place).map_or("null", |raw| raw.get())
    }

    pub fn is_null(&self, place: usize) -> bool {
        self.raw(place) == "null"
    }

    /// Whether the first field is an array: a list of rows and not a row.
    pub fn is_nested(&self) -> bool {
        self.raw(0).starts_with('[')
    }

    pub fn decimal(&self, place: usize) -> Option<Decimal> {
        decimal(self.raw(place)).map(|value| value.normalize())
    }

    /// For candles; `null` and what is no finite number are `None`.
    pub fn float(&self, place: usize) -> Option<f64> {
        self.raw(place).trim_matches('"').parse().ok().filter(|value: &f64| value.is_finite())
    }

    pub fn int(&self, place: usize) -> Option<i64> {
        let raw = self.raw(place);
        raw.parse().ok().or_else(|| i64::try_from(decimal(raw)?.trunc().mantissa()).ok())
    }

    pub fn id(&self, place: usize) -> Option<u64> {
        self.int(place).and_then(|id| u64::try_from(id).ok())
    }

    pub fn text(&self, place: usize) -> Option<String> {
        serde_json::from_str(self.raw(place)).ok()
    }

    /// Where `what` must be and is not.
    pub fn lacks(&self, what: &'static str) -> Unreadable {
        let fields: Vec<&str> = self.0.iter().map(|raw| raw.get()).collect();
        Unreadable::new(what, &format!("[{}]", fields.join(",")))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_by_place_and_missing_ones_are_null() {
        let row = Row::read(r#"[1, null, "0.5", 3.8e-7, "a\"b", 1.755671464700e12, [1]]"#).unwrap();
        assert_eq!((row.int(0), row.int(1), row.id(5)), (Some(1), None, Some(1_755_671_464_700)));
        assert_eq!(row.decimal(2).unwrap().to_string(), "0.5");
        assert_eq!(row.decimal(3).unwrap().to_string(), "0.00000038");
        assert_eq!(row.text(4).unwrap(), "a\"b");
        assert_eq!((row.raw(6), row.raw(7), row.text(0)), ("[1]", "null", None));
        assert!(row.is_null(1) && row.is_null(99) && !row.is_nested());
        assert!(Row::read("{}").is_err() && Row::list("[1]").is_err());
    }
}
