//! The paper venue as the gateway sees it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "paper/stage.rs"]
mod stage;

use domain::{OrderStatus, OrderType, Side, TimeInForce};
use stage::{Stage, dec, limit, market, order, stop};
use venues::paper::{Frictions, LedgerRecord};
use venues::{Execution, ExecutionReport, OrderRef, VenueError, VenueRule};

#[tokio::test]
async fn a_market_order_walks_the_book_with_a_fill_and_a_fee_a_level() {
    let stage = Stage::new(Frictions::default()).await;
    stage.show(&[("99.99", "1")], &[("100.01", "2"), ("100.02", "1"), ("100.05", "9")]);
    let mut reports = stage.paper.reports();
    let ack = stage.paper.submit(&market("a", Side::Buy, "3.5")).await.unwrap();
    let found = stage.lookup("a").await;
    assert_eq!(
        (found.status, found.filled, &found.venue_id),
        (OrderStatus::Filled, dec("3.5"), &ack.venue_id)
    );
    let fills: Vec<_> = found.fills.iter().map(|f| (f.price, f.quantity, f.fee, f.maker)).collect();
    assert_eq!(
        fills,
        [
            (dec("100.01"), dec("2"), dec("0.20002"), false),
            (dec("100.02"), dec("1"), dec("0.10002"), false),
            (dec("100.05"), dec("0.5"), dec("0.050025"), false),
        ]
    );
    assert_eq!(stage.balance("USD").await, (dec("649.584935"), dec("649.584935")));
    assert_eq!(stage.balance("SIM-A").await.0, dec("13.5"));
    assert!(
        matches!(reports.try_recv().unwrap(), ExecutionReport::Acknowledged { client_id, .. } if client_id == "a")
    );
    for fill in found.fills {
        assert_eq!(reports.try_recv().unwrap(), ExecutionReport::Filled(fill));
    }
    assert!(reports.try_recv().is_err());
}

#[tokio::test]
async fn a_market_order_beyond_the_book_keeps_what_it_got() {
    let stage = Stage::new(Frictions::default()).await;
    stage.show(&[("99.99", "1")], &[]);
    stage.paper.submit(&market("a", Side::Sell, "3")).await.unwrap();
    let found = stage.lookup("a").await;
    assert_eq!(
        (found.status, found.filled, found.reason),
        (OrderStatus::Canceled, dec("1"), Some("no_liquidity".into()))
    );
}

#[tokio::test]
async fn a_limit_order_rests_and_fills_as_maker_at_its_price_as_far_as_the_book_goes() {
    let stage = Stage::new(Frictions::default()).await;
    stage.show(&[("99.9", "1")], &[("100.1", "1")]);
    stage.paper.submit(&limit("a", Side::Buy, "2", "100")).await.unwrap();
    assert_eq!(stage.balance("USD").await, (dec("1000"), dec("799.8")));
    stage.moment(&[("99.8", "1")], &[("99.95", "0.5")], &[]).await;
    stage.moment(&[("99.8", "1")], &[("100.1", "5")], &[("100", "1"), ("99.99", "0.25")]).await;
    let found = stage.lookup("a").await;
    let fills: Vec<_> = found.fills.iter().map(|f| (f.price, f.quantity, f.maker)).collect();
    assert_eq!(fills, [(dec("100"), dec("0.5"), true), (dec("100"), dec("0.25"), true)]);
    assert_eq!(found.status, OrderStatus::Open);
    stage.paper.cancel(&stage::name("a")).await.unwrap();
    stage.paper.cancel(&stage::name("a")).await.unwrap();
    let found = stage.lookup("a").await;
    assert_eq!((found.status, found.reason), (OrderStatus::Canceled, Some("requested".into())));
    assert_eq!(stage.balance("USD").await, (dec("924.925"), dec("924.925")));
}

#[tokio::test]
async fn ioc_keeps_what_it_gets_and_fok_all_or_nothing() {
    let stage = Stage::new(Frictions::default()).await;
    stage.show(&[], &[("100", "1"), ("101", "1")]);
    let tif = |id: &str, tif| domain::OrderRequest { time_in_force: tif, ..limit(id, Side::Buy, "2", "100") };
    stage.paper.submit(&tif("fok", TimeInForce::Fok)).await.unwrap();
    stage.paper.submit(&tif("ioc", TimeInForce::Ioc)).await.unwrap();
    let (fok, ioc) = (stage.lookup("fok").await, stage.lookup("ioc").await);
    assert_eq!((fok.filled, fok.reason), (dec("0"), Some("fok".into())));
    assert_eq!((ioc.filled, ioc.reason), (dec("1"), Some("ioc".into())));
}

