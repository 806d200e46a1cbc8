//! Where a recorded market's candles come from.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use async_trait::async_trait;
use domain::{Candle, Candles, Symbol, Timeframe};

/// Why the candles could not be read, in the words of what keeps them.
pub type SourceError = Arc<dyn std::error::Error + Send + Sync>;

/// Recorded candles of one venue.
#[async_trait]
pub trait CandleSource: Send + Sync {
    /// The symbols there are, with the timeframes recorded of each.
    async fn recorded(&self) -> Result<BTreeMap<Symbol, Vec<Timeframe>>, SourceError>;

    /// The last candle.
    async fn last(&self, symbol: &Symbol, timeframe: Timeframe) -> Result<Option<Candle>, SourceError>;

    /// Candles that start in the range, ascending.
    async fn range(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, SourceError>;
}

/// Candles held in memory.
#[derive(Debug, Default)]
pub struct MemoryCandles {
    series: BTreeMap<(Symbol, Timeframe), Candles>,
}

impl MemoryCandles {
    pub fn new(series: impl IntoIterator<Item = (Symbol, Candles)>) -> Self {
        Self { series: series.into_iter().map(|(s, c)| ((s, c.timeframe), c)).collect() }
    }
}

#[async_trait]
impl CandleSource for MemoryCandles {
    async fn recorded(&self) -> Result<BTreeMap<Symbol, Vec<Timeframe>>, SourceError> {
        let mut out: BTreeMap<Symbol, Vec<Timeframe>> = BTreeMap::new();
        for (symbol, timeframe) in self.series.keys() {
            out.entry(symbol.clone()).or_default().push(*timeframe);
        }
        Ok(out)
    }

    async fn last(&self, symbol: &Symbol, timeframe: Timeframe) -> Result<Option<Candle>, SourceError> {
        Ok(self.series.get(&(symbol.clone(), timeframe)).and_then(Candles::last))
    }

    async fn range(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, SourceError> {
        let found = self.series.get(&(symbol.clone(), timeframe));
        Ok(found.map_or(Candles::new(timeframe), |c| c.slice(c.between(range_ms.start, range_ms.end))))
    }
}
