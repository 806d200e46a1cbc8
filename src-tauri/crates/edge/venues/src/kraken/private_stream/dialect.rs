//! The conversation on the account's connection.
//!
//! After every connect: token, subscriptions, their acknowledgements, and only then REST, merged with what the stream
//! told meanwhile. A gap or a fill that must have been lost asks REST again.

mod merge;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use domain::{Balance, Decimal, VenueId};
use serde_json::value::RawValue;

use super::books::Books;
use super::catch_up::Question;
use crate::feed::{Health, LinkState};
use crate::kraken::ids::Ids;
use crate::kraken::parse::stream::{BalanceRow, Frame, StatusRow};
use crate::kraken::symbols::common;
use crate::session::{Dialect, Steps};
use crate::{AccountEvent, VenueError};

const TOKEN: u64 = 1;
const ACCOUNT: u64 = 2;
const BALANCES: u64 = 3;

const ACK_MS: i64 = 10_000;
const RETRY_MS: i64 = 1_000;
/// Trades are asked for from so long before the last one that was seen.
const OVERLAP_MS: i64 = 60_000;
/// Holds are told by REST only, whose budget is small.
const BALANCES_MS: i64 = 6_000;

/// The account on one connection after another.
pub struct PrivateStream {
    venue: VenueId,
    ids: Arc<Ids>,
    health: Arc<Health>,
    books: Books,
    /// Orders placed elsewhere.
    foreign: BTreeSet<String>,
    /// Orders of which something is missing.
    suspects: BTreeSet<String>,
    sequences: BTreeMap<String, u64>,
    /// Subscriptions that were not acknowledged yet.
    waiting: BTreeSet<u64>,
    number: u64,
    asked_ms: i64,
    sync: Sync,
    /// The account was caught up with at least once.
    caught_up: bool,
    /// When the venue last told of a trade.
    seen_ms: Option<i64>,
    balances: BTreeMap<String, Balance>,
    balances_due: bool,
    balances_ms: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sync {
    /// Before the subscriptions are acknowledged.
    NotYet,
    Due(i64),
    /// `again`: something was missed meanwhile.
    Running {
        again: bool,
    },
    Done,
}

impl PrivateStream {
    pub fn new(venue: VenueId, ids: Arc<Ids>, health: Arc<Health>) -> Self {
        Self {
            venue,
            ids,
            health,
            books: Books::default(),
            foreign: BTreeSet::new(),
            suspects: BTreeSet::new(),
            sequences: BTreeMap::new(),
            waiting: BTreeSet::new(),
            number: 0,
            asked_ms: 0,
            sync: Sync::NotYet,
            caught_up: false,
            seen_ms: None,
            balances: BTreeMap::new(),
            balances_due: false,
            balances_ms: 0,
        }
    }

    fn subscribe(&mut self, token: &str, now_ms: i64, steps: &mut Steps) {
        self.asked_ms = now_ms;
        for channel in ["executions", "balances"] {
            self.number += 1;
            self.waiting.insert(self.number);
            let mut params = serde_json::json!({"channel": channel, "token": token});
            if channel == "executions" {
                params["snap_orders"] = true.into();
                params["snap_trades"] = false.into();
                params["order_status"] = true.into();
            } else {
                params["snapshot"] = true.into();
            }
            let message = serde_json::json!({"method": "subscribe", "params": params, "req_id": self.number});
            steps.send(message.to_string());
        }
    }

    fn replied(&mut self, frame: &Frame<'_>, now_ms: i64, steps: &mut Steps) {
        if frame.method.as_deref() != Some("subscribe") {
            return;
        }
        if !frame.succeeded() {
            let refusal = frame.refusal().unwrap_or_default();
            if !refusal.contains("Already subscribed") {
                self.health.set_error(refusal);
                return steps.reconnect("a subscription was refused", None);
            }
        }
        let answered = frame.req_id.or_else(|| self.waiting.first().copied());
        if answered.is_some_and(|number| self.waiting.remove(&number))
            && self.waiting.is_empty()
            && self.sync == Sync::NotYet
        {
            self.ask(now_ms, steps);
        }
    }

    /// Asks REST what the account looks like.
    fn ask(&mut self, now_ms: i64, steps: &mut Steps) {
        let mut orders = self.books.working();
        orders.append(&mut self.suspects);
        // of those the stream may not have heard at all
        orders.extend(self.ids.venue_ids().into_iter().filter(|id| !self.books.has_ended(id)));
        let since_ms = self.seen_ms.map(|seen| seen - OVERLAP_MS);
        steps.fetch(ACCOUNT, Question::Account { since_ms, orders }.text());
        self.sync = Sync::Running { again: false };
        self.refresh_balances(now_ms, steps);
    }

    /// Something was missed: REST is asked as soon as it may be.
    fn missed(&mut self, now_ms: i64) {
        self.sync = match self.sync {
            Sync::Running { .. } => Sync::Running { again: true },
            Sync::Done => Sync::Due(now_ms),
            other => other,
        };
    }

    fn refresh_balances(&mut self, now_ms: i64, steps: &mut Steps) {
        (self.balances_due, self.balances_ms) = (false, now_ms);
        steps.fetch(BALANCES, Question::Balances.text());
    }

