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

/// `Predicted` and `Steady` hold mean and covariance of the next value's state.
#[derive(Debug, Clone, Copy)]
enum Stage {
    /// Nothing seen, nothing known.
    Diffuse,
    /// One value seen: the level is known, the slope is not.
    HalfDiffuse {
        first: f64,
    },
    Predicted(State, Covariance),
    /// The covariance has come back to what it was: it depends on no value, so it stays, and with it the gain.
    Steady(State, Correction),
}

/// What a predicted covariance makes of the next value, whatever that is.
#[derive(Debug, Clone, Copy)]
struct Correction {
    /// Variance of the innovation.
    variance: f64,
    gain: State,
    /// Covariance of the state once the value is known.
    covariance: Covariance,
}

impl Correction {
    fn new(p: Covariance, obs: f64) -> Self {
        let variance = p.level + obs;
        // a prediction without any doubt learns nothing
        let inverse = if variance > 0.0 { 1.0 / variance } else { 0.0 };
        let gain = State { level: p.level * inverse, slope: p.cross * inverse };
        let covariance = Covariance {
            level: p.level - gain.level * p.level,
            cross: p.cross - gain.level * p.cross,
            slope: p.slope - gain.slope * p.cross,
        };
        Self { variance, gain, covariance }
    }

    /// The step a value makes from the predicted state `a`.
    #[inline(always)]
    fn step(&self, value: f64, a: State) -> Step {
        let surprise = value - a.level;
        let (level, slope) = (a.level + self.gain.level * surprise, a.slope + self.gain.slope * surprise);
        Step {
            state: State { level, slope },
            covariance: self.covariance,
            innovation: Some(Innovation { value: surprise, variance: self.variance, gain: self.gain }),
        }
    }
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
            Stage::Steady(state, correction) => {
                let step = correction.step(value, state);
                self.stage = Stage::Steady(ahead(step.state), correction);
                step
            }
        }
    }

    fn correct(&mut self, value: f64, a: State, p: Covariance) -> Step {
        let correction = Correction::new(p, self.variances.obs);
        let step = correction.step(value, a);
        let (state, covariance) = predict(step.state, step.covariance, self.variances);
        self.stage = match covariance == p {
            true => Stage::Steady(state, correction),
            false => Stage::Predicted(state, covariance),
        };
        step
    }

    fn after(&self, state: State, covariance: Covariance) -> Stage {
        let (state, covariance) = predict(state, covariance, self.variances);
        Stage::Predicted(state, covariance)
    }
}

/// The state expected next.
#[inline(always)]
fn ahead(a: State) -> State {
    State { level: a.level + a.slope, slope: a.slope }
}

/// Mean and covariance of the next state.
fn predict(a: State, p: Covariance, variances: Variances) -> (State, Covariance) {
    let covariance = Covariance {
        level: p.level + 2.0 * p.cross + p.slope + variances.level,
        cross: p.cross + p.slope,
        slope: p.slope + variances.slope,
    };
    (ahead(a), covariance)
}

/// Runs the filter over `values`, one step for each.
pub fn filter(values: &[f64], variances: Variances, init: Init) -> Result<Vec<Step>, ModelError> {
    variances.check()?;
    init.check()?;
    all_finite(values)?;
    let mut filter = Filter::new(variances, init);
    let mut steps = Vec::with_capacity(values.len());
    let mut values = values.iter();
    for value in values.by_ref() {
        steps.push(filter.update(*value));
        if matches!(filter.stage, Stage::Steady(..)) {
            break;
        }
    }
    // the same as further updates, with the state and everything constant kept in registers: the closure owns them
    if let Stage::Steady(mut state, correction) = filter.stage {
        steps.extend(values.map(move |value| {
            let step = correction.step(*value, state);
            state = ahead(step.state);
            step
        }));
    }
    Ok(steps)
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
