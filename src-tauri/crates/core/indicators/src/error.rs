//! What can be wrong with a request for an indicator.

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum IndicatorError {
    #[error("there is no indicator {name:?}; there are: {known}")]
    UnknownIndicator { name: String, known: String },
    #[error("{indicator} has no parameter {name:?}; it has: {known}")]
    UnknownParameter { indicator: &'static str, name: String, known: String },
    #[error("{indicator}: {name} is {value}, and must lie between {min} and {max}")]
    OutOfRange { indicator: &'static str, name: &'static str, value: f64, min: f64, max: f64 },
    #[error("{indicator}: {name} is {value}, and must be a whole number between {min} and {max}")]
    NotWhole { indicator: &'static str, name: &'static str, value: f64, min: f64, max: f64 },
}

impl IndicatorError {
    /// Stable name for the window, the command line and the API.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownIndicator { .. } => "indicator.unknown",
            Self::UnknownParameter { .. } => "indicator.unknown_parameter",
            Self::OutOfRange { .. } => "indicator.out_of_range",
            Self::NotWhole { .. } => "indicator.not_whole",
        }
    }
}
