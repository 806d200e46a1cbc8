//! What an account is asked: orders, trades, money, rights.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Balance, Decimal, Fill, Instrument, InstrumentId};

use super::inner::Inner;
use super::parse::account::{self, OrderFact, TradeFact};
use super::sign::Form;
use super::symbols::Pairs;
use crate::{FeeRates, KeyPermissions, Position, VenueError, VenueOrder};

/// Orders and trades of one answer.
const PAGE: usize = 50;

/// Ids that one question may name.
const ORDERS_A_QUERY: usize = 50;
const TRADES_A_QUERY: usize = 20;

impl Inner {
    /// Orders by the venue's ids.
    pub async fn query_orders(&self, ids: &[String]) -> Result<Vec<OrderFact>, VenueError> {
        let mut facts = Vec::new();
        for chunk in ids.chunks(ORDERS_A_QUERY) {
            let form = Form::default().with("txid", &chunk.join(",")).with("trades", "true");
            facts.extend(self.rest.ask(self.trader()?, "QueryOrders", &form, account::orders).await?);
        }
        self.remember(&facts);
        Ok(facts)
    }

    /// Open orders, all or the one with a client id.
    pub async fn list_open(&self, client_id: Option<&str>) -> Result<Vec<OrderFact>, VenueError> {
        let form = Form::default().with("trades", "true").maybe("cl_ord_id", client_id);
        let facts = self.rest.ask(self.trader()?, "OpenOrders", &form, account::orders).await?;
        self.remember(&facts);
        Ok(facts)
    }

    /// Orders that ended, newest first, a page from `offset` on.
    pub async fn list_closed(
        &self,
        client_id: Option<&str>,
        offset: usize,
    ) -> Result<Vec<OrderFact>, VenueError> {
        let form = Form::default().with("trades", "true").maybe("cl_ord_id", client_id);
        let form = if offset == 0 { form } else { form.with("ofs", &offset.to_string()) };
        let facts = self.rest.ask(self.trader()?, "ClosedOrders", &form, account::orders).await?;
        self.remember(&facts);
        Ok(facts)
    }

    /// Own trades since a moment, oldest first; without one the latest page.
    pub async fn list_trades(&self, since_ms: Option<i64>) -> Result<Vec<TradeFact>, VenueError> {
        let mut found: BTreeMap<String, TradeFact> = BTreeMap::new();
        let mut offset = 0;
        loop {
            // the start is exclusive and in seconds
            let start = since_ms.map(|ms| (ms.div_euclid(1000) - 1).max(0).to_string());
            let form = Form::default().maybe("start", start.as_deref());
            let form = if offset == 0 { form } else { form.with("ofs", &offset.to_string()) };
            let page = self.rest.ask(self.trader()?, "TradesHistory", &form, account::trades).await?;
            let (length, before) = (page.len(), found.len());
            found.extend(page.into_iter().map(|fact| (fact.trade_id.clone(), fact)));
            if since_ms.is_none() || length < PAGE || found.len() == before {
                break;
            }
            offset += length;
        }
        let mut trades: Vec<TradeFact> = found.into_values().collect();
        trades.retain(|fact| since_ms.is_none_or(|since| fact.time_ms >= since));
        trades.sort_by(|a, b| a.time_ms.cmp(&b.time_ms).then_with(|| a.trade_id.cmp(&b.trade_id)));
        Ok(trades)
    }

    pub async fn query_trades(&self, ids: &[String]) -> Result<Vec<TradeFact>, VenueError> {
        let mut facts = Vec::new();
        for chunk in ids.chunks(TRADES_A_QUERY) {
            let form = Form::default().with("txid", &chunk.join(","));
            facts.extend(self.rest.ask(self.trader()?, "QueryTrades", &form, account::trades).await?);
        }
        facts.sort_by(|a, b| a.time_ms.cmp(&b.time_ms).then_with(|| a.trade_id.cmp(&b.trade_id)));
        Ok(facts)
    }

    /// Keeps the venue's names of our orders.
    fn remember(&self, facts: &[OrderFact]) {
        for fact in facts {
            if let Some(client_id) = &fact.client_id {
                self.ids.named(&self.ids.ours(client_id), &fact.venue_id, fact.time_ms);
            }
        }
    }

    /// Learns whose the trades' orders are, where this process does not know it.
    pub async fn learn_orders_of(&self, trades: &[TradeFact]) -> Result<Vec<OrderFact>, VenueError> {
        let unknown: BTreeSet<String> = trades
            .iter()
            .filter(|fact| self.ids.of_venue_id(&fact.order_id).is_none())
            .map(|fact| fact.order_id.clone())
            .collect();
        self.query_orders(&unknown.into_iter().collect::<Vec<_>>()).await
    }

