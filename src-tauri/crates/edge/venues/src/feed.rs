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
    /// The venue's clock less ours, in milliseconds, as far as it was measured well.
    pub clock_offset_ms: AtomicI64,
    /// When anything was last heard, UTC milliseconds; 0: nothing yet.
    pub heard_ms: AtomicI64,
    told: Mutex<Told>,
}

#[derive(Debug, Default)]
struct Told {
    state: LinkState,
    last_error: Option<String>,
    clock: Clock,
}

/// How the venue's clock was compared with ours.
#[derive(Debug, Clone, Copy, Default)]
enum Clock {
    #[default]
    Unknown,
    /// By a time told in whole seconds.
    Rough(i64),
    Measured,
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
    /// `false`: nobody has compared the clocks yet.
    #[serde(skip)]
    pub clock_known: bool,
    /// When anything was last heard, UTC milliseconds.
    #[serde(skip)]
    pub heard_ms: Option<i64>,
    /// Channels listened to, where somebody counts them.
    #[serde(skip)]
    pub channels: usize,
}

impl HealthReport {
    /// Two connections as one: counters added, the worse state, the longer latency, what was heard last.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        let state = self.state.worse(other.state);
        let latency_us = self.latency_us.max(other.latency_us);
        let heard_ms = self.heard_ms.max(other.heard_ms);
        let channels = self.channels + other.channels;
        let (clock_known, clock_offset_ms) = self.clock_or(&other);
        let last_error = self.last_error.clone().or_else(|| other.last_error.clone());
        let joined = self.counting(&other);
        Self { state, latency_us, heard_ms, channels, clock_known, clock_offset_ms, last_error, ..joined }
    }

    /// This connection with the counters of what went before it.
    #[must_use]
    pub fn counting(mut self, before: &Self) -> Self {
        self.messages += before.messages;
        self.sequence_gaps += before.sequence_gaps;
        self.checksum_failures += before.checksum_failures;
        self.resyncs += before.resyncs;
        self.reconnects += before.reconnects;
        self.parse_errors += before.parse_errors;
        self
    }

    /// What a stream does not know itself, from the requests beside it.
    #[must_use]
    pub fn beside(self, requests: &Self) -> Self {
        let (clock_known, clock_offset_ms) = self.clock_or(requests);
        let latency_us = self.latency_us.or(requests.latency_us);
        Self { clock_known, clock_offset_ms, latency_us, ..self }
    }

    const fn clock_or(&self, other: &Self) -> (bool, i64) {
        let known = if self.clock_known { self } else { other };
        (known.clock_known, known.clock_offset_ms)
    }
}

impl LinkState {
    fn worse(self, other: Self) -> Self {
        const BEST_FIRST: [LinkState; 5] = [
            LinkState::Live,
            LinkState::Syncing,
            LinkState::Connecting,
            LinkState::Maintenance,
            LinkState::Offline,
        ];
        let rank = |state| BEST_FIRST.iter().position(|s| *s == state);
        if rank(self) >= rank(other) { self } else { other }
    }
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

    /// Something came at this time.
    pub fn hear(&self, now_ms: i64) {
        self.heard_ms.store(now_ms, Ordering::Relaxed);
    }

    /// The clocks were compared to the millisecond.
    pub fn set_clock_offset(&self, offset_ms: i64) {
        self.clock_offset_ms.store(offset_ms, Ordering::Relaxed);
        self.told.lock().unwrap_or_else(PoisonError::into_inner).clock = Clock::Measured;
    }

    /// The venue told its time in whole seconds: good enough to show, where nothing better is known.
    pub fn suggest_clock_offset(&self, offset_ms: i64) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if !matches!(told.clock, Clock::Measured) {
            told.clock = Clock::Rough(offset_ms);
        }
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
            clock_offset_ms: match told.clock {
                Clock::Rough(offset_ms) => offset_ms,
                Clock::Unknown | Clock::Measured => self.clock_offset_ms.load(Ordering::Relaxed),
            },
            last_error: told.last_error.clone(),
            clock_known: !matches!(told.clock, Clock::Unknown),
            heard_ms: Some(self.heard_ms.load(Ordering::Relaxed)).filter(|heard_ms| *heard_ms > 0),
            channels: 0,
        }
    }
}
