//! What an account holds and did, over REST.

use std::sync::Arc;

use domain::{Balance, Decimal, Fill, VenueId};
use serde_json::json;

use super::answer::unreadable;
use super::limits::ACCOUNT_PAGE;
use super::names::Names;
use super::orders::{Wallet, WireOrder, WireTrade, WireWallet, position};
use super::row::{Row, Unreadable};
use super::signed::Signed;
use super::symbols::Shared;
use crate::{FeeRates, KeyPermissions, Position, VenueError, VenueOrder};

/// Pages of a history at most: two weeks of a very busy account.
const MOST_PAGES: usize = 40;

/// An account's side of REST.
pub struct Account {
    pub signed: Signed,
    pub names: Arc<Names>,
    pub symbols: Shared,
    pub wallet: Wallet,
}

impl Account {
    pub const fn venue(&self) -> &VenueId {
        self.signed.venue()
    }

    pub fn broken(&self, error: Unreadable) -> VenueError {
        unreadable(self.venue(), error)
    }

    /// Working orders as the wire writes them, of one pair or all. All are asked for: they are few, and one request
    /// serves every question.
    pub async fn working(&self, pair: Option<&str>) -> Result<Vec<WireOrder>, VenueError> {
        let text = self.signed.question("orders", "v2/auth/r/orders", "{}").await?;
        let mut orders = self.orders(&text)?;
        orders.retain(|order| pair.is_none_or(|pair| order.symbol == pair));
        Ok(orders)
    }

    /// Ended orders, newest first, made before `until_ms`.
    pub async fn ended(
        &self,
        pair: Option<&str>,
        until_ms: Option<i64>,
        limit: usize,
    ) -> Result<Vec<WireOrder>, VenueError> {
        let mut body = json!({ "limit": limit.clamp(1, ACCOUNT_PAGE) });
        if let (Some(until), Some(fields)) = (until_ms, body.as_object_mut()) {
            fields.insert("end".to_owned(), until.into());
        }
        let path = of_pair("orders", pair, "/hist");
        let text = self.signed.question("order_history", &path, &body.to_string()).await?;
        self.orders(&text)
    }

    /// The order under the venue's id, working or ended.
    pub async fn order(&self, id: u64) -> Result<Option<WireOrder>, VenueError> {
        let body = json!({ "id": [id] }).to_string();
        for (budget, path) in [("orders", "v2/auth/r/orders"), ("order_history", "v2/auth/r/orders/hist")] {
            let text = self.signed.question(budget, path, &body).await?;
            if let Some(order) = self.orders(&text)?.into_iter().find(|order| order.id == id) {
                return Ok(Some(order));
            }
        }
        Ok(None)
    }

    /// Own trades since a time, oldest first.
    pub async fn trades(&self, pair: Option<&str>, since_ms: i64) -> Result<Vec<WireTrade>, VenueError> {
        let path = of_pair("trades", pair, "/hist");
        let mut all: Vec<WireTrade> = Vec::new();
        let mut from = since_ms.max(0);
        for _ in 0..MOST_PAGES {
            let body = json!({ "start": from, "limit": ACCOUNT_PAGE, "sort": 1 }).to_string();
            let text = self.signed.question("own_trades", &path, &body).await?;
            let page = self.trade_rows(&text)?;
            let full = page.len() >= ACCOUNT_PAGE;
            let reached = page.iter().map(|trade| trade.time_ms).max().unwrap_or(from);
            all.extend(page);
            if !full || reached <= from {
                break;
            }
            from = reached;
        }
        all.retain(|trade| trade.time_ms >= since_ms);
        all.sort_by_key(|trade| (trade.time_ms, trade.id));
        all.dedup_by_key(|trade| trade.id);
        Ok(all)
    }

    /// The trades of one order, oldest first.
    pub async fn trades_of(&self, pair: &str, order: u64) -> Result<Vec<WireTrade>, VenueError> {
        let path = format!("v2/auth/r/order/{pair}:{order}/trades");
        let text = self.signed.question("order_trades", &path, "{}").await?;
        let mut trades = self.trade_rows(&text)?;
        trades.retain(|trade| trade.order == order);
        trades.sort_by_key(|trade| (trade.time_ms, trade.id));
        trades.dedup_by_key(|trade| trade.id);
        Ok(trades)
    }

    pub async fn balances(&self) -> Result<Vec<Balance>, VenueError> {
        let text = self.signed.question("wallets", "v2/auth/r/wallets", "{}").await?;
        let rows = Row::list(&text).map_err(|error| self.broken(error))?;
        let symbols = self.symbols.get();
        let read: Result<Vec<WireWallet>, _> = rows.iter().map(WireWallet::read).collect();
        let wallets = read.map_err(|error| self.broken(error))?;
        let ours = wallets.into_iter().filter(|wallet| wallet.wallet == self.wallet.as_str());
        // not worked out yet: nothing may be counted on
        let counted = |wallet: WireWallet| {
            let available = Some(wallet.available.unwrap_or_default());
            WireWallet { available, ..wallet }.balance(&symbols)
        };
        Ok(ours.filter_map(counted).collect())
    }

