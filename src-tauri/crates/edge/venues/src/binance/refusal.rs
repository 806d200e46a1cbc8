//! The venue's refusals in our words. What it may have done all the same is never called a failure.

use domain::{Instrument, OrderRequest, VenueId};
use serde::Deserialize;

use super::lenient::whole;
use crate::http::Answer;
use crate::{VenueError, VenueRule};

/// `{"code":-1121,"msg":"Invalid symbol."}`
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Refusal {
    #[serde(deserialize_with = "whole")]
    pub code: i64,
    #[serde(default)]
    pub msg: String,
}

/// The codes that are asked about by name.
pub const CLOCK: i64 = -1021;
pub const UNKNOWN_SYMBOL: i64 = -1121;
pub const CANCEL_REJECTED: i64 = -2011;
pub const NO_SUCH_ORDER: i64 = -2013;
pub const ARCHIVED: i64 = -2026;

/// What a request was, for the meaning of an answer that says nothing clear.
#[derive(Debug, Clone, Copy)]
pub enum Asked<'a> {
    Question,
    /// It changes something: unclear answers leave its outcome unknown.
    Change,
    Order(&'a OrderRequest, &'a Instrument),
}

/// A body that can be read, or why there is none.
pub fn read(venue: &VenueId, answer: Answer, asked: Asked<'_>) -> Result<Vec<u8>, VenueError> {
    if answer.is_success() {
        return Ok(answer.body);
    }
    Err(refused(venue, &answer, asked))
}

/// The code in a refusal, where there is one.
pub fn code(answer: &Answer) -> Option<i64> {
    if answer.is_success() { None } else { parse(&answer.body).map(|refusal| refusal.code) }
}

pub fn parse(body: &[u8]) -> Option<Refusal> {
    serde_json::from_slice(body).ok()
}

