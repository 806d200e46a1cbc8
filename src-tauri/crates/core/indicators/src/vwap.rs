//! Rolling volume-weighted average price: over the last `length` candles, typical price (mean of high, low and close)
//! weighted by volume.
//!
//! It rolls: unlike a session's VWAP it never starts anew, because these markets never close. First defined at the
//! `length`-th candle; undefined where the window has no volume.

use domain::Candle;

use crate::doubling::{columns, stretches};
use crate::kernel::{Kernel, dispatch};
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length};
use crate::window::{SlidingSum, sums};

pub const INDICATOR: Indicator = Indicator {
    spec: IndicatorSpec {
        name: "vwap",
        label: "Rolling volume-weighted average price",
        params: &[ParamSpec::length(20.0, 1.0)],
        columns: &["vwap"],
        overlay: true,
    },
    batch: |params, candles| {
        vec![vwap(&candles.high, &candles.low, &candles.close, &candles.volume, length(params))]
    },
    stream: |params| Box::new(VwapState::new(length(params))),
};

/// Batch form over columns of equal length (the shortest counts); `NaN` for the first `length - 1` candles and where
/// there was no volume. A `length` of 0 counts as 1.
pub fn vwap(high: &[f64], low: &[f64], close: &[f64], volume: &[f64], length: usize) -> Vec<f64> {
    let n = high.len().min(low.len()).min(close.len()).min(volume.len());
    let mut out = vec![0.0; n];
    vwap_into(high, low, close, volume, length, &mut out);
    out
}

/// [`vwap`] into `out`; the shortest column counts.
pub fn vwap_into(high: &[f64], low: &[f64], close: &[f64], volume: &[f64], length: usize, out: &mut [f64]) {
    dispatch(Prices { high, low, close, volume, length: length.max(1), out });
}

struct Prices<'a> {
    high: &'a [f64],
    low: &'a [f64],
    close: &'a [f64],
    volume: &'a [f64],
    length: usize,
    out: &'a mut [f64],
}

impl Kernel for Prices<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { high, low, close, volume, length, out } = self;
        let n = high.len().min(low.len()).min(close.len()).min(volume.len()).min(out.len());
        let reach = length - 1;
        out[..n.min(reach)].fill(f64::NAN);
        let mut room = columns(n, reach);
        let [mut paid, mut traded] = columns(n, reach);
        for (read, made) in stretches(n, reach) {
            let (paid, out) = (&mut paid[..read.len()], &mut out[made]);
            let prices = high[read.clone()].iter().zip(&low[read.clone()]).zip(&close[read.clone()]);
            for ((paid, volume), ((high, low), close)) in
                paid.iter_mut().zip(&volume[read.clone()]).zip(prices)
            {
                *paid = thrice(*high, *low, *close) * volume;
            }
            let traded = &mut traded[..out.len()];
            sums(paid, length, &mut room, out);
            sums(&volume[read], length, &mut room, traded);
            out.iter_mut().zip(traded).for_each(|(out, traded)| *out = price(*out, *traded));
        }
    }
}

/// Three typical prices.
#[inline(always)]
fn thrice(high: f64, low: f64, close: f64) -> f64 {
    high + low + close
}

#[inline(always)]
fn price(paid: f64, traded: f64) -> f64 {
    let price = paid / (3.0 * traded);
    if traded > 0.0 { price } else { f64::NAN }
}

/// Streaming form.
#[derive(Debug, Clone)]
pub struct VwapState {
    paid: SlidingSum,
    traded: SlidingSum,
}

impl VwapState {
    pub fn new(length: usize) -> Self {
        Self { paid: SlidingSum::new(length), traded: SlidingSum::new(length) }
    }

    /// `None` too where the window has no volume.
    pub fn update(&mut self, high: f64, low: f64, close: f64, volume: f64) -> Option<f64> {
        let paid = self.paid.update(thrice(high, low, close) * volume);
        let traded = self.traded.update(volume);
        Some(price(paid?, traded?)).filter(|price| !price.is_nan())
    }
}

impl Streaming for VwapState {
    fn update(&mut self, candle: &Candle, columns: &mut [f64]) {
        let Candle { high, low, close, volume, .. } = *candle;
        columns[0] = Self::update(self, high, low, close, volume).unwrap_or(f64::NAN);
    }
}
