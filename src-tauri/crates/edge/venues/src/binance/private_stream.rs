//! The account's stream: user data over the WebSocket API. It sends one subscription a connection and asks for a
//! sign of life; the answers and events it hands to the outlet.

use std::sync::Arc;
use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::order_shape::BalanceRow;
use super::order_shape::status;
use super::outlet::Outlet;
use super::params::Params;
use super::refusal::{CLOCK as CLOCK_OFF, Refusal};
use super::report_shape::{ExecutionReport, execution_report};
use super::rest::Rest;
use super::resync::{BALANCES, CLOCK, EVERYTHING, LACKING};
use super::sign::Signer;
use super::tracker::Fact;
use crate::feed::LinkState;
use crate::session::{Dialect, Steps};
use crate::{AccountEvent, VenueError};

const PATH: &str = "/ws-api/v3?returnRateLimits=false";
const SUBSCRIBE: &str = "subscribe";
const PING_EVERY_MS: i64 = 8_000;
/// Even without a break in the stream everything is compared after so long.
const COMPARE_EVERY_MS: i64 = 5 * 60_000;
/// A question that failed is asked again after so long.
const AGAIN_MS: i64 = 1_000;
/// A key that was refused is not tried again at once: that would look like an attack.
const REFUSED_WAIT: Duration = Duration::from_secs(30);

/// What is fetched, by tag.
const FETCHES: [&str; 4] = [CLOCK, EVERYTHING, BALANCES, LACKING];

pub struct PrivateStream {
    rest: Arc<Rest>,
    outlet: Arc<Outlet>,
    signer: Signer,
    /// By tag: a fetch under way, and when to ask again.
    busy: [bool; 4],
    wanted_at_ms: [Option<i64>; 4],
    pinged_ms: i64,
    pings: u64,
    compared_ms: i64,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(default)]
    id: Option<serde_json::Value>,
    #[serde(default)]
    status: Option<u16>,
    #[serde(default)]
    error: Option<Refusal>,
    #[serde(borrow, default)]
    event: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Kind {
    e: String,
}

#[derive(Deserialize)]
struct Position {
    #[serde(rename = "B")]
    balances: Vec<BalanceRow>,
}

impl PrivateStream {
    pub fn new(rest: Arc<Rest>, outlet: Arc<Outlet>, signer: Signer) -> Self {
        Self {
            rest,
            outlet,
            signer,
            busy: [false; 4],
            wanted_at_ms: [None; 4],
            pinged_ms: 0,
            pings: 0,
            compared_ms: 0,
        }
    }

    /// Fetches, or if that is under way already, once more after it.
    fn fetch(&mut self, tag: usize, now_ms: i64, steps: &mut Steps) {
        if self.busy[tag] {
            self.wanted_at_ms[tag] = Some(now_ms);
        } else {
            self.busy[tag] = true;
            self.wanted_at_ms[tag] = None;
            steps.fetch(tag as u64, FETCHES[tag]);
        }
    }

    fn subscribe(&self, steps: &mut Steps) {
        let params =
            Params::new().with("apiKey", self.signer.key()).with("timestamp", self.rest.venue_now_ms());
        let signature = self.signer.sign(&params.sorted_plain());
        let mut object: serde_json::Map<_, _> =
            params.iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        object.insert("timestamp".to_owned(), timestamp(&params).into());
        object.insert("signature".to_owned(), signature.into());
        let method = "userDataStream.subscribe.signature";
        steps.send(serde_json::json!({ "id": SUBSCRIBE, "method": method, "params": object }).to_string());
    }

    fn answer(&mut self, message: &Message<'_>, now_ms: i64, steps: &mut Steps) {
        let is_ours = message.id.as_ref().and_then(|id| id.as_str()) == Some(SUBSCRIBE);
        match (message.status, &message.error) {
            (Some(200), _) if is_ours => {
                steps.state(LinkState::Live);
                self.fetch(1, now_ms, steps);
            }
            (Some(200), _) => {}
            (_, Some(refusal)) if refusal.code == CLOCK_OFF => self.fetch(0, now_ms, steps),
            // already subscribed on this connection
            (_, Some(refusal)) if refusal.code == -2035 => self.fetch(1, now_ms, steps),
            (status, refusal) => {
                let words = refusal.as_ref().map_or("no reason", |refusal| &refusal.msg);
                let wait = matches!(status, Some(400..=499)).then_some(REFUSED_WAIT);
                steps.reconnect(format!("refused with status {}: {words}", status.unwrap_or(0)), wait);
            }
        }
    }

