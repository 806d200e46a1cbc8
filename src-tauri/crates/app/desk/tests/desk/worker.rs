//! A desk that is worked until it is killed: the other process of the tests of recovery.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use desk::api::order::{OrderView, Ticket};
use desk::{Checkpoint, Desk, DeskConfig, DeskError, Probe, Session};
use domain::{OrderRole, OrderStatus, Role, Side};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde::{Deserialize, Serialize};
use vault::Cost;
use venues::{Clock, SystemClock};

use crate::stage::*;

pub const ORDERS: &str = "COUNTERSIGN_TEST_WORKER";

/// What the process is to do, and where it is to end.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Task {
    pub dir: PathBuf,
    pub seed: u64,
    /// Added to the computer's clock.
    pub later_ms: i64,
    pub scene: Scene,
    /// At which visit to which checkpoint, counted from the scene's decisive moment.
    pub end: Option<(At, i64)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum At {
    Committed,
    Sending,
    Heard,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scene {
    /// Everything a user does, in any order, for ever.
    Busy,
    /// Ends while a market order with stop and target is placed.
    Buy,
    /// Ends while a resting order is cancelled.
    Cancel,
    /// Ends while a position is closed whose stop and target have to be cancelled first.
    Close,
}

/// What a caller was told: it must still be so after the process is gone.
#[derive(Debug, Serialize, Deserialize)]
pub enum Fact {
    Order(Box<OrderView>),
    Signed(String),
    Added(String),
}

struct Later(i64);

impl Clock for Later {
    fn now_ms(&self) -> i64 {
        SystemClock.now_ms() + self.0
    }
}

/// Ends the process, as a kill would, when `left` visits have passed; below 0 it is not armed.
fn probe(end: Option<At>, left: Arc<AtomicI64>) -> Probe {
    Arc::new(move |checkpoint| {
        let here = match checkpoint {
            Checkpoint::Committed => At::Committed,
            Checkpoint::Sending => At::Sending,
            Checkpoint::Heard => At::Heard,
        };
        if end == Some(here) && left.load(Ordering::SeqCst) > 0 && left.fetch_sub(1, Ordering::SeqCst) == 1 {
            std::process::abort();
        }
    })
}

fn say(fact: &Fact) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "FACT {}", serde_json::to_string(fact).unwrap()).unwrap();
}

