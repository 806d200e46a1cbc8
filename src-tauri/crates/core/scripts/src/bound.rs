//! A script with its parameters, ready to run.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::{Action, Candles, Reason, Signal};
use strategies::{Configured, Params, ReasonTemplate, StrategyError};

use crate::exits::{self, Levels};
use crate::program::{Outcome, Program};
use crate::{Fault, ScriptError};

static REASONS: [ReasonTemplate; 3] = [
    ReasonTemplate { code: "script.buy", values: &["close"], text: "The script says BUY at {close}." },
    ReasonTemplate { code: "script.sell", values: &["close"], text: "The script says SELL at {close}." },
    ReasonTemplate {
        code: "script.hold",
        values: &["close"],
        text: "The script asks for nothing at {close}.",
    },
];

/// Every reason a script gives; beside `close`, the values are the figures the script names.
pub fn reasons() -> &'static [ReasonTemplate] {
    &REASONS
}

/// What is stated where the script states no confidence.
const CONFIDENCE: f64 = 0.5;

pub struct BoundScript {
    program: Arc<Program>,
    params: Params,
    warm_up: Result<usize, ScriptError>,
}

impl BoundScript {
    /// A script that cannot even say its warm-up fails at each run.
    pub(crate) fn new(program: Arc<Program>, params: Params) -> Self {
        let warm_up = program.warm_up(&params);
        Self { program, params, warm_up }
    }

    /// One action a candle, or why there are none.
    pub fn run(&self, candles: &Candles) -> Result<Vec<Action>, ScriptError> {
        self.outcome(candles).map(|outcome| outcome.actions)
    }

    /// The answer on the last candle. Needs a candle at least.
    pub fn signal(&self, candles: &Candles) -> Result<Signal, ScriptError> {
        let Outcome { actions, last } = self.outcome(candles)?;
        let action = actions.last().copied().unwrap_or_default();
        let levels =
            exits::levels(&self.params, candles, action, &last).map_err(|fault| self.fault(fault))?;
        let confidence = last.confidence.unwrap_or(CONFIDENCE);
        let figures = last.figures.into_iter().filter(|(_, value)| value.is_finite()).collect();
        Ok(answer(candles, action, confidence, figures, levels))
    }

    fn outcome(&self, candles: &Candles) -> Result<Outcome, ScriptError> {
        let warm_up = self.warm_up.clone().inspect_err(|error| self.program.remember(error))?;
        let mut outcome = self.program.run(&self.params, candles)?;
        let early = (warm_up - 1).min(outcome.actions.len());
        outcome.actions[..early].fill(Action::Hold);
        Ok(outcome)
    }

    fn fault(&self, fault: Fault) -> ScriptError {
        let error = ScriptError::new(self.program.file(), None, fault);
        self.program.remember(&error);
        error
    }
}

fn answer(
    candles: &Candles,
    action: Action,
    confidence: f64,
    figures: BTreeMap<String, f64>,
    levels: Option<Levels>,
) -> Signal {
    let close = candles.close.last().copied().unwrap_or(f64::NAN);
    let template = match action {
        Action::Buy => &REASONS[0],
        Action::Sell => &REASONS[1],
        Action::Hold => &REASONS[2],
    };
    let mut values = figures.clone();
    values.insert("close".to_owned(), close);
    let confidence = if confidence.is_finite() { confidence.clamp(0.0, 1.0) } else { 0.0 };
    Signal {
        action,
        confidence: if action == Action::Hold { 0.0 } else { confidence },
        reason: Reason {
            code: template.code.to_owned(),
            values,
            text: template.text.replace("{close}", &close.to_string()),
        },
        entry: levels.map(|l| l.entry),
        stop_loss: levels.map(|l| l.stop_loss),
        take_profit: levels.map(|l| l.take_profit),
        metrics: figures,
        as_of_ms: candles.time_ms.last().copied().unwrap_or_default(),
    }
}

/// Where an error can be told, a failing script is one; where it cannot, it asks for nothing: `actions` are `Hold` at
/// every candle, and [`Script::take_fault`](crate::Script::take_fault) says afterwards why.
impl Configured for BoundScript {
    fn warm_up(&self) -> usize {
        self.warm_up.as_ref().map_or(1, |candles| *candles)
    }

    fn actions(&self, candles: &Candles) -> Vec<Action> {
        self.run(candles).unwrap_or_else(|_| vec![Action::Hold; candles.len()])
    }

    fn try_actions(&self, candles: &Candles) -> Result<Vec<Action>, StrategyError> {
        Ok(self.run(candles)?)
    }

    fn evaluate(&self, candles: &Candles) -> Result<Signal, StrategyError> {
        let (needed, given) = (self.warm_up(), candles.len());
        if given < needed {
            let strategy = self.program.schema.name.clone();
            return Err(StrategyError::TooFewCandles { strategy, needed, given });
        }
        Ok(self.signal(candles)?)
    }
}
