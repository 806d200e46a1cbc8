//! Relative strength index (Wilder): `100 * gain / (gain + loss)` of the smoothed rises and falls, 0 to 100.
//!
//! First defined at index `length` (the `length + 1`-th value). Where nothing moved, 0, as TA-Lib has it.

use domain::Candle;

use crate::decay::{Decay, STEP};
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length};

pub const INDICATOR: Indicator = Indicator {
    spec: IndicatorSpec {
        name: "rsi",
        label: "Relative strength index",
        params: &[ParamSpec::length(14.0, 2.0)],
        columns: &["rsi"],
        overlay: false,
    },
    batch: |params, candles| vec![rsi(&candles.close, length(params))],
    stream: |params| Box::new(RsiState::new(length(params))),
};

/// Below this mean movement TA-Lib takes a market for still.
const STILL: f64 = 1e-14;

/// Batch form; `NaN` for the first `length` values. A `length` of 0 counts as 1.
pub fn rsi(values: &[f64], length: usize) -> Vec<f64> {
    let mut state = RsiState::new(length);
    let seeded = (length.max(1) + 1).min(values.len());
    let mut out = Vec::with_capacity(values.len());
    out.extend(values[..seeded].iter().map(|v| state.update(*v).unwrap_or(f64::NAN)));
    let Some(Smoothed { mut gain, mut loss }) = state.smoothed else { return out };
    for window in values[seeded - 1..].windows(STEP + 1).step_by(STEP) {
        let &[p, a, b, c, d] = window else { break };
        let moves = [a - p, b - a, c - b, d - c];
        let (gains, losses) = (gain.push_step(moves.map(rise)), loss.push_step(moves.map(fall)));
        let step: [f64; STEP] = std::array::from_fn(|k| strength(gains[k], losses[k], state.still));
        out.extend_from_slice(&step);
    }
    for i in out.len()..values.len() {
        let change = values[i] - values[i - 1];
        out.push(strength(gain.push(rise(change)), loss.push(fall(change)), state.still));
    }
    out
}

#[inline(always)]
fn rise(change: f64) -> f64 {
    if change > 0.0 { change } else { 0.0 }
}

#[inline(always)]
fn fall(change: f64) -> f64 {
    if change < 0.0 { -change } else { 0.0 }
}

#[inline(always)]
fn strength(gain: f64, loss: f64, still: f64) -> f64 {
    let movement = gain + loss;
    let ratio = 100.0 * (gain / movement);
    if movement < still { 0.0 } else { ratio }
}

/// Rises and falls under Wilder's smoothing, both times `length`: the factor falls out of the ratio.
#[derive(Debug, Clone)]
struct Smoothed {
    gain: Decay,
    loss: Decay,
}

/// Streaming form.
#[derive(Debug, Clone)]
pub struct RsiState {
    length: usize,
    still: f64,
    seen: usize,
    previous: f64,
    gain: f64,
    loss: f64,
    smoothed: Option<Smoothed>,
}

impl RsiState {
    pub fn new(length: usize) -> Self {
        let length = length.max(1);
        let still = STILL * length as f64;
        Self { length, still, seen: 0, previous: f64::NAN, gain: 0.0, loss: 0.0, smoothed: None }
    }

    pub fn update(&mut self, value: f64) -> Option<f64> {
        let change = value - std::mem::replace(&mut self.previous, value);
        if let Some(Smoothed { gain, loss }) = &mut self.smoothed {
            return Some(strength(gain.push(rise(change)), loss.push(fall(change)), self.still));
        }
        // the first value has nothing to differ from: its change is NaN, which neither rises nor falls
        self.gain += rise(change);
        self.loss += fall(change);
        self.seen += 1;
        if self.seen <= self.length {
            return None;
        }
        let factor = (self.length as f64 - 1.0) / self.length as f64;
        self.smoothed =
            Some(Smoothed { gain: Decay::new(factor, self.gain), loss: Decay::new(factor, self.loss) });
        Some(strength(self.gain, self.loss, self.still))
    }
}

impl Streaming for RsiState {
    fn update(&mut self, candle: &Candle, columns: &mut [f64]) {
        columns[0] = Self::update(self, candle.close).unwrap_or(f64::NAN);
    }
}
