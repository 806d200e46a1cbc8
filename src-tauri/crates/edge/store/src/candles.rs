//! Candles in, candles out: a series is cut into chunks of 4,096 slots on a fixed grid, each one compressed blob.

mod bits;
mod chunk;
mod decimals;
mod gaps;
mod import;
mod load;
mod loading;
mod merge;

pub use gaps::Gap;
pub use import::ImportOutcome;

use domain::Timeframe;

/// Candles a chunk has room for.
const CHUNK_CANDLES: i64 = 4096;

/// Number of the chunk a time belongs to.
fn slot(timeframe: Timeframe, time_ms: i64) -> i64 {
    time_ms.div_euclid(timeframe.ms().saturating_mul(CHUNK_CANDLES))
}
