//! Where a trade is left: stop and target as multiples of the average true range from the entry.

use domain::{Action, Candles};
use indicators::atr::atr;

use crate::resolve::{count, in_order, number};
use crate::{ParamSchema, Params, StrategyError, StrategySchema, Unit};

#[derive(Debug, Clone, Copy)]
pub(crate) struct Exits {
    atr_length: usize,
    stop_atr: f64,
    target_atr: f64,
    min_distance: f64,
    max_distance: f64,
}

/// Prices of a proposed trade. Long: stop < entry < target; short: target < entry < stop; all above zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Levels {
    pub entry: f64,
    pub stop_loss: f64,
    pub take_profit: f64,
    pub atr: f64,
}

impl Exits {
    /// The parameters every strategy with these exits has.
    pub fn params() -> [ParamSchema; 5] {
        let distance = |name, default, range, text| {
            ParamSchema::number(name, default, range, 0.001, Unit::Fraction, text)
        };
        let multiple =
            |name, default, text| ParamSchema::number(name, default, (0.1, 50.0), 0.1, Unit::Atr, text);
        [
            ParamSchema::candles("atr_length", 14.0, (1.0, 500.0), "Period of the average true range"),
            multiple("stop_atr", 2.0, "Distance of the stop-loss from the entry"),
            multiple("target_atr", 3.0, "Distance of the take-profit from the entry"),
            distance(
                "min_distance",
                0.001,
                (0.000_1, 0.1),
                "Least distance of both, as a part of the entry price",
            ),
            distance(
                "max_distance",
                0.5,
                (0.01, 0.9),
                "Greatest distance of both, as a part of the entry price",
            ),
        ]
    }

    pub fn new(schema: &StrategySchema, params: &Params) -> Result<Self, StrategyError> {
        in_order(schema, params, "min_distance", "max_distance")?;
        Ok(Self {
            atr_length: count(params, "atr_length"),
            stop_atr: number(params, "stop_atr"),
            target_atr: number(params, "target_atr"),
            min_distance: number(params, "min_distance"),
            max_distance: number(params, "max_distance"),
        })
    }

    /// Prices for `action` at the last close; `None` for `Hold`, and where the prices are not finite.
    pub fn levels(&self, candles: &Candles, action: Action) -> Option<Levels> {
        let direction = match action {
            Action::Hold => return None,
            Action::Buy => 1.0,
            Action::Sell => -1.0,
        };
        let entry = *candles.close.last()?;
        let atr = self.atr(candles);
        let reach =
            |multiple: f64| (multiple * atr).clamp(self.min_distance * entry, self.max_distance * entry);
        let stop_loss = entry - direction * reach(self.stop_atr);
        let take_profit = entry + direction * reach(self.target_atr);
        let sound = [entry, stop_loss, take_profit].iter().all(|p| p.is_finite() && *p > 0.0);
        sound.then_some(Levels { entry, stop_loss, take_profit, atr })
    }

    /// ATR at the last candle; with too few candles for its length, over those there are.
    pub fn atr(&self, candles: &Candles) -> f64 {
        let length = self.atr_length.min(candles.len().saturating_sub(1));
        if length == 0 {
            return candles.last().map_or(0.0, |c| c.high - c.low);
        }
        atr(&candles.high, &candles.low, &candles.close, length).last().copied().unwrap_or(0.0)
    }
}
