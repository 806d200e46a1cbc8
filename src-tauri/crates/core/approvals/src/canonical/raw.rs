//! Values as they stand in checked bytes: borrowed, read only where somebody asks.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::cursor::Cursor;
use super::{CanonicalError, parse_decimal, string};

/// A value whose bytes are known to be canonical.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raw<'a>(&'a str);

impl std::fmt::Display for Raw<'_> {
    /// The value, cut after 60 characters: for messages.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const LONGEST: usize = 60;
        match self.0.char_indices().nth(LONGEST) {
            Some((end, _)) => write!(f, "{}...", &self.0[..end]),
            None => f.write_str(self.0),
        }
    }
}

/// A field that is absent, unknown, or not what it must be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    #[error("field {field} is missing")]
    Missing { field: &'static str },
    #[error("field {field} is not {wanted}: {found}")]
    WrongKind { field: &'static str, wanted: &'static str, found: String },
    #[error("field {field} does not belong here")]
    Unexpected { field: String },
    #[error("an object expected, found {found}")]
    NotAnObject { found: String },
}

impl<'a> Raw<'a> {
    /// Checks that these bytes are one canonical value and nothing else.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, CanonicalError> {
        let mut cursor = Cursor::from_bytes(bytes)?;
        let value = cursor.value()?;
        cursor.end()?;
        Ok(value)
    }

    pub(super) const fn checked(text: &'a str) -> Self {
        Self(text)
    }

    pub const fn as_str(self) -> &'a str {
        self.0
    }

    pub const fn as_bytes(self) -> &'a [u8] {
        self.0.as_bytes()
    }

    /// What stands between the quotes of a string.
    pub(super) fn inner(self) -> &'a str {
        self.0.get(1..self.0.len().saturating_sub(1)).unwrap_or_default()
    }

    pub fn is_null(self) -> bool {
        self.0 == "null"
    }

    pub fn text(self) -> Option<Cow<'a, str>> {
        self.0.starts_with('"').then(|| string::unescape(self.inner()))
    }

    pub fn integer(self) -> Option<i64> {
        self.0.parse().ok()
    }

    pub fn boolean(self) -> Option<bool> {
        self.0.parse().ok()
    }

    pub fn decimal(self) -> Option<Decimal> {
        self.0.starts_with('"').then(|| parse_decimal(self.inner()).ok()).flatten()
    }

    pub fn array(self) -> Option<Vec<Raw<'a>>> {
        let mut elements = Vec::new();
        let mut keep = |element| {
            elements.push(element);
            Ok(())
        };
        Cursor::new(self.0).array(&mut keep).ok()?;
        Some(elements)
    }

    pub fn fields(self) -> Result<Fields<'a>, FieldError> {
        Fields::read(&mut Cursor::new(self.0))
            .map_err(|_| FieldError::NotAnObject { found: self.to_string() })
    }
}

/// An object's fields in the order of their keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields<'a>(Vec<(&'a str, Raw<'a>)>);

impl<'a> Fields<'a> {
    /// Passes an object and keeps its fields.
    pub(crate) fn read(cursor: &mut Cursor<'a>) -> Result<Self, CanonicalError> {
        let mut fields = Vec::with_capacity(8);
        cursor.object(|key, value| {
            fields.push((key, value));
            Ok(())
        })?;
        Ok(Self(fields))
    }

    pub fn get(&self, field: &str) -> Option<Raw<'a>> {
        self.0.iter().find(|(key, _)| *key == field).map(|(_, value)| *value)
    }

    /// Refuses an object with other fields than these; which of them are missing shows when they are read.
    pub fn only(&self, fields: &[&str]) -> Result<(), FieldError> {
        match self.0.iter().find(|(key, _)| !fields.contains(key)) {
            Some((key, _)) => Err(FieldError::Unexpected { field: (*key).to_owned() }),
            None => Ok(()),
        }
    }

    /// The field, read by `read`; an error that names `wanted` where that cannot be.
    pub fn require<T>(
        &self,
        field: &'static str,
        wanted: &'static str,
        read: impl FnOnce(Raw<'a>) -> Option<T>,
    ) -> Result<T, FieldError> {
        let raw = self.get(field).ok_or(FieldError::Missing { field })?;
        read(raw).ok_or_else(|| FieldError::WrongKind { field, wanted, found: raw.to_string() })
    }

    /// As [`Self::require`], with `None` for `null`; the field itself must be there.
    pub fn nullable<T>(
        &self,
        field: &'static str,
        wanted: &'static str,
        read: impl FnOnce(Raw<'a>) -> Option<T>,
    ) -> Result<Option<T>, FieldError> {
        self.require(field, wanted, |raw| if raw.is_null() { Some(None) } else { read(raw).map(Some) })
    }

    pub fn text(&self, field: &'static str) -> Result<Cow<'a, str>, FieldError> {
        self.require(field, "text", Raw::text)
    }

    pub fn integer(&self, field: &'static str) -> Result<i64, FieldError> {
        self.require(field, "an integer", Raw::integer)
    }

    pub fn boolean(&self, field: &'static str) -> Result<bool, FieldError> {
        self.require(field, "true or false", Raw::boolean)
    }

    pub fn decimal(&self, field: &'static str) -> Result<Decimal, FieldError> {
        self.require(field, "a canonical decimal", Raw::decimal)
    }

    /// A decimal above zero.
    pub fn quantity(&self, field: &'static str) -> Result<Decimal, FieldError> {
        self.require(field, "a canonical decimal above zero", |raw| {
            raw.decimal().filter(|q| *q > Decimal::ZERO)
        })
    }

    /// Text in one of the words that `parse` knows.
    pub fn word<T>(
        &self,
        field: &'static str,
        wanted: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, FieldError> {
        self.require(field, wanted, |raw| parse(&raw.text()?))
    }
}

impl<'a> IntoIterator for Fields<'a> {
    type Item = (&'a str, Raw<'a>);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
