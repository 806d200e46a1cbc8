//! What the stream asks REST, and how the answer is handed over.

use std::sync::Arc;

use async_trait::async_trait;

use crate::VenueError;
use crate::bitfinex::account::Account;
use crate::bitfinex::orders::{WireOrder, WireTrade};
use crate::session::Fetcher;

/// Ended orders looked at after an absence.
const ENDED: usize = 500;

/// The account as REST told it: trades first, so that an order told after them cannot end without its fills.
#[derive(Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Snapshot {
    pub working: Vec<WireOrder>,
    pub ended: Vec<WireOrder>,
    pub trades: Vec<WireTrade>,
}

impl Snapshot {
    pub fn read(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}

/// The trades of one order.
pub fn trades(bytes: &[u8]) -> Option<Vec<WireTrade>> {
    serde_json::from_slice(bytes).ok()
}

/// Asks on behalf of the stream: `account SINCE_MS`, `trades PAIR ORDER`.
pub struct AccountFetcher(pub Arc<Account>);

#[async_trait]
impl Fetcher for AccountFetcher {
    async fn fetch(&self, what: &str) -> Result<Vec<u8>, VenueError> {
        let mut words = what.split(' ');
        let bytes = match (words.next(), words.next(), words.next()) {
            (Some("trades"), Some(pair), Some(order)) => {
                let order = self.0.number(order)?;
                serde_json::to_vec(&self.0.trades_of(pair, order).await?)
            }
            (_, since, _) => {
                let since = since.and_then(|since| since.parse().ok()).unwrap_or(0);
                // working orders before ended ones: an order that ends in between is in one of the two at least
                let working = self.0.working(None).await?;
                let ended = self.0.ended(None, None, ENDED).await?;
                let trades = self.0.trades(None, since).await?;
                serde_json::to_vec(&Snapshot { working, ended, trades })
            }
        };
        bytes.map_err(|error| VenueError::BadResponse {
            venue: self.0.venue().clone(),
            what: "an account".to_owned(),
            cause: error.to_string(),
        })
    }
}
