//! What a connected venue lists, asked for once an hour.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use domain::{Instrument, Symbol};
use venues::{MarketData, VenueError};

/// How long a list is good for.
pub(crate) const GOOD_FOR: Duration = Duration::from_secs(3600);

pub(crate) struct Catalogue {
    market: Arc<dyn MarketData>,
    asking: tokio::sync::Mutex<()>,
    listed: RwLock<Option<(Instant, Arc<Vec<Instrument>>)>>,
}

impl Catalogue {
    pub fn new(market: Arc<dyn MarketData>) -> Self {
        Self { market, asking: tokio::sync::Mutex::default(), listed: RwLock::default() }
    }

    /// The list, from the venue where there is none younger than an hour.
    pub async fn all(&self) -> Result<Arc<Vec<Instrument>>, VenueError> {
        let _one = self.asking.lock().await;
        if let Some(listed) = self.at_hand(GOOD_FOR) {
            return Ok(listed);
        }
        let listed = Arc::new(self.market.instruments().await?);
        let kept = Some((Instant::now(), listed.clone()));
        *self.listed.write().unwrap_or_else(PoisonError::into_inner) = kept;
        Ok(listed)
    }

    /// The list if it is no older than that; nothing is asked.
    pub fn at_hand(&self, age: Duration) -> Option<Arc<Vec<Instrument>>> {
        let listed = self.listed.read().unwrap_or_else(PoisonError::into_inner);
        listed.as_ref().filter(|(at, _)| at.elapsed() < age).map(|(_, all)| all.clone())
    }

    pub async fn find(&self, symbol: &Symbol) -> Result<Option<Instrument>, VenueError> {
        Ok(self.all().await?.iter().find(|i| i.id.symbol == *symbol).cloned())
    }
}
