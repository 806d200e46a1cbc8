//! Breakout: buy on a close above the highest high of the candles before it (Donchian's channel), sell on one below
//! their lowest low.

use std::sync::LazyLock;

use domain::{Action, Candle, Candles, Signal};

use crate::channel::{ChannelState, Range};
use crate::confidence::by_distance;
use crate::exits::Exits;
use crate::live::{Live, last_reading, walk};
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
    /// Of the candles before this one; `None` while there are too few.
    range: Option<Range>,
}

impl Reading {
    fn action(&self) -> Action {
        match self.range {
            Some(range) if self.close > range.upper => Action::Buy,
            Some(range) if self.close < range.lower => Action::Sell,
            _ => Action::Hold,
        }
    }
}

struct State {
    channel: ChannelState,
    range: Option<Range>,
}

impl State {
    fn new(rule: Rule) -> Self {
        Self { channel: ChannelState::new(rule.length), range: None }
    }

    fn read(&mut self, candle: &Candle) -> Reading {
        let range = self.channel.update(candle.high, candle.low);
        Reading { close: candle.close, range: std::mem::replace(&mut self.range, range) }
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
        walk(State::new(*self), candles)
    }

    fn live(&self) -> Box<dyn Live + '_> {
        Box::new(State::new(*self))
    }

    /// Confidence grows with how far the close went beyond the range, in average true ranges.
    fn evaluate(&self, candles: &Candles) -> Result<Signal, StrategyError> {
        let mut state = State::new(*self);
        let reading = last_reading(NAME, self.warm_up(), candles, |c| state.read(c))?;
        let (length, close) = (self.length as f64, reading.close);
        let Range { upper, lower } = reading.range.unwrap_or(Range { upper: f64::NAN, lower: f64::NAN });
        let action = reading.action();
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
