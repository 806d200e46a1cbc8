//! The volatility regime: how fast the market moves now against how fast it used to.

use indicators::window::sliding_sum;

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

    /// Recent over long-run volatility at each candle; `NaN` before there are enough and where nothing moved.
    /// `returns[0]` is the first candle's, which has none, and is not looked at.
    pub fn ratios(&self, returns: &[f64]) -> Vec<f64> {
        let squares: Vec<f64> = returns.iter().map(|r| r * r).collect();
        let (short, long) = (sliding_sum(&squares, self.short), sliding_sum(&squares, self.long));
        let ratio = |(i, (short, long)): (usize, (&f64, &f64))| match i < self.long {
            true => f64::NAN,
            false => ((short / self.short as f64) / (long / self.long as f64)).sqrt(),
        };
        short.iter().zip(&long).enumerate().map(ratio).collect()
    }
}

/// Log returns, as many as closes: the first is 0.
pub(crate) fn log_returns(closes: &[f64]) -> Vec<f64> {
    let first = closes.first().map(|_| 0.0);
    first.into_iter().chain(closes.windows(2).map(|w| (w[1] / w[0]).ln())).collect()
}
