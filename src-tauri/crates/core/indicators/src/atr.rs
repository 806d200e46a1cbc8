//! Average true range (Wilder): the smoothed reach of a candle and the gap before it, in the unit of the price.
//!
//! True range is the widest of high - low, |high - close before|, |low - close before|; it begins at the second
//! candle. ATR is first defined at index `length`, as the mean of the first `length` true ranges.

use domain::Candle;

use crate::decay::Decay;
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length};
use crate::wide::{EIGHT, Wide, WideKernel, dispatch_wide};

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
    let mut out = vec![0.0; high.len().min(low.len()).min(close.len())];
    atr_into(high, low, close, length, &mut out);
    out
}

/// [`atr`] into `out`; the shortest column counts.
pub fn atr_into(high: &[f64], low: &[f64], close: &[f64], length: usize, out: &mut [f64]) {
    dispatch_wide(Averages { high, low, close, length, out });
}

struct Averages<'a> {
    high: &'a [f64],
    low: &'a [f64],
    close: &'a [f64],
    length: usize,
    out: &'a mut [f64],
}

impl WideKernel for Averages<'_> {
    #[inline(always)]
    fn run<W: Wide>(self, w: W) {
        let Self { high, low, close, length, out } = self;
        let n = high.len().min(low.len()).min(close.len()).min(out.len());
        let mut state = AtrState::new(length);
        let seeded = state.length.saturating_add(1).min(n);
        for (i, out) in out[..seeded].iter_mut().enumerate() {
            *out = state.update(high[i], low[i], close[i]).unwrap_or(f64::NAN);
        }
        let Some(total) = &mut state.total else { return };
        let [highs, lows, closes] = [high, low, close].map(|column| column[seeded..n].as_chunks().0);
        let (eights, left) = out[seeded..n].as_chunks_mut();
        let (mut run, share) = (total.run(w), w.splat(state.share));
        let mut closed = w.splat(state.previous_close);
        for (out, ((high, low), close)) in eights.iter_mut().zip(highs.iter().zip(lows).zip(closes)) {
            let (high, low, close) = (w.load(high), w.load(low), w.load(close));
            let before = w.shift1(closed, close);
            closed = close;
            // as `true_range`
            let top = w.above(high, before, high, before);
            let bottom = w.above(before, low, low, before);
            w.store(w.mul(run.eight(w.sub(top, bottom)), share), out);
        }
        total.leave(&run);
        state.previous_close = closes.last().map_or(state.previous_close, |closes| closes[EIGHT - 1]);
        let from = n - left.len();
        for (i, out) in left.iter_mut().enumerate() {
            *out = state.update(high[from + i], low[from + i], close[from + i]).unwrap_or(f64::NAN);
        }
    }
}

/// The widest of the candle's own range and its distances from the close before: as `high >= low`, the same as the
/// range of all three prices.
#[inline(always)]
pub fn true_range(high: f64, low: f64, previous_close: f64) -> f64 {
    let top = if high > previous_close { high } else { previous_close };
    let bottom = if low < previous_close { low } else { previous_close };
    top - bottom
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
