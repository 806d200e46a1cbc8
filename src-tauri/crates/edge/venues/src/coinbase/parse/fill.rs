//! Executions of our orders.

use domain::{Fill, InstrumentId};
use serde::Deserialize;

use super::market::side;
use super::{Figure, Flag, Rows, Text, instant_ms, unreadable};
use crate::VenueError;
use crate::coinbase::{id, symbols};

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Fills {
    pub fills: Rows<FillRow>,
    pub cursor: Text,
}

#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default)]
pub struct FillRow {
    entry_id: Text,
    trade_id: Text,
    pub order_id: Text,
    trade_time: Text,
    pub trade_type: Text,
    price: Figure,
    size: Figure,
    commission: Figure,
    pub product_id: Text,
    liquidity_indicator: Text,
    size_in_quote: Flag,
    side: Text,
}

impl FillRow {
    /// Tells executions apart: one trade between two orders of ours is one of each.
    pub fn key(&self) -> (String, String) {
        let trade_id = if self.trade_id.is_empty() { &self.entry_id } else { &self.trade_id };
        (self.order_id.0.clone(), trade_id.0.clone())
    }

    /// `client_id`: of the order, which the venue does not repeat here. Fees are taken in quote currency.
    pub fn fill(&self, client_id: &str) -> Result<Fill, VenueError> {
        let wrong = |cause: String| unreadable("a fill", cause);
        let symbol = symbols::symbol(&self.product_id)
            .ok_or_else(|| wrong(format!("product {:?}", &*self.product_id)))?;
        let (Some(price), Some(size)) = (self.price.above_zero(), self.size.0) else {
            return Err(wrong("price or size is missing".to_owned()));
        };
        let base = if self.size_in_quote.0 { size.checked_div(price) } else { Some(size) };
        let quantity = base.ok_or_else(|| wrong(format!("size {size}")))?;
        let time_ms =
            instant_ms(&self.trade_time).ok_or_else(|| wrong(format!("time {:?}", &*self.trade_time)))?;
        Ok(Fill {
            client_id: client_id.to_owned(),
            trade_id: self.key().1,
            side: side(&self.side).ok_or_else(|| wrong(format!("side {:?}", &*self.side)))?,
            quantity,
            price,
            fee: self.commission.or_zero(),
            fee_currency: symbol.quote().to_owned(),
            instrument: InstrumentId::new(id(), symbol),
            maker: &*self.liquidity_indicator == "MAKER",
            time_ms,
        })
    }
}
