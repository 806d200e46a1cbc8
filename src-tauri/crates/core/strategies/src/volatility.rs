//! The volatility regime: how fast the market moves now against how fast it used to.

use crate::models::sliding_sums::SlidingSums;
use crate::resolve::{count, in_order, number};
use crate::{ParamSchema, Params, StrategyError, StrategySchema, Unit};

/// Lets trades through while recent volatility is at most `max_ratio` times the long-run one. Volatility is the root
/// mean square of log returns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct VolatilityGate {
    short: usize,
    long: usize,
    pub max_ratio: f64,
}

impl VolatilityGate {
    pub fn params(max_ratio: f64) -> [ParamSchema; 3] {
        let ratio = "Greatest ratio of recent to long-run volatility at which trades are proposed";
        [
            ParamSchema::candles("vol_short", 24.0, (2.0, 1000.0), "Candles of the recent volatility"),
            ParamSchema::candles("vol_long", 240.0, (10.0, 5000.0), "Candles of the long-run volatility"),
            ParamSchema::number("max_vol_ratio", max_ratio, (0.1, 20.0), 0.1, Unit::Ratio, ratio),
        ]
    }

    pub fn new(schema: &StrategySchema, params: &Params) -> Result<Self, StrategyError> {
        in_order(schema, params, "vol_short", "vol_long")?;
        let (short, long) = (count(params, "vol_short"), count(params, "vol_long"));
        Ok(Self { short, long, max_ratio: number(params, "max_vol_ratio") })
    }

    /// Candles before the ratio is first defined.
    pub fn warm_up(&self) -> usize {
        self.long + 1
    }
}

/// Recent over long-run volatility, fed return by return.
#[derive(Debug, Clone)]
pub(crate) struct VolatilityRatio {
    gate: VolatilityGate,
    short: SlidingSums<1>,
    long: SlidingSums<1>,
    seen: usize,
}

impl VolatilityRatio {
    pub fn new(gate: VolatilityGate) -> Self {
        Self { gate, short: SlidingSums::new(gate.short), long: SlidingSums::new(gate.long), seen: 0 }
    }

    /// `NaN` before there are enough returns and where nothing moved. The first candle's return, which it does not
    /// have, counts for nothing.
    pub fn update(&mut self, log_return: f64) -> f64 {
        let square = log_return * log_return;
        let ([short], [long]) = (self.short.update([square]), self.long.update([square]));
        self.seen += 1;
        match self.seen < self.gate.warm_up() {
            true => f64::NAN,
            false => ((short / self.gate.short as f64) / (long / self.gate.long as f64)).sqrt(),
        }
    }
}

/// Log returns, fed close by close.
#[derive(Debug, Clone, Default)]
pub(crate) struct LogReturns {
    before: Option<f64>,
}

impl LogReturns {
    /// 0 at the first close.
    pub fn update(&mut self, close: f64) -> f64 {
        self.before.replace(close).map_or(0.0, |before| (close / before).ln())
    }
}
