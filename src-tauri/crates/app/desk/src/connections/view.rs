//! Connections as they are shown, and watched beat by beat.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use domain::VenueId;
use venues::{MarketData, registry};

use super::kept::Kept;
use super::link::{Link, endpoints};
use super::record::{Record, Strip};
use crate::api::connection::{Addresses, BudgetView, ConnectionState, ConnectionView};
use crate::api::snapshot::Section;
use crate::{Desk, DeskError};

const DAYS: &str = "connections.days";
/// Beats between two times at which the day is written down.
const KEEP_EVERY: u64 = 60;

impl Desk {
    /// Looks at every connection; the window is told where something changed.
    pub(crate) async fn watch_connections(&self, count: u64) -> Result<(), DeskError> {
        let (now_ms, limit_ms) = (self.now_ms(), self.state().policy.max_data_age_ms);
        let links = self.inner.connections.links();
        let mut changed = false;
        {
            let mut records = self.inner.connections.records();
            for link in &links {
                let (state, age_ms) = (link.state(now_ms, limit_ms), link.age_ms(now_ms).unwrap_or_default());
                let mut report = link.report();
                report.last_error = report.last_error.or_else(|| link.trouble());
                changed |=
                    records.entry(link.venue.clone()).or_default().observe(now_ms, state, age_ms, report);
            }
        }
        if changed {
            self.changed(&[Section::Connections]);
        }
        if count > 0 && count.is_multiple_of(KEEP_EVERY) && !links.is_empty() {
            self.keep_days().await?;
        }
        Ok(())
    }

    pub(crate) async fn keep_days(&self) -> Result<(), DeskError> {
        let days: BTreeMap<VenueId, Strip> = {
            let records = self.inner.connections.records();
            records.iter().map(|(venue, record)| (venue.clone(), record.strip.clone())).collect()
        };
        Ok(self.inner.store.set_setting(DAYS, &days).await?)
    }

    pub(crate) async fn load_days(&self) -> Result<(), DeskError> {
        let days: BTreeMap<VenueId, Strip> = self.inner.store.setting(DAYS).await?.unwrap_or_default();
        let mut records = self.inner.connections.records();
        records.extend(days.into_iter().map(|(venue, strip)| (venue, Record::of(strip))));
        Ok(())
    }

    /// State and age of a connected venue, as the frame shows them.
    pub(crate) fn connection_state(&self, venue: &VenueId) -> Option<(&'static str, Option<u32>)> {
        let link = self.inner.connections.link(venue)?;
        let now_ms = self.now_ms();
        let word = match link.state(now_ms, self.state().policy.max_data_age_ms) {
            ConnectionState::Off | ConnectionState::Down => "down",
            ConnectionState::Connecting | ConnectionState::Syncing => "connecting",
            ConnectionState::Up => "up",
            ConnectionState::Stale => "stale",
            ConnectionState::Maintenance => "maintenance",
        };
        Some((word, link.age_ms(now_ms).map(small)))
    }

    pub(crate) async fn connection_views(&self) -> Result<Vec<ConnectionView>, DeskError> {
        let kept = self.kept_connections().await?;
        let mut views = vec![self.builtin_view().await?];
        for name in registry::names() {
            let venue = VenueId::new(name);
            let kept = kept.iter().find(|k| k.venue == venue);
            let link = self.inner.connections.link(&venue);
            views.push(self.connection_view(&venue, kept, link.as_deref())?);
        }
        Ok(views)
    }

    /// It is always there, and nothing of it goes over a wire.
    async fn builtin_view(&self) -> Result<ConnectionView, DeskError> {
        let instruments = self.inner.markets.builtin().instruments().await?;
        Ok(ConnectionView {
            connected: true,
            state: ConnectionState::Up,
            loopback: true,
            age_ms: u32::try_from(self.now_ms().rem_euclid(250)).ok(),
            symbols: instruments.into_iter().map(|i| i.id.symbol).collect(),
            ..self.blank(&VenueId::builtin())
        })
    }

