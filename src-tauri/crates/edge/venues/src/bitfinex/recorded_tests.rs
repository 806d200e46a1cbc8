//! Answers the venue itself gave, where they are at hand.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use domain::{OrderStatus, OrderType, Side, VenueId};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::orders::{Notification, WireOrder, WireTrade};
use super::parse;
use super::row::Row;
use super::symbols::Symbols;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../../shared/recorded/rest_responses.json");

#[derive(Deserialize)]
struct Recorded {
    bitfinex: Vec<Call>,
}

#[derive(Deserialize)]
struct Call {
    call: String,
    http_response: Box<RawValue>,
}

#[test]
fn what_the_venue_answered_is_read() {
    let Ok(text) = std::fs::read_to_string(FILE) else {
        println!("skipped: {FILE} is not there");
        return;
    };
    let recorded: Recorded = serde_json::from_str(&text).unwrap();
    let answer = |name: &str| recorded.bitfinex.iter().find(|c| c.call == name).unwrap().http_response.get();
    let (symbols, venue) = (Symbols::default(), VenueId::new("bitfinex"));

    let submitted = Row::read(answer("createOrder")).unwrap();
    let told = Notification::read(&submitted).unwrap();
    assert!(told.is_success());
    assert_eq!(told.numbers(), [(Some(156_523_558_501), Some(1_717_587_431_027))]);
    let cancelled = Row::read(answer("cancelOrder")).unwrap();
    assert_eq!(Notification::read(&cancelled).unwrap().orders()[0].id, 139_472_205_825);

    for (name, status) in
        [("fetchOpenOrders", OrderStatus::Open), ("fetchClosedOrders", OrderStatus::Canceled)]
    {
        let rows = Row::list(answer(name)).unwrap();
        let order =
            WireOrder::read(&rows[0]).unwrap().known(&venue, &symbols, String::new(), vec![]).unwrap();
        assert_eq!((order.status, order.order_type, order.side), (status, OrderType::Limit, Side::Buy));
        assert_eq!(
            (order.instrument.symbol.to_string().as_str(), order.price.unwrap().to_string()),
            ("LTC/USDT", "50".into())
        );
    }

    let rows = Row::list(answer("fetchMyTrades")).unwrap();
    let fill = WireTrade::read(&rows[0]).unwrap().fill(&venue, &symbols, String::new()).unwrap();
    assert_eq!(
        (fill.fee.to_string().as_str(), fill.fee_currency.as_str(), fill.side),
        ("0.0175166", "USDT", Side::Sell)
    );

    let rows = Row::list(answer("fetchTrades")).unwrap();
    assert_eq!(parse::trade(&rows[0]).unwrap().size.to_string(), "0.00019983");
    let ticker = Row::read(answer("fetchTicker")).unwrap();
    let ticker = parse::ticker(&ticker, 0, "BTC/USDT".parse().unwrap(), 0).unwrap();
    assert_eq!((ticker.bid.to_string(), ticker.high.to_string()), ("73350".into(), "73583".into()));
    let rows = Row::list(answer("fetchOHLCV")).unwrap();
    assert_eq!(parse::candle(&rows[0]).unwrap().unwrap().high, 3890.0);
}
