//! One bracket's pair of legs.

use domain::{Actor, Decimal, OrderRequest, OrderRole, OrderType, Side, TimeInForce};

use super::{Bracket, leg_gone};
use crate::draft::Draft;
use crate::notice::{Notice, Unprotected};
use crate::state::State;
use crate::{Refusal, cover, order_life};

/// `<entry>-s2` is the stop of the second pair, `<entry>-t2` its target.
fn leg_id(entry: &str, role: OrderRole, generation: u32) -> String {
    let letter = if role == OrderRole::Stop { 's' } else { 't' };
    format!("{entry}-{letter}{generation}")
}

/// Which pair of that entry's legs a client id belongs to.
pub(super) fn generation_of(entry: &str, client_id: &str) -> Option<u32> {
    client_id.strip_prefix(entry)?.strip_prefix('-')?.strip_prefix(['s', 't'])?.parse().ok()
}

/// Brings the legs to hold `share`: leaves them, cancels what is wrong, or writes a new pair where none is left.
pub(super) fn reconcile(draft: &mut Draft, entry: &str, share: Decimal) -> Result<(), Refusal> {
    let Some(bracket) = draft.state.brackets.get(entry).cloned() else { return Ok(()) };
    let quantity = placeable(&draft.state, &bracket, share);
    let wrong: Vec<String> = draft
        .state
        .legs(entry)
        .filter(|leg| !leg.cancel_requested && !stands(&draft.state, &bracket, leg.request.role, quantity))
        .map(|leg| leg.request.client_id.clone())
        .collect();
    wrong.iter().try_for_each(|id| order_life::request_cancel(draft, id))?;
    if draft.state.legs(entry).next().is_some() {
        return Ok(());
    }
    if quantity > Decimal::ZERO {
        // legs that are still being cancelled elsewhere hold their part until the venue says they are gone
        let free = draft.state.free(&bracket.account, &bracket.instrument);
        return if quantity <= free { place(draft, bracket, quantity) } else { Ok(()) };
    }
    let done = draft.state.orders.get(entry).is_none_or(|o| !o.is_working());
    if done && bracket.open.is_zero() {
        draft.state.brackets.remove(entry);
    } else if share > Decimal::ZERO && !bracket.wanted_legs().is_empty() {
        tell_dust(draft, entry, share);
    }
    Ok(())
}

fn tell_dust(draft: &mut Draft, entry: &str, quantity: Decimal) {
    let Some(bracket) = draft.state.brackets.get_mut(entry).filter(|b| !b.dust_told) else { return };
    bracket.dust_told = true;
    let (entry, instrument) = (entry.to_owned(), bracket.instrument.clone());
    draft.notify(Notice::Unprotected { entry, instrument, quantity, reason: Unprotected::Dust });
}

/// What of a share the venue would take: whole lots, above its minimums.
fn placeable(state: &State, bracket: &Bracket, share: Decimal) -> Decimal {
    let legs = bracket.wanted_legs();
    let (Some(steps), Some(lowest)) =
        (state.instruments.get(&bracket.instrument), legs.iter().map(|(_, price)| *price).min())
    else {
        return Decimal::ZERO;
    };
    let quantity = steps.round_quantity(share);
    let takes = quantity >= steps.min_quantity && quantity * lowest >= steps.min_notional;
    if takes { quantity } else { Decimal::ZERO }
}

/// Whether a leg may stay as it is.
fn stands(state: &State, bracket: &Bracket, role: OrderRole, quantity: Decimal) -> bool {
    let legs: Vec<_> = state.legs(&bracket.entry).collect();
    let resting = bracket.placed - bracket.filled;
    if quantity.is_zero() || quantity != resting {
        return false;
    }
    // a triggered stop that fills piece by piece is left to finish: cancelling it would only lose time
    if legs.iter().any(|l| l.request.role == OrderRole::Stop && !l.filled.is_zero()) {
        return role == OrderRole::Stop;
    }
    let wanted = bracket.wanted_legs();
    let staying: Vec<_> = legs.iter().filter(|l| !l.cancel_requested).collect();
    let complete = wanted.len() == staying.len()
        && wanted.iter().all(|(role, _)| staying.iter().any(|l| l.request.role == *role));
    complete && bracket.filled.is_zero()
}

fn place(draft: &mut Draft, mut bracket: Bracket, quantity: Decimal) -> Result<(), Refusal> {
    let entry = bracket.entry.clone();
    let roles = [OrderRole::Stop, OrderRole::Target];
    loop {
        bracket.generation += 1;
        let taken = |role| {
            let id = leg_id(&entry, role, bracket.generation);
            draft.state.orders.contains_key(&id)
                || draft.state.waiting.iter().any(|w| w.request.client_id == id)
        };
        if !roles.into_iter().any(taken) {
            break;
        }
    }
    (bracket.placed, bracket.filled) = (quantity, Decimal::ZERO);
    draft.state.brackets.insert(entry.clone(), bracket.clone());
    let legs = bracket.wanted_legs();
    let mut stopped = false;
    for (role, price) in &legs {
        let request = leg(draft, &bracket, *role, *price, quantity, legs.len() > 1)?;
        match cover::write_exit(draft, &Actor::Gateway, request, &bracket.cover, *price, Some(&entry)) {
            Ok(()) => stopped |= *role == OrderRole::Stop,
            Err(Refusal::Uncovered(_) | Refusal::NoMandate { .. } | Refusal::MandateRevoked { .. }) => {
                leg_gone(draft, &entry, *role, Unprotected::Uncovered);
            }
            Err(refusal) => return Err(refusal),
        }
    }
    if stopped {
        draft.notify(Notice::Protecting { entry, quantity });
    }
    Ok(())
}

fn leg(
    draft: &Draft,
    bracket: &Bracket,
    role: OrderRole,
    price: Decimal,
    quantity: Decimal,
    paired: bool,
) -> Result<OrderRequest, Refusal> {
    let is_stop = role == OrderRole::Stop;
    Ok(OrderRequest {
        client_id: leg_id(&bracket.entry, role, bracket.generation),
        mode: draft.state.account(&bracket.account)?.mode,
        account: bracket.account.clone(),
        instrument: bracket.instrument.clone(),
        side: Side::Sell,
        order_type: if is_stop { OrderType::Stop } else { OrderType::Limit },
        role,
        quantity,
        price: (!is_stop).then_some(price),
        stop_price: is_stop.then_some(price),
        time_in_force: TimeInForce::Gtc,
        post_only: false,
        reduce_only: true,
        oco_group: paired.then(|| format!("{}-{}", bracket.entry, bracket.generation)),
        hidden: false,
        trail: None,
    })
}
