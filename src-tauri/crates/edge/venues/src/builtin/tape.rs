//! The public trades of the built-in market.

use domain::{Decimal, Trade};

use super::depth::Depth;
use super::noise::bits;
use super::series::{SECOND_MS, Series};

/// The trades of a second, one to three, all at its price; their sizes add up to its volume.
pub fn trades(series: &Series, depth: &Depth, key: u64, second: i64) -> Vec<Trade> {
    let (price, lots) = series.tick(second);
    let random = bits(key, second);
    let count = (1 + random % 3).min(lots.max(1));
    let first = (lots * (40 + (random >> 8) % 40) / 100).max(1);
    let parts = match count {
        1 => [lots, 0, 0],
        2 => [first, lots - first, 0],
        _ => [first, (lots - first) / 3, lots - first - (lots - first) / 3],
    };
    let mut out = Vec::with_capacity(3);
    for (i, lots) in parts.into_iter().enumerate().filter(|(_, lots)| *lots > 0) {
        out.push(Trade {
            id: format!("{second}-{i}"),
            time_ms: second * SECOND_MS,
            side: depth.taker(second),
            price: Decimal::new(price, series.listing.price_decimals),
            size: Decimal::new(lots as i64, series.listing.lot_decimals),
        });
    }
    out
}
