//! What comes in: events of the connection, messages of the account.

use std::time::Duration;

use serde::Deserialize;

use super::{Phase, PrivateStream};
use crate::bitfinex::orders::{Notification, WireOrder, WireTrade, WireWallet, position};
use crate::bitfinex::row::{Row, Unreadable};
use crate::feed::LinkState;
use crate::session::Steps;
use crate::{AccountEvent, ExecutionReport};

/// Messages of an account that say nothing we keep.
const PASSED_OVER: [&str; 25] = [
    "bu", "miu", "fiu", "fos", "fon", "fou", "foc", "fcs", "fcn", "fcu", "fcc", "fls", "fln", "flu", "flc",
    "hos", "hfos", "hfcs", "hfls", "hb", "uac", "fte", "ftu", "ats", "hts",
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Event {
    event: String,
    status: serde_json::Value,
    code: Option<i64>,
    msg: Option<String>,
    flags: Option<u64>,
    platform: Option<Platform>,
}

#[derive(Debug, Deserialize)]
struct Platform {
    status: i64,
}

impl PrivateStream {
    pub(super) fn event(&mut self, text: &str, now_ms: i64, steps: &mut Steps) {
        let Ok(event) = serde_json::from_str::<Event>(text) else { return steps.count_parse_error() };
        let ok = event.status.as_str() == Some("OK");
        let said = || event.msg.clone().unwrap_or_default();
        match event.event.as_str() {
            "auth" if ok => {
                self.phase = Phase::Receiving { since_ms: now_ms };
            }
            "auth" => {
                // a nonce below the last passes with the next one; a wrong key does not
                let wait = (event.code != Some(10114)).then_some(Duration::from_secs(60));
                let reason =
                    format!("the sign-in was refused: {} {}", event.code.unwrap_or_default(), said());
                steps.reconnect(reason, wait);
            }
            "conf" => {
                let numbers = event.flags.is_some_and(|flags| flags & u64::from(super::SEQ_ALL) != 0);
                self.numbered = ok && numbers;
            }
            "info" => match (event.code, event.platform) {
                (Some(20051), _) => steps.reconnect("the venue restarts its stream", None),
                (Some(20060), _) => steps.state(LinkState::Maintenance),
                (Some(20061), _) => steps.reconnect("the venue is back from its pause", None),
                (_, Some(Platform { status: 0 })) => steps.state(LinkState::Maintenance),
                _ => {}
            },
            "error" => {
                let raw = format!("{} {}", event.code.unwrap_or_default(), said());
                steps.account(AccountEvent::Unlisted { what: "error of the stream", raw });
            }
            _ => {}
        }
    }

    pub(super) fn channel(&mut self, text: &str, now_ms: i64, steps: &mut Steps) {
        let Ok(row) = Row::read(text) else { return steps.count_parse_error() };
        if row.int(0) != Some(0) {
            return;
        }
        let kind = row.text(1).unwrap_or_default();
        self.check_sequence(&row, &kind, now_ms, steps);
        if let Err(Unreadable { .. }) = self.message(&kind, row.raw(2), text, now_ms, steps) {
            steps.count_parse_error();
            // whatever it was, REST knows it too
            self.resynchronise(now_ms, steps);
        }
    }

    fn message(
        &mut self,
        kind: &str,
        payload: &str,
        whole: &str,
        now_ms: i64,
        steps: &mut Steps,
    ) -> Result<(), Unreadable> {
        match kind {
            "os" => {
                for row in Row::list(payload)? {
                    self.ledger.order(&WireOrder::read(&row)?, now_ms, steps);
                }
                if let Phase::Receiving { .. } = self.phase {
                    self.resynchronise(now_ms, steps);
                }
            }
            "on" | "ou" | "oc" => self.ledger.order(&WireOrder::read(&Row::read(payload)?)?, now_ms, steps),
            "te" | "tu" => self.ledger.trade(&WireTrade::read(&Row::read(payload)?)?, now_ms, steps),
            "ws" => {
                for row in Row::list(payload)? {
                    self.wallet(&WireWallet::read(&row)?, steps);
                }
            }
            "wu" => self.wallet(&WireWallet::read(&Row::read(payload)?)?, steps),
            "ps" => {
                for row in Row::list(payload)? {
                    self.position(&row, steps)?;
                }
            }
            "pn" | "pu" | "pc" => self.position(&Row::read(payload)?, steps)?,
            "n" => self.notified(&Notification::read(&Row::read(payload)?)?, steps),
            known if PASSED_OVER.contains(&known) => {}
            _ => {
                let raw = whole.chars().take(400).collect();
                steps.account(AccountEvent::Unlisted { what: "message", raw });
            }
        }
        Ok(())
    }

    fn wallet(&self, wallet: &WireWallet, steps: &mut Steps) {
        if wallet.wallet != self.settings.wallet.as_str() {
            return;
        }
        match wallet.balance(&self.settings.symbols.get()) {
            Some(balance) => steps.account(AccountEvent::Balance(balance)),
            // the venue works it out when asked, and sends the wallet again
            None => steps.send(format!(r#"[0,"calc",null,[["wallet_{}_{}"]]]"#, wallet.wallet, wallet.code)),
        }
    }

    fn position(&self, row: &Row<'_>, steps: &mut Steps) -> Result<(), Unreadable> {
        if let Some(position) = position(row, &self.settings.symbols.get())? {
            steps.account(AccountEvent::Position(position));
        }
        Ok(())
    }

    /// A refusal that came here even if the answer to the request was lost.
    fn notified(&self, told: &Notification<'_>, steps: &mut Steps) {
        if told.kind != "on-req" || told.is_success() {
            return;
        }
        for (number, cid) in told.numbers() {
            // an order that the venue numbered was taken, whatever is said now
            let client_id = self.settings.names.name(cid).filter(|_| number.unwrap_or(0) == 0);
            if let Some(client_id) = client_id {
                let reason = told.text.clone();
                steps.account(AccountEvent::Order(ExecutionReport::Rejected { client_id, reason }));
            }
        }
    }

    /// `[0, TYPE, payload, all, own]`: the account's own counter comes last. 0 while it is still being prepared;
    /// heartbeats have none to go by, and notifications repeat the last.
    fn check_sequence(&mut self, row: &Row<'_>, kind: &str, now_ms: i64, steps: &mut Steps) {
        if !self.numbered || kind == "hb" || row.len() < 4 {
            return;
        }
        let Some(number) = row.int(row.len() - 1).filter(|number| *number > 0) else { return };
        let expected = self.sequence.map(|last| if kind == "n" { last } else { last.saturating_add(1) });
        if expected.is_some_and(|expected| number > expected) {
            self.lost(now_ms, steps);
        }
        self.sequence = Some(self.sequence.map_or(number, |last| last.max(number)));
    }
}
