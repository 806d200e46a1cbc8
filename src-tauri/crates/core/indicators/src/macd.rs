//! Moving average convergence/divergence: the fast exponential average less the slow one (`macd`), its own exponential
//! average (`signal`), and what it lies above that (`histogram`).
//!
//! Aligned as TA-Lib: both averages begin at index `slow - 1`, the fast one seeded by the mean of the last `fast` of
//! the first `slow` values; all three columns begin at index `slow + signal - 2`, where the signal does. A fast period
//! longer than the slow one changes places with it.

use domain::Candle;

use crate::ema::EmaState;
use crate::lag::Lag;
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, count};
use crate::wide::{Wide, WideKernel, dispatch_wide};

pub const INDICATOR: Indicator = Indicator {
    spec: IndicatorSpec {
        name: "macd",
        label: "Moving average convergence/divergence",
        params: &[
            ParamSpec::candles("fast", "Period of the fast average in candles", 12.0, 2.0),
            ParamSpec::candles("slow", "Period of the slow average in candles", 26.0, 2.0),
            ParamSpec::candles("signal", "Period of the signal in candles", 9.0, 1.0),
        ],
        columns: &["macd", "signal", "histogram"],
        overlay: false,
    },
    batch: |params, candles| {
        let Macd { macd, signal, histogram } = macd(&candles.close, Periods::from_params(params));
        vec![macd, signal, histogram]
    },
    stream: |params| Box::new(MacdState::new(Periods::from_params(params))),
};

/// Each at least 1; a 0 counts as 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Periods {
    pub fast: usize,
    pub slow: usize,
    pub signal: usize,
}

impl Default for Periods {
    fn default() -> Self {
        Self { fast: 12, slow: 26, signal: 9 }
    }
}

impl Periods {
    fn from_params(params: &crate::Params) -> Self {
        let [fast, slow, signal] = ["fast", "slow", "signal"].map(|p| count(params, p));
        Self { fast, slow, signal }
    }

    fn ordered(self) -> Self {
        let (a, b) = (self.fast.max(1), self.slow.max(1));
        Self { fast: a.min(b), slow: a.max(b), signal: self.signal.max(1) }
    }
}

/// Columns as long as the values they were made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Macd {
    pub macd: Vec<f64>,
    pub signal: Vec<f64>,
    pub histogram: Vec<f64>,
}

/// Batch form; `NaN` for the first `slow + signal - 2` values.
pub fn macd(values: &[f64], periods: Periods) -> Macd {
    let [mut macd, mut signal, mut histogram] = std::array::from_fn(|_| vec![0.0; values.len()]);
    macd_into(values, periods, [&mut macd, &mut signal, &mut histogram]);
    Macd { macd, signal, histogram }
}

/// [`macd`] into macd, signal and histogram; the shortest column counts.
pub fn macd_into(values: &[f64], periods: Periods, out: [&mut [f64]; 3]) {
    dispatch_wide(Divergences { values, periods, out });
}

struct Divergences<'a> {
    values: &'a [f64],
    periods: Periods,
    out: [&'a mut [f64]; 3],
}

impl WideKernel for Divergences<'_> {
    #[inline(always)]
    fn run<W: Wide>(self, w: W) {
        let Self { values, periods, out: [macd, signal, histogram] } = self;
        let n = values.len().min(macd.len()).min(signal.len()).min(histogram.len());
        let mut state = MacdState::new(periods);
        let Periods { slow, signal: smooth, .. } = state.periods;
        let seeded = slow.saturating_add(smooth - 1).min(n);
        for (i, value) in values[..seeded].iter().enumerate() {
            [macd[i], signal[i], histogram[i]] = state.update(*value).unwrap_or([f64::NAN; 3]);
        }
        let (Some([fast, slow]), Some(average)) = (&mut state.lags, state.signal.lag_mut()) else { return };
        let (mut fasts, mut slows, mut averages) = (fast.run(w), slow.run(w), average.run(w));
        let (values, left) = values[seeded..n].as_chunks();
        let [macds, signals, histograms] =
            [&mut *macd, &mut *signal, &mut *histogram].map(|column| column[seeded..n].as_chunks_mut().0);
        let out = macds.iter_mut().zip(signals).zip(histograms);
        for (((macd, signal), histogram), values) in out.zip(values) {
            let values = w.load(values);
            let apart = w.sub(slows.eight(values), fasts.eight(values));
            let above = averages.eight(apart);
            w.store(apart, macd);
            w.store(above, histogram);
            w.store(w.sub(apart, above), signal);
        }
        fast.leave(&fasts);
        slow.leave(&slows);
        average.leave(&averages);
        for (i, value) in (n - left.len()..n).zip(left) {
            [macd[i], signal[i], histogram[i]] = state.update(*value).unwrap_or([f64::NAN; 3]);
        }
    }
}

/// Streaming form.
#[derive(Debug, Clone)]
pub struct MacdState {
    periods: Periods,
    seen: usize,
    fast_sum: f64,
    slow_sum: f64,
    lags: Option<[Lag; 2]>,
    signal: EmaState,
}

impl MacdState {
    pub fn new(periods: Periods) -> Self {
        let periods = periods.ordered();
        let signal = EmaState::new(periods.signal);
        Self { periods, seen: 0, fast_sum: 0.0, slow_sum: 0.0, lags: None, signal }
    }

    /// Macd, signal and histogram, once all are defined.
    pub fn update(&mut self, value: f64) -> Option<[f64; 3]> {
        let macd = match &mut self.lags {
            Some([fast, slow]) => {
                let fast = fast.push(value);
                slow.push(value) - fast
            }
            None => self.seed(value)?,
        };
        self.signal.update_with_lag(macd).map(|[signal, histogram]| [macd, signal, histogram])
    }

    /// The first difference of the averages, once there are `slow` values.
    fn seed(&mut self, value: f64) -> Option<f64> {
        let Periods { fast, slow, .. } = self.periods;
        if self.seen >= slow - fast {
            self.fast_sum += value;
        }
        self.slow_sum += value;
        self.seen += 1;
        if self.seen < slow {
            return None;
        }
        let (fast_seed, slow_seed) = (self.fast_sum / fast as f64, self.slow_sum / slow as f64);
        self.lags = Some([Lag::new(fast, fast_seed, value), Lag::new(slow, slow_seed, value)]);
        Some(fast_seed - slow_seed)
    }
}

impl Streaming for MacdState {
    fn update(&mut self, candle: &Candle, columns: &mut [f64]) {
        columns.copy_from_slice(&Self::update(self, candle.close).unwrap_or([f64::NAN; 3]));
    }
}