/// What a user may be told without anything being wrong.
fn sound<T>(result: Result<T, DeskError>) -> Option<T> {
    match result {
        Ok(done) => Some(done),
        Err(error) => {
            let faults = ["internal", "store", "chain", "vault", "uncovered", "not_allowed"];
            assert!(!faults.contains(&error.code.as_str()), "{error:?}");
            None
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "run as a process of its own by the tests of recovery"]
async fn inside() {
    let Some(task) = std::env::var_os(ORDERS) else {
        eprintln!("skipped: run by the tests of recovery");
        return;
    };
    let task: Task = serde_json::from_str(task.to_str().unwrap()).unwrap();
    let left = Arc::new(AtomicI64::new(-1));
    let config = DeskConfig {
        use_keyring: false,
        seed: SEED,
        cost: Cost::trivial(),
        clock: Arc::new(Later(task.later_ms)),
        probe: probe(task.end.map(|(at, _)| at), left.clone()),
        ..DeskConfig::new(task.dir.clone())
    };
    let desk = Desk::open(config).await.unwrap();
    let anna = if desk.door(None).await.unwrap().users.is_empty() {
        desk.create_admin(person("anna", Role::Admin), en()).await.unwrap().0
    } else {
        desk.login("anna".to_owned(), PASS.to_owned()).await.unwrap().0
    };
    let worker = Worker { desk, anna, left, after: task.end.map_or(-1, |(_, n)| n) };
    worker.play(task.scene, StdRng::seed_from_u64(task.seed)).await;
}

struct Worker {
    desk: Desk,
    anna: Session,
    left: Arc<AtomicI64>,
    after: i64,
}

impl Worker {
    fn arm(&self) {
        self.left.store(self.after, Ordering::SeqCst);
    }

    async fn play(&self, scene: Scene, mut rng: StdRng) {
        match scene {
            Scene::Busy => {
                self.arm();
                for number in 0_u64.. {
                    self.act(&mut rng, number).await;
                }
            }
            Scene::Buy => {
                self.arm();
                self.buy(5).await;
            }
            Scene::Cancel => {
                let price = self.price().await;
                let resting = limit(Side::Buy, dec("2"), (price * dec("0.99")).round_dp(2));
                let resting = self.desk.place_order(&self.anna, resting).await.unwrap();
                say(&Fact::Order(Box::new(resting.clone())));
                self.arm();
                self.desk.cancel_order(&self.anna, resting.client_id).await.unwrap();
            }
            Scene::Close => {
                self.buy(5).await;
                let placed = |h: &desk::api::order::Holdings| h.positions.iter().all(|p| p.target.is_some());
                until(&self.desk, &self.anna, "protection", placed).await;
                self.arm();
                self.desk.close_position(&self.anna, sim()).await.unwrap();
            }
        }
        // the end comes from the checkpoint, or from outside
        std::future::pending::<()>().await;
    }

    async fn price(&self) -> domain::Decimal {
        let watched = self.desk.watchlist(&self.anna).await.unwrap();
        watched.iter().find(|w| w.instrument == sim()).unwrap().ticker.last
    }

    /// With stop and target, as every entry here: what is held must be protected.
    async fn buy(&self, quantity: u32) {
        let price = self.price().await;
        let ticket = self.bracketed(market(Side::Buy, quantity.into()), price);
        if let Some(order) = sound(self.desk.place_order(&self.anna, ticket).await) {
            say(&Fact::Order(Box::new(order)));
        }
    }

    fn bracketed(&self, ticket: Ticket, price: domain::Decimal) -> Ticket {
        Ticket {
            stop_loss: Some((price * dec("0.98")).round_dp(2)),
            take_profit: Some((price * dec("1.02")).round_dp(2)),
            ..ticket
        }
    }

    async fn act(&self, rng: &mut StdRng, number: u64) {
        let (desk, anna) = (&self.desk, &self.anna);
        match rng.random_range(0..9) {
            0 | 1 => self.approved(rng).await,
            2 => self.buy(rng.random_range(1..8)).await,
            3 => {
                let price = self.price().await;
                let below = dec("0.98") + domain::Decimal::new(rng.random_range(0..21), 3);
                let quantity = rng.random_range(1..8_u32).into();
                let ticket = limit(Side::Buy, quantity, (price * below).round_dp(2));
                let ticket = self.bracketed(ticket, (price * below).round_dp(2));
                if let Some(order) = sound(desk.place_order(anna, ticket).await) {
                    say(&Fact::Order(Box::new(order)));
                }
            }
            4 | 5 => {
                let entries = desk.holdings(anna).await.unwrap().orders;
                let resting =
                    entries.iter().find(|o| o.status == OrderStatus::Open && o.role == OrderRole::Entry);
                if let Some(order) = resting {
                    sound(desk.cancel_order(anna, order.client_id.clone()).await);
                }
            }
            6 => {
                if let Some(order) = sound(desk.close_position(anna, sim()).await) {
                    say(&Fact::Order(Box::new(order)));
                }
            }
            7 => {
                let sell = market(Side::Sell, rng.random_range(1..4_u32).into());
                if let Some(order) = sound(desk.place_order(anna, sell).await) {
                    say(&Fact::Order(Box::new(order)));
                }
            }
            _ => {
                let name = format!("user-{}-{number}", rng.random::<u32>());
                if sound(desk.add_user(anna, person(&name, Role::Trader)).await).is_some() {
                    say(&Fact::Added(name));
                }
            }
        }
    }

    async fn approved(&self, rng: &mut StdRng) {
        let (desk, anna) = (&self.desk, &self.anna);
        let Some(id) = sound(desk.practice(anna).await).and_then(|r| r.approval) else { return };
        let waiting = approval(desk, anna, &id).await;
        if sound(desk.sign_approval(anna, shown(&waiting)).await).is_none() {
            return;
        }
        say(&Fact::Signed(id.clone()));
        let quantity = waiting.quantity.min(rng.random_range(1..8_u32).into());
        if let Some(order) = sound(desk.execute_approval(anna, id, quantity).await) {
            say(&Fact::Order(Box::new(order)));
        }
    }
}
