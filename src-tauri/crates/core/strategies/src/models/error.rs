//! Why a model cannot be fitted.

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ModelError {
    #[error("the model needs {needed} values and was given {given}")]
    TooFewValues { needed: usize, given: usize },
    #[error("order {order} lies outside 1 to {max}")]
    Order { order: usize, max: usize },
    #[error("{name} is {value}, and must be a finite number of at least {min}")]
    Variance { name: &'static str, value: f64, min: f64 },
    #[error("value {index} is not a finite number")]
    NotFinite { index: usize },
    #[error("the values do not determine the model: they do not vary, or vary by a fixed pattern")]
    Undetermined,
    #[error(
        "the values do not revert: a step follows the one before by {slope}, and must by between 0 and 1"
    )]
    NoReversion { slope: f64 },
}

impl ModelError {
    /// Stable name for the window, the command line and the API.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooFewValues { .. } => "model.too_few_values",
            Self::Order { .. } => "model.order",
            Self::Variance { .. } => "model.variance",
            Self::NotFinite { .. } => "model.not_finite",
            Self::Undetermined => "model.undetermined",
            Self::NoReversion { .. } => "model.no_reversion",
        }
    }
}

/// Refuses values that are not finite, naming the first.
pub(crate) fn all_finite(values: &[f64]) -> Result<(), ModelError> {
    values.iter().position(|v| !v.is_finite()).map_or(Ok(()), |index| Err(ModelError::NotFinite { index }))
}
