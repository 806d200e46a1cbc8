//! The stream of an account: channel 0.

mod asked;
mod events;
mod fetch;
mod ledger;

use std::sync::Arc;
use std::time::Duration;

use domain::VenueId;

use asked::Asked;
pub use fetch::AccountFetcher;
use ledger::Ledger;

use super::inputs::{Heard, Input};
use super::limits::Limits;
use super::names::Names;
use super::orders::Wallet;
use super::sign;
use super::symbols::Shared;
use crate::feed::LinkState;
use crate::session::{Dialect, Steps};
use crate::{AccountEvent, Credentials, Nonces, VenueError};

/// Number every message of a channel.
const SEQ_ALL: u32 = 65_536;
/// Cancel the account's orders when the socket closes.
const DEAD_MAN: u32 = 4;
/// How far back trades are asked for again, so that none falls between two answers.
const OVERLAP_MS: i64 = 60_000;

/// What the program may ask of the stream.
#[derive(Debug)]
pub enum Command {
    /// Sign in anew with the venue's dead-man switch on.
    DeadMan,
    /// Tell the venue something, if the account is signed in.
    Input(Input),
}

/// What comes from outside.
pub struct PrivateStreamSettings {
    pub venue: VenueId,
    pub credentials: Credentials,
    pub nonces: Arc<Nonces>,
    pub names: Arc<Names>,
    pub symbols: Shared,
    pub wallet: Wallet,
    pub limits: Limits,
    pub since_ms: i64,
}

/// Where the connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    SigningIn {
        since_ms: i64,
    },
    /// Signed in; the snapshots are coming.
    Receiving {
        since_ms: i64,
    },
    Live,
}

pub struct PrivateStream {
    settings: PrivateStreamSettings,
    ledger: Ledger,
    phase: Phase,
    dead_man: bool,
    /// The account's counter in messages; `None`: not told yet.
    sequence: Option<i64>,
    numbered: bool,
    /// Tags of answers on their way that count; older ones are of a connection that is gone.
    round: u64,
    /// Time of the newest trade told when REST was last asked with success, and when it was asked last.
    confirmed_ms: i64,
    asked_ms: i64,
    /// The next comparison with REST, and whether it is one after an absence.
    reconcile: Option<i64>,
    absent: bool,
    asked: Asked,
    /// An answer is on its way, and whether something happened since it was asked for.
    asking: bool,
    again: bool,
}

impl PrivateStream {
    pub fn new(settings: PrivateStreamSettings) -> Self {
        let fee_ms = millis(settings.limits.fee);
        let (names, symbols) = (settings.names.clone(), settings.symbols.clone());
        let since_ms = settings.since_ms;
        let ledger = Ledger::new(settings.venue.clone(), names, symbols, fee_ms, since_ms);
        Self {
            settings,
            confirmed_ms: since_ms,
            asked_ms: since_ms,
            ledger,
            phase: Phase::SigningIn { since_ms: 0 },
            dead_man: false,
            sequence: None,
            numbered: false,
            round: 0,
            reconcile: None,
            absent: true,
            asked: Asked::default(),
            asking: false,
            again: false,
        }
    }

    fn sign_in(&mut self, steps: &mut Steps) {
        let nonce = match self.settings.nonces.draw() {
            Ok(nonce) => nonce,
            Err(error) => {
                return steps.reconnect(error.to_string(), Some(Duration::from_secs(60)));
            }
        };
        let (payload, signature) = sign::stream(self.settings.credentials.secret(), nonce);
        let mut message = serde_json::json!({
            "event": "auth",
            "apiKey": self.settings.credentials.key(),
            "authNonce": nonce.to_string(),
            "authPayload": payload,
            "authSig": signature,
        });
        if let (true, Some(fields)) = (self.dead_man, message.as_object_mut()) {
            fields.insert("dms".to_owned(), DEAD_MAN.into());
        }
        steps.send(message.to_string());
    }

    /// Asks what was missed, orders and trades together; while an answer is on its way, once more after it.
    fn resynchronise(&mut self, now_ms: i64, steps: &mut Steps) {
        if std::mem::replace(&mut self.asking, true) {
            self.again = true;
            return;
        }
        self.round += 1;
        self.reconcile = Some(now_ms + millis(self.settings.limits.reconcile).max(1));
        self.asked_ms = self.ledger.newest_ms;
        let since = self.confirmed_ms.saturating_sub(OVERLAP_MS);
        steps.fetch(self.round, format!("account {since}"));
    }

