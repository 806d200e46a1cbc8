//! What is remembered of connections between starts.

use domain::{Symbol, VenueId};
use serde::{Deserialize, Serialize};
use store::Store;
use venues::Overrides;

use crate::api::connection::Addresses;
use crate::{Desk, DeskError};

const CONNECTIONS: &str = "connections";

/// One venue that was connected once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    pub venue: VenueId,
    pub connected: bool,
    #[serde(default)]
    pub addresses: Addresses,
    /// Followed instruments, in the order in which they were chosen.
    #[serde(default)]
    pub symbols: Vec<Symbol>,
}

impl Kept {
    /// Never connected yet.
    pub const fn new(venue: VenueId) -> Self {
        let addresses = Addresses { rest: None, ws: None, ws_private: None };
        Self { venue, connected: false, addresses, symbols: Vec::new() }
    }
}

impl From<Addresses> for Overrides {
    fn from(addresses: Addresses) -> Self {
        Self { rest: addresses.rest, ws: addresses.ws, ws_private: addresses.ws_private }
    }
}

/// All that were connected once, as the store has them.
pub(crate) async fn kept_in(store: &Store) -> Result<Vec<Kept>, DeskError> {
    Ok(store.setting(CONNECTIONS).await?.unwrap_or_default())
}

impl Desk {
    pub(crate) async fn kept_connections(&self) -> Result<Vec<Kept>, DeskError> {
        kept_in(&self.inner.store).await
    }

    pub(crate) async fn keep_connections(&self, kept: &[Kept]) -> Result<(), DeskError> {
        Ok(self.inner.store.set_setting(CONNECTIONS, &kept).await?)
    }

    pub(crate) async fn kept_connection(&self, venue: &VenueId) -> Result<Kept, DeskError> {
        let kept = self.kept_connections().await?;
        Ok(kept.into_iter().find(|k| k.venue == *venue).unwrap_or_else(|| Kept::new(venue.clone())))
    }

    /// Writes one of them anew.
    pub(crate) async fn keep_connection(&self, kept: Kept) -> Result<(), DeskError> {
        let mut all = self.kept_connections().await?;
        match all.iter_mut().find(|k| k.venue == kept.venue) {
            Some(known) => *known = kept,
            None => all.push(kept),
        }
        self.keep_connections(&all).await
    }

    /// Where a person has moved this venue to; none where they have not.
    pub(crate) async fn addresses_of(&self, venue: &VenueId) -> Result<Overrides, DeskError> {
        Ok(self.kept_connection(venue).await?.addresses.into())
    }
}
