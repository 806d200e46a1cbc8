//! Events of a public connection: confirmations, refusals, news of the venue itself.

use serde::Deserialize;
use serde_json::Value;
use tracing::warn;

use super::channel::State;
use super::{OB_CHECKSUM, PublicStream, SEQ_ALL, TIMESTAMP};
use crate::feed::LinkState;
use crate::session::Steps;

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Event {
    event: String,
    status: Value,
    code: Option<i64>,
    msg: Option<String>,
    flags: Option<u64>,
    channel: String,
    chan_id: Option<u64>,
    sub_id: Value,
    symbol: Option<String>,
    key: Option<String>,
    len: Value,
    platform: Option<Platform>,
}

#[derive(Debug, Deserialize)]
struct Platform {
    status: i64,
}

impl PublicStream {
    pub(super) fn event(&mut self, text: &str, now_ms: i64, steps: &mut Steps) {
        let Ok(event) = serde_json::from_str::<Event>(text) else { return steps.count_parse_error() };
        match event.event.as_str() {
            "conf" => self.agreed(&event),
            "subscribed" => {
                let index = self.index(&event);
                if let (Some(entry), Some(chan)) =
                    (index.and_then(|index| self.entries.get_mut(index)), event.chan_id)
                {
                    entry.state = State::Listening { chan };
                    entry.heard_ms = now_ms;
                    entry.forget();
                    self.tell_state(steps);
                }
            }
            "unsubscribed" => self.left(event.chan_id, now_ms, steps),
            "error" => self.refused(&event, now_ms, steps),
            "info" => self.informed(&event, now_ms, steps),
            _ => {}
        }
    }

    fn agreed(&mut self, event: &Event) {
        let has = |flag: u32| {
            event.status.as_str() == Some("OK") && event.flags.is_some_and(|f| f & u64::from(flag) != 0)
        };
        (self.numbered, self.timed) = (has(SEQ_ALL), has(TIMESTAMP));
        if !has(OB_CHECKSUM) {
            warn!("the venue sends no checksums of books");
        }
    }

    fn left(&mut self, chan: Option<u64>, now_ms: i64, steps: &mut Steps) {
        let leaving =
            |state: State| matches!((state, chan), (State::Leaving { chan, .. }, Some(c)) if chan == c);
        if let Some(index) = self.entries.iter().position(|entry| leaving(entry.state)) {
            self.subscribe(index, now_ms, steps);
        }
    }

    fn refused(&mut self, event: &Event, now_ms: i64, steps: &mut Steps) {
        let reason =
            format!("{} {}", event.code.unwrap_or_default(), event.msg.as_deref().unwrap_or_default());
        match event.code {
            // we were not on that channel any more, which is what was wanted
            Some(10400 | 10401) => self.left(event.chan_id, now_ms, steps),
            Some(10301) => steps.reconnect(format!("a channel is there already: {reason}"), None),
            _ => {
                warn!(%reason, "a channel was refused");
                let index = self.index(event);
                if let Some(entry) = index.and_then(|index| self.entries.get_mut(index)) {
                    entry.state = State::Refused;
                    self.tell_state(steps);
                }
            }
        }
    }

    fn informed(&mut self, event: &Event, now_ms: i64, steps: &mut Steps) {
        match (event.code, &event.platform) {
            (Some(20051), _) => steps.reconnect("the venue restarts its stream", None),
            (Some(20060), _) => steps.state(LinkState::Maintenance),
            (Some(20061), _) => {
                self.live = false;
                self.resynchronise_all(now_ms, steps);
                self.tell_state(steps);
            }
            (_, Some(Platform { status: 0 })) => steps.state(LinkState::Maintenance),
            _ => {}
        }
    }

    /// Which channel an answer is about: by our own index, or by its name where that did not come back.
    fn index(&self, event: &Event) -> Option<usize> {
        let asked = |index: usize| {
            self.entries.get(index).is_some_and(|entry| matches!(entry.state, State::Asked { .. }))
        };
        let given = match &event.sub_id {
            Value::String(text) => text.parse().ok(),
            Value::Number(number) => number.as_u64().and_then(|n| usize::try_from(n).ok()),
            _ => None,
        };
        if let Some(index) = given.filter(|index| asked(*index)) {
            return Some(index);
        }
        let len = match &event.len {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let (symbol, key) = (event.symbol.as_deref(), event.key.as_deref());
        let named = |index: &usize| {
            self.entries
                .get(*index)
                .is_some_and(|entry| entry.is_named(&event.channel, symbol, key, len.as_deref()))
        };
        (0..self.entries.len()).filter(|index| asked(*index)).find(named)
    }
}
