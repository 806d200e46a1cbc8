//! Exponential moving average: `ema += 2/(length+1) * (value - ema)`, seeded by the mean of the first `length` values.

use domain::Candle;

use crate::decay::{Decay, STEP};
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length};

pub const INDICATOR: Indicator = Indicator {
    spec: IndicatorSpec {
        name: "ema",
        label: "Exponential moving average",
        params: &[ParamSpec::length(20.0, 1.0)],
        columns: &["ema"],
        overlay: true,
    },
    batch: |params, candles| vec![ema(&candles.close, length(params))],
    stream: |params| Box::new(EmaState::new(length(params))),
};

/// Batch form; `NaN` for the first `length - 1` values. A `length` of 0 counts as 1.
pub fn ema(values: &[f64], length: usize) -> Vec<f64> {
    let mut state = EmaState::new(length);
    let seeded = length.max(1).min(values.len());
    let mut out = Vec::with_capacity(values.len());
    out.extend(values[..seeded].iter().map(|v| state.update(*v).unwrap_or(f64::NAN)));
    let Some(mut average) = state.average else { return out };
    let (steps, rest) = values[seeded..].as_chunks::<STEP>();
    for step in steps {
        out.extend_from_slice(&average.push_step(step.map(|v| v * state.weight)));
    }
    out.extend(rest.iter().map(|v| average.push(v * state.weight)));
    out
}

/// Streaming form.
#[derive(Debug, Clone)]
pub struct EmaState {
    length: usize,
    weight: f64,
    seen: usize,
    sum: f64,
    average: Option<Decay>,
}

impl EmaState {
    pub fn new(length: usize) -> Self {
        let length = length.max(1);
        Self { length, weight: 2.0 / (length as f64 + 1.0), seen: 0, sum: 0.0, average: None }
    }

    pub fn update(&mut self, value: f64) -> Option<f64> {
        if let Some(average) = &mut self.average {
            return Some(average.push(value * self.weight));
        }
        self.seen += 1;
        self.sum += value;
        if self.seen < self.length {
            return None;
        }
        let seed = self.sum / self.length as f64;
        self.average = Some(Decay::new(1.0 - self.weight, seed));
        Some(seed)
    }
}

impl Streaming for EmaState {
    fn update(&mut self, candle: &Candle, columns: &mut [f64]) {
        columns[0] = Self::update(self, candle.close).unwrap_or(f64::NAN);
    }
}
