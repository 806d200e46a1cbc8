//! One trade from signal to flat, and orders by hand: what a user does in the first half hour.

use desk::api::approval::{ApprovalStatus, ApprovalView};
use desk::api::order::{OrderView, Protection};
use desk::api::people::Stage as Door;
use desk::{Desk, Session};
use domain::{Decimal, OrderRole, OrderStatus, Side};

use crate::stage::*;

async fn total(desk: &Desk, session: &Session, currency: &str) -> Decimal {
    let held = desk.holdings(session).await.unwrap();
    held.balances.iter().find(|b| b.currency == currency).map_or(Decimal::ZERO, |b| b.total)
}

#[tokio::test]
async fn a_signal_is_signed_executed_protected_and_closed() {
    let stage = Stage::empty().await;
    let desk = &stage.desk;
    assert_eq!(desk.door(None).await.unwrap().stage, Door::FirstStart);
    let (anna, created) = desk.create_admin(person("anna", domain::Role::Admin), en()).await.unwrap();
    assert_eq!(created.session.user, "anna");
    assert_eq!(created.recovery_code.split('-').count(), 14);
    assert_eq!(desk.door(Some(&anna)).await.unwrap().stage, Door::Open);
    assert_eq!(total(desk, &anna, "USD").await, Decimal::from(10_000));
    assert_eq!(stage.verified().await, 0);

    let waiting = pending(desk, &anna).await;
    assert_eq!(waiting.status, ApprovalStatus::Pending);
    assert!(waiting.signable && waiting.rules.iter().all(|r| r.ok), "{waiting:?}");
    assert!(waiting.worst_loss.unwrap() < Decimal::ZERO && waiting.stop.unwrap() < waiting.entry);
    stage.verified().await;

    let signed = desk.sign_approval(&anna, shown(&waiting)).await.unwrap();
    assert_eq!(signed.status, ApprovalStatus::Signed);
    assert_eq!((signed.signatures.len(), signed.signatures[0].signature.len()), (1, 128));
    assert_eq!((signed.signatures[0].user.as_str(), signed.signatures[0].held_ms), ("anna", 900));
    stage.verified().await;

    let order = desk.execute_approval(&anna, waiting.id.clone(), waiting.quantity).await.unwrap();
    assert_eq!((order.status, order.filled), (OrderStatus::Filled, waiting.quantity));
    assert_eq!(order.approval.as_deref(), Some(waiting.id.as_str()));
    held_and_protected(desk, &anna, &signed, &order).await;
    let orders = desk.holdings(&anna).await.unwrap().orders.len() as u64;
    assert_eq!(stage.verified().await, orders);
    assert_eq!(approval(desk, &anna, &waiting.id).await.status, ApprovalStatus::Used);
    told_from_first_to_last(desk, &anna, &waiting.id).await;

    let closed = desk.close_position(&anna, sim()).await.unwrap();
    assert_eq!((closed.status, closed.role, closed.side), (OrderStatus::Filled, OrderRole::Exit, Side::Sell));
    let after = until(desk, &anna, "flat and free", |h| {
        h.positions.is_empty() && h.orders.iter().all(|o| o.status.is_final())
    })
    .await;
    let paid: Decimal = after.fills.iter().map(|f| f.fee).sum();
    let moved: Decimal = after.fills.iter().map(|f| signed_value(f.side, f.price * f.quantity)).sum();
    assert_eq!(total(desk, &anna, "USD").await, Decimal::from(10_000) + moved - paid);
    assert_eq!(total(desk, &anna, "SIM-A").await, Decimal::ZERO);
    assert_eq!(stage.verified().await, orders + 1);
}

fn signed_value(side: Side, value: Decimal) -> Decimal {
    if side == Side::Buy { -value } else { value }
}

