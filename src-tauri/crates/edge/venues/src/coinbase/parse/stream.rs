//! Messages of the streams.

use domain::{Decimal, Side};
use serde::Deserialize;

use super::{CandleRow, Figure, Rows, Text, TickerRow, TradeRow};

/// Every message; an error has `kind` and `message` alone.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Envelope {
    pub channel: Text,
    #[serde(rename = "type")]
    pub kind: Text,
    pub message: Text,
    pub timestamp: Text,
    pub sequence_num: Option<u64>,
    pub events: Rows<StreamEvent>,
}

/// One event of any channel.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct StreamEvent {
    #[serde(rename = "type")]
    pub kind: Text,
    pub product_id: Text,
    pub updates: Rows<LevelRow>,
    pub trades: Rows<TradeRow>,
    pub candles: Rows<CandleRow>,
    pub tickers: Rows<TickerRow>,
    pub orders: Rows<UserOrder>,
    pub subscriptions: std::collections::BTreeMap<String, Option<Vec<Text>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct LevelRow {
    side: Text,
    price_level: Figure,
    new_quantity: Figure,
}

impl LevelRow {
    /// Side, price and the size it has now.
    pub fn change(&self) -> Option<(Side, Decimal, Decimal)> {
        let side = match &*self.side {
            "bid" => Side::Buy,
            "offer" | "ask" => Side::Sell,
            _ => return None,
        };
        Some((side, self.price_level.0?, self.new_quantity.0?))
    }
}

/// An order as the account's stream tells it: sums, not executions.
#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default)]
pub struct UserOrder {
    pub order_id: Text,
    pub client_order_id: Text,
    pub product_id: Text,
    pub status: Text,
    pub cumulative_quantity: Figure,
    cancel_reason: Text,
    reject_reason: Text,
    #[serde(rename = "reject_Reason")]
    reject_reason_too: Text,
}

impl UserOrder {
    /// The venue's words for an end before it was filled, or else its status.
    pub fn reason(&self) -> String {
        let words = [&self.cancel_reason, &self.reject_reason, &self.reject_reason_too];
        let told = words.into_iter().find(|words| !words.is_empty());
        told.map_or_else(|| self.status.0.to_lowercase(), |words| words.0.clone())
    }
}
