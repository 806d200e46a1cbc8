//! What an approval does not cover is refused, with the reason, and changes nothing.

use desk::api::approval::{ApprovalStatus, ApprovalView, SignRequest};
use desk::{Desk, Session};
use domain::{Decimal, Side, Timeframe};
use venues::builtin::BuiltinMarket;
use venues::{ManualClock, MarketData};

use crate::stage::*;

async fn signed(desk: &Desk, session: &Session) -> ApprovalView {
    let waiting = pending(desk, session).await;
    desk.sign_approval(session, shown(&waiting)).await.unwrap()
}

async fn execute(desk: &Desk, session: &Session, a: &ApprovalView, quantity: Decimal) -> String {
    code(desk.execute_approval(session, a.id.clone(), quantity).await)
}

#[tokio::test]
async fn an_approval_is_used_once_and_within_its_cap() {
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    let unsigned = pending(desk, &anna).await;
    assert_eq!(execute(desk, &anna, &unsigned, unsigned.quantity).await, "unsigned");
    let a = desk.sign_approval(&anna, shown(&unsigned)).await.unwrap();
    assert_eq!(code(desk.sign_approval(&anna, shown(&a)).await), "already_signed");
    let before = desk.holdings(&anna).await.unwrap();
    assert_eq!(execute(desk, &anna, &a, a.quantity + dec("0.0001")).await, "over_cap");
    for nothing in [Decimal::ZERO, -Decimal::ONE, Decimal::MAX] {
        assert_eq!(execute(desk, &anna, &a, nothing).await, "bad_amount");
    }
    assert_eq!(desk.holdings(&anna).await.unwrap(), before);
    assert_eq!(execute(desk, &anna, &a, a.quantity).await, "ok");
    let after = desk.holdings(&anna).await.unwrap().fills.len();
    assert_eq!(execute(desk, &anna, &a, a.quantity).await, "already_used");
    stage.clock.advance(600_000);
    assert_eq!(execute(desk, &anna, &a, a.quantity).await, "already_used");
    assert_eq!(desk.holdings(&anna).await.unwrap().fills.len(), after);
    assert_eq!(code(desk.execute_approval(&anna, "CS-1".to_owned(), Decimal::ONE).await), "unknown_approval");
    stage.verified().await;
}

#[tokio::test]
async fn only_what_was_shown_is_signed() {
    let (stage, anna) = Stage::with_admin().await;
    let waiting = pending(&stage.desk, &anna).await;
    let mut other = waiting.statement_hash.clone();
    other.replace_range(..1, if other.starts_with('0') { "1" } else { "0" });
    let request = SignRequest { statement_hash: other, ..shown(&waiting) };
    let error = stage.desk.sign_approval(&anna, request).await.unwrap_err();
    assert_eq!(error.code, "statement_differs");
    assert_eq!(error.details["actual"], waiting.statement_hash);
    assert_eq!(approval(&stage.desk, &anna, &waiting.id).await.status, ApprovalStatus::Pending);
}

#[tokio::test]
async fn what_nobody_signed_or_used_in_time_expires() {
    let (stage, anna) = Stage::with_admin().await;
    let (waiting, ready) = (pending(&stage.desk, &anna).await, signed(&stage.desk, &anna).await);
    let ends = ready.expires_ms - NOW;
    stage.clock.advance(ends);
    // before any tick says so
    assert_eq!(code(stage.desk.sign_approval(&anna, shown(&waiting)).await), "expired");
    assert_eq!(execute(&stage.desk, &anna, &ready, ready.quantity).await, "expired");
    stage.pass(0).await;
    for a in [&waiting, &ready] {
        assert_eq!(approval(&stage.desk, &anna, &a.id).await.status, ApprovalStatus::Expired);
    }
    assert_eq!(code(stage.desk.sign_approval(&anna, shown(&waiting)).await), "expired");
    assert_eq!(execute(&stage.desk, &anna, &ready, ready.quantity).await, "expired");
    assert_eq!(stage.verified().await, 0);
}

#[tokio::test]
async fn a_rejected_one_is_neither_signed_nor_executed() {
    let (stage, anna) = Stage::with_admin().await;
    let (waiting, ready) = (pending(&stage.desk, &anna).await, signed(&stage.desk, &anna).await);
    let both = vec![waiting.id.clone(), ready.id.clone()];
    stage.desk.reject_approvals(&anna, both, "not today".to_owned()).await.unwrap();
    assert_eq!(code(stage.desk.sign_approval(&anna, shown(&waiting)).await), "not_pending");
    assert_eq!(execute(&stage.desk, &anna, &ready, ready.quantity).await, "not_pending");
    let seen = approval(&stage.desk, &anna, &ready.id).await;
    assert_eq!((seen.status, seen.decision_reason.as_deref()), (ApprovalStatus::Rejected, Some("not today")));
    assert_eq!(seen.decided_by.as_deref(), Some("anna"));
    stage.verified().await;
}

