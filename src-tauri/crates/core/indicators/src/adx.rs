//! Average directional index (Wilder): how much of the movement has a direction, 0 to 100, whichever it is.
//!
//! A candle moves up by how far its high rose, if that is more than its low fell, and down the other way round. Both
//! movements are smoothed as Wilder does (the first total is the sum of `length - 1`, as TA-Lib has it); the
//! directional index is `100 * |up - down| / (up + down)`, and ADX its average, seeded by the mean of the first
//! `length`. First defined at index `2 * length - 1`.
//!
//! The true range, by which both movements are usually divided first, cancels out. Where nothing moved, the index
//! counts as 0; TA-Lib leaves out such candles, which differs only once a market has stood still for hundreds of them.

use domain::Candle;

use crate::decay::Decay;
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length};
use crate::wide::{EIGHT, Wide, WideKernel, dispatch_wide};

pub const INDICATOR: Indicator = Indicator {
    spec: IndicatorSpec {
        name: "adx",
        label: "Average directional index",
        params: &[ParamSpec::length(14.0, 2.0)],
        columns: &["adx"],
        overlay: false,
    },
    batch: |params, candles| vec![adx(&candles.high, &candles.low, length(params))],
    stream: |params| Box::new(AdxState::new(length(params))),
};

/// Batch form over columns of equal length (the shorter counts); `NaN` for the first `2 * length - 1` candles. A
/// `length` under 2 counts as 2.
pub fn adx(high: &[f64], low: &[f64], length: usize) -> Vec<f64> {
    let mut out = vec![0.0; high.len().min(low.len())];
    adx_into(high, low, length, &mut out);
    out
}

/// [`adx`] into `out`; the shortest column counts.
pub fn adx_into(high: &[f64], low: &[f64], length: usize, out: &mut [f64]) {
    dispatch_wide(Averages { high, low, length, out });
}

struct Averages<'a> {
    high: &'a [f64],
    low: &'a [f64],
    length: usize,
    out: &'a mut [f64],
}

impl WideKernel for Averages<'_> {
    #[inline(always)]
    fn run<W: Wide>(self, w: W) {
        let Self { high, low, length, out } = self;
        let n = high.len().min(low.len()).min(out.len());
        let mut state = AdxState::new(length);
        let seeded = state.length.saturating_mul(2).min(n);
        for (i, out) in out[..seeded].iter_mut().enumerate() {
            *out = state.update(high[i], low[i]).unwrap_or(f64::NAN);
        }
        let share = 1.0 / state.length as f64;
        let (Some([up, down]), Some(total)) = (&mut state.moved, &mut state.total) else { return };
        let [highs, lows] = [high, low].map(|column| column[seeded..n].as_chunks().0);
        let (eights, left) = out[seeded..n].as_chunks_mut();
        let (mut ups, mut downs, mut totals) = (up.run(w), down.run(w), total.run(w));
        let (zero, share) = (w.splat(0.0), w.splat(share));
        let mut before = (w.splat(state.previous.0), w.splat(state.previous.1));
        for (out, (high, low)) in eights.iter_mut().zip(highs.iter().zip(lows)) {
            let (high, low) = (w.load(high), w.load(low));
            let rise = w.sub(high, w.shift1(before.0, high));
            let fall = w.sub(w.shift1(before.1, low), low);
            before = (high, low);
            let up = ups.eight(beyond_wide(w, rise, fall));
            let down = downs.eight(beyond_wide(w, fall, rise));
            // as `directional`
            let (apart, movement) = (w.sub(up, down), w.add(up, down));
            let apart = w.above(apart, zero, apart, w.sub(zero, apart));
            let index = w.mul(w.splat(100.0), w.div(apart, movement));
            let index = w.above(movement, zero, index, zero);
            w.store(w.mul(totals.eight(index), share), out);
        }
        up.leave(&ups);
        down.leave(&downs);
        total.leave(&totals);
        if let (Some(high), Some(low)) = (highs.last(), lows.last()) {
            state.previous = (high[EIGHT - 1], low[EIGHT - 1]);
        }
        let from = n - left.len();
        for (i, out) in left.iter_mut().enumerate() {
            *out = state.update(high[from + i], low[from + i]).unwrap_or(f64::NAN);
        }
    }
}

/// [`beyond`] of eight.
#[inline(always)]
fn beyond_wide<W: Wide>(w: W, movement: W::V, other: W::V) -> W::V {
    let zero = w.splat(0.0);
    let ahead = w.above(movement, other, movement, zero);
    w.above(ahead, zero, ahead, zero)
}

/// A movement that is upwards from zero and beats the other one.
#[inline(always)]
fn beyond(movement: f64, other: f64) -> f64 {
    let ahead = if movement > other { movement } else { 0.0 };
    if ahead > 0.0 { ahead } else { 0.0 }
}

#[inline(always)]
fn directional(up: f64, down: f64) -> f64 {
    let movement = up + down;
    let index = 100.0 * ((up - down).abs() / movement);
    if movement > 0.0 { index } else { 0.0 }
}

/// Streaming form.
#[derive(Debug, Clone)]
pub struct AdxState {
    length: usize,
    seen: usize,
    previous: (f64, f64),
    /// Sums of the first movements up and down, then of the first indices.
    up: f64,
    down: f64,
    indices: f64,
    moved: Option<[Decay; 2]>,
    /// `length` times the average.
    total: Option<Decay>,
}

impl AdxState {
    pub fn new(length: usize) -> Self {
        Self {
            length: length.max(2),
            seen: 0,
            previous: (f64::NAN, f64::NAN),
            up: 0.0,
            down: 0.0,
            indices: 0.0,
            moved: None,
            total: None,
        }
    }

    fn factor(&self) -> f64 {
        (self.length as f64 - 1.0) / self.length as f64
    }

    pub fn update(&mut self, high: f64, low: f64) -> Option<f64> {
        let (high_before, low_before) = std::mem::replace(&mut self.previous, (high, low));
        let (rise, fall) = (high - high_before, low_before - low);
        let (up, down) = (beyond(rise, fall), beyond(fall, rise));
        let share = 1.0 / self.length as f64;
        self.seen += 1;
        let Some([ups, downs]) = &mut self.moved else {
            // the first candle has nothing to move from: its changes are NaN, which count for nothing
            self.up += up;
            self.down += down;
            if self.seen == self.length {
                self.moved = Some([self.up, self.down].map(|sum| Decay::new(self.factor(), sum)));
            }
            return None;
        };
        let index = directional(ups.push(up), downs.push(down));
        if let Some(total) = &mut self.total {
            return Some(total.push(index) * share);
        }
        self.indices += index;
        if self.seen < 2 * self.length {
            return None;
        }
        self.total = Some(Decay::new(self.factor(), self.indices));
        Some(self.indices * share)
    }
}

impl Streaming for AdxState {
    fn update(&mut self, candle: &Candle, columns: &mut [f64]) {
        columns[0] = Self::update(self, candle.high, candle.low).unwrap_or(f64::NAN);
    }
}