    fn event(&mut self, raw: &str, now_ms: i64, steps: &mut Steps) {
        let Ok(kind) = serde_json::from_str::<Kind>(raw) else { return self.unreadable(now_ms, steps) };
        match kind.e.as_str() {
            "executionReport" => match execution_report(raw.as_bytes()) {
                Ok(report) => self.report(&report, raw, now_ms, steps),
                Err(_) => self.unreadable(now_ms, steps),
            },
            "outboundAccountPosition" => match serde_json::from_str::<Position>(raw) {
                Ok(position) => {
                    for row in &position.balances {
                        self.outlet.tell(AccountEvent::Balance(row.balance()));
                    }
                }
                Err(_) => self.unreadable(now_ms, steps),
            },
            // these tell a difference, not what is there now
            "balanceUpdate" | "externalLockUpdate" => self.fetch(2, now_ms, steps),
            // its orders are told one by one
            "listStatus" => {}
            "eventStreamTerminated" => self.fetch(0, now_ms, steps),
            "serverShutdown" => steps.reconnect("the venue restarts this server", None),
            _ => self.unlisted("event of the account", raw),
        }
    }

    fn report(&mut self, report: &ExecutionReport, raw: &str, now_ms: i64, steps: &mut Steps) {
        let Some(catalogue) = self.rest.known_catalogue() else { return self.fetch(1, now_ms, steps) };
        let Some(listed) = catalogue.named(&report.symbol) else {
            return self.unlisted("instrument of an order", raw);
        };
        let Ok(status) = status(&report.status) else { return self.unlisted("order status", raw) };
        let key = (report.symbol.clone(), report.order_id);
        let fact = |executed| Fact {
            key: key.clone(),
            client_id: report.client_id().to_owned(),
            status,
            executed,
            reason: report.reason().map(str::to_owned),
        };
        match report.fill(listed, report.client_id()) {
            Some(Ok(fill)) => {
                // known by name before its fill, and ended only after it
                let named = Fact { status: domain::OrderStatus::Open, ..fact(domain::Decimal::ZERO) };
                self.outlet.fact(&named);
                self.outlet.fill(&key, fill);
            }
            Some(Err(_)) => self.unlisted("side of an order", raw),
            None => {}
        }
        if self.outlet.fact(&fact(report.executed.0)) {
            self.fetch(3, now_ms, steps);
        }
    }

    fn unlisted(&self, what: &'static str, raw: &str) {
        self.outlet.tell(AccountEvent::Unlisted { what, raw: raw.to_owned() });
    }

    /// A message was lost: what it told is asked for.
    fn unreadable(&mut self, now_ms: i64, steps: &mut Steps) {
        steps.count_parse_error();
        steps.count_resync();
        self.wanted_at_ms[1] = Some(now_ms + AGAIN_MS);
    }
}

impl Dialect for PrivateStream {
    type Command = ();

    fn target(&mut self) -> String {
        PATH.to_owned()
    }

    fn opened(&mut self, now_ms: i64, steps: &mut Steps) {
        self.busy = [false; 4];
        self.wanted_at_ms = [None; 4];
        (self.pinged_ms, self.compared_ms) = (now_ms, now_ms);
        self.fetch(0, now_ms, steps);
    }

    fn received(&mut self, message: &[u8], now_ms: i64, steps: &mut Steps) {
        let text = std::str::from_utf8(message).unwrap_or_default();
        let Ok(read) = serde_json::from_str::<Message<'_>>(text) else {
            return self.unreadable(now_ms, steps);
        };
        match read.event {
            Some(event) => self.event(event.get(), now_ms, steps),
            None if read.status.is_some() => self.answer(&read, now_ms, steps),
            None => self.event(text, now_ms, steps),
        }
    }

    fn tick(&mut self, now_ms: i64, steps: &mut Steps) {
        for tag in 0..FETCHES.len() {
            if !self.busy[tag] && self.wanted_at_ms[tag].is_some_and(|at| at <= now_ms) {
                self.fetch(tag, now_ms, steps);
            }
        }
        if now_ms - self.pinged_ms >= PING_EVERY_MS {
            self.pinged_ms = now_ms;
            self.pings += 1;
            steps.send(format!(r#"{{"id":{},"method":"ping"}}"#, self.pings));
        }
        if now_ms - self.compared_ms >= COMPARE_EVERY_MS {
            self.compared_ms = now_ms;
            self.fetch(1, now_ms, steps);
        }
    }

    fn fetched(&mut self, tag: u64, answer: Result<Vec<u8>, VenueError>, now_ms: i64, steps: &mut Steps) {
        let tag = usize::try_from(tag).unwrap_or(usize::MAX);
        let Some(busy) = self.busy.get_mut(tag) else { return };
        *busy = false;
        match answer {
            Err(error) => {
                self.rest.http.health().set_error(error.to_string());
                self.wanted_at_ms[tag] = Some(now_ms + AGAIN_MS);
            }
            Ok(_) if tag == 0 => self.subscribe(steps),
            Ok(_) => {}
        }
    }

    fn silence(&self) -> Duration {
        Duration::from_secs(20)
    }
}

fn timestamp(params: &Params) -> i64 {
    params.iter().find(|(name, _)| *name == "timestamp").and_then(|(_, v)| v.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
#[path = "private_stream_tests.rs"]
mod tests;
