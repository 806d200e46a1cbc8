//! Venues: whether they are connected, how well, and what was asked of them.

use std::collections::BTreeMap;

use domain::{InstrumentId, Symbol, Timeframe};
use serde::{Deserialize, Serialize};

use super::exchange_key::PermissionsView;

/// One venue as a row of Connections; the built-in market is one of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ConnectionView {
    pub venue: String,
    /// Asked for by a person; kept over restarts.
    pub connected: bool,
    pub state: ConnectionState,
    pub addresses: Addresses,
    /// Some address is not the venue's own.
    pub custom: bool,
    /// Orders sent here would stay on this machine.
    pub loopback: bool,
    /// Round trip of the last ping or request.
    #[specta(type = Option<specta_typescript::Number>)]
    pub latency_ms: Option<f64>,
    /// Measured round trips in milliseconds, oldest first, at most 60.
    #[specta(type = Vec<specta_typescript::Number>)]
    pub latencies: Vec<f64>,
    /// Since the last message.
    pub age_ms: Option<u32>,
    /// Nothing for longer than this makes it stale.
    pub limit_ms: u32,
    /// The venue's clock less ours; `None`: not measured yet.
    pub clock_offset_ms: Option<i32>,
    /// The tightest comes first.
    pub budgets: Vec<BudgetView>,
    pub channels: u32,
    /// As many as one connection may carry, where the venue names a number.
    pub channels_limit: Option<u32>,
    pub messages: u32,
    pub sequence_gaps: u32,
    pub checksum_failures: u32,
    pub resyncs: u32,
    pub reconnects: u32,
    pub parse_errors: u32,
    pub last_error: Option<String>,
    /// Instruments that are followed, in the order of the watchlist.
    pub symbols: Vec<Symbol>,
    /// Label of the key in use.
    pub key: Option<String>,
    /// The last 24 hours in quarters of an hour, oldest first, 96 of them: the worst state of each.
    pub day: Vec<QuarterState>,
    /// Newest first, at most 50.
    pub events: Vec<ConnectionEvent>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionState {
    /// Nobody asked for it.
    Off,
    Connecting,
    /// Connected; not everything asked for has been confirmed.
    Syncing,
    Up,
    /// Connected, and nothing heard for longer than the limit.
    Stale,
    Maintenance,
    Down,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum QuarterState {
    /// The app did not run, or the venue was not connected.
    #[default]
    Unknown,
    Up,
    Degraded,
    Maintenance,
    Down,
}

/// Something that happened to a connection. `code`: `connected`, `reconnected`, `lost`, `stale`, `resynced`,
/// `checksum`, `maintenance`, `error`, `disconnected`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ConnectionEvent {
    pub time_ms: i64,
    pub code: String,
    /// What the sentence in the window names: `error`, `count`, `ms` ...
    pub values: BTreeMap<String, String>,
}

/// What is left of one budget of requests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct BudgetView {
    pub name: String,
    /// 0: all is left; 1: used up.
    #[specta(type = specta_typescript::Number)]
    pub used: f64,
}

/// Addresses of a venue, scheme://host:port. `None` in a request: the venue's own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, specta::Type)]
pub struct Addresses {
    pub rest: Option<String>,
    pub ws: Option<String>,
    pub ws_private: Option<String>,
}

/// What a venue answered when it was tried.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct ConnectionTest {
    pub venue: String,
    /// In the order in which they were done; after one that failed nothing that needs it is tried.
    pub steps: Vec<TestStep>,
    pub permissions: Option<PermissionsView>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct TestStep {
    /// `rest`: instruments asked for; `clock`; `stream`: a ticker listened to; `key`: permissions asked for;
    /// `account`: the private stream signed in to.
    pub code: String,
    pub ok: bool,
    pub took_ms: u32,
    /// Code and text of what went wrong.
    pub error: Option<TestError>,
    /// What the sentence in the window names: `instruments`, `offset_ms`, `symbol`, `balances` ...
    pub values: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TestError {
    pub code: String,
    pub message: String,
}

/// Candles to fetch from a venue into the store. What is stored already is not asked for again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DownloadRequest {
    pub instrument: InstrumentId,
    pub timeframe: Timeframe,
    pub from_ms: i64,
    /// `None`: now.
    pub to_ms: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DownloadProgress {
    pub pages: u32,
    pub of: u32,
    pub rows: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Downloaded {
    pub instrument: InstrumentId,
    pub timeframe: Timeframe,
    pub rows: u32,
    pub inserted: u32,
    pub requests: u32,
    /// Stopped before the end; asking again goes on where it stopped.
    pub stopped: bool,
}
