//! Prices of a proposed trade where the script gives none: multiples of the average true range from the entry, by the
//! parameters every strategy has for them.

use domain::{Action, Candles};
use indicators::atr::atr;
use strategies::{ParamSchema, Params};

use crate::Fault;
use crate::extras::Particulars;

/// Long: stop < entry < target; short: target < entry < stop; all above zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Levels {
    pub entry: f64,
    pub stop_loss: f64,
    pub take_profit: f64,
}

/// Taken from a strategy that is built in, so that there is one set of words and ranges for them.
pub(crate) fn params() -> Vec<ParamSchema> {
    const NAMES: [&str; 5] = ["atr_length", "stop_atr", "target_atr", "min_distance", "max_distance"];
    let built_in = strategies::find("rsi_cross").map(|strategy| strategy.schema().params.clone());
    built_in.unwrap_or_default().into_iter().filter(|param| NAMES.contains(&param.name.as_str())).collect()
}

/// Levels for `action` at the last close; none for `Hold`, and where the prices are not finite.
pub(crate) fn levels(
    params: &Params,
    candles: &Candles,
    action: Action,
    given: &Particulars,
) -> Result<Option<Levels>, Fault> {
    let direction = match action {
        Action::Hold => return Ok(None),
        Action::Buy => 1.0,
        Action::Sell => -1.0,
    };
    let Some(entry) = candles.close.last().copied() else { return Ok(None) };
    let part = |name: &str| params.get(name).copied().unwrap_or(f64::NAN);
    let range = average_range(candles, part("atr_length") as usize);
    let reach = |multiple: f64| {
        (multiple * range).max(part("min_distance") * entry).min(part("max_distance") * entry)
    };
    let stop_loss = given.stop.unwrap_or(entry - direction * reach(part("stop_atr")));
    let take_profit = given.target.unwrap_or(entry + direction * reach(part("target_atr")));
    for (level, price, asked, side) in
        [("stop", stop_loss, given.stop, -direction), ("target", take_profit, given.target, direction)]
    {
        let sound = price.is_finite() && price > 0.0 && (price - entry) * side > 0.0;
        match asked {
            Some(_) if !sound => return Err(Fault::Level { level, price, entry }),
            None if !sound => return Ok(None),
            _ => {}
        }
    }
    Ok(Some(Levels { entry, stop_loss, take_profit }))
}

/// ATR at the last candle; with too few candles for its length, over those there are.
fn average_range(candles: &Candles, length: usize) -> f64 {
    let length = length.min(candles.len().saturating_sub(1));
    if length == 0 {
        return candles.last().map_or(0.0, |c| c.high - c.low);
    }
    atr(&candles.high, &candles.low, &candles.close, length).last().copied().unwrap_or(0.0)
}
