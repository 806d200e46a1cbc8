//! The local linear trend: a level that moves by a slope that itself wanders, seen through noise.
//!
//! `y = level + noise(obs)`, `level' = level + slope + noise(level)`, `slope' = slope + noise(slope)`; Gaussian noises
//! of constant variance. Durbin and Koopman, Time Series Analysis by State Space Methods, chapters 3 to 5; the same
//! answers as statsmodels' `UnobservedComponents` with a local linear trend.

pub mod estimate;
pub mod filter;
pub mod smooth;

use crate::models::ModelError;

pub use estimate::{Estimate, estimate};
pub use filter::{Filter, Step, filter, forecast};
pub use smooth::smooth;

/// Variances of the three noises, in squared units of the series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Variances {
    pub obs: f64,
    pub level: f64,
    pub slope: f64,
}

/// What is known of the state before the first value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Init {
    /// Mean and variance of level and slope at the first value.
    Known { level: f64, slope: f64, p_level: f64, p_slope: f64 },
    /// Zero mean and this large variance for both.
    ApproximateDiffuse { variance: f64 },
    /// Nothing: the limit of ever larger variances, reached exactly. The first two values determine the state.
    ExactDiffuse,
}

impl Init {
    /// statsmodels' default for approximate diffuse initialisation.
    pub const APPROXIMATE: Self = Self::ApproximateDiffuse { variance: 1e6 };
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct State {
    pub level: f64,
    pub slope: f64,
}

/// Covariance of the state; the slope's variance is infinite while nothing is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Covariance {
    pub level: f64,
    pub cross: f64,
    pub slope: f64,
}

impl Variances {
    /// All finite and not negative, and at least one of `obs`, `level` above zero.
    pub fn check(&self) -> Result<(), ModelError> {
        for (name, value) in [("var_obs", self.obs), ("var_level", self.level), ("var_slope", self.slope)] {
            if !(value >= 0.0 && value.is_finite()) {
                return Err(ModelError::Variance { name, value, min: 0.0 });
            }
        }
        if self.obs + self.level == 0.0 {
            return Err(ModelError::Variance { name: "var_obs", value: 0.0, min: f64::MIN_POSITIVE });
        }
        Ok(())
    }
}

impl Init {
    pub fn check(&self) -> Result<(), ModelError> {
        let variances = match *self {
            Self::Known { level, slope, p_level, p_slope } => {
                crate::models::error::all_finite(&[level, slope])?;
                vec![("p0_level", p_level), ("p0_slope", p_slope)]
            }
            Self::ApproximateDiffuse { variance } => vec![("variance", variance)],
            Self::ExactDiffuse => vec![],
        };
        for (name, value) in variances {
            if !(value >= 0.0 && value.is_finite()) {
                return Err(ModelError::Variance { name, value, min: 0.0 });
            }
        }
        Ok(())
    }
}
