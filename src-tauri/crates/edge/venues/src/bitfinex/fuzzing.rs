//! All that reads what Bitfinex writes.

use std::sync::Arc;

use domain::{Symbol, Timeframe, VenueId};

use super::account::permissions;
use super::answer;
use super::limits::Limits;
use super::names::Names;
use super::orders::{Notification, Wallet, WireOrder, WireTrade, WireWallet, position};
use super::parse;
use super::private_stream::{PrivateStream, PrivateStreamSettings};
use super::rest::Catalog;
use super::row::Row;
use super::sign::GREATEST_NONCE;
use super::stream::PublicStream;
use super::symbols::{Shared, Symbols};
use crate::fuzzing::play;
use crate::http::Answer;
use crate::{Channel, Credentials, ForgetfulNonces, ManualClock, Nonces};

const PUBLIC: &str = r#"{"event":"subscribed","channel":"book","chanId":11,"subId":"0"}
{"event":"subscribed","channel":"trades","chanId":12,"subId":"1"}
{"event":"subscribed","channel":"candles","chanId":13,"subId":"2"}
{"event":"subscribed","channel":"ticker","chanId":14,"subId":"3"}"#;

const PRIVATE: &str = r#"{"event":"auth","status":"OK","chanId":0,"userId":1}
[0,"os",[],1,1]
<{"working":[],"ended":[],"trades":[]}"#;

/// Whatever the bytes are.
pub fn hear(bytes: &[u8]) {
    answers(bytes);
    play(PublicStream::new(Arc::new(Symbols::default()), Limits::default(), &channels()), PUBLIC, bytes);
    play(account(), PRIVATE, bytes);
}

fn channels() -> Vec<Channel> {
    let Ok(symbol) = "BTC/USD".parse::<Symbol>() else { return Vec::new() };
    let candles = |timeframe| Channel::Candles { symbol: symbol.clone(), timeframe };
    vec![
        Channel::Book { symbol: symbol.clone(), depth: 25 },
        Channel::Trades { symbol: symbol.clone() },
        candles(Timeframe::M1),
        Channel::Ticker { symbol: symbol.clone() },
        candles(Timeframe::M3),
    ]
}

fn account() -> PrivateStream {
    let clock = Arc::new(ManualClock::new(1_700_000_000_000));
    let names = Arc::new(Names::default());
    names.learn("CS-1");
    PrivateStream::new(PrivateStreamSettings {
        venue: VenueId::new("bitfinex"),
        credentials: Credentials::new("key", "secret"),
        nonces: Arc::new(Nonces::new("k", GREATEST_NONCE, clock, Arc::new(ForgetfulNonces))),
        names,
        symbols: Shared::default(),
        wallet: Wallet::Exchange,
        limits: Limits::default(),
        since_ms: 1_000_000,
    })
}

fn answers(bytes: &[u8]) {
    let venue = VenueId::new("bitfinex");
    for status in [200, 429, 500] {
        match answer::body(&Answer::made_up(status, bytes)) {
            Ok(text) => body(text, &venue),
            Err(fault) => {
                let _ = (fault.is_passing(), fault.is_late_nonce());
                let _ = fault.clone().of_question(&venue, 60_000).to_string();
                let _ = fault.of_command(&venue, 60_000).to_string();
            }
        }
    }
}

fn body(text: &str, venue: &VenueId) {
    let symbols = Symbols::default();
    if let Ok(tickers) = parse::tickers(text, &symbols, 0)
        && let Ok(catalog) = Catalog::read(text)
    {
        let _ = catalog.instruments(venue, &catalog.symbols(), &tickers);
    }
    if let Ok(row) = Row::read(text) {
        one(&row, venue, &symbols);
    }
    let Ok(rows) = Row::list(text) else { return };
    // a book of REST is shown as it came
    let _ = parse::book(&rows);
    let _ = permissions(&rows);
    for row in &rows {
        let _ = (parse::trade(row), parse::candle(row), position(row, &symbols));
        if let Ok(trade) = WireTrade::read(row) {
            let _ = trade.fill(venue, &symbols, String::new());
        }
        if let Ok(wallet) = WireWallet::read(row) {
            let _ = wallet.balance(&symbols);
        }
        if let Ok(order) = WireOrder::read(row) {
            let _ = order.filled();
            let _ = order.known(venue, &symbols, String::new(), Vec::new());
        }
    }
    let trades: Vec<WireTrade> = rows.iter().filter_map(|row| WireTrade::read(row).ok()).collect();
    let _ = super::account::traded(&trades);
}

fn one(row: &Row<'_>, venue: &VenueId, symbols: &Symbols) {
    if let Ok(symbol) = "BTC/USD".parse::<Symbol>()
        && let Ok(ticker) = parse::ticker(row, 0, symbol.clone(), 0)
    {
        let _ = parse::instrument(venue, symbol, ticker.bid, ticker.last);
        let _ = parse::is_exact_price(ticker.last);
    }
    if let Ok(told) = Notification::read(row) {
        let _ = (told.is_success(), told.numbers());
        for order in told.orders() {
            let _ = order.known(venue, symbols, String::new(), Vec::new());
        }
        let _ = answer::refusal(venue, told.code, told.text.clone(), told.kind.clone()).to_string();
    }
    // the summary's rates
    if let Ok(fees) = Row::list(row.raw(4)) {
        let _ = fees.first().map(|rate| rate.decimal(0));
    }
}
