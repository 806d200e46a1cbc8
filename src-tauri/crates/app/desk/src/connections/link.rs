//! One connected venue: its market, its list of instruments, and how it does.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use domain::{Instrument, VenueId};
use tokio::task::AbortHandle;
use venues::live::LiveMarket;
use venues::registry::{self, OpenVenue, RegistryError};
use venues::{
    EndpointError, Endpoints, HealthReport, LinkState, MarketData, NonceFiles, Overrides, VenueSettings,
};

use super::catalogue::{Catalogue, GOOD_FOR};
use crate::api::connection::{Addresses, ConnectionState};
use crate::desk::Inner;
use crate::{Desk, DeskConfig, DeskError};

/// After a list that could not be had; doubled up to the longest.
const FIRST_WAIT: Duration = Duration::from_millis(500);
const LONGEST_WAIT: Duration = Duration::from_secs(30);

pub(crate) struct Link {
    pub venue: VenueId,
    pub addresses: Addresses,
    pub market: Arc<LiveMarket>,
    pub catalogue: Arc<Catalogue>,
    /// Why the venue did not answer the last time it was asked for its list.
    trouble: Arc<Mutex<Option<String>>>,
    asking: Mutex<Option<AbortHandle>>,
}

impl Link {
    pub fn trouble(&self) -> Option<String> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn report(&self) -> HealthReport {
        self.market.health().unwrap_or_default()
    }

    /// Milliseconds since anything was heard; `None`: nothing yet, or nothing is followed.
    pub fn age_ms(&self, now_ms: i64) -> Option<i64> {
        Some((now_ms - self.report().heard_ms?).max(0))
    }

    /// How it stands, where nothing heard for longer than the limit makes it stale.
    pub fn state(&self, now_ms: i64, limit_ms: i64) -> ConnectionState {
        let listed = self.catalogue.at_hand(Duration::MAX).is_some();
        if self.market.followed().is_empty() {
            return match self.trouble() {
                Some(_) => ConnectionState::Down,
                None if listed => ConnectionState::Up,
                None => ConnectionState::Connecting,
            };
        }
        let (report, age_ms) = (self.report(), self.age_ms(now_ms));
        match report.state {
            LinkState::Maintenance => ConnectionState::Maintenance,
            LinkState::Live if age_ms.is_some_and(|age| age <= limit_ms) => ConnectionState::Up,
            LinkState::Live => ConnectionState::Stale,
            LinkState::Syncing => ConnectionState::Syncing,
            // between two attempts it is as far away as during one
            LinkState::Offline | LinkState::Connecting if report.last_error.is_some() => {
                ConnectionState::Down
            }
            LinkState::Offline | LinkState::Connecting => ConnectionState::Connecting,
        }
    }

    /// Asks for the list now and every hour; with each list the desk is told.
    pub fn keep_listed(self: &Arc<Self>, desk: &Desk) {
        let (link, inner) = (Arc::downgrade(self), Arc::downgrade(&desk.inner));
        let task = tokio::spawn(keep_listed(link, inner)).abort_handle();
        if let Some(former) = self.asking.lock().unwrap_or_else(PoisonError::into_inner).replace(task) {
            former.abort();
        }
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        if let Some(task) = self.asking.lock().unwrap_or_else(PoisonError::into_inner).take() {
            task.abort();
        }
    }
}

async fn keep_listed(link: Weak<Link>, inner: Weak<Inner>) {
    let mut wait = FIRST_WAIT;
    loop {
        let Some((catalogue, trouble)) = link.upgrade().map(|l| (l.catalogue.clone(), l.trouble.clone()))
        else {
            return;
        };
        let answer = catalogue.all().await;
        let failed = answer.as_ref().err().map(ToString::to_string);
        *trouble.lock().unwrap_or_else(PoisonError::into_inner) = failed;
        let (Some(link), Some(inner)) = (link.upgrade(), inner.upgrade()) else { return };
        let pause = match answer {
            Ok(all) => {
                wait = FIRST_WAIT;
                Desk { inner }.listed(&link, &all).await;
                GOOD_FOR
            }
            Err(error) => {
                tracing::info!(%error, venue = %link.venue, "the list of instruments could not be had");
                wait = (wait * 2).min(LONGEST_WAIT);
                wait
            }
        };
        drop(link);
        tokio::time::sleep(pause).await;
    }
}

impl Desk {
    /// Begins to listen to what is followed, as far as it is known from before.
    pub(crate) fn open_link(
        &self,
        venue: &VenueId,
        addresses: &Addresses,
        known: Vec<Instrument>,
    ) -> Result<Arc<Link>, DeskError> {
        let opened = open_venue(&self.inner.config, venue, addresses)?.market;
        let market = Arc::new(LiveMarket::new(opened.clone(), Arc::clone(&self.inner.config.clock)));
        market.follow(known);
        let link = Arc::new(Link {
            venue: venue.clone(),
            addresses: addresses.clone(),
            market,
            catalogue: Arc::new(Catalogue::new(opened)),
            trouble: Arc::default(),
            asking: Mutex::default(),
        });
        link.keep_listed(self);
        Ok(link)
    }
}

/// A venue at these addresses, without keys; nothing is asked or opened yet.
pub(crate) fn open_venue(
    config: &DeskConfig,
    venue: &VenueId,
    addresses: &Addresses,
) -> Result<OpenVenue, DeskError> {
    let settings = VenueSettings {
        endpoints: endpoints(venue, addresses)?,
        keys: None,
        clock: Arc::clone(&config.clock),
        nonces: Arc::new(NonceFiles::new(config.data_dir.join("nonces"))),
        instruments: None,
    };
    registry::open(venue, settings).map_err(unopened)
}

pub(crate) fn endpoints(venue: &VenueId, addresses: &Addresses) -> Result<Endpoints, DeskError> {
    registry::endpoints(venue, &Overrides::from(addresses.clone())).map_err(unopened)
}

fn unopened(error: RegistryError) -> DeskError {
    let message = format!("{error}.");
    match error {
        RegistryError::Unknown { name, .. } => DeskError::new("unknown_venue", message).with("venue", name),
        RegistryError::Endpoint(error) => {
            let (EndpointError::Malformed { venue, address }
            | EndpointError::Scheme { venue, address, .. }
            | EndpointError::Plain { venue, address }) = &error;
            let told = DeskError::new("bad_url", message).with("venue", venue).with("address", address);
            told.with("reason", &error)
        }
        RegistryError::Venue(error) => error.into(),
    }
}
