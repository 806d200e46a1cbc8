//! Venues connected over real sockets, against their doubles on this machine.

mod double;
mod life;

use desk::api::connection::{Addresses, ConnectionState, DownloadRequest};
use desk::api::market::{CandlesQuery, MarketFrame};
use domain::{Role, Timeframe};

use crate::stage::{PATIENCE, code};
use double::{Double, Online, VENUES};

#[tokio::test(flavor = "multi_thread")]
async fn every_venue_shows_the_book_of_its_double() {
    let online = Online::with_admin().await;
    for (venue, symbol) in VENUES {
        // where nothing happens this venue says nothing, not even that it listens
        let moves = venue == "binance";
        let double =
            if moves { Double::moving(venue, symbol).await } else { Double::still(venue, symbol).await };
        online.connect(&double).await;
        online.follow(&double).await;
        let up = online.until(venue, "up", |view| view.state == ConnectionState::Up).await;
        assert_eq!((up.symbols.as_slice(), up.channels), (&[double.symbol()][..], 4));
        assert!(up.custom && up.loopback && up.messages > 0, "{up:?}");
        assert!(up.age_ms.is_some() && up.clock_offset_ms.is_some(), "{up:?}");
        let frame = same_book(&online, &double).await;
        assert!(frame.live && frame.candle.is_some(), "{venue}: {frame:?}");
        assert!(
            frame.watch.iter().any(|w| w.venue == venue && w.ticker.symbol == double.symbol()),
            "{venue}"
        );
        let watched = online.desk.watchlist(&online.anna).await.unwrap();
        assert!(watched.iter().any(|view| view.instrument == double.id() && view.live), "{venue}");
        let venues = online.desk.snapshot(&online.anna).await.unwrap().venues;
        assert!(venues.iter().any(|v| v.venue == venue && v.state == "up"), "{venues:?}");
    }
    let all = online.desk.connections(&online.anna).await.unwrap();
    let names: Vec<&str> = all.iter().map(|view| view.venue.as_str()).collect();
    assert_eq!(names, ["builtin", "binance", "bitfinex", "coinbase", "kraken"]);
}

