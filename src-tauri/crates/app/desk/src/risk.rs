//! The frame round every screen, the limits, pause and the kill switch.

use std::sync::PoisonError;

use domain::Decimal;
use rust_decimal::prelude::ToPrimitive;
use trading::{Account, Input, Mark, State};

use crate::api::risk::{KillLevel, KillPreview, LimitView, RiskView};
use crate::api::snapshot::{ChainHeadView, DeskSnapshot, Section, VenueHealth};
use crate::desk::{ACCOUNT, CURRENCY, MODE};
use crate::orders::positions;
use crate::{Action, Desk, DeskError, Session};

const TOUCHED: [Section; 4] = [Section::Snapshot, Section::Risk, Section::Holdings, Section::Audit];

impl Desk {
    /// The frame: mode, equity, limits, venues, chain head.
    pub async fn snapshot(&self, session: &Session) -> Result<DeskSnapshot, DeskError> {
        session.require(Action::Look)?;
        self.frame().await
    }

    /// The frame for the tray, which shows no figures and so needs nobody signed in.
    pub async fn tray_frame(&self) -> Result<DeskSnapshot, DeskError> {
        self.frame().await
    }

    pub(crate) async fn frame(&self) -> Result<DeskSnapshot, DeskError> {
        let state = self.state();
        let marks = self.marks().await;
        Ok(self.frame_at(&state, &marks))
    }

    fn frame_at(&self, state: &State, marks: &[Mark]) -> DeskSnapshot {
        let equity = equity(state, marks);
        let account = state.accounts.get(ACCOUNT);
        let start = account.map_or(equity, |a| a.day_start_equity);
        let peak = account.map_or(equity, |a| a.peak_equity.max(equity));
        let day = self.now_ms().div_euclid(86_400_000);
        let unprotected = self.inner.unprotected.lock().unwrap_or_else(PoisonError::into_inner);
        let pending = || state.undecided_approvals();
        DeskSnapshot {
            mode: MODE,
            account: ACCOUNT.to_owned(),
            currency: CURRENCY.to_owned(),
            equity: equity.round_dp(2),
            day_pnl: (equity - start).round_dp(2),
            day_pnl_fraction: fraction(equity - start, start),
            drawdown: fraction(peak - equity, peak),
            drawdown_limit: state.policy.max_drawdown.to_f64().unwrap_or_default(),
            trades_today: account.map_or(0, |a| trades_today(a, self.now_ms())),
            trades_limit: state.policy.max_trades_per_day,
            paused: state.halt.is_some(),
            breaker_open: false,
            pending_approvals: count(pending().count()),
            next_expiry_ms: pending().map(|a| a.statement.expires_ms).min(),
            open_positions: count(positions(state, marks).len()),
            working_orders: count(state.working_orders().count()),
            unconfirmed_orders: count(
                state.working_orders().filter(|o| o.status == domain::OrderStatus::Unconfirmed).count(),
            ),
            unprotected_seconds: unprotected.get(&day).copied().unwrap_or_default(),
            venues: self.health(state),
            chain: ChainHeadView {
                seq: u32::try_from(state.head.seq).unwrap_or(u32::MAX),
                hash: state.head.hash.to_string(),
            },
            reconcile: self.inner.reconcile.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            time_ms: self.now_ms(),
        }
    }

    fn health(&self, state: &State) -> Vec<VenueHealth> {
        let limit_ms = u32::try_from(state.policy.max_data_age_ms).unwrap_or(u32::MAX);
        let health = self.inner.markets.venues().into_iter().map(|venue| {
            let builtin = venue.as_str() == domain::VenueId::BUILTIN;
            let (told, age_ms) = match self.connection_state(&venue) {
                Some((told, age_ms)) => (told, age_ms),
                None if builtin => ("up", u32::try_from(self.now_ms().rem_euclid(250)).ok()),
                None => ("recorded", None),
            };
            VenueHealth { venue: venue.to_string(), state: told.to_owned(), age_ms, limit_ms }
        });
        health.collect()
    }

