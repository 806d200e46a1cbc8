//! The practice signal: always BUY, so that a first trade can be walked through at any time.

use std::sync::LazyLock;

use domain::{Action, Candle, Candles, Signal};

use crate::exits::Exits;
use crate::live::Live;
use crate::resolve::{number, resolve};
use crate::strategy::{last_index, signal};
use crate::{Configured, ParamSchema, Params, ReasonTemplate, Strategy, StrategyError, StrategySchema, Unit};

const NAME: &str = "practice";

pub(crate) static REASONS: [ReasonTemplate; 1] = [ReasonTemplate {
    code: "practice.buy",
    values: &["close"],
    text: "Practice signal: it always says BUY, here at {close}, whatever the market does. It is for learning how a \
           trade is made and no advice.",
}];

static SCHEMA: LazyLock<StrategySchema> = LazyLock::new(|| {
    let text = "The confidence it states, which means nothing";
    let own = [ParamSchema::number("confidence", 0.5, (0.0, 1.0), 0.05, Unit::Fraction, text)];
    StrategySchema {
        name: NAME.to_owned(),
        label: "Practice signal".to_owned(),
        description: "Always says BUY on the last candle. For the guided first trade; not for trading."
            .to_owned(),
        practice: true,
        params: own.into_iter().chain(Exits::params()).collect(),
    }
});

pub(crate) struct Practice;

impl Strategy for Practice {
    fn schema(&self) -> &StrategySchema {
        &SCHEMA
    }

    fn configure(&self, params: &Params) -> Result<Box<dyn Configured>, StrategyError> {
        let params = resolve(&SCHEMA, params)?;
        let confidence = number(&params, "confidence");
        Ok(Box::new(Rule { confidence, exits: Exits::new(&SCHEMA, &params)? }))
    }
}

struct Rule {
    confidence: f64,
    exits: Exits,
}

/// Nothing to remember.
struct State;

impl Live for State {
    fn on_candle(&mut self, _: &Candle) -> Action {
        Action::Buy
    }
}

impl Configured for Rule {
    fn warm_up(&self) -> usize {
        1
    }

    /// Every candle is the last one at its time.
    fn actions(&self, candles: &Candles) -> Vec<Action> {
        vec![Action::Buy; candles.len()]
    }

    fn live(&self) -> Box<dyn Live + '_> {
        Box::new(State)
    }

    fn evaluate(&self, candles: &Candles) -> Result<Signal, StrategyError> {
        let last = last_index(NAME, self.warm_up(), candles)?;
        let reason = REASONS[0].with(&[candles.close[last]]);
        let levels = self.exits.levels(candles, Action::Buy);
        Ok(signal(candles, Action::Buy, self.confidence, reason, levels, &[]))
    }
}