async fn held_and_protected(desk: &Desk, anna: &Session, signed: &ApprovalView, order: &OrderView) {
    let held = until(desk, anna, "stop and target at the venue", |h| {
        h.positions.first().is_some_and(|p| p.protection == Protection::Full && p.target.is_some())
    })
    .await;
    let [position] = held.positions.as_slice() else { panic!("{held:?}") };
    assert_eq!((position.side, position.quantity), (Side::Buy, signed.quantity));
    assert_eq!((position.stop, position.target), (signed.stop, signed.target));
    assert_eq!(position.source, "practice");
    let value: Decimal = held.fills.iter().map(|f| f.price * f.quantity).sum();
    let fees: Decimal = held.fills.iter().map(|f| f.fee).sum();
    assert_eq!(held.fills.iter().map(|f| f.quantity).sum::<Decimal>(), signed.quantity);
    assert!(fees > Decimal::ZERO && held.fills.iter().all(|f| f.client_id == order.client_id));
    assert_eq!(total(desk, anna, "USD").await, Decimal::from(10_000) - value - fees);
    assert_eq!(total(desk, anna, "SIM-A").await, signed.quantity);
    let resting: Vec<_> = held.orders.iter().filter(|o| o.status == OrderStatus::Open).collect();
    assert_eq!(resting.len(), 2);
    assert!(resting.iter().all(|o| o.approval.as_deref() == Some(signed.id.as_str())));
}

