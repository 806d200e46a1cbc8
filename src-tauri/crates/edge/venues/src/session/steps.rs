//! What a dialect wants done.

use std::time::Duration;

use crate::feed::LinkState;
use crate::{AccountEvent, MarketEvent};

/// Something to tell the program.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    Market(MarketEvent),
    Account(AccountEvent),
}

/// One thing to do, in order.
#[derive(Debug)]
pub enum Step {
    Send(String),
    Fetch {
        tag: u64,
        what: String,
    },
    Tell(Told),
    State(LinkState),
    /// This connection is of no more use; the next one at the earliest after `wait`.
    Reconnect {
        reason: String,
        wait: Option<Duration>,
    },
}

/// The steps of one call, in order.
#[derive(Debug, Default)]
pub struct Steps {
    steps: Vec<Step>,
    pub(crate) counted: Counted,
}

/// What to count in the connection's health.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    pub sequence_gaps: u64,
    pub checksum_failures: u64,
    pub resyncs: u64,
    pub parse_errors: u64,
}

impl Steps {
    pub fn send(&mut self, message: impl Into<String>) {
        self.steps.push(Step::Send(message.into()));
    }

    pub fn fetch(&mut self, tag: u64, what: impl Into<String>) {
        self.steps.push(Step::Fetch { tag, what: what.into() });
    }

    pub fn market(&mut self, event: MarketEvent) {
        self.steps.push(Step::Tell(Told::Market(event)));
    }

    pub fn account(&mut self, event: AccountEvent) {
        self.steps.push(Step::Tell(Told::Account(event)));
    }

    pub fn state(&mut self, state: LinkState) {
        self.steps.push(Step::State(state));
    }

    pub fn reconnect(&mut self, reason: impl Into<String>, wait: Option<Duration>) {
        self.steps.push(Step::Reconnect { reason: reason.into(), wait });
    }

    pub const fn count_sequence_gap(&mut self) {
        self.counted.sequence_gaps += 1;
    }

    pub const fn count_checksum_failure(&mut self) {
        self.counted.checksum_failures += 1;
    }

    pub const fn count_resync(&mut self) {
        self.counted.resyncs += 1;
    }

    pub const fn count_parse_error(&mut self) {
        self.counted.parse_errors += 1;
    }

    pub const fn counted(&self) -> Counted {
        self.counted
    }

    /// Takes the steps, oldest first, and leaves the room they took.
    pub fn drain(&mut self) -> impl Iterator<Item = Step> + '_ {
        self.steps.drain(..)
    }
}
