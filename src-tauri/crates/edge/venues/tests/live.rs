//! A market listened to once for everybody.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::ops::Range;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use domain::{
    Book, Candle, Candles, Decimal, Instrument, InstrumentId, Level, Symbol, Ticker, Timeframe, Trade,
    VenueId,
};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Notify, broadcast, mpsc};
use venues::live::LiveMarket;
use venues::{
    Channel, Feed, Health, LinkState, ManualClock, MarketCapabilities, MarketData, MarketEvent, VenueError,
};

/// A time in the middle of a minute.
const NOW: i64 = 1_795_240_830_000;
const MINUTE: i64 = 60_000;

struct Stream {
    channels: Vec<Channel>,
    sender: mpsc::UnboundedSender<MarketEvent>,
    health: Arc<Health>,
}

/// A market that says what it is told to say, and counts who asks.
#[derive(Default)]
struct Scripted {
    streams: Mutex<Vec<Stream>>,
    opened: Notify,
    asked: Mutex<Vec<&'static str>>,
    mute: bool,
}

impl Scripted {
    fn ask<T>(&self, what: &'static str, answer: T) -> Result<T, VenueError> {
        self.asked.lock().unwrap().push(what);
        if self.mute {
            return Err(VenueError::NotOffered { venue: self.venue(), what: "answer" });
        }
        Ok(answer)
    }

    fn asked(&self) -> Vec<&'static str> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }

    /// Waits until so many streams were opened in all.
    async fn streams(&self, count: usize) {
        loop {
            let opened = self.opened.notified();
            if self.streams.lock().unwrap().len() >= count {
                return;
            }
            opened.await;
        }
    }

    fn say(&self, stream: usize, event: MarketEvent) {
        self.streams.lock().unwrap()[stream].sender.send(event).unwrap();
    }

    fn health(&self, stream: usize) -> Arc<Health> {
        self.streams.lock().unwrap()[stream].health.clone()
    }
}

fn book(bid: i64) -> Book {
    let level = |price: i64| Level { price: price.into(), size: 1.into() };
    Book { bids: vec![level(bid), level(bid - 1)], asks: vec![level(bid + 2), level(bid + 3)], time_ms: bid }
}

fn trade(id: &str) -> Trade {
    Trade { id: id.to_owned(), price: 7.into(), size: 1.into(), side: domain::Side::Buy, time_ms: NOW }
}

fn candle(time_ms: i64, high: f64, close: f64) -> Candle {
    Candle { time_ms, open: 5.0, high, low: 4.0, close, volume: 1.0 }
}

#[async_trait]
impl MarketData for Scripted {
    fn venue(&self) -> VenueId {
        VenueId::new("kraken")
    }

    fn capabilities(&self) -> MarketCapabilities {
        MarketCapabilities { live: true, book_depth: 500, candles_per_request: 720 }
    }

    async fn instruments(&self) -> Result<Vec<Instrument>, VenueError> {
        Ok(Vec::new())
    }

    async fn ticker(&self, symbol: &Symbol) -> Result<Ticker, VenueError> {
        Err(VenueError::NoData { venue: self.venue(), symbol: symbol.clone(), what: "ticker" })
    }

    async fn book(&self, _: &Symbol, _: usize) -> Result<Book, VenueError> {
        self.ask("book", book(7))
    }

    async fn trades(&self, _: &Symbol, _: usize) -> Result<Vec<Trade>, VenueError> {
        self.ask("trades", vec![trade("1"), trade("2")])
    }

    async fn candles(
        &self,
        _: &Symbol,
        timeframe: Timeframe,
        range: Range<i64>,
    ) -> Result<Candles, VenueError> {
        let last = timeframe.floor(range.end - 1);
        self.ask("candles", Candles::from_candles(timeframe, [candle(last, 6.0, 5.5)]))
    }

    fn subscribe(&self, _: &Symbol) -> broadcast::Receiver<MarketEvent> {
        broadcast::channel(1).1
    }

    fn watch(&self, channels: &[Channel], _: bool) -> Result<Feed, VenueError> {
        let (sender, events) = mpsc::unbounded_channel();
        let health = Arc::new(Health::default());
        let stream = Stream { channels: channels.to_vec(), sender, health: health.clone() };
        self.streams.lock().unwrap().push(stream);
        self.opened.notify_waiters();
        Ok(Feed::new(events, health, Box::new(())))
    }
}

fn symbol(text: &str) -> Symbol {
    text.parse().unwrap()
}

fn instrument(text: &str) -> Instrument {
    Instrument {
        id: InstrumentId::new(VenueId::new("kraken"), symbol(text)),
        tick: Decimal::ONE,
        lot: Decimal::ONE,
        min_quantity: Decimal::ONE,
        min_notional: Decimal::ONE,
        maker_fee: Decimal::ZERO,
        taker_fee: Decimal::ZERO,
    }
}

fn live(market: &Arc<Scripted>) -> LiveMarket {
    LiveMarket::new(market.clone(), Arc::new(ManualClock::new(NOW)))
}

