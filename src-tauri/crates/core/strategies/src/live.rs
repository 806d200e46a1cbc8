//! A rule fed candle by candle, as a market delivers them.

use domain::{Action, Candle, Candles, Timeframe};

use crate::{Configured, StrategyError};

/// Gives, candle after candle, what [`Configured::actions`] gives for all of them at once.
pub trait Live: Send {
    /// The action on the close of `candle`, which follows the one given before.
    fn on_candle(&mut self, candle: &Candle) -> Action;
}

/// For rules without a state of their own: keeps the candles and asks the rule again at each. The cost of a candle
/// grows with the number before it; its columns are called one-minute candles.
pub(crate) struct Buffered<'a, R: ?Sized> {
    rule: &'a R,
    candles: Candles,
}

impl<'a, R: ?Sized> Buffered<'a, R> {
    pub fn new(rule: &'a R) -> Self {
        Self { rule, candles: Candles::new(Timeframe::M1) }
    }
}

impl<R: Configured + ?Sized> Live for Buffered<'_, R> {
    fn on_candle(&mut self, candle: &Candle) -> Action {
        self.candles.push(*candle);
        self.rule.actions(&self.candles).last().copied().unwrap_or_default()
    }
}

/// The candles of columns one by one.
fn each(candles: &Candles) -> impl Iterator<Item = Candle> {
    (0..candles.len()).filter_map(|i| candles.get(i))
}

/// The actions of a state that has seen nothing yet.
pub(crate) fn walk(mut state: impl Live, candles: &Candles) -> Vec<Action> {
    each(candles).map(|c| state.on_candle(&c)).collect()
}

/// The actions of a rule that looks at one figure, at the candle before (`NaN` for the first) and at this one.
pub(crate) fn crossings(
    figures: impl Iterator<Item = f64>,
    decide: impl Fn(f64, f64) -> Action,
) -> Vec<Action> {
    let mut before = f64::NAN;
    figures.map(|now| decide(std::mem::replace(&mut before, now), now)).collect()
}

/// What `read` says of the last candle after all before it, once there are `needed` of them.
pub(crate) fn last_reading<R>(
    strategy: &str,
    needed: usize,
    candles: &Candles,
    mut read: impl FnMut(&Candle) -> R,
) -> Result<R, StrategyError> {
    let given = candles.len();
    let reading = if given < needed { None } else { each(candles).map(|c| read(&c)).last() };
    reading.ok_or_else(|| StrategyError::TooFewCandles { strategy: strategy.to_owned(), needed, given })
}
