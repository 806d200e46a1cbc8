//! What our side knows from reports, what the double knows, and whether both are the same.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Decimal, Fill};
use serde_json::Value;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;
use venues::kraken::Kraken;
use venues::{AccountEvent, Execution, ExecutionReport};

use crate::stage::Stage;

/// A fill by what can be compared: order, quantity, price, fee, maker, time.
type Mark = (String, Decimal, Decimal, Decimal, bool, i64);

/// Reports as they came.
pub struct Ledger {
    events: Receiver<AccountEvent>,
    acknowledged: Vec<String>,
    canceled: Vec<String>,
    fills: BTreeMap<String, Fill>,
    fill_reports: usize,
}

impl Ledger {
    pub fn listening(client: &Kraken) -> Self {
        Self {
            events: client.account_events(),
            acknowledged: Vec::new(),
            canceled: Vec::new(),
            fills: BTreeMap::new(),
            fill_reports: 0,
        }
    }

    pub async fn resynced(&mut self) {
        while self.events.recv().await.unwrap() != AccountEvent::Resynced {}
    }

    /// Takes what has come.
    pub fn read(&mut self) {
        loop {
            match self.events.try_recv() {
                Ok(AccountEvent::Order(report)) => self.take(report),
                Ok(AccountEvent::Foreign(fill)) => panic!("{fill:?} is ours"),
                Ok(_) => {}
                Err(TryRecvError::Lagged(by)) => panic!("{by} events behind"),
                Err(_) => return,
            }
        }
    }

    fn take(&mut self, report: ExecutionReport) {
        match report {
            ExecutionReport::Acknowledged { client_id, .. } => self.acknowledged.push(client_id),
            ExecutionReport::Cancelled { client_id, .. } => self.canceled.push(client_id),
            ExecutionReport::Rejected { .. } => {}
            ExecutionReport::Filled(fill) => {
                assert!(!self.canceled.contains(&fill.client_id), "a fill after the end: {fill:?}");
                self.fill_reports += 1;
                self.fills.insert(fill.trade_id.clone(), fill);
            }
        }
    }

    fn marks(&self) -> BTreeSet<Mark> {
        self.fills.values().map(mark).collect()
    }

    pub fn matches(&self, truth: &Truth) -> bool {
        let sorted = |names: &[String]| {
            let mut names = names.to_vec();
            names.sort();
            names
        };
        self.fill_reports == self.fills.len()
            && self.marks() == truth.fills
            && sorted(&self.acknowledged) == truth.orders
            && sorted(&self.canceled) == truth.canceled
    }

    pub fn differences(&self, truth: &Truth) -> String {
        let set = |names: &[String]| names.iter().cloned().collect::<BTreeSet<_>>();
        let of = |what, ours: BTreeSet<String>, theirs: BTreeSet<String>| {
            format!("{what}: ours only {:?}, theirs only {:?}; ", &ours - &theirs, &theirs - &ours)
        };
        let marks = (&self.marks() - &truth.fills, &truth.fills - &self.marks());
        format!(
            "{}{}{} acknowledgements, {} cancellations, {} reports of {} fills; fills {marks:?}",
            of("acknowledged", set(&self.acknowledged), set(&truth.orders)),
            of("canceled", set(&self.canceled), set(&truth.canceled)),
            self.acknowledged.len(),
            self.canceled.len(),
            self.fill_reports,
            self.fills.len(),
        )
    }
}

fn mark(fill: &Fill) -> Mark {
    let plain = |value: Decimal| value.normalize();
    (
        fill.client_id.clone(),
        plain(fill.quantity),
        plain(fill.price),
        plain(fill.fee),
        fill.maker,
        fill.time_ms,
    )
}

/// The double's books.
pub struct Truth {
    /// Our names, sorted.
    orders: Vec<String>,
    canceled: Vec<String>,
    fills: BTreeSet<Mark>,
}

/// The double knows orders by Kraken's names: ours are found by deriving them in the same way.
fn our_name(theirs: &str, seed_names: &BTreeMap<String, String>) -> String {
    seed_names.get(theirs).cloned().unwrap_or_else(|| theirs.to_owned())
}

