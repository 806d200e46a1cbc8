//! Breakout: buy on a close above the highest high of the candles before it (Donchian's channel), sell on one below
//! their lowest low.

use std::sync::LazyLock;

use domain::{Action, Candle, Candles, Signal};
use indicators::donchian::{DonchianState, donchian};

use crate::confidence::by_distance;
use crate::exits::Exits;
use crate::live::{Live, last_reading};
use crate::resolve::{count, resolve};
use crate::strategy::signal;
use crate::{Configured, ParamSchema, Params, ReasonTemplate, Strategy, StrategyError, StrategySchema};

const NAME: &str = "breakout";

pub(crate) static REASONS: [ReasonTemplate; 3] = [
    ReasonTemplate {
        code: "breakout.buy",
        values: &["length", "close", "upper"],
        text: "The close {close} rose above {upper}, the highest price of the {length} candles before.",
    },
    ReasonTemplate {
        code: "breakout.sell",
        values: &["length", "close", "lower"],
        text: "The close {close} fell below {lower}, the lowest price of the {length} candles before.",
    },
    ReasonTemplate {
        code: "breakout.hold",
        values: &["length", "close", "lower", "upper"],
        text: "The close {close} lies within the prices of the {length} candles before, {lower} to {upper}.",
    },
];

static SCHEMA: LazyLock<StrategySchema> = LazyLock::new(|| {
    let own =
        [ParamSchema::candles("length", 20.0, (1.0, 5000.0), "Candles before, whose range is to be left")];
    StrategySchema {
        name: NAME.to_owned(),
        label: "Breakout".to_owned(),
        description:
            "Buys when the price closes above the highest of the candles before, sells when it closes below \
                      their lowest (Donchian channel)."
                .to_owned(),
        practice: false,
        params: own.into_iter().chain(Exits::params()).collect(),
    }
});

pub(crate) struct Breakout;

impl Strategy for Breakout {
    fn schema(&self) -> &StrategySchema {
        &SCHEMA
    }

    fn configure(&self, params: &Params) -> Result<Box<dyn Configured>, StrategyError> {
        let params = resolve(&SCHEMA, params)?;
        Ok(Box::new(Rule { length: count(&params, "length"), exits: Exits::new(&SCHEMA, &params)? }))
    }
}

#[derive(Clone, Copy)]
struct Rule {
    length: usize,
    exits: Exits,
}

struct Reading {
    close: f64,
    /// Of the candles before this one; `NaN` while there are too few.
    upper: f64,
    lower: f64,
}

impl Reading {
    fn action(&self) -> Action {
        if self.close > self.upper {
            Action::Buy
        } else if self.close < self.lower {
            Action::Sell
        } else {
            Action::Hold
        }
    }
}

struct State {
    channel: DonchianState,
    upper: f64,
    lower: f64,
}

impl State {
    fn new(rule: Rule) -> Self {
        Self { channel: DonchianState::new(rule.length), upper: f64::NAN, lower: f64::NAN }
    }

    fn read(&mut self, candle: &Candle) -> Reading {
        let Self { upper, lower, .. } = *self;
        [self.upper, _, self.lower] = self.channel.update(candle.high, candle.low).unwrap_or([f64::NAN; 3]);
        Reading { close: candle.close, upper, lower }
    }
}

impl Live for State {
    fn on_candle(&mut self, candle: &Candle) -> Action {
        self.read(candle).action()
    }
}

impl Configured for Rule {
    fn warm_up(&self) -> usize {
        self.length + 1
    }

    fn actions(&self, candles: &Candles) -> Vec<Action> {
        let channel = donchian(&candles.high, &candles.low, self.length);
        let before = channel.upper.iter().zip(&channel.lower);
        let action = |(close, (upper, lower)): (&f64, (&f64, &f64))| {
            Reading { close: *close, upper: *upper, lower: *lower }.action()
        };
        let first = candles.close.first().map(|_| Action::Hold);
        first.into_iter().chain(candles.close.iter().skip(1).zip(before).map(action)).collect()
    }

    fn live(&self) -> Box<dyn Live + '_> {
        Box::new(State::new(*self))
    }

    /// Confidence grows with how far the close went beyond the range, in average true ranges.
    fn evaluate(&self, candles: &Candles) -> Result<Signal, StrategyError> {
        let mut state = State::new(*self);
        let reading = last_reading(NAME, self.warm_up(), candles, |c| state.read(c))?;
        let (length, action) = (self.length as f64, reading.action());
        let Reading { close, upper, lower } = reading;
        let (reason, beyond) = match action {
            Action::Buy => (REASONS[0].with(&[length, close, upper]), close - upper),
            Action::Sell => (REASONS[1].with(&[length, close, lower]), lower - close),
            Action::Hold => (REASONS[2].with(&[length, close, lower, upper]), 0.0),
        };
        let confidence = by_distance(beyond, self.exits.atr(candles));
        let figures = [("upper", upper), ("lower", lower)];
        Ok(signal(candles, action, confidence, reason, self.exits.levels(candles, action), &figures))
    }
}
