//! Fills: the only thing that moves money.

use approvals::Cover;
use domain::{Decimal, Fill};

use crate::draft::Draft;
use crate::input::check_name;
use crate::notice::Notice;
use crate::order::Order;
use crate::state::update;
use crate::{Refusal, account, amount, entries, protection};

fn check(order: &Order, fill: &Fill) -> Result<(), Refusal> {
    let (client_id, trade_id) = (fill.client_id.clone(), fill.trade_id.clone());
    if order.attempts == 0 {
        return Err(Refusal::NotSent { client_id });
    }
    if fill.instrument != order.request.instrument || fill.side != order.request.side {
        return Err(Refusal::FillMismatch { client_id, trade_id });
    }
    let (quantity, unfilled) = (fill.quantity, order.unfilled());
    if quantity > unfilled {
        return Err(Refusal::Overfill { client_id, trade_id, quantity, unfilled });
    }
    Ok(())
}

/// Counts a fill once, however often it is told.
pub(crate) fn filled(draft: &mut Draft, fill: &Fill) -> Result<(), Refusal> {
    draft.require_reporter()?;
    check_name("trade_id", &fill.trade_id)?;
    check_name("fee_currency", &fill.fee_currency)?;
    amount::positive("quantity", fill.quantity)?;
    amount::positive("price", fill.price)?;
    amount::signed("fee", fill.fee)?;
    let order = draft.state.order(&fill.client_id)?.clone();
    if order.trade_ids.contains(&fill.trade_id) {
        return Ok(());
    }
    check(&order, fill)?;
    draft.append(entries::order_filled(fill))?;
    let moved = book(draft, &order, fill);
    let now_ms = draft.now_ms;
    update(&mut draft.state.orders, &fill.client_id, |o| o.fill(fill, now_ms));
    let complete = order.filled + fill.quantity >= order.request.quantity;
    if complete {
        draft.state.working.remove(&fill.client_id);
    }
    draft.state.fills.push_back_mut(fill.clone());
    account::raise_peaks(&mut draft.state);
    draft.notify(Notice::OrderFilled {
        client_id: fill.client_id.clone(),
        quantity: fill.quantity,
        price: fill.price,
        complete,
    });
    protection::count(draft, &order, moved);
    protection::settle(draft, &order.request.account, &order.request.instrument)
}

/// Books it, and counts what it realised against the mandate it came under. Says how far the position moved.
fn book(draft: &mut Draft, order: &Order, fill: &Fill) -> Decimal {
    let Some(account) = draft.state.accounts.get_mut(&order.request.account) else { return Decimal::ZERO };
    let realised = |a: &account::Account| {
        a.portfolio.positions.get(&fill.instrument).map(|p| p.realised).unwrap_or_default()
    };
    let before = realised(account);
    let moved = account.portfolio.book(fill);
    let gained = realised(account) - before;
    if let Cover::Mandate(id) = &order.cover {
        update(&mut draft.state.mandates, id, |m| m.realised += gained);
    }
    moved
}
