//! The conversation on a public connection.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use domain::Symbol;
use serde_json::value::RawValue;

use super::book_channel::{BookChannel, Outcome};
use super::candle_channel::CandleChannel;
use super::recent::Recent;
use super::subscription::{Kind, messages, minutes};
use crate::feed::{Health, LinkState};
use crate::kraken::market_data::Precisions;
use crate::kraken::parse::stream::{BookRow, Frame, OhlcRow, StatusRow, TickerRow, TradeRow, symbol};
use crate::session::{Dialect, Steps};
use crate::{Channel, MarketEvent, VenueError};

/// How long a reply to a subscription may take.
const ACK_MS: i64 = 10_000;
const PING_MS: i64 = 10_000;

/// Channels on one connection, and what is kept of each.
pub struct PublicStream {
    kinds: BTreeMap<Kind, BTreeSet<Symbol>>,
    books: BTreeMap<Symbol, BookChannel>,
    candles: BTreeMap<(Symbol, i64), Vec<(domain::Timeframe, CandleChannel)>>,
    trades: BTreeMap<Symbol, Recent>,
    precisions: Precisions,
    /// The precisions are there, or cannot be had.
    precise: bool,
    health: Arc<Health>,
    number: u64,
    /// Replies still to come, by message.
    waiting: BTreeMap<u64, usize>,
    asked_ms: i64,
    heard_data: bool,
    ping: Option<(u64, i64)>,
    pinged_ms: i64,
}

impl PublicStream {
    pub fn new(channels: &[Channel], health: Arc<Health>) -> Self {
        let mut stream = Self {
            kinds: BTreeMap::new(),
            books: BTreeMap::new(),
            candles: BTreeMap::new(),
            trades: BTreeMap::new(),
            precisions: BTreeMap::new(),
            precise: false,
            health,
            number: 0,
            waiting: BTreeMap::new(),
            asked_ms: 0,
            heard_data: false,
            ping: None,
            pinged_ms: 0,
        };
        for channel in channels {
            stream.add(channel);
        }
        stream
    }

    fn add(&mut self, channel: &Channel) {
        let symbol = channel.symbol().clone();
        let kind = Kind::of(channel);
        match channel {
            Channel::Ticker { .. } => {}
            Channel::Trades { .. } => {
                self.trades.entry(symbol.clone()).or_default();
            }
            Channel::Book { depth, .. } => {
                // one book a symbol: the deepest that was asked for
                let wanted = BookChannel::new(*depth);
                if self.books.get(&symbol).is_some_and(|book| book.depth >= wanted.depth) {
                    return;
                }
                if let Some(old) = self.books.insert(symbol.clone(), wanted)
                    && let Some(symbols) = self.kinds.get_mut(&Kind::Book(old.depth))
                {
                    symbols.remove(&symbol);
                }
            }
            Channel::Candles { timeframe, .. } => {
                let channels = self.candles.entry((symbol.clone(), minutes(*timeframe))).or_default();
                if channels.iter().all(|(known, _)| known != timeframe) {
                    channels.push((*timeframe, CandleChannel::new(*timeframe)));
                }
            }
        }
        self.kinds.entry(kind).or_default().insert(symbol);
    }

    fn say(&mut self, method: &str, kind: Kind, symbols: &[Symbol], snapshot: bool, steps: &mut Steps) {
        let number = &mut self.number;
        let mut next = || {
            *number += 1;
            *number
        };
        for (req_id, replies, message) in messages(method, kind, symbols, snapshot, &mut next) {
            if method == "subscribe" {
                self.waiting.insert(req_id, replies);
            }
            steps.send(message);
        }
    }

    fn resync(&mut self, symbol: &Symbol, now_ms: i64, steps: &mut Steps) {
        let Some(book) = self.books.get_mut(symbol) else { return };
        book.restart(now_ms);
        let kind = Kind::Book(book.depth);
        steps.count_resync();
        self.say("unsubscribe", kind, std::slice::from_ref(symbol), false, steps);
        self.say("subscribe", kind, std::slice::from_ref(symbol), true, steps);
        self.asked_ms = now_ms;
    }

