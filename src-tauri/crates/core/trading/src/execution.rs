//! From an approval or a ticket to an order written ahead.

use domain::{Actor, Decimal, Mode, OrderRequest, OrderRole, OrderType, Quote, Role, Side, TimeInForce};

use crate::approval::{ApprovalStatus, decide};
use crate::closing::{self, WaitingExit};
use crate::cover;
use crate::draft::Draft;
use crate::input::{Mark, Ticket, check_name};
use crate::notice::Notice;
use crate::protection::{self, Bracket};
use crate::risk::{self, Intent, RiskCleared};
use crate::{Refusal, amount, exposure};
use approvals::Cover;

/// Client ids of the kill switch's exits begin with it, and no others.
pub(crate) const KILL_PREFIX: &str = "kill-";

/// An order that passed the rules, with what covers it.
pub(crate) struct Cleared {
    pub request: OrderRequest,
    pub cover: Cover,
    pub value_price: Decimal,
    pub stop: Option<Decimal>,
    pub target: Option<Decimal>,
    pub proof: RiskCleared,
}

pub(crate) fn check_client_id(draft: &Draft, client_id: &str) -> Result<(), Refusal> {
    check_name("client_id", client_id)?;
    if client_id.starts_with(KILL_PREFIX) {
        return Err(Refusal::BadName { field: "client_id", name: client_id.to_owned() });
    }
    let waits = draft.state.waiting.iter().any(|w| w.request.client_id == client_id);
    if waits || draft.state.orders.contains_key(client_id) {
        return Err(Refusal::DuplicateClientId { client_id: client_id.to_owned() });
    }
    Ok(())
}

pub(crate) fn execute(
    draft: &mut Draft,
    id: &str,
    quantity: Decimal,
    client_id: &str,
    quote: &Quote,
    marks: &[Mark],
) -> Result<(), Refusal> {
    draft.require(Role::Trader)?;
    check_client_id(draft, client_id)?;
    amount::positive("quantity", quantity)?;
    let approval = draft.state.approval(id)?.clone();
    approval.check_usable(draft.now_ms)?;
    if quantity > approval.statement.quantity_cap {
        return Err(Refusal::OverCap { asked: quantity, limit: approval.statement.quantity_cap });
    }
    let p = &approval.proposal;
    draft.see(&p.instrument, quote, marks)?;
    approval.check_drift(quote.touch(p.side))?;
    let (low, high) = (approval.statement.price_low, approval.statement.price_high);
    if let Some(price) = p.price.filter(|price| *price < low || *price > high) {
        return Err(Refusal::OutOfBand { price, low, high });
    }
    let intent = Intent::of_proposal(p, quantity, draft.state.policy.stop_required);
    let (proof, value_price) = clear(draft, &p.account, &p.instrument, *quote, p.recorded, intent)?;
    let request = OrderRequest {
        client_id: client_id.to_owned(),
        mode: approval.statement.mode,
        account: p.account.clone(),
        instrument: p.instrument.clone(),
        side: p.side,
        order_type: p.order_type,
        role: OrderRole::Entry,
        quantity,
        price: p.price,
        stop_price: None,
        time_in_force: time_in_force(p.order_type, p.time_in_force),
        post_only: p.post_only,
        reduce_only: p.reduce_only,
        oco_group: None,
        hidden: false,
        trail: None,
    };
    decide(draft, id, ApprovalStatus::Executed { client_id: client_id.to_owned() });
    let cover = Cover::Approval(id.to_owned());
    place(draft, Cleared { request, cover, value_price, stop: p.stop, target: p.target, proof })
}

/// A market order takes what is there and never rests.
fn time_in_force(order_type: OrderType, asked: TimeInForce) -> TimeInForce {
    match (order_type, asked) {
        (OrderType::Market, TimeInForce::Gtc) => TimeInForce::Ioc,
        _ => asked,
    }
}

fn clear(
    draft: &Draft,
    account: &str,
    instrument: &domain::InstrumentId,
    quote: Quote,
    recorded: bool,
    intent: Intent,
) -> Result<(RiskCleared, Decimal), Refusal> {
    let instrument = draft.state.instrument(instrument)?;
    let context = exposure::context(&draft.state, account, instrument, quote, recorded, intent)?;
    let proof = risk::assess(&context).clear().map_err(Refusal::Rule)?;
    Ok((proof, context.value_price()))
}

