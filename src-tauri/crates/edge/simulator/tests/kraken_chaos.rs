//! Orders through a double at which everything goes wrong at random: in the end both sides' books are the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "kraken/ledger.rs"]
mod ledger;
#[path = "kraken/stage.rs"]
mod stage;

use std::collections::BTreeMap;
use std::time::Duration;

use domain::{OrderRequest, Side};
use ledger::{Ledger, Truth};
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use simulator::server::Time;
use stage::{QUIET, Stage, dec, limit};
use venues::kraken::Kraken;
use venues::{Amendment, Execution, OrderRef, VenueError, VenueOrder};

const ORDERS: u32 = 200;
const SEEDS: u64 = 20;

/// Every fault that shows within seconds. What never answers is tried by itself below.
const FAULTS: &str = r#"{"faults":[
    {"kind":"ack_lost","probability":0.06},
    {"kind":"truncate","at":"/0/private/","probability":0.02},
    {"kind":"disconnect","at":"/0/private/","probability":0.01},
    {"kind":"drop","at":"/0/private/","probability":0.01},
    {"kind":"delay","at":"/0/private/","probability":0.02,"ms":20},
    {"kind":"http_5xx","at":"/0/private/","probability":0.02},
    {"kind":"html_error","at":"/0/private/","probability":0.01},
    {"kind":"maintenance","at":"/0/private/","probability":0.01},
    {"kind":"nonce_error","at":"/0/private/","probability":0.02},
    {"kind":"http_429","at":"/0/private/","probability":0.005,"ms":10,"count":1},
    {"kind":"http_418","at":"/0/private/","probability":0.005,"ms":10,"count":1},
    {"kind":"reject","probability":0.03},
    {"kind":"partial_fill","probability":0.2},
    {"kind":"clock_skew","probability":0.5},
    {"kind":"drop","at":"executions","probability":0.04},
    {"kind":"duplicate","at":"executions","probability":0.1},
    {"kind":"reorder","at":"executions","probability":0.1},
    {"kind":"truncate","at":"executions","probability":0.02},
    {"kind":"delay","at":"executions","probability":0.02,"ms":20},
    {"kind":"sequence_gap","at":"executions","probability":0.02},
    {"kind":"disconnect","at":"executions","probability":0.005,"count":1},
    {"kind":"slow_consumer","at":"executions","probability":0.005,"count":1},
    {"kind":"duplicate","at":"balances","probability":0.1},
    {"kind":"drop","at":"balances","probability":0.05}
]}"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_seeds_of_everything_going_wrong_end_with_equal_books() {
    let seeds: Vec<u64> = (1..=SEEDS).collect();
    // a few at a time: they mostly wait
    for some in seeds.chunks(5) {
        let runs: Vec<_> = some.iter().map(|seed| tokio::spawn(run(*seed, FAULTS, ORDERS))).collect();
        for (run, seed) in runs.into_iter().zip(some) {
            run.await.unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        }
    }
}

/// One request and the stream fall silent; both are given up after ten seconds.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_request_and_a_silent_stream_end_with_equal_books() {
    let faults = r#"{"faults":[{"kind":"half_open","at":"/0/private/AddOrder","nth":3},
        {"kind":"half_open","at":"executions","nth":6}]}"#;
    run(77, faults, 12).await;
}

