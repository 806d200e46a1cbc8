#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use domain::{Symbol, VenueId};
use proptest::prelude::*;

use super::*;

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn instrument() -> InstrumentId {
    InstrumentId::new(VenueId::builtin(), "SIM-A/USD".parse::<Symbol>().unwrap())
}

fn fill(side: Side, quantity: &str, price: &str, fee: &str, fee_currency: &str) -> Fill {
    Fill {
        client_id: "c".into(),
        trade_id: "1".into(),
        instrument: instrument(),
        side,
        quantity: d(quantity),
        price: d(price),
        fee: d(fee),
        fee_currency: fee_currency.into(),
        maker: false,
        time_ms: 7,
    }
}

#[test]
fn buys_average_and_sells_realise() {
    let mut p = Portfolio::opened_with("USD", d("1000"));
    p.book(&fill(Side::Buy, "2", "100", "0.2", "USD"));
    p.book(&fill(Side::Buy, "2", "110", "0.22", "USD"));
    let held = &p.positions[&instrument()];
    assert_eq!((held.quantity, held.average_price, held.opened_ms), (d("4"), d("105"), Some(7)));
    assert_eq!(p.cash("USD"), d("579.58"));
    p.book(&fill(Side::Sell, "1", "125", "0.125", "USD"));
    let held = &p.positions[&instrument()];
    assert_eq!((held.quantity, held.average_price, held.realised), (d("3"), d("105"), d("19.455")));
    assert_eq!(held.unrealised(d("115")), d("30"));
    p.book(&fill(Side::Sell, "3", "105", "0", "USD"));
    let held = &p.positions[&instrument()];
    assert_eq!((held.quantity, held.average_price, held.opened_ms), (d("0"), d("0"), None));
    assert_eq!(p.equity("USD", |_| None), d("1019.455"));
}

#[test]
fn a_fee_in_base_currency_comes_out_of_the_position() {
    let mut p = Portfolio::opened_with("USD", d("1000"));
    let moved = p.book(&fill(Side::Buy, "2", "100", "0.002", "SIM-A"));
    assert_eq!((moved, p.quantity(&instrument())), (d("1.998"), d("1.998")));
    assert_eq!(p.positions[&instrument()].realised, d("-0.2"));
    assert_eq!(p.cash("USD"), d("800"));
}

#[test]
fn selling_more_than_held_is_booked_as_it_is() {
    let mut p = Portfolio::opened_with("USD", d("0"));
    p.book(&fill(Side::Buy, "1", "100", "0", "USD"));
    p.book(&fill(Side::Sell, "3", "110", "0", "USD"));
    let held = &p.positions[&instrument()];
    assert_eq!((held.quantity, held.average_price, held.realised), (d("-2"), d("110"), d("10")));
    p.book(&fill(Side::Buy, "2", "100", "0", "USD"));
    assert_eq!(p.positions[&instrument()].realised, d("30"));
}

proptest! {
    #[test]
    fn money_is_conserved(steps in proptest::collection::vec((any::<bool>(), 1_u32..500, 1_u32..20_000, 0_u32..100), 1..40)) {
        let start = Decimal::from(1_000_000);
        let mut p = Portfolio::opened_with("USD", start);
        let (mut value, mut quantity, mut fees) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
        for (buy, q, price, fee) in steps {
            let side = if buy { Side::Buy } else { Side::Sell };
            let (q, price, fee) = (Decimal::new(q.into(), 2), Decimal::new(price.into(), 2), Decimal::new(fee.into(), 4));
            p.book(&fill(side, &q.to_string(), &price.to_string(), &fee.to_string(), "USD"));
            let sign = if buy { Decimal::ONE } else { Decimal::NEGATIVE_ONE };
            value += sign * q * price;
            quantity += sign * q;
            fees += fee;
        }
        prop_assert_eq!(p.cash("USD"), start - value - fees);
        prop_assert_eq!(p.quantity(&instrument()), quantity);
        prop_assert_eq!(p.fees["USD"], fees);
        // what was gained is either realised or still open: the two views of the same money agree
        let price = Decimal::from(77);
        let held = &p.positions[&instrument()];
        let gained = held.realised + held.unrealised(price);
        prop_assert!((p.equity("USD", |_| Some(price)) - start - gained).abs() < Decimal::new(1, 15));
    }
}