    fn replied(&mut self, frame: &Frame<'_>, steps: &mut Steps) {
        if frame.method.as_deref() != Some("subscribe") {
            return;
        }
        if let Some(refusal) = frame.refusal().filter(|_| !frame.succeeded())
            && !refusal.contains("Already subscribed")
        {
            self.health.set_error(refusal);
        }
        let req_id = frame.req_id.or_else(|| self.waiting.keys().next().copied());
        if let Some(req_id) = req_id
            && let Some(left) = self.waiting.get_mut(&req_id)
        {
            *left -= 1;
            if *left == 0 {
                self.waiting.remove(&req_id);
            }
            if self.waiting.is_empty() {
                steps.state(LinkState::Live);
            }
        }
    }

    fn pong(&mut self, frame: &Frame<'_>, now_ms: i64) {
        if let Some((_, sent_ms)) = self.ping.filter(|(req_id, _)| frame.req_id == Some(*req_id)) {
            self.health.latency_us.store((now_ms - sent_ms).max(0) * 1000, Ordering::Relaxed);
            if let Some(theirs) = frame.time_in_ms() {
                let ours = sent_ms.midpoint(now_ms);
                self.health.set_clock_offset(theirs - ours);
            }
            self.ping = None;
        }
    }

    fn row(&mut self, channel: &str, row: &RawValue, snapshot: bool, now_ms: i64, steps: &mut Steps) {
        let read = match channel {
            "book" => self.book(row, snapshot, now_ms, steps),
            "trade" => self.trade(row, now_ms, steps),
            "ticker" => ticker(row, now_ms, steps),
            "status" => status(row, steps),
            _ => Some(()),
        };
        if read.is_none() {
            steps.count_parse_error();
        }
    }

    fn book(&mut self, row: &RawValue, snapshot: bool, now_ms: i64, steps: &mut Steps) -> Option<()> {
        let row: BookRow<'_> = serde_json::from_str(row.get()).ok()?;
        let symbol = symbol(&row.symbol)?;
        let Some(book) = self.books.get_mut(&symbol) else { return Some(()) };
        let precision = self.precisions.get(&symbol).copied();
        match book.received(&row, snapshot, precision, self.precise, now_ms) {
            Outcome::Told(book) => steps.market(MarketEvent::Book { symbol, book }),
            Outcome::Ignored => {}
            Outcome::Broken => {
                steps.count_checksum_failure();
                self.resync(&symbol, now_ms, steps);
            }
            Outcome::Hopeless => {
                steps.count_checksum_failure();
                steps.reconnect(format!("the book of {symbol} fails its checksum again and again"), None);
            }
        }
        Some(())
    }

    fn trade(&mut self, row: &RawValue, now_ms: i64, steps: &mut Steps) -> Option<()> {
        let row: TradeRow<'_> = serde_json::from_str(row.get()).ok()?;
        let symbol = symbol(&row.symbol)?;
        let number = row.number()?;
        if self.trades.get_mut(&symbol).is_some_and(|recent| recent.is_new(number)) {
            steps.market(MarketEvent::Trade { symbol, trade: row.trade(now_ms) });
        }
        Some(())
    }

    fn ohlc(&mut self, rows: &[&RawValue], snapshot: bool, steps: &mut Steps) {
        let mut by_channel: BTreeMap<(Symbol, i64), Vec<domain::Candle>> = BTreeMap::new();
        for raw in rows {
            let read = serde_json::from_str::<OhlcRow<'_>>(raw.get()).ok();
            let read = read.and_then(|row| Some(((symbol(&row.symbol)?, row.minutes()?), row.candle()?)));
            match read {
                Some((key, candle)) => by_channel.entry(key).or_default().push(candle),
                None => steps.count_parse_error(),
            }
        }
        for (key, mut candles) in by_channel {
            candles.sort_by_key(|candle| candle.time_ms);
            for (timeframe, channel) in self.candles.get_mut(&key).into_iter().flatten() {
                let told = if snapshot {
                    channel.snapshot(&candles)
                } else {
                    candles.iter().flat_map(|candle| channel.received(*candle)).collect()
                };
                for (candle, closed) in told {
                    let (symbol, timeframe) = (key.0.clone(), *timeframe);
                    steps.market(MarketEvent::Candle { symbol, timeframe, candle, closed });
                }
            }
        }
    }
}