async fn run(seed: u64, faults: &str, orders: u32) {
    eprintln!("seed {seed}");
    let stage = Stage::new(seed, Time::Manual { start_ms: 1_772_444_477_300 }, QUIET).await;
    let client = stage.client();
    let mut ledger = Ledger::listening(&client);
    let first = tokio::time::timeout(Duration::from_secs(60), ledger.resynced());
    first.await.expect("the stream");
    stage.faults(faults).await;
    let mut chance = StdRng::seed_from_u64(seed);
    let mut outcomes: BTreeMap<&'static str, u32> = BTreeMap::new();
    for number in 0..orders {
        let order = draw(&client, seed, number, &mut chance).await;
        let name = OrderRef::of(&order);
        let placed = match client.submit(&order).await {
            Ok(_) => "placed",
            Err(error) if error.outcome_unknown() => {
                let found = ask(&stage, &client, &name).await;
                if found.is_some() { "found" } else { "never arrived" }
            }
            Err(_) => "refused",
        };
        *outcomes.entry(placed).or_default() += 1;
        if matches!(placed, "placed" | "found") {
            disturb(&client, &order, &mut chance).await;
        }
        // the venue's counters of requests empty with its time
        stage.post("advance", r#"{"ms":1000}"#).await;
        ledger.read();
    }
    eprintln!("seed {seed}: {outcomes:?}");
    stage.faults(QUIET).await;
    settle(&stage, &client, &mut ledger, seed).await;
}

/// A limit order somewhere around the touch: some take, some rest.
async fn draw(client: &Kraken, seed: u64, number: u32, chance: &mut StdRng) -> OrderRequest {
    use venues::MarketData as _;
    let book = loop {
        match client.book(&stage::symbol("BTC/USD"), 1).await {
            Ok(book) => break book,
            Err(error) => assert!(matches!(error, VenueError::RateLimited { .. }), "{number}: {error}"),
        }
    };
    let side = if chance.random_bool(0.5) { Side::Buy } else { Side::Sell };
    let touch = if side == Side::Buy { book.asks[0].price } else { book.bids[0].price };
    let away = domain::Decimal::from(chance.random_range(-50..400_i64));
    let price = if side == Side::Buy { touch - away } else { touch + away };
    let quantity = format!("0.00{}", chance.random_range(10..99));
    // every third has a name that the venue does not take as it is
    let tail = if number.is_multiple_of(3) { "-of-a-longer-name" } else { "" };
    limit(&format!("CS-{seed}-{number}{tail}"), side, &quantity, price)
}

/// Changes and cancels some; that it may fail is the point.
async fn disturb(client: &Kraken, order: &OrderRequest, chance: &mut StdRng) {
    let name = OrderRef::of(order);
    if chance.random_bool(0.3) {
        let quantity = Some(order.quantity + dec("0.001"));
        let _ = client.amend(&name, &Amendment { quantity, ..Amendment::default() }).await;
    }
    if chance.random_bool(0.5) {
        let _ = client.cancel(&name).await;
    }
}

/// Asks what became of an order until the venue says it.
async fn ask(stage: &Stage, client: &Kraken, name: &OrderRef) -> Option<VenueOrder> {
    for _ in 0..20 {
        match client.lookup(name).await {
            Ok(found) => return found,
            Err(VenueError::Unauthorized { message, .. }) => panic!("{message}"),
            // its budget of questions fills up with its time
            Err(_) => drop(stage.post("advance", r#"{"ms":10000}"#).await),
        }
    }
    panic!("{} was never told", name.client_id)
}

/// After the last fault: one more order, so that the stream hears of what it missed; then both sides compare.
async fn settle(stage: &Stage, client: &Kraken, ledger: &mut Ledger, seed: u64) {
    stage.post("advance", r#"{"ms":30000}"#).await;
    let last = limit(&format!("CS-{seed}-last"), Side::Buy, "0.001", dec("1000"));
    let mut sent = client.submit(&last).await;
    for _ in 0..5 {
        if sent.is_ok() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
        sent = client.submit(&last).await;
    }
    sent.unwrap();
    client.cancel(&OrderRef::of(&last)).await.unwrap();
    let deadline = tokio::time::Instant::now() + Duration::from_secs(40);
    loop {
        stage.post("advance", r#"{"ms":2000}"#).await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        ledger.read();
        let truth = Truth::read(&stage.get("account").await);
        if ledger.matches(&truth) {
            break;
        }
        if tokio::time::Instant::now() > deadline {
            panic!("seed {seed}: {}", ledger.differences(&truth));
        }
    }
    stage.post("advance", r#"{"ms":30000}"#).await;
    ledger::compare(stage, client, seed).await;
}
