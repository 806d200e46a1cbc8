//! What goes on by itself: the market's beat, venue reports, expiries, valuation, the idle lock.

use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use domain::Actor;
use gateway::Route;
use tokio::sync::mpsc;
use tokio::time::{MissedTickBehavior, interval};
use trading::{Effect, Input, Mark};

use crate::api::order::Protection;
use crate::api::snapshot::Section;
use crate::desk::MODE;
use crate::effects::Reports;
use crate::orders::positions;
use crate::{Desk, DeskError};

const BEAT: Duration = Duration::from_secs(1);
/// Beats between valuations that are written down; between them equity moves on screen only.
const VALUE_EVERY: u64 = 60;
/// Beats between signatures of the chain's head.
const SIGN_EVERY: u64 = 3600;

impl Desk {
    /// Every route of the paper venue is the same venue: one listener hears all.
    pub(crate) fn reports(&self) -> Result<Reports, DeskError> {
        Ok(self.inner.gateway.reports(&Route::new(MODE, domain::VenueId::builtin()))?)
    }

    pub(crate) fn start(&self, effects: mpsc::UnboundedReceiver<Effect>, reports: Reports) {
        self.keep_task(tokio::spawn(self.clone().converse(effects, reports)));
        if self.inner.config.live {
            self.keep_task(self.inner.markets.builtin().run());
            self.keep_task(tokio::spawn(beat(self.clone())));
        }
    }

    /// What time brings: sessions idle for too long end, approvals expire, and with `value` what is held is valued at
    /// today's prices.
    pub async fn tick(&self, value: bool) -> Result<(), DeskError> {
        self.lock_idle().await?;
        if self.state().instance.is_none() {
            return Ok(());
        }
        let pending = self.state().undecided_approvals().count();
        let marks = if value { self.marks().await } else { Vec::new() };
        self.inner.writer.apply(Actor::System, Input::Tick { marks }).await?;
        self.age_exchange_keys().await?;
        if self.state().undecided_approvals().count() != pending {
            self.changed(&[Section::Approvals, Section::Snapshot, Section::Audit]);
        }
        Ok(())
    }

    /// Today's price of everything held.
    pub(crate) async fn marks(&self) -> Vec<Mark> {
        let state = self.state();
        let held = state.accounts.values().flat_map(|a| a.portfolio.positions.iter());
        let ids: Vec<_> = held.filter(|(_, p)| !p.quantity.is_zero()).map(|(id, _)| id.clone()).collect();
        self.inner.markets.marks(ids).await
    }

    async fn lock_idle(&self) -> Result<(), DeskError> {
        let minutes = self.preferences().await?.lock_after_min;
        if minutes == 0 {
            return Ok(());
        }
        let now_ms = self.now_ms();
        let idle: Vec<_> = {
            let mut sessions = self.inner.sessions.lock().unwrap_or_else(PoisonError::into_inner);
            sessions.retain(crate::Session::is_open);
            sessions.iter().filter(|s| s.idle_ms(now_ms) > i64::from(minutes) * 60_000).cloned().collect()
        };
        for session in idle {
            self.end_session(&session, "idle").await?;
        }
        Ok(())
    }

    /// Counts the seconds in which a position had no resting exit of its full size, by UTC day.
    fn count_unprotected(&self) {
        let naked = positions(&self.state(), &[]).iter().any(|p| p.protection != Protection::Full);
        if naked {
            let day = self.now_ms().div_euclid(86_400_000);
            let mut unprotected = self.inner.unprotected.lock().unwrap_or_else(PoisonError::into_inner);
            unprotected.retain(|d, _| *d == day);
            *unprotected.entry(day).or_default() += BEAT.as_secs_f64();
        }
    }

    async fn on_beat(&self, count: u64) -> Result<(), DeskError> {
        let valued = count.is_multiple_of(VALUE_EVERY)
            && self.state().accounts.values().any(|a| !a.portfolio.positions.is_empty());
        self.tick(valued).await?;
        self.count_unprotected();
        self.watch_connections(count).await?;
        let unheard = self.inner.unheard.swap(false, Ordering::SeqCst);
        let unconfirmed = |o: &trading::Order| o.status == domain::OrderStatus::Unconfirmed;
        if unheard || self.state().working_orders().any(unconfirmed) {
            self.inner.doubt.notify_one();
        }
        if count.is_multiple_of(SIGN_EVERY) && count > 0 {
            self.sign_head().await?;
        }
        Ok(())
    }
}

async fn beat(desk: Desk) {
    let inner = Arc::downgrade(&desk.inner);
    drop(desk);
    let mut beats = interval(BEAT);
    beats.set_missed_tick_behavior(MissedTickBehavior::Skip);
    for count in 0_u64.. {
        beats.tick().await;
        let Some(inner) = inner.upgrade() else { return };
        let desk = Desk { inner };
        if let Err(error) = desk.on_beat(count).await {
            tracing::warn!(%error, "a beat was not kept");
        }
        desk.changed(&[Section::Snapshot]);
    }
}
