//! Finding what is wrong with a script before anyone depends on it.

use domain::{Candle, Candles, Timeframe};
use strategies::{Strategy, StrategySchema};

use crate::{Limits, Script, ScriptError, Watch};

/// Candles of the trial run.
const CANDLES: u32 = 1000;

/// Reads a script and runs it once, with its defaults, over an invented market: what only shows while running, such as
/// an indicator's misspelt name, shows here. `file` is the name for messages.
pub fn check(file: &str, source: &str) -> Result<StrategySchema, ScriptError> {
    tried(&Script::load(file, source, Limits::default())?)
}

/// [`check`], with someone to ask now and then whether it is to end.
pub fn check_watched(file: &str, source: &str, watch: Watch) -> Result<StrategySchema, ScriptError> {
    tried(&Script::load_watched(file, source, Limits::default(), watch)?)
}

fn tried(script: &Script) -> Result<StrategySchema, ScriptError> {
    script.bind_defaults().signal(&market())?;
    Ok(script.schema().clone())
}

/// Waves of three lengths and a jitter, all from whole numbers: the same everywhere and always.
fn market() -> Candles {
    let wave = |i: u32, length: u32| (f64::from(i % length) / f64::from(length) - 0.5).abs() - 0.25;
    let close = |i: u32| {
        100.0 + 40.0 * wave(i, 300) + 16.0 * wave(i, 47) + 6.0 * wave(i, 11) + f64::from(i * 7919 % 13) / 10.0
    };
    let candle = |i: u32| {
        let (open, close) = (close(i.saturating_sub(1)), close(i));
        let reach = 0.1 + f64::from(i * 31 % 17) / 20.0;
        let (high, low) = (open.max(close) + reach, open.min(close) - reach);
        Candle {
            time_ms: i64::from(i) * 3_600_000,
            open,
            high,
            low,
            close,
            volume: f64::from(1 + i * 37 % 29),
        }
    };
    Candles::from_candles(Timeframe::H1, (0..CANDLES).map(candle))
}
