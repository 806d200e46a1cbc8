//! Trades of the time before the exchange was started: made by seed, minute by minute.

use domain::Side;

use super::grid::Grid;
use super::hash::{mix, mix_signed, unit};
use super::path::Path;

pub const MINUTE_MS: i64 = 60_000;
/// The first trade of every market: 2017-01-01 00:00 UTC.
pub const LISTED_MS: i64 = 1_483_228_800_000;

/// A trade in ticks and lots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastTrade {
    pub time_ms: i64,
    pub side: Side,
    pub ticks: i64,
    pub lots: i64,
}

#[derive(Debug, Clone, Copy)]
pub struct Past {
    pub key: u64,
    pub path: Path,
    pub grid: Grid,
}

impl Past {
    /// The trades of the minute that starts at `minute * 60_000`: two to four, in time order, never two within 100 ms.
    pub fn minute(&self, minute: i64) -> impl Iterator<Item = PastTrade> {
        let key = mix_signed(mix(self.key, 6), minute);
        let count = if minute * MINUTE_MS < LISTED_MS { 0 } else { 2 + (key % 3).cast_signed() };
        let slot = MINUTE_MS / count.max(1);
        let (past, start) = (*self, minute * MINUTE_MS);
        (0..count).map(move |at| {
            let drawn = mix_signed(key, at);
            let time_ms = start + at * slot + (drawn % (slot - 100).cast_unsigned()).cast_signed();
            let ticks = past.grid.ticks(past.path.smooth_at(time_ms)).round().max(1.0) as i64;
            let dollars = 50.0 + 20_000.0 * unit(mix(drawn, 7)).powi(3);
            let lots = past.grid.lots(dollars / past.path.base_dollars());
            let side = if drawn & (1 << 40) == 0 { Side::Buy } else { Side::Sell };
            PastTrade { time_ms, side, ticks, lots }
        })
    }
}
