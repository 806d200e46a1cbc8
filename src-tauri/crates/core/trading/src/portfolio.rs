//! Cash, positions and fees: nothing but the sum of fills.

use std::collections::BTreeMap;

use domain::{Decimal, Fill, InstrumentId, Side};
use serde::Serialize;

/// What is held of one instrument. Spot: below zero only when a venue filled more than was held.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Position {
    pub quantity: Decimal,
    /// Mean price paid for what is held, fees not included.
    pub average_price: Decimal,
    /// In quote currency, less fees paid in quote or base currency.
    pub realised: Decimal,
    /// When it last left zero; `None` while nothing is held.
    pub opened_ms: Option<i64>,
}

impl Position {
    /// Gain of what is held at that price, in quote currency, exit fees not counted.
    pub fn unrealised(&self, price: Decimal) -> Decimal {
        (price - self.average_price) * self.quantity
    }

    fn change(&mut self, delta: Decimal, price: Decimal, time_ms: i64) {
        let before = self.quantity;
        let after = before + delta;
        let grows = before.is_zero() || before.is_sign_negative() == delta.is_sign_negative();
        if grows {
            let cost = self.average_price * before + price * delta;
            self.average_price = cost.checked_div(after).unwrap_or(price);
        } else {
            let closed = if delta.abs() > before.abs() { before } else { -delta };
            self.realised += (price - self.average_price) * closed;
            if after.is_zero() || after.is_sign_negative() != before.is_sign_negative() {
                self.average_price = if after.is_zero() { Decimal::ZERO } else { price };
            }
        }
        self.opened_ms = match (before.is_zero(), after.is_zero()) {
            (_, true) => None,
            (true, false) => Some(time_ms),
            _ => self.opened_ms,
        };
        self.quantity = after;
    }
}

/// One account's money. `cash` may hold any currency a fill paid in; base currencies live in `positions`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Portfolio {
    pub cash: BTreeMap<String, Decimal>,
    #[serde(serialize_with = "pairs")]
    pub positions: BTreeMap<InstrumentId, Position>,
    /// Paid so far, by currency.
    pub fees: BTreeMap<String, Decimal>,
}

fn pairs<S: serde::Serializer>(map: &BTreeMap<InstrumentId, Position>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(map)
}

impl Portfolio {
    pub fn opened_with(currency: &str, amount: Decimal) -> Self {
        Self { cash: BTreeMap::from([(currency.to_owned(), amount)]), ..Self::default() }
    }

    pub fn cash(&self, currency: &str) -> Decimal {
        self.cash.get(currency).copied().unwrap_or_default()
    }

    pub fn quantity(&self, instrument: &InstrumentId) -> Decimal {
        self.positions.get(instrument).map(|p| p.quantity).unwrap_or_default()
    }

    /// Books a fill and says how far the position moved (a fee in base currency comes out of it).
    pub fn book(&mut self, fill: &Fill) -> Decimal {
        let symbol = &fill.instrument.symbol;
        let (sign, value) = match fill.side {
            Side::Buy => (Decimal::ONE, -fill.quantity * fill.price),
            Side::Sell => (Decimal::NEGATIVE_ONE, fill.quantity * fill.price),
        };
        *self.cash.entry(symbol.quote().to_owned()).or_default() += value;
        *self.fees.entry(fill.fee_currency.clone()).or_default() += fill.fee;
        let position = self.positions.entry(fill.instrument.clone()).or_default();
        let before = position.quantity;
        position.change(sign * fill.quantity, fill.price, fill.time_ms);
        if fill.fee_currency == symbol.base() {
            // the fee leaves at cost and is lost: only the realised figure knows it
            position.realised -= fill.fee * position.average_price;
            position.quantity -= fill.fee;
            if position.quantity.is_zero() {
                (position.average_price, position.opened_ms) = (Decimal::ZERO, None);
            }
        } else {
            if fill.fee_currency == symbol.quote() {
                position.realised -= fill.fee;
            }
            *self.cash.entry(fill.fee_currency.clone()).or_default() -= fill.fee;
        }
        position.quantity - before
    }

    /// Cash of the account's currency and what is held against it, at these prices; other currencies have none.
    pub fn equity(&self, currency: &str, price: impl Fn(&InstrumentId) -> Option<Decimal>) -> Decimal {
        let held: Decimal = self
            .positions
            .iter()
            .filter(|(id, _)| id.symbol.quote() == currency)
            .map(|(id, p)| p.quantity * price(id).unwrap_or(p.average_price))
            .sum();
        self.cash(currency) + held
    }
}

#[cfg(test)]
#[path = "portfolio_tests.rs"]
mod tests;
