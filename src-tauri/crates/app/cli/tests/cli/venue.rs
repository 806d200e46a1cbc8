//! `csign venue` and `csign candles fetch` against the simulators, over real sockets.

use serde_json::Value;

use crate::csign::{Csign, Ran};
use crate::simulate::{Running, simulated};

/// One simulator and how it is called.
struct Stage {
    csign: Csign,
    name: &'static str,
    /// The pair it is tried with.
    pair: &'static str,
    place: [String; 4],
    key: String,
    secret: String,
    _running: Running,
}

impl Stage {
    fn new(name: &'static str, pair: &'static str) -> Self {
        let (running, line) = simulated(name, &["--seed", "3"]);
        let text = |field: &str| line[field].as_str().unwrap().to_owned();
        let place = ["--rest-url".to_owned(), text("rest"), "--ws-url".to_owned(), text("ws")];
        let (key, secret) = (text("key"), text("secret"));
        Self { csign: Csign::new(), name, pair, place, key, secret, _running: running }
    }

    fn run(&self, words: &[&str]) -> Ran {
        let place = self.place.iter().map(String::as_str);
        let args: Vec<&str> = ["venue", self.name]
            .into_iter()
            .chain(words.iter().copied())
            .chain(place)
            .chain(["--json"])
            .collect();
        let keys = [("COUNTERSIGN_API_KEY", self.key.as_str()), ("COUNTERSIGN_API_SECRET", &self.secret)];
        self.csign.run_with(&args, &keys)
    }

    fn json(&self, words: &[&str]) -> Value {
        self.run(words).document()
    }
}

fn number(value: &Value) -> f64 {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).parse().unwrap()
}

fn public_data(stage: &Stage) {
    let instruments = stage.json(&["instruments"]);
    let listed = |row: &&Value| row["symbol"] == stage.pair;
    let row = instruments.as_array().unwrap().iter().find(listed).expect("the pair is listed");
    assert!(number(&row["tick"]) > 0.0 && number(&row["lot"]) > 0.0, "{row}");
    let ticker = stage.json(&["ticker", stage.pair]);
    assert!(number(&ticker["bid"]) < number(&ticker["ask"]), "{ticker}");
    let book = stage.json(&["book", stage.pair, "--depth", "10"]);
    let (bids, asks) = (book["bids"].as_array().unwrap(), book["asks"].as_array().unwrap());
    assert_eq!((bids.len(), asks.len()), (10, 10));
    assert!(number(&bids[0][0]) > number(&bids[1][0]) && number(&asks[0][0]) < number(&asks[1][0]));
    assert!(number(&bids[0][0]) < number(&asks[0][0]));
    let trades = stage.json(&["trades", stage.pair, "--limit", "5"]);
    assert_eq!(trades.as_array().unwrap().len(), 5);
    let candles = stage.json(&["candles", stage.pair, "--timeframe", "1h", "--limit", "24"]);
    let times: Vec<i64> = candles.as_array().unwrap().iter().map(|c| c[0].as_i64().unwrap()).collect();
    assert_eq!(times.len(), 24);
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] == 3_600_000), "{times:?}");
    let watched = stage.run(&["watch", "book", stage.pair, "--count", "3"]);
    assert_eq!(watched.exit, 0, "{}", watched.err);
    let lines: Vec<Value> = watched.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert!(lines.iter().all(|line| line["symbol"] == stage.pair), "{lines:?}");
}

