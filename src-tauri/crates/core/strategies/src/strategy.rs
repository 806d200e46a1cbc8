//! What a strategy is.

use std::collections::BTreeMap;

use domain::{Action, Candles, Reason, Signal};

use crate::exits::Levels;
use crate::live::Buffered;
use crate::{Live, StrategyError, StrategySchema};

/// Parameters by name.
pub type Params = BTreeMap<String, f64>;

/// A rule with open parameters.
pub trait Strategy: Send + Sync {
    fn schema(&self) -> &StrategySchema;

    /// The rule with these parameters; those left out take their defaults.
    fn configure(&self, params: &Params) -> Result<Box<dyn Configured>, StrategyError>;
}

/// A rule ready to run.
pub trait Configured: Send + Sync {
    /// Candles needed before the first signal: with fewer, every action is `Hold` and `evaluate` refuses.
    fn warm_up(&self) -> usize;

    /// One action a candle, decided on its close with nothing later.
    fn actions(&self, candles: &Candles) -> Vec<Action>;

    /// [`Configured::actions`], or why there are none. Rules that can fail on the way say so here, and hold at every
    /// candle there.
    fn try_actions(&self, candles: &Candles) -> Result<Vec<Action>, StrategyError> {
        Ok(self.actions(candles))
    }

    /// The rule as a state that has seen no candle yet.
    fn live(&self) -> Box<dyn Live + '_> {
        Box::new(Buffered::new(self))
    }

    /// The answer on the last candle, with reason, prices and the model's figures.
    fn evaluate(&self, candles: &Candles) -> Result<Signal, StrategyError>;
}

/// Index of the last candle, once there are `needed` of them.
pub(crate) fn last_index(strategy: &str, needed: usize, candles: &Candles) -> Result<usize, StrategyError> {
    let given = candles.len();
    if given < needed.max(1) {
        return Err(StrategyError::TooFewCandles { strategy: strategy.to_owned(), needed, given });
    }
    Ok(given - 1)
}

/// Puts an answer together; figures that are not defined are left out of `metrics`.
pub(crate) fn signal(
    candles: &Candles,
    action: Action,
    confidence: f64,
    reason: Reason,
    levels: Option<Levels>,
    metrics: &[(&str, f64)],
) -> Signal {
    let atr = levels.map_or(f64::NAN, |l| l.atr);
    let metrics = metrics.iter().copied().chain([("atr", atr)]).filter(|(_, value)| value.is_finite());
    Signal {
        action,
        confidence: if action == Action::Hold { 0.0 } else { confidence.clamp(0.0, 1.0) },
        reason,
        entry: levels.map(|l| l.entry),
        stop_loss: levels.map(|l| l.stop_loss),
        take_profit: levels.map(|l| l.take_profit),
        metrics: metrics.map(|(name, value)| (name.to_owned(), value)).collect(),
        as_of_ms: candles.time_ms.last().copied().unwrap_or_default(),
    }
}
