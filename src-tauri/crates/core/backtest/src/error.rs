//! Why a backtest cannot be run.

/// Nothing was computed; the message names the value and what it may be.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BacktestError {
    #[error("there are no candles to test on; import or fetch some, or widen the range")]
    NoCandles,
    #[error("{actions} actions for {candles} candles; a strategy gives one action a candle")]
    ActionCount { candles: usize, actions: usize },
    #[error("column {column} holds {found} values, the time column {expected}; load the candles again")]
    ColumnLength { column: &'static str, found: usize, expected: usize },
    #[error("{candles} candles are more than one backtest takes ({limit}); choose a shorter range")]
    TooManyCandles { candles: usize, limit: usize },
    #[error("candle {index}: {column} {value} is not a price above zero; repair or import the candles again")]
    Price { index: usize, column: &'static str, value: f64 },
    #[error("candle {index} starts at {time_ms} ms, not after the one before it; sort the candles by time")]
    Order { index: usize, time_ms: i64 },
    #[error("{name} {value} is outside {range}; choose a value inside")]
    Setting { name: &'static str, value: f64, range: &'static str },
    #[error("sizing by risk {0} needs a stop-loss to measure the risk by; set one, or size another way")]
    RiskWithoutStop(f64),
}
