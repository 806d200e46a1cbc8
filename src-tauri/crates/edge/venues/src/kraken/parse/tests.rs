//! Recorded answers of the venue, and texts that are none.

use domain::{OrderStatus, OrderType, Side, VenueId};
use proptest::prelude::*;
use serde_json::Value;

use super::envelope::Fault;
use super::stream::{BookRow, ExecutionRow, Frame, OhlcRow, TickerRow, TradeRow};
use super::{account, market};
use crate::kraken::symbols::Pairs;

/// A recorded message; `None` with a line where the recordings are not there.
fn recorded(name: &str) -> Option<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../../shared/recorded/kraken/");
    let body = std::fs::read(format!("{folder}{name}")).ok();
    if body.is_none() {
        eprintln!("skipped: no recorded {name}");
    }
    body
}

#[test]
fn recorded_pairs_have_their_steps_and_fees() {
    let Some(body) = recorded("http_asset_pairs.json") else { return };
    let pairs = Pairs::from_rows(&VenueId::new("kraken"), market::pairs(&body).unwrap());
    let pair = pairs.named("XBT/USDT").unwrap();
    assert_eq!((pair.symbol().to_string().as_str(), pair.altname.as_str()), ("BTC/USDT", "XBTUSDT"));
    let i = &pair.instrument;
    assert_eq!(
        [i.tick, i.lot, i.maker_fee, i.taker_fee].map(|d| d.to_string()),
        ["0.1", "0.00000001", "0.0025", "0.004"]
    );
}

#[test]
fn recorded_market_answers_are_read_digit_for_digit() {
    if let Some(body) = recorded("http_ticker.json") {
        let tickers = market::tickers(&body, 9, |_| "BTC/USDT".parse().ok()).unwrap();
        let t = &tickers[0];
        let shown = [t.bid, t.ask, t.last, t.high, t.low, t.volume].map(|d| d.normalize().to_string());
        assert_eq!(shown, ["105944.2", "105944.3", "105899.4", "106613.1", "104711", "163.28908096"]);
        assert_eq!((t.change.to_string().as_str(), t.time_ms), ("-0.00115260", 9));
    }
    if let Some(body) = recorded("http_order_book.json") {
        let book = market::book(&body, 9).unwrap();
        assert_eq!((book.bids.len(), book.asks.len()), (5, 5));
        assert_eq!(book.asks[0].price.to_string(), "105944.3");
        assert_eq!(book.bids[4].size.to_string(), "0.005");
    }
    if let Some(body) = recorded("http_trades.json") {
        let (trades, last) = market::trades(&body).unwrap();
        assert_eq!(
            (trades.len(), trades[0].id.as_str(), trades[0].time_ms),
            (1000, "10218208", 1_762_795_433_971)
        );
        assert_eq!((trades[0].side, trades[4].side), (Side::Buy, Side::Sell));
        assert!(last.unwrap().len() > 15);
    }
    if let Some(body) = recorded("http_ohlc.json") {
        let candles = market::candles(&body).unwrap();
        assert!(candles.windows(2).all(|two| two[0].time_ms < two[1].time_ms));
        let third = candles[2];
        assert_eq!((third.time_ms, third.close, third.volume), (1_762_777_140_000, 106_038.3, 0.000_321_01));
    }
}

