//! Orders, positions, fills and balances, and what a user does with them.

use std::time::Duration;

use domain::{Decimal, InstrumentId, OrderRole, Side};
use rust_decimal::prelude::ToPrimitive;
use trading::{Input, Mark, Order, State};

use crate::api::order::{Holdings, OrderView, PositionView, Protection, Ticket};
use crate::api::snapshot::Section;
use crate::desk::ACCOUNT;
use crate::ids::{exit_id, manual_id};
use crate::{Action, Desk, DeskError, Session};

/// A paper market order is filled well within this.
const SETTLES_WITHIN: Duration = Duration::from_secs(3);
const FILLS_SHOWN: usize = 500;
const TOUCHED: [Section; 3] = [Section::Holdings, Section::Snapshot, Section::Audit];

impl Desk {
    /// Places a manual order.
    pub async fn place_order(&self, session: &Session, ticket: Ticket) -> Result<OrderView, DeskError> {
        session.require(Action::PlaceOrder)?;
        let sight = self.inner.markets.sight(&ticket.instrument).await?;
        let any_age = self.check_sight(&sight, ticket.side)?;
        let marks = self.marks().await;
        let (mut named, now_ms) = (String::new(), self.now_ms());
        let make = |state: &State| {
            named = manual_id(now_ms, names_taken(state));
            let ticket = core_ticket(ticket, any_age);
            Ok(Input::PlaceManual { client_id: named.clone(), ticket, quote: sight.quote, marks })
        };
        self.inner.writer.apply_with(session.actor(), make).await?;
        self.settled_order(&named).await
    }

    /// Cancels a working order.
    pub async fn cancel_order(&self, session: &Session, client_id: String) -> Result<(), DeskError> {
        session.require(Action::Cancel)?;
        self.inner.writer.apply(session.actor(), Input::CancelRequested { client_id }).await?;
        self.changed(&TOUCHED);
        Ok(())
    }

    /// Cancels all working orders; answers how many were asked for. Stops and targets of open positions stay.
    pub async fn cancel_all_orders(&self, session: &Session) -> Result<u32, DeskError> {
        session.require(Action::Cancel)?;
        let asked = self.state().working_orders().filter(|o| !o.is_protection()).count();
        self.inner.writer.apply(session.actor(), Input::CancelAll).await?;
        self.changed(&TOUCHED);
        Ok(u32::try_from(asked).unwrap_or(u32::MAX))
    }

    /// Closes a position at market, reduce-only.
    pub async fn close_position(
        &self,
        session: &Session,
        instrument: InstrumentId,
    ) -> Result<OrderView, DeskError> {
        session.require(Action::ClosePosition)?;
        let sight = self.inner.markets.sight(&instrument).await?;
        let marks = self.marks().await;
        let (mut named, now_ms, account) = (String::new(), self.now_ms(), ACCOUNT.to_owned());
        let make = |state: &State| {
            named = exit_id(now_ms, names_taken(state));
            Ok(Input::ClosePosition {
                client_id: named.clone(),
                account,
                instrument,
                quote: sight.quote,
                marks,
            })
        };
        self.inner.writer.apply_with(session.actor(), make).await?;
        self.settled_order(&named).await
    }

    /// The order once it is final or rests; what has not settled in time is shown as it stands.
    pub(crate) async fn settled_order(&self, client_id: &str) -> Result<OrderView, DeskError> {
        let mut states = self.inner.writer.watch();
        let settled = |state: &std::sync::Arc<State>| match state.orders.get(client_id) {
            Some(order) => order.status.is_final() || order.venue_id.is_some() && rests(order),
            None => !waits(state, client_id),
        };
        let waited = tokio::time::timeout(SETTLES_WITHIN, states.wait_for(settled)).await;
        if waited.is_err() {
            tracing::info!(client_id, "the order has not settled yet");
        }
        self.changed(&TOUCHED);
        self.changed(&[Section::Approvals]);
        let state = self.state();
        match state.orders.get(client_id) {
            Some(order) => Ok(order_view(order)),
            None if waits(&state, client_id) => Err(DeskError::new(
                "exit_waits",
                format!("Order {client_id} goes as soon as the orders in its way are cancelled."),
            )
            .with("order", client_id)),
            None => Err(DeskError::new(
                "exit_lapsed",
                format!("Order {client_id} was not sent: another one sold meanwhile what it was to sell."),
            )
            .with("order", client_id)),
        }
    }

    /// Positions, orders, fills and balances.
    pub async fn holdings(&self, session: &Session) -> Result<Holdings, DeskError> {
        session.require(Action::Look)?;
        let state = self.state();
        let mut orders: Vec<OrderView> = state.orders.iter().map(|(_, o)| order_view(o)).collect();
        orders.sort_by(|a, b| (b.created_ms, &b.client_id).cmp(&(a.created_ms, &a.client_id)));
        let positions = positions(&state, &self.marks().await);
        let first = state.fills.len().saturating_sub(FILLS_SHOWN);
        let mut fills: Vec<_> = state.fills.iter().skip(first).cloned().collect();
        fills.reverse();
        Ok(Holdings { positions, orders, fills, balances: state.balances(ACCOUNT) })
    }
}

