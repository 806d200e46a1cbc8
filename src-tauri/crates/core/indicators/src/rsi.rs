//! Relative strength index (Wilder): `100 * gain / (gain + loss)` of the smoothed rises and falls, 0 to 100.
//!
//! First defined at index `length` (the `length + 1`-th value). Where nothing moved, 0, as TA-Lib has it.

use domain::Candle;

use crate::decay::Decay;
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length};
use crate::wide::{EIGHT, Wide, WideKernel, dispatch_wide};

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
    let mut out = vec![0.0; values.len()];
    rsi_into(values, length, &mut out);
    out
}

/// [`rsi`] into `out`; the shorter of the two counts.
pub fn rsi_into(values: &[f64], length: usize, out: &mut [f64]) {
    RsiState::new(length).extend(values, out);
}

struct Strengths<'a> {
    state: &'a mut RsiState,
    values: &'a [f64],
    out: &'a mut [f64],
}

impl WideKernel for Strengths<'_> {
    #[inline(always)]
    fn run<W: Wide>(self, w: W) {
        let Self { state, values, out } = self;
        let n = values.len().min(out.len());
        let seeded = state.to_seed().min(n);
        for (out, value) in out[..seeded].iter_mut().zip(values) {
            *out = state.update(*value).unwrap_or(f64::NAN);
        }
        let Some(Smoothed { gain, loss }) = &mut state.smoothed else { return };
        let ((values, values_left), (out, out_left)) =
            (values[seeded..n].as_chunks(), out[seeded..n].as_chunks_mut());
        let (mut gains, mut losses) = (gain.run(w), loss.run(w));
        let (zero, hundred, still) = (w.splat(0.0), w.splat(100.0), w.splat(state.still));
        let mut before = w.splat(state.previous);
        for (out, values) in out.iter_mut().zip(values) {
            let values = w.load(values);
            let change = w.sub(values, w.shift1(before, values));
            before = values;
            // as `rise`, `fall` and `strength`
            let gain = gains.eight(w.above(change, zero, change, zero));
            let loss = losses.eight(w.above(zero, change, w.sub(zero, change), zero));
            let movement = w.add(gain, loss);
            let ratio = w.mul(hundred, w.div(gain, movement));
            w.store(w.above(still, movement, zero, ratio), out);
        }
        gain.leave(&gains);
        loss.leave(&losses);
        state.previous = values.last().map_or(state.previous, |values| values[EIGHT - 1]);
        for (out, value) in out_left.iter_mut().zip(values_left) {
            *out = state.update(*value).unwrap_or(f64::NAN);
        }
    }
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

    /// Takes `values` and writes what [`update`](Self::update) makes of each, `NaN` for none; the shorter of the two
    /// counts.
    pub fn extend(&mut self, values: &[f64], out: &mut [f64]) {
        dispatch_wide(Strengths { state: self, values, out });
    }

    /// Values until the one with the first result, that one included.
    fn to_seed(&self) -> usize {
        self.length.saturating_add(1).saturating_sub(self.seen)
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
