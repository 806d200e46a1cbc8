#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::PathBuf;

use proptest::prelude::*;
use serde_json::Value;

use super::super::order_shape::{account, execution_report, order, own_trades, placed};
use super::super::symbols::exchange_info;
use super::*;

/// A recorded answer, or `None` with a word about it where the recordings are not at hand.
fn recorded(name: &str) -> Option<Vec<u8>> {
    let mut path = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    while path.pop() {
        if let Ok(bytes) = std::fs::read(path.join("shared/recorded/binance").join(name)) {
            return Some(bytes);
        }
    }
    #[allow(clippy::print_stderr)]
    {
        eprintln!("skipped: no recorded answer {name}");
    }
    None
}

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn recorded_public_answers_are_read() {
    if let Some(body) = recorded("ticker_24hr_response.json") {
        let ticker = day(&body).unwrap().ticker("BNB/BTC".parse().unwrap(), 7);
        assert_eq!(
            (ticker.bid, ticker.ask, ticker.high, ticker.volume),
            (d("4"), d("4.000002"), d("100"), d("8913.3"))
        );
        assert_eq!((ticker.change, ticker.time_ms), (d("-0.9596"), 1_499_869_899_040));
    }
    if let Some(body) = recorded("trades_response.json") {
        let trade = trades(&body).unwrap()[0].trade();
        assert_eq!((trade.id.as_str(), trade.side, trade.size), ("28457", Side::Sell, d("12")));
    }
    if let Some(body) = recorded("klines_response.json") {
        let candle = klines(&body).unwrap()[0];
        assert_eq!(
            (candle.time_ms, candle.high, candle.volume),
            (1_499_040_000_000, 0.8, 148_976.114_278_15)
        );
    }
    if let Some(body) = recorded("depth_response.json") {
        assert_eq!(depth(&body).unwrap().last_update_id, 1_027_024);
    }
    if let Some(body) = recorded("server_time_response.json") {
        assert_eq!(server_time(&body).unwrap(), 1_499_827_319_559);
    }
    if let Some(body) = recorded("exchange_info_response.json") {
        let (catalogue, _) = exchange_info(&domain::VenueId::new("binance"), &body).unwrap();
        assert_eq!(catalogue.named("ETHBTC").unwrap().instrument.tick, d("0.00000001"));
    }
}

#[test]
fn recorded_private_answers_are_read() {
    for name in ["order_response.json", "cancel_order_response.json"] {
        let Some(body) = recorded(name) else { continue };
        let row = order(&body).unwrap();
        assert_eq!((row.order_id, row.client_id(), row.quantity.0), (row.order_id, "myOrder1", d("1")));
    }
    if let Some(body) = recorded("new_order_full_response.json") {
        let placed = placed(&body).unwrap();
        assert_eq!((placed.order.order_id, placed.fills.len()), (28, 5));
        assert_eq!(placed.fills[1].fee, d("19.995"));
    }
    if let Some(body) = recorded("account_trades_response.json") {
        let trade = &own_trades(&body).unwrap()[0];
        assert_eq!((trade.id, trade.order_id, trade.maker), (28_457, 100_234, false));
    }
    if let Some(body) = recorded("account_response.json") {
        assert_eq!(account(&body).unwrap().balances().len(), 2);
    }
    for (name, kind, status) in [
        ("execution_report_new.json", "NEW", "NEW"),
        ("execution_report_trade.json", "TRADE", "FILLED"),
        ("execution_report_canceled.json", "CANCELED", "CANCELED"),
        ("execution_report_expired.json", "EXPIRED", "EXPIRED"),
        ("execution_report_stop_loss.json", "NEW", "NEW"),
    ] {
        let Some(body) = recorded(name) else { continue };
        let report = execution_report(&body).unwrap();
        assert_eq!((report.kind.as_str(), report.status.as_str()), (kind, status), "{name}");
        assert!(report.client_id().starts_with("x-TD67BGP9-T"), "{name}");
    }
}

#[test]
fn numbers_as_texts_and_rows_that_grew_are_read() {
    let body = r#"[["1499040000000000","1e-3",2,"0.5","1.5","7",0,"x",null,{}]]"#;
    let candle = klines(body.as_bytes()).unwrap()[0];
    assert_eq!((candle.time_ms, candle.open, candle.high), (1_499_040_000_000, 0.001, 2.0));
    assert!(klines(br#"[[1,"2","3","4","5"]]"#).is_err());
    let text = r#"{"symbol":"SOLUSDT","orderId":"9780331417","orderListId":"-1","clientOrderId":"x-R4","status":"NEW",
        "transactTime":"1737635557417","price":"241.00000000","origQty":"0.05000000","executedQty":"0.00000000",
        "type":"LIMIT","side":"BUY","timeInForce":"GTC","fills":[]}"#;
    let placed = placed(text.as_bytes()).unwrap();
    assert_eq!((placed.order.order_id, placed.order.time_ms()), (9_780_331_417, 1_737_635_557_417));
}

#[test]
fn a_balance_beyond_all_numbers_is_the_greatest_there_is() {
    let body = br#"{"balances":[{"asset":"BTC","free":"79228162514264337593543950335","locked":"1"}]}"#;
    assert_eq!(account(body).unwrap().balances()[0].total, Decimal::MAX);
}

fn arbitrary_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[-0-9a-zA-Z.+]{0,12}".prop_map(Value::from),
    ];
    let name = prop_oneof![
        "[a-zA-Z]{1,2}",
        Just("symbols".to_owned()),
        Just("filters".to_owned()),
        Just("lastUpdateId".to_owned()),
        Just("bids".to_owned()),
        Just("orderId".to_owned()),
        Just("symbol".to_owned()),
    ];
    leaf.prop_recursive(4, 40, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..8)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

fn read_all(body: &[u8]) {
    let _ = server_time(body);
    let _ = day(body).map(|d| d.ticker("A/B".parse().unwrap(), 0));
    let _ = days(body);
    let _ = trades(body).map(|all| all.iter().map(PublicTrade::trade).count());
    let _ = klines(body);
    let _ = serde_json::from_slice::<KlineEvent<'_>>(body).map(|k| k.kline.candle());
    let _ = depth(body);
    let _ = exchange_info(&domain::VenueId::new("binance"), body);
    let _ = order(body);
    let _ = placed(body);
    let _ = own_trades(body);
    let _ = account(body);
    let _ = execution_report(body);
}

proptest! {
    #[test]
    fn nothing_that_is_json_makes_a_parser_panic(value in arbitrary_json()) {
        read_all(value.to_string().as_bytes());
    }

    #[test]
    fn nothing_that_is_not_json_makes_a_parser_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_all(&bytes);
    }

    #[test]
    fn a_recorded_report_with_any_part_replaced_is_read_or_refused(at in 0_usize..500, byte in any::<u8>()) {
        let mut text = br#"{"e":"executionReport","E":1,"s":"ETHUSDT","c":"a","S":"BUY","o":"LIMIT","f":"GTC","q":"1.0",
            "p":"2500.0","P":"0","x":"TRADE","X":"FILLED","r":"NONE","i":12,"l":"1.0","z":"1.0","L":"2500","n":"0.001",
            "N":"ETH","T":1709654401000,"t":98765432,"w":false,"m":true,"O":1709654400000,"Z":"2500","C":""}"#.to_vec();
        let n = text.len();
        text[at % n] = byte;
        let _ = execution_report(&text);
    }
}
