//! Our client against the double, over real sockets.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "coinbase/pairs.rs"]
mod pairs;
#[path = "coinbase/stage.rs"]
mod stage;

use std::collections::BTreeSet;

use domain::{Decimal, OrderStatus, OrderType, Side, Symbol, Timeframe};
use simulator::coinbase;
use stage::{Stage, client, d, instrument, limit, market, soon};
use venues::{
    AccountEvent, Amendment, Channel, Execution as _, ExecutionReport, MarketData as _, MarketEvent,
    OrderRef, VenueError, VenueRule,
};

fn btc() -> Symbol {
    "BTC/USD".parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_market_is_told_without_a_key() {
    let stage = Stage::new(coinbase::wire(), 1).await;
    let venue = &stage.venue;
    let instruments = venue.instruments().await.unwrap();
    let bitcoin = instruments.iter().find(|one| one.id.symbol == btc()).unwrap();
    assert_eq!((bitcoin.tick, bitcoin.lot), (d("0.01"), d("0.00000001")));
    let book = venue.book(&btc(), 5).await.unwrap();
    assert_eq!((book.bids.len(), book.asks.len()), (5, 5));
    assert!(book.bids[0].price < book.asks[0].price && book.bids[0].price > book.bids[4].price);
    let ticker = venue.ticker(&btc()).await.unwrap();
    assert!(ticker.bid < ticker.ask && ticker.low <= ticker.last && ticker.last <= ticker.high);
    assert!(ticker.volume > Decimal::ZERO);
    let tickers = venue.tickers().await.unwrap();
    assert!(tickers.len() >= 5 && tickers.iter().all(|one| one.bid < one.ask), "{tickers:?}");
    let trades = venue.trades(&btc(), 20).await.unwrap();
    assert_eq!(trades.len(), 20);
    assert!(trades.is_sorted_by_key(|trade| trade.time_ms));
    let unknown = venue.book(&"ABC/USD".parse().unwrap(), 5).await.unwrap_err();
    assert!(matches!(unknown, VenueError::UnknownInstrument { .. }), "{unknown}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn candles_of_any_range_come_ascending_and_once() {
    let stage = Stage::new(coinbase::patient_wire(), 2).await;
    let now_ms = stage.truth().await["now_ms"].as_i64().unwrap();
    for (timeframe, count) in
        [(Timeframe::M1, 1_000), (Timeframe::H4, 400), (Timeframe::W1, 20), (Timeframe::M3, 300)]
    {
        let start = timeframe.floor(now_ms) - count * timeframe.ms();
        let candles = stage.venue.candles(&btc(), timeframe, start..now_ms + 1).await.unwrap();
        assert_eq!(candles.time_ms.first(), Some(&start), "{timeframe}");
        // the unfinished one is the last
        assert_eq!(candles.len() as i64, count + 1, "{timeframe}");
        assert!(candles.time_ms.windows(2).all(|two| two[1] - two[0] == timeframe.ms()), "{timeframe}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_lives_from_placing_to_its_end() {
    // a P-256 key here, an Ed25519 key in the others
    let stage = Stage::new(coinbase::wire(), 3).await;
    let venue = &stage.venue;
    let permissions = venue.key_permissions().await.unwrap();
    assert_eq!((permissions.trade, permissions.withdraw), (Some(true), Some(false)));
    let fees = venue.fees(None).await.unwrap();
    assert_eq!((fees.maker, fees.taker), (d("0.006"), d("0.012")));
    let before = venue.balances().await.unwrap();
    let held =
        |name: &str, all: &[domain::Balance]| all.iter().find(|one| one.currency == name).unwrap().clone();
    assert_eq!(held("USD", &before).total, d("1000000"));

    let bid = venue.book(&btc(), 1).await.unwrap().bids[0].price;
    let price = (bid * d("0.9")).round_dp(2);
    let order = limit("CS-17-1", Side::Buy, "0.01", price);
    let ack = venue.submit(&order).await.unwrap();
    assert_eq!(venue.submit(&order).await.unwrap(), ack);
    let open = venue.open_orders().await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(
        (open[0].price, open[0].quantity, open[0].status),
        (Some(price), d("0.01"), OrderStatus::Open)
    );
    assert_eq!((open[0].client_id.as_str(), &open[0].venue_id), ("CS-17-1", &ack.venue_id));
    let balances = venue.balances().await.unwrap();
    assert!(held("USD", &balances).available < held("USD", &balances).total);

    let changed = Amendment { price: Some(price - Decimal::TEN), ..Amendment::default() };
    let of = OrderRef::of(&order);
    venue.amend(&of, &changed).await.unwrap();
    let found = venue.lookup(&of).await.unwrap().unwrap();
    assert_eq!((found.price, found.quantity), (Some(price - Decimal::TEN), d("0.01")));
    venue.cancel(&of).await.unwrap();
    venue.cancel(&of).await.unwrap();
    let found = venue.lookup(&of).await.unwrap().unwrap();
    assert_eq!(found.status, OrderStatus::Canceled);
    assert_eq!(found.reason.as_deref(), Some("User requested cancel"));
    assert_eq!(stage.truth().await["orders"].as_array().unwrap().len(), 1);

    venue.submit(&market("CS-17-2", Side::Buy, "0.02")).await.unwrap();
    let of = OrderRef { client_id: "CS-17-2".to_owned(), instrument: instrument("BTC/USD") };
    let filled = venue.lookup(&of).await.unwrap().unwrap();
    assert_eq!(
        (filled.status, filled.filled, filled.order_type),
        (OrderStatus::Filled, d("0.02"), OrderType::Market)
    );
    assert_eq!(filled.fills.iter().map(|fill| fill.quantity).sum::<Decimal>(), d("0.02"));
    let own = venue.own_trades(Some(&instrument("BTC/USD")), 0).await.unwrap();
    assert_eq!(own, filled.fills);
    for fill in &own {
        // the exchange rounds fees
        let exact = fill.price * fill.quantity * d("0.012");
        assert!((fill.fee - exact).abs() < d("0.0000001") && fill.fee_currency == "USD", "{fill:?}");
    }
    let past: Vec<String> =
        venue.order_history(None, 10).await.unwrap().into_iter().map(|order| order.client_id).collect();
    assert_eq!(past, ["CS-17-2", "CS-17-1"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_restart_an_order_is_found_by_our_id_alone() {
    let stage = Stage::new(coinbase::patient_wire(), 4).await;
    let order =
        limit("CS-9-a-longer-text-of-ours-up-to-sixty-four-characters-in-all", Side::Buy, "0.01", d("100"));
    let ack = stage.venue.submit(&order).await.unwrap();
    for i in 0..300 {
        stage.venue.submit(&limit(&format!("CS-10-{i}"), Side::Buy, "0.01", d("100"))).await.unwrap();
    }
    use secrecy::ExposeSecret as _;
    let restarted = client(&stage.double, &stage.double.key, stage.double.secret.expose_secret()).unwrap();
    let found = restarted.lookup(&OrderRef::of(&order)).await.unwrap().unwrap();
    assert_eq!(found.venue_id, ack.venue_id);
    let never = OrderRef { client_id: "CS-11-1".to_owned(), instrument: instrument("BTC/USD") };
    assert_eq!(restarted.lookup(&never).await.unwrap(), None);
    assert_eq!(restarted.cancel_all(None).await.unwrap(), 301);
    assert!(restarted.open_orders().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dry_run_shows_the_request_without_the_token_and_sends_nothing() {
    let stage = Stage::new(coinbase::patient_wire(), 10).await;
    let order = limit("CS-1-1", Side::Buy, "0.0100", d("60000.50"));
    let shown = stage.venue.prepare(&order).await.unwrap();
    assert_eq!(shown.method, "POST");
    assert_eq!(shown.url, format!("{}/api/v3/brokerage/orders", stage.double.rest_url));
    assert_eq!(shown.headers[0], ("authorization".to_owned(), "***".to_owned()));
    let body = r#"{"client_order_id":"CS-1-1","product_id":"BTC-USD","side":"BUY","order_configuration":{"limit_limit_gtc":{"base_size":"0.01","limit_price":"60000.5","post_only":false}}}"#;
    assert_eq!(shown.body, body);
    assert!(stage.truth().await["orders"].as_array().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refusals_name_their_rule() {
    let stage = Stage::new(coinbase::patient_wire(), 5).await;
    let ask = stage.venue.book(&btc(), 1).await.unwrap().asks[0].price;
    let cases = [
        (limit("a", Side::Buy, "500", ask), VenueRule::Balance),
        (
            domain::OrderRequest {
                post_only: true,
                ..limit("b", Side::Buy, "0.01", (ask * d("1.1")).round_dp(2))
            },
            VenueRule::PostOnly,
        ),
        (limit("c", Side::Buy, "0.01", d("100.001")), VenueRule::Tick),
        (limit("d", Side::Buy, "0.000000001", ask), VenueRule::Lot),
        (limit("e", Side::Buy, "0.00000001", ask), VenueRule::MinNotional),
    ];
    for (order, expected) in cases {
        let error = stage.venue.submit(&order).await.unwrap_err();
        assert!(matches!(error, VenueError::Refused { rule, .. } if rule == expected), "{expected}: {error}");
        assert!(!error.outcome_unknown());
        assert_eq!(stage.venue.lookup(&OrderRef::of(&order)).await.unwrap(), None);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_are_verified_and_do_only_what_they_may() {
    let stage = Stage::new(coinbase::patient_wire(), 6).await;
    let forged =
        client(&stage.double, &stage.double.key, "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=").unwrap();
    let error = forged.balances().await.unwrap_err();
    assert!(matches!(error, VenueError::Unauthorized { .. }), "{error}");
    let reader = stage.key(r#"{"read":true}"#).await;
    assert_eq!(reader.key_permissions().await.unwrap().trade, Some(false));
    let error = reader.submit(&market("CS-1-1", Side::Buy, "0.01")).await.unwrap_err();
    assert!(matches!(error, VenueError::Unauthorized { .. }), "{error}");
    let rich = stage.key(r#"{"read":true,"trade":true,"withdraw":true}"#).await;
    assert_eq!(rich.key_permissions().await.unwrap().refusal(), Some("withdraw"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_that_may_have_arrived_is_never_reported_as_failed() {
    let stage = Stage::new(coinbase::patient_wire(), 7).await;
    let cases = [
        (r#"{"kind":"ack_lost","at":"/api/v3/brokerage/orders","nth":1}"#, true),
        (r#"{"kind":"truncate","at":"/api/v3/brokerage/orders","nth":1}"#, true),
        (r#"{"kind":"drop","at":"/api/v3/brokerage/orders","nth":1}"#, false),
        (r#"{"kind":"http_5xx","at":"/api/v3/brokerage/orders","nth":1}"#, false),
        (r#"{"kind":"html_error","at":"/api/v3/brokerage/orders","nth":1}"#, false),
        (r#"{"kind":"maintenance","at":"/api/v3/brokerage/orders","nth":1}"#, false),
    ];
    for (i, (fault, arrives)) in cases.into_iter().enumerate() {
        let order = limit(&format!("CS-1-{i}"), Side::Buy, "0.01", d("100"));
        stage.faults(&format!(r#"{{"faults":[{fault}]}}"#)).await;
        let error = stage.venue.submit(&order).await.unwrap_err();
        assert!(error.outcome_unknown(), "{fault}: {error}");
        let found = stage.venue.lookup(&OrderRef::of(&order)).await.unwrap();
        assert_eq!(found.is_some(), arrives, "{fault}");
    }
    stage.faults(r#"{"faults":[{"kind":"http_429","at":"/api/v3/brokerage/orders","nth":1,"ms":0}]}"#).await;
    let error = stage.venue.submit(&limit("CS-2-1", Side::Buy, "0.01", d("100"))).await.unwrap_err();
    assert!(matches!(error, VenueError::RateLimited { .. }), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_channel_is_told_and_a_gap_in_the_numbers_resyncs_the_book() {
    let stage = Stage::new(coinbase::patient_wire(), 8).await;
    let symbol = btc;
    let channels = [
        Channel::Book { symbol: symbol(), depth: 10 },
        Channel::Trades { symbol: symbol() },
        Channel::Ticker { symbol: symbol() },
        Channel::Candles { symbol: symbol(), timeframe: Timeframe::M5 },
        Channel::Candles { symbol: symbol(), timeframe: Timeframe::M1 },
    ];
    let mut feed = stage.venue.watch(&channels, false).unwrap();
    let mut seen = BTreeSet::new();
    while seen.len() < 5 {
        match soon("an event of each channel", feed.events.recv()).await.unwrap() {
            MarketEvent::Book { book, .. } => {
                assert!(book.bids[0].price < book.asks[0].price && book.bids.len() <= 10);
                seen.insert("book".to_owned());
            }
            MarketEvent::Trade { .. } => drop(seen.insert("trade".to_owned())),
            MarketEvent::Ticker { .. } => drop(seen.insert("ticker".to_owned())),
            MarketEvent::Candle { timeframe, .. } => drop(seen.insert(timeframe.to_string())),
        }
    }
    stage.faults(r#"{"faults":[{"kind":"sequence_gap","at":"book","nth":2}]}"#).await;
    let counted = async {
        loop {
            feed.events.recv().await.unwrap();
            let report = feed.health.report();
            if report.sequence_gaps == 1 && report.resyncs == 1 {
                return report;
            }
        }
    };
    assert_eq!(soon("a resync", counted).await.parse_errors, 0);
    let again = async { while !matches!(feed.events.recv().await.unwrap(), MarketEvent::Book { .. }) {} };
    soon("a book after the resync", again).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_accounts_stream_tells_orders_fills_and_balances() {
    let stage = Stage::new(coinbase::wire(), 9).await;
    let mut events = stage.venue.account_events();
    let synced = async { while events.recv().await.unwrap() != AccountEvent::Resynced {} };
    soon("the first resync", synced).await;
    let ack = stage.venue.submit(&market("CS-3-1", Side::Buy, "0.5")).await.unwrap();
    stage.venue.submit(&limit("CS-3-2", Side::Buy, "0.1", d("100"))).await.unwrap();
    let (mut bought, mut acknowledged, mut bitcoin) = (Decimal::ZERO, 0, Decimal::ZERO);
    while bought < d("0.5") || bitcoin != d("10.5") || acknowledged < 2 {
        match soon("fills and balances", events.recv()).await.unwrap() {
            AccountEvent::Order(ExecutionReport::Filled(fill)) => bought += fill.quantity,
            AccountEvent::Order(ExecutionReport::Acknowledged { client_id, venue_id }) => {
                assert!(client_id != "CS-3-1" || venue_id == ack.venue_id);
                acknowledged += 1;
            }
            AccountEvent::Balance(balance) if balance.currency == "BTC" => bitcoin = balance.total,
            _ => {}
        }
    }
    assert_eq!((bought, acknowledged), (d("0.5"), 2));
    stage.control(venues::http::Method::Post, "disconnect", "").await;
    let of = OrderRef { client_id: "CS-3-2".to_owned(), instrument: instrument("BTC/USD") };
    stage.venue.cancel(&of).await.unwrap();
    let cancelled = async {
        loop {
            match events.recv().await.unwrap() {
                AccountEvent::Order(ExecutionReport::Cancelled { client_id, .. }) => return client_id,
                AccountEvent::Order(other) => panic!("told twice: {other:?}"),
                _ => {}
            }
        }
    };
    assert_eq!(soon("the cancellation, over a new connection", cancelled).await, "CS-3-2");
}
