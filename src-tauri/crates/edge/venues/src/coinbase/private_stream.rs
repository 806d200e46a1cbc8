//! The account's stream: orders as sums, their fills from REST, balances after every change.

mod tracker;

use std::sync::Arc;
use std::time::Duration;

use domain::{Balance, Fill};
use serde::{Deserialize, Serialize};

use super::parse::{Envelope, read};
use super::sequence::{Place, Sequence};
use super::wish;
use crate::feed::{Health, LinkState};
use crate::session::{Dialect, Steps};
use crate::{AccountEvent, VenueError};
pub use tracker::OrderFacts;
use tracker::Tracker;

const HEARTBEAT_MS: i64 = 5_000;

/// The least time from one question about balances to the next.
const BALANCES_MS: i64 = 500;

/// How long to wait before a question that failed is asked again.
const RETRY_MS: i64 = 1_000;

/// After a refused token: another is tried this much later.
const REFUSED_WAIT: Duration = Duration::from_secs(5);

/// What is asked over REST on the stream's behalf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// `refused`: the last token was.
    Token {
        refused: bool,
    },
    /// Working orders, those named, and fills since then (`None`: since just now).
    Resync {
        since_ms: Option<i64>,
        orders: Vec<String>,
    },
    Fills {
        orders: Vec<String>,
    },
    Balances,
}

/// Orders and fills as REST tells them.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Statement {
    pub orders: Vec<OrderFacts>,
    pub fills: Vec<OrderFill>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OrderFill {
    pub venue_id: String,
    /// The client id of the whole order, which the fill's own may be a leg of.
    pub order_id: String,
    pub fill: Fill,
}

const TOKEN: u64 = 0;
const RESYNC: u64 = 1;
const FILLS: u64 = 2;
const BALANCES: u64 = 3;

pub struct PrivateStream {
    tracker: Tracker,
    balances: Vec<Balance>,
    last_fill_ms: Option<i64>,
    refused: bool,
    health: Arc<Health>,
    link: Link,
}

/// What a new connection starts without.
#[derive(Default)]
struct Link {
    sequence: Sequence,
    heartbeats: bool,
    heard_ms: i64,
    subscribed: bool,
    synced: bool,
    /// When to ask what follows; `None`: not, or it was asked already.
    resync_due: Option<i64>,
    fills_due: Option<i64>,
    /// Whose fills were asked for last, and how often in vain.
    fills_asked: Vec<String>,
    fills_tries: u32,
    balances_due: Option<i64>,
    token_due: Option<i64>,
}

impl PrivateStream {
    pub fn new(health: Arc<Health>) -> Self {
        Self {
            tracker: Tracker::default(),
            balances: Vec::new(),
            last_fill_ms: None,
            refused: false,
            health,
            link: Link::default(),
        }
    }

    fn hear(&mut self, envelope: &Envelope, now_ms: i64, steps: &mut Steps) {
        if &*envelope.kind == "error" {
            self.refused = true;
            let reason = format!("the venue says: {}", &*envelope.message);
            return steps.reconnect(reason, Some(REFUSED_WAIT));
        }
        match self.link.sequence.take(&envelope.channel, envelope.sequence_num) {
            Place::Old => return,
            Place::AfterGap => {
                steps.count_sequence_gap();
                steps.count_resync();
                self.link.resync_due = Some(now_ms);
            }
            Place::Next => {}
        }
        for event in envelope.events.iter() {
            match &*envelope.channel {
                "heartbeats" => self.link.heartbeats = true,
                "subscriptions" if event.subscriptions.contains_key("user") => self.subscribed(now_ms),
                "user" => {
                    self.subscribed(now_ms);
                    for order in event.orders.iter() {
                        self.tracker.order(&OrderFacts::streamed(order), steps);
                        self.link.balances_due.get_or_insert(now_ms);
                    }
                }
                _ => {}
            }
        }
        self.ask(now_ms, steps);
    }

    fn subscribed(&mut self, now_ms: i64) {
        if !self.link.subscribed {
            self.link.subscribed = true;
            self.refused = false;
            self.link.resync_due = Some(now_ms);
        }
    }

    /// Asks what is due.
    fn ask(&mut self, now_ms: i64, steps: &mut Steps) {
        let is_due = |due: &mut Option<i64>| due.take_if(|due| *due <= now_ms).is_some();
        if is_due(&mut self.link.token_due) {
            fetch(TOKEN, &Ask::Token { refused: self.refused }, steps);
        }
        if is_due(&mut self.link.resync_due) {
            let orders = self.tracker.working();
            fetch(RESYNC, &Ask::Resync { since_ms: self.last_fill_ms, orders }, steps);
        }
        if self.link.fills_due.is_none_or(|due| due <= now_ms) {
            let orders = self.tracker.lacking_fills();
            if !orders.is_empty() {
                // asked again, ever less often, where the venue does not have them yet
                self.link.fills_due = Some(now_ms + (RETRY_MS << self.link.fills_tries.min(6)));
                self.link.fills_asked.clone_from(&orders);
                fetch(FILLS, &Ask::Fills { orders }, steps);
            }
        }
        if self.link.synced && is_due(&mut self.link.balances_due) {
            fetch(BALANCES, &Ask::Balances, steps);
        }
    }

