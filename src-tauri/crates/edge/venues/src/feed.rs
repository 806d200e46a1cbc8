//! What to listen to, and how well a connection does.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use domain::{Symbol, Timeframe};
use serde::{Deserialize, Serialize};

/// One channel of a market's stream.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    Ticker {
        symbol: Symbol,
    },
    Trades {
        symbol: Symbol,
    },
    /// At most `depth` levels a side; the venue's next larger size is asked for.
    Book {
        symbol: Symbol,
        depth: usize,
    },
    Candles {
        symbol: Symbol,
        timeframe: Timeframe,
    },
}

impl Channel {
    pub const fn symbol(&self) -> &Symbol {
        match self {
            Self::Ticker { symbol }
            | Self::Trades { symbol }
            | Self::Book { symbol, .. }
            | Self::Candles { symbol, .. } => symbol,
        }
    }
}

/// Where a connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkState {
    #[default]
    Offline,
    Connecting,
    /// Connected, and not everything asked for has been confirmed yet.
    Syncing,
    Live,
    /// The venue says it is closed for maintenance.
    Maintenance,
}

/// Counters of a feed, readable while it runs.
#[derive(Debug, Default)]
pub struct Health {
    pub messages: AtomicU64,
    pub sequence_gaps: AtomicU64,
    pub checksum_failures: AtomicU64,
    pub resyncs: AtomicU64,
    pub reconnects: AtomicU64,
    pub parse_errors: AtomicU64,
    /// Round trip of the last ping or request; -1: not measured.
    pub latency_us: AtomicI64,
    /// The venue's clock less ours, in milliseconds.
    pub clock_offset_ms: AtomicI64,
    told: Mutex<Told>,
}

#[derive(Debug, Default)]
struct Told {
    state: LinkState,
    last_error: Option<String>,
}

/// [`Health`] at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct HealthReport {
    pub state: LinkState,
    pub messages: u64,
    pub sequence_gaps: u64,
    pub checksum_failures: u64,
    pub resyncs: u64,
    pub reconnects: u64,
    pub parse_errors: u64,
    pub latency_us: Option<i64>,
    pub clock_offset_ms: i64,
    pub last_error: Option<String>,
}

impl Health {
    pub fn count(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub fn set_state(&self, state: LinkState) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).state = state;
    }

    pub fn set_error(&self, error: String) {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).last_error = Some(error);
    }

    pub fn report(&self) -> HealthReport {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let latency = self.latency_us.load(Ordering::Relaxed);
        HealthReport {
            state: told.state,
            messages: read(&self.messages),
            sequence_gaps: read(&self.sequence_gaps),
            checksum_failures: read(&self.checksum_failures),
            resyncs: read(&self.resyncs),
            reconnects: read(&self.reconnects),
            parse_errors: read(&self.parse_errors),
            latency_us: (latency > 0).then_some(latency),
            clock_offset_ms: self.clock_offset_ms.load(Ordering::Relaxed),
            last_error: told.last_error.clone(),
        }
    }
}