fn an_order_is_placed_and_cancelled(stage: &Stage) {
    let bid = number(&stage.json(&["ticker", stage.pair])["bid"]);
    let price = format!("{}", (bid * 0.9).round());
    let place = ["order", "place", stage.pair, "buy", "0.01", "--type", "limit", "--price", &price];
    let dry: Vec<&str> = place.into_iter().chain(["--dry-run"]).collect();
    let shown = stage.run(&dry);
    let prepared = shown.document();
    assert!(prepared["url"].as_str().unwrap().starts_with("http://127.0.0.1:"), "{prepared}");
    assert!(!shown.out.contains(&stage.secret), "the secret is shown");
    assert_eq!(stage.json(&["orders"]), serde_json::json!([]));
    let named: Vec<&str> = place.into_iter().chain(["--client-id", "cs-1"]).collect();
    let order = stage.json(&named);
    assert_eq!((&order["status"], &order["client_id"]), (&"open".into(), &"cs-1".into()), "{order}");
    assert_eq!(stage.json(&["orders"]).as_array().unwrap().len(), 1);
    let held = stage.json(&["balances"]);
    let locked = |row: &Value| number(&row["available"]) < number(&row["total"]);
    assert!(held.as_array().unwrap().iter().any(locked), "{held}");
    stage.json(&["order", "cancel", "cs-1", "--symbol", stage.pair]);
    assert_eq!(stage.json(&["orders"]), serde_json::json!([]));
    let unknown = stage.run(&["order", "cancel", "nothing"]).error(4);
    assert_eq!(unknown["code"], "unknown_order");
}

fn a_venue_answers(name: &'static str, pair: &'static str) {
    let stage = Stage::new(name, pair);
    public_data(&stage);
    an_order_is_placed_and_cancelled(&stage);
    let permissions = stage.json(&["key-permissions"]);
    assert_eq!(permissions["refused"], Value::Null, "{permissions}");
    let absent = stage.run(&["ticker", "NO/SUCH"]).error(4);
    assert_eq!(absent["code"], "unknown_instrument");
}

#[test]
fn binance_answers() {
    a_venue_answers("binance", "BTC/USDT");
}

#[test]
fn bitfinex_answers() {
    a_venue_answers("bitfinex", "BTC/USD");
}

#[test]
fn coinbase_answers() {
    a_venue_answers("coinbase", "BTC/USD");
}

#[test]
fn kraken_answers() {
    a_venue_answers("kraken", "BTC/USD");
}

#[test]
fn fetched_candles_are_asked_for_once() {
    let stage = Stage::new("bitfinex", "BTC/USD");
    let fetch = || {
        let place = stage.place.iter().map(String::as_str);
        let words = ["candles", "fetch", "--venue", "bitfinex", "--symbol", "BTC/USD", "--timeframe", "1h"];
        let range = ["--start", "2024-01-01", "--end", "2024-01-11"];
        let args: Vec<&str> = words.into_iter().chain(range).chain(place).collect();
        stage.csign.json(&args)
    };
    let first = fetch();
    assert_eq!((&first["rows"], &first["requests"]), (&240.into(), &1.into()), "{first}");
    let again = fetch();
    assert_eq!((&again["rows"], &again["requests"]), (&0.into(), &0.into()), "{again}");
    let listed = stage.csign.json(&["candles", "list"]);
    assert_eq!(listed[0]["count"], 240);
}

#[test]
fn orders_to_a_venue_itself_are_refused_and_bad_addresses_named() {
    let csign = Csign::new();
    let keys = [("COUNTERSIGN_API_KEY", "k"), ("COUNTERSIGN_API_SECRET", "c2VjcmV0")];
    let far = csign.run_with(&["venue", "kraken", "order", "cancel-all", "--json"], &keys).error(3);
    assert_eq!(far["code"], "live_mode_off");
    for (url, code) in [("http://example.com", "bad_url"), ("127.0.0.1:80", "bad_url")] {
        let error = csign.error(2, &["venue", "kraken", "instruments", "--rest-url", url]);
        assert_eq!(error["code"], code, "{url}");
    }
    assert_eq!(csign.error(2, &["venue", "nowhere", "instruments"])["code"], "unknown_venue");
    let nobody = ["venue", "kraken", "balances"];
    assert!(csign.error(2, &nobody)["message"].as_str().unwrap().contains("COUNTERSIGN_API_KEY"));
}
