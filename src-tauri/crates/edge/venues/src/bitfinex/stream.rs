//! The public stream.

mod book;
mod channel;
mod checksum;
mod events;
mod tape;

use std::time::Duration;

use domain::Symbol;

use book::Took;
use channel::{Entry, Keeper, State};

use super::limits::Limits;
use super::private_stream::millis;
use super::row::Row;
use super::scan;
use super::symbols::Symbols;
use crate::feed::LinkState;
use crate::session::{Dialect, Steps};
use crate::{Channel, MarketEvent};

/// Time of the server, numbers, and checksums of books behind every message.
const FLAGS: u32 = TIMESTAMP + SEQ_ALL + OB_CHECKSUM;
const TIMESTAMP: u32 = 32_768;
const SEQ_ALL: u32 = 65_536;
const OB_CHECKSUM: u32 = 131_072;

const PING_MS: i64 = 15_000;

/// What the program may ask of a running stream.
#[derive(Debug)]
pub enum Command {
    Add(Vec<Channel>),
}

/// One connection's channels.
pub struct PublicStream {
    symbols: std::sync::Arc<Symbols>,
    limits: Limits,
    entries: Vec<Entry>,
    /// What the venue agreed to append to messages.
    numbered: bool,
    timed: bool,
    sequence: Option<i64>,
    pinged_ms: i64,
    live: bool,
}

/// What follows the payload of a message.
#[derive(Debug, Clone, Copy, Default)]
struct Behind {
    number: Option<i64>,
    time_ms: Option<i64>,
}

impl PublicStream {
    pub fn new(symbols: std::sync::Arc<Symbols>, limits: Limits, channels: &[Channel]) -> Self {
        let mut stream = Self {
            symbols,
            limits,
            entries: Vec::new(),
            numbered: false,
            timed: false,
            sequence: None,
            pinged_ms: 0,
            live: false,
        };
        stream.add(channels);
        stream
    }

    fn add(&mut self, channels: &[Channel]) {
        for channel in channels {
            let entry = Entry::new(channel, &self.symbols);
            match self.entries.iter_mut().find(|known| known.request == entry.request) {
                Some(known) => known.join(entry),
                None => self.entries.push(entry),
            }
        }
    }

    fn subscribe(&mut self, index: usize, now_ms: i64, steps: &mut Steps) {
        if let Some(entry) = self.entries.get_mut(index) {
            entry.state = State::Asked { since_ms: now_ms };
            entry.forget();
            steps.send(entry.subscription(index));
        }
    }