    pub async fn positions(&self) -> Result<Vec<Position>, VenueError> {
        let text = self.signed.question("positions", "v2/auth/r/positions", "{}").await?;
        let symbols = self.symbols.get();
        let rows = Row::list(&text).map_err(|error| self.broken(error))?;
        let read: Result<Vec<_>, _> = rows.iter().map(|row| position(row, &symbols)).collect();
        let positions = read.map_err(|error| self.broken(error))?;
        Ok(positions.into_iter().flatten().filter(|one| !one.quantity.is_zero()).collect())
    }

    /// Field 4 of the summary: the rates of crypto against crypto come first, makers' before takers'.
    pub async fn fees(&self) -> Result<FeeRates, VenueError> {
        let text = self.signed.question("summary", "v2/auth/r/summary", "{}").await?;
        let rates = |row: &Row<'_>| {
            let fees = Row::list(row.raw(4)).ok()?;
            Some(FeeRates { maker: fees.first()?.decimal(0)?, taker: fees.get(1)?.decimal(0)? })
        };
        let read = Row::read(&text).and_then(|row| rates(&row).ok_or_else(|| row.lacks("fee rates")));
        read.map_err(|error| self.broken(error))
    }

    pub async fn permissions(&self) -> Result<KeyPermissions, VenueError> {
        let text = self.signed.question("permissions", "v2/auth/r/permissions", "{}").await?;
        let rows = Row::list(&text).map_err(|error| self.broken(error))?;
        Ok(permissions(&rows))
    }

    /// As the rest of the program knows orders; what it has no word for is left out, and said.
    pub fn known(&self, orders: &[WireOrder]) -> Vec<VenueOrder> {
        let symbols = self.symbols.get();
        let one = |order: &WireOrder| {
            let known = order.known(self.venue(), &symbols, self.name(order.cid), Vec::new());
            if known.is_none() {
                let told = format!(
                    "order {} of type {:?} in {} was passed over",
                    order.id, order.kind, order.symbol
                );
                self.signed.http().health().set_error(told);
            }
            known
        };
        orders.iter().filter_map(one).collect()
    }

    pub fn fills(&self, trades: &[WireTrade]) -> Vec<Fill> {
        let symbols = self.symbols.get();
        trades.iter().filter_map(|t| t.fill(self.venue(), &symbols, self.name(t.cid))).collect()
    }

    /// Our own name of an order. The number itself is one that finds it again, whoever chose it.
    pub fn name(&self, cid: Option<u64>) -> String {
        let number = || cid.map(|cid| cid.to_string()).unwrap_or_default();
        self.names.name(cid).unwrap_or_else(number)
    }

    fn orders(&self, text: &str) -> Result<Vec<WireOrder>, VenueError> {
        let read = Row::list(text).and_then(|rows| rows.iter().map(WireOrder::read).collect());
        read.map_err(|error| self.broken(error))
    }

    fn trade_rows(&self, text: &str) -> Result<Vec<WireTrade>, VenueError> {
        let read = Row::list(text).and_then(|rows| rows.iter().map(WireTrade::read).collect());
        read.map_err(|error| self.broken(error))
    }
}

fn of_pair(what: &str, pair: Option<&str>, tail: &str) -> String {
    let pair = pair.map(|pair| format!("/{pair}")).unwrap_or_default();
    format!("v2/auth/r/{what}{pair}{tail}")
}

/// `[[SCOPE, READ, WRITE], …]`: either right to withdraw counts.
pub(super) fn permissions(rows: &[Row<'_>]) -> KeyPermissions {
    let may = |scope: &str, place: usize| {
        rows.iter().find(|row| row.text(0).as_deref() == Some(scope)).map(|row| row.int(place) == Some(1))
    };
    let withdraw = match (may("withdraw", 2), may("ui_withdraw", 2)) {
        (None, None) => None,
        (key, window) => Some(key == Some(true) || window == Some(true)),
    };
    let granted = rows.iter().flat_map(|row| {
        let scope = row.text(0).unwrap_or_default();
        [(1, "read"), (2, "write")]
            .into_iter()
            .filter(|(place, _)| row.int(*place) == Some(1))
            .map(move |(_, right)| format!("{scope}:{right}"))
    });
    KeyPermissions {
        read: may("wallets", 1).zip(may("orders", 1)).map(|(wallets, orders)| wallets && orders),
        trade: may("orders", 2),
        withdraw,
        granted: granted.collect(),
    }
}

/// What the trades of an order add up to.
pub fn traded(trades: &[WireTrade]) -> Decimal {
    trades.iter().fold(Decimal::ZERO, |sum, trade| sum.saturating_add(trade.amount.abs()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn either_right_to_withdraw_counts() {
        let read = |text: &str| permissions(&Row::list(text).unwrap());
        let fine = read(r#"[["orders",1,1],["wallets",1,0],["withdraw",0,0],["ui_withdraw",0,0]]"#);
        assert_eq!((fine.read, fine.trade, fine.withdraw), (Some(true), Some(true), Some(false)));
        assert_eq!(fine.granted, ["orders:read", "orders:write", "wallets:read"]);
        let bad = read(r#"[["orders",1,0],["withdraw",0,0],["ui_withdraw",1,1]]"#);
        assert_eq!((bad.trade, bad.refusal()), (Some(false), Some("withdraw")));
        assert_eq!(read("[]"), KeyPermissions::default());
    }
}
