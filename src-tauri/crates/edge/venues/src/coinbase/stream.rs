//! The public stream: books by sequence number, trades told once, tickers, candles.

mod candles;
mod routes;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::levels::Levels;
use super::parse::{Envelope, Rows, StreamEvent, TradeRow, instant_ms, read};
use super::recent::Recent;
use super::sequence::{Place, Sequence};
use super::wish;
use crate::feed::{Health, LinkState};
use crate::session::{Dialect, Steps};
use crate::{Channel, MarketEvent, VenueError};
use candles::Candlesticks;
use routes::Routes;

/// Heartbeats come every second: without any message for so long the connection is dead.
const HEARTBEAT_MS: i64 = 5_000;

/// A snapshot that was asked for and did not come in that time is asked for again.
const SNAPSHOT_MS: i64 = 5_000;

/// Trades remembered for each product; a snapshot repeats about a hundred.
const TRADES_REMEMBERED: usize = 4_096;

/// The channels of one connection.
pub struct Stream {
    routes: Routes,
    health: Arc<Health>,
    candles: Candlesticks,
    seen: BTreeMap<String, Recent>,
    link: Link,
}

/// What a new connection starts without.
#[derive(Default)]
struct Link {
    sequence: Sequence,
    books: BTreeMap<String, Levels>,
    /// When snapshots were asked for and have not all come.
    asked_ms: Option<i64>,
    heartbeats: bool,
    heard_ms: i64,
    live: bool,
}

impl Stream {
    pub fn new(channels: &[Channel], health: Arc<Health>) -> Self {
        let (routes, candles) = (Routes::new(channels), Candlesticks::new(channels));
        Self { routes, health, candles, seen: BTreeMap::new(), link: Link::default() }
    }

    fn subscribe(&mut self, now_ms: i64, steps: &mut Steps) {
        steps.send(wish::subscribe("heartbeats", &[], None));
        for (channel, products) in self.routes.wanted() {
            steps.send(wish::subscribe(channel, &products, None));
        }
        self.link.asked_ms = Some(now_ms);
    }

    /// Something was missed: books are worth nothing, trades are filled up from the snapshot.
    fn resync(&mut self, now_ms: i64, steps: &mut Steps) {
        self.link.books.values_mut().for_each(Levels::forget);
        if self.link.asked_ms.is_some_and(|asked| now_ms - asked < SNAPSHOT_MS) {
            return;
        }
        steps.count_resync();
        for (channel, products) in self.routes.wanted() {
            if channel == "level2" || channel == "market_trades" {
                steps.send(wish::unsubscribe(channel, &products));
                steps.send(wish::subscribe(channel, &products, None));
            }
        }
        self.link.asked_ms = Some(now_ms);
    }

    fn hear(&mut self, envelope: &Envelope, now_ms: i64, steps: &mut Steps) {
        if &*envelope.kind == "error" {
            self.health.set_error(envelope.message.0.clone());
            return;
        }
        match self.link.sequence.take(&envelope.channel, envelope.sequence_num) {
            Place::Old => return,
            Place::AfterGap => {
                steps.count_sequence_gap();
                self.resync(now_ms, steps);
            }
            Place::Next => {}
        }
        let time_ms = instant_ms(&envelope.timestamp).unwrap_or(now_ms);
        for event in envelope.events.iter() {
            match &*envelope.channel {
                "heartbeats" => self.link.heartbeats = true,
                "subscriptions" => self.routes.confirm(&event.subscriptions),
                "l2_data" | "level2" => self.book(event, time_ms, now_ms, steps),
                "market_trades" => self.trades(&event.trades, steps),
                "ticker" | "ticker_batch" => self.tickers(event, time_ms, steps),
                "candles" => self.five_minutes(event, steps),
                _ => {}
            }
        }
        if !self.link.live && self.routes.all_confirmed() {
            self.link.live = true;
            steps.state(LinkState::Live);
        }
    }

