//! `executionReport`: what the account's stream tells about an order.

use domain::{Decimal, Fill};
use serde::Deserialize;

use super::lenient::{millis, whole, whole_or_none};
use super::order_shape::{UnknownWord, side};
use super::symbols::Listed;
use crate::wire::Num;

#[derive(Debug, Clone, Deserialize)]
pub struct ExecutionReport {
    #[serde(rename = "s")]
    pub symbol: String,
    #[serde(rename = "i", deserialize_with = "whole")]
    pub order_id: i64,
    #[serde(rename = "c", default)]
    client: String,
    /// On a cancellation or change: the order's id, where `c` is the request's.
    #[serde(rename = "C", default)]
    original: Option<String>,
    #[serde(rename = "S")]
    side: String,
    /// What happened: NEW, TRADE, CANCELED ...
    #[serde(rename = "x")]
    pub kind: String,
    /// How the order stands after it.
    #[serde(rename = "X")]
    pub status: String,
    #[serde(rename = "r", default)]
    reject: Option<String>,
    #[serde(rename = "eR", default)]
    expiry: Option<String>,
    #[serde(rename = "z")]
    pub executed: Num,
    #[serde(rename = "l", default, deserialize_with = "Num::lenient")]
    last_quantity: Option<Decimal>,
    #[serde(rename = "L", default, deserialize_with = "Num::lenient")]
    last_price: Option<Decimal>,
    #[serde(rename = "n", default, deserialize_with = "Num::lenient")]
    fee: Option<Decimal>,
    #[serde(rename = "N", default)]
    fee_currency: Option<String>,
    #[serde(rename = "t", default, deserialize_with = "whole_or_none")]
    trade_id: Option<i64>,
    #[serde(rename = "m", default)]
    maker: bool,
    #[serde(rename = "T", deserialize_with = "whole")]
    time: i64,
}

impl ExecutionReport {
    /// The order's own id, whatever brought the report about.
    pub fn client_id(&self) -> &str {
        self.original.as_deref().filter(|id| !id.is_empty()).unwrap_or(&self.client)
    }

    pub fn time_ms(&self) -> i64 {
        millis(self.time)
    }

    /// Why it ended, as far as the venue says.
    pub fn reason(&self) -> Option<&str> {
        let refused = self.reject.as_deref().filter(|word| !word.is_empty() && *word != "NONE");
        self.expiry.as_deref().or(refused)
    }

    /// The execution this report is about; `None`: it is about something else.
    pub fn fill(&self, listed: &Listed, client_id: &str) -> Option<Result<Fill, UnknownWord>> {
        let trade_id = self.trade_id.filter(|id| *id >= 0)?;
        let (quantity, price) = (self.last_quantity.filter(|q| *q > Decimal::ZERO)?, self.last_price?);
        if self.kind != "TRADE" {
            return None;
        }
        Some(side(&self.side).map(|side| Fill {
            client_id: client_id.to_owned(),
            trade_id: trade_id.to_string(),
            instrument: listed.instrument.id.clone(),
            side,
            quantity: quantity.normalize(),
            price: price.normalize(),
            fee: self.fee.unwrap_or_default().normalize(),
            fee_currency: self.fee_currency.clone().unwrap_or_default(),
            maker: self.maker,
            time_ms: self.time_ms(),
        }))
    }
}

pub fn execution_report(body: &[u8]) -> Result<ExecutionReport, serde_json::Error> {
    serde_json::from_slice(body)
}
