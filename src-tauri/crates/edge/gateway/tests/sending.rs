//! What leaves by the door, and what is known afterwards.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use approvals::{
    Countersigned, KeyRing, MandateStatement, MandateUse, PublicKey, SignedBy, SigningKey, sign,
};
use async_trait::async_trait;
use domain::{
    Balance, InstrumentId, Mode, OrderRequest, OrderRole, OrderType, Role, Side, TimeInForce, VenueId,
};
use gateway::{Gateway, GatewayError, Route, Routes, Submitted};
use tokio::sync::broadcast;
use venues::{
    Ack, Execution, ExecutionCapabilities, ExecutionReport, OrderRef, Stage, VenueError, VenueOrder,
    VenueRule,
};

/// A venue that answers as it is told and remembers what it was asked.
struct Scripted {
    answer: Option<Result<Ack, VenueError>>,
    asked: Mutex<Vec<String>>,
}

#[async_trait]
impl Execution for Scripted {
    fn venue(&self) -> VenueId {
        VenueId::builtin()
    }

    fn capabilities(&self) -> ExecutionCapabilities {
        let (oco, post_only, reduce_only, amend, dead_man) = (true, true, true, false, false);
        ExecutionCapabilities {
            order_types: vec![OrderType::Market],
            oco,
            pairs: false,
            post_only,
            reduce_only,
            amend,
            dead_man,
        }
    }

    async fn submit(&self, order: &OrderRequest) -> Result<Ack, VenueError> {
        self.asked.lock().unwrap().push(format!("submit {}", order.client_id));
        match &self.answer {
            Some(answer) => answer.clone(),
            None => std::future::pending().await,
        }
    }

    async fn submit_pair(
        &self,
        stop: &OrderRequest,
        target: &OrderRequest,
    ) -> Result<(Ack, Ack), VenueError> {
        self.asked.lock().unwrap().push(format!("pair {} {}", stop.client_id, target.client_id));
        match &self.answer {
            Some(answer) => answer.clone().map(|ack| (ack.clone(), ack)),
            None => std::future::pending().await,
        }
    }

    async fn cancel(&self, order: &OrderRef) -> Result<(), VenueError> {
        self.asked.lock().unwrap().push(format!("cancel {}", order.client_id));
        Ok(())
    }

    async fn lookup(&self, order: &OrderRef) -> Result<Option<VenueOrder>, VenueError> {
        self.asked.lock().unwrap().push(format!("lookup {}", order.client_id));
        Ok(None)
    }

    async fn open_orders(&self) -> Result<Vec<VenueOrder>, VenueError> {
        Ok(Vec::new())
    }

    async fn balances(&self) -> Result<Vec<Balance>, VenueError> {
        Ok(Vec::new())
    }

    fn reports(&self) -> broadcast::Receiver<ExecutionReport> {
        broadcast::channel(1).1
    }
}

fn instrument() -> InstrumentId {
    InstrumentId::new(VenueId::builtin(), "SIM-A/USD".parse().unwrap())
}

fn countersigned(mode: Mode, role: OrderRole) -> Countersigned {
    let key = SigningKey::from_bytes(&[3; 32]);
    let mut keys = KeyRing::new();
    keys.user_created("maja", Some(Role::Admin));
    keys.key_created("maja-1", PublicKey::of(&key), Some("maja"));
    let side = if role == OrderRole::Entry { Side::Buy } else { Side::Sell };
    let request = OrderRequest {
        client_id: "c1".into(),
        mode,
        account: "main".into(),
        instrument: instrument(),
        side,
        order_type: OrderType::Market,
        role,
        quantity: 2.into(),
        price: None,
        stop_price: None,
        time_in_force: TimeInForce::Ioc,
        post_only: false,
        reduce_only: role != OrderRole::Entry,
        oco_group: None,
        hidden: false,
        trail: None,
    };
    let statement = MandateStatement {
        mandate: "M-1".into(),
        mode,
        account: "main".into(),
        venue: VenueId::builtin(),
        instrument: "*".into(),
        sides: vec![Side::Buy, Side::Sell],
        reduce_only: false,
        bot: None,
        max_quantity_per_order: None,
        max_notional_per_order: None,
        max_notional_per_day: None,
        max_orders_per_day: None,
        max_loss: None,
        policy: "v1".into(),
        starts_ms: 0,
        expires_ms: 10,
    };
    let signed = SignedBy { key_id: "maja-1".into(), signature: sign(&statement, &key) };
    Countersigned::by_mandate(request, &statement, &signed, &keys, &MandateUse::default(), 5, None).unwrap()
}

fn gateway(answer: Option<Result<Ack, VenueError>>) -> (Gateway, Arc<Scripted>) {
    let venue = Arc::new(Scripted { answer, asked: Mutex::new(Vec::new()) });
    let route = Route::new(Mode::Paper, VenueId::builtin());
    let routes: Routes = [(route, venue.clone() as Arc<dyn Execution>)].into();
    (Gateway::with_patience(routes, Duration::from_millis(20)), venue)
}

fn asked(venue: &Scripted) -> Vec<String> {
    venue.asked.lock().unwrap().clone()
}

fn order_ref() -> OrderRef {
    OrderRef { client_id: "c1".into(), instrument: instrument() }
}

