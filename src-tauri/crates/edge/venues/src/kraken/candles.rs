//! Candles through any range.
//!
//! Kraken keeps the latest 720 of each length. What lies before them is put together from trades, page by page.

use std::collections::BTreeMap;
use std::ops::Range;

use domain::{Candle, Candles, Symbol, Timeframe, Trade};
use rust_decimal::prelude::ToPrimitive;

use super::inner::Inner;
use super::parse::market;
use super::symbols::Pair;
use crate::VenueError;
use crate::aggregate::{aggregate, join};

/// Candles one answer holds at most.
pub const PAGE: usize = 720;

/// The length to ask for, in minutes. Kraken has no 3m, 3h, 6h and 12h, and its weeks begin on Thursday.
pub const fn base(timeframe: Timeframe) -> Timeframe {
    match timeframe {
        Timeframe::M3 => Timeframe::M1,
        Timeframe::H3 | Timeframe::H6 => Timeframe::H1,
        Timeframe::H12 => Timeframe::H4,
        Timeframe::W1 => Timeframe::D1,
        other => other,
    }
}

pub async fn fetch(
    inner: &Inner,
    symbol: &Symbol,
    timeframe: Timeframe,
    range_ms: Range<i64>,
) -> Result<Candles, VenueError> {
    if range_ms.start >= range_ms.end {
        return Ok(Candles::new(timeframe));
    }
    let pair = inner.pair(symbol).await?;
    let small = base(timeframe);
    // candles that start in the range; larger ones need all their parts
    let first = first_start(timeframe, range_ms.start);
    let last = timeframe.floor(range_ms.end - 1);
    if first > last {
        return Ok(Candles::new(timeframe));
    }
    let wanted = first..last.saturating_add(timeframe.ms());
    let mut found = kept(inner, &pair, small, &wanted).await?;
    let known_from = found.keys().next().copied().unwrap_or(wanted.end);
    let now_ms = inner.clock.now_ms();
    if known_from > wanted.start && wanted.start < now_ms {
        let missing = wanted.start..known_from.min(now_ms.max(wanted.start));
        if missing.end > missing.start && !found.is_empty() || beyond_reach(small, &wanted, now_ms) {
            let built = match from_trades(inner, &pair, small, missing).await {
                // no trades to be had: the gap stays one
                Err(VenueError::Declined { .. }) => BTreeMap::new(),
                built => built?,
            };
            for (at, candle) in built {
                found.entry(at).or_insert(candle);
            }
        }
    }
    let candles = Candles::from_candles(small, found.into_values());
    let whole = if small == timeframe { candles } else { aggregate(&candles, timeframe) };
    let inside = whole.between(range_ms.start, range_ms.end);
    Ok(whole.slice(inside))
}

fn first_start(timeframe: Timeframe, from_ms: i64) -> i64 {
    let floor = timeframe.floor(from_ms);
    if floor == from_ms { floor } else { floor.saturating_add(timeframe.ms()) }
}

/// Whether the whole range is older than what the venue keeps.
fn beyond_reach(small: Timeframe, wanted: &Range<i64>, now_ms: i64) -> bool {
    let kept_ms = small.ms().saturating_mul(i64::try_from(PAGE).unwrap_or(i64::MAX));
    wanted.end < now_ms.saturating_sub(kept_ms)
}

/// What the venue keeps of the range.
async fn kept(
    inner: &Inner,
    pair: &Pair,
    small: Timeframe,
    wanted: &Range<i64>,
) -> Result<BTreeMap<i64, Candle>, VenueError> {
    let mut found = BTreeMap::new();
    let mut since_s = wanted.start.div_euclid(1000) - 1;
    loop {
        let minutes = small.ms() / 60_000;
        let target = format!("OHLC?pair={}&interval={minutes}&since={since_s}", pair.altname);
        let page = inner.rest.public(&target, market::candles).await?;
        let newest = page.iter().map(|candle| candle.time_ms).max();
        let before = found.len();
        for candle in page {
            if wanted.contains(&candle.time_ms) {
                found.insert(candle.time_ms, candle);
            }
        }
        let Some(newest) = newest else { break };
        // the next page begins after the last one; a server that repeats itself has no more
        let next = newest.div_euclid(1000);
        let now_ms = inner.clock.now_ms();
        let done = newest.saturating_add(small.ms()) >= wanted.end.min(now_ms);
        if done || next <= since_s || found.len() == before {
            break;
        }
        since_s = next;
    }
    Ok(found)
}

/// Candles of a stretch made of its trades. Minutes without a trade have none.
async fn from_trades(
    inner: &Inner,
    pair: &Pair,
    small: Timeframe,
    missing: Range<i64>,
) -> Result<BTreeMap<i64, Candle>, VenueError> {
    let mut built: BTreeMap<i64, Candle> = BTreeMap::new();
    // nanoseconds, and exclusive
    let mut since = format!("{}", i128::from(missing.start) * 1_000_000 - 1);
    let mut seen_to = i64::MIN;
    loop {
        let target = format!("Trades?pair={}&since={since}&count=1000", pair.altname);
        let (trades, last) = inner.rest.public(&target, market::trades).await?;
        let Some(newest) = trades.iter().map(|trade| trade.time_ms).max() else { break };
        for trade in trades.iter().filter(|trade| missing.contains(&trade.time_ms)) {
            add(&mut built, small, trade);
        }
        match last {
            Some(last) if last != since && newest >= seen_to && newest < missing.end => since = last,
            _ => break,
        }
        seen_to = newest;
    }
    Ok(built)
}

fn add(built: &mut BTreeMap<i64, Candle>, small: Timeframe, trade: &Trade) {
    let (Some(price), Some(volume)) = (trade.price.to_f64(), trade.size.to_f64()) else { return };
    let start = small.floor(trade.time_ms);
    let one = Candle { time_ms: start, open: price, high: price, low: price, close: price, volume };
    built.entry(start).and_modify(|candle| *candle = join(*candle, one)).or_insert(one);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_begin_at_the_first_whole_candle() {
        assert_eq!(first_start(Timeframe::M5, 300_000), 300_000);
        assert_eq!(first_start(Timeframe::M5, 300_001), 600_000);
        for timeframe in Timeframe::ALL {
            let small = base(timeframe);
            assert!(crate::aggregate::divides(small, timeframe), "{small} in {timeframe}");
            let kraken = [1, 5, 15, 30, 60, 240, 1440];
            assert!(kraken.contains(&(small.ms() / 60_000)), "{small} is asked for");
        }
    }
}