fn ticker(row: &RawValue, now_ms: i64, steps: &mut Steps) -> Option<()> {
    let ticker = serde_json::from_str::<TickerRow<'_>>(row.get()).ok()?.ticker(now_ms)?;
    steps.market(MarketEvent::Ticker { ticker });
    Some(())
}

fn status(row: &RawValue, steps: &mut Steps) -> Option<()> {
    let row: StatusRow<'_> = serde_json::from_str(row.get()).ok()?;
    if row.system.as_deref() == Some("maintenance") {
        steps.state(LinkState::Maintenance);
    }
    Some(())
}

impl Dialect for PublicStream {
    type Command = ();

    fn target(&mut self) -> String {
        "/v2".to_owned()
    }

    fn opened(&mut self, now_ms: i64, steps: &mut Steps) {
        self.waiting.clear();
        (self.asked_ms, self.heard_data, self.ping, self.pinged_ms) = (now_ms, false, None, now_ms);
        if self.precisions.is_empty() && !self.books.is_empty() {
            steps.fetch(0, "precision");
        }
        for book in self.books.values_mut() {
            book.restart(now_ms);
        }
        for (kind, symbols) in self.kinds.clone() {
            let symbols: Vec<Symbol> = symbols.into_iter().collect();
            // trades from before the first connection are no news; those of a break are
            let again = kind != Kind::Trade || self.trades.values().any(|recent| !recent.is_empty());
            self.say("subscribe", kind, &symbols, again, steps);
        }
    }

    fn received(&mut self, message: &[u8], now_ms: i64, steps: &mut Steps) {
        let Some(frame) = Frame::read(message) else { return steps.count_parse_error() };
        match (frame.channel.as_deref(), frame.method.as_deref()) {
            (Some("heartbeat"), _) => {}
            (Some(channel), _) => {
                let Some(rows) = frame.rows() else { return steps.count_parse_error() };
                self.heard_data |= channel != "status";
                if channel == "ohlc" {
                    return self.ohlc(&rows, frame.is_snapshot(), steps);
                }
                for row in rows {
                    self.row(channel, row, frame.is_snapshot(), now_ms, steps);
                }
            }
            (None, Some("pong")) => self.pong(&frame, now_ms),
            (None, Some(_)) => self.replied(&frame, steps),
            (None, None) => steps.count_parse_error(),
        }
    }

    fn tick(&mut self, now_ms: i64, steps: &mut Steps) {
        if !self.waiting.is_empty() && !self.heard_data && now_ms - self.asked_ms > ACK_MS {
            return steps.reconnect("a subscription was not answered", None);
        }
        let overdue = self.books.iter().filter(|(_, book)| book.is_overdue(now_ms));
        let overdue: Vec<Symbol> = overdue.map(|(symbol, _)| symbol.clone()).collect();
        for symbol in overdue {
            self.resync(&symbol, now_ms, steps);
        }
        if now_ms - self.pinged_ms > PING_MS {
            self.number += 1;
            (self.ping, self.pinged_ms) = (Some((self.number, now_ms)), now_ms);
            steps.send(format!(r#"{{"method":"ping","req_id":{}}}"#, self.number));
        }
    }

    fn fetched(&mut self, _tag: u64, answer: Result<Vec<u8>, VenueError>, _now_ms: i64, _steps: &mut Steps) {
        if let Ok(text) = answer {
            self.precisions = super::precisions(&text);
        }
        self.precise = true;
    }

    /// Something is heard every second, a heartbeat if nothing else.
    fn silence(&self) -> Duration {
        Duration::from_secs(10)
    }
}
