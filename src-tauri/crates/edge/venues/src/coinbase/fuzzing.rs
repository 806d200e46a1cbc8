//! All that reads what Coinbase writes.

use std::sync::Arc;

use domain::{Symbol, Timeframe};
use serde::de::DeserializeOwned;

use super::parse::{
    Accounts, BestAnswer, BookAnswer, Cancelled, CandlesAnswer, Edited, Fills, OneOrder, Orders, Permissions,
    Placed, Products, ServerTime, Summary, TradesAnswer, TransactionSummary, read,
};
use super::private_stream::PrivateStream;
use super::refusal::{self, Asked};
use super::stream::Stream;
use crate::Channel;
use crate::feed::Health;
use crate::fuzzing::play;
use crate::http::Answer;

const PRIVATE: &str = r#"<token
{"channel":"subscriptions","events":[{"subscriptions":{"user":["u"]}}]}
<{"orders":[],"fills":[]}
<[]"#;

/// Whatever the bytes are.
pub fn hear(bytes: &[u8]) {
    market(bytes);
    account(bytes);
    for status in [400, 401, 429, 500, 503] {
        for asked in [Asked::Question, Asked::Command] {
            let _ = refusal::check(&Answer::made_up(status, bytes), asked).map_err(|error| error.to_string());
        }
    }
    play(Stream::new(&channels(), Arc::new(Health::default())), "", bytes);
    play(PrivateStream::new(Arc::new(Health::default())), PRIVATE, bytes);
}

fn channels() -> Vec<Channel> {
    let symbols = ["BTC/USD", "ETH/USDC"].into_iter().filter_map(|name| name.parse::<Symbol>().ok());
    let of = |symbol: Symbol| {
        let candles = |timeframe| Channel::Candles { symbol: symbol.clone(), timeframe };
        [
            Channel::Book { symbol: symbol.clone(), depth: 10 },
            Channel::Trades { symbol: symbol.clone() },
            Channel::Ticker { symbol: symbol.clone() },
            candles(Timeframe::M5),
            candles(Timeframe::M1),
        ]
    };
    symbols.flat_map(of).collect()
}

fn as_a<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    read("an input", bytes).ok()
}

fn market(bytes: &[u8]) {
    let touches = as_a::<BestAnswer>(bytes).map(|answer| answer.touches()).unwrap_or_default();
    for product in as_a::<Products>(bytes).iter().flat_map(Products::readable) {
        let _ = (product.instrument(), product.ticker(touches.get(product.id()).copied(), 0));
    }
    let _ = as_a::<BookAnswer>(bytes).map(|answer| answer.book(10, 0));
    let _ = as_a::<ServerTime>(bytes).map(|answer| answer.time_ms());
    for row in as_a::<TradesAnswer>(bytes).iter().flat_map(|answer| answer.trades.iter()) {
        let _ = row.trade();
    }
    if let Some(answer) = as_a::<CandlesAnswer>(bytes) {
        let _ = (Summary::of(&answer.candles), answer.candles.iter().filter_map(|row| row.candle()).count());
    }
}

fn account(bytes: &[u8]) {
    let _ =
        as_a::<Accounts>(bytes).map(|answer| answer.accounts.iter().map(|a| a.balance()).collect::<Vec<_>>());
    let _ = as_a::<TransactionSummary>(bytes).map(|answer| answer.rates());
    let _ = as_a::<Permissions>(bytes).map(|answer| answer.permissions());
    let _ = as_a::<Placed>(bytes).map(|answer| (answer.order_id().is_some(), answer.refusal()));
    let _ = as_a::<Cancelled>(bytes).map(|answer| answer.results.iter().filter(|one| one.success.0).count());
    let _ = as_a::<Edited>(bytes).map(|answer| answer.refusal());
    let fills = as_a::<Fills>(bytes).unwrap_or_default();
    let fills: Vec<_> = fills.fills.iter().filter_map(|row| row.fill("CS-1").ok()).collect();
    let listed = as_a::<Orders>(bytes).map(|answer| answer.orders.0).unwrap_or_default();
    for row in listed.into_iter().chain(as_a::<OneOrder>(bytes).map(|one| one.order)) {
        let _ = (row.terms(), row.created_ms(), row.order(fills.clone()));
    }
}
