//! Questions about the account: orders, own trades, balances, fees, what the key may do.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Balance, Decimal, Fill, InstrumentId, Symbol};
use serde::Deserialize;

use super::limits::weight;
use super::market::PAGE;
use super::order_shape::{self, Account, OrderRow, OwnTrade};
use super::params::Params;
use super::rest::Rest;
use super::symbols::Listed;
use crate::wire::Num;
use crate::{FeeRates, KeyPermissions, VenueError};

const DAY_MS: i64 = 86_400_000;
/// Beyond so many days own trades are read from the first one on: asking day by day would take longer.
const DAY_BY_DAY: i64 = 7;

impl Rest {
    pub async fn account(&self) -> Result<Account, VenueError> {
        let params = Params::new().with("omitZeroBalances", true);
        let body = self.signed_question("/api/v3/account", &params, &weight(20.0)).await?;
        order_shape::account(&body).map_err(|e| self.unreadable("the account", &e))
    }

    pub async fn balances(&self) -> Result<Vec<Balance>, VenueError> {
        Ok(self.account().await?.balances())
    }

    /// Working orders, of one instrument or of all.
    pub async fn open_rows(&self, name: Option<&str>) -> Result<Vec<OrderRow>, VenueError> {
        let cost = weight(if name.is_some() { 6.0 } else { 80.0 });
        let params = Params::new().with_some("symbol", name);
        let body = self.signed_question("/api/v3/openOrders", &params, &cost).await?;
        order_shape::orders(&body).map_err(|e| self.unreadable("the open orders", &e))
    }

    /// Orders of any state, from that number on or the newest, oldest first.
    pub async fn all_rows(
        &self,
        name: &str,
        from: Option<i64>,
        limit: usize,
    ) -> Result<Vec<OrderRow>, VenueError> {
        let params =
            Params::new().with("symbol", name).with_some("orderId", from).with("limit", limit.clamp(1, PAGE));
        let body = self.signed_question("/api/v3/allOrders", &params, &weight(20.0)).await?;
        order_shape::orders(&body).map_err(|e| self.unreadable("past orders", &e))
    }