    fn book(&mut self, event: &StreamEvent, time_ms: i64, now_ms: i64, steps: &mut Steps) {
        self.routes.heard("level2", &event.product_id);
        let readers = self.routes.books(&event.product_id);
        if readers.is_empty() {
            return;
        }
        let levels = self.link.books.entry(event.product_id.0.clone()).or_default();
        let changes = event.updates.iter().filter_map(|row| row.change());
        if changes.clone().count() < event.updates.len() {
            steps.count_parse_error();
        }
        if &*event.kind == "snapshot" {
            levels.replace(changes);
        } else if levels.is_whole() {
            changes.for_each(|(side, price, size)| levels.set(side, price, size));
        } else {
            return;
        }
        if levels.is_crossed() {
            return self.resync(now_ms, steps);
        }
        for (symbol, depth) in readers {
            steps.market(MarketEvent::Book { symbol, book: levels.book(depth, time_ms) });
        }
        let all_whole = self
            .routes
            .book_products()
            .all(|product| self.link.books.get(product).is_some_and(Levels::is_whole));
        if all_whole {
            self.link.asked_ms = None;
        }
    }

    fn trades(&mut self, rows: &Rows<TradeRow>, steps: &mut Steps) {
        let mut trades = Vec::with_capacity(rows.len());
        for row in rows.iter() {
            match row.trade() {
                Ok(trade) => trades.push((&row.product_id, trade)),
                Err(_) => steps.count_parse_error(),
            }
        }
        // snapshots come newest first; numbers rise with time
        trades.sort_by(|(_, a), (_, b)| (a.time_ms, a.id.len(), &a.id).cmp(&(b.time_ms, b.id.len(), &b.id)));
        for (product, trade) in trades {
            self.routes.heard("market_trades", product);
            let seen = self.seen.entry(product.0.clone()).or_insert_with(|| Recent::new(TRADES_REMEMBERED));
            if !seen.is_new(&trade.id) {
                continue;
            }
            for symbol in self.routes.symbols("market_trades", product) {
                steps.market(MarketEvent::Trade { symbol, trade: trade.clone() });
            }
        }
    }

    fn tickers(&mut self, event: &StreamEvent, time_ms: i64, steps: &mut Steps) {
        for row in event.tickers.iter() {
            self.routes.heard("ticker", &row.product_id);
            for symbol in self.routes.symbols("ticker", &row.product_id) {
                if let Some(ticker) = row.ticker(&symbol, time_ms) {
                    steps.market(MarketEvent::Ticker { ticker });
                }
            }
        }
    }

    fn five_minutes(&mut self, event: &StreamEvent, steps: &mut Steps) {
        for row in event.candles.iter() {
            self.routes.heard("candles", &row.product_id);
        }
        let snapshot = &*event.kind == "snapshot";
        self.candles.streamed(&event.candles, snapshot, &self.routes, steps);
    }
}

impl Dialect for Stream {
    type Command = ();

    fn target(&mut self) -> String {
        "/".to_owned()
    }

    fn opened(&mut self, now_ms: i64, steps: &mut Steps) {
        self.link = Link { heard_ms: now_ms, ..Link::default() };
        self.routes.forget_confirmations();
        self.subscribe(now_ms, steps);
    }

    fn received(&mut self, message: &[u8], now_ms: i64, steps: &mut Steps) {
        self.link.heard_ms = now_ms;
        match read::<Envelope>("a stream message", message) {
            Ok(envelope) => self.hear(&envelope, now_ms, steps),
            Err(error) => {
                steps.count_parse_error();
                self.health.set_error(error.to_string());
            }
        }
    }

    fn tick(&mut self, now_ms: i64, steps: &mut Steps) {
        if self.link.heartbeats && now_ms - self.link.heard_ms > HEARTBEAT_MS {
            return steps.reconnect("no heartbeat for 5 s", None);
        }
        if self.link.live && self.link.asked_ms.is_some_and(|asked| now_ms - asked >= SNAPSHOT_MS) {
            let missing = self
                .routes
                .book_products()
                .any(|product| self.link.books.get(product).is_none_or(|levels| !levels.is_whole()));
            if missing {
                self.resync(now_ms, steps);
            }
        }
        self.candles.ask(now_ms, steps);
    }

    fn fetched(&mut self, tag: u64, answer: Result<Vec<u8>, VenueError>, now_ms: i64, steps: &mut Steps) {
        match answer {
            Ok(body) => self.candles.answered(tag, &body, now_ms, steps),
            Err(error) => self.health.set_error(error.to_string()),
        }
    }

    fn silence(&self) -> Duration {
        Duration::from_secs(30)
    }
}

#[cfg(test)]
#[path = "stream_tests.rs"]
mod tests;
