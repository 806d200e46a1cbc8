//! A process killed at any moment, and what the next start makes of what it left.

use std::fs::File;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use desk::api::approval::ApprovalStatus;
use desk::api::order::{Holdings, OrderView, Protection};
use desk::{Desk, Session};
use domain::{OrderRole, OrderStatus};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tempfile::TempDir;
use venues::{Clock, ManualClock, SystemClock};

use crate::books::VenueBooks;
use crate::stage::*;
use crate::worker::{At, Fact, ORDERS, Scene, Task};

const DAY_MS: i64 = 86_400_000;
/// At random moments, and as many again at random checkpoints.
const KILLS: i64 = 14;

struct Ruin {
    dir: TempDir,
    days: i64,
}

impl Ruin {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap(), days: 0 }
    }

    fn data(&self) -> std::path::PathBuf {
        self.dir.path().join("data")
    }

    fn said(&self) -> std::path::PathBuf {
        self.dir.path().join(format!("said-{}", self.days))
    }

    /// Another process works the desk, a day later than the one before.
    fn start(&mut self, seed: u64, scene: Scene, end: Option<(At, i64)>) -> Child {
        self.days += 1;
        let task = Task { dir: self.data(), seed, later_ms: self.days * DAY_MS, scene, end };
        let out = File::create(self.said()).unwrap();
        let errors = File::create(self.dir.path().join(format!("errors-{}", self.days))).unwrap();
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "worker::inside", "--ignored", "--nocapture"])
            .env(ORDERS, serde_json::to_string(&task).unwrap())
            .stdout(Stdio::from(out))
            .stderr(Stdio::from(errors))
            .spawn()
            .unwrap()
    }

    /// Waits for its end, which must be a signal: a worker that ends by itself found a fault.
    fn bury(&self, mut child: Child) {
        for _ in 0..PATIENCE.as_millis() / 10 {
            if let Some(status) = child.try_wait().unwrap() {
                let errors = self.dir.path().join(format!("errors-{}", self.days));
                assert_eq!(status.code(), None, "{}", std::fs::read_to_string(errors).unwrap());
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        panic!("the checkpoint was never reached");
    }

    fn facts(&self) -> Vec<Fact> {
        let said = std::fs::read_to_string(self.said()).unwrap();
        // the last line may be cut
        said.lines().filter_map(|l| serde_json::from_str(l.strip_prefix("FACT ")?).ok()).collect()
    }

    /// The next start, right after the end.
    async fn reopen(&self) -> (Desk, Session) {
        let clock = SystemClock.now_ms() + self.days * DAY_MS;
        let desk = Desk::open(config(&self.data(), Arc::new(ManualClock::new(clock)))).await.unwrap();
        let nobody = desk.door(None).await.unwrap().users.is_empty();
        let anna = match nobody {
            true => desk.create_admin(person("anna", domain::Role::Admin), en()).await.unwrap().0,
            false => desk.login("anna".to_owned(), PASS.to_owned()).await.unwrap().0,
        };
        (desk, anna)
    }

    /// Everything that must be true after a start.
    async fn whole(&self, desk: &Desk, anna: &Session) -> Holdings {
        let held = settled(desk, anna, &self.data()).await;
        for position in &held.positions {
            assert_eq!(position.protection, Protection::Full, "{position:?}");
            assert_eq!(position.protected_quantity, position.quantity, "{position:?}");
        }
        for fact in self.facts() {
            still(desk, anna, &held, fact).await;
        }
        held
    }
}

/// Waits until the books of desk and venue are one and what is held is protected.
async fn settled(desk: &Desk, anna: &Session, dir: &Path) -> Holdings {
    let mut events = desk.events();
    let mut last = String::new();
    let waiting = async {
        loop {
            desk.come_to_rest().await;
            let held = desk.holdings(anna).await.unwrap();
            let naked = held.positions.iter().find(|p| p.protection != Protection::Full);
            match (VenueBooks::read(dir).await.compare(&held), naked) {
                (Ok(()), None) if verified(dir).await == held.orders.len() as u64 => return held,
                (Ok(()), None) => "the chain has other orders".clone_into(&mut last),
                (Ok(()), Some(position)) => last = format!("{position:?}"),
                (Err(difference), _) => last = difference,
            }
            let _ = events.recv().await;
        }
    };
    match tokio::time::timeout(PATIENCE, waiting).await {
        Ok(held) => held,
        Err(_) => {
            let mut held = desk.holdings(anna).await.unwrap();
            held.orders.truncate(12);
            panic!("{last}: {:#?}", held.orders)
        }
    }
}

async fn still(desk: &Desk, anna: &Session, held: &Holdings, fact: Fact) {
    match fact {
        Fact::Order(told) => {
            let now = held.orders.iter().find(|o| o.client_id == told.client_id);
            let now = now.unwrap_or_else(|| panic!("forgotten: {told:?}"));
            let stood = now.filled >= told.filled && (!told.status.is_final() || same(now, &told));
            assert!(stood, "was {told:?}, is {now:?}");
        }
        Fact::Signed(id) => {
            let now = approval(desk, anna, &id).await;
            assert_eq!(now.signatures.len(), 1);
            assert!(!matches!(now.status, ApprovalStatus::Pending | ApprovalStatus::Refused), "{now:?}");
        }
        Fact::Added(name) => {
            assert!(desk.users(anna).await.unwrap().iter().any(|u| u.name == name), "forgotten: {name}");
            desk.login(name, PASS.to_owned()).await.unwrap();
        }
    }
}

fn same(now: &OrderView, told: &OrderView) -> bool {
    (now.status, now.filled, now.average) == (told.status, told.filled, told.average)
}

#[tokio::test]
async fn a_desk_killed_at_any_moment_goes_on_as_it_was() {
    let mut rng = StdRng::seed_from_u64(seed());
    let mut ruin = Ruin::new();
    let (mut orders, mut facts) = (0, 0);
    for kill in 0..2 * KILLS {
        let seed = rng.random();
        if kill % 2 == 0 {
            let mut child = ruin.start(seed, Scene::Busy, None);
            std::thread::sleep(Duration::from_millis(rng.random_range(50..1500)));
            child.kill().unwrap();
            ruin.bury(child);
        } else {
            let at = [At::Committed, At::Sending, At::Heard][rng.random_range(0..3)];
            let child = ruin.start(seed, Scene::Busy, Some((at, rng.random_range(1..20))));
            ruin.bury(child);
        }
        let (desk, anna) = ruin.reopen().await;
        let held = ruin.whole(&desk, &anna).await;
        (orders, facts) = (held.orders.len(), facts + ruin.facts().len());
        if rng.random() && !held.positions.is_empty() {
            // stop or target may be quicker
            let closed = code(desk.close_position(&anna, sim()).await);
            assert!(
                ["ok", "nothing_to_close", "exit_lapsed", "exit_waits"].contains(&closed.as_str()),
                "{closed}"
            );
            until(&desk, &anna, "flat", |h| h.positions.is_empty()).await;
            ruin.whole(&desk, &anna).await;
        }
        desk.close().await;
    }
    eprintln!("{} kills, {orders} orders, {facts} facts", 2 * KILLS);
    assert!(
        orders > 20 && facts > 20,
        "{orders} orders, {facts} facts: too little was done to prove anything"
    );
}

/// One scene, ended at one checkpoint, and what is held afterwards.
async fn after(scene: Scene, at: At, visit: i64) -> (Ruin, Holdings) {
    let mut ruin = Ruin::new();
    let child = ruin.start(1, scene, Some((at, visit)));
    ruin.bury(child);
    let (desk, anna) = ruin.reopen().await;
    let held = ruin.whole(&desk, &anna).await;
    let frame = desk.snapshot(&anna).await.unwrap();
    assert_eq!((frame.reconcile.unexplained, frame.unconfirmed_orders), (0, 0));
    desk.close().await;
    (ruin, held)
}

fn entry(held: &Holdings) -> &OrderView {
    held.orders.iter().find(|o| o.role == OrderRole::Entry).unwrap()
}

#[tokio::test]
async fn an_order_that_never_left_is_not_sent_later() {
    let (_ruin, held) = after(Scene::Buy, At::Committed, 1).await;
    assert_eq!(entry(&held).status, OrderStatus::Rejected);
    assert!(entry(&held).reason.as_deref().unwrap().starts_with("never sent"));
    assert!(held.fills.is_empty() && held.orders.len() == 1);
}

#[tokio::test]
async fn an_order_marked_sent_that_never_arrived_is_not_sent_again() {
    let (_ruin, held) = after(Scene::Buy, At::Sending, 1).await;
    assert_eq!(entry(&held).status, OrderStatus::Rejected);
    assert_eq!(entry(&held).reason.as_deref(), Some("the venue never received it"));
    assert!(held.fills.is_empty() && held.orders.len() == 1);
}

#[tokio::test]
async fn a_fill_nobody_heard_is_found_and_protected() {
    let (_ruin, held) = after(Scene::Buy, At::Heard, 1).await;
    assert_eq!((entry(&held).status, entry(&held).filled), (OrderStatus::Filled, dec("5")));
    let [position] = held.positions.as_slice() else { panic!("{held:?}") };
    assert_eq!(position.protected_quantity, dec("5"));
}

/// The second and third to leave are the stop and its target.
#[tokio::test]
async fn a_stop_or_target_that_never_arrived_is_placed_again() {
    for leg in 2..=3 {
        let (_ruin, held) = after(Scene::Buy, At::Sending, leg).await;
        assert_eq!(held.positions[0].protected_quantity, dec("5"));
        assert!(held.positions[0].target.is_some());
    }
}

#[tokio::test]
async fn a_cancel_that_was_lost_is_said_again() {
    let (_ruin, held) = after(Scene::Cancel, At::Committed, 1).await;
    assert_eq!(entry(&held).status, OrderStatus::Canceled);
}

/// The exit waits until stop and target are cancelled; a crash in between ends flat or protected, never naked.
#[tokio::test]
async fn a_close_begun_is_carried_through() {
    for visit in 1..=4 {
        let (_ruin, held) = after(Scene::Close, At::Committed, visit).await;
        if visit == 1 {
            assert!(held.positions.is_empty(), "the cancels are said again, and the exit goes: {held:#?}");
        }
    }
}
