//! EMA, RSI and ATR together: the averages give the direction, the RSI says whether the move has strength without
//! being worn out, the average true range places stop and target. Acts on the candle where direction and RSI first
//! agree.

use std::sync::LazyLock;

use domain::{Action, Candle, Candles, Signal};
use indicators::rsi::{RsiState, rsi};

use crate::averages::{Averages, AveragesState, gaps};
use crate::confidence::by_distance;
use crate::exits::Exits;
use crate::live::{Live, last_reading};
use crate::resolve::{count, in_order, number, resolve};
use crate::strategy::signal;
use crate::{Configured, ParamSchema, Params, ReasonTemplate, Strategy, StrategyError, StrategySchema, Unit};

const NAME: &str = "ema_rsi_atr";

const AGREEMENT: &[&str] = &["fast", "slow", "fast_ema", "slow_ema", "rsi_length", "rsi", "midline", "limit"];

pub(crate) static REASONS: [ReasonTemplate; 4] = [
    ReasonTemplate {
        code: "ema_rsi_atr.buy",
        values: AGREEMENT,
        text: "The trend is up (EMA({fast}) {fast_ema} above EMA({slow}) {slow_ema}), and RSI({rsi_length}) at {rsi} \
               lies between {midline} and the overbought level {limit}.",
    },
    ReasonTemplate {
        code: "ema_rsi_atr.sell",
        values: AGREEMENT,
        text: "The trend is down (EMA({fast}) {fast_ema} below EMA({slow}) {slow_ema}), and RSI({rsi_length}) at {rsi} \
               lies between {midline} and the oversold level {limit}.",
    },
    ReasonTemplate {
        code: "ema_rsi_atr.hold",
        values: &["fast", "slow", "fast_ema", "slow_ema", "rsi_length", "rsi"],
        text: "Trend (EMA({fast}) {fast_ema}, EMA({slow}) {slow_ema}) and RSI({rsi_length}) at {rsi} do not agree.",
    },
    ReasonTemplate {
        code: "ema_rsi_atr.earlier",
        values: &["fast", "slow", "fast_ema", "slow_ema", "rsi_length", "rsi"],
        text: "Trend (EMA({fast}) {fast_ema}, EMA({slow}) {slow_ema}) and RSI({rsi_length}) at {rsi} agree, and did on \
               the candle before: the signal was given when they began to.",
    },
];

static SCHEMA: LazyLock<StrategySchema> = LazyLock::new(|| {
    let level =
        |name, default, text| ParamSchema::number(name, default, (0.0, 100.0), 1.0, Unit::Level, text);
    let own = [
        ParamSchema::candles("fast", 20.0, (1.0, 5000.0), "Period of the fast average"),
        ParamSchema::candles("slow", 50.0, (2.0, 5000.0), "Period of the slow average"),
        ParamSchema::candles("rsi_length", 14.0, (2.0, 5000.0), "Period of the RSI"),
        level("oversold", 30.0, "Sells only with RSI above this level: below, the fall is worn out"),
        level("midline", 50.0, "Buys only with RSI above this level, sells only below it"),
        level("overbought", 70.0, "Buys only with RSI below this level: above, the rise is worn out"),
    ];
    StrategySchema {
        name: NAME.to_owned(),
        label: "EMA + RSI + ATR".to_owned(),
        description: "Follows the trend of two exponential averages when the relative strength index confirms it and is \
                      not yet extreme; stop and target by the average true range."
            .to_owned(),
        practice: false,
        params: own.into_iter().chain(Exits::params()).collect(),
    }
});

pub(crate) struct EmaRsiAtr;

impl Strategy for EmaRsiAtr {
    fn schema(&self) -> &StrategySchema {
        &SCHEMA
    }

    fn configure(&self, params: &Params) -> Result<Box<dyn Configured>, StrategyError> {
        let params = resolve(&SCHEMA, params)?;
        for (lower, upper) in [("fast", "slow"), ("oversold", "midline"), ("midline", "overbought")] {
            in_order(&SCHEMA, &params, lower, upper)?;
        }
        Ok(Box::new(Rule {
            fast: count(&params, "fast"),
            slow: count(&params, "slow"),
            rsi_length: count(&params, "rsi_length"),
            oversold: number(&params, "oversold"),
            midline: number(&params, "midline"),
            overbought: number(&params, "overbought"),
            exits: Exits::new(&SCHEMA, &params)?,
        }))
    }
}

