//! Volatility: the standard deviation (`n - 1`) of the last `length` log returns, times the square root of `annualise`.
//!
//! A log return is `ln(close / close before)`; `length` of them need one close more, so the first value stands at index
//! `length`. `annualise` is the number of candles in a year (8760 for hours of 365 days); 1 leaves volatility a candle.

use domain::Candle;

use crate::doubling::{columns, stretches};
use crate::kernel::{Kernel, dispatch};
use crate::moments::{Room, SlidingMoments, moments};
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length, number};

pub const INDICATOR: Indicator = Indicator {
    spec: IndicatorSpec {
        name: "volatility",
        label: "Volatility",
        params: &[
            ParamSpec::length(20.0, 2.0),
            ParamSpec {
                name: "annualise",
                description: "Candles a year to scale to; 1: volatility of one candle",
                default: 1.0,
                min: 1.0,
                max: 31_622_400.0,
                integer: false,
            },
        ],
        columns: &["volatility"],
        overlay: false,
    },
    batch: |params, candles| vec![volatility(&candles.close, length(params), number(params, "annualise"))],
    stream: |params| Box::new(VolatilityState::new(length(params), number(params, "annualise"))),
};

/// Batch form; `NaN` for the first `length` values. A `length` under 2 counts as 2.
pub fn volatility(values: &[f64], length: usize, annualise: f64) -> Vec<f64> {
    let mut out = vec![0.0; values.len()];
    volatility_into(values, length, annualise, &mut out);
    out
}

/// [`volatility`] into `out`; the shorter of the two counts.
pub fn volatility_into(values: &[f64], length: usize, annualise: f64, out: &mut [f64]) {
    dispatch(Volatilities { values, length: length.max(2), annualise, out });
}

struct Volatilities<'a> {
    values: &'a [f64],
    length: usize,
    annualise: f64,
    out: &'a mut [f64],
}

impl Kernel for Volatilities<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { values, length, annualise, out } = self;
        let n = values.len().min(out.len());
        out[..n.min(length)].fill(f64::NAN);
        let (mut room, [mut returns]) = (Room::new(n, length), columns(n, length));
        for (read, made) in stretches(n, length) {
            let values = &values[read];
            let returns = &mut returns[..values.len() - 1];
            returns.iter_mut().zip(values.windows(2)).for_each(|(r, w)| *r = log_return(w[0], w[1]));
            moments(returns, length, &mut room);
            for (out, squares) in out[made].iter_mut().zip(&room.squares) {
                *out = deviation(*squares, length, annualise);
            }
        }
    }
}

#[inline(always)]
fn log_return(before: f64, now: f64) -> f64 {
    (now / before).ln()
}

#[inline(always)]
fn deviation(squares: f64, length: usize, annualise: f64) -> f64 {
    (squares / (length - 1) as f64 * annualise).sqrt()
}

/// Streaming form.
#[derive(Debug, Clone)]
pub struct VolatilityState {
    moments: SlidingMoments,
    length: usize,
    annualise: f64,
    previous: Option<f64>,
}

impl VolatilityState {
    pub fn new(length: usize, annualise: f64) -> Self {
        let length = length.max(2);
        Self { moments: SlidingMoments::new(length), length, annualise, previous: None }
    }

    pub fn update(&mut self, value: f64) -> Option<f64> {
        let previous = self.previous.replace(value)?;
        let [_, squares] = self.moments.update(log_return(previous, value))?;
        Some(deviation(squares, self.length, self.annualise))
    }
}

impl Streaming for VolatilityState {
    fn update(&mut self, candle: &Candle, columns: &mut [f64]) {
        columns[0] = Self::update(self, candle.close).unwrap_or(f64::NAN);
    }
}
