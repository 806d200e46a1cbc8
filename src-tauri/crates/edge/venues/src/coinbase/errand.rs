//! What REST is asked on behalf of the streams.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Symbol, Timeframe};

use super::account::Account;
use super::parse::{FillRow, OrderRow, read, status_of, unreadable};
use super::private_stream::{Ask, OrderFacts, OrderFill, Statement};
use super::rest::Rest;
use super::sign::Signer;
use crate::session::Fetcher;
use crate::{Clock, VenueError};

/// How far behind the last known fill a new look begins.
const OVERLAP_MS: i64 = 60_000;

/// The last two candles of `SYMBOL TIMEFRAME`.
pub struct CandleErrand {
    pub rest: Arc<Rest>,
    pub clock: Arc<dyn Clock>,
}

#[async_trait]
impl Fetcher for CandleErrand {
    async fn fetch(&self, what: &str) -> Result<Vec<u8>, VenueError> {
        let parsed = what.split_once(' ').and_then(|(symbol, timeframe)| {
            Some((symbol.parse::<Symbol>().ok()?, timeframe.parse::<Timeframe>().ok()?))
        });
        let (symbol, timeframe) = parsed.ok_or_else(|| unreadable(what, "no symbol and timeframe"))?;
        let now_ms = self.clock.now_ms();
        let range = timeframe.floor(now_ms) - timeframe.ms()..now_ms + 1;
        let candles: Vec<_> = self.rest.candles(&symbol, timeframe, range).await?.iter().collect();
        written(&candles)
    }
}

/// Tokens, orders, fills and balances of one account.
pub struct AccountErrand {
    pub account: Arc<Account>,
    /// The stream's key, where it has one of its own.
    pub signer: Signer,
    pub clock: Arc<dyn Clock>,
}

#[async_trait]
impl Fetcher for AccountErrand {
    async fn fetch(&self, what: &str) -> Result<Vec<u8>, VenueError> {
        match read("an errand", what.as_bytes())? {
            Ask::Token { refused } => {
                if refused {
                    self.account.doubt_clock();
                }
                self.account.measured().await;
                Ok(self.signer.token(None, self.account.now_s())?.into_bytes())
            }
            Ask::Resync { since_ms, orders } => {
                let since_ms = since_ms.unwrap_or_else(|| self.clock.now_ms()) - OVERLAP_MS;
                written(&self.resync(since_ms, &orders).await?)
            }
            Ask::Fills { orders } => {
                written(&Statement { fills: self.fills(&orders).await?, orders: Vec::new() })
            }
            Ask::Balances => written(&self.account.balances().await?),
        }
    }
}

impl AccountErrand {
    async fn resync(&self, since_ms: i64, orders: &[String]) -> Result<Statement, VenueError> {
        let newest = self.account.newest().await?;
        let fills = self.account.rows_since(since_ms).await?;
        // what ended long ago is no news
        let is_news = |row: &&OrderRow| {
            let working = status_of(&row.status).is_none_or(|status| !status.is_final());
            working || row.created_ms().is_some_and(|at| at >= since_ms) || orders.contains(&row.order_id.0)
        };
        let mut facts: Vec<OrderFacts> = newest.iter().filter(is_news).map(OrderFacts::listed).collect();
        for venue_id in orders.iter().filter(|id| newest.iter().all(|row| row.order_id.0 != **id)) {
            facts.extend(self.account.row(venue_id).await?.as_ref().map(OrderFacts::listed));
        }
        Ok(Statement { orders: facts, fills: self.named(fills)? })
    }

    async fn fills(&self, orders: &[String]) -> Result<Vec<OrderFill>, VenueError> {
        let rows = self.account.fills_of(orders).await?;
        self.account.know_orders(&rows).await?;
        self.named(rows)
    }

    fn named(&self, rows: Vec<FillRow>) -> Result<Vec<OrderFill>, VenueError> {
        let named = |row: FillRow| {
            let order_id = self.account.ids.client_id(&row.order_id).unwrap_or_default();
            Ok(OrderFill { fill: self.account.named(&row)?, order_id, venue_id: row.order_id.0 })
        };
        let mut fills = rows.into_iter().map(named).collect::<Result<Vec<_>, VenueError>>()?;
        fills.sort_by_key(|one| one.fill.time_ms);
        Ok(fills)
    }
}

fn written(value: &impl serde::Serialize) -> Result<Vec<u8>, VenueError> {
    serde_json::to_vec(value).map_err(|error| unreadable("an errand", error))
}