#[tokio::test]
async fn stop_and_target_share_the_holding_and_one_cancels_the_other() {
    let stage = Stage::new(Frictions::default()).await;
    stage.show(&[("100", "50")], &[("100.1", "50")]);
    stage.paper.submit(&stage::exit(stop("s", Side::Sell, "10", "95"), "g")).await.unwrap();
    stage.paper.submit(&stage::exit(limit("t", Side::Sell, "10", "110"), "g")).await.unwrap();
    assert_eq!(stage.balance("SIM-A").await, (dec("10"), dec("0")));
    stage.moment(&[("111", "4")], &[("112", "1")], &[]).await;
    assert_eq!(stage.lookup("t").await.filled, dec("4"));
    assert_eq!(stage.lookup("s").await.status, OrderStatus::Open);
    stage.moment(&[("94", "20")], &[("96", "1")], &[]).await;
    let (s, t) = (stage.lookup("s").await, stage.lookup("t").await);
    assert_eq!((s.filled, s.fills[0].price, s.fills[0].maker), (dec("6"), dec("94"), false));
    assert_eq!((t.status, t.reason), (OrderStatus::Canceled, Some("oco".into())));
    assert_eq!((s.status, stage.balance("SIM-A").await.0), (OrderStatus::Canceled, dec("0")));
}

#[tokio::test]
async fn a_stop_is_reached_by_a_trade_too() {
    let stage = Stage::new(Frictions::default()).await;
    stage.show(&[("100", "50")], &[("100.1", "50")]);
    stage.paper.submit(&stop("s", Side::Sell, "1", "99")).await.unwrap();
    stage.moment(&[("99.5", "50")], &[("100.1", "50")], &[]).await;
    assert_eq!(stage.lookup("s").await.status, OrderStatus::Open);
    stage.moment(&[("99.5", "50")], &[("100.1", "50")], &[("98.99", "0.1")]).await;
    assert_eq!(stage.lookup("s").await.fills[0].price, dec("99.5"));
}

#[tokio::test]
async fn refusals_name_rule_value_and_limit_and_change_nothing() {
    let stage = Stage::new(Frictions::default()).await;
    stage.show(&[("99.99", "50")], &[("100.01", "50")]);
    let before = stage.ledger.records();
    let post_only = |o| domain::OrderRequest { post_only: true, ..o };
    let reduce = |o| domain::OrderRequest { reduce_only: true, ..o };
    let cases = [
        (market("x", Side::Buy, "10"), VenueRule::Balance, "1001.1001 USD", "at most 1000 USD"),
        (limit("x", Side::Sell, "10.5", "120"), VenueRule::Balance, "10.5 SIM-A", "at most 10 SIM-A"),
        (limit("x", Side::Buy, "1", "100.005"), VenueRule::Tick, "100.005", "a multiple of 0.01"),
        (limit("x", Side::Buy, "1.00005", "100"), VenueRule::Lot, "1.00005", "a multiple of 0.0001"),
        (limit("x", Side::Buy, "0.00001", "100"), VenueRule::MinQuantity, "0.00001", "0.0001 or more"),
        (limit("x", Side::Buy, "0.0001", "100"), VenueRule::MinNotional, "0.01", "1 or more"),
        (
            post_only(limit("x", Side::Buy, "1", "100.01")),
            VenueRule::PostOnly,
            "100.01",
            "below the ask 100.01",
        ),
        (
            reduce(market("x", Side::Buy, "1")),
            VenueRule::ReduceOnly,
            "buy",
            "sell, as nothing is sold short here",
        ),
        (
            order("x", OrderType::TrailingStop, Side::Buy, "1"),
            VenueRule::OrderType,
            "trailing_stop",
            "market, limit, stop or stop_limit",
        ),
        (
            order("x", OrderType::Limit, Side::Buy, "1"),
            VenueRule::Prices,
            "limit with price none and stop none",
            "a price and no stop",
        ),
    ];
    for (request, want_rule, want_value, want_limit) in cases {
        match stage.paper.submit(&request).await {
            Err(VenueError::Refused { rule, value, limit, .. }) => {
                assert_eq!((rule, value.as_str(), limit.as_str()), (want_rule, want_value, want_limit));
            }
            other => panic!("{want_rule}: {other:?}"),
        }
        assert_eq!(stage.paper.lookup(&stage::name("x")).await.unwrap(), None);
    }
    assert_eq!(stage.ledger.records(), before);
    let elsewhere = OrderRef { client_id: "nobody".into(), ..stage::name("x") };
    assert!(matches!(stage.paper.cancel(&elsewhere).await, Err(VenueError::UnknownOrder { .. })));
}

