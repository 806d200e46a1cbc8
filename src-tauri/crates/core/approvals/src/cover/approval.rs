//! Whether an approval covers an order: what it is first, then who signed.

use std::collections::BTreeSet;

use domain::{Decimal, OrderRequest, OrderRole, OrderType};

use super::Uncovered;
use crate::keyring::KeyRing;
use crate::signature::SignedBy;
use crate::statement::{OrderStatement, Signable, mode_word};

fn name(statement: &OrderStatement) -> String {
    format!("approval {}", statement.approval)
}

/// Everything but the signatures.
pub(super) fn check(
    request: &OrderRequest,
    statement: &OrderStatement,
    now_ms: i64,
) -> Result<(), Uncovered> {
    let cover = || name(statement);
    let (venue, symbol) = (&request.instrument.venue, request.instrument.symbol.to_string());
    super::mandate::check_unsigned(cover, request)?;
    super::mandate::same(cover, "mode", mode_word(statement.mode), mode_word(request.mode))?;
    super::mandate::same(cover, "account", &statement.account, &request.account)?;
    super::mandate::same(cover, "venue", statement.venue.as_str(), venue.as_str())?;
    super::mandate::same(cover, "instrument", &statement.instrument, &symbol)?;
    check_side(request, statement)?;
    if request.quantity <= Decimal::ZERO {
        return Err(Uncovered::NoQuantity { asked: request.quantity });
    }
    if request.quantity > statement.quantity_cap {
        let (asked, limit) = (request.quantity, statement.quantity_cap);
        return Err(Uncovered::OverCap { cover: cover(), asked, limit });
    }
    match request.role {
        OrderRole::Entry => check_entry(request, statement, now_ms),
        OrderRole::Stop => check_exit_price(request, statement, statement.stop, request.stop_price),
        OrderRole::Target => check_exit_price(request, statement, statement.target, request.price),
        OrderRole::Exit => Ok(()),
    }
}

fn check_side(request: &OrderRequest, statement: &OrderStatement) -> Result<(), Uncovered> {
    let signed = match request.role {
        OrderRole::Entry => statement.side,
        OrderRole::Stop | OrderRole::Target | OrderRole::Exit => statement.side.opposite(),
    };
    if request.side == signed {
        return Ok(());
    }
    let (role, asked) = (request.role, request.side);
    Err(Uncovered::Side { cover: name(statement), role, signed: vec![signed], asked })
}

fn check_entry(request: &OrderRequest, statement: &OrderStatement, now_ms: i64) -> Result<(), Uncovered> {
    let cover = || name(statement);
    if now_ms >= statement.expires_ms {
        return Err(Uncovered::Expired { cover: cover(), expires_ms: statement.expires_ms, now_ms });
    }
    if request.order_type != statement.order_type {
        let (signed, asked) = (statement.order_type, request.order_type);
        return Err(Uncovered::OrderType { cover: cover(), signed, asked });
    }
    if statement.reduce_only && !request.reduce_only {
        return Err(Uncovered::NotReduceOnly { cover: cover() });
    }
    if statement.post_only && !request.post_only {
        return Err(Uncovered::NotPostOnly { cover: cover() });
    }
    let order_type = request.order_type;
    if request.price.is_none() && matches!(order_type, OrderType::Limit | OrderType::StopLimit) {
        return Err(Uncovered::Unpriced { cover: cover(), order_type });
    }
    let (low, high) = (statement.price_low, statement.price_high);
    match request.price.filter(|price| !(low..=high).contains(price)) {
        Some(price) => Err(Uncovered::OutOfBand { cover: cover(), price, low, high }),
        None => Ok(()),
    }
}

/// Stops and targets stand at the price that was signed for them.
fn check_exit_price(
    request: &OrderRequest,
    statement: &OrderStatement,
    signed: Option<Decimal>,
    asked: Option<Decimal>,
) -> Result<(), Uncovered> {
    if signed.is_some() && signed == asked {
        return Ok(());
    }
    Err(Uncovered::ExitPrice { cover: name(statement), role: request.role, signed, asked })
}

pub(super) fn check_signatures(
    statement: &OrderStatement,
    signatures: &[SignedBy],
    required: usize,
    keys: &KeyRing,
) -> Result<(), Uncovered> {
    let message = statement.signing_bytes();
    let mut admins = BTreeSet::new();
    for by in signatures {
        let admin = keys.check_admin(&by.key_id, &message, &by.signature);
        admins.insert(admin.map_err(|fault| Uncovered::Signature { cover: name(statement), fault })?);
    }
    let required = required.max(1);
    if admins.len() >= required {
        return Ok(());
    }
    Err(Uncovered::TooFewSignatures { cover: name(statement), required, found: admins.len() })
}
