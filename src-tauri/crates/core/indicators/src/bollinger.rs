//! Bollinger bands: the simple moving average, and `deviations` standard deviations (population) above and below it.
//!
//! First defined at the `length`-th value. Equal values have bands of no width.

use domain::Candle;

use crate::doubling::stretches;
use crate::kernel::{Kernel, dispatch};
use crate::moments::{Room, SlidingMoments, moments};
use crate::spec::{Indicator, IndicatorSpec, ParamSpec, Streaming, length, number};

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
    dispatch(Fan { values, length: length.max(1), deviations, out });
}

struct Fan<'a> {
    values: &'a [f64],
    length: usize,
    deviations: f64,
    out: [&'a mut [f64]; 3],
}

impl Kernel for Fan<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { values, length, deviations, out: [upper, middle, lower] } = self;
        let n = values.len().min(upper.len()).min(middle.len()).min(lower.len());
        let reach = length - 1;
        for out in [&mut *upper, &mut *middle, &mut *lower] {
            out[..n.min(reach)].fill(f64::NAN);
        }
        let mut room = Room::new(n, reach);
        let share = 1.0 / length as f64;
        for (read, made) in stretches(n, reach) {
            moments(&values[read], length, &mut room);
            let (upper, middle, lower) =
                (&mut upper[made.clone()], &mut middle[made.clone()], &mut lower[made]);
            fan(&room.mean, &room.squares, share, deviations, upper, middle, lower);
        }
    }
}

#[inline(always)]
fn fan(
    mean: &[f64],
    squares: &[f64],
    share: f64,
    deviations: f64,
    upper: &mut [f64],
    middle: &mut [f64],
    lower: &mut [f64],
) {
    let out = upper.iter_mut().zip(middle).zip(lower);
    for (((upper, middle), lower), (mean, squares)) in out.zip(mean.iter().zip(squares)) {
        [*upper, *middle, *lower] = bands(*mean, *squares, share, deviations);
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
