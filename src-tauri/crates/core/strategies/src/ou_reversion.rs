//! Model C: after an extreme return, bets on the way back to the mean of an Ornstein-Uhlenbeck process fitted to the
//! log closes, where that process reverts fast enough and the market is not wilder than usual.

use std::sync::LazyLock;

use domain::{Action, Candle, Candles, Signal};

use crate::exits::Exits;
use crate::live::{Live, last_reading, walk};
use crate::models::normal::probability_within;
use crate::ou_reversion::reading::{Reading, Windows};
use crate::resolve::{count, number, resolve};
use crate::strategy::signal;
use crate::volatility::{LogReturns, VolatilityGate, VolatilityRatio};
use crate::{Configured, ParamSchema, Params, ReasonTemplate, Strategy, StrategyError, StrategySchema, Unit};

mod reading;

const NAME: &str = "ou_reversion";

const REVERSION: &[&str] = &["z", "entry_z", "mean", "half_life", "vol_ratio", "max_vol_ratio"];

pub(crate) static REASONS: [ReasonTemplate; 5] = [
    ReasonTemplate {
        code: "ou_reversion.buy",
        values: REVERSION,
        text: "The last return lies {z} standard deviations from its mean (entry at {entry_z}) and the price below the \
               level {mean} it reverts to, with a half-life of {half_life} candles; volatility is {vol_ratio} times the \
               usual (limit {max_vol_ratio}).",
    },
    ReasonTemplate {
        code: "ou_reversion.sell",
        values: REVERSION,
        text: "The last return lies {z} standard deviations from its mean (entry at {entry_z}) and the price above the \
               level {mean} it reverts to, with a half-life of {half_life} candles; volatility is {vol_ratio} times the \
               usual (limit {max_vol_ratio}).",
    },
    ReasonTemplate {
        code: "ou_reversion.hold",
        values: &["z", "entry_z"],
        text: "The last return lies {z} standard deviations from its mean, which is not beyond the entry at {entry_z}.",
    },
    ReasonTemplate {
        code: "ou_reversion.no_reversion",
        values: &["z", "max_half_life"],
        text: "The last return is extreme ({z} standard deviations), but the price is not on the far side of a level it \
               reverts to with a half-life of at most {max_half_life} candles.",
    },
    ReasonTemplate {
        code: "ou_reversion.regime",
        values: &["z", "vol_ratio", "max_vol_ratio"],
        text: "The last return is extreme ({z} standard deviations), but volatility is {vol_ratio} times the usual, \
               above the limit {max_vol_ratio}.",
    },
];

static SCHEMA: LazyLock<StrategySchema> = LazyLock::new(|| {
    let entry = "Acts when the last log return lies at least this far from its rolling mean";
    let half_life = "Longest half-life of the fitted process at which it acts";
    let own = [
        ParamSchema::candles("window", 100.0, (20.0, 5000.0), "Returns and closes the model is fitted to"),
        ParamSchema::number("entry_z", 2.0, (0.1, 10.0), 0.1, Unit::StandardDeviations, entry),
        ParamSchema::number("max_half_life", 48.0, (0.1, 10_000.0), 1.0, Unit::Candles, half_life),
    ];
    StrategySchema {
        name: NAME.to_owned(),
        label: "OU mean reversion".to_owned(),
        description:
            "After an extreme return, trades towards the level the price reverts to, if it does so quickly \
                      and the market is not wilder than usual."
                .to_owned(),
        practice: false,
        params: own.into_iter().chain(VolatilityGate::params(2.0)).chain(Exits::params()).collect(),
    }
});

pub(crate) struct OuReversion;

impl Strategy for OuReversion {
    fn schema(&self) -> &StrategySchema {
        &SCHEMA
    }

    fn configure(&self, params: &Params) -> Result<Box<dyn Configured>, StrategyError> {
        let params = resolve(&SCHEMA, params)?;
        Ok(Box::new(Rule {
            window: count(&params, "window"),
            entry_z: number(&params, "entry_z"),
            max_half_life: number(&params, "max_half_life"),
            gate: VolatilityGate::new(&SCHEMA, &params)?,
            exits: Exits::new(&SCHEMA, &params)?,
        }))
    }
}

