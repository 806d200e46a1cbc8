//! VWAP: buy when the close rises out of the band around the volume-weighted average price of the last candles, sell
//! when it falls out of it.

use std::sync::LazyLock;

use domain::{Action, Candle, Candles, Signal};
use indicators::vwap::{VwapState, vwap};

use crate::confidence::by_distance;
use crate::exits::Exits;
use crate::live::{Live, crossings, last_reading};
use crate::resolve::{count, number, resolve};
use crate::strategy::signal;
use crate::{Configured, ParamSchema, Params, ReasonTemplate, Strategy, StrategyError, StrategySchema, Unit};

const NAME: &str = "vwap";

/// What of the distance from the average is left of rounding alone.
const ROUNDING: f64 = 1e-12;

const BAND: &[&str] = &["length", "close", "vwap", "distance_pct", "band_pct"];

pub(crate) static REASONS: [ReasonTemplate; 4] = [
    ReasonTemplate {
        code: "vwap.buy",
        values: BAND,
        text: "The close {close} rose out of the band of {band_pct} % around VWAP({length}) at {vwap}: it lies \
               {distance_pct} % from it.",
    },
    ReasonTemplate {
        code: "vwap.sell",
        values: BAND,
        text: "The close {close} fell out of the band of {band_pct} % around VWAP({length}) at {vwap}: it lies \
               {distance_pct} % from it.",
    },
    ReasonTemplate {
        code: "vwap.hold",
        values: BAND,
        text: "The close {close} lies {distance_pct} % from VWAP({length}) at {vwap} and did not leave the band of \
               {band_pct} % on this candle.",
    },
    ReasonTemplate {
        code: "vwap.no_volume",
        values: &["length"],
        text: "Nothing was traded in the last {length} candles: there is no volume-weighted average price.",
    },
];

static SCHEMA: LazyLock<StrategySchema> = LazyLock::new(|| {
    let band = "Half width of the band around the average, as a part of it";
    let own = [
        ParamSchema::candles("length", 24.0, (1.0, 5000.0), "Candles the average is taken over"),
        ParamSchema::number("band", 0.002, (0.0, 0.5), 0.001, Unit::Fraction, band),
    ];
    StrategySchema {
        name: NAME.to_owned(),
        label: "VWAP".to_owned(),
        description: "Buys when the price rises out of a band around its rolling volume-weighted average, sells when it \
                      falls out of it."
            .to_owned(),
        practice: false,
        params: own.into_iter().chain(Exits::params()).collect(),
    }
});

pub(crate) struct Vwap;

impl Strategy for Vwap {
    fn schema(&self) -> &StrategySchema {
        &SCHEMA
    }

    fn configure(&self, params: &Params) -> Result<Box<dyn Configured>, StrategyError> {
        let params = resolve(&SCHEMA, params)?;
        let (length, band) = (count(&params, "length"), number(&params, "band"));
        Ok(Box::new(Rule { length, band, exits: Exits::new(&SCHEMA, &params)? }))
    }
}

#[derive(Clone, Copy)]
struct Rule {
    length: usize,
    band: f64,
    exits: Exits,
}

#[derive(Clone, Copy)]
struct Reading {
    close: f64,
    vwap: f64,
    /// Close over the average, less 1, at the candle before and at this one; `NaN` without an average.
    before: f64,
    now: f64,
}

struct State {
    rule: Rule,
    vwap: VwapState,
    distance: f64,
}

impl State {
    fn new(rule: Rule) -> Self {
        Self { rule, vwap: VwapState::new(rule.length), distance: f64::NAN }
    }

    fn read(&mut self, candle: &Candle) -> Reading {
        let Candle { high, low, close, volume, .. } = *candle;
        let vwap = self.vwap.update(high, low, close, volume).unwrap_or(f64::NAN);
        let now = distance(close, vwap);
        Reading { close, vwap, before: std::mem::replace(&mut self.distance, now), now }
    }
}

/// Close over the average, less 1; 0 where they differ by rounding alone.
fn distance(close: f64, vwap: f64) -> f64 {
    let distance = close / vwap - 1.0;
    if distance.abs() <= ROUNDING { 0.0 } else { distance }
}

impl Live for State {
    fn on_candle(&mut self, candle: &Candle) -> Action {
        let Reading { before, now, .. } = self.read(candle);
        self.rule.decide(before, now)
    }
}

impl Rule {
    fn decide(&self, before: f64, now: f64) -> Action {
        if before <= self.band && now > self.band {
            Action::Buy
        } else if before >= -self.band && now < -self.band {
            Action::Sell
        } else {
            Action::Hold
        }
    }
}

impl Configured for Rule {
    fn warm_up(&self) -> usize {
        self.length + 1
    }

    fn actions(&self, candles: &Candles) -> Vec<Action> {
        let average = vwap(&candles.high, &candles.low, &candles.close, &candles.volume, self.length);
        let distances = candles.close.iter().zip(average).map(|(close, vwap)| distance(*close, vwap));
        crossings(distances, |before, now| self.decide(before, now))
    }

    fn live(&self) -> Box<dyn Live + '_> {
        Box::new(State::new(*self))
    }

    /// Confidence grows with the distance of the close from the edge of the band it left, in average true ranges.
    fn evaluate(&self, candles: &Candles) -> Result<Signal, StrategyError> {
        let mut state = State::new(*self);
        let reading = last_reading(NAME, self.warm_up(), candles, |c| state.read(c))?;
        let (length, Reading { close, vwap, now, .. }) = (self.length as f64, reading);
        if vwap.is_nan() {
            return Ok(signal(candles, Action::Hold, 0.0, REASONS[3].with(&[length]), None, &[]));
        }
        let action = self.decide(reading.before, now);
        let template = match action {
            Action::Buy => &REASONS[0],
            Action::Sell => &REASONS[1],
            Action::Hold => &REASONS[2],
        };
        let reason = template.with(&[length, close, vwap, 100.0 * now, 100.0 * self.band]);
        let beyond = (now.abs() - self.band) * vwap;
        let confidence = by_distance(beyond, self.exits.atr(candles));
        let figures = [("vwap", vwap), ("vwap_distance", now)];
        Ok(signal(candles, action, confidence, reason, self.exits.levels(candles, action), &figures))
    }
}