/// What is held, valued at these prices; without one there is no P&L.
pub(crate) fn positions(state: &State, marks: &[Mark]) -> Vec<PositionView> {
    let Some(account) = state.accounts.get(ACCOUNT) else { return Vec::new() };
    let held = account.portfolio.positions.iter().filter(|(_, p)| !p.quantity.is_zero());
    held.map(|(id, position)| {
        let mark = marks.iter().find(|m| m.instrument == *id).map(|m| m.price);
        position_view(state, id, position, mark)
    })
    .collect()
}

/// Orders, and exits that wait under a name of their own.
fn names_taken(state: &State) -> usize {
    state.orders.size() + state.waiting.len()
}

/// Whether it is an exit that waits until the orders in its way are cancelled.
fn waits(state: &State, client_id: &str) -> bool {
    state.waiting.iter().any(|w| w.request.client_id == client_id)
}

/// Whether it waits at the venue by its nature.
fn rests(order: &Order) -> bool {
    !matches!(order.request.order_type, domain::OrderType::Market)
}

pub(crate) fn core_ticket(t: Ticket, recorded: bool) -> trading::Ticket {
    trading::Ticket {
        account: ACCOUNT.to_owned(),
        instrument: t.instrument,
        side: t.side,
        order_type: t.order_type,
        quantity: t.quantity,
        price: t.price,
        stop_price: t.stop_price,
        time_in_force: t.time_in_force,
        post_only: t.post_only,
        reduce_only: t.reduce_only,
        stop: t.stop_loss,
        target: t.take_profit,
        recorded,
    }
}

pub(crate) fn order_view(order: &Order) -> OrderView {
    let r = &order.request;
    let (approval, mandate) = match &order.cover {
        approvals::Cover::Approval(id) => (Some(id.clone()), None),
        approvals::Cover::Mandate(id) => (None, Some(id.clone())),
    };
    OrderView {
        client_id: r.client_id.clone(),
        venue_id: order.venue_id.clone(),
        mode: r.mode,
        account: r.account.clone(),
        instrument: r.instrument.clone(),
        side: r.side,
        order_type: r.order_type,
        role: r.role,
        quantity: r.quantity,
        filled: order.filled,
        average: order.average_price().map(|p| p.round_dp(8).normalize()),
        price: r.price,
        stop_price: r.stop_price,
        status: order.status,
        post_only: r.post_only,
        reduce_only: r.reduce_only,
        approval,
        mandate,
        reason: order.reason.clone(),
        created_ms: order.created_ms,
        updated_ms: order.updated_ms,
    }
}

fn position_view(
    state: &State,
    id: &InstrumentId,
    position: &trading::Position,
    mark: Option<Decimal>,
) -> PositionView {
    let working = || state.working_orders().filter(|o| o.request.instrument == *id);
    let resting = |role: OrderRole| working().filter(move |o| o.request.role == role && o.venue_id.is_some());
    let protected: Decimal = resting(OrderRole::Stop).map(Order::remaining).sum();
    let protection = match protected {
        p if p >= position.quantity => Protection::Full,
        p if p > Decimal::ZERO => Protection::Partial,
        _ => Protection::None,
    };
    let pnl = mark.map(|m| position.unrealised(m));
    let cost = position.quantity * position.average_price;
    PositionView {
        instrument: id.clone(),
        side: if position.quantity > Decimal::ZERO { Side::Buy } else { Side::Sell },
        quantity: position.quantity,
        entry: position.average_price.round_dp(8).normalize(),
        mark,
        pnl,
        pnl_fraction: pnl.and_then(|p| p.checked_div(cost)).and_then(|f| f.to_f64()),
        realised: position.realised,
        stop: resting(OrderRole::Stop).filter_map(|o| o.request.stop_price).max(),
        target: resting(OrderRole::Target).filter_map(|o| o.request.price).min(),
        protection,
        protected_quantity: protected,
        source: source(state, id),
        opened_ms: position.opened_ms.unwrap_or_default(),
    }
}

/// The strategy of the latest entry, or `manual`.
fn source(state: &State, id: &InstrumentId) -> String {
    let entries = state.orders.iter().map(|(_, o)| o);
    let entries = entries.filter(|o| {
        o.request.instrument == *id && o.request.role == OrderRole::Entry && o.filled > Decimal::ZERO
    });
    let latest = entries.max_by_key(|o| o.created_ms).map(|o| &o.cover);
    match latest {
        Some(approvals::Cover::Approval(a)) => {
            state.approvals.get(a).map_or_else(|| "manual".to_owned(), |a| a.proposal.strategy.clone())
        }
        _ => "manual".to_owned(),
    }
}
