//! Trades and candles of any time.

use domain::{Decimal, Timeframe};
use simulator::exchange::{ExactCandle, PublicTrade, Range};

use crate::stage::{START_MS, Stage, btc};

const MINUTE: i64 = 60_000;

fn candles(stage: &Stage, timeframe: Timeframe, from_ms: i64, to_ms: i64) -> Vec<ExactCandle> {
    let range = Range { from_ms, to_ms, limit: 10_000, newest: false };
    stage.exchange.candles(&btc(), timeframe, range)
}

fn of_trades(trades: &[PublicTrade]) -> Option<(Decimal, Decimal, Decimal, Decimal, Decimal)> {
    let (first, last) = (trades.first()?, trades.last()?);
    let prices = || trades.iter().map(|trade| trade.price);
    let volume = trades.iter().map(|trade| trade.size).sum();
    Some((first.price, prices().max()?, prices().min()?, last.price, volume))
}

fn columns(candle: &ExactCandle) -> (Decimal, Decimal, Decimal, Decimal, Decimal) {
    (candle.open, candle.high, candle.low, candle.close, candle.volume)
}

#[test]
fn candles_are_what_the_trades_say_before_and_after_the_start() {
    let mut stage = Stage::new();
    stage.exchange.advance(START_MS + 150_000);
    for candle in candles(&stage, Timeframe::M1, START_MS - 10 * MINUTE, START_MS + 120_000) {
        let range = Range {
            from_ms: candle.open_ms,
            to_ms: candle.open_ms + MINUTE - 1,
            limit: 10_000,
            newest: false,
        };
        let trades = stage.exchange.trades(&btc(), range);
        assert_eq!(of_trades(&trades), Some(columns(&candle)), "{}", candle.open_ms);
        assert_eq!(trades.len() as u64, candle.trades);
        assert!(trades.windows(2).all(|two| two[0].id < two[1].id && two[0].time_ms <= two[1].time_ms));
    }
}

#[test]
fn longer_candles_are_made_of_shorter_ones() {
    let stage = Stage::new();
    for (long, short) in [
        (Timeframe::M5, Timeframe::M1),
        (Timeframe::H1, Timeframe::M15),
        (Timeframe::D1, Timeframe::H1),
        (Timeframe::W1, Timeframe::D1),
    ] {
        let start = long.floor(START_MS - 3 * long.ms());
        let whole = candles(&stage, long, start, start)[0];
        let parts = candles(&stage, short, start, start + long.ms() - 1);
        assert_eq!(parts.len() as i64, long.ms() / short.ms());
        let joined = parts.into_iter().reduce(|all, next| all.followed_by(&next)).unwrap();
        assert_eq!(joined, whole, "{long}");
    }
}

#[test]
fn pages_in_either_direction_make_up_the_whole() {
    let stage = Stage::new();
    let (from, to) = (START_MS - 500 * MINUTE, START_MS);
    let whole = candles(&stage, Timeframe::M1, from, to);
    let mut forwards = Vec::new();
    let mut next = from;
    while next <= to {
        let range = Range { from_ms: next, to_ms: to, limit: 77, newest: false };
        let page = stage.exchange.candles(&btc(), Timeframe::M1, range);
        let Some(last) = page.last() else { break };
        next = last.open_ms + 1;
        forwards.extend(page);
    }
    assert_eq!(forwards, whole);
    let newest = stage.exchange.candles(&btc(), Timeframe::M1, Range::newest(to, 77));
    assert_eq!(newest, whole[whole.len() - 77..]);
    assert!(whole.windows(2).all(|two| two[1].open_ms - two[0].open_ms == MINUTE));
}

#[test]
fn trades_page_backwards_without_gap_or_repetition() {
    let mut stage = Stage::new();
    stage.exchange.advance(START_MS + 20_000);
    let all = stage.exchange.trades(
        &btc(),
        Range { from_ms: START_MS - 30 * MINUTE, to_ms: i64::MAX, limit: 10_000, newest: false },
    );
    let mut backwards = Vec::new();
    let mut to_ms = i64::MAX;
    while backwards.len() < all.len() {
        let page = stage.exchange.trades(&btc(), Range::newest(to_ms, 13));
        // the next page ends with the trades of the same time, as a venue's does
        let fresh: Vec<PublicTrade> = page
            .into_iter()
            .filter(|trade| backwards.iter().all(|known: &PublicTrade| known.id != trade.id))
            .collect();
        to_ms = fresh.first().unwrap().time_ms;
        backwards.splice(0..0, fresh);
    }
    assert_eq!(backwards[backwards.len() - all.len()..], all);
}

#[test]
fn the_past_is_the_same_whenever_it_is_asked_for_and_begins_somewhere() {
    let (early, mut late) = (Stage::new(), Stage::new());
    late.exchange.advance(START_MS + 60_000);
    let range = (START_MS - 86_400_000, START_MS - 80_000_000);
    assert_eq!(
        candles(&early, Timeframe::M5, range.0, range.1),
        candles(&late, Timeframe::M5, range.0, range.1)
    );
    assert!(candles(&early, Timeframe::D1, 0, 1_483_000_000_000).is_empty());
    assert_eq!(candles(&early, Timeframe::D1, 0, 1_483_300_000_000).len(), 1);
}

#[test]
fn a_market_that_slept_a_day_has_no_gap() {
    let mut stage = Stage::new();
    stage.exchange.advance(START_MS + 86_400_000);
    let since = candles(&stage, Timeframe::M1, START_MS, i64::MAX);
    assert_eq!(since.len(), 1_440);
    assert!(since.windows(2).all(|two| two[1].open_ms - two[0].open_ms == MINUTE));
    assert!(since.iter().all(|candle| candle.trades > 0 || candle.volume.is_zero()));
    let ticker = stage.exchange.ticker(&btc()).unwrap();
    assert!(ticker.bid < ticker.ask && ticker.low <= ticker.last && ticker.last <= ticker.high);
}
