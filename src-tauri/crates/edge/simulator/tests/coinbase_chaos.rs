//! Two hundred orders through a double that goes wrong in every way: in the end our books are its books.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "coinbase/stage.rs"]
#[allow(dead_code)]
mod stage;

use std::collections::BTreeMap;
use std::time::Duration;

use domain::{Decimal, Fill, OrderRequest, OrderStatus, Side};
use futures::StreamExt as _;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use serde_json::Value;
use simulator::{FaultPlan, SimulatorOptions, coinbase};
use stage::{Stage, d, instrument, limit, market};
use tokio::sync::broadcast;
use venues::{Amendment, Execution as _, ExecutionReport, MarketData as _, OrderRef, VenueError, VenueOrder};

const ORDERS: usize = 200;
const SEEDS: std::ops::Range<u64> = 1..21;

/// Everything a plan can ask for that Coinbase can suffer: it has neither checksums nor nonces (a nonce error is a
/// refused token here).
const PLAN: &str = r#"{"faults":[
    {"kind":"drop","at":"rest","probability":0.02},
    {"kind":"disconnect","at":"rest","probability":0.01},
    {"kind":"ack_lost","at":"rest","probability":0.05},
    {"kind":"truncate","at":"rest","probability":0.02},
    {"kind":"delay","at":"rest","probability":0.05,"ms":20},
    {"kind":"http_429","at":"rest","probability":0.01,"ms":0},
    {"kind":"http_418","at":"rest","probability":0.005,"ms":0},
    {"kind":"http_5xx","at":"rest","probability":0.02},
    {"kind":"html_error","at":"rest","probability":0.01},
    {"kind":"maintenance","at":"rest","probability":0.01},
    {"kind":"nonce_error","at":"rest","probability":0.01},
    {"kind":"clock_skew","probability":0.005,"ms":400000},
    {"kind":"partial_fill","probability":0.2},
    {"kind":"reject","probability":0.05},
    {"kind":"drop","at":"orders","probability":0.02},
    {"kind":"duplicate","at":"orders","probability":0.1},
    {"kind":"reorder","at":"orders","probability":0.1},
    {"kind":"truncate","at":"orders","probability":0.02},
    {"kind":"delay","at":"orders","probability":0.02,"ms":20},
    {"kind":"sequence_gap","at":"orders","probability":0.02},
    {"kind":"disconnect","at":"orders","probability":0.01},
    {"kind":"slow_consumer","at":"orders","probability":0.005},
    {"kind":"half_open","at":"orders","probability":0.005,"count":1}
]}"#;

#[derive(Default)]
struct Told {
    acknowledged: BTreeMap<String, usize>,
    fills: BTreeMap<(String, String), (Fill, usize)>,
    ended: BTreeMap<String, usize>,
}

impl Told {
    fn note(&mut self, report: ExecutionReport) {
        let client_id = report.client_id().to_owned();
        match report {
            ExecutionReport::Acknowledged { .. } => *self.acknowledged.entry(client_id).or_default() += 1,
            ExecutionReport::Cancelled { .. } | ExecutionReport::Rejected { .. } => {
                *self.ended.entry(client_id).or_default() += 1;
            }
            ExecutionReport::Filled(fill) => {
                self.fills.entry((client_id, fill.trade_id.clone())).or_insert((fill, 0)).1 += 1;
            }
        }
    }

    fn counts(&self, truth: &Truth) -> bool {
        self.fills.len() >= truth.fills && self.ended.len() >= truth.cancelled.len()
    }
}

struct Truth {
    orders: BTreeMap<String, Value>,
    fills: usize,
    cancelled: Vec<String>,
}

impl Truth {
    fn of(account: &Value) -> Self {
        let rows = account["orders"].as_array().unwrap();
        let id = |row: &Value| row["client_id"].as_str().unwrap().to_owned();
        let orders: BTreeMap<String, Value> = rows.iter().map(|row| (id(row), row.clone())).collect();
        assert_eq!(orders.len(), rows.len(), "an order was sent twice");
        let cancelled = rows.iter().filter(|row| row["state"] == "canceled").map(id).collect();
        Self { orders, fills: account["fills"].as_array().unwrap().len(), cancelled }
    }
}

fn number(value: &Value) -> Decimal {
    d(value.as_str().unwrap_or("0"))
}

/// Asks until there is an answer.
async fn insist<T, F: Future<Output = Result<T, VenueError>>>(ask: impl Fn() -> F) -> T {
    for _ in 0..50 {
        if let Ok(answer) = ask().await {
            return answer;
        }
    }
    panic!("no answer in 50 tries");
}

/// One order from its placing to whatever becomes of it; whether the venue has it.
async fn live(stage: &Stage, order: OrderRequest, fate: u8) -> (String, bool) {
    let venue = &stage.venue;
    let of = OrderRef::of(&order);
    let placed = match venue.submit(&order).await {
        Ok(_) => true,
        Err(error) if error.outcome_unknown() => insist(|| venue.lookup(&of)).await.is_some(),
        Err(_) => false,
    };
    if placed && matches!(fate, 1 | 2) {
        let price = order.price.map(|price| (price * d("0.999")).round_dp(2));
        let change = Amendment { price, ..Amendment::default() };
        // refused where it has ended, unknown where the answer was lost: the books at the end say which
        drop(venue.amend(&of, &change).await);
    }
    if placed && matches!(fate, 2 | 3) {
        drop(venue.cancel(&of).await);
    }
    (order.client_id, placed)
}