/// A minute from which the built-in price leaves the band of 0.3 % within four.
async fn restless_minute() -> i64 {
    let days = 60 * 86_400_000;
    let clock = std::sync::Arc::new(ManualClock::new(NOW + days));
    let market = BuiltinMarket::new(SEED, clock);
    let candles = market.candles(&sim().symbol, Timeframe::M1, NOW..NOW + days).await.unwrap();
    let moved = |w: &&[f64]| (w[4] / w[0] - 1.0).abs() > 0.006;
    let at = candles.open.windows(5).position(|w| moved(&w)).expect("the market rests for two months");
    candles.time_ms[at]
}

#[tokio::test]
async fn a_price_that_ran_away_is_neither_signed_nor_traded() {
    let (stage, anna) = Stage::with_admin().await;
    stage.clock.set(restless_minute().await);
    let anna = if anna.is_open() { anna } else { stage.login("anna").await };
    let (waiting, ready) = (pending(&stage.desk, &anna).await, signed(&stage.desk, &anna).await);
    assert_eq!((waiting.signable, waiting.blocked_by), (true, None));
    stage.clock.advance(4 * 60_000);
    let seen = approval(&stage.desk, &anna, &waiting.id).await;
    assert_eq!((seen.signable, seen.blocked_by.as_deref()), (false, Some("drift")));
    assert!(seen.drift.unwrap().abs() > seen.drift_limit);
    assert_eq!(code(stage.desk.sign_approval(&anna, shown(&seen)).await), "drift");
    assert_eq!(execute(&stage.desk, &anna, &ready, ready.quantity).await, "drift");
    assert_eq!(stage.verified().await, 0);
}

#[tokio::test]
async fn a_pause_stops_entries_and_never_exits() {
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    desk.place_order(&anna, market(Side::Buy, dec("2"))).await.unwrap();
    let ready = signed(desk, &anna).await;
    desk.pause(&anna, "lunch".to_owned()).await.unwrap();
    assert!(desk.snapshot(&anna).await.unwrap().paused);
    assert_eq!(execute(desk, &anna, &ready, ready.quantity).await, "paused");
    assert_eq!(code(desk.place_order(&anna, market(Side::Buy, dec("1"))).await), "paused");
    assert_eq!(code(desk.place_order(&anna, market(Side::Sell, dec("1"))).await), "ok");
    let stage = stage.reopen().await;
    let anna = stage.login("anna").await;
    let desk = &stage.desk;
    assert_eq!(execute(desk, &anna, &ready, ready.quantity).await, "paused");
    assert_eq!(code(desk.close_position(&anna, sim()).await), "ok");
    desk.resume(&anna).await.unwrap();
    assert_eq!(code(desk.resume(&anna).await), "not_paused");
    assert_eq!(execute(desk, &anna, &ready, ready.quantity).await, "ok");
    stage.verified().await;
}

/// From outside the window, without a session; only an admin starts again what it stopped.
#[tokio::test]
async fn the_kill_switch_needs_nobody_and_is_lifted_by_an_admin() {
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    let bert = stage.join(&anna, "bert", domain::Role::Trader).await;
    let price = desk.watchlist(&anna).await.unwrap()[0].ticker.last;
    let low = limit(Side::Buy, dec("1"), (price * dec("0.99")).round_dp(2));
    desk.place_order(&bert, low).await.unwrap();
    desk.stop_without_session(true).await.unwrap();
    until(desk, &bert, "the cancel", |h| h.orders.iter().all(|o| o.status.is_final())).await;
    assert_eq!(code(desk.place_order(&bert, market(Side::Buy, dec("1"))).await), "paused");
    assert_eq!(code(desk.resume(&bert).await), "not_allowed");
    desk.resume(&anna).await.unwrap();
    desk.place_order(&bert, market(Side::Buy, dec("1"))).await.unwrap();
    desk.kill(&bert, desk::api::risk::KillLevel::Flatten).await.unwrap();
    until(desk, &bert, "flat", |h| h.positions.is_empty()).await;
    stage.verified().await;
}
