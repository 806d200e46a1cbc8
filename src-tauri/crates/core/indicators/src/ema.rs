//! Exponential moving average: `ema += 2/(length+1) * (value - ema)`, seeded by the mean of the first `length` values.

use domain::Candle;

use crate::lag::Lag;
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length};
use crate::wide::{Wide, WideKernel, dispatch_wide};

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
    let mut out = vec![0.0; values.len()];
    ema_into(values, length, &mut out);
    out
}

/// [`ema`] into `out`; the shorter of the two counts.
pub fn ema_into(values: &[f64], length: usize, out: &mut [f64]) {
    dispatch_wide(Averages { values, length, out });
}

struct Averages<'a> {
    values: &'a [f64],
    length: usize,
    out: &'a mut [f64],
}

impl WideKernel for Averages<'_> {
    #[inline(always)]
    fn run<W: Wide>(self, w: W) {
        let n = self.values.len().min(self.out.len());
        let mut state = EmaState::new(self.length);
        let seeded = state.length.min(n);
        for (out, value) in self.out[..seeded].iter_mut().zip(self.values) {
            *out = state.update(*value).unwrap_or(f64::NAN);
        }
        let Some(lag) = &mut state.lag else { return };
        let (values, out) = (&self.values[seeded..n], &mut self.out[seeded..n]);
        let ((values, values_left), (out, out_left)) = (values.as_chunks(), out.as_chunks_mut());
        let mut run = lag.run(w);
        for (out, values) in out.iter_mut().zip(values) {
            let values = w.load(values);
            w.store(w.sub(values, run.eight(values)), out);
        }
        lag.leave(&run);
        for (out, value) in out_left.iter_mut().zip(values_left) {
            *out = state.update(*value).unwrap_or(f64::NAN);
        }
    }
}

/// Streaming form.
#[derive(Debug, Clone)]
pub struct EmaState {
    length: usize,
    seen: usize,
    sum: f64,
    lag: Option<Lag>,
}

impl EmaState {
    pub fn new(length: usize) -> Self {
        Self { length: length.max(1), seen: 0, sum: 0.0, lag: None }
    }

    pub fn update(&mut self, value: f64) -> Option<f64> {
        self.update_with_lag(value).map(|[average, _]| average)
    }

    /// The average, and how far it lies below the value.
    pub(crate) fn update_with_lag(&mut self, value: f64) -> Option<[f64; 2]> {
        if let Some(lag) = &mut self.lag {
            let lag = lag.push(value);
            return Some([value - lag, lag]);
        }
        self.seen += 1;
        self.sum += value;
        if self.seen < self.length {
            return None;
        }
        let seed = self.sum / self.length as f64;
        self.lag = Some(Lag::new(self.length, seed, value));
        Some([seed, value - seed])
    }

    /// The recursion, once it is seeded.
    #[inline(always)]
    pub(crate) fn lag_mut(&mut self) -> Option<&mut Lag> {
        self.lag.as_mut()
    }
}

impl Streaming for EmaState {
    fn update(&mut self, candle: &Candle, columns: &mut [f64]) {
        columns[0] = Self::update(self, candle.close).unwrap_or(f64::NAN);
    }
}
