//! What the stream did not tell, asked for over REST and merged.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use async_trait::async_trait;

use super::outlet::Outlet;
use super::rest::Rest;
use super::symbols::Catalogue;
use super::tracker::Key;
use crate::session::Fetcher;
use crate::{AccountEvent, VenueError};

/// How far before the last known moment is asked again.
const OVERLAP_MS: i64 = 60_000;

/// What the account's stream has fetched.
pub const CLOCK: &str = "clock";
pub const EVERYTHING: &str = "everything";
pub const BALANCES: &str = "balances";
pub const LACKING: &str = "lacking";

/// Asks and merges; what is new leaves through the outlet.
pub struct Resync {
    pub rest: Arc<Rest>,
    pub outlet: Arc<Outlet>,
    /// The venue's time up to which everything is known; -1: nothing yet.
    since_ms: AtomicI64,
}

impl Resync {
    pub fn new(rest: Arc<Rest>, outlet: Arc<Outlet>) -> Self {
        Self { rest, outlet, since_ms: AtomicI64::new(-1) }
    }

    async fn everything(&self) -> Result<(), VenueError> {
        let catalogue = self.rest.catalogue().await?;
        let now_ms = self.rest.venue_now_ms();
        let known_ms = self.since_ms.load(Ordering::Relaxed);
        let since_ms = if known_ms < 0 { now_ms } else { known_ms } - OVERLAP_MS;
        let open = self.rest.open_rows(None).await?;
        for row in &open {
            self.outlet.row(row).map_err(|e| self.rest.unreadable("an open order", &e))?;
        }
        let still: BTreeSet<Key> = open.iter().map(|row| (row.symbol.clone(), row.order_id)).collect();
        let known = self.outlet.tracker().open();
        for key in known.iter().filter(|key| !still.contains(key)) {
            self.order(key).await?;
        }
        let names: BTreeSet<String> = known.into_iter().chain(still).map(|(name, _)| name).collect();
        for name in &names {
            self.trades(&catalogue, name, since_ms).await?;
        }
        self.lacking().await?;
        self.balances().await?;
        self.since_ms.store(now_ms, Ordering::Relaxed);
        self.outlet.tell(AccountEvent::Resynced);
        Ok(())
    }

    /// An order as it stands now, by its number.
    async fn order(&self, key: &Key) -> Result<(), VenueError> {
        let row = self.rest.row(&key.0, ("orderId", &key.1.to_string())).await?;
        self.outlet.row(&row).map(|_| ()).map_err(|e| self.rest.unreadable("an order", &e))
    }

    async fn trades(&self, catalogue: &Catalogue, name: &str, since_ms: i64) -> Result<(), VenueError> {
        let Some(listed) = catalogue.named(name) else { return Ok(()) };
        for trade in self.rest.trades_since(name, since_ms).await? {
            let key = (name.to_owned(), trade.order_id);
            let known = self.outlet.tracker().knows(&key);
            if !known {
                self.order(&key).await?;
            }
            self.outlet.fill(&key, trade.fill(listed, String::new()));
        }
        Ok(())
    }

    /// The fills of orders that have more than was told.
    async fn lacking(&self) -> Result<(), VenueError> {
        let catalogue = self.rest.catalogue().await?;
        let lacking = self.outlet.tracker().lacking();
        for key in lacking {
            let Some(listed) = catalogue.named(&key.0) else { continue };
            for trade in self.rest.trades_of(&key.0, key.1).await? {
                self.outlet.fill(&key, trade.fill(listed, String::new()));
            }
        }
        Ok(())
    }

    async fn balances(&self) -> Result<(), VenueError> {
        for balance in self.rest.balances().await? {
            self.outlet.tell(AccountEvent::Balance(balance));
        }
        Ok(())
    }
}

#[async_trait]
impl Fetcher for Resync {
    async fn fetch(&self, what: &str) -> Result<Vec<u8>, VenueError> {
        match what {
            CLOCK => {
                self.rest.catalogue().await?;
                self.rest.measure_clock(true).await;
            }
            BALANCES => self.balances().await?,
            LACKING => self.lacking().await?,
            _ => self.everything().await?,
        }
        Ok(Vec::new())
    }
}

/// Fetches for market streams: `depth NAME LEVELS`, `trades NAME`.
pub struct Snapshots(pub Arc<Rest>);

#[async_trait]
impl Fetcher for Snapshots {
    async fn fetch(&self, what: &str) -> Result<Vec<u8>, VenueError> {
        let words: Vec<&str> = what.split(' ').collect();
        match words.as_slice() {
            ["depth", name, levels] => {
                self.0.depth(name, levels.parse().unwrap_or(super::market::PAGE)).await
            }
            ["trades", name] => self.0.recent_trades(name, super::market::PAGE).await,
            _ => Ok(Vec::new()),
        }
    }
}

/// Client ids by order number, for trades of orders not known here.
pub async fn client_ids_of(
    rest: &Rest,
    outlet: &Outlet,
    name: &str,
    orders: impl Iterator<Item = i64>,
) -> Result<BTreeMap<i64, String>, VenueError> {
    let mut ids = BTreeMap::new();
    let mut unknown = BTreeSet::new();
    for id in orders {
        match outlet.tracker().client_id(&(name.to_owned(), id)) {
            Some(ours) => drop(ids.insert(id, ours)),
            None => drop(unknown.insert(id)),
        }
    }
    for (id, theirs) in rest.client_ids(name, &unknown).await? {
        ids.insert(id, outlet.tracker().shown(&theirs));
    }
    Ok(ids)
}
