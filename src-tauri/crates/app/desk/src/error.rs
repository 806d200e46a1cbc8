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
    #[must_use]
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.details.insert(name.to_owned(), value.to_string());
        self
    }

    /// The process exit code of the command line's contract.
    pub fn exit_code(&self) -> u8 {
        match self.code.as_str() {
            "script_too_long"
            | "strategy.too_few_candles"
            | "bad_file"
            | "no_candles"
            | "bad_candles"
            | "chain" => 6,
            "usage" | "setting" | "grid" | "grid_too_large" | "unknown_time_zone" | "empty_period"
            | "bad_name" | "short_passphrase" | "script_name" | "bad_url" | "key_label"
            | "key_incomplete" | "key_too_long" | "key_grace" | "key_of_other_venue" => 2,
            code if code.starts_with("script.") => 6,
            code if code.starts_with("strategy.") || code.starts_with("indicator.") => 2,
            "not_found" | "unknown_instrument" | "unknown_approval" | "unknown_order" | "unknown_user"
            | "unknown_venue" | "unknown_script" | "no_such_key" => 4,
            "venue" | "venue_refused" | "not_offered" | "unauthorized" | "maintenance" | "rate_limited"
            | "request_unsigned" | "bad_response" | "timeout" | "venue_unreachable" | "connection_lost"
            | "key_refused" | "key_unusable" | "storage" => 5,
            "internal" | "store" | "vault" | "starting" | "export" | "data_dir" => 1,
            _ => 3,
        }
    }
}

fn words(code: &str, error: &impl std::fmt::Display) -> DeskError {
    DeskError::new(code, error.to_string())
}

/// Takes the values out of an error that serialises to an object, for translations.
fn details(error: &impl Serialize, into: DeskError) -> DeskError {
    let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(error) else { return into };
    fields.into_iter().fold(into, |e, (name, value)| match value {
        serde_json::Value::String(text) => e.with(&name, text),
        other => e.with(&name, other),
    })
}

impl From<trading::Refusal> for DeskError {
    fn from(refusal: trading::Refusal) -> Self {
        details(&refusal, words(refusal.code(), &refusal))
    }
}

impl From<store::StoreError> for DeskError {
    fn from(error: store::StoreError) -> Self {
        match &error {
            store::StoreError::InUse { pid, .. } => words("in_use", &error)
                .with("pid", pid.map_or_else(|| "unknown".to_owned(), |p| p.to_string())),
            store::StoreError::NotFound { .. } => words("not_found", &error),
            _ => words("store", &error),
        }
    }
}

impl From<vault::VaultError> for DeskError {
    fn from(error: vault::VaultError) -> Self {
        match &error {
            vault::VaultError::PassphraseNeeded { .. } => words("passphrase_needed", &error),
            vault::VaultError::WrongPassphrase => words("wrong_passphrase", &error),
            _ => words("vault", &error),
        }
    }
}

impl From<venues::VenueError> for DeskError {
    fn from(error: venues::VenueError) -> Self {
        match &error {
            venues::VenueError::UnknownInstrument { symbol, venue } => {
                words("unknown_instrument", &error).with("symbol", symbol).with("venue", venue)
            }
            venues::VenueError::NoData { symbol, .. } => words("no_candles", &error).with("symbol", symbol),
            _ => words(error.code(), &error),
        }
    }
}

impl From<strategies::StrategyError> for DeskError {
    fn from(error: strategies::StrategyError) -> Self {
        use strategies::StrategyError as E;
        let told = words(error.code(), &error);
        match error {
            E::UnknownStrategy { name, .. } => told.with("strategy", name),
            E::UnknownParameter { strategy, name, .. } => {
                told.with("strategy", strategy).with("parameter", name)
            }
            E::OutOfRange { strategy, name, value, min, max }
            | E::NotWhole { strategy, name, value, min, max } => {
                let told = told.with("strategy", strategy).with("parameter", name);
                told.with("value", value).with("min", min).with("max", max)
            }
            E::Conflict { strategy, lower, upper, .. } => {
                told.with("strategy", strategy).with("lower", lower).with("upper", upper)
            }
            E::TooFewCandles { strategy, needed, given } => {
                told.with("strategy", strategy).with("needed", needed).with("given", given)
            }
            E::Script { file, line, code, reason } => {
                let line = line.map_or_else(String::new, |line| line.to_string());
                told.with("file", file).with("line", line).with("code", code).with("reason", reason)
            }
        }
    }
}

impl From<store::import::ImportError> for DeskError {
    fn from(error: store::import::ImportError) -> Self {
        let column = error.column.clone().unwrap_or_default();
        words("bad_file", &error)
            .with("file", &error.file)
            .with("line", error.line)
            .with("column", column)
            .with("reason", error.reason.code())
    }
}

impl From<indicators::IndicatorError> for DeskError {
    fn from(error: indicators::IndicatorError) -> Self {
        words(error.code(), &error)
    }
}

impl From<backtest::BacktestError> for DeskError {
    fn from(error: backtest::BacktestError) -> Self {
        use backtest::BacktestError as E;
        let code = match &error {
            E::NoCandles => "no_candles",
            E::Setting { .. } | E::RiskWithoutStop(_) => "setting",
            _ => "bad_candles",
        };
        words(code, &error)
    }
}

impl From<backtest::sweep::SweepError> for DeskError {
    fn from(error: backtest::sweep::SweepError) -> Self {
        use backtest::sweep::SweepError as E;
        match error {
            E::Backtest(error) => error.into(),
            E::Strategy(error) => error.into(),
            E::TooLarge { combinations, limit } => {
                words("grid_too_large", &error).with("combinations", combinations).with("limit", limit)
            }
            _ => words("grid", &error),
        }
    }
}

impl From<backtest::walk_forward::WalkForwardError> for DeskError {
    fn from(error: backtest::walk_forward::WalkForwardError) -> Self {
        use backtest::walk_forward::WalkForwardError as E;
        match error {
            E::Sweep(error) => error.into(),
            E::Window { .. } => words("setting", &error),
            E::TooFewCandles { given, train } => {
                words("strategy.too_few_candles", &error).with("given", given).with("needed", train + 1)
            }
            E::Cancelled { done, windows } => {
                words("cancelled", &error).with("done", done).with("windows", windows)
            }
        }
    }
}

impl From<reports::ReportError> for DeskError {
    fn from(error: reports::ReportError) -> Self {
        words("export", &error)
    }
}

impl From<gateway::GatewayError> for DeskError {
    fn from(error: gateway::GatewayError) -> Self {
        words(error.code(), &error)
    }
}