    /// A trade in our words. `client_id` is empty where the order is not ours.
    pub fn fill(&self, pairs: &Pairs, trade: &TradeFact, fee_in_base: bool) -> Result<Fill, VenueError> {
        let instrument = self.instrument_of(pairs, &trade.pair)?;
        let symbol = &instrument.symbol;
        let fee_currency = if fee_in_base { symbol.base() } else { symbol.quote() }.to_owned();
        Ok(Fill {
            client_id: self.ids.of_venue_id(&trade.order_id).unwrap_or_default(),
            trade_id: trade.trade_id.clone(),
            side: trade.side,
            quantity: trade.quantity,
            price: trade.price,
            fee: trade.fee,
            fee_currency,
            maker: trade.maker,
            time_ms: trade.time_ms,
            instrument,
        })
    }

    fn instrument_of(&self, pairs: &Pairs, name: &str) -> Result<InstrumentId, VenueError> {
        let found = pairs.named(name).map(|pair| pair.instrument.id.clone());
        found.ok_or_else(|| self.unread(format!("the pair {name:?}"), "it is on no list"))
    }

    /// An order in our words, with its fills where `with_fills`.
    pub async fn order(&self, fact: OrderFact, with_fills: bool) -> Result<VenueOrder, VenueError> {
        let pairs = self.pairs().await?;
        let instrument = self.instrument_of(&pairs, &fact.pair)?;
        let unknown = "we have no word for it; look at the venue";
        let (Some(status), Some(order_type)) = (fact.status, fact.order_type) else {
            let what = format!("order status {:?} of type {:?}", fact.status_word, fact.type_word);
            return Err(self.unread(what, unknown));
        };
        let mut fills = Vec::new();
        if with_fills && fact.filled > Decimal::ZERO {
            for trade in self.query_trades(&fact.trades).await? {
                fills.push(self.fill(&pairs, &trade, fact.fee_in_base)?);
            }
        }
        Ok(VenueOrder {
            client_id: fact.client_id.map(|id| self.ids.ours(&id)).unwrap_or_default(),
            venue_id: fact.venue_id,
            instrument,
            side: fact.side,
            order_type,
            quantity: fact.quantity,
            price: fact.price,
            stop_price: fact.stop_price,
            status,
            filled: fact.filled,
            average: fact.average.filter(|_| fact.filled > Decimal::ZERO),
            post_only: fact.post_only,
            reduce_only: fact.reduce_only,
            fills,
            reason: fact.reason,
            time_ms: fact.time_ms,
        })
    }

    fn unread(&self, what: String, cause: &str) -> VenueError {
        VenueError::BadResponse { venue: self.venue.clone(), what, cause: cause.to_owned() }
    }

    pub async fn balances(&self) -> Result<Vec<Balance>, VenueError> {
        let pairs = self.pairs().await?;
        let read = |body: &[u8]| account::balances(body, |code| pairs.currency(code));
        match self.rest.ask(self.trader()?, "BalanceEx", &Form::default(), read).await {
            // the older call tells no holds
            Err(VenueError::Declined { .. }) => {
                self.rest.ask(self.trader()?, "Balance", &Form::default(), read).await
            }
            told => told,
        }
    }

    pub async fn positions(&self) -> Result<Vec<Position>, VenueError> {
        let pairs = self.pairs().await?;
        let read = |body: &[u8]| {
            account::positions(body, |name| pairs.named(name).map(|pair| pair.symbol().clone()))
        };
        let form = Form::default().with("docalcs", "true");
        self.rest.ask(self.trader()?, "OpenPositions", &form, read).await
    }

    /// What is paid for one pair, or for the first on the list.
    pub async fn fees(&self, instrument: Option<&InstrumentId>) -> Result<FeeRates, VenueError> {
        let pairs = self.pairs().await?;
        let pair = match instrument {
            Some(id) => self.pair(&id.symbol).await?,
            None => {
                let usual = pairs.named("BTC/USD").or_else(|| pairs.all().first()).cloned();
                usual.ok_or_else(|| self.unread("no pairs".to_owned(), "the list is empty"))?
            }
        };
        let form = Form::default().with("pair", &pair.altname);
        let told = self.rest.ask(self.trader()?, "TradeVolume", &form, account::fee_rates).await?;
        let listed = |i: &Instrument| FeeRates { maker: i.maker_fee, taker: i.taker_fee };
        Ok(told.unwrap_or_else(|| listed(&pair.instrument)))
    }

    pub async fn permissions(&self) -> Result<KeyPermissions, VenueError> {
        let granted =
            self.rest.ask(self.trader()?, "GetApiKeyInfo", &Form::default(), account::granted).await?;
        let has = |right: &str| granted.iter().any(|one| one == right);
        Ok(KeyPermissions {
            read: Some(has("query-funds") && has("query-open-trades")),
            trade: Some(has("modify-trades")),
            withdraw: Some(granted.iter().any(|one| one.starts_with("withdraw"))),
            granted,
        })
    }
}