    /// Limits and how much of each is used.
    pub async fn risk(&self, session: &Session) -> Result<RiskView, DeskError> {
        session.require(Action::Look)?;
        let state = self.state();
        let marks = self.marks().await;
        let frame = self.frame_at(&state, &marks);
        let positions = positions(&state, &marks);
        let held = |p: &crate::api::order::PositionView| p.quantity * p.mark.unwrap_or(p.entry);
        let notional: Decimal = positions.iter().map(held).sum();
        let p = &state.policy;
        let lost = (-frame.day_pnl_fraction).max(0.0);
        let loss_limit = p.max_daily_loss.to_f64().unwrap_or_default();
        Ok(RiskView {
            policy: state.policy_name(),
            paused: state.halt.is_some(),
            paused_reason: state.halt.as_ref().map(|h| h.reason.clone()),
            limits: vec![
                amount("order_notional", None, p.max_order_notional),
                amount("position_notional", positions.iter().map(held).max(), p.max_position_notional),
                counted("open_orders", frame.working_orders, p.max_open_orders),
                counted("trades_per_day", frame.trades_today, p.max_trades_per_day),
                share("daily_loss", lost, loss_limit),
                share("drawdown", frame.drawdown, frame.drawdown_limit),
            ],
            kill: KillPreview {
                working_orders: frame.working_orders,
                positions: frame.open_positions,
                notional: notional.round_dp(2),
                currency: CURRENCY.to_owned(),
            },
        })
    }

    /// Entries stop, exits go on.
    pub async fn pause(&self, session: &Session, reason: String) -> Result<(), DeskError> {
        session.require(Action::Pause)?;
        self.inner.writer.apply(session.actor(), Input::Pause { reason }).await?;
        self.halted();
        Ok(())
    }

    /// Entries may go again.
    pub async fn resume(&self, session: &Session) -> Result<(), DeskError> {
        session.require(Action::Pause)?;
        self.inner.writer.apply(session.actor(), Input::Resume).await?;
        self.halted();
        Ok(())
    }

    /// Pulls the kill switch.
    pub async fn kill(&self, session: &Session, level: KillLevel) -> Result<(), DeskError> {
        session.require(Action::Kill)?;
        // the door shuts before anything is decided
        self.inner.gateway.stop_entries(true);
        let level = match level {
            KillLevel::PauseEntries => trading::KillLevel::PauseEntries,
            KillLevel::CancelOrders => trading::KillLevel::CancelOrders,
            KillLevel::Flatten => trading::KillLevel::Flatten,
        };
        let done = self.inner.writer.apply(session.actor(), Input::Kill { level }).await;
        self.halted();
        done
    }

    /// The tray's pause and kill switch stand outside the window and its session: stopping needs no person.
    pub async fn stop_without_session(&self, kill: bool) -> Result<(), DeskError> {
        // the door shuts before anything is decided
        self.inner.gateway.stop_entries(true);
        let input = match kill {
            true => Input::Kill { level: trading::KillLevel::CancelOrders },
            false => Input::Pause { reason: "from the tray".to_owned() },
        };
        let done = self.inner.writer.apply(domain::Actor::System, input).await;
        self.halted();
        done
    }

    /// The gateway's own flag follows the core's.
    pub(crate) fn halted(&self) {
        self.inner.gateway.stop_entries(self.state().halt.is_some());
        self.changed(&TOUCHED);
    }
}

fn equity(state: &State, marks: &[Mark]) -> Decimal {
    let Some(account) = state.accounts.get(ACCOUNT) else {
        return Decimal::from(crate::settle::PAPER_CASH);
    };
    account.portfolio.equity(CURRENCY, |id| marks.iter().find(|m| m.instrument == *id).map(|m| m.price))
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn fraction(part: Decimal, whole: Decimal) -> f64 {
    part.checked_div(whole).and_then(|f| f.to_f64()).unwrap_or_default()
}

fn trades_today(account: &Account, now_ms: i64) -> u32 {
    if account.day == now_ms.div_euclid(86_400_000) { account.entries_today } else { 0 }
}

fn amount(rule: &str, value: Option<Decimal>, limit: Decimal) -> LimitView {
    LimitView {
        rule: rule.to_owned(),
        value: value.map(|v| v.round_dp(2).to_string()).unwrap_or_default(),
        limit: limit.to_string(),
        used: value.map(|v| fraction(v, limit)),
        unit: "currency".to_owned(),
    }
}

fn counted(rule: &str, value: u32, limit: u32) -> LimitView {
    let used = (limit > 0).then(|| f64::from(value) / f64::from(limit));
    LimitView {
        rule: rule.to_owned(),
        value: value.to_string(),
        limit: limit.to_string(),
        used,
        unit: "count".to_owned(),
    }
}

fn share(rule: &str, value: f64, limit: f64) -> LimitView {
    let used = (limit > 0.0).then(|| value / limit);
    LimitView {
        rule: rule.to_owned(),
        value: value.to_string(),
        limit: limit.to_string(),
        used,
        unit: "fraction".to_owned(),
    }
}
