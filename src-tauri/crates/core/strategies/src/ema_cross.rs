//! EMA cross: buy when the fast average of the closes comes up through the slow one, sell when it falls through it.

use std::sync::LazyLock;

use domain::{Action, Candle, Candles, Signal};

use crate::averages::{Averages, AveragesState, gaps};
use crate::confidence::by_distance;
use crate::exits::Exits;
use crate::live::{Live, crossings, last_reading};
use crate::resolve::{count, in_order, resolve};
use crate::strategy::signal;
use crate::{Configured, ParamSchema, Params, ReasonTemplate, Strategy, StrategyError, StrategySchema};

const NAME: &str = "ema_cross";

const AVERAGES: &[&str] = &["fast", "slow", "fast_ema", "slow_ema"];

pub(crate) static REASONS: [ReasonTemplate; 3] = [
    ReasonTemplate {
        code: "ema_cross.buy",
        values: AVERAGES,
        text: "EMA({fast}) at {fast_ema} rose above EMA({slow}) at {slow_ema}.",
    },
    ReasonTemplate {
        code: "ema_cross.sell",
        values: AVERAGES,
        text: "EMA({fast}) at {fast_ema} fell below EMA({slow}) at {slow_ema}.",
    },
    ReasonTemplate {
        code: "ema_cross.hold",
        values: AVERAGES,
        text: "EMA({fast}) at {fast_ema} and EMA({slow}) at {slow_ema} did not cross on this candle.",
    },
];

static SCHEMA: LazyLock<StrategySchema> = LazyLock::new(|| {
    let own = [
        ParamSchema::candles("fast", 12.0, (1.0, 5000.0), "Period of the fast average"),
        ParamSchema::candles("slow", 26.0, (2.0, 5000.0), "Period of the slow average"),
    ];
    StrategySchema {
        name: NAME.to_owned(),
        label: "EMA cross".to_owned(),
        description:
            "Buys when a fast exponential average of the price rises above a slow one, sells when it falls \
                      below."
                .to_owned(),
        practice: false,
        params: own.into_iter().chain(Exits::params()).collect(),
    }
});

pub(crate) struct EmaCross;

impl Strategy for EmaCross {
    fn schema(&self) -> &StrategySchema {
        &SCHEMA
    }

    fn configure(&self, params: &Params) -> Result<Box<dyn Configured>, StrategyError> {
        let params = resolve(&SCHEMA, params)?;
        in_order(&SCHEMA, &params, "fast", "slow")?;
        let [fast, slow] = ["fast", "slow"].map(|name| count(&params, name));
        Ok(Box::new(Rule { fast, slow, exits: Exits::new(&SCHEMA, &params)? }))
    }
}

#[derive(Clone, Copy)]
struct Rule {
    fast: usize,
    slow: usize,
    exits: Exits,
}

struct Reading {
    averages: Averages,
    /// Fast less slow, at the candle before and at this one; `NaN` while there is none.
    before: f64,
    gap: f64,
}

struct State {
    averages: AveragesState,
    gap: f64,
}

impl State {
    fn new(rule: Rule) -> Self {
        Self { averages: AveragesState::new(rule.fast, rule.slow), gap: f64::NAN }
    }

    fn read(&mut self, candle: &Candle) -> Reading {
        let averages = self.averages.update(candle.close);
        let gap = averages.gap();
        Reading { averages, before: std::mem::replace(&mut self.gap, gap), gap }
    }
}

impl Live for State {
    fn on_candle(&mut self, candle: &Candle) -> Action {
        let Reading { before, gap, .. } = self.read(candle);
        decide(before, gap)
    }
}

fn decide(before: f64, gap: f64) -> Action {
    if before <= 0.0 && gap > 0.0 {
        Action::Buy
    } else if before >= 0.0 && gap < 0.0 {
        Action::Sell
    } else {
        Action::Hold
    }
}

impl Configured for Rule {
    fn warm_up(&self) -> usize {
        self.slow + 1
    }

    fn actions(&self, candles: &Candles) -> Vec<Action> {
        crossings(gaps(&candles.close, self.fast, self.slow), decide)
    }

    fn live(&self) -> Box<dyn Live + '_> {
        Box::new(State::new(*self))
    }

    /// Confidence grows with how far the averages moved through each other on this candle, in average true ranges.
    fn evaluate(&self, candles: &Candles) -> Result<Signal, StrategyError> {
        let mut state = State::new(*self);
        let reading = last_reading(NAME, self.warm_up(), candles, |c| state.read(c))?;
        let action = decide(reading.before, reading.gap);
        let template = match action {
            Action::Buy => &REASONS[0],
            Action::Sell => &REASONS[1],
            Action::Hold => &REASONS[2],
        };
        let Averages { fast, slow } = reading.averages;
        let reason = template.with(&[self.fast as f64, self.slow as f64, fast, slow]);
        let confidence = by_distance(reading.gap - reading.before, self.exits.atr(candles));
        let figures = [("fast_ema", fast), ("slow_ema", slow)];
        Ok(signal(candles, action, confidence, reason, self.exits.levels(candles, action), &figures))
    }
}