#[test]
fn recorded_orders_and_trades_are_read_in_our_words() {
    if let Some(body) = recorded("http_open_orders.json") {
        let orders = account::orders(&body).unwrap();
        let newest = &orders[0];
        assert_eq!(
            (newest.venue_id.as_str(), newest.order_type),
            ("OYEQF4-FDE4C-NMUYUI", Some(OrderType::Stop))
        );
        assert_eq!((newest.stop_price.unwrap().to_string().as_str(), newest.price), ("1800", None));
        assert_eq!(orders[1].price.unwrap().to_string(), "29500");
        assert_eq!((orders[1].status, orders[1].time_ms), (Some(OrderStatus::Open), 1_688_583_840_864));
    }
    if let Some(body) = recorded("http_closed_orders.json") {
        let orders = account::orders(&body).unwrap();
        let states: Vec<_> = orders.iter().map(|o| (o.status, o.filled.to_string())).collect();
        assert_eq!(
            states,
            [(Some(OrderStatus::Filled), "1".to_owned()), (Some(OrderStatus::Filled), "0.5".to_owned())]
        );
    }
    if let Some(body) = recorded("http_trades_history.json") {
        let trades = account::trades(&body).unwrap();
        assert_eq!(
            (trades[0].trade_id.as_str(), trades[0].fee.to_string().as_str()),
            ("TCCCTY-WJ6EO-4FP4VZ", "23.6")
        );
        assert_eq!((trades[0].maker, trades[1].maker, trades[1].time_ms), (true, false, 1_688_586_440_345));
    }
    if let Some(body) = recorded("http_spot_balance.json") {
        let balances = account::balances(&body, |code| code.to_owned()).unwrap();
        assert_eq!(balances[2].total.to_string(), "200000");
    }
    if let Some(body) = recorded("http_spot_open_positions.json") {
        let positions = account::positions(&body, |_| "BTC/USD".parse().ok()).unwrap();
        assert_eq!(positions[0].quantity.to_string(), "0.5");
        assert_eq!(positions[0].entry_price.to_string(), "100000");
        assert_eq!(positions[0].leverage.unwrap().to_string(), "5");
    }
    if let Some(body) = recorded("http_add_order_spot.json") {
        assert_eq!(account::placed(&body), Ok("OUF4EM-FRGI2-MQMWZD".to_owned()));
    }
    if let Some(body) = recorded("http_cancel_order_spot.json") {
        assert_eq!(account::canceled(&body), Ok(1));
    }
}

#[test]
fn other_recorded_answers_with_numbers_as_text_are_read_too() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../../shared/recorded/rest_responses.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: no recorded rest_responses.json");
        return;
    };
    let all: Value = serde_json::from_str(&text).unwrap();
    let mut read = 0;
    for one in all["kraken"].as_array().unwrap() {
        let body = one["http_response"].to_string().into_bytes();
        match one["call"].as_str().unwrap() {
            "createOrder" => assert_eq!(account::placed(&body), Ok("OL7LNO-R4SAD-6UINEU".to_owned())),
            "fetchOrder" | "fetchOpenOrders" => {
                let order = account::orders(&body).unwrap().remove(0);
                assert!(order.status.is_some() && order.order_type.is_some(), "{order:?}");
                if order.order_type == Some(OrderType::StopLimit) {
                    let prices = [order.price, order.stop_price].map(|p| p.unwrap().to_string());
                    assert_eq!(prices, ["54", "55"]);
                }
            }
            "fetchOHLCV" => assert_eq!(market::candles(&body).unwrap().len(), 6),
            "fetchTrades" => assert_eq!(market::trades(&body).unwrap().0[0].id, "6324366"),
            "fetchTicker" => {
                assert_eq!(market::tickers(&body, 0, |_| "BTC/USDT".parse().ok()).unwrap().len(), 1);
            }
            "fetchPositions" => {
                let positions = account::positions(&body, |_| "ADA/USDT".parse().ok()).unwrap();
                assert_eq!(positions[0].quantity.to_string(), "-10");
            }
            other => panic!("nobody reads {other}"),
        }
        read += 1;
    }
    assert_eq!(read, 9);
}