    /// One order by a parameter that names it.
    pub async fn row(&self, name: &str, by: (&'static str, &str)) -> Result<OrderRow, VenueError> {
        let params = Params::new().with("symbol", name).with(by.0, by.1);
        let body = self.signed_question("/api/v3/order", &params, &weight(4.0)).await?;
        order_shape::order(&body).map_err(|e| self.unreadable("an order", &e))
    }

    /// The executions of one order, oldest first.
    pub async fn trades_of(&self, name: &str, order_id: i64) -> Result<Vec<OwnTrade>, VenueError> {
        let params = Params::new().with("symbol", name).with("orderId", order_id).with("limit", PAGE);
        self.trade_page(&params, 5.0).await
    }

    async fn trade_page(&self, params: &Params, cost: f64) -> Result<Vec<OwnTrade>, VenueError> {
        let body = self.signed_question("/api/v3/myTrades", params, &weight(cost)).await?;
        order_shape::own_trades(&body).map_err(|e| self.unreadable("own trades", &e))
    }

    /// Own trades of one instrument since a time, oldest first, none twice.
    pub async fn trades_since(&self, name: &str, since_ms: i64) -> Result<Vec<OwnTrade>, VenueError> {
        let now_ms = self.venue_now_ms();
        let mut found: BTreeMap<i64, OwnTrade> = BTreeMap::new();
        let base = || Params::new().with("symbol", name).with("limit", PAGE);
        if now_ms.saturating_sub(since_ms) > DAY_BY_DAY * DAY_MS {
            self.trades_from(name, 0, &mut found).await?;
        } else {
            let mut from = since_ms;
            while from <= now_ms {
                let to = from + DAY_MS - 1;
                let page = self.trade_page(&base().with("startTime", from).with("endTime", to), 20.0).await?;
                let full = page.len() >= PAGE;
                found.extend(page.into_iter().map(|trade| (trade.id, trade)));
                if full {
                    let next = found.last_key_value().map_or(0, |(id, _)| id + 1);
                    self.trades_from(name, next, &mut found).await?;
                    break;
                }
                from = to + 1;
            }
        }
        Ok(found.into_values().filter(|trade| trade.time_ms() >= since_ms).collect())
    }

    async fn trades_from(
        &self,
        name: &str,
        mut from: i64,
        found: &mut BTreeMap<i64, OwnTrade>,
    ) -> Result<(), VenueError> {
        loop {
            let params = Params::new().with("symbol", name).with("fromId", from).with("limit", PAGE);
            let page = self.trade_page(&params, 20.0).await?;
            let (rows, last) = (page.len(), page.iter().map(|trade| trade.id).max());
            found.extend(page.into_iter().map(|trade| (trade.id, trade)));
            match last {
                Some(last) if rows >= PAGE && last >= from => from = last + 1,
                _ => return Ok(()),
            }
        }
    }

    /// The client ids of orders by number, as far as the venue still knows them.
    pub async fn client_ids(
        &self,
        name: &str,
        wanted: &BTreeSet<i64>,
    ) -> Result<BTreeMap<i64, String>, VenueError> {
        let mut ids = BTreeMap::new();
        let (Some(mut from), Some(to)) = (wanted.first().copied(), wanted.last().copied()) else {
            return Ok(ids);
        };
        while from <= to {
            let rows = self.all_rows(name, Some(from), PAGE).await?;
            let (count, last) = (rows.len(), rows.iter().map(|row| row.order_id).max());
            let known = rows.iter().filter(|row| wanted.contains(&row.order_id));
            ids.extend(known.map(|row| (row.order_id, row.client_id().to_owned())));
            match last {
                Some(last) if count >= PAGE && last >= from => from = last + 1,
                _ => break,
            }
        }
        Ok(ids)
    }

    /// The instruments whose base and quote the account both holds, and those named: where the venue answers only
    /// instrument by instrument, these are asked.
    pub async fn likely(&self, named: BTreeSet<String>) -> Result<Vec<Listed>, VenueError> {
        const MOST: usize = 40;
        let catalogue = self.catalogue().await?;
        let held: BTreeSet<String> = self.balances().await?.into_iter().map(|b| b.currency).collect();
        let holds = |symbol: &Symbol| held.contains(symbol.base()) && held.contains(symbol.quote());
        let likely = catalogue.iter().filter(|l| named.contains(&l.name) || holds(&l.instrument.id.symbol));
        let mut likely: Vec<Listed> = likely.cloned().collect();
        likely.sort_by_key(|listed| !named.contains(&listed.name));
        likely.truncate(MOST);
        Ok(likely)
    }

    /// One instrument, or the likely ones.
    pub async fn meant(
        &self,
        instrument: Option<&InstrumentId>,
        named: BTreeSet<String>,
    ) -> Result<Vec<Listed>, VenueError> {
        match instrument {
            Some(id) => Ok(vec![self.listed(&id.symbol).await?]),
            None => self.likely(named).await,
        }
    }

    pub async fn fees(&self, instrument: Option<&InstrumentId>) -> Result<FeeRates, VenueError> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Commission {
            standard_commission: Rates,
            #[serde(default)]
            special_commission: Option<Rates>,
            #[serde(default)]
            tax_commission: Option<Rates>,
        }
        #[derive(Clone, Copy, Deserialize)]
        struct Rates {
            maker: Num,
            taker: Num,
        }
        let Some(id) = instrument else {
            let no_rates = || self.unreadable("the account", &"it states no commission rates");
            let rates = self.account().await?.commission_rates.ok_or_else(no_rates)?;
            return Ok(FeeRates { maker: rates.maker.0.normalize(), taker: rates.taker.0.normalize() });
        };
        let params = Params::new().with("symbol", self.listed(&id.symbol).await?.name);
        let body = self.signed_question("/api/v3/account/commission", &params, &weight(20.0)).await?;
        let read: Commission = serde_json::from_slice(&body).map_err(|e| self.unreadable("the fees", &e))?;
        let all = [Some(read.standard_commission), read.special_commission, read.tax_commission];
        let sum = |rate: fn(&Rates) -> Num| {
            all.iter().flatten().fold(Decimal::ZERO, |sum, rates| sum.saturating_add(rate(rates).0))
        };
        let (maker, taker) = (sum(|r| r.maker), sum(|r| r.taker));
        Ok(FeeRates { maker: maker.normalize(), taker: taker.normalize() })
    }

    /// What the key may do. The test network has no such question: there nothing is said about withdrawals.
    pub async fn key_permissions(&self) -> Result<KeyPermissions, VenueError> {
        let body =
            self.signed_question("/sapi/v1/account/apiRestrictions", &Params::new(), &weight(1.0)).await;
        // only a venue that has no such answer counts as silent: one that was not heard may have said "withdraw"
        let body = match body {
            Err(VenueError::Declined { .. } | VenueError::Unauthorized { .. }) => None,
            body => Some(body?),
        };
        let restrictions =
            body.and_then(|body| serde_json::from_slice::<BTreeMap<String, serde_json::Value>>(&body).ok());
        if let Some(restrictions) = restrictions.filter(|r| r.contains_key("enableReading")) {
            let may = |name: &str| restrictions.get(name).and_then(serde_json::Value::as_bool);
            let granted = restrictions.iter().filter(|(_, value)| value.as_bool() == Some(true));
            return Ok(KeyPermissions {
                read: may("enableReading"),
                trade: may("enableSpotAndMarginTrading"),
                withdraw: may("enableWithdrawals"),
                granted: granted.map(|(name, _)| name.clone()).collect(),
            });
        }
        let account = self.account().await?;
        Ok(KeyPermissions {
            read: Some(true),
            trade: account.can_trade,
            withdraw: None,
            granted: account.permissions,
        })
    }
}

/// Own trades as fills.
pub fn fills(trades: &[OwnTrade], listed: &Listed, client_id: impl Fn(i64) -> String) -> Vec<Fill> {
    trades.iter().map(|trade| trade.fill(listed, client_id(trade.order_id))).collect()
}
