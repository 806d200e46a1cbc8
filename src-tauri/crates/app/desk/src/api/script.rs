//! Strategies people write, in versions.

use serde::{Deserialize, Serialize};
use strategies::StrategySchema;

/// A version of a script, where something rests on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ScriptRef {
    pub name: String,
    pub version: u32,
    /// Of the source's bytes, in hex.
    pub sha256: String,
}

/// A script as the list shows it: its newest version.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct ScriptSummary {
    pub name: String,
    pub version: u32,
    /// What requests call it: `script:NAME@VERSION`.
    pub strategy: String,
    /// As the script says; `None` where it cannot be read.
    pub label: Option<String>,
    pub sha256: String,
    pub saved_ms: i64,
    pub saved_by: String,
    /// What its check found.
    pub problem: Option<ScriptProblem>,
}

/// A version without its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ScriptVersion {
    pub version: u32,
    pub sha256: String,
    pub lines: u32,
    pub saved_ms: i64,
    pub saved_by: String,
    pub note: String,
    /// The version it is a copy of.
    pub restored_from: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ScriptView {
    pub name: String,
    pub strategy: String,
    pub source: String,
    pub saved: ScriptVersion,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SaveScript {
    /// Small letters, digits and `_`, beginning with a letter, 64 at most.
    pub name: String,
    pub source: String,
    /// What changed, in the writer's words; may be empty.
    pub note: String,
    /// The name must not be taken.
    pub new: bool,
}

/// What is wrong with a script.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ScriptProblem {
    /// As `script.syntax`.
    pub code: String,
    /// The reason, without file and line.
    pub message: String,
    /// From 1; none where it is the whole script's.
    pub line: Option<u32>,
}

/// What reading a script and one run over an invented market found.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct ScriptCheck {
    /// What the script declares; `None` where it cannot be read.
    pub schema: Option<StrategySchema>,
    pub problem: Option<ScriptProblem>,
}

/// A word of the language's own interface, for completion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ScriptWord {
    /// `indicator`, `candles`, `signal`, `column`, `condition`, `candle`, `script`, `parameter`, `extras` or `unit`.
    pub owner: String,
    pub name: String,
    /// What it is called with; `None` where it is no function.
    pub takes: Option<Vec<String>>,
    /// What it gives; of an indicator one name a column.
    pub gives: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ScriptExample {
    pub name: String,
    pub source: String,
}

/// What an editor needs to know of the language, and what there is to start from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ScriptReference {
    pub words: Vec<ScriptWord>,
    pub examples: Vec<ScriptExample>,
}
