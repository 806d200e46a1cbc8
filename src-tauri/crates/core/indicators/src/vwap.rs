//! Rolling volume-weighted average price: over the last `length` candles, typical price (mean of high, low and close)
//! weighted by volume.
//!
//! It rolls: unlike a session's VWAP it never starts anew, because these markets never close. First defined at the
//! `length`-th candle; undefined where the window has no volume.

use domain::Candle;

use crate::ladder::{by_length, eight_at, put_at};
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length};
use crate::wide::{EIGHT, Wide, WideKernel, dispatch_wide};
use crate::window::{SlidingSum, Totals};

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
    dispatch_wide(Prices { high, low, close, volume, length: length.max(1), out });
}

struct Prices<'a> {
    high: &'a [f64],
    low: &'a [f64],
    close: &'a [f64],
    volume: &'a [f64],
    length: usize,
    out: &'a mut [f64],
}

impl WideKernel for Prices<'_> {
    #[inline(always)]
    fn run<W: Wide>(self, w: W) {
        by_length!(self, self.length, run_by, w);
    }
}

impl Prices<'_> {
    /// `L` is the length, or 0 where it is none of the usual ones.
    #[inline(always)]
    fn run_by<W: Wide, const L: usize>(self, w: W) {
        let Self { high, low, close, volume, length, out } = self;
        let n = high.len().min(low.len()).min(close.len()).min(volume.len()).min(out.len());
        let [high, low, close, volume] = [high, low, close, volume].map(|column| &column[..n]);
        let out = &mut out[..n];
        if length <= n {
            let (mut paid, mut traded) = (Totals::<W, L>::new(w, length), Totals::<W, L>::new(w, length));
            let (zero, three, none) = (w.splat(0.0), w.splat(3.0), w.splat(f64::NAN));
            for at in (0..n).step_by(EIGHT) {
                let [high, low, close, volume] =
                    [eight_at(high, at), eight_at(low, at), eight_at(close, at), eight_at(volume, at)];
                let (high, low, close, volume) =
                    (w.load(&high), w.load(&low), w.load(&close), w.load(&volume));
                // as `thrice` and `price`
                let thrice = w.add(w.add(high, low), close);
                let (paid, traded) = (paid.eight(w.mul(thrice, volume)), traded.eight(volume));
                let price = w.div(paid, w.mul(three, traded));
                put_at(w, w.above(traded, zero, price, none), out, at);
            }
        }
        out[..n.min(length - 1)].fill(f64::NAN);
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