#[tokio::test]
async fn everybody_hears_one_stream_and_nobody_asks_for_what_was_heard() {
    let market = Arc::new(Scripted::default());
    let live = live(&market);
    let btc = symbol("BTC/USD");
    live.follow([instrument("BTC/USD"), instrument("ETH/USD")]);
    market.streams(1).await;
    assert_eq!(market.streams.lock().unwrap()[0].channels.len(), 8);
    // nothing heard yet: the venue is asked, and not again soon
    for _ in 0..3 {
        assert_eq!(live.book(&btc, 1).await.unwrap().bids[0].price, 7.into());
    }
    assert_eq!(market.asked(), ["book"]);
    let (mut one, mut two) = (live.subscribe(&btc), live.subscribe(&btc));
    let event = MarketEvent::Book { symbol: btc.clone(), book: book(100) };
    market.say(0, event.clone());
    assert_eq!((one.recv().await.unwrap(), two.recv().await.unwrap()), (event.clone(), event));
    let told = live.book(&btc, 1).await.unwrap();
    assert_eq!((told.bids.as_slice(), told.time_ms), (&book(100).bids[..1], 100));
    assert_eq!(market.asked(), [""; 0]);
    let unknown = live.book(&symbol("NO/NE"), 1).await;
    assert!(matches!(unknown, Err(VenueError::UnknownInstrument { .. })));
    assert_eq!(live.subscribe(&symbol("NO/NE")).recv().await, Err(RecvError::Closed));
}

#[tokio::test]
async fn one_more_symbol_and_one_less_leave_the_streams_of_the_others() {
    let market = Arc::new(Scripted::default());
    let live = live(&market);
    live.follow([instrument("BTC/USD")]);
    market.streams(1).await;
    market.health(0).set_state(LinkState::Live);
    market.health(0).hear(NOW - 5);
    live.follow([instrument("BTC/USD"), instrument("ETH/USD")]);
    market.streams(2).await;
    assert_eq!(market.streams.lock().unwrap()[1].channels.len(), 4);
    let report = live.health().unwrap();
    assert_eq!((report.state, report.channels, report.heard_ms), (LinkState::Offline, 8, Some(NOW - 5)));
    assert_eq!(live.hearing(&symbol("BTC/USD")).unwrap().state, LinkState::Live);
    live.unfollow(&symbol("ETH/USD"));
    let report = live.health().unwrap();
    assert_eq!((report.state, report.channels), (LinkState::Live, 4));
    assert!(live.hearing(&symbol("ETH/USD")).is_none());
    assert!(!market.streams.lock().unwrap()[0].sender.is_closed());
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_ended_is_opened_again_and_keeps_its_counters() {
    let market = Arc::new(Scripted::default());
    let live = live(&market);
    live.follow([instrument("BTC/USD")]);
    market.streams(1).await;
    Health::count(&market.health(0).messages);
    market.health(0).set_error("gone".to_owned());
    market.streams.lock().unwrap().clear();
    market.streams(1).await;
    let report = live.health().unwrap();
    assert_eq!((report.messages, report.reconnects, report.last_error.as_deref()), (1, 1, Some("gone")));
    Health::count(&market.health(0).messages);
    assert_eq!(live.health().unwrap().messages, 2);
}

#[tokio::test]
async fn the_tape_begins_with_what_was_traded_before_and_is_asked_for_once() {
    let market = Arc::new(Scripted::default());
    let live = live(&market);
    let btc = symbol("BTC/USD");
    live.follow([instrument("BTC/USD")]);
    market.streams(1).await;
    let mut heard = live.subscribe(&btc);
    for id in ["2", "3"] {
        market.say(0, MarketEvent::Trade { symbol: btc.clone(), trade: trade(id) });
        heard.recv().await.unwrap();
    }
    for _ in 0..2 {
        let ids: Vec<String> = live.trades(&btc, 10).await.unwrap().into_iter().map(|t| t.id).collect();
        assert_eq!(ids, ["1", "2", "3"]);
    }
    assert_eq!(market.asked(), ["trades"]);
    assert_eq!(live.trades(&btc, 1).await.unwrap(), [trade("3")]);
}

#[tokio::test]
async fn the_running_candle_grows_with_what_is_heard() {
    let market = Arc::new(Scripted::default());
    let live = live(&market);
    let btc = symbol("BTC/USD");
    live.follow([instrument("BTC/USD")]);
    market.streams(1).await;
    let (minute, five) = (Timeframe::M1.floor(NOW), Timeframe::M5.floor(NOW));
    let running = || live.candles(&btc, Timeframe::M5, five..NOW + 1);
    assert_eq!(running().await.unwrap().last(), Some(candle(five, 6.0, 5.5)));
    let mut heard = live.subscribe(&btc);
    let told = candle(minute, 9.0, 8.0);
    let event =
        |candle| MarketEvent::Candle { symbol: btc.clone(), timeframe: Timeframe::M1, candle, closed: false };
    market.say(0, event(told));
    heard.recv().await.unwrap();
    assert_eq!(running().await.unwrap().last(), Some(candle(five, 9.0, 8.0)));
    let minutes = live.candles(&btc, Timeframe::M1, minute..NOW + 1).await.unwrap();
    assert_eq!(minutes.iter().collect::<Vec<_>>(), [told]);
    assert_eq!(
        market.asked(),
        ["candles"],
        "once for the five minutes, and not for the minute that is heard"
    );
    // older ones are the venue's own
    assert_eq!(live.candles(&btc, Timeframe::M1, minute - 9 * MINUTE..minute).await.unwrap().len(), 1);
    assert_eq!(market.asked(), ["candles"]);
}

#[tokio::test(start_paused = true)]
async fn a_venue_that_fails_is_left_alone_for_a_while() {
    let market = Arc::new(Scripted { mute: true, ..Scripted::default() });
    let live = live(&market);
    let btc = symbol("BTC/USD");
    live.follow([instrument("BTC/USD")]);
    for _ in 0..5 {
        assert!(live.book(&btc, 1).await.is_err());
    }
    assert_eq!(market.asked(), ["book"]);
    tokio::time::advance(std::time::Duration::from_secs(11)).await;
    assert!(live.book(&btc, 1).await.is_err());
    assert_eq!(market.asked(), ["book"]);
}
