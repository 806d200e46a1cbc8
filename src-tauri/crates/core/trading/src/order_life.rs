//! What becomes of an order once it is written ahead, as gateway and venue tell it.

use domain::{OrderStatus, Role};

use crate::draft::Draft;
use crate::input::{check_name, check_text};
use crate::notice::{Effect, Notice, Unprotected};
use crate::state::update;
use crate::{Refusal, entries, protection};

/// About to leave; told before the first byte does.
pub(crate) fn sent(draft: &mut Draft, client_id: &str, attempt: u32) -> Result<(), Refusal> {
    draft.require_reporter()?;
    let order = draft.state.order(client_id)?;
    let (status, last) = (order.status, order.attempts);
    if !matches!(status, OrderStatus::Intended | OrderStatus::Unconfirmed) {
        return Err(Refusal::NotSendable { client_id: client_id.to_owned(), status });
    }
    if attempt != last.saturating_add(1) {
        return Err(Refusal::AttemptOutOfOrder { client_id: client_id.to_owned(), attempt, last });
    }
    draft.append(entries::order_sent(client_id, attempt))?;
    let now_ms = draft.now_ms;
    update(&mut draft.state.orders, client_id, |o| {
        (o.status, o.attempts, o.updated_ms) = (OrderStatus::Sent, attempt, now_ms);
    });
    Ok(())
}

/// Sent, and no answer: it may be at the venue or not. An answer that came meanwhile says more.
pub(crate) fn unconfirmed(draft: &mut Draft, client_id: &str, attempt: u32) -> Result<(), Refusal> {
    draft.require_reporter()?;
    let order = draft.state.order(client_id)?;
    let last = order.attempts;
    if last == 0 {
        return Err(Refusal::NotSent { client_id: client_id.to_owned() });
    }
    if attempt != last {
        return Err(Refusal::AttemptOutOfOrder { client_id: client_id.to_owned(), attempt, last });
    }
    if order.status != OrderStatus::Sent {
        return Ok(());
    }
    draft.append(entries::order_unconfirmed(client_id, attempt))?;
    let now_ms = draft.now_ms;
    update(&mut draft.state.orders, client_id, |o| {
        (o.status, o.updated_ms) = (OrderStatus::Unconfirmed, now_ms);
    });
    draft.notify(Notice::OrderUnconfirmed { client_id: client_id.to_owned() });
    Ok(())
}

pub(crate) fn acknowledged(draft: &mut Draft, client_id: &str, venue_id: &str) -> Result<(), Refusal> {
    draft.require_reporter()?;
    check_name("venue_id", venue_id)?;
    let order = draft.state.order(client_id)?;
    if order.attempts == 0 {
        return Err(Refusal::NotSent { client_id: client_id.to_owned() });
    }
    match &order.venue_id {
        Some(known) if known == venue_id => return Ok(()),
        Some(known) => {
            let (client_id, known, told) = (client_id.to_owned(), known.clone(), venue_id.to_owned());
            return Err(Refusal::VenueIdMismatch { client_id, known, told });
        }
        None => {}
    }
    draft.append(entries::order_acknowledged(client_id, venue_id))?;
    let now_ms = draft.now_ms;
    update(&mut draft.state.orders, client_id, |o| {
        (o.venue_id, o.updated_ms) = (Some(venue_id.to_owned()), now_ms);
        if matches!(o.status, OrderStatus::Sent | OrderStatus::Unconfirmed) {
            o.status = OrderStatus::Open;
        }
    });
    Ok(())
}

/// The venue's word that nothing more will fill. Told twice, or after the last fill, it says nothing new.
pub(crate) fn cancelled(draft: &mut Draft, client_id: &str, reason: &str) -> Result<(), Refusal> {
    draft.require_reporter()?;
    check_text("reason", reason)?;
    let order = draft.state.order(client_id)?.clone();
    if !order.is_working() {
        return Ok(());
    }
    draft.append(entries::order_cancelled(client_id, reason))?;
    end(draft, client_id, OrderStatus::Canceled, reason);
    draft.notify(Notice::OrderCancelled { client_id: client_id.to_owned(), reason: reason.to_owned() });
    if let Some(entry) = order.protects.as_deref().filter(|_| !order.cancel_requested) {
        protection::leg_lost(draft, entry);
    }
    protection::settle(draft, &order.request.account, &order.request.instrument)
}

/// Not taken by the venue, or never sent.
pub(crate) fn refused(draft: &mut Draft, client_id: &str, reason: &str) -> Result<(), Refusal> {
    draft.require_reporter()?;
    check_text("reason", reason)?;
    let order = draft.state.order(client_id)?.clone();
    if !order.is_working() {
        return Ok(());
    }
    draft.append(entries::order_refused(client_id, reason))?;
    end(draft, client_id, OrderStatus::Rejected, reason);
    draft.notify(Notice::OrderRefused { client_id: client_id.to_owned(), reason: reason.to_owned() });
    if let Some(entry) = order.protects.as_deref().filter(|_| order.attempts > 0) {
        protection::leg_gone(draft, entry, order.request.role, Unprotected::Refused);
    }
    protection::settle(draft, &order.request.account, &order.request.instrument)
}

fn end(draft: &mut Draft, client_id: &str, status: OrderStatus, reason: &str) {
    let now_ms = draft.now_ms;
    draft.state.working.remove(client_id);
    update(&mut draft.state.orders, client_id, |o| o.end(status, reason, now_ms));
}

/// A person's wish; the order works until the venue says it does not.
pub(crate) fn cancel(draft: &mut Draft, client_id: &str) -> Result<(), Refusal> {
    draft.require(Role::Trader)?;
    let order = draft.state.order(client_id)?.clone();
    if !order.is_working() {
        return Err(Refusal::AlreadyFinal { client_id: client_id.to_owned(), status: order.status });
    }
    draft.append(entries::cancel_requested(client_id))?;
    request_cancel(draft, client_id)?;
    if let Some(entry) = &order.protects {
        protection::leg_gone(draft, entry, order.request.role, Unprotected::Withdrawn);
    }
    Ok(())
}

pub(crate) fn cancel_all(draft: &mut Draft) -> Result<(), Refusal> {
    draft.require(Role::Trader)?;
    let count = cancel_unprotecting(draft)?;
    draft.append(entries::cancel_all_requested(count))
}

/// Asks for the cancellation of everything that works except stops and targets; says how many.
pub(crate) fn cancel_unprotecting(draft: &mut Draft) -> Result<u32, Refusal> {
    let ids: Vec<String> = draft
        .state
        .working_orders()
        .filter(|o| !o.is_protection())
        .map(|o| o.request.client_id.clone())
        .collect();
    for id in &ids {
        request_cancel(draft, id)?;
    }
    Ok(ids.len() as u32)
}

/// Asks the venue; asked again it asks again, for the first message may be lost.
pub(crate) fn request_cancel(draft: &mut Draft, client_id: &str) -> Result<(), Refusal> {
    let order = draft.state.order(client_id)?;
    let (instrument, mode) = (order.request.instrument.clone(), order.request.mode);
    draft.effects.push(Effect::Cancel { client_id: client_id.to_owned(), instrument, mode });
    update(&mut draft.state.orders, client_id, |o| o.cancel_requested = true);
    Ok(())
}
