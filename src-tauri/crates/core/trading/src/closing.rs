//! Closing what is held, and exits that wait until the orders in their way are gone.

use domain::{
    Actor, Decimal, InstrumentId, OrderRequest, OrderRole, OrderType, Quote, Role, Side, TimeInForce,
};
use serde::Serialize;

use crate::draft::Draft;
use crate::execution::check_client_id;
use crate::input::Mark;
use crate::notice::Notice;
use crate::order_life;
use crate::risk::{Rule, RuleCheck};
use crate::state::State;
use crate::{Refusal, cover, entries, protection};
use approvals::Cover;

/// An exit to be written ahead as soon as the position is free of other claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaitingExit {
    pub request: OrderRequest,
    pub cover: Cover,
    pub value_price: Decimal,
    /// Sells all that is held then, whatever the request's quantity says now.
    pub whole: bool,
}

impl State {
    pub(crate) fn waiting_in<'a>(
        &'a self,
        account: &'a str,
        instrument: &'a InstrumentId,
    ) -> impl Iterator<Item = &'a WaitingExit> {
        self.waiting
            .iter()
            .filter(move |w| w.request.account == account && w.request.instrument == *instrument)
    }
}

pub(crate) fn close_position(
    draft: &mut Draft,
    client_id: &str,
    account: &str,
    instrument: &InstrumentId,
    quote: &Quote,
    marks: &[Mark],
) -> Result<(), Refusal> {
    draft.require(Role::Trader)?;
    check_client_id(draft, client_id)?;
    draft.state.account(account)?;
    draft.state.instrument(instrument)?;
    draft.see(instrument, quote, marks)?;
    close(draft, client_id, account, instrument)
}

/// Puts a market exit for the whole position in line. No rule for entries holds it back.
pub(crate) fn close(
    draft: &mut Draft,
    client_id: &str,
    account: &str,
    instrument: &InstrumentId,
) -> Result<(), Refusal> {
    let steps = draft.state.instrument(instrument)?;
    let held = draft.state.position(account, instrument);
    let (quantity, min_quantity) = (steps.round_quantity(held), steps.min_quantity);
    if held <= Decimal::ZERO {
        return Err(Refusal::NothingToClose { account: account.to_owned(), instrument: instrument.clone() });
    }
    if quantity.is_zero() || quantity < min_quantity {
        let (rule, value, limit) = (Rule::BelowMinQuantity, held, min_quantity);
        return Err(Refusal::Rule(RuleCheck { rule, value, limit, ok: false }));
    }
    let exits = |o: &crate::order::Order| o.claims() && o.request.order_type == OrderType::Market;
    if draft.state.is_closing(account, instrument) || draft.state.working_in(account, instrument).any(exits) {
        return Err(Refusal::AlreadyClosing { account: account.to_owned(), instrument: instrument.clone() });
    }
    let request = OrderRequest {
        client_id: client_id.to_owned(),
        mode: draft.state.account(account)?.mode,
        account: account.to_owned(),
        instrument: instrument.clone(),
        side: Side::Sell,
        order_type: OrderType::Market,
        role: OrderRole::Exit,
        quantity,
        price: None,
        stop_price: None,
        time_in_force: TimeInForce::Ioc,
        post_only: false,
        reduce_only: true,
        oco_group: None,
        hidden: false,
        trail: None,
    };
    let value_price = draft.mark_price(instrument);
    let cover = Cover::Mandate(cover::find_exit_mandate(draft, &request, value_price)?);
    wait(draft, WaitingExit { request, cover, value_price, whole: true })
}

/// Puts an exit in line, and lets it go at once where nothing is in its way.
pub(crate) fn wait(draft: &mut Draft, exit: WaitingExit) -> Result<(), Refusal> {
    let (account, instrument) = (exit.request.account.clone(), exit.request.instrument.clone());
    let free = draft.state.working_in(&account, &instrument).all(|o| o.request.side == Side::Buy);
    if !free {
        draft.append(entries::exit_waiting(&exit))?;
    }
    draft.state.waiting.push(exit);
    protection::settle(draft, &account, &instrument)
}

enum Turn {
    Wait,
    Go(Decimal),
    Lapse(&'static str),
}

fn turn(state: &State, exit: &WaitingExit) -> Turn {
    let (account, instrument) = (&exit.request.account, &exit.request.instrument);
    let held = state.position(account, instrument);
    let selling = state.selling(account, instrument);
    if !exit.whole {
        return match exit.request.quantity {
            quantity if quantity > held - selling => Turn::Lapse("less is held than it would sell"),
            quantity if quantity <= state.free(account, instrument) => Turn::Go(quantity),
            _ => Turn::Wait,
        };
    }
    if state.working_in(account, instrument).any(|o| o.request.side == Side::Sell) {
        return Turn::Wait;
    }
    let Some(steps) = state.instruments.get(instrument) else { return Turn::Lapse("instrument unknown") };
    let quantity = steps.round_quantity(held);
    if quantity <= Decimal::ZERO || quantity < steps.min_quantity {
        Turn::Lapse("nothing is left to close")
    } else {
        Turn::Go(quantity)
    }
}

/// Cancels what stands in the way of exits in line, and lets those go whose way is free.
pub(crate) fn advance(draft: &mut Draft, account: &str, instrument: &InstrumentId) -> Result<(), Refusal> {
    let line: Vec<WaitingExit> = draft.state.waiting_in(account, instrument).cloned().collect();
    for mut exit in line {
        match turn(&draft.state, &exit) {
            Turn::Wait if exit.whole => cancel_sells(draft, account, instrument)?,
            Turn::Wait => {}
            Turn::Lapse(reason) => {
                leave_line(draft, &exit);
                lapse(draft, &exit, reason)?;
            }
            Turn::Go(quantity) => {
                leave_line(draft, &exit);
                exit.request.quantity = quantity;
                send(draft, exit)?;
            }
        }
    }
    Ok(())
}

fn leave_line(draft: &mut Draft, exit: &WaitingExit) {
    draft.state.waiting.retain(|w| w.request.client_id != exit.request.client_id);
}

fn lapse(draft: &mut Draft, exit: &WaitingExit, reason: &str) -> Result<(), Refusal> {
    let client_id = exit.request.client_id.clone();
    draft.append_as(&Actor::System, entries::exit_lapsed(&client_id, reason))?;
    draft.notify(Notice::ExitLapsed { client_id, reason: reason.to_owned() });
    Ok(())
}

/// An exit whose cover has gone meanwhile lapses: the protection comes back instead.
fn send(draft: &mut Draft, exit: WaitingExit) -> Result<(), Refusal> {
    let actor = match draft.actor {
        Actor::User(_) | Actor::Bot(_) => draft.actor.clone(),
        _ => Actor::Gateway,
    };
    let WaitingExit { request, cover, value_price, .. } = exit.clone();
    match cover::write_exit(draft, &actor, request, &cover, value_price, None) {
        Err(Refusal::Uncovered(_) | Refusal::NoMandate { .. } | Refusal::MandateRevoked { .. }) => {
            lapse(draft, &exit, "nothing covers it any more")
        }
        sent => sent,
    }
}

fn cancel_sells(draft: &mut Draft, account: &str, instrument: &InstrumentId) -> Result<(), Refusal> {
    let sells: Vec<String> = draft
        .state
        .working_in(account, instrument)
        .filter(|o| o.claims())
        .map(|o| o.request.client_id.clone())
        .collect();
    sells.iter().try_for_each(|id| order_life::request_cancel(draft, id))
}
