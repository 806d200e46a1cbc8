//! The Kalman filter, with its 2 by 2 matrices written out.

use crate::models::ModelError;
use crate::models::error::all_finite;
use crate::models::kalman::{Covariance, Init, State, Variances};

/// What one value taught.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The state given all values up to this one.
    pub state: State,
    pub covariance: Covariance,
    /// How far the value lay from its prediction; `None` while the prediction was diffuse.
    pub innovation: Option<Innovation>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Innovation {
    pub value: f64,
    pub variance: f64,
    /// By how much of the innovation level and slope moved.
    pub gain: State,
}

/// The filter as a state fed value by value.
#[derive(Debug, Clone)]
pub struct Filter {
    variances: Variances,
    stage: Stage,
}

#[derive(Debug, Clone, Copy)]
enum Stage {
    /// Nothing seen, nothing known.
    Diffuse,
    /// One value seen: the level is known, the slope is not.
    HalfDiffuse { first: f64 },
    /// The next value's state has this mean and covariance.
    Predicted(State, Covariance),
}

impl Filter {
    pub fn new(variances: Variances, init: Init) -> Self {
        let stage = match init {
            Init::Known { level, slope, p_level, p_slope } => Stage::Predicted(
                State { level, slope },
                Covariance { level: p_level, cross: 0.0, slope: p_slope },
            ),
            Init::ApproximateDiffuse { variance } => {
                let covariance = Covariance { level: variance, cross: 0.0, slope: variance };
                Stage::Predicted(State::default(), covariance)
            }
            Init::ExactDiffuse => Stage::Diffuse,
        };
        Self { variances, stage }
    }

    pub fn update(&mut self, value: f64) -> Step {
        let Variances { obs, level, slope } = self.variances;
        match self.stage {
            Stage::Diffuse => {
                self.stage = Stage::HalfDiffuse { first: value };
                let covariance = Covariance { level: obs, cross: 0.0, slope: f64::INFINITY };
                Step { state: State { level: value, slope: 0.0 }, covariance, innovation: None }
            }
            Stage::HalfDiffuse { first } => {
                // the slope is the difference of two noisy levels, less the noise the level took on between them
                let state = State { level: value, slope: value - first };
                let covariance = Covariance { level: obs, cross: obs, slope: 2.0 * obs + level + slope };
                self.stage = self.after(state, covariance);
                Step { state, covariance, innovation: None }
            }
            Stage::Predicted(state, covariance) => self.correct(value, state, covariance),
        }
    }

    fn correct(&mut self, value: f64, a: State, p: Covariance) -> Step {
        let variance = p.level + self.variances.obs;
        // a prediction without any doubt learns nothing
        let inverse = if variance > 0.0 { 1.0 / variance } else { 0.0 };
        let gain = State { level: p.level * inverse, slope: p.cross * inverse };
        let surprise = value - a.level;
        let state = State { level: a.level + gain.level * surprise, slope: a.slope + gain.slope * surprise };
        let covariance = Covariance {
            level: p.level - gain.level * p.level,
            cross: p.cross - gain.level * p.cross,
            slope: p.slope - gain.slope * p.cross,
        };
        self.stage = self.after(state, covariance);
        Step { state, covariance, innovation: Some(Innovation { value: surprise, variance, gain }) }
    }

    fn after(&self, state: State, covariance: Covariance) -> Stage {
        let (state, covariance) = predict(state, covariance, self.variances);
        Stage::Predicted(state, covariance)
    }
}

/// Mean and covariance of the next state.
fn predict(a: State, p: Covariance, variances: Variances) -> (State, Covariance) {
    let state = State { level: a.level + a.slope, slope: a.slope };
    let covariance = Covariance {
        level: p.level + 2.0 * p.cross + p.slope + variances.level,
        cross: p.cross + p.slope,
        slope: p.slope + variances.slope,
    };
    (state, covariance)
}

/// Runs the filter over `values`, one step for each.
pub fn filter(values: &[f64], variances: Variances, init: Init) -> Result<Vec<Step>, ModelError> {
    variances.check()?;
    init.check()?;
    all_finite(values)?;
    let mut filter = Filter::new(variances, init);
    Ok(values.iter().map(|v| filter.update(*v)).collect())
}

/// Mean and variance of the next `steps` values after `last`.
pub fn forecast(last: &Step, variances: Variances, steps: usize) -> Vec<(f64, f64)> {
    let mut next = (last.state, last.covariance);
    let step = || {
        next = predict(next.0, next.1, variances);
        (next.0.level, next.1.level + variances.obs)
    };
    std::iter::repeat_with(step).take(steps).collect()
}
