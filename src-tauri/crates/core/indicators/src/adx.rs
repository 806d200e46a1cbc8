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

use crate::decay::{AHEAD, BLOCK, Decay, block};
use crate::kernel::{Kernel, dispatch};
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length};

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
    dispatch(Averages { high, low, length, out });
}

struct Averages<'a> {
    high: &'a [f64],
    low: &'a [f64],
    length: usize,
    out: &'a mut [f64],
}

impl Kernel for Averages<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { high, low, length, out } = self;
        let n = high.len().min(low.len()).min(out.len());
        let mut state = AdxState::new(length);
        let seeded = state.length.saturating_mul(2).min(n);
        for (i, out) in out[..seeded].iter_mut().enumerate() {
            *out = state.update(high[i], low[i]).unwrap_or(f64::NAN);
        }
        let share = 1.0 / state.length as f64;
        let (Some([up, down]), Some(total)) = (&mut state.moved, &mut state.total) else { return };
        let [mut ups, mut downs, mut all_up, mut all_down, mut fours] = [block(); 5];
        let mut from = seeded;
        for out in out[seeded..n].chunks_mut(BLOCK) {
            let count = out.len();
            let highs = (&high[from - 1..][..count], &high[from..][..count]);
            let lows = (&low[from - 1..][..count], &low[from..][..count]);
            movements(highs, lows, &mut ups[AHEAD..], &mut downs[AHEAD..]);
            up.run(count, &mut ups, &mut all_up, &mut fours);
            down.run(count, &mut downs, &mut all_down, &mut fours);
            for ((index, up), down) in ups[AHEAD..].iter_mut().zip(&all_up[AHEAD..]).zip(&all_down[AHEAD..]) {
                *index = directional(*up, *down);
            }
            total.run(count, &mut ups, &mut all_up, &mut fours);
            out.iter_mut().zip(&all_up[AHEAD..]).for_each(|(out, total)| *out = total * share);
            from += count;
        }
    }
}

/// Upward and downward movement from the candles before to the candles, both as columns.
#[inline(always)]
fn movements(high: (&[f64], &[f64]), low: (&[f64], &[f64]), ups: &mut [f64], downs: &mut [f64]) {
    let rises = high.0.iter().zip(high.1);
    let falls = low.0.iter().zip(low.1);
    for (((up, down), rise), fall) in ups.iter_mut().zip(downs).zip(rises).zip(falls) {
        let (rise, fall) = (rise.1 - rise.0, fall.0 - fall.1);
        (*up, *down) = (beyond(rise, fall), beyond(fall, rise));
    }
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
