//! Whether the paper venue takes an order. Every refusal names the rule, the value and the limit.

use domain::{Book, Decimal, Instrument, OrderRequest, OrderType, Side, TimeInForce};

use super::draft::Draft;
use super::ledger::LedgerRecord;
use super::liquidity::{Liquidity, slipped, walk};
use super::live::{Except, LedgerFault, Live};
use super::matching::{Frictions, Meeting};
use crate::VenueRule;

/// Why an order was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub rule: VenueRule,
    pub value: String,
    pub limit: String,
}

/// What stopped a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stopped {
    Refused(Refusal),
    Fault(LedgerFault),
}

impl From<LedgerFault> for Stopped {
    fn from(fault: LedgerFault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Refusal> for Stopped {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

fn refuse<T>(rule: VenueRule, value: impl ToString, limit: impl ToString) -> Result<T, Refusal> {
    Err(Refusal { rule, value: value.to_string(), limit: limit.to_string() })
}

/// Takes an order under a client id not known yet, and lets it meet the book at once where there is no latency.
pub fn on_submit(
    live: &Live,
    frictions: Frictions,
    order: &OrderRequest,
    instrument: &Instrument,
    book: &Book,
    time_ms: i64,
) -> Result<Vec<LedgerRecord>, Stopped> {
    check_shape(order)?;
    check_steps(order, instrument)?;
    check_book(order, instrument, book)?;
    let (unit, needed) = cost(order, instrument, book, frictions);
    check_balance(live, order, needed)?;
    let mut draft = Draft::new(live, time_ms);
    let sequence = live.last_sequence + 1;
    draft.push(LedgerRecord::Accepted {
        sequence,
        order: Box::new(order.clone()),
        instrument: Box::new(instrument.clone()),
        reserve_price: unit,
        active_ms: time_ms.saturating_add(frictions.latency_ms.max(0)),
        time_ms,
    })?;
    if frictions.latency_ms <= 0 {
        Meeting::new(book, &[], frictions).meet(&mut draft, sequence)?;
    }
    Ok(draft.records)
}

/// The prices each type needs, and the combinations there are.
fn check_shape(order: &OrderRequest) -> Result<(), Refusal> {
    let named = order.order_type.as_str();
    let (price, stop) = match order.order_type {
        OrderType::Market => (false, false),
        OrderType::Limit => (true, false),
        OrderType::Stop => (false, true),
        OrderType::StopLimit => (true, true),
        OrderType::TrailingStop => {
            return refuse(VenueRule::OrderType, named, "market, limit, stop or stop_limit");
        }
    };
    if order.price.is_some() != price || order.stop_price.is_some() != stop {
        let given = |p: Option<Decimal>| p.map_or("none".to_owned(), |p| p.to_string());
        let value = format!("{named} with price {} and stop {}", given(order.price), given(order.stop_price));
        let needs = |needed: bool| if needed { "a" } else { "no" };
        return refuse(VenueRule::Prices, value, format!("{} price and {} stop", needs(price), needs(stop)));
    }
    if let Some(bad) = order.price.into_iter().chain(order.stop_price).find(|p| *p <= Decimal::ZERO) {
        return refuse(VenueRule::Prices, bad, "above 0");
    }
    if order.post_only && order.time_in_force != TimeInForce::Gtc {
        return refuse(VenueRule::PostOnly, "ioc or fok", "gtc");
    }
    if order.reduce_only && order.side == Side::Buy {
        return refuse(VenueRule::ReduceOnly, "buy", "sell, as nothing is sold short here");
    }
    Ok(())
}

fn check_steps(order: &OrderRequest, instrument: &Instrument) -> Result<(), Refusal> {
    let on_grid = |value: Decimal, step: Decimal| step.is_zero() || (value % step).is_zero();
    if let Some(price) =
        order.price.into_iter().chain(order.stop_price).find(|p| !on_grid(*p, instrument.tick))
    {
        return refuse(VenueRule::Tick, price, format!("a multiple of {}", instrument.tick));
    }
    if order.quantity < instrument.min_quantity || order.quantity <= Decimal::ZERO {
        return refuse(
            VenueRule::MinQuantity,
            order.quantity,
            format!("{} or more", instrument.min_quantity),
        );
    }
    if !on_grid(order.quantity, instrument.lot) {
        return refuse(VenueRule::Lot, order.quantity, format!("a multiple of {}", instrument.lot));
    }
    Ok(())
}

fn check_book(order: &OrderRequest, instrument: &Instrument, book: &Book) -> Result<(), Refusal> {
    let best = Liquidity::of(book).best(order.side);
    let price = order.price.or(order.stop_price).or(best);
    // What is left of a position may be worth less than an order must be; it can still be got rid of.
    if let Some(notional) = price.map(|p| p * order.quantity).filter(|_| !order.reduce_only)
        && notional < instrument.min_notional
    {
        return refuse(
            VenueRule::MinNotional,
            notional.normalize(),
            format!("{} or more", instrument.min_notional),
        );
    }
    let (Some(limit), Some(best)) = (order.price, best) else { return Ok(()) };
    if !order.post_only || order.order_type != OrderType::Limit {
        return Ok(());
    }
    match order.side {
        Side::Buy if limit >= best => refuse(VenueRule::PostOnly, limit, format!("below the ask {best}")),
        Side::Sell if limit <= best => refuse(VenueRule::PostOnly, limit, format!("above the bid {best}")),
        _ => Ok(()),
    }
}

/// What a unit costs before fees, and what the whole needs with them (of the base currency: the quantity).
fn cost(
    order: &OrderRequest,
    instrument: &Instrument,
    book: &Book,
    frictions: Frictions,
) -> (Decimal, Decimal) {
    if order.side == Side::Sell {
        return (Decimal::ZERO, order.quantity);
    }
    let rate = Decimal::ONE + instrument.taker_fee.max(instrument.maker_fee).max(Decimal::ZERO);
    let slippage = frictions.slippage_bps;
    let unit = match (order.price, order.stop_price) {
        (Some(limit), _) => limit,
        (None, Some(stop)) => slipped(instrument, Side::Buy, stop, slippage, None),
        (None, None) => {
            let levels = &book.asks;
            let walked = walk(levels, instrument, Side::Buy, order.quantity, slippage, None);
            let quantity: Decimal = walked.iter().map(|(_, q)| *q).sum();
            let value: Decimal = walked.iter().map(|(p, q)| *p * *q).sum();
            if quantity.is_zero() {
                return (Decimal::ZERO, Decimal::ZERO);
            }
            let mean = (value / quantity).round_dp_with_strategy(12, rust_decimal::RoundingStrategy::ToZero);
            return (mean, value * rate);
        }
    };
    (unit, unit * order.quantity * rate)
}

fn check_balance(live: &Live, order: &OrderRequest, needed: Decimal) -> Result<(), Refusal> {
    let symbol = &order.instrument.symbol;
    let currency = if order.side == Side::Buy { symbol.quote() } else { symbol.base() };
    if order.reduce_only && live.total(currency).is_zero() {
        return refuse(VenueRule::ReduceOnly, order.quantity, format!("at most the 0 {currency} held"));
    }
    let except = Except { sequence: None, group: order.oco_group.as_deref() };
    let available = live.available(currency, except);
    if needed > available {
        let (needed, available) = (needed.normalize(), available.normalize());
        return refuse(
            VenueRule::Balance,
            format!("{needed} {currency}"),
            format!("at most {available} {currency}"),
        );
    }
    Ok(())
}
