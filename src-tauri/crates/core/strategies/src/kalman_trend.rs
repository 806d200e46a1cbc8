//! Model B: a Kalman filter on the logarithm of the closes separates level and slope; acts where the slope is large
//! against its own uncertainty and the market is not wilder than usual.

use std::sync::LazyLock;

use domain::{Action, Candle, Candles, Signal};

use crate::exits::Exits;
use crate::live::{Live, last_reading, walk};
use crate::models::kalman::{Filter, Init, Variances};
use crate::models::normal::probability_within;
use crate::models::sliding_sums::SlidingSums;
use crate::resolve::{count, number, resolve};
use crate::strategy::signal;
use crate::volatility::{LogReturns, VolatilityGate, VolatilityRatio};
use crate::{Configured, ParamSchema, Params, ReasonTemplate, Strategy, StrategyError, StrategySchema, Unit};

const NAME: &str = "kalman_trend";

const TREND: &[&str] = &["slope_pct", "strength", "threshold", "vol_ratio", "max_vol_ratio"];

pub(crate) static REASONS: [ReasonTemplate; 5] = [
    ReasonTemplate {
        code: "kalman_trend.buy",
        values: TREND,
        text: "The filtered trend rises, by {slope_pct} % a candle, {strength} standard deviations of the estimate \
               (threshold {threshold}); volatility is {vol_ratio} times the usual (limit {max_vol_ratio}).",
    },
    ReasonTemplate {
        code: "kalman_trend.sell",
        values: TREND,
        text: "The filtered trend falls, {slope_pct} % a candle, {strength} standard deviations of the estimate \
               (threshold {threshold}); volatility is {vol_ratio} times the usual (limit {max_vol_ratio}).",
    },
    ReasonTemplate {
        code: "kalman_trend.hold",
        values: &["slope_pct", "strength", "threshold"],
        text: "The filtered trend moves by {slope_pct} % a candle, {strength} standard deviations of the estimate, \
               which is within the threshold {threshold}.",
    },
    ReasonTemplate {
        code: "kalman_trend.gate",
        values: &["strength", "vol_ratio", "max_vol_ratio"],
        text: "The trend is strong enough ({strength} standard deviations), but volatility is {vol_ratio} times the \
               usual, above the limit {max_vol_ratio}.",
    },
    ReasonTemplate {
        code: "kalman_trend.still",
        values: &[],
        text: "The market did not move: there is no trend to measure.",
    },
];

static SCHEMA: LazyLock<StrategySchema> = LazyLock::new(|| {
    let level =
        "Variance of the level's own noise over that of the observation: larger follows the price closer";
    let slope =
        "Variance of the slope's noise over that of the observation: larger lets the trend turn faster";
    let threshold =
        "Acts when the slope is farther from zero than this many standard deviations of its estimate";
    let deviations = Unit::StandardDeviations;
    let own = [
        ParamSchema::number("level_ratio", 1.0, (0.0, 10_000.0), 0.1, Unit::Ratio, level),
        ParamSchema::number("slope_ratio", 0.001, (1e-9, 100.0), 0.001, Unit::Ratio, slope),
        ParamSchema::candles("scale_window", 100.0, (10.0, 5000.0), "Innovations the noise is measured on"),
        ParamSchema::number("threshold", 1.5, (0.0, 20.0), 0.1, deviations, threshold),
    ];
    StrategySchema {
        name: NAME.to_owned(),
        label: "Kalman trend".to_owned(),
        description:
            "Follows level and slope of the price with a Kalman filter; acts when the slope stands out from \
                      its uncertainty, unless the market is wilder than usual."
                .to_owned(),
        practice: false,
        params: own.into_iter().chain(VolatilityGate::params(2.0)).chain(Exits::params()).collect(),
    }
});

pub(crate) struct KalmanTrend;

impl Strategy for KalmanTrend {
    fn schema(&self) -> &StrategySchema {
        &SCHEMA
    }

    fn configure(&self, params: &Params) -> Result<Box<dyn Configured>, StrategyError> {
        let params = resolve(&SCHEMA, params)?;
        Ok(Box::new(Rule {
            ratios: Variances {
                obs: 1.0,
                level: number(&params, "level_ratio"),
                slope: number(&params, "slope_ratio"),
            },
            scale_window: count(&params, "scale_window"),
            threshold: number(&params, "threshold"),
            gate: VolatilityGate::new(&SCHEMA, &params)?,
            exits: Exits::new(&SCHEMA, &params)?,
        }))
    }
}

