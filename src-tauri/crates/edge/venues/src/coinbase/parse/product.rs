//! Products: the instruments and their day.

use domain::{Decimal, Instrument, InstrumentId, Symbol, Ticker};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Figure, Flag, Rows, Text};
use crate::coinbase::{id, symbols};

/// Fees of an account that has traded less than 1000 USD in 30 days, the venue's highest.
const MAKER_FEE: Decimal = Decimal::from_parts(6, 0, 0, false, 3);
const TAKER_FEE: Decimal = Decimal::from_parts(12, 0, 0, false, 3);

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Products {
    products: Rows<Box<RawValue>>,
}

impl Products {
    /// Those that can be read. One the venue writes in another way hides itself and no other.
    pub fn readable(&self) -> impl Iterator<Item = Product> + '_ {
        self.products.iter().filter_map(|row| serde_json::from_str(row.get()).ok())
    }
}

#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub struct Product {
    product_id: Text,
    product_type: Text,
    base_currency_id: Text,
    quote_currency_id: Text,
    status: Text,
    is_disabled: Flag,
    trading_disabled: Flag,
    view_only: Flag,
    price_increment: Figure,
    quote_increment: Figure,
    base_increment: Figure,
    base_min_size: Figure,
    quote_min_size: Figure,
    price: Figure,
    pub volume_24h: Figure,
    price_percentage_change_24h: Figure,
    best_bid_price: Figure,
    best_ask_price: Figure,
}

/// Best bid and ask.
pub type Touch = (Decimal, Decimal);

impl Product {
    pub fn id(&self) -> &str {
        &self.product_id
    }

    pub fn symbol(&self) -> Option<Symbol> {
        let spot = matches!(&*self.product_type, "SPOT" | "");
        if !spot {
            return None;
        }
        if self.base_currency_id.is_empty() || self.quote_currency_id.is_empty() {
            return symbols::symbol(&self.product_id);
        }
        format!("{}/{}", &*self.base_currency_id, &*self.quote_currency_id).parse().ok()
    }

    /// `None`: not a spot market, closed to trading, or without steps.
    pub fn instrument(&self) -> Option<Instrument> {
        let closed = self.is_disabled.0 || self.trading_disabled.0 || self.view_only.0;
        if closed || &*self.status == "delisted" {
            return None;
        }
        Some(Instrument {
            id: InstrumentId::new(id(), self.symbol()?),
            tick: self.price_increment.above_zero().or(self.quote_increment.above_zero())?,
            lot: self.base_increment.above_zero()?,
            min_quantity: self.base_min_size.or_zero(),
            min_notional: self.quote_min_size.or_zero(),
            maker_fee: MAKER_FEE,
            taker_fee: TAKER_FEE,
        })
    }

    /// Fraction of the price 24 hours ago.
    pub fn change(&self) -> Decimal {
        self.price_percentage_change_24h.or_zero() / Decimal::ONE_HUNDRED
    }

    /// As far as the list tells, with high and low the last price; `None` without bid and ask, which the list has not
    /// always: `touch` is what stands in for it.
    pub fn ticker(&self, touch: Option<Touch>, time_ms: i64) -> Option<Ticker> {
        let last = self.price.above_zero()?;
        let own = self.best_bid_price.above_zero().zip(self.best_ask_price.above_zero());
        let (bid, ask) = own.or(touch)?;
        Some(Ticker {
            symbol: self.symbol()?,
            bid,
            ask,
            last,
            high: last,
            low: last,
            volume: self.volume_24h.or_zero(),
            change: self.change(),
            time_ms,
        })
    }
}
