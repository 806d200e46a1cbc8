//! What went wrong, as standard error shows it.

use desk::DeskError;
use serde_json::{Map, Value};

/// Details that are counts or positions; all others stay the texts they are.
const NUMBERS: [&str; 4] = ["line", "pid", "seconds", "length"];

/// `code` is stable for scripts, `message` a sentence, `details` the values; `exit` the process's code.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct CliError {
    pub code: String,
    pub message: String,
    pub details: Map<String, Value>,
    pub exit: u8,
}

impl CliError {
    pub fn new(exit: u8, code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), details: Map::new(), exit }
    }

    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(2, "usage", message)
    }

    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(1, "internal", message)
    }

    /// What the contract names and this version cannot do.
    pub fn not_built(message: impl Into<String>) -> Self {
        Self::new(2, "not_built", message)
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }

    /// The document of `--json`.
    pub fn document(&self) -> Value {
        serde_json::json!({"error": {"code": self.code, "message": self.message, "details": self.details}})
    }
}

impl From<DeskError> for CliError {
    fn from(error: DeskError) -> Self {
        let exit = error.exit_code();
        let value = |name: &str, text: String| match text.parse::<i64>() {
            Ok(number) if NUMBERS.contains(&name) => Value::from(number),
            // a fault of the whole line stands in no column, one of the whole script in no line
            _ if ["column", "line"].contains(&name) && text.is_empty() => Value::Null,
            _ => Value::from(text),
        };
        let details = error.details.into_iter().map(|(name, text)| {
            let value = value(&name, text);
            (name, value)
        });
        Self { code: error.code, message: error.message, details: details.collect(), exit }
    }
}

impl From<store::StoreError> for CliError {
    fn from(error: store::StoreError) -> Self {
        DeskError::from(error).into()
    }
}

impl From<store::import::ImportError> for CliError {
    fn from(error: store::import::ImportError) -> Self {
        DeskError::from(error).into()
    }
}

impl From<strategies::StrategyError> for CliError {
    fn from(error: strategies::StrategyError) -> Self {
        DeskError::from(error).into()
    }
}

impl From<indicators::IndicatorError> for CliError {
    fn from(error: indicators::IndicatorError) -> Self {
        DeskError::from(error).into()
    }
}

impl From<reports::ReportError> for CliError {
    fn from(error: reports::ReportError) -> Self {
        DeskError::from(error).into()
    }
}

impl From<strategies::models::ModelError> for CliError {
    fn from(error: strategies::models::ModelError) -> Self {
        use strategies::models::ModelError as E;
        let exit = match error {
            E::Order { .. } | E::Variance { .. } => 2,
            E::TooFewValues { .. } | E::NotFinite { .. } | E::Undetermined | E::NoReversion { .. } => 6,
        };
        Self::new(exit, error.code(), sentence(&error.to_string()))
    }
}

impl From<clap::Error> for CliError {
    fn from(error: clap::Error) -> Self {
        let text = error.render().to_string();
        let first = text.split("\n\n").next().unwrap_or_default();
        let words: Vec<&str> = first.split_whitespace().collect();
        let line = words.join(" ");
        Self::usage(sentence(line.strip_prefix("error: ").unwrap_or(&line)))
    }
}

/// With a capital in front and a full stop behind.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let text = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    if text.ends_with(['.', '?', '!']) { text } else { text + "." }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_numbers_and_amounts_stay_text() {
        let error = DeskError::new("bad_file", "no").with("line", 7).with("limit", "2");
        let document = CliError::from(error).document();
        assert_eq!(
            document.to_string(),
            r#"{"error":{"code":"bad_file","details":{"limit":"2","line":7},"message":"no"}}"#
        );
    }

    #[test]
    fn a_sentence_begins_large_and_ends_with_a_stop() {
        assert_eq!(sentence("order 17 lies outside"), "Order 17 lies outside.");
        assert_eq!(sentence("Sure?"), "Sure?");
        assert_eq!(sentence(""), ".");
    }
}