    /// How many fills were news.
    fn state(&mut self, statement: Statement, now_ms: i64, steps: &mut Steps) -> usize {
        let mut news = 0;
        for OrderFill { venue_id, order_id, fill } in statement.fills {
            self.last_fill_ms = self.last_fill_ms.max(Some(fill.time_ms));
            news += usize::from(self.tracker.fill(&venue_id, &order_id, fill, steps));
            self.link.balances_due.get_or_insert(now_ms);
        }
        for order in statement.orders {
            self.tracker.order(&order, steps);
        }
        news
    }

    fn tell_balances(&mut self, balances: Vec<Balance>, steps: &mut Steps) {
        let gone = self.balances.iter().filter(|old| balances.iter().all(|new| new.currency != old.currency));
        for old in gone {
            let nothing = domain::Decimal::ZERO;
            let balance = Balance { currency: old.currency.clone(), total: nothing, available: nothing };
            steps.account(AccountEvent::Balance(balance));
        }
        for balance in balances.iter().filter(|new| !self.balances.contains(new)) {
            steps.account(AccountEvent::Balance(balance.clone()));
        }
        self.balances = balances;
    }

    fn answered(&mut self, tag: u64, body: &[u8], now_ms: i64, steps: &mut Steps) -> Result<(), VenueError> {
        match tag {
            TOKEN => {
                let token = String::from_utf8_lossy(body);
                steps.send(wish::subscribe("user", &[], Some(&token)));
            }
            RESYNC => {
                self.state(read("a statement", body)?, now_ms, steps);
                if !std::mem::replace(&mut self.link.synced, true) {
                    self.link.balances_due = Some(now_ms);
                    steps.state(LinkState::Live);
                }
                steps.account(AccountEvent::Resynced);
            }
            FILLS => {
                let news = self.state(read("a statement", body)?, now_ms, steps);
                let lacking = self.tracker.lacking_fills();
                self.link.fills_tries += 1;
                let others = lacking.iter().any(|id| !self.link.fills_asked.contains(id));
                if news > 0 || others || lacking.is_empty() {
                    (self.link.fills_due, self.link.fills_tries) = (None, 0);
                }
            }
            _ => self.tell_balances(read("balances", body)?, steps),
        }
        Ok(())
    }
}

fn fetch(tag: u64, ask: &Ask, steps: &mut Steps) {
    // an enum of numbers and texts always is JSON
    steps.fetch(tag, serde_json::to_string(ask).unwrap_or_default());
}

impl Dialect for PrivateStream {
    type Command = ();

    fn target(&mut self) -> String {
        "/".to_owned()
    }

    fn opened(&mut self, now_ms: i64, steps: &mut Steps) {
        self.link = Link { heard_ms: now_ms, token_due: Some(now_ms), ..Link::default() };
        steps.send(wish::subscribe("heartbeats", &[], None));
        self.ask(now_ms, steps);
    }

    fn received(&mut self, message: &[u8], now_ms: i64, steps: &mut Steps) {
        self.link.heard_ms = now_ms;
        match read::<Envelope>("a stream message", message) {
            Ok(envelope) => self.hear(&envelope, now_ms, steps),
            Err(error) => {
                // an order may have been in it
                steps.count_parse_error();
                self.health.set_error(error.to_string());
                self.link.resync_due = self.link.subscribed.then_some(now_ms);
                self.ask(now_ms, steps);
            }
        }
    }

    fn tick(&mut self, now_ms: i64, steps: &mut Steps) {
        if self.link.heartbeats && now_ms - self.link.heard_ms > HEARTBEAT_MS {
            return steps.reconnect("no heartbeat for 5 s", None);
        }
        self.ask(now_ms, steps);
    }

    fn fetched(&mut self, tag: u64, answer: Result<Vec<u8>, VenueError>, now_ms: i64, steps: &mut Steps) {
        let outcome = answer.and_then(|body| self.answered(tag, &body, now_ms, steps));
        if let Err(error) = outcome {
            self.health.set_error(error.to_string());
            let due = match tag {
                TOKEN => &mut self.link.token_due,
                RESYNC => &mut self.link.resync_due,
                FILLS => &mut self.link.fills_due,
                _ => &mut self.link.balances_due,
            };
            *due = Some(now_ms + RETRY_MS);
        } else if tag == BALANCES && self.link.balances_due.is_some() {
            self.link.balances_due = Some(now_ms + BALANCES_MS);
        }
        self.ask(now_ms, steps);
    }

    fn silence(&self) -> Duration {
        Duration::from_secs(30)
    }
}

#[cfg(test)]
#[path = "private_stream_tests.rs"]
mod tests;
