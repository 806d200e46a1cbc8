//! The desk's books beside the paper venue's own: after a restart they are one.

use std::collections::BTreeSet;
use std::path::Path;

use desk::api::order::{Holdings, OrderView};
use desk::replay_store;
use domain::Fill;
use store::{DATABASE_FILE, Store};
use venues::paper::{LedgerRecord, State};

/// What the venue wrote down, read from the file.
pub struct VenueBooks {
    state: State,
    accepted: Vec<String>,
}

impl VenueBooks {
    pub async fn read(dir: &Path) -> Self {
        let store = Store::open_read_only(&dir.join(DATABASE_FILE)).await.unwrap();
        let bytes = store.ledger_all().await.unwrap();
        assert_eq!(replay_store(&store).await.unwrap().difference, None);
        store.close().await;
        let records: Vec<LedgerRecord> = bytes.iter().map(|b| serde_json::from_slice(b).unwrap()).collect();
        let accepted = records.iter().filter_map(|r| match r {
            LedgerRecord::Accepted { order, .. } => Some(order.client_id.clone()),
            _ => None,
        });
        Self { accepted: accepted.collect(), state: State::replay(&records).unwrap() }
    }

    /// Nothing doubled, nothing forgotten, the same money; otherwise the first thing that differs.
    pub fn compare(&self, held: &Holdings) -> Result<(), String> {
        let orders: BTreeSet<&str> = held.orders.iter().map(|o| o.client_id.as_str()).collect();
        same("orders and their names", held.orders.len(), orders.len())?;
        let accepted: BTreeSet<&str> = self.accepted.iter().map(String::as_str).collect();
        same("orders the venue took and their names", self.accepted.len(), accepted.len())?;
        if let Some(id) = accepted.difference(&orders).next() {
            return Err(format!("the venue has {id}, the desk does not know it"));
        }
        let trades: BTreeSet<&str> = held.fills.iter().map(|f| f.trade_id.as_str()).collect();
        same("fills and their names", held.fills.len(), trades.len())?;
        for order in &held.orders {
            let fills = held.fills.iter().filter(|f| f.client_id == order.client_id);
            self.compare_order(order, &trade_ids(fills))?;
        }
        for balance in self.state.balances() {
            let own = held.balances.iter().find(|b| b.currency == balance.currency);
            let own = own.map(|b| b.total).unwrap_or_default();
            same(&balance.currency, own.normalize(), balance.total.normalize())?;
        }
        Ok(())
    }

    fn compare_order(&self, order: &OrderView, fills: &BTreeSet<String>) -> Result<(), String> {
        let Some(there) = self.state.lookup(&order.client_id) else {
            let never = order.status.is_final() && order.filled.is_zero() && order.venue_id.is_none();
            return same(&format!("the venue does not know {order:?}"), never, true);
        };
        let ours = (order.status, order.filled.normalize(), order.venue_id.as_deref());
        let theirs = (there.status, there.filled.normalize(), Some(there.venue_id.as_str()));
        same(&order.client_id, ours, theirs)?;
        same(&order.client_id, fills, &trade_ids(there.fills.iter()))
    }
}

fn trade_ids<'f>(fills: impl Iterator<Item = &'f Fill>) -> BTreeSet<String> {
    fills.map(|f| f.trade_id.clone()).collect()
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, ours: T, theirs: T) -> Result<(), String> {
    if ours == theirs { Ok(()) } else { Err(format!("{what}: {ours:?} is not {theirs:?}")) }
}