fn check_ticket(t: &Ticket) -> Result<(), Refusal> {
    amount::positive("quantity", t.quantity)?;
    amount::positive_or_none("price", t.price)?;
    amount::positive_or_none("stop_price", t.stop_price)?;
    amount::positive_or_none("stop", t.stop)?;
    amount::positive_or_none("target", t.target)?;
    let order_type = t.order_type;
    let (limit, trigger) = match order_type {
        OrderType::Market => (false, false),
        OrderType::Limit => (true, false),
        OrderType::Stop => (false, true),
        OrderType::StopLimit => (true, true),
        OrderType::TrailingStop => return Err(Refusal::UnsupportedOrderType { order_type }),
    };
    for (field, wanted, given) in
        [("price", limit, t.price.is_some()), ("stop_price", trigger, t.stop_price.is_some())]
    {
        match (wanted, given) {
            (true, false) => return Err(Refusal::PriceMissing { order_type, field }),
            (false, true) => return Err(Refusal::PriceNotTaken { order_type, field }),
            _ => {}
        }
    }
    if t.reduce_only && t.side == Side::Buy { Err(Refusal::ReduceOnlyWouldOpen) } else { Ok(()) }
}

/// An order without an approval: paper only, under the paper mandate.
pub(crate) fn place_manual(
    draft: &mut Draft,
    client_id: &str,
    ticket: &Ticket,
    quote: &Quote,
    marks: &[Mark],
) -> Result<(), Refusal> {
    let bot = match &draft.actor {
        Actor::Bot(id) => Some(id.clone()),
        _ => {
            draft.require(Role::Trader)?;
            None
        }
    };
    check_client_id(draft, client_id)?;
    check_ticket(ticket)?;
    let mode = draft.state.account(&ticket.account)?.mode;
    if mode == Mode::Live && bot.is_none() {
        return Err(Refusal::ApprovalRequired { mode });
    }
    draft.state.instrument(&ticket.instrument)?;
    draft.see(&ticket.instrument, quote, marks)?;
    let intent = Intent::of_ticket(ticket);
    let (proof, value_price) =
        clear(draft, &ticket.account, &ticket.instrument, *quote, ticket.recorded, intent)?;
    let post_only = ticket.post_only && ticket.price.is_some();
    if post_only != ticket.post_only {
        draft.notify(Notice::PostOnlyIgnored { name: client_id.to_owned() });
    }
    let buys = ticket.side == Side::Buy;
    let request = OrderRequest {
        client_id: client_id.to_owned(),
        mode,
        account: ticket.account.clone(),
        instrument: ticket.instrument.clone(),
        side: ticket.side,
        order_type: ticket.order_type,
        role: if buys { OrderRole::Entry } else { OrderRole::Exit },
        quantity: ticket.quantity,
        price: ticket.price,
        stop_price: ticket.stop_price,
        time_in_force: time_in_force(ticket.order_type, ticket.time_in_force),
        post_only,
        reduce_only: !buys,
        oco_group: None,
        hidden: false,
        trail: None,
    };
    let mandate = cover::find_mandate(draft, &request, value_price, bot.as_deref())?;
    let cover = Cover::Mandate(mandate);
    let (stop, target) = if buys { (ticket.stop, ticket.target) } else { (None, None) };
    place(draft, Cleared { request, cover, value_price, stop, target, proof })
}

/// Writes the order ahead; a sell whose holdings stops and targets still hold waits until those are cancelled.
fn place(draft: &mut Draft, order: Cleared) -> Result<(), Refusal> {
    let (account, instrument) = (order.request.account.clone(), order.request.instrument.clone());
    if order.request.side == Side::Sell {
        let held = draft.state.position(&account, &instrument);
        let free = held
            - draft.state.claimed(&account, &instrument)
            - draft.state.resting_protection(&account, &instrument);
        if order.request.quantity > free {
            let exit = WaitingExit {
                request: order.request,
                cover: order.cover,
                value_price: order.value_price,
                whole: false,
            };
            return closing::wait(draft, exit);
        }
    }
    let actor = draft.actor.clone();
    let request = order.request.clone();
    cover::write_entry(draft, &actor, order.request, order.cover.clone(), order.value_price, &order.proof)?;
    if request.side == Side::Buy && (order.stop.is_some() || order.target.is_some()) {
        let bracket = Bracket::new(&request, order.cover, order.stop, order.target, draft.state.head.seq);
        draft.state.brackets.insert(request.client_id, bracket);
    }
    protection::settle(draft, &account, &instrument)
}
