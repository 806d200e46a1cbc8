//! Whether connected venues answer, asked beside a running desk or without one.

use std::time::Duration;

use domain::VenueId;
use store::Store;

use super::kept::{Kept, kept_in};
use super::link::open_venue;
use super::trial::CLOCK_LIMIT_MS;
use crate::{DeskConfig, DeskError};

/// A venue that takes longer does not answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// What a venue answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    pub instruments: usize,
    /// The venue's clock less ours; `None`: it does not tell.
    pub clock_offset_ms: Option<i64>,
}

impl Reached {
    /// Requests signed with this clock would be taken.
    pub fn clock_is_good(&self) -> bool {
        self.clock_offset_ms.is_none_or(|offset_ms| offset_ms.abs() <= CLOCK_LIMIT_MS)
    }
}

/// Asks every venue that is connected, and no other, for its instruments.
pub async fn reach_connected(
    store: &Store,
    config: &DeskConfig,
) -> Result<Vec<(VenueId, Result<Reached, DeskError>)>, DeskError> {
    let kept = kept_in(store).await?;
    let connected = kept.into_iter().filter(|k| k.connected);
    let asked = connected.map(|k| async move { (k.venue.clone(), reach(config, &k).await) });
    Ok(futures::future::join_all(asked).await)
}

async fn reach(config: &DeskConfig, kept: &Kept) -> Result<Reached, DeskError> {
    let market = open_venue(config, &kept.venue, &kept.addresses)?.market;
    let listed = tokio::time::timeout(PATIENCE, market.instruments()).await.map_err(|_| {
        let seconds = PATIENCE.as_secs();
        DeskError::new("timeout", format!("Nothing came within {seconds} s.")).with("seconds", seconds)
    })??;
    let report = market.health().filter(|report| report.clock_known);
    Ok(Reached { instruments: listed.len(), clock_offset_ms: report.map(|report| report.clock_offset_ms) })
}