    fn lost(&mut self, now_ms: i64, steps: &mut Steps) {
        steps.count_sequence_gap();
        steps.count_resync();
        self.absent = true;
        self.resynchronise(now_ms, steps);
    }

    fn take_account(&mut self, answer: &[u8], now_ms: i64, steps: &mut Steps) {
        let Some(snapshot) = fetch::Snapshot::read(answer) else {
            steps.count_parse_error();
            self.reconcile = Some(now_ms + 1_000);
            return;
        };
        for trade in &snapshot.trades {
            self.ledger.trade(trade, now_ms, steps);
        }
        for order in snapshot.ended.iter().chain(&snapshot.working) {
            self.ledger.order(order, now_ms, steps);
        }
        self.phase = Phase::Live;
        self.confirmed_ms = self.asked_ms;
        steps.state(LinkState::Live);
        if std::mem::take(&mut self.absent) {
            steps.account(AccountEvent::Resynced);
        }
    }
}

impl Dialect for PrivateStream {
    type Command = Command;

    fn target(&mut self) -> String {
        "/ws/2".to_owned()
    }

    fn opened(&mut self, now_ms: i64, steps: &mut Steps) {
        self.phase = Phase::SigningIn { since_ms: now_ms };
        (self.sequence, self.numbered, self.reconcile, self.absent) = (None, false, None, true);
        (self.asking, self.again) = (false, false);
        self.round += 1;
        steps.send(format!(r#"{{"event":"conf","flags":{SEQ_ALL}}}"#));
        self.sign_in(steps);
    }

    fn received(&mut self, message: &[u8], now_ms: i64, steps: &mut Steps) {
        let Ok(text) = std::str::from_utf8(message) else { return steps.count_parse_error() };
        match text.trim_start().as_bytes().first() {
            Some(b'{') => self.event(text, now_ms, steps),
            _ => self.channel(text, now_ms, steps),
        }
    }

    fn tick(&mut self, now_ms: i64, steps: &mut Steps) {
        let confirm = millis(self.settings.limits.confirm);
        match self.phase {
            Phase::SigningIn { since_ms } if now_ms - since_ms > confirm => {
                steps.reconnect("the sign-in was not answered", None);
            }
            // a snapshot may be empty and left out, or lost: what REST says is enough
            Phase::Receiving { since_ms }
                if now_ms - since_ms > confirm.min(2_000) && self.reconcile.is_none() =>
            {
                self.resynchronise(now_ms, steps);
            }
            _ => {}
        }
        self.asked.give_up(now_ms);
        if self.reconcile.is_some_and(|at| at <= now_ms) {
            self.resynchronise(now_ms, steps);
        }
        for (order, symbol) in self.ledger.due(now_ms) {
            steps.fetch(order | OF_ORDER, format!("trades {symbol} {order}"));
        }
    }

    fn fetched(&mut self, tag: u64, answer: Result<Vec<u8>, VenueError>, now_ms: i64, steps: &mut Steps) {
        let of_order = tag & OF_ORDER != 0;
        match answer {
            Ok(bytes) if of_order => match fetch::trades(&bytes) {
                Some(trades) => self.ledger.trades_of(tag & !OF_ORDER, &trades, now_ms, steps),
                None => steps.count_parse_error(),
            },
            Ok(bytes) if tag == self.round => {
                self.asking = false;
                match std::mem::take(&mut self.again) {
                    true => self.resynchronise(now_ms, steps),
                    false => self.take_account(&bytes, now_ms, steps),
                }
            }
            // the next comparison comes sooner
            Err(_) if tag == self.round => {
                (self.asking, self.reconcile) = (false, Some(now_ms + 2_000));
            }
            _ => {}
        }
    }

    fn command(&mut self, command: Command, now_ms: i64, steps: &mut Steps) {
        match command {
            Command::DeadMan => {
                if !std::mem::replace(&mut self.dead_man, true) {
                    steps.reconnect("signing in anew with the dead-man switch", None);
                }
            }
            Command::Input(input) if self.phase == Phase::Live => {
                self.asked.send(input, now_ms + millis(self.settings.limits.request), steps);
            }
            Command::Input(input) => {
                // Err: whoever asked gave up
                let _ = input.reply.send(Heard::NotSent);
            }
        }
    }

    fn closed(&mut self, _steps: &mut Steps) {
        self.asked.lost();
    }

    fn silence(&self) -> Duration {
        self.settings.limits.silence
    }
}

/// Marks a tag as an order's number.
const OF_ORDER: u64 = 1 << 63;

pub fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
#[path = "private_stream_tests.rs"]
mod tests;
