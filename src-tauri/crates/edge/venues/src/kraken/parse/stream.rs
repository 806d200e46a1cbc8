//! Messages of the streams (WebSocket v2).

mod market;
mod private;

use std::borrow::Cow;

use domain::Symbol;
use serde::Deserialize;
use serde_json::value::RawValue;

pub use market::{BookRow, LevelRow, OhlcRow, TickerRow, TradeRow};
pub use private::{BalanceRow, ExecutionRow};

use crate::kraken::symbols::common;

/// A message before it is known what it is.
#[derive(Debug, Deserialize)]
pub struct Frame<'a> {
    #[serde(borrow, default)]
    pub channel: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub method: Option<Cow<'a, str>>,
    #[serde(borrow, default, rename = "type")]
    pub kind: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    success: Option<&'a RawValue>,
    #[serde(borrow, default)]
    error: Option<&'a RawValue>,
    #[serde(default)]
    pub req_id: Option<u64>,
    /// When the venue took a request, by its clock.
    #[serde(borrow, default)]
    time_in: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub data: Option<&'a RawValue>,
    /// Counts the messages of an account's channel.
    #[serde(default)]
    pub sequence: Option<u64>,
}

impl<'a> Frame<'a> {
    pub fn read(message: &'a [u8]) -> Option<Self> {
        serde_json::from_slice(message).ok()
    }

    /// Anything but a plain `true` is a no.
    pub fn succeeded(&self) -> bool {
        self.success.is_some_and(|raw| raw.get() == "true")
    }

    pub fn refusal(&self) -> Option<String> {
        let raw = self.error?.get();
        Some(serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned()))
    }

    pub fn time_in_ms(&self) -> Option<i64> {
        self.time_in.as_deref().and_then(super::time::rfc3339)
    }

    pub fn is_snapshot(&self) -> bool {
        self.kind.as_deref() == Some("snapshot")
    }

    /// The rows of `data`, each by itself, so that one bad row does not lose the others.
    pub fn rows(&self) -> Option<Vec<&'a RawValue>> {
        serde_json::from_str(self.data?.get()).ok()
    }
}

/// State of the whole system: `online`, `maintenance`, `cancel_only`, `post_only`.
#[derive(Debug, Deserialize)]
pub struct StatusRow<'a> {
    #[serde(borrow, default)]
    pub system: Option<Cow<'a, str>>,
}

/// A pair as streams name it; the older `XBT/USD` is understood too.
pub fn symbol(text: &str) -> Option<Symbol> {
    let (base, quote) = text.split_once('/')?;
    format!("{}/{}", common(base), common(quote)).parse().ok()
}
