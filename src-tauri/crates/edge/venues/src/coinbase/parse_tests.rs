#![allow(clippy::unwrap_used)]

use domain::{Decimal, OrderStatus, OrderType, Side};
use proptest::prelude::*;

use super::*;

/// A recorded answer of the venue; `None` (said so) where there is no recording.
fn recorded(name: &str) -> Option<Vec<u8>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../../shared/recorded/coinbase/");
    let body = std::fs::read(format!("{path}{name}"));
    if body.is_err() {
        eprintln!("skipped: no recording {name}");
    }
    body.ok()
}

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn products_become_instruments() {
    let Some(body) = recorded("http_products.json") else { return };
    let products: Products = read("products", &body).unwrap();
    let instruments: Vec<_> = products.readable().filter_map(|product| product.instrument()).collect();
    let names: Vec<String> = instruments.iter().map(|one| one.id.symbol.to_string()).collect();
    assert_eq!(names, ["BTC/USD", "BTC/USDC"]);
    let bitcoin = &instruments[0];
    assert_eq!((bitcoin.tick, bitcoin.lot), (d("0.01"), d("0.00000001")));
    assert_eq!((bitcoin.min_quantity, bitcoin.min_notional), (d("0.00000001"), d("1")));
}

#[test]
fn a_product_that_cannot_be_read_hides_no_other() {
    let text = r#"{"products":[{"product_id":7,"price":"x"},{"product_id":"ETH-USD","base_increment":1e-8,
        "price_increment":0.01,"base_min_size":null,"later":[1,2]}]}"#;
    let products: Products = read("products", text.as_bytes()).unwrap();
    let instruments: Vec<_> = products.readable().filter_map(|product| product.instrument()).collect();
    assert_eq!(instruments.len(), 1);
    assert_eq!((instruments[0].lot, instruments[0].min_quantity), (d("0.00000001"), Decimal::ZERO));
}

#[test]
fn the_book_is_best_first() {
    let Some(body) = recorded("http_product_book.json") else { return };
    let book = read::<BookAnswer>("book", &body).unwrap().book(2, 0);
    let prices = |levels: &[domain::Level]| -> Vec<String> {
        levels.iter().map(|level| level.price.to_string()).collect()
    };
    assert_eq!(prices(&book.bids), ["68923.66", "68923"]);
    assert_eq!(prices(&book.asks), ["68923.67", "68926"]);
    assert_eq!(book.time_ms, 1_775_521_739_662);
}

#[test]
fn trades_tell_the_takers_side() {
    let Some(body) = recorded("http_ticker.json") else { return };
    let answer: TradesAnswer = read("trades", &body).unwrap();
    let trade = answer.trades[0].trade().unwrap();
    // it met the best ask: somebody bought
    assert_eq!((trade.price, answer.best_ask.0), (d("68923.67"), Some(d("68923.67"))));
    assert_eq!((trade.side, trade.id.as_str(), trade.size), (Side::Buy, "995098663", d("0.00064")));
}

#[test]
fn candles_come_newest_first() {
    let Some(body) = recorded("http_candles.json") else { return };
    let answer: CandlesAnswer = read("candles", &body).unwrap();
    let candle = answer.candles[0].candle().unwrap();
    assert_eq!((candle.time_ms, candle.close), (1_712_192_400_000, 66_181.6));
    let summary = Summary::of(&answer.candles).unwrap();
    assert_eq!((summary.high, summary.low), (d("66387.77"), d("65857.35")));
}

#[test]
fn orders_keep_their_terms() {
    let Some(body) = recorded("http_orders_list.json") else { return };
    let orders: Orders = read("orders", &body).unwrap();
    let open = orders.orders[0].order(Vec::new()).unwrap();
    assert_eq!((open.order_type, open.status, open.side), (OrderType::Limit, OrderStatus::Open, Side::Buy));
    assert_eq!((open.quantity, open.price), (d("0.01"), Some(d("45000"))));
    assert_eq!((open.client_id.as_str(), open.reason), ("11111-000000-000001", None));
    let filled = orders.orders[1].order(Vec::new()).unwrap();
    assert_eq!((filled.order_type, filled.status), (OrderType::Market, OrderStatus::Filled));
    assert_eq!((filled.quantity, filled.filled), (d("0.0325"), d("0.0325")));
}

#[test]
fn a_status_we_have_no_word_for_is_told_as_it_came() {
    let text = r#"{"order":{"order_id":"a","product_id":"BTC-USD","side":"BUY","status":"TELEPORTED",
        "order_configuration":{"limit_limit_gtc":{"base_size":"1","limit_price":"2"}}}}"#;
    let one: OneOrder = read("order", text.as_bytes()).unwrap();
    let error = one.order.order(Vec::new()).unwrap_err();
    assert!(error.to_string().contains("TELEPORTED"), "{error}");
}

#[test]
fn fills_carry_fee_and_currency() {
    let Some(body) = recorded("http_fills.json") else { return };
    let fills: Fills = read("fills", &body).unwrap();
    let fill = fills.fills[0].fill("CS-1-1").unwrap();
    assert_eq!((fill.quantity, fill.price), (d("0.005"), d("45123.45")));
    assert_eq!((fill.fee, fill.fee_currency.as_str(), fill.maker), (d("1.14"), "USD", true));
    assert_eq!((fill.client_id.as_str(), fill.trade_id.as_str()), ("CS-1-1", "1111-11111-111111"));
}

