//! Each rule alone, on both sides of its limit.

use domain::{Decimal, Mode, OrderType, Quote, Side};
use trading::risk::{Context, Intent, Rule, RuleCheck, assess};
use trading::{Policy, RuleCheck as Check};

use super::fixture::*;

fn intent() -> Intent {
    Intent {
        side: Side::Buy,
        order_type: OrderType::Limit,
        quantity: d("5"),
        price: Some(d("100")),
        trigger: None,
        stop: Some(d("98")),
        target: Some(d("104")),
        band: None,
        stop_required: true,
    }
}

fn with(change: impl FnOnce(&mut Context<'_>)) -> Vec<Check> {
    let (policy, instrument) = (Policy::default(), instrument());
    let mut context = Context {
        policy: &policy,
        instrument: &instrument,
        quote: Quote { bid: d("99.99"), ask: d("100.01"), last: d("100"), time_ms: 1_000 },
        now_ms: 1_000,
        recorded: false,
        mode: Mode::Paper,
        paused: false,
        live_enabled: false,
        intent: intent(),
        open_orders: 0,
        entries_today: 0,
        position: Decimal::ZERO,
        working_buys: Decimal::ZERO,
        sellable: Decimal::ZERO,
        cash: d("10000"),
        equity: d("10000"),
        day_start_equity: d("10000"),
        peak_equity: d("10000"),
    };
    change(&mut context);
    assess(&context).checks
}

fn failed(change: impl FnOnce(&mut Context<'_>)) -> Vec<(Rule, Decimal, Decimal)> {
    with(change).into_iter().filter(|c| !c.ok).map(|c| (c.rule, c.value, c.limit)).collect()
}

fn one(rule: Rule, value: &str, limit: &str) -> Vec<(Rule, Decimal, Decimal)> {
    vec![(rule, d(value), d(limit))]
}

#[test]
fn a_sound_order_clears_every_rule_for_entries() {
    let checks = with(|_| {});
    assert!(checks.iter().all(|c| c.ok));
    let names: Vec<&str> = checks.iter().map(|c| c.rule.code()).collect();
    assert_eq!(
        names,
        [
            "paused",
            "price_stale",
            "price_collar",
            "tick",
            "lot",
            "below_min_quantity",
            "below_min_notional",
            "order_notional",
            "position_notional",
            "open_orders",
            "trades_per_day",
            "daily_loss",
            "drawdown",
            "insufficient_balance",
            "stop_required",
            "stop_side",
            "target_side",
        ]
    );
    let notional = RuleCheck { rule: Rule::OrderNotional, value: d("500"), limit: d("6000"), ok: true };
    assert!(checks.contains(&notional));
}

#[test]
fn the_market_rules_hold_at_their_limits() {
    assert_eq!(failed(|c| c.paused = true), one(Rule::Paused, "1", "0"));
    assert_eq!(failed(|c| c.mode = Mode::Live), one(Rule::LiveMode, "0", "1"));
    assert_eq!(failed(|c| (c.mode, c.live_enabled) = (Mode::Live, true)), []);
    assert_eq!(failed(|c| c.now_ms = 6_000), []);
    assert_eq!(failed(|c| c.now_ms = 6_001), one(Rule::PriceStale, "5001", "5000"));
    assert_eq!(failed(|c| (c.now_ms, c.recorded) = (i64::MAX, true)), []);
    assert_eq!(failed(|c| c.intent.price = Some(d("102.01"))), []);
    assert_eq!(failed(|c| c.intent.price = Some(d("102.02"))), one(Rule::PriceCollar, "0.020098", "0.02"));
    let band = Some((d("99.71"), d("100.31")));
    assert_eq!(failed(|c| (c.intent.band, c.intent.price) = (band, Some(d("100.31")))), []);
    let above = failed(|c| (c.intent.band, c.intent.price) = (band, Some(d("100.32"))));
    assert_eq!(above, one(Rule::PriceBand, "100.32", "100.31"));
}

#[test]
fn the_venues_steps_hold_at_their_limits() {
    assert_eq!(failed(|c| c.intent.stop = Some(d("98.005"))), one(Rule::Tick, "98.005", "0.01"));
    assert_eq!(failed(|c| c.intent.quantity = d("5.00005")), one(Rule::Lot, "5.00005", "0.0001"));
    let small = |quantity: &str| {
        let quantity = d(quantity);
        failed(move |c| {
            (c.intent.quantity, c.intent.price, c.intent.order_type) = (quantity, None, OrderType::Market)
        })
    };
    assert_eq!(small("0.01"), []);
    assert_eq!(small("0.0099"), one(Rule::BelowMinNotional, "0.990099", "1"));
    let both = small("0.0009");
    assert_eq!(both[0], (Rule::BelowMinQuantity, d("0.0009"), d("0.001")));
    assert_eq!(both[1].0, Rule::BelowMinNotional);
}

#[test]
fn the_policys_limits_hold_at_their_limits() {
    assert_eq!(failed(|c| c.intent.quantity = d("60")), []);
    assert_eq!(failed(|c| c.intent.quantity = d("60.01")), one(Rule::OrderNotional, "6001", "6000"));
    assert_eq!(failed(|c| (c.position, c.working_buys) = (d("100"), d("15"))), []);
    let over = failed(|c| (c.position, c.working_buys) = (d("100"), d("15.01")));
    assert_eq!(over, one(Rule::PositionNotional, "12001", "12000"));
    assert_eq!(failed(|c| c.open_orders = 19), []);
    assert_eq!(failed(|c| c.open_orders = 20), one(Rule::OpenOrders, "20", "20"));
    assert_eq!(failed(|c| c.entries_today = 9), []);
    assert_eq!(failed(|c| c.entries_today = 10), one(Rule::TradesPerDay, "10", "10"));
    assert_eq!(failed(|c| c.equity = d("9800.02")), []);
    assert_eq!(failed(|c| c.equity = d("9800")), one(Rule::DailyLoss, "0.02", "0.02"));
    assert_eq!(failed(|c| c.peak_equity = d("10526.3")), []);
    assert_eq!(failed(|c| c.peak_equity = d("10526.4")), one(Rule::Drawdown, "0.050008", "0.05"));
}

#[test]
fn nothing_is_bought_on_credit_or_sold_short() {
    assert_eq!(failed(|c| c.cash = d("500.5")), []);
    assert_eq!(failed(|c| c.cash = d("500.49")), one(Rule::InsufficientBalance, "500.5", "500.49"));
    let sell = |held: &str| {
        let held = d(held);
        failed(move |c| {
            (c.intent.side, c.intent.stop, c.intent.target, c.sellable) = (Side::Sell, None, None, held);
        })
    };
    assert_eq!(sell("5"), []);
    assert_eq!(sell("4.9999"), one(Rule::InsufficientHoldings, "5", "4.9999"));
}

#[test]
fn sales_pass_what_stops_entries() {
    let checks = failed(|c| {
        (c.intent.side, c.intent.stop, c.intent.target, c.sellable) = (Side::Sell, None, None, d("5"));
        (c.paused, c.open_orders, c.entries_today, c.cash) = (true, 99, 99, Decimal::ZERO);
        (c.equity, c.position) = (d("1"), d("100000"));
    });
    assert_eq!(checks, []);
}

#[test]
fn exits_lie_on_the_side_where_they_protect() {
    assert_eq!(failed(|c| c.intent.stop = None), one(Rule::StopRequired, "0", "1"));
    assert_eq!(failed(|c| (c.intent.stop, c.intent.stop_required) = (None, false)), []);
    // at the bid it would trigger at once, though it lies under the price
    assert_eq!(failed(|c| c.intent.stop = Some(d("99.99"))), one(Rule::StopSide, "99.99", "99.99"));
    assert_eq!(failed(|c| c.intent.target = Some(d("100"))), one(Rule::TargetSide, "100", "100"));
    let stop_buy = |trigger: &str| {
        let trigger = Some(d(trigger));
        failed(move |c| {
            (c.intent.price, c.intent.trigger, c.intent.order_type) = (None, trigger, OrderType::Stop)
        })
    };
    assert_eq!(stop_buy("100.02"), []);
    assert_eq!(stop_buy("100.01"), one(Rule::TriggerSide, "100.01", "100.01"));
}