/// Waits for a frame with the book the double has just then.
async fn same_book(online: &Online, double: &Double) -> MarketFrame {
    let (client, symbol) = (double.client(), double.symbol());
    let mut frames = online.desk.watch_market(&online.anna, double.id(), Timeframe::M1).await.unwrap();
    let seen = async {
        loop {
            let frame = frames.recv().await.unwrap();
            let theirs = client.book(&symbol, 25).await.unwrap();
            let same = frame.book.bids == theirs.bids && frame.book.asks == theirs.asks;
            if same && frame.candle.is_some() && frame.watch.iter().any(|w| w.ticker.symbol == symbol) {
                return frame;
            }
        }
    };
    match tokio::time::timeout(PATIENCE, seen).await {
        Ok(frame) => frame,
        Err(_) => panic!("{symbol} never had the book of its double"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn following_one_more_does_not_cut_the_others_off() {
    let online = Online::with_admin().await;
    let double = Double::still("kraken", "BTC/USD").await;
    online.connect(&double).await;
    online.follow(&double).await;
    online.until("kraken", "up", |view| view.state == ConnectionState::Up).await;
    let ether = domain::InstrumentId::new(double.id().venue, "ETH/USD".parse().unwrap());
    online.desk.follow(&online.anna, ether.clone()).await.unwrap();
    let both =
        online.until("kraken", "both", |view| view.channels == 8 && view.state == ConnectionState::Up).await;
    assert_eq!(both.reconnects, 0);
    assert_eq!(double.sockets().await, 2);
    online.desk.unfollow(&online.anna, double.id()).await.unwrap();
    let one = online.until("kraken", "one", |view| view.channels == 4).await;
    assert_eq!((one.reconnects, one.symbols), (0, vec![ether.symbol]));
}

#[tokio::test(flavor = "multi_thread")]
async fn candles_are_fetched_once_and_downloads_go_on_where_they_stopped() {
    let online = Online::with_admin().await;
    let double = Double::still("kraken", "BTC/USD").await;
    online.connect(&double).await;
    online.follow(&double).await;
    double.count("/0/public/OHLC").await;
    let query =
        || CandlesQuery { instrument: double.id(), timeframe: Timeframe::H1, before_ms: None, limit: 200 };
    let first = online.desk.candles(&online.anna, query()).await.unwrap();
    let asked = double.counted().await;
    assert!(first.len() >= 199 && asked >= 1, "{} candles, {asked} requests", first.len());
    let again = online.desk.candles(&online.anna, query()).await.unwrap();
    assert_eq!((again.len(), double.counted().await), (first.len(), asked));
    assert_eq!(again.time_ms, first.time_ms);
    let from_ms = first.time_ms[0];
    let request =
        || DownloadRequest { instrument: double.id(), timeframe: Timeframe::H1, from_ms, to_ms: None };
    let stored = online.desk.download_candles(&online.anna, request(), Box::new(|_| {})).await.unwrap();
    assert!(stored.requests <= 1 && !stored.stopped, "{stored:?}");
    let nothing = online.desk.download_candles(&online.anna, request(), Box::new(|_| {})).await.unwrap();
    assert_eq!((nothing.requests, nothing.inserted), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_is_stopped_after_its_page_and_gone_on_with() {
    let online = Online::with_admin().await;
    let double = Double::still("coinbase", "BTC/USD").await;
    online.connect(&double).await;
    let to_ms = Timeframe::H1.floor(double.now_ms().await);
    let request = || DownloadRequest {
        instrument: double.id(),
        timeframe: Timeframe::H1,
        from_ms: to_ms - 1_000 * Timeframe::H1.ms(),
        to_ms: Some(to_ms),
    };
    let (desk, anna) = (online.desk.clone(), online.anna.clone());
    let stop = move |p: desk::api::connection::DownloadProgress| {
        if p.pages == 1 {
            futures::executor::block_on(desk.cancel_download(&anna)).unwrap();
        }
    };
    let stopped = online.desk.download_candles(&online.anna, request(), Box::new(stop)).await.unwrap();
    assert!(stopped.stopped && stopped.requests >= 1 && stopped.inserted < 1_000, "{stopped:?}");
    let rest = online.desk.download_candles(&online.anna, request(), Box::new(|_| {})).await.unwrap();
    assert_eq!((stopped.inserted + rest.inserted, rest.stopped), (1_000, false), "{stopped:?} {rest:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused_and_changes_nothing() {
    let online = Online::with_admin().await;
    let (desk, anna) = (&online.desk, &online.anna);
    let trader = online.join("tom", Role::Trader).await;
    let viewer = online.join("vera", Role::Viewer).await;
    let double = Double::still("kraken", "BTC/USD").await;
    let rest = |rest: &str| Addresses { rest: Some(rest.to_owned()), ..Addresses::default() };
    let connect = |venue: &str, addresses: Addresses| desk.connect_venue(anna, venue.to_owned(), addresses);
    assert_eq!(code(connect("mtgox", Addresses::default()).await), "unknown_venue");
    assert_eq!(code(connect("builtin", Addresses::default()).await), "unknown_venue");
    for bad in ["http://10.1.2.3:80", "127.0.0.1:80", "ftp://127.0.0.1"] {
        assert_eq!(code(connect("kraken", rest(bad)).await), "bad_url", "{bad}");
    }
    let here = double.addresses();
    assert_eq!(code(desk.connect_venue(&trader, "kraken".to_owned(), here.clone()).await), "not_allowed");
    assert_eq!(
        code(desk.connect_venue(&viewer, "kraken".to_owned(), Addresses::default()).await),
        "not_allowed"
    );
    assert_eq!(code(desk.follow(anna, double.id()).await), "not_connected");
    assert_eq!(code(desk.disconnect_venue(anna, "kraken".to_owned()).await), "not_connected");
    assert_eq!(code(desk.reconnect_venue(anna, "kraken".to_owned()).await), "not_connected");
    let unmoved = desk.connections(anna).await.unwrap();
    assert!(unmoved.iter().skip(1).all(|view| !view.connected && view.state == ConnectionState::Off));
    online.connect(&double).await;
    let unknown = domain::InstrumentId::new(double.id().venue, "NO/NE".parse().unwrap());
    assert_eq!(code(desk.follow(anna, unknown.clone()).await), "unknown_instrument");
    let request = DownloadRequest { instrument: unknown, timeframe: Timeframe::H1, from_ms: 1, to_ms: None };
    assert_eq!(code(desk.download_candles(anna, request, Box::new(|_| {})).await), "unknown_instrument");
    let found = desk.venue_instruments(anna, "kraken".to_owned(), "btc/u".to_owned()).await.unwrap();
    assert!(found.iter().any(|view| view.id == double.id() && !view.live), "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_venue_is_tried_step_by_step() {
    let online = Online::with_admin().await;
    for (venue, symbol) in VENUES {
        let double = Double::moving(venue, symbol).await;
        let asked = online.desk.test_connection(&online.anna, venue.to_owned(), double.addresses(), None);
        let test = asked.await.unwrap();
        let steps: Vec<(&str, bool)> = test.steps.iter().map(|step| (step.code.as_str(), step.ok)).collect();
        assert_eq!(steps, [("rest", true), ("clock", true), ("stream", true)], "{venue}: {test:?}");
        assert_eq!(test.steps[2].values["symbol"], "BTC/USD");
    }
    let gone = Double::still("kraken", "BTC/USD").await;
    let addresses = gone.addresses();
    let _ = gone.stop().await;
    let test = online.desk.test_connection(&online.anna, "kraken".to_owned(), addresses, None).await.unwrap();
    assert_eq!(test.steps.len(), 1, "{test:?}");
    assert!(!test.steps[0].ok && test.steps[0].error.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_asks_those_that_are_connected_and_no_other() {
    let online = Online::with_admin().await;
    let double = Double::still("coinbase", "BTC/USD").await;
    online.connect(&double).await;
    let (store, config) = online.beside().await;
    let reached = desk::reach_connected(&store, &config).await.unwrap();
    let [(venue, Ok(answer))] = reached.as_slice() else { panic!("{reached:?}") };
    assert_eq!(venue.as_str(), "coinbase");
    assert!(
        answer.instruments > 0 && answer.clock_offset_ms.is_some() && answer.clock_is_good(),
        "{answer:?}"
    );
    let _ = double.stop().await;
    let gone = desk::reach_connected(&store, &config).await.unwrap();
    assert!(matches!(gone.as_slice(), [(_, Err(_))]), "{gone:?}");
    store.close().await;
}
