//! What is told.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How loud.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Info,
    Warning,
    Alarm,
}

/// One piece of news. `code` is its kind (`order_filled`, `approval_waiting` ...), stable for translations and switches;
/// `text` is the English sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    pub code: String,
    pub level: Level,
    pub values: BTreeMap<String, String>,
    pub text: String,
    pub time_ms: i64,
}
