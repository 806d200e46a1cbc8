//! The crowd.

use std::collections::BTreeSet;

use simulator::exchange::{Event, Exchange, Setup};

use crate::stage::{START_MS, Stage, btc};

#[test]
fn every_market_has_a_deep_book_that_moves_and_trades() {
    let mut exchange = Exchange::new(Setup::usual(), 3, START_MS);
    exchange.advance(START_MS + 10_000);
    let events = exchange.take_events();
    for listing in exchange.listings() {
        let book = exchange.book(&listing.symbol, 1_000).unwrap();
        assert!(book.bids.len() > 150 && book.asks.len() > 150, "{}: {}", listing.symbol, book.bids.len());
        assert!(book.bids[0].price < book.asks[0].price);
        let of_market = |event: &&Event| event.symbol() == Some(&listing.symbol);
        let told = events.iter().filter(of_market);
        let trades = told.clone().filter(|event| matches!(event, Event::PublicTrade(_))).count();
        let changes = told.filter(|event| matches!(event, Event::BookChanged(_))).count();
        assert!(trades > 10 && changes > 100, "{}: {trades} trades, {changes} changes", listing.symbol);
    }
}

#[test]
fn prices_and_sizes_are_on_the_steps() {
    let stage = Stage::new();
    for listing in stage.exchange.listings() {
        let book = stage.exchange.book(&listing.symbol, 1_000).unwrap();
        for level in book.bids.iter().chain(&book.asks) {
            assert!((level.price % listing.tick).is_zero(), "{} {}", listing.symbol, level.price);
            assert!((level.size % listing.lot).is_zero(), "{} {}", listing.symbol, level.size);
        }
    }
}

#[test]
fn another_seed_is_another_market() {
    let prices: BTreeSet<_> = (0..20)
        .map(|seed| Exchange::new(Setup::usual(), seed, START_MS).last_price(&btc()).unwrap())
        .collect();
    assert_eq!(prices.len(), 20);
}

#[test]
fn prices_that_belong_together_stay_together() {
    let stage = Stage::new();
    let price = |symbol: &str| stage.exchange.last_price(&symbol.parse().unwrap()).unwrap();
    let through = price("ETH/USD") / price("BTC/USD");
    let direct = price("ETH/BTC");
    assert!(((through - direct) / direct).abs() < "0.001".parse().unwrap(), "{through} {direct}");
}

#[test]
fn a_book_looked_at_step_by_step_is_the_book_made_anew() {
    let mut followed = Exchange::new(Setup::usual(), 11, START_MS);
    for second in 1..=30 {
        let now_ms = START_MS + second * 1_000;
        followed.advance(now_ms);
        let anew = Exchange::new(Setup::usual(), 11, now_ms);
        let prices = |exchange: &Exchange| {
            let book = exchange.book(&btc(), 40).unwrap();
            let sides = book.bids.iter().chain(&book.asks);
            sides.map(|level| level.price).collect::<BTreeSet<_>>()
        };
        let (mine, fresh) = (prices(&followed), prices(&anew));
        // takers have emptied a few levels near the price; all others stand where they must
        let differ = mine.symmetric_difference(&fresh).count();
        assert!(differ < 30, "second {second}: {differ} of {} levels differ", fresh.len());
    }
}