#[tokio::test]
async fn latency_and_slippage_delay_and_worsen() {
    let stage = Stage::new(Frictions { latency_ms: 300, slippage_bps: dec("5") }).await;
    stage.show(&[("99", "9")], &[("100", "9")]);
    stage.paper.submit(&market("a", Side::Buy, "1")).await.unwrap();
    stage.clock.advance(299);
    stage.moment(&[("99", "9")], &[("101", "9")], &[]).await;
    assert_eq!(stage.lookup("a").await.filled, dec("0"));
    stage.clock.advance(1);
    stage.moment(&[("99", "9")], &[("102", "9")], &[]).await;
    assert_eq!(stage.lookup("a").await.fills[0].price, dec("102.06"));
}

#[tokio::test]
async fn a_killed_venue_comes_back_as_it_was_and_takes_nothing_twice() {
    let stage = Stage::new(Frictions::default()).await;
    stage.show(&[("99", "9")], &[("100", "9")]);
    let first = stage.paper.submit(&market("a", Side::Buy, "1")).await.unwrap();
    stage.paper.submit(&limit("b", Side::Buy, "1", "98")).await.unwrap();
    let (orders, balances) =
        (stage.paper.open_orders().await.unwrap(), stage.paper.balances().await.unwrap());
    let again = stage.restart().await;
    assert_eq!(again.paper.open_orders().await.unwrap(), orders);
    assert_eq!(again.paper.balances().await.unwrap(), balances);
    assert_eq!(again.paper.submit(&market("a", Side::Buy, "1")).await.unwrap(), first);
    again.paper.deposit("opening USD", "USD", dec("1000")).await.unwrap();
    assert_eq!(again.paper.balances().await.unwrap(), balances);
    let other = again.paper.submit(&market("a", Side::Buy, "2")).await;
    assert!(matches!(other, Err(VenueError::Refused { rule: VenueRule::ClientId, .. })));
    again.paper.submit(&market("c", Side::Buy, "1")).await.unwrap();
    let trade = |id: &str| {
        again.ledger.records().iter().find_map(|r| match r {
            LedgerRecord::Filled { fill, .. } if fill.client_id == id => Some(fill.trade_id.clone()),
            _ => None,
        })
    };
    assert!(trade("a").unwrap() < trade("c").unwrap());
}

#[tokio::test]
async fn a_caller_that_goes_away_and_a_ledger_that_fails_leave_the_truth_of_the_ledger() {
    let stage = Stage::new(Frictions::default()).await;
    stage.show(&[("99", "9")], &[("100", "9")]);
    let mut reports = stage.paper.reports();
    // The records are durable, but the answer is lost.
    stage.ledger.lose_next_answer();
    let lost = stage.paper.submit(&market("a", Side::Buy, "1")).await;
    assert!(lost.unwrap_err().outcome_unknown());
    assert_eq!(stage.lookup("a").await.status, OrderStatus::Filled);
    assert!(matches!(reports.try_recv(), Ok(ExecutionReport::Acknowledged { .. })));
    assert!(matches!(reports.try_recv(), Ok(ExecutionReport::Filled(_))));
    assert!(reports.try_recv().is_err());
    // The caller is dropped while the ledger writes.
    stage.ledger.hang_after_next_write();
    let request = market("b", Side::Buy, "1");
    let mut submission = Box::pin(stage.paper.submit(&request));
    assert!(futures::poll!(submission.as_mut()).is_pending());
    drop(submission);
    assert_eq!(stage.lookup("b").await.status, OrderStatus::Filled);
    assert_eq!(stage.balance("SIM-A").await.0, dec("12"));
    // Nothing was written at all.
    stage.ledger.refuse_next_write();
    assert!(stage.paper.submit(&market("c", Side::Buy, "1")).await.is_err());
    assert_eq!(stage.paper.lookup(&stage::name("c")).await.unwrap(), None);
    assert_eq!(stage.balance("SIM-A").await.0, dec("12"));
}