async fn told_from_first_to_last(desk: &Desk, anna: &Session, id: &str) {
    let steps = desk.timeline(anna, id.to_owned()).await.unwrap();
    let kinds: Vec<&str> = steps.iter().map(|s| s.kind.as_str()).collect();
    let first = ["order.proposed", "risk.checked", "order.signed", "order.intended", "order.sent"];
    assert_eq!(kinds[..5], first);
    for kind in ["order.acknowledged", "order.filled"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    let intended = kinds.iter().filter(|k| **k == "order.intended").count();
    assert!(intended >= 3, "entry, stop and target, anew for each further fill: {kinds:?}");
    assert!(steps.windows(2).all(|w| w[0].seq < w[1].seq));
}

#[tokio::test]
async fn orders_by_hand_fill_rest_and_are_cancelled() {
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    let price = desk.watchlist(&anna).await.unwrap()[0].ticker.last;
    let bought = desk.place_order(&anna, market(Side::Buy, dec("2.5"))).await.unwrap();
    assert_eq!((bought.status, bought.filled), (OrderStatus::Filled, dec("2.5")));
    assert!(bought.mandate.is_some() && bought.approval.is_none());
    stage.verified().await;

    let low = (price * dec("0.99")).round_dp(1);
    let resting = desk.place_order(&anna, limit(Side::Buy, dec("2.5"), low)).await.unwrap();
    assert_eq!((resting.status, resting.filled), (OrderStatus::Open, Decimal::ZERO));
    desk.cancel_order(&anna, resting.client_id.clone()).await.unwrap();
    until(desk, &anna, "the cancel", |h| {
        h.orders.iter().any(|o| o.client_id == resting.client_id && o.status == OrderStatus::Canceled)
    })
    .await;
    assert_eq!(code(desk.cancel_order(&anna, resting.client_id).await), "already_final");

    for _ in 0..2 {
        desk.place_order(&anna, limit(Side::Buy, dec("2.5"), low)).await.unwrap();
    }
    assert_eq!(desk.cancel_all_orders(&anna).await.unwrap(), 2);
    until(desk, &anna, "all cancelled", |h| h.orders.iter().all(|o| o.status.is_final())).await;

    let sold = desk.place_order(&anna, market(Side::Sell, dec("2.5"))).await.unwrap();
    assert_eq!((sold.status, sold.role), (OrderStatus::Filled, OrderRole::Exit));
    assert!(desk.holdings(&anna).await.unwrap().positions.is_empty());
    assert_eq!(stage.verified().await, 5);
}

/// A stop at the venue fills when the market falls to it, also over a restart, and its target goes with it.
#[tokio::test]
async fn a_bracket_placed_by_hand_ends_by_itself() {
    let (stage, anna) = Stage::with_admin().await;
    let price = stage.desk.watchlist(&anna).await.unwrap()[0].ticker.last;
    let ticket = desk::api::order::Ticket {
        stop_loss: Some((price * dec("0.998")).round_dp(1)),
        take_profit: Some((price * dec("1.002")).round_dp(1)),
        ..market(Side::Buy, dec("5"))
    };
    stage.desk.place_order(&anna, ticket).await.unwrap();
    let protected = |h: &desk::api::order::Holdings| {
        h.positions.first().is_some_and(|p| p.protection == Protection::Full && p.target.is_some())
    };
    until(&stage.desk, &anna, "protection", protected).await;
    let stage = stage.reopen().await;
    let anna = stage.login("anna").await;
    until(&stage.desk, &anna, "protection after the restart", protected).await;
    let legs = stage.desk.holdings(&anna).await.unwrap().positions.remove(0);
    let (stop, target) = (legs.stop.unwrap(), legs.target.unwrap());
    stage.clock.set(first_time(|bid| bid < stop || bid > target).await);
    let ended = until(&stage.desk, &anna, "an end", |h| {
        h.positions.is_empty() && h.orders.iter().all(|o| o.status.is_final())
    })
    .await;
    let legs: Vec<_> = ended.orders.iter().filter(|o| o.role != OrderRole::Entry).collect();
    assert_eq!(legs.iter().filter(|o| o.status == OrderStatus::Filled).count(), 1);
    assert!(legs.iter().all(|o| o.filled == Decimal::ZERO || o.filled == dec("5")));
    assert_eq!(stage.verified().await, ended.orders.len() as u64);
}

#[tokio::test]
async fn a_preview_names_the_field_of_each_problem() {
    let (stage, anna) = Stage::with_admin().await;
    let price = stage.desk.watchlist(&anna).await.unwrap()[0].ticker.last;
    let preview = async |ticket| {
        let preview = stage.desk.preview_order(&anna, ticket).await.unwrap();
        preview.problems.first().map(|p| (p.field.clone(), p.code.clone()))
    };
    let named = |field: &str, code: &str| Some((field.to_owned(), code.to_owned()));
    let buy = |quantity| market(Side::Buy, quantity);
    assert_eq!(preview(buy(dec("1"))).await, None);
    assert_eq!(preview(buy(dec("0"))).await, named("quantity", "bad_amount"));
    assert_eq!(preview(buy(dec("-1"))).await, named("quantity", "bad_amount"));
    assert_eq!(preview(buy(Decimal::MAX)).await, named("quantity", "bad_amount"));
    assert_eq!(preview(market(Side::Sell, dec("1"))).await, named("quantity", "insufficient_holdings"));
    assert_eq!(preview(buy(dec("7000") / price)).await, named("quantity", "order_notional"));
    let far = limit(Side::Buy, dec("1"), (price / dec("2")).round_dp(1));
    assert_eq!(preview(far).await, named("price", "price_collar"));
    let huge = limit(Side::Buy, dec("1"), Decimal::MAX);
    assert_eq!(preview(huge).await, named("price", "bad_amount"));
    let above = desk::api::order::Ticket { stop_loss: Some(price * dec("1.01")), ..buy(dec("1")) };
    assert_eq!(preview(above).await, named("stop_loss", "stop_side"));
    let below = desk::api::order::Ticket { take_profit: Some(price * dec("0.99")), ..buy(dec("1")) };
    assert_eq!(preview(below).await, named("take_profit", "target_side"));
    assert_eq!(stage.verified().await, 0, "a preview writes nothing");
}

/// A stop that is hit as it arrives leaves its target nothing to sell: the target never leaves and reserves nothing.
#[tokio::test]
async fn what_a_fill_made_pointless_is_not_sent() {
    let (stage, anna) = Stage::with_admin().await;
    let price = stage.desk.watchlist(&anna).await.unwrap()[0].ticker.last;
    let below = |part: &str| (price * dec(part)).round_dp(2);
    let ticket = desk::api::order::Ticket {
        stop_loss: Some(below("0.994")),
        take_profit: Some(below("1.01")),
        ..limit(Side::Buy, dec("1"), below("0.995"))
    };
    stage.desk.place_order(&anna, ticket).await.unwrap();
    stage.clock.set(first_time(|bid| bid < below("0.993")).await);
    let anna = if anna.is_open() { anna } else { stage.login("anna").await };
    let held = until(&stage.desk, &anna, "the stop", |h| {
        h.orders.len() >= 3 && h.orders.iter().all(|o| o.status.is_final())
    })
    .await;
    assert!(held.positions.is_empty());
    let leg = |role| held.orders.iter().find(|o| o.role == role).unwrap();
    assert_eq!(leg(OrderRole::Stop).status, OrderStatus::Filled);
    assert_eq!(leg(OrderRole::Target).reason.as_deref(), Some("withdrawn before it left"));
    assert_eq!(
        (leg(OrderRole::Target).status, leg(OrderRole::Target).venue_id.is_none()),
        (OrderStatus::Canceled, true)
    );
    assert_eq!(stage.verified().await, 3);
}