#[test]
fn balances_add_what_orders_hold() {
    let Some(body) = recorded("http_accounts.json") else { return };
    let accounts: Accounts = read("accounts", &body).unwrap();
    let balance = accounts.accounts[1].balance();
    assert_eq!((balance.currency.as_str(), balance.total), ("USD", d("10450.50")));
    assert_eq!(balance.available, d("10000.50"));
}

#[test]
fn stream_messages_are_read() {
    let envelope = |name: &str| recorded(name).map(|body| read::<Envelope>(name, &body).unwrap());
    if let Some(snapshot) = envelope("ws_l2_data_snapshot.json") {
        let event = &snapshot.events[0];
        assert_eq!((&*event.kind, event.updates.len()), ("snapshot", 6));
        assert_eq!(event.updates[3].change(), Some((Side::Sell, d("68901.00"), d("0.5"))));
    }
    if let Some(user) = envelope("ws_user.json") {
        let order = &user.events[0].orders[0];
        assert_eq!((&*order.client_order_id, &*order.status), ("11111-000000-000001", "OPEN"));
    }
    if let Some(ack) = envelope("ws_subscriptions.json") {
        assert_eq!(ack.events[0].subscriptions.len(), 2);
        assert_eq!(ack.sequence_num, Some(0));
    }
    if let Some(ticker) = envelope("ws_ticker.json") {
        let ticker = ticker.events[0].tickers[0].ticker(&"BTC/USD".parse().unwrap(), 7).unwrap();
        assert_eq!((ticker.bid, ticker.ask, ticker.change), (d("68900"), d("68901"), d("0.0185")));
    }
    let _ = envelope("ws_heartbeats.json");
}

#[test]
fn instants_of_all_the_venues_kinds() {
    assert_eq!(instant_ms("2024-01-15T10:30:00.123456Z"), Some(1_705_314_600_123));
    assert_eq!(instant_ms("2026-04-07 14:30:10.000000000+00:00"), Some(1_775_572_210_000));
    assert_eq!(instant_ms("1712192400"), Some(1_712_192_400_000));
    assert_eq!((instant_ms(""), instant_ms("soon")), (None, None));
    assert_eq!(instant_text(1_705_314_600_123), "2024-01-15T10:30:00.123Z");
}

/// Any JSON at all, with the venue's own names among the keys.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        "[-0-9.eE+]{0,30}".prop_map(Into::into),
        ".{0,12}".prop_map(Into::into),
        prop::sample::select(vec!["BUY", "OPEN", "snapshot", "bid", "l2_data", "user", "BTC-USD"])
            .prop_map(Into::into),
    ];
    let keys = prop::sample::select(vec![
        "products",
        "product_id",
        "price",
        "size",
        "pricebook",
        "bids",
        "asks",
        "trades",
        "candles",
        "start",
        "orders",
        "order",
        "order_configuration",
        "limit_limit_gtc",
        "base_size",
        "side",
        "status",
        "fills",
        "trade_time",
        "accounts",
        "available_balance",
        "value",
        "events",
        "updates",
        "price_level",
        "new_quantity",
        "type",
        "channel",
        "sequence_num",
        "subscriptions",
        "success",
        "error_response",
        "results",
        "errors",
    ]);
    leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(serde_json::Value::Array),
            prop::collection::vec((keys.clone(), inner), 0..6)
                .prop_map(|rows| rows.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}

proptest! {
    #[test]
    fn no_message_whatever_panics(value in json()) {
        let bytes = value.to_string().into_bytes();
        if let Ok(products) = read::<Products>("", &bytes) {
            for product in products.readable() {
                let _ = (product.instrument(), product.ticker(None, 0));
            }
        }
        if let Ok(book) = read::<BookAnswer>("", &bytes) { let _ = book.book(10, 0); }
        if let Ok(answer) = read::<TradesAnswer>("", &bytes) {
            for row in answer.trades.iter() { let _ = row.trade(); }
        }
        if let Ok(answer) = read::<CandlesAnswer>("", &bytes) {
            for row in answer.candles.iter() { let _ = row.candle(); }
        }
        if let Ok(orders) = read::<Orders>("", &bytes) {
            for row in orders.orders.iter() { let _ = row.order(Vec::new()); }
        }
        if let Ok(fills) = read::<Fills>("", &bytes) {
            for row in fills.fills.iter() { let _ = row.fill(""); }
        }
        if let Ok(accounts) = read::<Accounts>("", &bytes) {
            for row in accounts.accounts.iter() { let _ = row.balance(); }
        }
        if let Ok(envelope) = read::<Envelope>("", &bytes) {
            for event in envelope.events.iter() {
                for row in event.updates.iter() { let _ = row.change(); }
            }
        }
        let _ = read::<Placed>("", &bytes).map(|placed| placed.refusal());
    }

    #[test]
    fn no_text_whatever_is_an_instant_that_panics(text in ".{0,40}") {
        let _ = instant_ms(&text);
    }
}

#[test]
fn sizes_too_large_to_add_do_not_panic() {
    let most = Decimal::MAX.to_string();
    let text = format!(
        r#"{{"accounts":[{{"currency":"X","available_balance":{{"value":"{most}"}},"hold":{{"value":"{most}"}}}}]}}"#
    );
    let accounts: Accounts = read("accounts", text.as_bytes()).unwrap();
    assert_eq!(accounts.accounts[0].balance().total, Decimal::MAX);
    let fill = format!(
        r#"{{"fills":[{{"product_id":"BTC-USD","price":"0.0000000000000000000000000001","size":"{most}","side":"BUY","trade_time":"0","size_in_quote":true}}]}}"#
    );
    let fills: Fills = read("fills", fill.as_bytes()).unwrap();
    assert!(fills.fills[0].fill("").is_err());
}
