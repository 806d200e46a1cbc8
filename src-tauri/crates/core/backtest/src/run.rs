//! From candles and actions to a result.

use chrono_tz::Tz;
use domain::{Action, Candles};

use crate::{
    BacktestError, BacktestResult, Curves, Distribution, Figures, Heatmaps, Settings, Summary, Walk, event,
    kernel, vectors, verdict, warnings,
};

/// Indices of trades are `u32`.
const MOST_CANDLES: usize = u32::MAX as usize;

/// Tests `actions` (one a candle, decided at its close) on `candles`; heatmaps are in the zone `tz`. Takes the fast
/// path where it covers the settings, the event path otherwise.
pub fn run(
    candles: &Candles,
    actions: &[Action],
    settings: &Settings,
    tz: Tz,
) -> Result<BacktestResult, BacktestError> {
    settings.check()?;
    check_candles(candles, settings.acts_inside_candles())?;
    if actions.len() != candles.len() {
        return Err(BacktestError::ActionCount { candles: candles.len(), actions: actions.len() });
    }
    let walk = if kernel::covers(settings) {
        kernel::walk(candles, actions, settings)
    } else {
        event::walk(candles, actions, settings)
    };
    Ok(assess(candles, settings, walk, tz))
}

fn assess(candles: &Candles, settings: &Settings, mut walk: Walk, tz: Tz) -> BacktestResult {
    let curves = Curves::of(candles, std::mem::take(&mut walk.equity), settings.capital);
    let figures = Figures::of(candles, settings, &walk.trades, &curves);
    let summary = Summary {
        distribution: Distribution::of(&walk.trades),
        heatmaps: Heatmaps::of(&walk.trades, tz),
        warnings: warnings::of(candles, &walk),
        verdict: verdict::of(&figures, &walk.trades),
        figures,
        open_position: walk.open_position,
        trade_list: walk.trades,
    };
    BacktestResult { summary, curves }
}

pub(crate) fn check_candles(candles: &Candles, with_range: bool) -> Result<(), BacktestError> {
    let expected = candles.len();
    if expected == 0 {
        return Err(BacktestError::NoCandles);
    }
    if expected > MOST_CANDLES {
        return Err(BacktestError::TooManyCandles { candles: expected, limit: MOST_CANDLES });
    }
    let columns = [
        ("open", &candles.open),
        ("close", &candles.close),
        ("high", &candles.high),
        ("low", &candles.low),
        ("volume", &candles.volume),
    ];
    for (column, values) in columns {
        if values.len() != expected {
            return Err(BacktestError::ColumnLength { column, found: values.len(), expected });
        }
    }
    // High and low matter only where something can happen between open and close.
    for (column, values) in &columns[..if with_range { 4 } else { 2 }] {
        check_prices(column, values)?;
    }
    check_order(&candles.time_ms)
}

#[inline(always)]
fn is_price(value: f64) -> bool {
    (value > 0.0) & (value <= f64::MAX)
}

fn check_prices(column: &'static str, values: &[f64]) -> Result<(), BacktestError> {
    // The search only follows a failure.
    if vectors::all(values, is_price) {
        return Ok(());
    }
    match values.iter().enumerate().find(|(_, v)| !is_price(**v)) {
        Some((index, value)) => Err(BacktestError::Price { index, column, value: *value }),
        None => Ok(()),
    }
}

fn check_order(time_ms: &[i64]) -> Result<(), BacktestError> {
    if vectors::all_pairs(time_ms, |earlier, later| later > earlier) {
        return Ok(());
    }
    match time_ms.windows(2).position(|pair| pair[1] <= pair[0]) {
        Some(i) => Err(BacktestError::Order { index: i + 1, time_ms: time_ms[i + 1] }),
        None => Ok(()),
    }
}
