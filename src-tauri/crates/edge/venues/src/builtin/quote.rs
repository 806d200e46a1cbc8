//! The ticker of the built-in market.

use domain::{Decimal, Ticker};

use super::feed::Sources;
use super::series::{MINUTE_MS, SECOND_MS};

const DAY_MINUTES: i64 = 1_440;

/// Price now and figures of the last 24 hours (from the start of a minute).
pub fn ticker(from: &Sources<'_>, now_ms: i64) -> Ticker {
    let series = &from.history.series;
    let listing = &series.listing;
    let second = now_ms.div_euclid(SECOND_MS);
    let (last, lots) = series.tick(second);
    let (bid, ask) = from.depth.touch(second, last);
    let first_minute = now_ms.div_euclid(MINUTE_MS) - DAY_MINUTES;
    let (high, low, open, volume) = from
        .history
        .span(first_minute, second)
        .map_or((last, last, last, lots), |day| (day.high, day.low, day.open, day.volume));
    let price = |ticks: i64| Decimal::new(ticks, listing.price_decimals);
    Ticker {
        symbol: from.symbol.clone(),
        bid: price(bid),
        ask: price(ask),
        last: price(last),
        high: price(high),
        low: price(low),
        volume: Decimal::new(i64::try_from(volume).unwrap_or(i64::MAX), listing.lot_decimals),
        change: (Decimal::from(last - open) / Decimal::from(open.max(1))).round_dp(6).normalize(),
        time_ms: now_ms,
    }
}
