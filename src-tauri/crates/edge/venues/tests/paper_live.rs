//! The paper venue following the built-in market by itself.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;

use domain::{Decimal, Mode, OrderRequest, OrderRole, OrderStatus, OrderType, Side, TimeInForce};
use venues::builtin::BuiltinMarket;
use venues::paper::{Frictions, MemoryLedger, PaperVenue};
use venues::{Execution, ManualClock, MarketData, OrderRef};

/// 2026-03-02 09:41:17.300 UTC.
const NOW: i64 = 1_772_444_477_300;
/// A quarter of a second each: at most three hours of the market.
const STEPS: usize = 43_200;

#[tokio::test]
async fn a_resting_order_is_filled_when_the_market_comes_to_it_also_after_a_restart() {
    let clock = Arc::new(ManualClock::new(NOW));
    let market = Arc::new(BuiltinMarket::new(1, clock.clone()));
    let instrument = market.instruments().await.unwrap().remove(0);
    let bid = market.book(&instrument.id.symbol, 1).await.unwrap().bids[0].price;
    let order = OrderRequest {
        client_id: "patient".to_owned(),
        mode: Mode::Paper,
        account: "paper".to_owned(),
        instrument: instrument.id.clone(),
        side: Side::Buy,
        order_type: OrderType::Limit,
        role: OrderRole::Entry,
        quantity: Decimal::new(25, 1),
        price: Some(bid - Decimal::from(5) * instrument.tick),
        stop_price: None,
        time_in_force: TimeInForce::Gtc,
        post_only: true,
        reduce_only: false,
        oco_group: None,
        hidden: false,
        trail: None,
    };
    let ledger = Arc::new(MemoryLedger::default());
    let open = || PaperVenue::open(Frictions::default(), clock.clone(), ledger.clone());
    let before = open().await.unwrap();
    before.add_market(market.clone());
    before.deposit("opening", "USD", Decimal::from(1_000)).await.unwrap();
    before.submit(&order).await.unwrap();
    drop(before);

    let paper = open().await.unwrap();
    paper.add_market(market.clone());
    paper.run().await.unwrap();
    let name = OrderRef::of(&order);
    for _ in 0..STEPS {
        clock.advance(250);
        market.publish();
        for _ in 0..30 {
            tokio::task::yield_now().await;
        }
        let found = paper.lookup(&name).await.unwrap().unwrap();
        if found.status == OrderStatus::Filled {
            assert!(found.fills.iter().all(|f| f.maker && Some(f.price) == order.price));
            assert_eq!(paper.open_orders().await.unwrap(), []);
            return;
        }
    }
    panic!("the market never came within five ticks");
}
