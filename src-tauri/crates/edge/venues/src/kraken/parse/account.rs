//! Private answers.

mod holdings;
mod order;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use holdings::{balances, fee_rates, granted, positions};
pub use order::{OrderFact, TradeFact};

use super::envelope::{Fault, result};
use crate::wire::Num;

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// The venue's id of the order that was just placed.
pub fn placed(body: &[u8]) -> Result<String, Fault> {
    #[derive(Deserialize)]
    struct Placed {
        txid: OneOrMany,
    }
    let placed: Placed = result(body)?;
    let id = match placed.txid {
        OneOrMany::One(id) => Some(id),
        OneOrMany::Many(ids) => ids.into_iter().next(),
    };
    id.filter(|id| !id.is_empty()).ok_or_else(|| Fault::Unreadable("an order without a txid".to_owned()))
}

/// How many orders were taken off the book.
pub fn canceled(body: &[u8]) -> Result<usize, Fault> {
    #[derive(Deserialize)]
    struct Canceled {
        count: Num,
    }
    let canceled: Canceled = result(body)?;
    Ok(canceled.count.0.try_into().unwrap_or_default())
}

/// A change was taken; nothing is asked of the answer but that it is one.
pub fn amended(body: &[u8]) -> Result<(), Fault> {
    result::<serde::de::IgnoredAny>(body).map(|_| ())
}

/// What private streams are subscribed with.
pub fn token(body: &[u8]) -> Result<String, Fault> {
    #[derive(Deserialize)]
    struct Token {
        token: String,
    }
    result(body).map(|token: Token| token.token)
}

/// Orders under `open`, `closed` or by themselves, newest first.
pub fn orders(body: &[u8]) -> Result<Vec<OrderFact>, Fault> {
    #[derive(Deserialize)]
    struct Listed {
        open: Option<BTreeMap<String, order::OrderRow>>,
        closed: Option<BTreeMap<String, order::OrderRow>>,
    }
    let rows = match result::<Listed>(body) {
        Ok(Listed { open: Some(rows), .. } | Listed { closed: Some(rows), .. }) => rows,
        Err(Fault::Said(error)) => return Err(Fault::Said(error)),
        _ => result(body)?,
    };
    let mut facts: Vec<OrderFact> = rows.into_iter().map(|(id, row)| row.fact(id)).collect();
    facts.sort_by(|a, b| b.time_ms.cmp(&a.time_ms).then_with(|| a.venue_id.cmp(&b.venue_id)));
    Ok(facts)
}

/// Own trades under `trades` or by themselves, oldest first.
pub fn trades(body: &[u8]) -> Result<Vec<TradeFact>, Fault> {
    #[derive(Deserialize)]
    struct Listed {
        trades: BTreeMap<String, order::TradeRow>,
    }
    let rows = match result::<Listed>(body) {
        Ok(listed) => listed.trades,
        Err(Fault::Said(error)) => return Err(Fault::Said(error)),
        Err(Fault::Unreadable(_)) => result(body)?,
    };
    let mut facts: Vec<TradeFact> = rows.into_iter().filter_map(|(id, row)| row.fact(id)).collect();
    facts.sort_by(|a, b| a.time_ms.cmp(&b.time_ms).then_with(|| a.trade_id.cmp(&b.trade_id)));
    Ok(facts)
}
