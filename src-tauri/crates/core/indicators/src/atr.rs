//! Average true range (Wilder): the smoothed reach of a candle and the gap before it, in the unit of the price.
//!
//! True range is the widest of high - low, |high - close before|, |low - close before|; it begins at the second
//! candle. ATR is first defined at index `length`, as the mean of the first `length` true ranges.

use domain::Candle;

use crate::decay::{Decay, STEP};
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length};

pub const INDICATOR: Indicator = Indicator {
    spec: IndicatorSpec {
        name: "atr",
        label: "Average true range",
        params: &[ParamSpec::length(14.0, 1.0)],
        columns: &["atr"],
        overlay: false,
    },
    batch: |params, candles| vec![atr(&candles.high, &candles.low, &candles.close, length(params))],
    stream: |params| Box::new(AtrState::new(length(params))),
};

/// Batch form over columns of equal length (the shortest counts); `NaN` for the first `length` values. A `length` of
/// 0 counts as 1.
pub fn atr(high: &[f64], low: &[f64], close: &[f64], length: usize) -> Vec<f64> {
    let n = high.len().min(low.len()).min(close.len());
    let (high, low, close) = (&high[..n], &low[..n], &close[..n]);
    let mut state = AtrState::new(length);
    let seeded = (length.max(1) + 1).min(n);
    let mut out = Vec::with_capacity(n);
    out.extend((0..seeded).map(|i| state.update(high[i], low[i], close[i]).unwrap_or(f64::NAN)));
    let share = state.share;
    let Some(mut total) = state.total else { return out };
    let highs = high[seeded..].as_chunks::<STEP>().0;
    let lows = low[seeded..].as_chunks::<STEP>().0;
    let before = close[seeded - 1..].as_chunks::<STEP>().0;
    for ((h, l), c) in highs.iter().zip(lows).zip(before) {
        let ranges = std::array::from_fn(|k| true_range(h[k], l[k], c[k]));
        out.extend_from_slice(&total.push_step(ranges).map(|total| total * share));
    }
    for i in out.len()..n {
        out.push(total.push(true_range(high[i], low[i], close[i - 1])) * share);
    }
    out
}

/// The widest of the candle's own range and its distances from the close before: as `high >= low`, the same as the
/// range of all three prices.
#[inline(always)]
pub fn true_range(high: f64, low: f64, previous_close: f64) -> f64 {
    high.max(previous_close) - low.min(previous_close)
}

/// Streaming form.
#[derive(Debug, Clone)]
pub struct AtrState {
    length: usize,
    /// One over the length.
    share: f64,
    seen: usize,
    previous_close: f64,
    sum: f64,
    /// `length` times the average.
    total: Option<Decay>,
}

impl AtrState {
    pub fn new(length: usize) -> Self {
        let length = length.max(1);
        Self { length, share: 1.0 / length as f64, seen: 0, previous_close: f64::NAN, sum: 0.0, total: None }
    }

    pub fn update(&mut self, high: f64, low: f64, close: f64) -> Option<f64> {
        let previous = std::mem::replace(&mut self.previous_close, close);
        let range = true_range(high, low, previous);
        if let Some(total) = &mut self.total {
            return Some(total.push(range) * self.share);
        }
        self.seen += 1;
        if self.seen > 1 {
            self.sum += range;
        }
        if self.seen <= self.length {
            return None;
        }
        let n = self.length as f64;
        self.total = Some(Decay::new((n - 1.0) / n, self.sum));
        Some(self.sum * self.share)
    }
}

impl Streaming for AtrState {
    fn update(&mut self, candle: &Candle, columns: &mut [f64]) {
        columns[0] = Self::update(self, candle.high, candle.low, candle.close).unwrap_or(f64::NAN);
    }
}
