//! Writing orders ahead: each is countersigned here, or it does not exist.

use approvals::{Countersigned, Cover};
use domain::{Actor, Decimal, OrderRequest, OrderRole, Side};

use crate::draft::Draft;
use crate::notice::Effect;
use crate::order::Order;
use crate::risk::RiskCleared;
use crate::state::update;
use crate::{Refusal, entries};

fn by_approval(draft: &Draft, request: OrderRequest, id: &str) -> Result<Countersigned, Refusal> {
    let approval = draft.state.approval(id)?;
    let signatures: Vec<_> = approval.signatures.iter().map(|c| c.signed.clone()).collect();
    let (keys, required) = (&draft.state.keys, approval.signatures_required as usize);
    Ok(Countersigned::by_approval(request, &approval.statement, &signatures, required, keys, draft.now_ms)?)
}

fn by_mandate(
    draft: &Draft,
    request: OrderRequest,
    id: &str,
    bot: Option<&str>,
    price: Decimal,
) -> Result<Countersigned, Refusal> {
    let unknown = || Refusal::UnknownMandate { mandate: id.to_owned() };
    let mandate = draft.state.mandates.get(id).ok_or_else(unknown)?;
    if mandate.revoked {
        return Err(Refusal::MandateRevoked { mandate: id.to_owned() });
    }
    let used = mandate.used(bot, draft.now_ms);
    let (keys, price) = (&draft.state.keys, (price > Decimal::ZERO).then_some(price));
    Ok(Countersigned::by_mandate(
        request,
        &mandate.statement,
        &mandate.signed,
        keys,
        &used,
        draft.now_ms,
        price,
    )?)
}

fn countersign(
    draft: &Draft,
    request: OrderRequest,
    cover: &Cover,
    bot: Option<&str>,
    price: Decimal,
) -> Result<Countersigned, Refusal> {
    match cover {
        Cover::Approval(id) => by_approval(draft, request, id),
        Cover::Mandate(id) => by_mandate(draft, request, id, bot, price),
    }
}

/// The first mandate that covers the order; without one, why the last that might have does not.
pub(crate) fn find_mandate(
    draft: &Draft,
    request: &OrderRequest,
    price: Decimal,
    bot: Option<&str>,
) -> Result<String, Refusal> {
    let mut refused = None;
    for (id, mandate) in &draft.state.mandates {
        let s = &mandate.statement;
        let concerns = s.account == request.account
            && s.mode == request.mode
            && s.venue == request.instrument.venue
            && s.bot.as_deref() == bot
            && s.covers_instrument(&request.instrument.symbol.to_string())
            && mandate.is_valid(draft.now_ms)
            && (request.role != OrderRole::Entry || !s.reduce_only);
        if !concerns {
            continue;
        }
        match by_mandate(draft, request.clone(), id, bot, price) {
            Ok(_) => return Ok(id.clone()),
            Err(refusal) => refused = Some(refusal),
        }
    }
    Err(refused.unwrap_or_else(|| Refusal::NoMandate {
        account: request.account.clone(),
        instrument: request.instrument.clone(),
    }))
}

/// A mandate for an exit, one that is for nothing else if there is such.
pub(crate) fn find_exit_mandate(
    draft: &Draft,
    request: &OrderRequest,
    price: Decimal,
) -> Result<String, Refusal> {
    let exits = |id: &&String| draft.state.mandates.get(*id).is_some_and(|m| m.statement.reduce_only);
    let covers = |id: &&String| by_mandate(draft, request.clone(), id, None, price).is_ok();
    match draft.state.mandates.keys().filter(exits).find(covers) {
        Some(id) => Ok(id.clone()),
        None => find_mandate(draft, request, price, None),
    }
}

/// Writes an order ahead that passed the rules: without that proof no entry exists.
pub(crate) fn write_entry(
    draft: &mut Draft,
    actor: &Actor,
    request: OrderRequest,
    cover: Cover,
    value_price: Decimal,
    _proof: &RiskCleared,
) -> Result<(), Refusal> {
    let bot = bot_of(actor);
    let order = countersign(draft, request, &cover, bot, value_price)?;
    write(draft, actor, order, cover, value_price, None)
}

/// Writes an order ahead that only reduces what is held. Where its own cover no longer does, an exit mandate may.
pub(crate) fn write_exit(
    draft: &mut Draft,
    actor: &Actor,
    request: OrderRequest,
    cover: &Cover,
    value_price: Decimal,
    protects: Option<&str>,
) -> Result<(), Refusal> {
    let (order, cover) = match countersign(draft, request.clone(), cover, bot_of(actor), value_price) {
        Ok(order) => (order, cover.clone()),
        Err(refusal) if request.role == OrderRole::Entry => return Err(refusal),
        Err(_) => {
            let id = find_exit_mandate(draft, &request, value_price)?;
            (by_mandate(draft, request, &id, None, value_price)?, Cover::Mandate(id))
        }
    };
    write(draft, actor, order, cover, value_price, protects)
}

fn bot_of(actor: &Actor) -> Option<&str> {
    match actor {
        Actor::Bot(id) => Some(id),
        _ => None,
    }
}

fn write(
    draft: &mut Draft,
    actor: &Actor,
    countersigned: Countersigned,
    cover: Cover,
    value_price: Decimal,
    protects: Option<&str>,
) -> Result<(), Refusal> {
    let request = countersigned.request().clone();
    let client_id = request.client_id.clone();
    if draft.state.orders.contains_key(&client_id) {
        return Err(Refusal::DuplicateClientId { client_id });
    }
    draft.append_as(actor, entries::order_intended(&request, countersigned.cover()))?;
    if request.side == Side::Buy
        && let Some(account) = draft.state.accounts.get_mut(&request.account)
    {
        account.entries_today = account.entries_today.saturating_add(1);
    }
    let mut order = Order::new(request, cover, value_price, draft.now_ms);
    order.protects = protects.map(str::to_owned);
    if let Cover::Mandate(id) = &order.cover {
        let now_ms = draft.now_ms;
        update(&mut draft.state.mandates, id, |m| m.count(&order, now_ms));
    }
    draft.state.working.insert(client_id.clone());
    draft.state.orders.insert_mut(client_id, order);
    draft.effects.push(Effect::Send(countersigned));
    Ok(())
}
