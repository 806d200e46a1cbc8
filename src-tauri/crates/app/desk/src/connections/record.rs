//! What is remembered of a connection: its last day in quarters of an hour, what happened, how long answers took.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};
use venues::HealthReport;

use crate::api::connection::{ConnectionEvent, ConnectionState, QuarterState};

const QUARTER_MS: i64 = 900_000;
/// Quarters of an hour in a day.
pub(crate) const QUARTERS: usize = 96;
const EVENTS: usize = 50;
const LATENCIES: usize = 60;

/// The worst state of each quarter, the newest last.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Strip {
    /// Number of the newest quarter since 1970.
    newest: i64,
    states: VecDeque<QuarterState>,
}

impl Strip {
    fn mark(&mut self, now_ms: i64, state: QuarterState) {
        self.move_to(now_ms);
        if let Some(last) = self.states.back_mut() {
            *last = worse(*last, state);
        }
    }

    fn move_to(&mut self, now_ms: i64) {
        let now = now_ms.div_euclid(QUARTER_MS);
        let passed = usize::try_from(now - self.newest).unwrap_or(0).min(QUARTERS);
        self.states.extend(std::iter::repeat_n(QuarterState::Unknown, passed));
        self.newest = self.newest.max(now);
        self.states.drain(..self.states.len().saturating_sub(QUARTERS));
    }

    /// 96 of them, oldest first.
    fn day(&self, now_ms: i64) -> Vec<QuarterState> {
        let mut strip = self.clone();
        strip.move_to(now_ms);
        let missing = QUARTERS - strip.states.len().min(QUARTERS);
        std::iter::repeat_n(QuarterState::Unknown, missing).chain(strip.states).collect()
    }
}

fn worse(one: QuarterState, other: QuarterState) -> QuarterState {
    use QuarterState::{Degraded, Down, Maintenance, Unknown, Up};
    let rank = |state| [Unknown, Up, Degraded, Maintenance, Down].iter().position(|s| *s == state);
    if rank(one) >= rank(other) { one } else { other }
}

/// One connection over the time the app runs.
#[derive(Debug, Default)]
pub(crate) struct Record {
    pub strip: Strip,
    events: VecDeque<ConnectionEvent>,
    latencies: VecDeque<f64>,
    state: Option<ConnectionState>,
    report: HealthReport,
    /// It was up since it was connected.
    was_up: bool,
}

impl Record {
    pub fn of(strip: Strip) -> Self {
        Self { strip, ..Self::default() }
    }

    pub fn day(&self, now_ms: i64) -> Vec<QuarterState> {
        self.strip.day(now_ms)
    }

    /// Newest first.
    pub fn events(&self) -> Vec<ConnectionEvent> {
        self.events.iter().cloned().collect()
    }

    /// Oldest first.
    pub fn latencies(&self) -> Vec<f64> {
        self.latencies.iter().copied().collect()
    }

    pub fn happened(&mut self, now_ms: i64, code: &str, values: &[(&str, String)]) {
        let values: BTreeMap<String, String> =
            values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        self.events.push_front(ConnectionEvent { time_ms: now_ms, code: code.to_owned(), values });
        self.events.truncate(EVENTS);
    }

    /// The connection begins anew: its counters start at zero.
    pub fn begin(&mut self) {
        (self.state, self.report, self.was_up) = (None, HealthReport::default(), false);
    }

    /// Takes in how it stands now; whether anything differs from the last time.
    pub fn observe(
        &mut self,
        now_ms: i64,
        state: ConnectionState,
        age_ms: i64,
        report: HealthReport,
    ) -> bool {
        if let Some(state) = self.quarter(state) {
            self.strip.mark(now_ms, state);
        }
        let report = HealthReport { heard_ms: None, ..report };
        let before = self.state.replace(state);
        if before == Some(state) && self.report == report {
            return false;
        }
        if report.latency_us != self.report.latency_us
            && let Some(latency_us) = report.latency_us
        {
            self.latencies.push_back(latency_us as f64 / 1000.0);
            self.latencies.drain(..self.latencies.len().saturating_sub(LATENCIES));
        }
        let error = report.last_error.clone();
        let lost = self.turned(now_ms, before, state, age_ms, error.as_deref());
        for (code, now, then) in [
            ("resynced", report.resyncs, self.report.resyncs),
            ("checksum", report.checksum_failures, self.report.checksum_failures),
        ] {
            if now > then {
                self.happened(now_ms, code, &[("count", (now - then).to_string())]);
            }
        }
        if let Some(error) = error.filter(|error| !lost && self.report.last_error.as_ref() != Some(error)) {
            self.happened(now_ms, "error", &[("error", error)]);
        }
        self.report = report;
        true
    }

    /// Writes down a change of state; whether it was the end of a connection.
    fn turned(
        &mut self,
        now_ms: i64,
        before: Option<ConnectionState>,
        state: ConnectionState,
        age_ms: i64,
        error: Option<&str>,
    ) -> bool {
        use ConnectionState as S;
        if before == Some(state) {
            return false;
        }
        match state {
            S::Up => {
                let code = if self.was_up { "reconnected" } else { "connected" };
                self.was_up = true;
                self.happened(now_ms, code, &[]);
            }
            S::Down => {
                self.happened(now_ms, "lost", &[("error", error.unwrap_or_default().to_owned())]);
                return true;
            }
            S::Stale => self.happened(now_ms, "stale", &[("ms", age_ms.to_string())]),
            S::Maintenance => self.happened(now_ms, "maintenance", &[]),
            S::Off | S::Connecting | S::Syncing => {}
        }
        false
    }

    /// On the way to the first connection there is nothing to tell yet.
    const fn quarter(&self, state: ConnectionState) -> Option<QuarterState> {
        use ConnectionState as S;
        match state {
            S::Up => Some(QuarterState::Up),
            S::Stale => Some(QuarterState::Degraded),
            S::Connecting | S::Syncing if self.was_up => Some(QuarterState::Degraded),
            S::Maintenance => Some(QuarterState::Maintenance),
            S::Down => Some(QuarterState::Down),
            S::Off | S::Connecting | S::Syncing => None,
        }
    }
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
