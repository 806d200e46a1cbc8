//! Whether a mandate covers an order: what it is, its bounds, then who signed.

use domain::{Decimal, OrderRequest, OrderRole};

use super::Uncovered;
use crate::keyring::KeyRing;
use crate::signature::SignedBy;
use crate::statement::{MandateStatement, Signable, mode_word};

/// Who uses a mandate, and how much of it was used: orders and notional of the UTC day so far, without this
/// order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MandateUse {
    /// The bot that acts; `None`: a person or the app itself.
    pub bot: Option<String>,
    pub orders: u32,
    pub notional: Decimal,
    /// Lost under the mandate so far, in quote currency; a gain is below zero.
    pub loss: Decimal,
}

fn name(statement: &MandateStatement) -> String {
    format!("mandate {}", statement.mandate)
}

pub(super) fn same(
    cover: impl Fn() -> String,
    field: &'static str,
    signed: &str,
    asked: &str,
) -> Result<(), Uncovered> {
    if signed == asked {
        return Ok(());
    }
    Err(Uncovered::Differs { cover: cover(), field, signed: signed.to_owned(), asked: asked.to_owned() })
}

/// What no statement speaks of, no signature covers.
pub(super) fn check_unsigned(cover: impl Fn() -> String, request: &OrderRequest) -> Result<(), Uncovered> {
    let trail = request.trail.map_or_else(|| "none".to_owned(), |trail| trail.to_string());
    same(&cover, "hidden", "false", if request.hidden { "true" } else { "false" })?;
    same(&cover, "trail", "none", &trail)
}

/// What the order is, and when.
pub(super) fn check(
    request: &OrderRequest,
    statement: &MandateStatement,
    now_ms: i64,
) -> Result<(), Uncovered> {
    let cover = || name(statement);
    check_unsigned(cover, request)?;
    let (venue, symbol) = (&request.instrument.venue, request.instrument.symbol.to_string());
    same(cover, "mode", mode_word(statement.mode), mode_word(request.mode))?;
    same(cover, "account", &statement.account, &request.account)?;
    same(cover, "venue", statement.venue.as_str(), venue.as_str())?;
    if !statement.covers_instrument(&symbol) {
        same(cover, "instrument", &statement.instrument, &symbol)?;
    }
    if statement.reduce_only && (request.role == OrderRole::Entry || !request.reduce_only) {
        return Err(Uncovered::NotReduceOnly { cover: cover() });
    }
    if !statement.covers_side(request.role, request.side) {
        let (signed, role, asked) = (statement.sides.clone(), request.role, request.side);
        return Err(Uncovered::Side { cover: cover(), role, signed, asked });
    }
    if now_ms < statement.starts_ms {
        return Err(Uncovered::NotStarted { cover: cover(), starts_ms: statement.starts_ms, now_ms });
    }
    if now_ms >= statement.expires_ms {
        return Err(Uncovered::Expired { cover: cover(), expires_ms: statement.expires_ms, now_ms });
    }
    Ok(())
}

/// How much it is. A reached loss limit still covers what closes a position.
pub(super) fn check_bounds(
    request: &OrderRequest,
    statement: &MandateStatement,
    used: &MandateUse,
    price: Option<Decimal>,
) -> Result<(), Uncovered> {
    let cover = || name(statement);
    if let Some(signed) = statement.bot.clone().filter(|bot| Some(bot) != used.bot.as_ref()) {
        return Err(Uncovered::WrongBot { cover: cover(), signed, asked: used.bot.clone() });
    }
    let quantity = request.quantity;
    if quantity <= Decimal::ZERO {
        return Err(Uncovered::NoQuantity { asked: quantity });
    }
    if let Some(limit) = statement.max_quantity_per_order.filter(|limit| quantity > *limit) {
        return Err(Uncovered::OverCap { cover: cover(), asked: quantity, limit });
    }
    if let Some(limit) = statement.max_orders_per_day.filter(|limit| used.orders >= *limit) {
        return Err(Uncovered::OverDayOrders { cover: cover(), used: used.orders, limit });
    }
    let loss = used.loss;
    if let Some(limit) = statement.max_loss.filter(|limit| request.role == OrderRole::Entry && loss >= *limit)
    {
        return Err(Uncovered::OverLoss { cover: cover(), loss, limit });
    }
    check_notional(request, statement, used.notional, price)
}

fn check_notional(
    request: &OrderRequest,
    statement: &MandateStatement,
    used: Decimal,
    price: Option<Decimal>,
) -> Result<(), Uncovered> {
    let cover = || name(statement);
    if statement.max_notional_per_order.is_none() && statement.max_notional_per_day.is_none() {
        return Ok(());
    }
    let price = price
        .max(request.price)
        .or(request.stop_price)
        .ok_or_else(|| Uncovered::NoPrice { cover: cover() })?;
    // a product or sum too great for a decimal is over any limit
    let asked = price.checked_mul(request.quantity).unwrap_or(Decimal::MAX);
    if let Some(limit) = statement.max_notional_per_order.filter(|limit| asked > *limit) {
        return Err(Uncovered::OverOrderNotional { cover: cover(), asked, limit });
    }
    let day = used.checked_add(asked).unwrap_or(Decimal::MAX);
    match statement.max_notional_per_day.filter(|limit| day > *limit) {
        Some(limit) => Err(Uncovered::OverDayNotional { cover: cover(), asked, used, limit }),
        None => Ok(()),
    }
}

pub(super) fn check_signature(
    statement: &MandateStatement,
    by: &SignedBy,
    keys: &KeyRing,
) -> Result<(), Uncovered> {
    let admin = keys.check_admin(&by.key_id, &statement.signing_bytes(), &by.signature);
    admin.map(|_| ()).map_err(|fault| Uncovered::Signature { cover: name(statement), fault })
}