#[derive(Clone, Copy)]
struct Rule {
    window: usize,
    entry_z: f64,
    max_half_life: f64,
    gate: VolatilityGate,
    exits: Exits,
}

struct State {
    rule: Rule,
    returns: LogReturns,
    volatility: VolatilityRatio,
    windows: Windows,
    seen: usize,
}

impl State {
    fn new(rule: Rule) -> Self {
        Self {
            rule,
            returns: LogReturns::default(),
            volatility: VolatilityRatio::new(rule.gate),
            windows: Windows::new(rule.window),
            seen: 0,
        }
    }

    fn read(&mut self, candle: &Candle) -> Reading {
        let log_return = self.returns.update(candle.close);
        self.seen += 1;
        self.windows.update(candle.close, log_return, self.volatility.update(log_return))
    }
}

impl Live for State {
    fn on_candle(&mut self, candle: &Candle) -> Action {
        let reading = self.read(candle);
        if self.seen < self.rule.warm_up() { Action::Hold } else { self.rule.decide(&reading) }
    }
}

impl Rule {
    /// What the return alone asks for.
    fn extreme(&self, reading: &Reading) -> Action {
        if reading.z <= -self.entry_z {
            Action::Buy
        } else if reading.z >= self.entry_z {
            Action::Sell
        } else {
            Action::Hold
        }
    }

    /// Whether a fitted process draws the price the way `action` bets.
    fn reverts(&self, reading: &Reading, action: Action) -> bool {
        reading.process().is_some_and(|ou| {
            let away = reading.log_close - ou.mean;
            let right_side = if action == Action::Buy { away < 0.0 } else { away > 0.0 };
            right_side && ou.half_life <= self.max_half_life
        })
    }

    fn decide(&self, reading: &Reading) -> Action {
        let action = self.extreme(reading);
        let open = reading.vol_ratio <= self.gate.max_ratio;
        if action != Action::Hold && open && self.reverts(reading, action) { action } else { Action::Hold }
    }
}

impl Configured for Rule {
    fn warm_up(&self) -> usize {
        (self.window + 1).max(self.gate.warm_up())
    }

    fn actions(&self, candles: &Candles) -> Vec<Action> {
        walk(State::new(*self), candles)
    }

    fn live(&self) -> Box<dyn Live + '_> {
        Box::new(State::new(*self))
    }

    /// Confidence is the probability that the noise of the process over one half-life is smaller than the way back
    /// expected in that time, half the distance to the mean: `erf(|distance| / 2 / (sd * sqrt 0.75) / sqrt 2)`.
    fn evaluate(&self, candles: &Candles) -> Result<Signal, StrategyError> {
        let mut state = State::new(*self);
        let reading = last_reading(NAME, self.warm_up(), candles, |c| state.read(c))?;
        let action = self.decide(&reading);
        let [mean, half_life, sd, distance] = reading.process().map_or([f64::NAN; 4], |ou| {
            [state.windows.price(ou.mean), ou.half_life, ou.sd, reading.log_close - ou.mean]
        });
        let Reading { z, vol_ratio, .. } = reading;
        let limit = self.gate.max_ratio;
        let full = [z, self.entry_z, mean, half_life, vol_ratio, limit];
        let wanted = self.extreme(&reading);
        let reason = match (action, wanted) {
            (Action::Buy, _) => REASONS[0].with(&full),
            (Action::Sell, _) => REASONS[1].with(&full),
            (Action::Hold, Action::Hold) => REASONS[2].with(&full[..2]),
            (Action::Hold, _) if !self.reverts(&reading, wanted) => REASONS[3].with(&[z, self.max_half_life]),
            (Action::Hold, _) => REASONS[4].with(&[z, vol_ratio, limit]),
        };
        let confidence = probability_within(distance / 2.0 / (sd * 0.75f64.sqrt()).max(f64::MIN_POSITIVE));
        let speed = std::f64::consts::LN_2 / half_life;
        let figures = [
            ("z", z),
            ("mean", mean),
            ("speed", speed),
            ("half_life", half_life),
            ("sd", sd),
            ("distance", distance),
            ("vol_ratio", vol_ratio),
        ];
        Ok(signal(candles, action, confidence, reason, self.exits.levels(candles, action), &figures))
    }
}