    fn follow(&mut self, channel: &str, sequence: Option<u64>, now_ms: i64, steps: &mut Steps) {
        let Some(sequence) = sequence else { return };
        let last = self.sequences.entry(channel.to_owned()).or_insert(sequence);
        if sequence > last.saturating_add(1) {
            steps.count_sequence_gap();
            steps.count_resync();
            *last = sequence;
            self.missed(now_ms);
        } else {
            *last = (*last).max(sequence);
        }
    }

    /// A balance as it is now; what is held of it is as REST last told.
    fn balance(&mut self, row: &RawValue, steps: &mut Steps) -> Option<()> {
        let row: BalanceRow<'_> = serde_json::from_str(row.get()).ok()?;
        let currency = common(&row.asset).to_owned();
        let known = self.balances.get(&currency);
        let held = known.map_or(Decimal::ZERO, |known| known.total.saturating_sub(known.available));
        let total = row.balance.0.normalize();
        let available = total.saturating_sub(held).max(Decimal::ZERO).normalize();
        self.tell_balance(Balance { currency, total, available }, steps);
        self.balances_due = true;
        Some(())
    }

    fn tell_balance(&mut self, balance: Balance, steps: &mut Steps) {
        if self.balances.get(&balance.currency) != Some(&balance) {
            self.balances.insert(balance.currency.clone(), balance.clone());
            steps.account(AccountEvent::Balance(balance));
        }
    }

    fn data(&mut self, channel: &str, frame: &Frame<'_>, now_ms: i64, steps: &mut Steps) {
        if !matches!(channel, "executions" | "balances" | "status") {
            return;
        }
        let Some(rows) = frame.rows() else { return steps.count_parse_error() };
        self.follow(channel, frame.sequence, now_ms, steps);
        for row in rows {
            let read = match channel {
                "executions" => self.execution(row, now_ms, steps),
                "balances" => self.balance(row, steps),
                _ => status(row, steps),
            };
            if read.is_none() {
                steps.count_parse_error();
                steps.account(AccountEvent::Unlisted { what: "message", raw: row.get().to_owned() });
                self.missed(now_ms);
            }
        }
        if channel == "executions" {
            self.balances_due = true;
        }
    }
}

fn status(row: &RawValue, steps: &mut Steps) -> Option<()> {
    let row: StatusRow<'_> = serde_json::from_str(row.get()).ok()?;
    if row.system.as_deref() == Some("maintenance") {
        steps.state(LinkState::Maintenance);
    }
    Some(())
}

impl Dialect for PrivateStream {
    type Command = ();

    fn target(&mut self) -> String {
        "/v2".to_owned()
    }

    fn opened(&mut self, now_ms: i64, steps: &mut Steps) {
        self.sequences.clear();
        self.waiting.clear();
        (self.sync, self.asked_ms) = (Sync::NotYet, now_ms);
        steps.fetch(TOKEN, Question::Token.text());
    }

    fn received(&mut self, message: &[u8], now_ms: i64, steps: &mut Steps) {
        let Some(frame) = Frame::read(message) else {
            steps.count_parse_error();
            return self.missed(now_ms);
        };
        match (frame.channel.as_deref(), frame.method.as_deref()) {
            (Some(channel), _) => self.data(channel, &frame, now_ms, steps),
            (None, Some(_)) => self.replied(&frame, now_ms, steps),
            (None, None) => steps.count_parse_error(),
        }
    }

    fn tick(&mut self, now_ms: i64, steps: &mut Steps) {
        if !self.waiting.is_empty() && now_ms - self.asked_ms > ACK_MS {
            return steps.reconnect("a subscription was not answered", None);
        }
        match self.sync {
            Sync::Due(at_ms) if now_ms >= at_ms => self.ask(now_ms, steps),
            Sync::Done if self.balances_due && now_ms - self.balances_ms > BALANCES_MS => {
                self.refresh_balances(now_ms, steps);
            }
            _ => {}
        }
    }

    fn fetched(&mut self, tag: u64, answer: Result<Vec<u8>, VenueError>, now_ms: i64, steps: &mut Steps) {
        match (tag, answer) {
            (TOKEN, Ok(token)) => self.subscribe(&String::from_utf8_lossy(&token), now_ms, steps),
            (TOKEN, Err(error)) => {
                self.health.set_error(error.to_string());
                steps.reconnect("no token for the stream", Some(Duration::from_secs(2)));
            }
            (ACCOUNT, Ok(text)) => match serde_json::from_slice(&text) {
                Ok(account) => self.merge(account, now_ms, steps),
                Err(_) => steps.count_parse_error(),
            },
            (ACCOUNT, Err(error)) => {
                self.health.set_error(error.to_string());
                self.sync = Sync::Due(now_ms + RETRY_MS);
            }
            (_, Ok(text)) => {
                for balance in serde_json::from_slice::<Vec<Balance>>(&text).unwrap_or_default() {
                    self.tell_balance(balance, steps);
                }
            }
            (_, Err(_)) => self.balances_due = true,
        }
    }

    /// Something is heard every second, a heartbeat if nothing else.
    fn silence(&self) -> Duration {
        Duration::from_secs(10)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