#[derive(Clone, Copy)]
struct Rule {
    ratios: Variances,
    scale_window: usize,
    threshold: f64,
    gate: VolatilityGate,
    exits: Exits,
}

/// The filter at one candle, in logarithms of the price.
#[derive(Clone, Copy)]
struct Reading {
    level: f64,
    slope: f64,
    /// Standard deviation of the slope's estimate.
    slope_sd: f64,
    vol_ratio: f64,
}

impl Reading {
    /// Slope over its standard deviation; 0 where nothing moved.
    fn strength(&self) -> f64 {
        if self.slope_sd > 0.0 { self.slope / self.slope_sd } else { 0.0 }
    }
}

/// The filter's gains depend on the ratios of the variances only; their scale is the mean normalised squared innovation
/// of the last `scale_window` candles.
struct State {
    rule: Rule,
    filter: Filter,
    squares: SlidingSums<1>,
    returns: LogReturns,
    volatility: VolatilityRatio,
    seen: usize,
}

impl State {
    fn new(rule: Rule) -> Self {
        Self {
            rule,
            filter: Filter::new(rule.ratios, Init::ExactDiffuse),
            squares: SlidingSums::new(rule.scale_window),
            returns: LogReturns::default(),
            volatility: VolatilityRatio::new(rule.gate),
            seen: 0,
        }
    }

    fn read(&mut self, candle: &Candle) -> Reading {
        let step = self.filter.update(candle.close.ln());
        let [sum] = self.squares.update([step.innovation.map_or(0.0, |i| i.value * i.value / i.variance)]);
        self.seen += 1;
        Reading {
            level: step.state.level,
            slope: step.state.slope,
            slope_sd: (step.covariance.slope * sum / self.rule.scale_window as f64).sqrt(),
            vol_ratio: self.volatility.update(self.returns.update(candle.close)),
        }
    }
}

impl Live for State {
    fn on_candle(&mut self, candle: &Candle) -> Action {
        let reading = self.read(candle);
        self.rule.decide(self.seen, &reading)
    }
}

impl Rule {
    fn trend(&self, reading: &Reading) -> Action {
        let strength = reading.strength();
        if strength > self.threshold {
            Action::Buy
        } else if strength < -self.threshold {
            Action::Sell
        } else {
            Action::Hold
        }
    }

    /// After `seen` candles.
    fn decide(&self, seen: usize, reading: &Reading) -> Action {
        let open = seen >= self.warm_up() && reading.vol_ratio <= self.gate.max_ratio;
        if open { self.trend(reading) } else { Action::Hold }
    }
}

impl Configured for Rule {
    /// The first two closes only set the filter up: they leave no innovation.
    fn warm_up(&self) -> usize {
        (self.scale_window + 2).max(self.gate.warm_up())
    }

    fn actions(&self, candles: &Candles) -> Vec<Action> {
        walk(State::new(*self), candles)
    }

    fn live(&self) -> Box<dyn Live + '_> {
        Box::new(State::new(*self))
    }

    /// Confidence is the probability that a normal estimate of this uncertainty lies nearer to zero than the slope:
    /// `erf(|strength| / sqrt 2)`.
    fn evaluate(&self, candles: &Candles) -> Result<Signal, StrategyError> {
        let mut state = State::new(*self);
        let reading = last_reading(NAME, self.warm_up(), candles, |c| state.read(c))?;
        let action = self.decide(candles.len(), &reading);
        let (slope_pct, strength) = (100.0 * reading.slope.exp_m1(), reading.strength());
        let (vol_ratio, limit) = (reading.vol_ratio, self.gate.max_ratio);
        let full = [slope_pct, strength, self.threshold, vol_ratio, limit];
        let reason = match (action, self.trend(&reading)) {
            (Action::Buy, _) => REASONS[0].with(&full),
            (Action::Sell, _) => REASONS[1].with(&full),
            (Action::Hold, _) if vol_ratio.is_nan() => REASONS[4].with(&[]),
            (Action::Hold, Action::Hold) => REASONS[2].with(&full[..3]),
            (Action::Hold, _) => REASONS[3].with(&[strength, vol_ratio, limit]),
        };
        let figures = [
            ("level", reading.level.exp()),
            ("slope", reading.slope),
            ("slope_sd", reading.slope_sd),
            ("strength", strength),
            ("vol_ratio", vol_ratio),
        ];
        let levels = self.exits.levels(candles, action);
        Ok(signal(candles, action, probability_within(strength), reason, levels, &figures))
    }
}
