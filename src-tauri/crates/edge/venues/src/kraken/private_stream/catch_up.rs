//! What REST is asked on the stream's behalf: its token, what happened while it was away, balances.

use std::collections::BTreeSet;
use std::sync::Weak;

use async_trait::async_trait;
use domain::{Fill, VenueId};
use serde::{Deserialize, Serialize};

use crate::kraken::NAME;
use crate::kraken::inner::Inner;
use crate::kraken::parse::account::{self, OrderFact, TradeFact};
use crate::kraken::sign::Form;
use crate::session::Fetcher;
use crate::{Stage, VenueError};

/// The account as REST tells it, orders first and trades after them, so that no order is ahead of its trades.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct CatchUp {
    pub orders: Vec<OrderFact>,
    pub fills: Vec<Filled>,
}

/// A fill with the venue's name of its order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Filled {
    pub order_id: String,
    pub fill: Fill,
}

/// What a dialect may ask.
#[derive(Debug, Serialize, Deserialize)]
pub enum Question {
    Token,
    Balances,
    /// Open orders, these orders, and own trades since then.
    Account {
        since_ms: Option<i64>,
        orders: BTreeSet<String>,
    },
}

impl Question {
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// Answers questions as long as the venue is there.
pub struct Questions(pub Weak<Inner>);

#[async_trait]
impl Fetcher for Questions {
    async fn fetch(&self, what: &str) -> Result<Vec<u8>, VenueError> {
        let gone = || VenueError::Unreachable {
            venue: VenueId::new(NAME),
            stage: Stage::Connecting,
            cause: "the venue was closed".to_owned(),
        };
        let inner = self.0.upgrade().ok_or_else(gone)?;
        match serde_json::from_str(what) {
            Ok(Question::Token) => {
                let form = Form::default();
                let token = inner.rest.ask(inner.streamer()?, "GetWebSocketsToken", &form, account::token);
                token.await.map(String::into_bytes)
            }
            Ok(Question::Balances) => Ok(written(&inner.balances().await?)),
            Ok(Question::Account { since_ms, orders }) => {
                Ok(written(&inner.catch_up(since_ms, orders).await?))
            }
            Err(_) => Err(gone()),
        }
    }
}

fn written<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

impl Inner {
    async fn catch_up(
        &self,
        since_ms: Option<i64>,
        mut wanted: BTreeSet<String>,
    ) -> Result<CatchUp, VenueError> {
        let pairs = self.pairs().await?;
        let mut orders = self.list_open(None).await?;
        for fact in &orders {
            wanted.remove(&fact.venue_id);
        }
        orders.extend(self.query_orders(&wanted.into_iter().collect::<Vec<_>>()).await?);
        let mut trades = self.list_trades(since_ms).await?;
        let known: BTreeSet<&str> = trades.iter().map(|trade| trade.trade_id.as_str()).collect();
        let missing: Vec<String> = orders
            .iter()
            .flat_map(|fact| &fact.trades)
            .filter(|id| !known.contains(id.as_str()))
            .cloned()
            .collect();
        trades.extend(self.query_trades(&missing).await?);
        trades.sort_by(|a, b| a.time_ms.cmp(&b.time_ms).then_with(|| a.trade_id.cmp(&b.trade_id)));
        orders.extend(self.learn_orders_of(&trades).await?);
        let in_base =
            |trade: &TradeFact| orders.iter().any(|fact| fact.venue_id == trade.order_id && fact.fee_in_base);
        let fills: Result<Vec<Filled>, VenueError> = trades
            .iter()
            .map(|trade| {
                let fill = self.fill(&pairs, trade, in_base(trade))?;
                Ok(Filled { order_id: trade.order_id.clone(), fill })
            })
            .collect();
        Ok(CatchUp { fills: fills?, orders })
    }
}
