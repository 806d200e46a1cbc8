//! Our client of Kraken against the double, over real sockets.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "kraken/stage.rs"]
mod stage;

use domain::{OrderStatus, OrderType, Side, Timeframe};
use simulator::server::Time;
use stage::{QUIET, Stage, dec, id, limit, soon, symbol};
use venues::{
    AccountEvent, Amendment, Channel, Execution, ExecutionReport, MarketData, MarketEvent, OrderRef,
    VenueError, VenueRule,
};

const NOW: i64 = 1_772_444_477_300;

async fn still() -> Stage {
    Stage::new(7, Time::Manual { start_ms: NOW }, QUIET).await
}

#[tokio::test]
async fn the_market_is_read_over_rest() {
    let stage = still().await;
    let client = stage.client();
    let instruments = client.instruments().await.unwrap();
    let btc = instruments.iter().find(|i| i.id == id("BTC/USD")).unwrap();
    assert_eq!(
        [btc.tick, btc.min_quantity, btc.min_notional, btc.taker_fee],
        ["0.1", "0.00005", "0.5", "0.004"].map(dec)
    );
    let book = client.book(&symbol("BTC/USD"), 25).await.unwrap();
    assert_eq!((book.bids.len(), book.asks.len()), (25, 25));
    let ticker = client.ticker(&symbol("BTC/USD")).await.unwrap();
    assert_eq!((ticker.bid, ticker.ask), (book.bids[0].price, book.asks[0].price));
    assert_eq!(client.tickers().await.unwrap().len(), instruments.len());
    let trades = client.trades(&symbol("ETH/BTC"), 40).await.unwrap();
    assert_eq!(trades.len(), 40);
    assert!(trades.windows(2).all(|two| two[0].time_ms <= two[1].time_ms && two[0].id != two[1].id));
    for name in ["XXBTZUSD", "XBTUSD", "XBT/USD", "BTC/USD"] {
        assert_eq!(client.symbol_of(name).await, Some(symbol("BTC/USD")), "{name}");
    }
    assert!(matches!(client.ticker(&symbol("NO/NE")).await, Err(VenueError::UnknownInstrument { .. })));
}

#[tokio::test]
async fn candles_come_in_any_length_and_range() {
    let stage = still().await;
    let client = stage.client();
    let btc = symbol("BTC/USD");
    let now = stage.get("status").await["now_ms"].as_i64().unwrap();
    let get = |timeframe: Timeframe, range: std::ops::Range<i64>| client.candles(&btc, timeframe, range);
    let minutes = get(Timeframe::M1, now - 6 * 3_600_000..now + 1).await.unwrap();
    assert_eq!(minutes.len(), 360);
    assert_eq!(minutes.time_ms[359], Timeframe::M1.floor(now), "the running candle is the last");
    let threes = get(Timeframe::M3, now - 6 * 3_600_000..now + 1).await.unwrap();
    assert_eq!(threes.len(), 120);
    for (at, candle) in threes.iter().enumerate().take(119) {
        let parts: Vec<_> =
            minutes.iter().filter(|m| Timeframe::M3.floor(m.time_ms) == candle.time_ms).collect();
        assert_eq!(parts.len(), 3, "candle {at}");
        assert_eq!((parts[0].open, parts[2].close), (candle.open, candle.close));
    }
    let weeks = get(Timeframe::W1, now - 70 * 86_400_000..now).await.unwrap();
    assert!(weeks.len() >= 9 && weeks.time_ms.iter().all(|t| Timeframe::W1.floor(*t) == *t));
    // half-open, and exactly what was asked for
    let two =
        get(Timeframe::H1, Timeframe::H1.floor(now) - 7_200_000..Timeframe::H1.floor(now)).await.unwrap();
    assert_eq!(two.len(), 2);
}

#[tokio::test]
async fn candles_older_than_the_venue_keeps_are_made_of_trades() {
    let stage = still().await;
    let client = stage.client();
    let end = Timeframe::M1.floor(NOW) - 721 * 60_000;
    let old = client.candles(&symbol("BTC/USD"), Timeframe::M1, end - 5 * 60_000..end).await.unwrap();
    assert!(!old.is_empty() && old.time_ms.iter().all(|t| *t >= end - 5 * 60_000 && *t < end));
    assert!(old.iter().all(|candle| candle.check().is_ok() && candle.volume > 0.0));
}

