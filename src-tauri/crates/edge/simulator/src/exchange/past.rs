//! Trades of the time before the exchange was started: made by seed, minute by minute.

use domain::Side;

use super::grid::Grid;
use super::hash::{mix, mix_signed, unit};
use super::path::Path;
use super::view::ExactCandle;

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

/// A candle in ticks and lots; `value` is ticks times lots.
#[derive(Debug, Clone, Copy)]
struct Sum {
    open: i64,
    high: i64,
    low: i64,
    close: i64,
    lots: i64,
    value: i128,
    trades: u64,
}

impl Sum {
    fn of(trade: &PastTrade) -> Self {
        let PastTrade { ticks, lots, .. } = *trade;
        let value = i128::from(ticks) * i128::from(lots);
        Self { open: ticks, high: ticks, low: ticks, close: ticks, lots, value, trades: 1 }
    }

    fn and(self, trade: &PastTrade) -> Self {
        Self {
            open: self.open,
            high: self.high.max(trade.ticks),
            low: self.low.min(trade.ticks),
            close: trade.ticks,
            lots: self.lots.saturating_add(trade.lots),
            value: self.value + i128::from(trade.ticks) * i128::from(trade.lots),
            trades: self.trades + 1,
        }
    }
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

    /// What was traded in whole minutes; `None`: the market was not listed. Summed in whole numbers: a day of minutes is
    /// asked for often.
    pub fn minutes(&self, from: i64, to: i64) -> Option<ExactCandle> {
        let mut sum: Option<Sum> = None;
        for trade in (from..to).flat_map(|minute| self.minute(minute)) {
            sum = Some(sum.map_or_else(|| Sum::of(&trade), |sum| sum.and(&trade)));
        }
        sum.map(|sum| ExactCandle {
            open_ms: from * MINUTE_MS,
            open: self.grid.price(sum.open),
            high: self.grid.price(sum.high),
            low: self.grid.price(sum.low),
            close: self.grid.price(sum.close),
            volume: self.grid.quantity(sum.lots),
            quote_volume: self.grid.value(sum.value),
            trades: sum.trades,
        })
    }
}