fn refused(venue: &VenueId, answer: &Answer, asked: Asked<'_>) -> VenueError {
    let question = matches!(asked, Asked::Question);
    if matches!(answer.status, 429 | 418) {
        let wait =
            answer.retry_after().map_or(1_000, |wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        return VenueError::RateLimited { venue: venue.clone(), retry_after_ms: wait };
    }
    let unclear = || VenueError::BadResponse {
        venue: venue.clone(),
        what: format!("HTTP status {}", answer.status),
        cause: answer.excerpt(),
    };
    let Some(refusal) = parse(&answer.body) else {
        return match answer.status {
            // another place that speaks this protocol need not have every question
            404 if question => VenueError::Declined {
                venue: venue.clone(),
                code: "404".to_owned(),
                message: answer.excerpt(),
            },
            _ => unclear(),
        };
    };
    match refusal.code {
        -1016 if question => VenueError::Maintenance { venue: venue.clone(), message: refusal.msg },
        _ if answer.status >= 500 => unclear(),
        _ => meaning(venue, refusal, asked),
    }
}

/// What a refusal with a code means.
pub fn meaning(venue: &VenueId, refusal: Refusal, asked: Asked<'_>) -> VenueError {
    let venue = venue.clone();
    let Refusal { code, msg } = refusal;
    match code {
        // the venue does not know itself: -1000 unknown, -1001 internal, -1006 unexpected reply, -1007 timed out
        -1000 | -1001 | -1006 | -1007 => {
            VenueError::BadResponse { venue, what: format!("code {code}"), cause: msg }
        }
        -1003 | -1015 | -1034 => VenueError::RateLimited { venue, retry_after_ms: 1_000 },
        -1016 => VenueError::Maintenance { venue, message: msg },
        -1002 | -1022 | -2014 | -2015 => {
            VenueError::Unauthorized { venue, code: code.to_string(), message: msg }
        }
        -1013 | -1111 | -2010 => match asked {
            Asked::Order(order, instrument) => broken(venue, code, msg, order, instrument),
            _ => VenueError::Declined { venue, code: code.to_string(), message: msg },
        },
        UNKNOWN_SYMBOL => match asked {
            Asked::Order(order, _) => {
                VenueError::UnknownInstrument { venue, symbol: order.instrument.symbol.clone() }
            }
            _ => VenueError::Declined { venue, code: code.to_string(), message: msg },
        },
        _ => VenueError::Declined { venue, code: code.to_string(), message: msg },
    }
}

/// The rule an order broke, with its value and the limit.
fn broken(
    venue: VenueId,
    code: i64,
    msg: String,
    order: &OrderRequest,
    instrument: &Instrument,
) -> VenueError {
    let price = || order.price.or(order.stop_price).map_or_else(|| "none".to_owned(), |p| p.to_string());
    let quantity = || order.quantity.to_string();
    let has = |text: &str| msg.contains(text);
    let precision = code == -1111;
    let (rule, value, limit) = if has("NOTIONAL") {
        let value = order.price.map_or(order.quantity, |p| p * order.quantity);
        (VenueRule::MinNotional, value.to_string(), format!("at least {}", instrument.min_notional))
    } else if has("PRICE_FILTER") || (precision && has("'price'")) {
        (VenueRule::Tick, price(), format!("a multiple of {}", instrument.tick))
    } else if has("LOT_SIZE") && order.quantity < instrument.min_quantity {
        (VenueRule::MinQuantity, quantity(), format!("at least {}", instrument.min_quantity))
    } else if has("LOT_SIZE") || (precision && has("'quantity'")) {
        (VenueRule::Lot, quantity(), format!("a multiple of {} within the venue's bounds", instrument.lot))
    } else if has("insufficient balance") {
        (VenueRule::Balance, quantity(), "covered by the available balance".to_owned())
    } else if has("Duplicate order") {
        (VenueRule::ClientId, order.client_id.clone(), "an id no working order has".to_owned())
    } else if has("immediately match") {
        (VenueRule::PostOnly, price(), "a price that does not take".to_owned())
    } else if has("trigger immediately") || has("relationship of the prices") {
        (VenueRule::Prices, price(), "on the far side of the market".to_owned())
    } else {
        (VenueRule::Unlisted, code.to_string(), msg)
    };
    VenueError::Refused { venue, rule, value, limit }
}

#[cfg(test)]
mod tests {
    use domain::{Decimal, InstrumentId, Mode, OrderRole, OrderType, Side, Symbol, SymbolError, TimeInForce};

    use super::*;

    fn order() -> Result<(OrderRequest, Instrument), SymbolError> {
        let symbol: Symbol = "BTC/USDT".parse()?;
        let id = InstrumentId::new(VenueId::new("binance"), symbol);
        let step = Decimal::new(1, 2);
        let instrument = Instrument {
            id: id.clone(),
            tick: step,
            lot: step,
            min_quantity: Decimal::ONE,
            min_notional: Decimal::TEN,
            maker_fee: step,
            taker_fee: step,
        };
        let order = OrderRequest {
            client_id: "CS-1-1".to_owned(),
            mode: Mode::Live,
            account: "a".to_owned(),
            instrument: id,
            side: Side::Buy,
            order_type: OrderType::Limit,
            role: OrderRole::Entry,
            quantity: Decimal::TWO,
            price: Some(Decimal::ONE),
            stop_price: None,
            time_in_force: TimeInForce::Gtc,
            post_only: false,
            reduce_only: false,
            oco_group: None,
            hidden: false,
            trail: None,
        };
        Ok((order, instrument))
    }

    #[test]
    fn each_refusal_of_an_order_names_its_rule() -> Result<(), SymbolError> {
        let (order, instrument) = order()?;
        let rule = |code, msg: &str| {
            let refusal = Refusal { code, msg: msg.to_owned() };
            meaning(&VenueId::new("binance"), refusal, Asked::Order(&order, &instrument))
        };
        for (code, msg, wanted) in [
            (-1013, "Filter failure: PRICE_FILTER", VenueRule::Tick),
            (-1013, "Filter failure: LOT_SIZE", VenueRule::Lot),
            (-1013, "Filter failure: NOTIONAL", VenueRule::MinNotional),
            (-1111, "Parameter 'quantity' has too much precision.", VenueRule::Lot),
            (-2010, "Account has insufficient balance for requested action.", VenueRule::Balance),
            (-2010, "Duplicate order sent.", VenueRule::ClientId),
            (-2010, "Order would immediately match and take.", VenueRule::PostOnly),
            (-2010, "Order would trigger immediately.", VenueRule::Prices),
            (-2010, "Market is closed.", VenueRule::Unlisted),
        ] {
            match rule(code, msg) {
                VenueError::Refused { rule, .. } => assert_eq!(rule, wanted, "{msg}"),
                other => assert_eq!(other.to_string(), "", "{msg}"),
            }
        }
        for code in [-1000, -1001, -1006, -1007] {
            assert!(rule(code, "").outcome_unknown(), "{code}");
        }
        for code in [-1003, -1021, -1022, -2015, -2010, -1121, -9999] {
            assert!(!rule(code, "").outcome_unknown(), "{code}");
        }
        Ok(())
    }
}