#[tokio::test]
async fn streams_tell_the_market_and_a_book_that_fails_its_checksum_is_asked_for_again() {
    let stage = Stage::new(3, Time::Real, QUIET).await;
    let client = stage.client();
    let btc = symbol("BTC/USD");
    let channels = [
        Channel::Ticker { symbol: btc.clone() },
        Channel::Trades { symbol: btc.clone() },
        Channel::Book { symbol: btc.clone(), depth: 10 },
        Channel::Candles { symbol: btc.clone(), timeframe: Timeframe::M3 },
    ];
    let mut feed = client.watch(&channels, false).unwrap();
    let mut kinds = std::collections::BTreeSet::new();
    while kinds.len() < 4 {
        kinds.insert(match soon("an event", feed.events.recv()).await.unwrap() {
            MarketEvent::Book { book, .. } => {
                assert!(book.bids.len() == 10 && book.bids[0].price < book.asks[0].price);
                "book"
            }
            MarketEvent::Trade { .. } => "trade",
            MarketEvent::Candle { candle, .. } => {
                assert_eq!(Timeframe::M3.floor(candle.time_ms), candle.time_ms);
                "candle"
            }
            MarketEvent::Ticker { .. } => "ticker",
        });
    }
    stage.faults(r#"{"faults":[{"kind":"wrong_checksum","at":"book","count":2}]}"#).await;
    let resynced = async {
        while feed.health.report().resyncs < 2 {
            feed.events.recv().await.unwrap();
        }
        loop {
            if let MarketEvent::Book { .. } = feed.events.recv().await.unwrap() {
                break;
            }
        }
    };
    soon("the second resync", resynced).await;
    let health = feed.health.report();
    assert_eq!(
        (health.checksum_failures, health.resyncs, health.reconnects, health.parse_errors),
        (2, 2, 0, 0)
    );
}

#[tokio::test]
async fn an_order_is_placed_found_changed_and_taken_off() {
    let stage = still().await;
    let client = stage.client();
    let bid = client.book(&symbol("BTC/USD"), 1).await.unwrap().bids[0].price;
    let long = "CS-17-1-a-name-longer-than-the-venue-takes";
    let order = limit(long, Side::Buy, "0.01", bid - dec("1000"));
    let ack = client.submit(&order).await.unwrap();
    assert_eq!(client.submit(&order).await.unwrap(), ack, "the same again");
    let found = client.lookup(&OrderRef::of(&order)).await.unwrap().unwrap();
    assert_eq!(
        (found.client_id.as_str(), &found.venue_id, found.status),
        (long, &ack.venue_id, OrderStatus::Open)
    );
    assert_eq!((found.price, found.quantity, found.filled), (order.price, order.quantity, dec("0")));
    // a process that knows nothing finds it by the name alone, and does not place it again
    let other = stage.client();
    let seen = other.lookup(&OrderRef::of(&order)).await.unwrap().unwrap();
    assert_eq!((seen.client_id.as_str(), &seen.venue_id), (long, &ack.venue_id));
    assert_eq!(stage.client().submit(&order).await.unwrap().venue_id, ack.venue_id);
    let change =
        Amendment { price: Some(bid - dec("900")), quantity: Some(dec("0.02")), ..Amendment::default() };
    assert_eq!(client.amend(&OrderRef::of(&order), &change).await.unwrap().venue_id, ack.venue_id);
    let open = client.open_orders().await.unwrap();
    assert_eq!((open.len(), open[0].price, open[0].quantity), (1, change.price, dec("0.02")));
    let usd = client.balances().await.unwrap().into_iter().find(|b| b.currency == "USD").unwrap();
    assert!(usd.available < usd.total && usd.total == dec("1000000"));
    client.cancel(&OrderRef::of(&order)).await.unwrap();
    client.cancel(&OrderRef::of(&order)).await.unwrap();
    let nobody = limit("CS-99-9", Side::Buy, "0.01", bid);
    assert!(matches!(client.cancel(&OrderRef::of(&nobody)).await, Err(VenueError::UnknownOrder { .. })));
    let history = client.order_history(None, 10).await.unwrap();
    assert_eq!((history.len(), history[0].status), (1, OrderStatus::Canceled));
    assert_eq!(stage.get("account").await["orders"].as_array().unwrap().len(), 1, "nothing was placed twice");
}

#[tokio::test]
async fn fills_have_their_fees_and_every_type_is_taken() {
    let stage = still().await;
    let client = stage.client();
    let book = client.book(&symbol("BTC/USD"), 1).await.unwrap();
    let (bid, ask) = (book.bids[0].price, book.asks[0].price);
    let mut market = limit("CS-1-1", Side::Buy, "0.005", ask);
    (market.order_type, market.price) = (OrderType::Market, None);
    client.submit(&market).await.unwrap();
    let filled = client.lookup(&OrderRef::of(&market)).await.unwrap().unwrap();
    assert_eq!((filled.status, filled.filled), (OrderStatus::Filled, dec("0.005")));
    let quantity: domain::Decimal = filled.fills.iter().map(|fill| fill.quantity).sum();
    assert_eq!(quantity, dec("0.005"));
    for fill in &filled.fills {
        assert_eq!(fill.fee.round_dp(12), (fill.price * fill.quantity * dec("0.004")).round_dp(12));
        assert_eq!(
            (fill.fee_currency.as_str(), fill.maker, fill.client_id.as_str()),
            ("USD", false, "CS-1-1")
        );
    }
    let own = client.own_trades(Some(&id("BTC/USD")), 0).await.unwrap();
    assert_eq!(own, filled.fills);
    let hundred = dec("100");
    for (n, order_type) in
        [OrderType::Stop, OrderType::StopLimit, OrderType::TrailingStop].into_iter().enumerate()
    {
        let mut order = limit(&format!("CS-2-{n}"), Side::Sell, "0.001", bid - hundred - hundred);
        (order.order_type, order.stop_price, order.trail) = (order_type, Some(bid - hundred), Some(hundred));
        order.reduce_only = true;
        client.submit(&order).await.unwrap();
        let found = client.lookup(&OrderRef::of(&order)).await.unwrap().unwrap();
        assert_eq!(found.order_type, order_type);
        if order_type == OrderType::StopLimit {
            assert_eq!((found.stop_price, found.price), (order.stop_price, order.price));
        }
    }
    assert_eq!(client.cancel_all(None).await.unwrap(), 3);
    assert_eq!(client.open_orders().await.unwrap(), []);
}

#[tokio::test]
async fn refusals_name_the_rule_and_keys_are_judged() {
    let stage = still().await;
    let client = stage.client();
    let bid = client.book(&symbol("BTC/USD"), 1).await.unwrap().bids[0].price;
    let rule = |outcome: Result<venues::Ack, VenueError>| match outcome {
        Err(VenueError::Refused { rule, .. }) => rule,
        other => panic!("{other:?}"),
    };
    let place = |n: u32, quantity: &str, price| limit(&format!("CS-3-{n}"), Side::Buy, quantity, price);
    assert_eq!(rule(client.submit(&place(1, "0.00001", bid)).await), VenueRule::MinQuantity);
    assert_eq!(rule(client.submit(&place(2, "0.01", bid + dec("0.01"))).await), VenueRule::Tick);
    assert_eq!(rule(client.submit(&place(3, "100", bid)).await), VenueRule::Balance);
    let post = domain::OrderRequest { post_only: true, ..place(4, "0.01", bid + dec("5000")) };
    assert_eq!(rule(client.submit(&post).await), VenueRule::PostOnly);
    let permissions = client.key_permissions().await.unwrap();
    assert_eq!((permissions.trade, permissions.refusal()), (Some(true), None));
    assert_eq!(client.fees(None).await.unwrap().taker, dec("0.004"));
    assert_eq!(client.positions().await.unwrap(), []);
    let shown = client.prepare(&place(5, "0.01", bid)).await.unwrap();
    assert!(
        shown.url.ends_with("/0/private/AddOrder") && shown.body.contains("cl_ord_id=CS-3-5"),
        "{shown:?}"
    );
    let secret: Vec<_> = shown.headers.iter().filter(|(name, _)| name.starts_with("API")).collect();
    assert!(secret.len() == 2 && secret.iter().all(|(_, value)| value == "***"));
    let mut settings = stage.settings();
    let wrong = venues::Credentials::new(stage.simulator.key.clone(), "AAAA");
    settings.keys = Some(venues::AccountKeys::one(wrong));
    let refused = stage.client_with(settings).submit(&place(6, "0.01", bid)).await;
    assert!(matches!(refused, Err(VenueError::Unauthorized { .. })), "{refused:?}");
    let read = stage.post("keys", r#"{"read":true,"withdraw":true}"#).await;
    let text = |name: &str| read[name].as_str().unwrap().to_owned();
    let mut settings = stage.settings();
    settings.keys = Some(venues::AccountKeys::one(venues::Credentials::new(text("key"), text("secret"))));
    let reader = stage.client_with(settings);
    assert!(matches!(reader.submit(&place(7, "0.01", bid)).await, Err(VenueError::Unauthorized { .. })));
    assert_eq!(reader.key_permissions().await.unwrap().refusal(), Some("withdraw"));
    assert_eq!(stage.get("account").await["orders"], serde_json::json!([]));
}

#[tokio::test]
async fn an_order_whose_answer_is_lost_is_unknown_until_it_is_found() {
    let stage = still().await;
    let client = stage.client();
    let bid = client.book(&symbol("BTC/USD"), 1).await.unwrap().bids[0].price;
    let below = bid - dec("500");
    let mut placed = 0;
    for (n, kind) in ["ack_lost", "truncate", "disconnect", "html_error", "http_5xx", "maintenance"]
        .into_iter()
        .enumerate()
    {
        let path = "/0/private/AddOrder";
        stage.faults(&format!(r#"{{"faults":[{{"kind":"{kind}","at":"{path}","count":1}}]}}"#)).await;
        let order = limit(&format!("CS-4-{n}"), Side::Buy, "0.01", below);
        let error = client.submit(&order).await.unwrap_err();
        assert!(error.outcome_unknown(), "{kind}: {error}");
        let found = client.lookup(&OrderRef::of(&order)).await.unwrap();
        let arrived = matches!(kind, "ack_lost" | "truncate");
        assert_eq!(found.is_some(), arrived, "{kind}");
        stage.post("advance", r#"{"ms":20000}"#).await;
        // handed over again it is found, or still not known; it is never sent a second time
        match client.submit(&order).await {
            Ok(_) => assert!(arrived, "{kind}"),
            Err(error) => assert!(!arrived && error.outcome_unknown(), "{kind}: {error}"),
        }
        client.submit(&limit(&format!("CS-4-{n}-anew"), Side::Buy, "0.01", below)).await.unwrap();
        placed += 1 + usize::from(arrived);
        assert_eq!(client.open_orders().await.unwrap().len(), placed, "{kind}");
        stage.post("advance", r#"{"ms":20000}"#).await;
    }
    stage.faults(r#"{"faults":[{"kind":"nonce_error","at":"/0/private/AddOrder","count":1}]}"#).await;
    let order = limit("CS-4-9", Side::Buy, "0.01", below);
    let error = client.submit(&order).await.unwrap_err();
    assert!(!error.outcome_unknown(), "{error}");
    assert_eq!(client.lookup(&OrderRef::of(&order)).await.unwrap(), None);
}

/// The name of a market order that filled is free at once, and the lists show the order late: what is sent a second
/// time because it could not be found is bought twice.
#[tokio::test]
async fn an_order_that_shows_late_is_found_and_never_sent_twice() {
    let faults = r#"{"faults":[{"kind":"ack_lost","at":"/0/private/AddOrder","count":1},
        {"kind":"late_visibility","count":1,"ms":1500}]}"#;
    let stage = Stage::new(7, Time::Real, faults).await;
    let client = stage.client();
    let order = domain::OrderRequest {
        order_type: OrderType::Market,
        price: None,
        ..limit("CS-6-1", Side::Buy, "0.01", dec("1"))
    };
    let error = client.submit(&order).await.unwrap_err();
    assert!(error.outcome_unknown(), "{error}");
    let name = OrderRef::of(&order);
    let (again, seen) = tokio::join!(client.submit(&order), client.lookup(&name));
    let (again, seen) = (again.unwrap(), seen.unwrap().expect("it was only late"));
    assert_eq!((again.venue_id, seen.status), (seen.venue_id, OrderStatus::Filled));
    assert_eq!(stage.get("account").await["orders"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn one_order_handed_over_twice_at_once_leaves_once() {
    let stage = still().await;
    let client = stage.client();
    let order = domain::OrderRequest {
        order_type: OrderType::Market,
        price: None,
        ..limit("CS-6-2", Side::Buy, "0.01", dec("1"))
    };
    client.instruments().await.unwrap();
    let (one, two) = tokio::join!(client.submit(&order), client.submit(&order));
    let acks: Vec<_> = [one, two].into_iter().filter_map(Result::ok).collect();
    assert!(!acks.is_empty() && acks.iter().all(|ack| *ack == acks[0]), "{acks:?}");
    assert_eq!(stage.get("account").await["orders"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_account_stream_misses_nothing_and_tells_nothing_twice() {
    let stage = Stage::new(5, Time::Real, QUIET).await;
    let client = stage.client();
    let mut events = client.account_events();
    soon("the first sync", async { while events.recv().await.unwrap() != AccountEvent::Resynced {} }).await;
    let ask = client.book(&symbol("BTC/USD"), 1).await.unwrap().asks[0].price;
    let taken = limit("CS-5-1", Side::Buy, "0.002", ask + dec("500"));
    client.submit(&taken).await.unwrap();
    let resting = limit("CS-5-2", Side::Buy, "0.003", ask - dec("3000"));
    client.submit(&resting).await.unwrap();
    let mut told = Vec::new();
    let both = async {
        let mut acknowledged = 0;
        while acknowledged < 2 {
            if let AccountEvent::Order(report) = events.recv().await.unwrap() {
                acknowledged += usize::from(matches!(report, ExecutionReport::Acknowledged { .. }));
                told.push(report);
            }
        }
    };
    soon("both acknowledgements", both).await;
    // cut off, canceled while away, and every frame twice from now on
    stage.faults(r#"{"faults":[{"kind":"duplicate","at":"executions"}]}"#).await;
    stage.post("disconnect", "{}").await;
    client.cancel(&OrderRef::of(&resting)).await.unwrap();
    let end = async {
        let (mut canceled, mut resynced) = (false, false);
        while !(canceled && resynced) {
            match events.recv().await.unwrap() {
                AccountEvent::Order(report) => {
                    canceled |= matches!(report, ExecutionReport::Cancelled { .. });
                    told.push(report);
                }
                AccountEvent::Resynced => resynced = true,
                _ => {}
            }
        }
    };
    soon("the cancellation", end).await;
    let truth = stage.get("account").await;
    let fills: Vec<_> = told.iter().filter(|report| matches!(report, ExecutionReport::Filled(_))).collect();
    assert_eq!(fills.len(), truth["fills"].as_array().unwrap().len());
    let count = |of: fn(&ExecutionReport) -> bool| told.iter().filter(|report| of(report)).count();
    assert_eq!(count(|r| matches!(r, ExecutionReport::Acknowledged { .. })), 2);
    assert_eq!(count(|r| matches!(r, ExecutionReport::Cancelled { .. })), 1);
    assert_eq!(client.account_health().unwrap().reconnects, 1);
}

#[tokio::test]
async fn the_dead_man_switch_takes_everything_off() {
    let stage = still().await;
    let client = stage.client();
    let bid = client.book(&symbol("BTC/USD"), 1).await.unwrap().bids[0].price;
    client.submit(&limit("CS-6-1", Side::Buy, "0.01", bid - dec("9000"))).await.unwrap();
    client.dead_man(Some(std::time::Duration::from_secs(60))).await.unwrap();
    stage.post("advance", r#"{"ms":50000}"#).await;
    assert_eq!(client.open_orders().await.unwrap().len(), 1);
    client.dead_man(Some(std::time::Duration::from_secs(60))).await.unwrap();
    stage.post("advance", r#"{"ms":50000}"#).await;
    assert_eq!(client.open_orders().await.unwrap().len(), 1);
    stage.post("advance", r#"{"ms":11000}"#).await;
    assert_eq!(client.open_orders().await.unwrap(), []);
}
