//! A desk in a directory of its own, and what every test asks of one.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use desk::api::approval::{ApprovalView, SignRequest};
use desk::api::order::{Holdings, Ticket};
use desk::api::people::{NewUser, Preferences};
use desk::{Desk, DeskConfig, DeskError, Session, verify_store};
use domain::{Decimal, InstrumentId, OrderType, Role, Side, TimeInForce, VenueId};
use store::{DATABASE_FILE, Store};
use tempfile::TempDir;
use vault::Cost;
use venues::builtin::BuiltinMarket;
use venues::{Clock, ManualClock, MarketData};

/// 2026-11-21 06:00 UTC.
pub const NOW: i64 = 1_795_240_800_000;
pub const SEED: u64 = 1;
pub const PASS: &str = "correct horse battery";
/// Nothing here takes so long; what does is a fault.
pub const PATIENCE: Duration = Duration::from_secs(20);

pub struct Stage {
    pub dir: TempDir,
    pub clock: Arc<ManualClock>,
    pub desk: Desk,
}

pub fn config(dir: &Path, clock: Arc<ManualClock>) -> DeskConfig {
    DeskConfig {
        use_keyring: false,
        seed: SEED,
        cost: Cost::trivial(),
        clock,
        live: false,
        ..DeskConfig::new(dir.to_owned())
    }
}

impl Stage {
    pub async fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::new(NOW));
        let desk = Desk::open(config(dir.path(), clock.clone())).await.unwrap();
        Self { dir, clock, desk }
    }

    /// With an admin `anna`, signed in.
    pub async fn with_admin() -> (Self, Session) {
        let stage = Self::empty().await;
        let (anna, _) = stage.desk.create_admin(person("anna", Role::Admin), en()).await.unwrap();
        (stage, anna)
    }

    /// Adds a user and signs them in.
    pub async fn join(&self, admin: &Session, name: &str, role: Role) -> Session {
        self.desk.add_user(admin, person(name, role)).await.unwrap();
        self.login(name).await
    }

    pub async fn login(&self, name: &str) -> Session {
        self.desk.login(name.to_owned(), PASS.to_owned()).await.unwrap().0
    }

    /// Closes the desk and opens its directory again.
    pub async fn reopen(self) -> Self {
        let Self { dir, clock, desk } = self;
        desk.close().await;
        drop(desk);
        let desk = Desk::open(config(dir.path(), clock.clone())).await.unwrap();
        Self { dir, clock, desk }
    }

    /// The chain in the store holds, and covers every order. Answers with the number of orders.
    pub async fn verified(&self) -> u64 {
        verified(self.dir.path()).await
    }

    /// Time goes on, and what time brings is done.
    pub async fn pass(&self, ms: i64) {
        self.clock.advance(ms);
        self.desk.tick(true).await.unwrap();
    }
}

pub async fn verified(dir: &Path) -> u64 {
    let store = Store::open_read_only(&dir.join(DATABASE_FILE)).await.unwrap();
    let verdict = verify_store(&store, None).await.unwrap();
    store.close().await;
    let report = verdict.result.unwrap();
    assert_eq!(report.covered, report.orders);
    report.orders
}

pub fn person(name: &str, role: Role) -> NewUser {
    NewUser { name: name.to_owned(), role, passphrase: PASS.to_owned() }
}

pub fn en() -> Preferences {
    Preferences::default()
}

pub fn sim() -> InstrumentId {
    InstrumentId::new(VenueId::builtin(), "SIM-A/USD".parse().unwrap())
}

pub fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn market(side: Side, quantity: Decimal) -> Ticket {
    Ticket {
        instrument: sim(),
        side,
        order_type: OrderType::Market,
        quantity,
        price: None,
        stop_price: None,
        stop_loss: None,
        take_profit: None,
        post_only: false,
        reduce_only: false,
        time_in_force: TimeInForce::Ioc,
    }
}

pub fn limit(side: Side, quantity: Decimal, price: Decimal) -> Ticket {
    Ticket {
        order_type: OrderType::Limit,
        price: Some(price),
        time_in_force: TimeInForce::Gtc,
        ..market(side, quantity)
    }
}

pub fn shown(approval: &ApprovalView) -> SignRequest {
    SignRequest {
        approval: approval.id.clone(),
        reason: "looks right".to_owned(),
        statement_hash: approval.statement_hash.clone(),
        held_ms: 900,
    }
}

/// A practice signal in the inbox.
pub async fn pending(desk: &Desk, session: &Session) -> ApprovalView {
    let asked = desk.practice(session).await.unwrap();
    let id = asked.approval.unwrap_or_else(|| panic!("refused by {:?}", asked.refused_by));
    approval(desk, session, &id).await
}

pub async fn approval(desk: &Desk, session: &Session, id: &str) -> ApprovalView {
    desk.approvals(session).await.unwrap().into_iter().find(|a| a.id == id).unwrap()
}

/// Waits, from event to event, until what is held is as wanted.
pub async fn until(
    desk: &Desk,
    session: &Session,
    what: &str,
    wanted: impl Fn(&Holdings) -> bool,
) -> Holdings {
    let mut events = desk.events();
    let seen = async {
        loop {
            let holdings = desk.holdings(session).await.unwrap();
            if wanted(&holdings) {
                return holdings;
            }
            // a lagging receiver only has to look again
            let _ = events.recv().await;
        }
    };
    match tokio::time::timeout(PATIENCE, seen).await {
        Ok(holdings) => holdings,
        Err(_) => panic!("{what} never came: {:#?}", desk.holdings(session).await.unwrap()),
    }
}

/// Another one each time, printed; `SEED` in the environment repeats one.
pub fn seed() -> u64 {
    let given = std::env::var("SEED").ok().and_then(|s| s.parse().ok());
    let seed = given.unwrap_or_else(|| u64::from_le_bytes(vault::random_bytes().unwrap()));
    eprintln!("SEED={seed}");
    seed
}

/// The first instant from now on, on the built-in market, at which the best bid is as wanted.
pub async fn first_time(wanted: impl Fn(Decimal) -> bool) -> i64 {
    let clock = Arc::new(ManualClock::new(NOW));
    let market = BuiltinMarket::new(SEED, clock.clone());
    for _ in 0..100_000 {
        let book = market.book(&sim().symbol, 1).await.unwrap();
        if wanted(book.bids[0].price) {
            return clock.now_ms();
        }
        clock.advance(1_000);
    }
    panic!("the market never came there");
}

pub fn code<T>(result: Result<T, DeskError>) -> String {
    match result {
        Ok(_) => "ok".to_owned(),
        Err(error) => {
            assert!(error.message.len() > 10, "{error:?} says nothing");
            error.code
        }
    }
}
