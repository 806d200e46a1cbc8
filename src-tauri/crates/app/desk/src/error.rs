//! The one shape in which every surface shows what went wrong.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// `code` is stable and translated by the window; `message` is the English sentence; `details` holds the values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type, thiserror::Error)]
#[error("{message}")]
pub struct DeskError {
    pub code: String,
    pub message: String,
    pub details: BTreeMap<String, String>,
}

impl DeskError {
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), details: BTreeMap::new() }
    }

    /// The same error with one more value.
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.details.insert(name.to_owned(), value.to_string());
        self
    }
}
