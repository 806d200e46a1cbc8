#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

const ORDER: &str = r#"[139472205825,null,1003434,"tLTCUST",1706699075903,1706699075904,0.06,-0.1,"EXCHANGE LIMIT",
    null,null,null,4096,"PARTIALLY FILLED @ 50.0(-0.04)",null,null,50,50,0,0,null,null,null,0,0,null,null,null,
    "API>BFX",null,null,{},"a later field"]"#;

fn order(text: &str) -> WireOrder {
    WireOrder::read(&Row::read(text).unwrap()).unwrap()
}

fn venue() -> VenueId {
    VenueId::new("bitfinex")
}

#[test]
fn an_order_is_known_by_its_amounts_and_the_beginning_of_its_status() {
    let known = order(ORDER).known(&venue(), &Symbols::default(), "CS-1".into(), vec![]).unwrap();
    assert_eq!(known.instrument.symbol.to_string(), "LTC/USDT");
    assert_eq!((known.quantity.to_string(), known.filled.to_string()), ("0.1".into(), "0.04".into()));
    assert_eq!((known.side, known.status, known.reason), (domain::Side::Sell, OrderStatus::Open, None));
}

#[test]
fn a_stop_limit_keeps_both_prices_before_and_after_it_was_set_off() {
    let waiting = r#"[1,null,7,"tBTCUSD",1,1,0.5,0.5,"EXCHANGE STOP LIMIT",null,null,null,0,"ACTIVE",null,null,61000,0,0,61100]"#;
    let set_off = r#"[1,null,7,"tBTCUSD",1,1,0.5,0.5,"EXCHANGE LIMIT","EXCHANGE STOP LIMIT",null,null,0,"ACTIVE",null,null,61000,0,0,61100]"#;
    for text in [waiting, set_off] {
        let known = order(text).known(&venue(), &Symbols::default(), String::new(), vec![]).unwrap();
        let prices = (known.price.unwrap().to_string(), known.stop_price.unwrap().to_string());
        assert_eq!((known.order_type, prices), (OrderType::StopLimit, ("61100".into(), "61000".into())));
    }
}

#[test]
fn statuses_are_told_by_their_beginning_and_new_ones_are_not_guessed() {
    for (text, expected) in [
        ("ACTIVE", Standing::Working),
        ("PARTIALLY FILLED @ 1.0(0.5)", Standing::Working),
        ("EXECUTED @ 107.6(-0.2)", Standing::Executed),
        ("FORCED EXECUTED @ 1(1)", Standing::Executed),
        ("CANCELED was: PARTIALLY FILLED @ 1(1)", Standing::Cancelled),
        ("POSTONLY CANCELED", Standing::Cancelled),
        ("INSUFFICIENT BALANCE (U1) was: ACTIVE", Standing::Cancelled),
        ("RSN_DUST (amount is less than 0.00000001)", Standing::Cancelled),
        ("SUSPENDED", Standing::Unlisted),
    ] {
        assert_eq!(standing(text), expected, "{text}");
    }
    let strange = order(&ORDER.replace("PARTIALLY FILLED @ 50.0(-0.04)", "SUSPENDED"));
    let known = strange.known(&venue(), &Symbols::default(), String::new(), vec![]).unwrap();
    assert_eq!((known.status, known.reason.as_deref()), (OrderStatus::Unconfirmed, Some("SUSPENDED")));
}

#[test]
fn a_trade_is_a_fill_once_its_fee_is_known() {
    let first = r#"[17972,"tBTCUSD",1755671464700,15268096239,-0.00008867,113910,"EXCHANGE LIMIT",113910,-1,null,null,1755671464699]"#;
    let then = first.replace("null,null", "-0.00606023982,\"USD\"");
    let read = |text: &str| WireTrade::read(&Row::read(text).unwrap()).unwrap();
    assert_eq!(read(first).fill(&venue(), &Symbols::default(), String::new()), None);
    let fill = read(&then).fill(&venue(), &Symbols::default(), "CS-9".into()).unwrap();
    assert_eq!((fill.fee.to_string().as_str(), fill.fee_currency.as_str()), ("0.00606023982", "USD"));
    assert_eq!((fill.quantity.to_string().as_str(), fill.maker), ("0.00008867", false));
    assert_eq!(read(&then).cid, Some(1_755_671_464_699));
}

#[test]
fn notifications_hold_one_order_or_a_list_of_them() {
    let read = |data: &str| {
        let text =
            format!(r#"[1717587431.5,"on-req",null,null,{data},null,"SUCCESS","Submitting 1 orders."]"#);
        let row = Row::read(&text).unwrap();
        let notification = Notification::read(&row).unwrap();
        assert!(notification.is_success());
        notification.orders().len()
    };
    assert_eq!((read(ORDER), read(&format!("[{ORDER},{ORDER}]")), read("null"), read("[]")), (1, 2, 0, 0));
}

proptest! {
    /// Whatever comes, it is read or refused, and nothing else happens.
    #[test]
    fn arbitrary_arrays_are_read_or_refused(
        fields in prop::collection::vec(prop_oneof![
            Just("null".to_owned()), Just("[]".to_owned()), Just("{}".to_owned()), Just("1e400".to_owned()),
            any::<i64>().prop_map(|n| n.to_string()), any::<f64>().prop_map(|n| format!("{n:e}")),
            "[ -~]{0,12}".prop_map(|text| serde_json::to_string(&text).unwrap()),
            Just("\"tBTCUSD\"".to_owned()), Just("\"ACTIVE\"".to_owned()), Just("\"EXCHANGE LIMIT\"".to_owned()),
        ], 0..34),
    ) {
        let text = format!("[{}]", fields.join(","));
        if let Ok(row) = Row::read(&text) {
            let symbols = Symbols::default();
            if let Ok(order) = WireOrder::read(&row) {
                let _ = order.known(&venue(), &symbols, String::new(), vec![]);
            }
            if let Ok(trade) = WireTrade::read(&row) {
                let _ = trade.fill(&venue(), &symbols, String::new());
            }
            let _ = (WireWallet::read(&row).map(|w| w.balance(&symbols)), position(&row, &symbols));
            let _ = Notification::read(&row).map(|n| n.orders());
            let _ = (crate::bitfinex::parse::candle(&row), crate::bitfinex::parse::trade(&row));
            let _ = crate::bitfinex::parse::book(std::slice::from_ref(&row));
        }
    }
}
