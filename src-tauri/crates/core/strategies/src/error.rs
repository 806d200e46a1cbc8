//! What can be wrong with a request to a strategy.

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum StrategyError {
    #[error("there is no strategy {name:?}; there are: {known}")]
    UnknownStrategy { name: String, known: String },
    #[error("{strategy} has no parameter {name:?}; it has: {known}")]
    UnknownParameter { strategy: String, name: String, known: String },
    #[error("{strategy}: {name} is {value}, and must lie between {min} and {max}")]
    OutOfRange { strategy: String, name: String, value: f64, min: f64, max: f64 },
    #[error("{strategy}: {name} is {value}, and must be a whole number between {min} and {max}")]
    NotWhole { strategy: String, name: String, value: f64, min: f64, max: f64 },
    #[error(
        "{strategy}: {lower} is {lower_value} and {upper} is {upper_value}; {lower} must not be above {upper}: \
         lower the one or raise the other"
    )]
    Conflict { strategy: String, lower: String, lower_value: f64, upper: String, upper_value: f64 },
    #[error(
        "{strategy} needs {needed} candles for a first answer and was given {given}: take a longer period"
    )]
    TooFewCandles { strategy: String, needed: usize, given: usize },
    /// A strategy somebody wrote failed. `code` tells the fault apart, `line` counts from 1 and is none where the
    /// fault is the whole script's.
    #[error("{file}{}: {reason}", .line.map(|line| format!(":{line}")).unwrap_or_default())]
    Script { file: String, line: Option<u32>, code: &'static str, reason: String },
}

impl StrategyError {
    /// Stable name for the window, the command line and the API.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownStrategy { .. } => "strategy.unknown",
            Self::UnknownParameter { .. } => "strategy.unknown_parameter",
            Self::OutOfRange { .. } => "strategy.out_of_range",
            Self::NotWhole { .. } => "strategy.not_whole",
            Self::Conflict { .. } => "strategy.conflict",
            Self::TooFewCandles { .. } => "strategy.too_few_candles",
            Self::Script { code, .. } => code,
        }
    }
}