#[tokio::test]
async fn an_acknowledged_order_names_the_venues_id() {
    let ack = Ack { client_id: "c1".into(), venue_id: "V-7".into() };
    let (gateway, venue) = gateway(Some(Ok(ack)));
    let submitted = gateway.send(countersigned(Mode::Paper, OrderRole::Entry)).await.unwrap();
    assert_eq!(submitted, Submitted::Acknowledged { venue_id: "V-7".into() });
    assert_eq!(asked(&venue), ["submit c1"]);
}

#[tokio::test]
async fn silence_is_unconfirmed_and_nothing_is_sent_twice() {
    let (gateway, venue) = gateway(None);
    let submitted = gateway.send(countersigned(Mode::Paper, OrderRole::Entry)).await.unwrap();
    let Submitted::Unconfirmed { cause } = submitted else { panic!("{submitted:?}") };
    assert!(cause.contains("20 ms"), "{cause}");
    assert_eq!(asked(&venue), ["submit c1"]);
    assert_eq!(gateway.lookup(Mode::Paper, &order_ref()).await.unwrap(), None);
    assert_eq!(asked(&venue), ["submit c1", "lookup c1"]);
}

#[tokio::test]
async fn what_may_have_arrived_is_unconfirmed_and_what_cannot_have_is_an_error() {
    let venue = VenueId::builtin;
    let lost = |stage| VenueError::Unreachable { venue: venue(), stage, cause: "reset".into() };
    let garbled = VenueError::BadResponse { venue: venue(), what: "502".into(), cause: "html".into() };
    let late = VenueError::Timeout { venue: venue(), waited_ms: 5 };
    for error in [lost(Stage::Sent), garbled, late] {
        let (gateway, _) = gateway(Some(Err(error)));
        let submitted = gateway.send(countersigned(Mode::Paper, OrderRole::Entry)).await.unwrap();
        assert!(matches!(submitted, Submitted::Unconfirmed { .. }), "{submitted:?}");
    }
    let (rule, value, limit) = (VenueRule::Lot, "2".into(), "a multiple of 5".into());
    let refused = VenueError::Refused { venue: venue(), rule, value, limit };
    let busy = VenueError::RateLimited { venue: venue(), retry_after_ms: 10 };
    for (error, code) in
        [(refused, "venue_refused"), (busy, "rate_limited"), (lost(Stage::Connecting), "venue_unreachable")]
    {
        let (gateway, _) = gateway(Some(Err(error)));
        let refused = gateway.send(countersigned(Mode::Paper, OrderRole::Entry)).await.unwrap_err();
        assert_eq!(refused.code(), code);
    }
}

#[tokio::test]
async fn a_pair_leaves_as_one_and_is_acknowledged_or_unconfirmed_as_one() {
    let exit = || countersigned(Mode::Paper, OrderRole::Exit);
    let ack = Ack { client_id: "c1".into(), venue_id: "V-7".into() };
    let (sent, venue) = gateway(Some(Ok(ack)));
    let acknowledged = Submitted::Acknowledged { venue_id: "V-7".into() };
    assert_eq!(sent.send_pair(exit(), exit()).await.unwrap(), (acknowledged.clone(), acknowledged));
    assert_eq!(asked(&venue), ["pair c1 c1"]);
    let (silent, venue) = gateway(None);
    let (stop, target) = silent.send_pair(exit(), exit()).await.unwrap();
    assert!(matches!(&stop, Submitted::Unconfirmed { .. }) && stop == target, "{stop:?}");
    assert_eq!(asked(&venue), ["pair c1 c1"]);
    silent.stop_entries(true);
    let opening = silent.send_pair(countersigned(Mode::Paper, OrderRole::Entry), exit()).await.unwrap_err();
    assert_eq!(opening.code(), "entries_stopped");
    let across = silent.send_pair(exit(), countersigned(Mode::Live, OrderRole::Exit)).await.unwrap_err();
    assert_eq!((across.code(), asked(&venue).len()), ("not_offered", 1));
}

#[tokio::test]
async fn live_orders_do_not_leave_by_the_paper_door() {
    let (gateway, venue) = gateway(None);
    let refused = gateway.send(countersigned(Mode::Live, OrderRole::Entry)).await.unwrap_err();
    assert!(matches!(refused, GatewayError::NoRoute { .. }), "{refused}");
    assert!(gateway.cancel(Mode::Live, &order_ref()).await.is_err());
    assert!(asked(&venue).is_empty());
}

#[tokio::test]
async fn stopped_entries_stay_inside_while_exits_and_cancels_pass() {
    let ack = Ack { client_id: "c1".into(), venue_id: "V-7".into() };
    let (gateway, venue) = gateway(Some(Ok(ack)));
    gateway.stop_entries(true);
    let refused = gateway.send(countersigned(Mode::Paper, OrderRole::Entry)).await.unwrap_err();
    assert_eq!(refused.code(), "entries_stopped");
    gateway.send(countersigned(Mode::Paper, OrderRole::Exit)).await.unwrap();
    gateway.cancel(Mode::Paper, &order_ref()).await.unwrap();
    assert_eq!(asked(&venue), ["submit c1", "cancel c1"]);
    gateway.stop_entries(false);
    gateway.send(countersigned(Mode::Paper, OrderRole::Entry)).await.unwrap();
}
