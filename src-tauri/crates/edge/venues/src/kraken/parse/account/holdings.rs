//! Balances, positions, fees and rights.

use std::collections::BTreeMap;

use domain::{Balance, Decimal, Side, Symbol};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::kraken::parse::envelope::{Fault, result};
use crate::wire::Num;
use crate::{FeeRates, Position};

#[derive(Deserialize)]
struct Extended {
    balance: Num,
    #[serde(default)]
    credit: Option<Num>,
    #[serde(default)]
    credit_used: Option<Num>,
    #[serde(default)]
    hold_trade: Option<Num>,
}

/// Balances with what is available of them; where the answer is the short one, all of it is.
/// `available = balance + credit - credit_used - hold_trade`
pub fn balances(body: &[u8], currency: impl Fn(&str) -> String) -> Result<Vec<Balance>, Fault> {
    let rows: BTreeMap<String, Box<RawValue>> = result(body)?;
    let mut told: BTreeMap<String, Balance> = BTreeMap::new();
    for (code, raw) in rows {
        let unreadable = || Fault::Unreadable(format!("a balance of {code}"));
        let (total, available) = match serde_json::from_str::<Extended>(raw.get()) {
            Ok(row) => {
                let part = |num: Option<Num>| num.map_or(Decimal::ZERO, |num| num.0);
                let free = row
                    .balance
                    .0
                    .saturating_add(part(row.credit))
                    .saturating_sub(part(row.credit_used))
                    .saturating_sub(part(row.hold_trade));
                (row.balance.0, free)
            }
            Err(_) => {
                let total = crate::wire::decimal(raw.get()).ok_or_else(unreadable)?;
                (total, total)
            }
        };
        let name = currency(&code);
        let sum = told.entry(name.clone()).or_insert_with(|| Balance {
            currency: name,
            total: Decimal::ZERO,
            available: Decimal::ZERO,
        });
        sum.total = sum.total.saturating_add(total).normalize();
        sum.available = sum.available.saturating_add(available).normalize();
    }
    Ok(told.into_values().collect())
}

#[derive(Deserialize)]
struct PositionRow {
    pair: String,
    r#type: Side,
    cost: Num,
    vol: Num,
    #[serde(default, deserialize_with = "Num::lenient")]
    vol_closed: Option<Decimal>,
    #[serde(default, deserialize_with = "Num::lenient")]
    net: Option<Decimal>,
    #[serde(default, deserialize_with = "Num::lenient")]
    margin: Option<Decimal>,
}

#[derive(Default)]
struct Sum {
    quantity: Decimal,
    opened: Decimal,
    cost: Decimal,
    margin: Decimal,
    net: Option<Decimal>,
}

/// Open positions, one for each pair: the venue keeps one for each order.
pub fn positions(body: &[u8], symbol_of: impl Fn(&str) -> Option<Symbol>) -> Result<Vec<Position>, Fault> {
    // by id, or (consolidated) a list
    let raw: Box<RawValue> = result(body)?;
    let unreadable = |error: serde_json::Error| Fault::Unreadable(error.to_string());
    let rows: Vec<PositionRow> = if raw.get().starts_with('[') {
        serde_json::from_str(raw.get()).map_err(unreadable)?
    } else {
        let rows: BTreeMap<String, PositionRow> = serde_json::from_str(raw.get()).map_err(unreadable)?;
        rows.into_values().collect()
    };
    let mut sums: BTreeMap<Symbol, Sum> = BTreeMap::new();
    for row in rows {
        let unknown = || Fault::Unreadable(format!("a position in {:?}, which is no pair", row.pair));
        let sum = sums.entry(symbol_of(&row.pair).ok_or_else(unknown)?).or_default();
        let left = row.vol.0.saturating_sub(row.vol_closed.unwrap_or_default());
        sum.quantity = sum.quantity.saturating_add(if row.r#type == Side::Buy { left } else { -left });
        sum.opened = sum.opened.saturating_add(row.vol.0);
        sum.cost = sum.cost.saturating_add(row.cost.0);
        sum.margin = sum.margin.saturating_add(row.margin.unwrap_or_default());
        sum.net = match (sum.net, row.net) {
            (Some(a), Some(b)) => Some(a.saturating_add(b)),
            (a, b) => a.or(b),
        };
    }
    let position = |(symbol, sum): (Symbol, Sum)| Position {
        symbol,
        quantity: sum.quantity.normalize(),
        entry_price: sum.cost.checked_div(sum.opened).unwrap_or_default().round_dp(10).normalize(),
        unrealised: sum.net,
        liquidation_price: None,
        leverage: sum.cost.checked_div(sum.margin).map(|times| times.round_dp(2).normalize()),
    };
    Ok(sums.into_iter().filter(|(_, sum)| !sum.quantity.is_zero()).map(position).collect())
}

/// What the account pays now. The venue tells it by pair; the first is taken.
pub fn fee_rates(body: &[u8]) -> Result<Option<FeeRates>, Fault> {
    #[derive(Deserialize)]
    struct Rate {
        fee: Num,
    }
    #[derive(Deserialize)]
    struct Volume {
        #[serde(default)]
        fees: Option<BTreeMap<String, Rate>>,
        #[serde(default)]
        fees_maker: Option<BTreeMap<String, Rate>>,
    }
    let volume: Volume = result(body)?;
    let first = |rates: &Option<BTreeMap<String, Rate>>| {
        let rate = rates.as_ref()?.values().next()?.fee.0;
        rate.checked_div(Decimal::ONE_HUNDRED).map(|fraction| fraction.normalize())
    };
    let taker = first(&volume.fees);
    Ok(taker.map(|taker| FeeRates { maker: first(&volume.fees_maker).unwrap_or(taker), taker }))
}

/// What the key may do, in the venue's words.
pub fn granted(body: &[u8]) -> Result<Vec<String>, Fault> {
    #[derive(Deserialize)]
    struct Info {
        permissions: Vec<String>,
    }
    result(body).map(|info: Info| info.permissions)
}
