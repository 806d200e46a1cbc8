#![allow(clippy::unwrap_used, clippy::panic)]

use domain::{Decimal, Instrument, InstrumentId, VenueId};

use super::*;
use crate::session::Step;
use crate::{Credentials, Endpoints, ExecutionReport as Told, VenueSettings};

fn stream() -> (PrivateStream, Arc<Outlet>) {
    let venue = VenueId::new("binance");
    let address = "http://127.0.0.1:9".to_owned();
    let endpoints = Endpoints {
        rest: address.clone(),
        rest_private: address.clone(),
        ws: address.clone(),
        ws_private: address,
    };
    let mut settings = VenueSettings::public(endpoints);
    let step = Decimal::new(1, 2);
    settings.instruments = Some(vec![Instrument {
        id: InstrumentId::new(venue.clone(), "ETH/USDT".parse().unwrap()),
        tick: step,
        lot: step,
        min_quantity: step,
        min_notional: step,
        maker_fee: step,
        taker_fee: step,
    }]);
    let rest = Arc::new(Rest::new(venue.clone(), &settings).unwrap());
    let outlet = Arc::new(Outlet::new());
    let signer = Signer::new(&venue, Credentials::new("key", "secret")).unwrap();
    (PrivateStream::new(rest, outlet.clone(), signer), outlet)
}

fn words(steps: &mut Steps) -> Vec<String> {
    let word = |step: Step| match step {
        Step::Send(message) => format!("send {message}"),
        Step::Fetch { what, .. } => format!("fetch {what}"),
        Step::State(state) => format!("{state:?}"),
        Step::Reconnect { reason, wait } => format!("reconnect {reason} {wait:?}"),
        Step::Tell(told) => format!("{told:?}"),
    };
    steps.drain().map(word).collect()
}

fn hear(stream: &mut PrivateStream, message: &str) -> Vec<String> {
    let mut steps = Steps::default();
    stream.received(message.as_bytes(), 0, &mut steps);
    words(&mut steps)
}

fn report(kind: &str, status: &str, trade: i64, last: &str, sum: &str) -> String {
    format!(
        r#"{{"subscriptionId":0,"event":{{"e":"executionReport","E":1,"s":"ETHUSDT","c":"cancel-7","C":"CS-1-1",
        "S":"BUY","o":"LIMIT","f":"GTC","q":"3","p":"10","P":"0","x":"{kind}","X":"{status}","r":"NONE","i":12,
        "l":"{last}","z":"{sum}","L":"10","n":"0.1","N":"ETH","T":1709654401000,"t":{trade},"m":true}}}}"#
    )
}

#[test]
fn the_clock_is_measured_then_the_subscription_sent_then_everything_asked() {
    let (mut stream, _) = stream();
    let mut steps = Steps::default();
    stream.opened(0, &mut steps);
    assert_eq!(words(&mut steps), ["fetch clock"]);
    stream.fetched(0, Ok(Vec::new()), 0, &mut steps);
    let sent = words(&mut steps).remove(0);
    assert!(sent.contains("userDataStream.subscribe.signature") && !sent.contains("secret"), "{sent}");
    let acked = r#"{"id":"subscribe","status":200,"result":{"subscriptionId":0}}"#;
    assert_eq!(hear(&mut stream, acked), ["Live", "fetch everything"]);
    let refused = r#"{"id":"subscribe","status":401,"error":{"code":-2015,"msg":"Invalid API-key"}}"#;
    assert_eq!(hear(&mut stream, refused), ["reconnect refused with status 401: Invalid API-key Some(30s)"]);
    let late = r#"{"id":"subscribe","status":400,"error":{"code":-1021,"msg":"Timestamp"}}"#;
    assert_eq!(hear(&mut stream, late), ["fetch clock"]);
}

#[test]
fn a_fill_that_was_not_told_is_asked_for_before_the_end_is() {
    let (mut stream, outlet) = stream();
    let mut told = outlet.reports.subscribe();
    assert!(hear(&mut stream, &report("NEW", "NEW", -1, "0", "0")).is_empty());
    assert!(hear(&mut stream, &report("TRADE", "PARTIALLY_FILLED", 5, "1", "1")).is_empty());
    assert!(hear(&mut stream, &report("TRADE", "PARTIALLY_FILLED", 5, "1", "1")).is_empty());
    assert_eq!(hear(&mut stream, &report("CANCELED", "CANCELED", -1, "0", "2")), ["fetch lacking"]);
    assert!(
        matches!(told.try_recv().unwrap(), Told::Acknowledged { client_id, venue_id } if client_id == "CS-1-1" && venue_id == "12")
    );
    assert!(matches!(told.try_recv().unwrap(), Told::Filled(fill) if fill.trade_id == "5" && fill.maker));
    assert!(told.try_recv().is_err());
    assert!(hear(&mut stream, &report("TRADE", "PARTIALLY_FILLED", 6, "1", "2")).is_empty());
    assert!(matches!(told.try_recv().unwrap(), Told::Filled(fill) if fill.trade_id == "6"));
    assert!(matches!(told.try_recv().unwrap(), Told::Cancelled { reason, .. } if reason == "canceled"));
}

#[test]
fn balances_strange_words_and_damage_are_each_met() {
    let (mut stream, outlet) = stream();
    let mut events = outlet.events.subscribe();
    let position = r#"{"e":"outboundAccountPosition","E":1,"u":1,"B":[{"a":"ETH","f":"5.0","l":"1.50"}]}"#;
    assert!(hear(&mut stream, position).is_empty());
    match events.try_recv().unwrap() {
        AccountEvent::Balance(b) => assert_eq!(b.total.to_string(), "6.5"),
        other => panic!("{other:?}"),
    }
    hear(&mut stream, &report("NEW", "ASLEEP", -1, "0", "0"));
    assert!(matches!(events.try_recv().unwrap(), AccountEvent::Unlisted { what: "order status", .. }));
    hear(&mut stream, r#"{"event":{"e":"weather","E":1}}"#);
    assert!(matches!(
        events.try_recv().unwrap(),
        AccountEvent::Unlisted { what: "event of the account", .. }
    ));
    let mut steps = Steps::default();
    stream.received(&report("NEW", "NEW", -1, "0", "0").as_bytes()[..80], 0, &mut steps);
    stream.tick(AGAIN_MS, &mut steps);
    assert_eq!((words(&mut steps), steps.counted().parse_errors), (vec!["fetch everything".to_owned()], 1));
}
