//! Values as a tree, for whoever writes them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{BoundError, CanonicalError, MAX_DEPTH, MAX_INTEGER, Raw, format_decimal, is_key, string};

/// A value that canonical bytes can carry. Keys and integers can still be out of bounds: [`Value::to_bytes`]
/// says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Text(String),
    Array(Vec<Value>),
    Object(BTreeMap<String, Value>),
}

/// An object of these fields; a key given twice keeps its last value.
pub fn object<'a>(fields: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    Value::Object(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

impl Value {
    /// Reads canonical bytes; whatever is not canonical to the byte is refused.
    pub fn parse(bytes: &[u8]) -> Result<Self, CanonicalError> {
        Raw::parse(bytes).map(Self::from)
    }

    /// The canonical bytes, if every key, integer and depth is within bounds.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BoundError> {
        self.check(0)?;
        let mut out = Vec::with_capacity(256);
        self.write(&mut out);
        Ok(out)
    }

    fn check(&self, depth: usize) -> Result<(), BoundError> {
        match self {
            Self::Array(_) | Self::Object(_) if depth >= MAX_DEPTH => Err(BoundError::Depth),
            Self::Integer(n) if n.unsigned_abs() > MAX_INTEGER.unsigned_abs() => Err(BoundError::Integer(*n)),
            Self::Array(elements) => elements.iter().try_for_each(|element| element.check(depth + 1)),
            Self::Object(fields) => fields.iter().try_for_each(|(key, value)| {
                if is_key(key) { value.check(depth + 1) } else { Err(BoundError::Key(key.clone())) }
            }),
            _ => Ok(()),
        }
    }

    /// Appends the bytes, unchecked; two values that differ never give the same.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.extend(b"null"),
            Self::Bool(flag) => out.extend(if *flag { b"true".as_slice() } else { b"false" }),
            Self::Integer(n) => out.extend(n.to_string().bytes()),
            Self::Text(text) => string::write(out, text),
            Self::Array(elements) => {
                out.push(b'[');
                for (i, element) in elements.iter().enumerate() {
                    separate(out, i);
                    element.write(out);
                }
                out.push(b']');
            }
            Self::Object(fields) => {
                out.push(b'{');
                for (i, (key, value)) in fields.iter().enumerate() {
                    separate(out, i);
                    string::write(out, key);
                    out.push(b':');
                    value.write(out);
                }
                out.push(b'}');
            }
        }
    }

    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) => "an integer",
            Self::Text(_) => "text",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// This object with one field more; any other value stays as it is.
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        if let Self::Object(fields) = &mut self {
            fields.insert(key.to_owned(), value.into());
        }
        self
    }

    /// A field of an object.
    pub fn get(&self, key: &str) -> Option<&Value> {
        if let Self::Object(fields) = self { fields.get(key) } else { None }
    }

    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub const fn as_integer(&self) -> Option<i64> {
        if let Self::Integer(n) = self { Some(*n) } else { None }
    }
}

fn separate(out: &mut Vec<u8>, position: usize) {
    if position > 0 {
        out.push(b',');
    }
}

impl From<Raw<'_>> for Value {
    fn from(raw: Raw<'_>) -> Self {
        if let Some(text) = raw.text() {
            Self::Text(text.into_owned())
        } else if let Some(n) = raw.integer() {
            Self::Integer(n)
        } else if let Some(flag) = raw.boolean() {
            Self::Bool(flag)
        } else if let Some(elements) = raw.array() {
            Self::Array(elements.into_iter().map(Self::from).collect())
        } else if let Ok(fields) = raw.fields() {
            Self::Object(fields.into_iter().map(|(key, value)| (key.to_owned(), value.into())).collect())
        } else {
            Self::Null
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Self {
        Self::Integer(n)
    }
}

impl From<u32> for Value {
    fn from(n: u32) -> Self {
        Self::Integer(n.into())
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl From<Decimal> for Value {
    fn from(value: Decimal) -> Self {
        Self::Text(format_decimal(value))
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Self::Array(values.into_iter().map(Into::into).collect())
    }
}
