//! RSI cross: buy when RSI comes back up through the oversold level, sell when it falls back through the overbought.

use std::sync::LazyLock;

use domain::{Action, Candle, Candles, Signal};
use indicators::rsi::{RsiState, rsi};

use crate::exits::Exits;
use crate::live::{Live, crossings};
use crate::resolve::{count, in_order, number, resolve};
use crate::strategy::{last_index, signal};
use crate::{Configured, ParamSchema, Params, ReasonTemplate, Strategy, StrategyError, StrategySchema, Unit};

const NAME: &str = "rsi_cross";

pub(crate) static REASONS: [ReasonTemplate; 3] = [
    ReasonTemplate {
        code: "rsi_cross.buy",
        values: &["length", "before", "rsi", "oversold"],
        text: "RSI({length}) rose from {before} to {rsi}, back above the oversold level {oversold}.",
    },
    ReasonTemplate {
        code: "rsi_cross.sell",
        values: &["length", "before", "rsi", "overbought"],
        text: "RSI({length}) fell from {before} to {rsi}, back below the overbought level {overbought}.",
    },
    ReasonTemplate {
        code: "rsi_cross.hold",
        values: &["length", "before", "rsi", "oversold", "overbought"],
        text: "RSI({length}) went from {before} to {rsi} and crossed neither {oversold} upwards nor {overbought} \
               downwards.",
    },
];

static SCHEMA: LazyLock<StrategySchema> = LazyLock::new(|| {
    let level =
        |name, default, text| ParamSchema::number(name, default, (0.0, 100.0), 1.0, Unit::Level, text);
    let own = [
        ParamSchema::candles("length", 14.0, (2.0, 5000.0), "Period of the RSI"),
        level("oversold", 30.0, "Buys when RSI was at or below this level and is above it"),
        level("overbought", 70.0, "Sells when RSI was at or above this level and is below it"),
    ];
    StrategySchema {
        name: NAME.to_owned(),
        label: "RSI cross".to_owned(),
        description:
            "Buys when the relative strength index leaves the oversold zone upwards, sells when it leaves \
                      the overbought zone downwards."
                .to_owned(),
        practice: false,
        params: own.into_iter().chain(Exits::params()).collect(),
    }
});

pub(crate) struct RsiCross;

impl Strategy for RsiCross {
    fn schema(&self) -> &StrategySchema {
        &SCHEMA
    }

    fn configure(&self, params: &Params) -> Result<Box<dyn Configured>, StrategyError> {
        let params = resolve(&SCHEMA, params)?;
        in_order(&SCHEMA, &params, "oversold", "overbought")?;
        Ok(Box::new(Rule {
            length: count(&params, "length"),
            oversold: number(&params, "oversold"),
            overbought: number(&params, "overbought"),
            exits: Exits::new(&SCHEMA, &params)?,
        }))
    }
}

#[derive(Clone, Copy)]
struct Rule {
    length: usize,
    oversold: f64,
    overbought: f64,
    exits: Exits,
}

impl Rule {
    fn decide(&self, before: f64, now: f64) -> Action {
        if before <= self.oversold && now > self.oversold {
            Action::Buy
        } else if before >= self.overbought && now < self.overbought {
            Action::Sell
        } else {
            Action::Hold
        }
    }

    /// 0.5 for a touch of the level to 1 for an excursion to the end of the scale: `0.5 + 0.5 * depth / room`, with
    /// `depth` the farthest the RSI went beyond the level in its last run there and `room` what lies beyond it.
    fn confidence(&self, rsi: &[f64], action: Action) -> f64 {
        let (level, room, sign) = match action {
            Action::Hold => return 0.0,
            Action::Buy => (self.oversold, self.oversold, -1.0),
            Action::Sell => (self.overbought, 100.0 - self.overbought, 1.0),
        };
        let beyond = rsi.iter().rev().skip(1).map(|v| (v - level) * sign).take_while(|d| *d >= 0.0);
        let depth = beyond.fold(0.0, f64::max);
        if room > 0.0 { 0.5 + 0.5 * depth / room } else { 0.5 }
    }
}

struct State {
    rule: Rule,
    rsi: RsiState,
    before: f64,
}

impl Live for State {
    fn on_candle(&mut self, candle: &Candle) -> Action {
        let now = self.rsi.update(candle.close).unwrap_or(f64::NAN);
        let before = std::mem::replace(&mut self.before, now);
        self.rule.decide(before, now)
    }
}

impl Configured for Rule {
    fn warm_up(&self) -> usize {
        self.length + 2
    }

    fn actions(&self, candles: &Candles) -> Vec<Action> {
        crossings(rsi(&candles.close, self.length).into_iter(), |before, now| self.decide(before, now))
    }

    fn live(&self) -> Box<dyn Live + '_> {
        Box::new(State { rule: *self, rsi: RsiState::new(self.length), before: f64::NAN })
    }

    fn evaluate(&self, candles: &Candles) -> Result<Signal, StrategyError> {
        let last = last_index(NAME, self.warm_up(), candles)?;
        let rsi = rsi(&candles.close, self.length);
        let (before, now, length) = (rsi[last - 1], rsi[last], self.length as f64);
        let action = self.decide(before, now);
        let reason = match action {
            Action::Buy => REASONS[0].with(&[length, before, now, self.oversold]),
            Action::Sell => REASONS[1].with(&[length, before, now, self.overbought]),
            Action::Hold => REASONS[2].with(&[length, before, now, self.oversold, self.overbought]),
        };
        let levels = self.exits.levels(candles, action);
        let confidence = self.confidence(&rsi, action);
        Ok(signal(candles, action, confidence, reason, levels, &[("rsi", now), ("rsi_before", before)]))
    }
}
