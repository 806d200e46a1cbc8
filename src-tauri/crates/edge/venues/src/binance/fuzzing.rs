//! All that reads what Binance writes.

use std::sync::{Arc, OnceLock};

use domain::{Decimal, Instrument, InstrumentId, Side, Symbol, Timeframe, VenueId};

use super::channels::Plan;
use super::depth_event::{self, level};
use super::order_shape;
use super::outlet::Outlet;
use super::own::fills;
use super::parse;
use super::private_stream::PrivateStream;
use super::refusal::{self, Asked};
use super::report_shape::execution_report;
use super::rest::Rest;
use super::sign::Signer;
use super::stream::MarketStream;
use super::symbols::{Catalogue, Listed, exchange_info};
use crate::fuzzing::play;
use crate::http::Answer;
use crate::{Channel, Credentials, Endpoints, VenueSettings};

const PRIVATE: &str = r#"<
{"id":"subscribe","status":200,"result":{"subscriptionId":0}}
<"#;

/// Whatever the bytes are.
pub fn hear(bytes: &[u8]) {
    let venue = VenueId::new(super::NAME);
    let given = instruments(&venue);
    let catalogue = Catalogue::of(&given);
    answers(bytes, &venue);
    if let Some(listed) = catalogue.iter().next() {
        own(bytes, listed);
    }
    for plan in Plan::of(&venue, &channels(), &catalogue).unwrap_or_default() {
        play(MarketStream::new(plan), "", bytes);
    }
    if let (Some(rest), Ok(signer)) = (rest(), Signer::new(&venue, Credentials::new("key", "secret"))) {
        play(PrivateStream::new(rest, Arc::new(Outlet::new()), signer), PRIVATE, bytes);
    }
}

fn instruments(venue: &VenueId) -> Vec<Instrument> {
    let step = Decimal::new(1, 2);
    let of = |symbol: Symbol| Instrument {
        id: InstrumentId::new(venue.clone(), symbol),
        tick: step,
        lot: step,
        min_quantity: step,
        min_notional: step,
        maker_fee: step,
        taker_fee: step,
    };
    "BTC/USDT".parse().map(of).into_iter().collect()
}

fn channels() -> Vec<Channel> {
    let Ok(symbol) = "BTC/USDT".parse::<Symbol>() else { return Vec::new() };
    vec![
        Channel::Book { symbol: symbol.clone(), depth: 20 },
        Channel::Trades { symbol: symbol.clone() },
        Channel::Candles { symbol: symbol.clone(), timeframe: Timeframe::M1 },
        Channel::Ticker { symbol },
    ]
}

/// One for all inputs: a client of HTTP is dear to build, and none of its requests leaves.
fn rest() -> Option<Arc<Rest>> {
    static REST: OnceLock<Option<Arc<Rest>>> = OnceLock::new();
    let build = || {
        let venue = VenueId::new(super::NAME);
        let address = "http://127.0.0.1:9".to_owned();
        let endpoints = Endpoints {
            rest: address.clone(),
            rest_private: address.clone(),
            ws: address.clone(),
            ws_private: address,
        };
        let mut settings = VenueSettings::public(endpoints);
        settings.instruments = Some(instruments(&venue));
        Rest::new(venue, &settings).ok().map(Arc::new)
    };
    REST.get_or_init(build).clone()
}

fn answers(bytes: &[u8], venue: &VenueId) {
    let _ = parse::server_time(bytes);
    if let Ok(symbol) = "BTC/USDT".parse::<Symbol>() {
        let days = parse::days(bytes).unwrap_or_default();
        for day in days.into_iter().chain(parse::day(bytes)) {
            let _ = day.ticker(symbol.clone(), 0);
        }
    }
    let _ = parse::trades(bytes).map(|all| all.iter().map(parse::PublicTrade::trade).count());
    let _ = (parse::klines(bytes), exchange_info(venue, bytes));
    if let Ok(snapshot) = parse::depth(bytes) {
        let _ = snapshot.bids.iter().chain(&snapshot.asks).filter_map(|row| level(row, 8, 2)).count();
    }
    if let Some(head) = depth_event::read(bytes) {
        let mut count = 0_u64;
        let _ = head.each(8, 8, |side, price, size| {
            assert!(price >= 0 && size >= 0, "{side:?} {price} {size}");
            count += u64::from(side == Side::Buy);
        });
    }
    for status in [400, 418, 503] {
        for asked in [Asked::Question, Asked::Change] {
            let _ = refusal::read(venue, Answer::made_up(status, bytes), asked).map_err(|e| e.to_string());
        }
    }
}

fn own(bytes: &[u8], listed: &Listed) {
    let orders = order_shape::orders(bytes).unwrap_or_default();
    let one = [order_shape::order(bytes), order_shape::amended(bytes)].into_iter().flatten();
    for order in orders.into_iter().chain(one) {
        let _ = (order.client_id(), order.order(listed, String::new()));
    }
    if let Ok(placed) = order_shape::placed(bytes) {
        for fill in &placed.fills {
            let _ = fill.fill(listed, Side::Buy, "", placed.order.time_ms());
        }
    }
    let _ = order_shape::own_trades(bytes).map(|trades| fills(&trades, listed, |_| String::new()));
    let _ = order_shape::account(bytes).map(|account| account.balances());
    let _ = execution_report(bytes).map(|report| {
        let _ = (report.reason().is_some(), report.time_ms());
        report.fill(listed, report.client_id())
    });
}