/// Longer names as Kraken has them, as the documentation of our ids says: half of their SHA-256.
fn long_names(orders: &[Value]) -> BTreeMap<String, String> {
    use sha2::{Digest as _, Sha256};
    let shortened = orders.iter().filter_map(|o| o["client_id"].as_str()).any(|name| name.len() == 32);
    let mut names = BTreeMap::new();
    if shortened {
        for seed in 1..=100 {
            for number in 0..300 {
                let name = format!("CS-{seed}-{number}-of-a-longer-name");
                let digest = Sha256::digest(name.as_bytes());
                names.insert(hex::encode(&digest[..16]), name);
            }
        }
    }
    names
}

fn number(value: &Value) -> Decimal {
    value.as_str().unwrap().parse::<Decimal>().unwrap().normalize()
}

impl Truth {
    pub fn read(account: &Value) -> Self {
        let rows = account["orders"].as_array().unwrap();
        let names = long_names(rows);
        let name = |row: &Value| our_name(row["client_id"].as_str().unwrap(), &names);
        let mut orders: Vec<String> = rows.iter().map(name).collect();
        orders.sort();
        assert!(orders.windows(2).all(|two| two[0] != two[1]), "an order was placed twice");
        let mut canceled: Vec<String> =
            rows.iter().filter(|row| row["state"] == "canceled").map(name).collect();
        canceled.sort();
        let fill = |row: &Value| {
            (
                name(row),
                number(&row["quantity"]),
                number(&row["price"]),
                number(&row["fee"]),
                row["maker"].as_bool().unwrap(),
                row["time_ms"].as_i64().unwrap(),
            )
        };
        Self { fills: account["fills"].as_array().unwrap().iter().map(fill).collect(), orders, canceled }
    }
}

/// Orders, balances, positions and trades as REST tells them against the double's own books.
pub async fn compare(stage: &Stage, client: &Kraken, seed: u64) {
    let open = client.open_orders().await.unwrap();
    let balances = client.balances().await.unwrap();
    let trades = client.own_trades(None, 0).await.unwrap();
    let positions = client.positions().await.unwrap();
    let account = stage.get("account").await;
    let truth = Truth::read(&account);
    let marks: BTreeSet<Mark> = trades.iter().map(mark).collect();
    assert_eq!((marks.len(), &marks), (trades.len(), &truth.fills), "seed {seed}: own trades");
    let names = long_names(account["orders"].as_array().unwrap());
    let working = account["orders"].as_array().unwrap().iter().filter(|row| row["state"] == "open");
    let theirs: BTreeMap<String, (Decimal, Decimal, Decimal)> = working
        .map(|row| {
            let name = our_name(row["client_id"].as_str().unwrap(), &names);
            (name, (number(&row["quantity"]), number(&row["filled"]), number(&row["price"])))
        })
        .collect();
    let ours = open.iter().map(|order| {
        let filled: Decimal = order.fills.iter().map(|fill| fill.quantity).sum();
        assert_eq!(filled, order.filled, "seed {seed}: {order:?}");
        (order.client_id.clone(), (order.quantity, order.filled.normalize(), order.price.unwrap()))
    });
    assert_eq!(ours.collect::<BTreeMap<_, _>>(), theirs, "seed {seed}: open orders");
    let spot = account["balances"].as_array().unwrap().iter().filter(|row| row["wallet"] == "spot");
    let theirs: BTreeMap<String, (Decimal, Decimal)> = spot
        .map(|row| {
            (row["currency"].as_str().unwrap().to_owned(), (number(&row["total"]), number(&row["available"])))
        })
        .collect();
    let ours =
        balances.into_iter().map(|one| (one.currency, (one.total.normalize(), one.available.normalize())));
    assert_eq!(ours.collect::<BTreeMap<_, _>>(), theirs, "seed {seed}: balances");
    assert_eq!((positions.len(), account["positions"].as_array().unwrap().len()), (0, 0), "seed {seed}");
}