    /// Leaves a channel and joins it again: its snapshot comes anew.
    fn resynchronise(&mut self, index: usize, now_ms: i64, steps: &mut Steps) {
        let Some(entry) = self.entries.get_mut(index) else { return };
        if let State::Listening { chan } = entry.state {
            entry.state = State::Leaving { chan, since_ms: now_ms };
            steps.count_resync();
            steps.send(format!(r#"{{"event":"unsubscribe","chanId":{chan}}}"#));
            self.tell_state(steps);
        }
    }

    fn resynchronise_all(&mut self, now_ms: i64, steps: &mut Steps) {
        for index in 0..self.entries.len() {
            // a ticker is whole in every message
            if !matches!(self.entries.get(index).map(|entry| &entry.keeper), Some(Keeper::Ticker)) {
                self.resynchronise(index, now_ms, steps);
            }
        }
    }

    fn listening(&self, chan: u64) -> Option<usize> {
        self.entries.iter().position(|entry| entry.state == State::Listening { chan })
    }

    fn tell_state(&mut self, steps: &mut Steps) {
        let whole = |entry: &Entry| match (&entry.state, &entry.keeper) {
            (State::Refused, _) => true,
            (State::Listening { .. }, Keeper::Book(book)) => !book.is_fresh(),
            (State::Listening { .. }, _) => true,
            _ => false,
        };
        let live = self.entries.iter().all(whole);
        if live != self.live {
            self.live = live;
            steps.state(if live { LinkState::Live } else { LinkState::Syncing });
        }
    }

    /// A change of a book, read from the bytes. `false`: it is something else.
    fn book(&mut self, message: &[u8], now_ms: i64, steps: &mut Steps) -> bool {
        let Some((chan, at)) = scan::head(message) else { return false };
        if message.get(at) != Some(&b'[') {
            return false;
        }
        let Some(index) = self.listening(chan) else { return false };
        let (numbered, timed) = (self.numbered, self.timed);
        // what was here before changes nothing: look at the number before anything is taken
        let before = |seen: i64| last_number(message, timed).is_some_and(|number| number <= seen);
        let repeated = numbered && self.sequence.is_some_and(before);
        let Some(entry) = self.entries.get_mut(index) else { return false };
        let Keeper::Book(keeper) = &mut entry.keeper else { return false };
        entry.heard_ms = now_ms;
        if repeated {
            return true;
        }
        let taken = keeper.take(message, at).and_then(|(took, end)| Some((took, scan::tail(message, end)?)));
        let Some((took, counters)) = taken else {
            steps.count_parse_error();
            self.resynchronise(index, now_ms, steps);
            return true;
        };
        let behind = behind(counters, numbered, timed);
        if let Some(book) = keeper.book(behind.time_ms.unwrap_or(now_ms)).filter(|_| took != Took::Early) {
            steps.market(MarketEvent::Book { symbol: entry.symbol.clone(), book });
        }
        match took {
            Took::Early => self.resynchronise(index, now_ms, steps),
            Took::Snapshot => self.tell_state(steps),
            Took::Changes => {}
        }
        self.number(behind.number, now_ms, steps);
        true
    }

    /// Everything that is not a change of a book: heartbeats, checksums, trades, candles, tickers.
    fn other(&mut self, text: &str, now_ms: i64, steps: &mut Steps) {
        let Ok(row) = Row::read(text) else {
            steps.count_parse_error();
            return;
        };
        let Some(chan) = row.id(0) else { return steps.count_parse_error() };
        let word = row.text(1);
        let at = match word.as_deref() {
            Some("hb") => 2,
            Some(_) => 3,
            None => 2,
        };
        let behind = behind([row.int(at), row.int(at + 1)], self.numbered, self.timed);
        if !self.number(behind.number, now_ms, steps) {
            return;
        }
        let Some(index) = self.listening(chan) else { return };
        let Some(entry) = self.entries.get_mut(index) else { return };
        entry.heard_ms = now_ms;
        let symbol: &Symbol = &entry.symbol;
        let read = match (&mut entry.keeper, word.as_deref()) {
            (_, Some("hb")) => Ok(()),
            (Keeper::Book(keeper), Some("cs")) => {
                if !keeper.is_fresh() && row.int(2).is_none_or(|crc| !keeper.matches(crc)) {
                    steps.count_checksum_failure();
                    self.resynchronise(index, now_ms, steps);
                }
                return;
            }
            (Keeper::Tape(tape), Some("te" | "tu")) => tape.take(row.raw(2), symbol, steps),
            (Keeper::Tape(tape), None) => tape.take(row.raw(1), symbol, steps),
            (Keeper::Bars(all), None) => {
                all.iter_mut().try_for_each(|bars| bars.take(row.raw(1), symbol, steps))
            }
            (Keeper::Ticker, None) => {
                let time_ms = behind.time_ms.unwrap_or(now_ms);
                Row::read(row.raw(1))
                    .and_then(|figures| super::parse::ticker(&figures, 0, symbol.clone(), time_ms))
                    .map(|ticker| steps.market(MarketEvent::Ticker { ticker }))
            }
            _ => Ok(()),
        };
        if read.is_err() {
            steps.count_parse_error();
            self.resynchronise(index, now_ms, steps);
        }
    }

    /// Every message of the connection has the next number. `false`: this one was here before.
    fn number(&mut self, number: Option<i64>, now_ms: i64, steps: &mut Steps) -> bool {
        let Some(number) = number else { return true };
        let last = self.sequence.replace(self.sequence.map_or(number, |last| last.max(number)));
        match last {
            Some(last) if number <= last => false,
            Some(last) if number > last.saturating_add(1) => {
                steps.count_sequence_gap();
                self.resynchronise_all(now_ms, steps);
                true
            }
            _ => true,
        }
    }
}

/// Which of the counters is what, by what the venue agreed to.
fn behind(counters: [Option<i64>; 2], numbered: bool, timed: bool) -> Behind {
    let [first, second] = counters;
    match (numbered, timed) {
        (true, true) => Behind { number: first, time_ms: second },
        (true, false) => Behind { number: first, time_ms: None },
        (false, true) => Behind { number: None, time_ms: first },
        (false, false) => Behind::default(),
    }
}

/// The number at the end of a message, before the time where there is one.
fn last_number(message: &[u8], timed: bool) -> Option<i64> {
    let text = std::str::from_utf8(message).ok()?.trim_end().strip_suffix(']')?;
    let mut fields = text.rsplit(',').map(str::trim);
    if timed {
        fields.next()?;
    }
    fields.next()?.parse().ok()
}

impl Dialect for PublicStream {
    type Command = Command;

    fn target(&mut self) -> String {
        "/ws/2".to_owned()
    }

    fn opened(&mut self, now_ms: i64, steps: &mut Steps) {
        (self.numbered, self.timed, self.sequence, self.live) = (false, false, None, false);
        self.pinged_ms = now_ms;
        steps.send(format!(r#"{{"event":"conf","flags":{FLAGS}}}"#));
        for index in 0..self.entries.len() {
            self.subscribe(index, now_ms, steps);
        }
    }

    fn received(&mut self, message: &[u8], now_ms: i64, steps: &mut Steps) {
        if self.book(message, now_ms, steps) {
            return;
        }
        match std::str::from_utf8(message) {
            Ok(text) if text.trim_start().starts_with('{') => self.event(text, now_ms, steps),
            Ok(text) => self.other(text, now_ms, steps),
            Err(_) => steps.count_parse_error(),
        }
    }

    fn tick(&mut self, now_ms: i64, steps: &mut Steps) {
        let (confirm, silence) = (millis(self.limits.confirm), millis(self.limits.silence));
        let mut stale = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            match entry.state {
                State::Asked { since_ms } | State::Leaving { since_ms, .. }
                    if now_ms - since_ms > confirm =>
                {
                    return steps.reconnect(format!("{} was not confirmed", entry.request), None);
                }
                State::Listening { .. } if now_ms - entry.heard_ms > silence => stale.push(index),
                _ => {}
            }
        }
        for index in stale {
            self.resynchronise(index, now_ms, steps);
        }
        if now_ms - self.pinged_ms >= PING_MS {
            self.pinged_ms = now_ms;
            steps.send(format!(r#"{{"event":"ping","cid":{now_ms}}}"#));
        }
    }

    fn command(&mut self, Command::Add(channels): Command, now_ms: i64, steps: &mut Steps) {
        let known = self.entries.len();
        self.add(&channels);
        for index in known..self.entries.len() {
            self.subscribe(index, now_ms, steps);
        }
        self.tell_state(steps);
    }

    fn silence(&self) -> Duration {
        self.limits.silence
    }
}

#[cfg(test)]
#[path = "stream_tests.rs"]
mod tests;