fn orders(seed: u64, price: Decimal) -> Vec<(OrderRequest, u8)> {
    let mut rng = StdRng::seed_from_u64(seed);
    (0..ORDERS)
        .map(|i| {
            let client_id = format!("CS-{seed}-{i}");
            let side = if rng.random_bool(0.5) { Side::Buy } else { Side::Sell };
            let quantity = format!("0.00{}", rng.random_range(1..99));
            let order = if rng.random_bool(0.2) {
                market(&client_id, side, &quantity)
            } else {
                let off = Decimal::new(rng.random_range(-30..30), 4);
                limit(&client_id, side, &quantity, (price * (Decimal::ONE + off)).round_dp(2))
            };
            (order, rng.random_range(0..5))
        })
        .collect()
}

async fn run(seed: u64) {
    let options = SimulatorOptions { seed, ..SimulatorOptions::default() };
    let stage = Stage::with(coinbase::patient_wire(), options).await;
    let venue = &stage.venue;
    let price = venue.book(&instrument("BTC/USD").symbol, 1).await.unwrap().bids[0].price;
    let mut reports = venue.reports();
    FaultPlan::parse(PLAN).unwrap();
    stage.faults(PLAN).await;
    let lives = orders(seed, price).into_iter().map(|(order, fate)| live(&stage, order, fate));
    let believed: BTreeMap<String, bool> = futures::stream::iter(lives).buffer_unordered(25).collect().await;
    suffered(&stage, seed).await;
    stage.faults(r#"{"faults":[]}"#).await;
    while !insist(|| venue.open_orders()).await.is_empty() {
        insist(|| venue.cancel_all(None)).await;
    }

    let account = stage.truth().await;
    let truth = Truth::of(&account);
    let placed: Vec<&String> = believed.iter().filter(|(_, placed)| **placed).map(|(id, _)| id).collect();
    assert_eq!(placed, truth.orders.keys().collect::<Vec<_>>(), "seed {seed}: orders we believe in");
    let told = heard(&mut reports, &truth, seed).await;
    compare_orders(&insist(|| venue.order_history(None, 10_000)).await, &truth, seed);
    compare_fills(&insist(|| venue.own_trades(None, 0)).await, &told, &truth, seed);
    for row in account["balances"].as_array().unwrap() {
        let balances = insist(|| venue.balances()).await;
        let ours = balances.iter().find(|one| row["currency"] == *one.currency).unwrap();
        assert_eq!(
            (ours.total, ours.available),
            (number(&row["total"]), number(&row["available"])),
            "seed {seed}"
        );
    }
}

/// The plan was not in vain.
async fn suffered(stage: &Stage, seed: u64) {
    let counts = stage.control(venues::http::Method::Get, "faults", "").await;
    let hits: u64 = counts.as_array().unwrap().iter().map(|row| row["hits"].as_u64().unwrap()).sum();
    assert!(hits > 100, "seed {seed}: only {hits} faults");
}

/// Reports until they tell all that is true.
async fn heard(reports: &mut broadcast::Receiver<ExecutionReport>, truth: &Truth, seed: u64) -> Told {
    let mut told = Told::default();
    let all = async {
        while !told.counts(truth) {
            told.note(reports.recv().await.expect("no receiver lags behind four thousand reports"));
        }
    };
    let came = tokio::time::timeout(Duration::from_secs(30), all).await.is_ok();
    let (fills, ended) = (told.fills.len(), told.ended.len());
    assert!(
        came,
        "seed {seed}: {fills} of {} fills and {ended} of {} ends were told",
        truth.fills,
        truth.cancelled.len()
    );
    told
}

fn compare_orders(ours: &[VenueOrder], truth: &Truth, seed: u64) {
    assert_eq!(ours.len(), truth.orders.len(), "seed {seed}");
    for order in ours {
        let row = &truth.orders[&order.client_id];
        let status = if row["state"] == "filled" { OrderStatus::Filled } else { OrderStatus::Canceled };
        assert_eq!(order.status, status, "seed {seed}: {}", order.client_id);
        assert_eq!(order.quantity, number(&row["quantity"]), "seed {seed}: {}", order.client_id);
        assert_eq!(order.filled, number(&row["filled"]), "seed {seed}: {}", order.client_id);
        assert_eq!(order.price, row["price"].as_str().map(d), "seed {seed}: {}", order.client_id);
        let sum: Decimal = order.fills.iter().map(|fill| fill.quantity).sum();
        assert_eq!(sum, order.filled, "seed {seed}: {}", order.client_id);
        let fees: Decimal = order.fills.iter().map(|fill| fill.fee).sum();
        assert_eq!(fees, number(&row["fees"]), "seed {seed}: {}", order.client_id);
    }
}

fn compare_fills(own: &[Fill], told: &Told, truth: &Truth, seed: u64) {
    assert_eq!(own.len(), truth.fills, "seed {seed}");
    assert_eq!(told.fills.len(), own.len(), "seed {seed}");
    for fill in own {
        let (heard, times) = &told.fills[&(fill.client_id.clone(), fill.trade_id.clone())];
        assert_eq!((heard, *times), (fill, 1), "seed {seed}");
    }
    let ended: Vec<&String> = told.ended.keys().collect();
    assert_eq!(
        ended,
        truth.cancelled.iter().collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>(),
        "seed {seed}"
    );
    assert!(told.ended.values().chain(told.acknowledged.values()).all(|times| *times == 1), "seed {seed}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn our_books_are_the_venues_books_whatever_goes_wrong() {
    let seeds: Vec<u64> = match std::env::var("CHAOS_SEED") {
        Ok(seed) => vec![seed.parse().expect("CHAOS_SEED is a number")],
        Err(_) => SEEDS.collect(),
    };
    futures::stream::iter(seeds)
        .for_each_concurrent(5, |seed| async move {
            let started = std::time::Instant::now();
            run(seed).await;
            eprintln!("seed {seed}: {:.1} s", started.elapsed().as_secs_f64());
        })
        .await;
}
