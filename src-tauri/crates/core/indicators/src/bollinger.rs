//! Bollinger bands: the simple moving average, and `deviations` standard deviations (population) above and below it.
//!
//! First defined at the `length`-th value. Equal values have bands of no width.

use domain::Candle;

use crate::ladder::{by_length, eight_at, put_at};
use crate::moments::{Moments, SlidingMoments};
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length, number};
use crate::wide::{EIGHT, Wide, WideKernel, dispatch_wide};

pub const INDICATOR: Indicator = Indicator {
    spec: IndicatorSpec {
        name: "bollinger",
        label: "Bollinger bands",
        params: &[
            ParamSpec::length(20.0, 2.0),
            ParamSpec {
                name: "deviations",
                description: "Distance of the bands in standard deviations",
                default: 2.0,
                min: 0.0,
                max: 100.0,
                integer: false,
            },
        ],
        columns: &["upper", "middle", "lower"],
        overlay: true,
    },
    batch: |params, candles| {
        let bands = bollinger(&candles.close, length(params), number(params, "deviations"));
        vec![bands.upper, bands.middle, bands.lower]
    },
    stream: |params| Box::new(BollingerState::new(length(params), number(params, "deviations"))),
};

/// Columns as long as the values they were made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Bands {
    pub upper: Vec<f64>,
    pub middle: Vec<f64>,
    pub lower: Vec<f64>,
}

/// Batch form; `NaN` for the first `length - 1` values. A `length` of 0 counts as 1.
pub fn bollinger(values: &[f64], length: usize, deviations: f64) -> Bands {
    let [mut upper, mut middle, mut lower] = std::array::from_fn(|_| vec![0.0; values.len()]);
    bollinger_into(values, length, deviations, [&mut upper, &mut middle, &mut lower]);
    Bands { upper, middle, lower }
}

/// [`bollinger`] into upper, middle and lower; the shortest column counts.
pub fn bollinger_into(values: &[f64], length: usize, deviations: f64, out: [&mut [f64]; 3]) {
    dispatch_wide(Fan { values, length: length.max(1), deviations, out });
}

struct Fan<'a> {
    values: &'a [f64],
    length: usize,
    deviations: f64,
    out: [&'a mut [f64]; 3],
}

impl WideKernel for Fan<'_> {
    #[inline(always)]
    fn run<W: Wide>(self, w: W) {
        by_length!(self, self.length, run_by, w);
    }
}

impl Fan<'_> {
    /// `L` is the length, or 0 where it is none of the usual ones.
    #[inline(always)]
    fn run_by<W: Wide, const L: usize>(self, w: W) {
        let Self { values, length, deviations, out: [upper, middle, lower] } = self;
        let n = values.len().min(upper.len()).min(middle.len()).min(lower.len());
        let (values, share, deviations) = (&values[..n], w.splat(1.0 / length as f64), w.splat(deviations));
        let [upper, middle, lower] = [upper, middle, lower].map(|out| &mut out[..n]);
        if length <= n {
            let mut moments = Moments::<W, L>::new(w, length);
            for at in (0..n).step_by(EIGHT) {
                let [mean, squares] = moments.eight(w.load(&eight_at(values, at)));
                // as `bands`
                let width = w.mul(w.sqrt(w.mul(squares, share)), deviations);
                put_at(w, w.add(mean, width), upper, at);
                put_at(w, mean, middle, at);
                put_at(w, w.sub(mean, width), lower, at);
            }
        }
        for out in [upper, middle, lower] {
            out[..n.min(length - 1)].fill(f64::NAN);
        }
    }
}

#[inline(always)]
fn bands(mean: f64, squares: f64, share: f64, deviations: f64) -> [f64; 3] {
    let width = (squares * share).sqrt() * deviations;
    [mean + width, mean, mean - width]
}

/// Streaming form.
#[derive(Debug, Clone)]
pub struct BollingerState {
    moments: SlidingMoments,
    share: f64,
    deviations: f64,
}

impl BollingerState {
    pub fn new(length: usize, deviations: f64) -> Self {
        Self { moments: SlidingMoments::new(length), share: 1.0 / length.max(1) as f64, deviations }
    }

    /// Upper, middle and lower.
    pub fn update(&mut self, value: f64) -> Option<[f64; 3]> {
        let [mean, squares] = self.moments.update(value)?;
        Some(bands(mean, squares, self.share, self.deviations))
    }
}

impl Streaming for BollingerState {
    fn update(&mut self, candle: &Candle, columns: &mut [f64]) {
        columns.copy_from_slice(&Self::update(self, candle.close).unwrap_or([f64::NAN; 3]));
    }
}