#[test]
fn recorded_stream_messages_are_read() {
    if let Some(message) = recorded("ws_book_snapshot.json") {
        let frame = Frame::read(&message).unwrap();
        let row: BookRow<'_> = serde_json::from_str(frame.rows().unwrap()[0].get()).unwrap();
        assert!(frame.is_snapshot());
        assert_eq!((row.bids[0].price.get(), row.checksum()), ("105944.20", Some(2_439_117_997)));
        assert_eq!(row.time_ms(0), 1_696_613_755_440);
    }
    if let Some(message) = recorded("ws_trade_update.json") {
        let rows = Frame::read(&message).unwrap().rows().unwrap();
        let row: TradeRow<'_> = serde_json::from_str(rows[1].get()).unwrap();
        let trade = row.trade(0);
        assert_eq!((trade.id.as_str(), trade.size.to_string().as_str()), ("10218209", "0.0001246"));
    }
    if let Some(message) = recorded("ws_ticker_snapshot.json") {
        let rows = Frame::read(&message).unwrap().rows().unwrap();
        let ticker = serde_json::from_str::<TickerRow<'_>>(rows[0].get()).unwrap().ticker(0).unwrap();
        assert_eq!(
            (ticker.last.to_string().as_str(), ticker.change.to_string().as_str()),
            ("105899.4", "0.00236632")
        );
    }
    if let Some(message) = recorded("ws_ohlc_update.json") {
        let rows = Frame::read(&message).unwrap().rows().unwrap();
        let row: OhlcRow<'_> = serde_json::from_str(rows[0].get()).unwrap();
        assert_eq!((row.minutes(), row.candle().unwrap().time_ms), (Some(1), 1_696_436_700_000));
    }
    if let Some(message) = recorded("ws_add_order_response_failure.json") {
        let frame = Frame::read(&message).unwrap();
        assert!(!frame.succeeded());
        assert_eq!(frame.refusal().as_deref(), Some("EOrder:Insufficient funds"));
    }
    if let Some(message) = recorded("ws_subscribe_response.json") {
        let frame = Frame::read(&message).unwrap();
        assert!(frame.succeeded() && frame.req_id == Some(1));
    }
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[A-Z0-9./:-]{0,12}".prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "a",
        "b",
        "c",
        "o",
        "open",
        "closed",
        "trades",
        "last",
        "bids",
        "asks",
        "txid",
        "descr",
        "status",
        "vol",
        "price",
        "pair",
        "type",
        "error",
        "result",
        "data",
        "channel",
        "symbol",
        "qty",
        "exec_type",
        "order_id",
    ]);
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(key.clone().prop_map(str::to_owned), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn everything(body: &[u8]) {
    let symbol = |_: &str| "BTC/USD".parse().ok();
    let outcomes: [Result<(), Fault>; 12] = [
        market::pairs(body).map(|rows| drop(Pairs::from_rows(&VenueId::new("kraken"), rows))),
        market::tickers(body, 0, symbol).map(drop),
        market::candles(body).map(drop),
        market::book(body, 0).map(drop),
        market::trades(body).map(drop),
        account::orders(body).map(drop),
        account::trades(body).map(drop),
        account::balances(body, str::to_owned).map(drop),
        account::positions(body, symbol).map(drop),
        account::fee_rates(body).map(drop),
        account::granted(body).map(drop),
        account::placed(body).map(drop),
    ];
    for fault in outcomes.into_iter().filter_map(Result::err) {
        match fault {
            Fault::Said(text) | Fault::Unreadable(text) => assert!(text.len() < 10_000),
        }
    }
    if let Some(rows) = Frame::read(body).and_then(|frame| frame.rows()) {
        for row in rows.iter().map(|row| row.get()) {
            let _ = serde_json::from_str::<BookRow<'_>>(row).map(|row| row.checksum());
            let _ = serde_json::from_str::<TickerRow<'_>>(row).map(|row| row.ticker(0));
            let _ = serde_json::from_str::<OhlcRow<'_>>(row).map(|row| row.candle());
            let _ = serde_json::from_str::<ExecutionRow<'_>>(row).map(|row| row.time_ms(0));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_json_panics(result in json()) {
        everything(serde_json::json!({"error": [], "result": result, "channel": "book", "data": [result]}).to_string().as_bytes());
        everything(result.to_string().as_bytes());
    }

    #[test]
    fn no_bytes_panic(body in prop::collection::vec(any::<u8>(), 0..200)) {
        everything(&body);
    }
}