#[derive(Clone, Copy)]
struct Rule {
    fast: usize,
    slow: usize,
    rsi_length: usize,
    oversold: f64,
    midline: f64,
    overbought: f64,
    exits: Exits,
}

struct Reading {
    averages: Averages,
    rsi: f64,
    /// What trend and RSI agree on, at the candle before and at this one.
    before: Action,
    now: Action,
}

/// Acts where an agreement begins.
fn action(before: Action, now: Action) -> Action {
    if now == before { Action::Hold } else { now }
}

struct State {
    rule: Rule,
    averages: AveragesState,
    rsi: RsiState,
    agreed: Action,
}

impl State {
    fn new(rule: Rule) -> Self {
        Self {
            rule,
            averages: AveragesState::new(rule.fast, rule.slow),
            rsi: RsiState::new(rule.rsi_length),
            agreed: Action::Hold,
        }
    }

    fn read(&mut self, candle: &Candle) -> Reading {
        let averages = self.averages.update(candle.close);
        let rsi = self.rsi.update(candle.close).unwrap_or(f64::NAN);
        let now = self.rule.agreement(averages.gap(), rsi);
        Reading { averages, rsi, before: std::mem::replace(&mut self.agreed, now), now }
    }
}

impl Live for State {
    fn on_candle(&mut self, candle: &Candle) -> Action {
        let Reading { before, now, .. } = self.read(candle);
        action(before, now)
    }
}

impl Rule {
    fn agreement(&self, gap: f64, rsi: f64) -> Action {
        if gap > 0.0 && rsi > self.midline && rsi < self.overbought {
            Action::Buy
        } else if gap < 0.0 && rsi < self.midline && rsi > self.oversold {
            Action::Sell
        } else {
            Action::Hold
        }
    }
}

impl Configured for Rule {
    fn warm_up(&self) -> usize {
        self.slow.max(self.rsi_length + 1)
    }

    fn actions(&self, candles: &Candles) -> Vec<Action> {
        let rsi = rsi(&candles.close, self.rsi_length);
        let gaps = gaps(&candles.close, self.fast, self.slow);
        let mut agreed = Action::Hold;
        gaps.zip(rsi)
            .map(|(gap, rsi)| {
                let now = self.agreement(gap, rsi);
                action(std::mem::replace(&mut agreed, now), now)
            })
            .collect()
    }

    fn live(&self) -> Box<dyn Live + '_> {
        Box::new(State::new(*self))
    }

    /// Confidence grows with the distance of the averages, in average true ranges.
    fn evaluate(&self, candles: &Candles) -> Result<Signal, StrategyError> {
        let mut state = State::new(*self);
        let reading = last_reading(NAME, self.warm_up(), candles, |c| state.read(c))?;
        let (Averages { fast, slow }, rsi) = (reading.averages, reading.rsi);
        let [fast_length, slow_length, rsi_length] =
            [self.fast, self.slow, self.rsi_length].map(|n| n as f64);
        let full = |limit| [fast_length, slow_length, fast, slow, rsi_length, rsi, self.midline, limit];
        let action = action(reading.before, reading.now);
        let reason = match (action, reading.now) {
            (Action::Buy, _) => REASONS[0].with(&full(self.overbought)),
            (Action::Sell, _) => REASONS[1].with(&full(self.oversold)),
            (Action::Hold, Action::Hold) => REASONS[2].with(&full(0.0)[..6]),
            (Action::Hold, _) => REASONS[3].with(&full(0.0)[..6]),
        };
        let confidence = by_distance(reading.averages.gap(), self.exits.atr(candles));
        let figures = [("fast_ema", fast), ("slow_ema", slow), ("rsi", rsi)];
        Ok(signal(candles, action, confidence, reason, self.exits.levels(candles, action), &figures))
    }
}
