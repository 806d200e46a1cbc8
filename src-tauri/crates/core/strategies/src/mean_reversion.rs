//! Mean reversion: buy when the close falls far below its mean, measured in standard deviations (its z-score), sell
//! when it has come back.

use std::sync::LazyLock;

use domain::{Action, Candle, Candles, Signal};
use indicators::sma::SmaState;
use indicators::zscore::{ZscoreState, zscore};

use crate::exits::Exits;
use crate::live::{Live, crossings, last_reading};
use crate::resolve::{count, number, resolve};
use crate::strategy::signal;
use crate::{Configured, ParamSchema, Params, ReasonTemplate, Strategy, StrategyError, StrategySchema, Unit};

const NAME: &str = "mean_reversion";

/// The deviation is that of all values there are: nothing is taken off their number.
const POPULATION: usize = 0;

pub(crate) static REASONS: [ReasonTemplate; 3] = [
    ReasonTemplate {
        code: "mean_reversion.buy",
        values: &["length", "close", "mean", "before", "z", "entry_z"],
        text: "The close {close} fell to {z} standard deviations from its mean {mean} over {length} candles ({before} a \
               candle before), past the entry at {entry_z} below it.",
    },
    ReasonTemplate {
        code: "mean_reversion.sell",
        values: &["length", "close", "mean", "before", "z", "exit_z"],
        text: "The close {close} came back to {z} standard deviations from its mean {mean} over {length} candles \
               ({before} a candle before), past the exit at {exit_z}.",
    },
    ReasonTemplate {
        code: "mean_reversion.hold",
        values: &["length", "close", "mean", "z", "entry_z", "exit_z"],
        text: "The close {close} lies {z} standard deviations from its mean {mean} over {length} candles, and on this \
               candle passed neither the entry at {entry_z} below the mean nor the exit at {exit_z}.",
    },
];

static SCHEMA: LazyLock<StrategySchema> = LazyLock::new(|| {
    let deviations = |name, default, range, text| {
        ParamSchema::number(name, default, range, 0.1, Unit::StandardDeviations, text)
    };
    let own = [
        ParamSchema::candles("length", 20.0, (3.0, 5000.0), "Closes whose mean and deviation are taken"),
        deviations("entry_z", 2.0, (0.1, 10.0), "Buys when the close falls this far below its mean"),
        deviations(
            "exit_z",
            0.0,
            (-10.0, 10.0),
            "Sells when the close rises to this distance from its mean: 0 is the mean itself, above 0 is beyond it",
        ),
    ];
    StrategySchema {
        name: NAME.to_owned(),
        label: "Mean reversion".to_owned(),
        description: "Buys when the price has fallen far below its mean, by its own standard deviation, and sells when \
                      it has come back."
            .to_owned(),
        practice: false,
        params: own.into_iter().chain(Exits::params()).collect(),
    }
});

pub(crate) struct MeanReversion;

impl Strategy for MeanReversion {
    fn schema(&self) -> &StrategySchema {
        &SCHEMA
    }

    fn configure(&self, params: &Params) -> Result<Box<dyn Configured>, StrategyError> {
        let params = resolve(&SCHEMA, params)?;
        let (entry_z, exit_z) = (number(&params, "entry_z"), number(&params, "exit_z"));
        if -entry_z > exit_z {
            return Err(StrategyError::Conflict {
                strategy: NAME.to_owned(),
                lower: "-entry_z".to_owned(),
                lower_value: -entry_z,
                upper: "exit_z".to_owned(),
                upper_value: exit_z,
            });
        }
        let exits = Exits::new(&SCHEMA, &params)?;
        Ok(Box::new(Rule { length: count(&params, "length"), entry_z, exit_z, exits }))
    }
}

#[derive(Clone, Copy)]
struct Rule {
    length: usize,
    entry_z: f64,
    exit_z: f64,
    exits: Exits,
}

#[derive(Clone, Copy)]
struct Reading {
    close: f64,
    mean: f64,
    /// At the candle before and at this one; `NaN` while there are too few.
    before: f64,
    z: f64,
}

struct State {
    rule: Rule,
    mean: SmaState,
    score: ZscoreState,
    z: f64,
}

impl State {
    fn new(rule: Rule) -> Self {
        Self {
            rule,
            mean: SmaState::new(rule.length),
            score: ZscoreState::new(rule.length, POPULATION),
            z: f64::NAN,
        }
    }

    fn read(&mut self, candle: &Candle) -> Reading {
        let mean = self.mean.update(candle.close).unwrap_or(f64::NAN);
        let z = score(!mean.is_nan(), self.score.update(candle.close).unwrap_or(f64::NAN));
        Reading { close: candle.close, mean, before: std::mem::replace(&mut self.z, z), z }
    }
}

/// Closes that do not vary lie on their mean.
fn score(enough: bool, z: f64) -> f64 {
    if enough && z.is_nan() { 0.0 } else { z }
}

impl Live for State {
    fn on_candle(&mut self, candle: &Candle) -> Action {
        let Reading { before, z, .. } = self.read(candle);
        self.rule.decide(before, z)
    }
}

impl Rule {
    fn decide(&self, before: f64, z: f64) -> Action {
        if before > -self.entry_z && z <= -self.entry_z {
            Action::Buy
        } else if before < self.exit_z && z >= self.exit_z {
            Action::Sell
        } else {
            Action::Hold
        }
    }

    /// 0.5 on the mark to 1 as far beyond it as the last of `length` values can lie from their mean, `sqrt(length - 1)`
    /// population deviations (Samuelson's inequality): `0.5 + 0.5 * beyond / room`.
    fn confidence(&self, z: f64, action: Action) -> f64 {
        let farthest = (self.length as f64 - 1.0).sqrt();
        let (beyond, room) = match action {
            Action::Hold => return 0.0,
            Action::Buy => (-self.entry_z - z, farthest - self.entry_z),
            Action::Sell => (z - self.exit_z, farthest - self.exit_z),
        };
        if room > 0.0 { 0.5 + 0.5 * beyond / room } else { 0.5 }
    }
}

impl Configured for Rule {
    fn warm_up(&self) -> usize {
        self.length + 1
    }

    fn actions(&self, candles: &Candles) -> Vec<Action> {
        let scores = zscore(&candles.close, self.length, POPULATION).into_iter().enumerate();
        let scores = scores.map(|(t, z)| score(t + 1 >= self.length, z));
        crossings(scores, |before, z| self.decide(before, z))
    }

    fn live(&self) -> Box<dyn Live + '_> {
        Box::new(State::new(*self))
    }

    fn evaluate(&self, candles: &Candles) -> Result<Signal, StrategyError> {
        let mut state = State::new(*self);
        let reading = last_reading(NAME, self.warm_up(), candles, |c| state.read(c))?;
        let Reading { close, mean, before, z } = reading;
        let (length, entry_z, exit_z) = (self.length as f64, self.entry_z, self.exit_z);
        let action = self.decide(before, z);
        let reason = match action {
            Action::Buy => REASONS[0].with(&[length, close, mean, before, z, entry_z]),
            Action::Sell => REASONS[1].with(&[length, close, mean, before, z, exit_z]),
            Action::Hold => REASONS[2].with(&[length, close, mean, z, entry_z, exit_z]),
        };
        let levels = self.exits.levels(candles, action);
        let figures = [("z", z), ("mean", mean)];
        Ok(signal(candles, action, self.confidence(z, action), reason, levels, &figures))
    }
}