    /// A venue nobody has connected.
    fn blank(&self, venue: &VenueId) -> ConnectionView {
        ConnectionView {
            venue: venue.to_string(),
            connected: false,
            state: ConnectionState::Off,
            addresses: Addresses::default(),
            custom: false,
            loopback: false,
            latency_ms: None,
            latencies: Vec::new(),
            age_ms: None,
            limit_ms: u32::try_from(self.state().policy.max_data_age_ms).unwrap_or(u32::MAX),
            clock_offset_ms: None,
            budgets: Vec::new(),
            channels: 0,
            channels_limit: None,
            messages: 0,
            sequence_gaps: 0,
            checksum_failures: 0,
            resyncs: 0,
            reconnects: 0,
            parse_errors: 0,
            last_error: None,
            symbols: Vec::new(),
            key: None,
            day: Vec::new(),
            events: Vec::new(),
        }
    }

    fn connection_view(
        &self,
        venue: &VenueId,
        kept: Option<&Kept>,
        link: Option<&Link>,
    ) -> Result<ConnectionView, DeskError> {
        let now_ms = self.now_ms();
        let kept = kept.cloned().unwrap_or_else(|| Kept::new(venue.clone()));
        let own = endpoints(venue, &Addresses::default())?;
        let shown = endpoints(venue, &kept.addresses).unwrap_or_else(|_| own.clone());
        let mut view = ConnectionView {
            connected: kept.connected,
            custom: shown != own,
            loopback: shown.is_loopback(),
            addresses: Addresses {
                rest: Some(shown.rest),
                ws: Some(shown.ws),
                ws_private: Some(shown.ws_private),
            },
            symbols: kept.symbols,
            ..self.blank(venue)
        };
        if let Some(record) = self.inner.connections.records().get(venue) {
            view.day = record.day(now_ms);
            view.events = record.events();
            view.latencies = record.latencies();
        } else {
            view.day = Record::default().day(now_ms);
        }
        if let Some(link) = link {
            self.measured(&mut view, link, now_ms);
        }
        Ok(view)
    }

    fn measured(&self, view: &mut ConnectionView, link: &Link, now_ms: i64) {
        let report = link.report();
        view.state = link.state(now_ms, i64::from(view.limit_ms));
        view.latency_ms = report.latency_us.map(|us| us as f64 / 1000.0);
        view.age_ms = link.age_ms(now_ms).map(small);
        view.clock_offset_ms =
            report.clock_known.then(|| i32::try_from(report.clock_offset_ms).unwrap_or(i32::MAX));
        view.budgets = budgets(link);
        view.channels = u32::try_from(report.channels).unwrap_or(u32::MAX);
        let counted = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        view.messages = counted(report.messages);
        view.sequence_gaps = counted(report.sequence_gaps);
        view.checksum_failures = counted(report.checksum_failures);
        view.resyncs = counted(report.resyncs);
        view.reconnects = counted(report.reconnects);
        view.parse_errors = counted(report.parse_errors);
        view.last_error = report.last_error.or_else(|| link.trouble());
    }
}

impl super::Connections {
    pub(crate) fn records(&self) -> std::sync::MutexGuard<'_, BTreeMap<VenueId, Record>> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn small(n: i64) -> u32 {
    u32::try_from(n.max(0)).unwrap_or(u32::MAX)
}

/// The tightest first.
fn budgets(link: &Link) -> Vec<BudgetView> {
    let used =
        |left: f64, capacity: f64| if capacity > 0.0 { (1.0 - left / capacity).clamp(0.0, 1.0) } else { 1.0 };
    let left = link.market.budgets().into_iter();
    let mut all: Vec<BudgetView> =
        left.map(|b| BudgetView { name: b.budget.to_owned(), used: used(b.left, b.capacity) }).collect();
    all.sort_by(|a, b| b.used.total_cmp(&a.used).then_with(|| a.name.cmp(&b.name)));
    all
}
