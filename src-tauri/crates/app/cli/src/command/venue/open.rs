//! The venue with its addresses, key and instruments.

use std::path::Path;
use std::sync::Arc;

use desk::api::connection::Addresses;
use desk::{Desk, Session};
use domain::{Instrument, InstrumentId, Symbol, VenueId};
use gateway::DirectAccount;
use venues::registry;
use venues::{AccountKeys, Credentials, MarketData, NonceFiles, Overrides, SystemClock, VenueSettings};

use super::Place;
use super::shape::InstrumentShape;
use crate::context::{Context, shown};
use crate::error::CliError;

pub struct Opened {
    pub venue: VenueId,
    pub market: Arc<dyn MarketData>,
    account: Option<DirectAccount>,
}

impl Opened {
    pub fn account(&self) -> Result<&DirectAccount, CliError> {
        self.account.as_ref().ok_or_else(|| {
            CliError::usage(
                "This needs a key. Name a kept one with --key, or set COUNTERSIGN_API_KEY and COUNTERSIGN_API_SECRET.",
            )
        })
    }

    /// A unified symbol as it is, a venue's own in its unified form.
    pub async fn symbol(&self, text: &str) -> Result<Symbol, CliError> {
        if let Ok(symbol) = text.parse() {
            return Ok(symbol);
        }
        self.market.symbol_of(text).await.ok_or_else(|| {
            let message = format!(
                "{} has no instrument {text:?}. List them: csign venue {} instruments.",
                self.venue, self.venue
            );
            CliError::new(4, "unknown_instrument", message).with("symbol", text)
        })
    }

    pub async fn instrument(&self, text: &str) -> Result<InstrumentId, CliError> {
        Ok(InstrumentId::new(self.venue.clone(), self.symbol(text).await?))
    }

    pub async fn instrument_if(&self, text: Option<&str>) -> Result<Option<InstrumentId>, CliError> {
        match text {
            Some(text) => self.instrument(text).await.map(Some),
            None => Ok(None),
        }
    }
}

pub async fn open(context: &Context, name: &str, place: Place) -> Result<Opened, CliError> {
    if place.key.is_some() {
        return Err(CliError::usage("Candles are public: leave out --key."));
    }
    let venue = VenueId::new(name);
    let overrides = Overrides { rest: place.rest_url, ws: place.ws_url, ws_private: place.ws_auth_url };
    let endpoints = registry::endpoints(&venue, &overrides)?;
    let loopback = endpoints.is_loopback();
    let settings = VenueSettings {
        endpoints,
        keys: keys_from_environment()?,
        clock: Arc::new(SystemClock),
        nonces: Arc::new(NonceFiles::new(context.data_dir.join("nonces"))),
        instruments: place.instruments.as_deref().map(|file| read(&venue, file)).transpose()?,
    };
    let opened = registry::open(&venue, settings)?;
    let account = opened.execution.map(|execution| DirectAccount::new(execution, loopback));
    Ok(Opened { venue, market: opened.market, account })
}

/// The same with a key from the vault. Addresses that are not given are those the desk has for the venue.
pub async fn open_with_key(
    desk: &Desk,
    session: &Session,
    label: String,
    name: &str,
    place: Place,
) -> Result<Opened, CliError> {
    let venue = VenueId::new(name);
    let addresses = Addresses { rest: place.rest_url, ws: place.ws_url, ws_private: place.ws_auth_url };
    let instruments = place.instruments.as_deref().map(|file| read(&venue, file)).transpose()?;
    let keyed = desk.open_with_key(session, label, venue.clone(), addresses, instruments).await?;
    let account = keyed.opened.execution.map(|execution| DirectAccount::new(execution, keyed.loopback));
    Ok(Opened { venue, market: keyed.opened.market, account })
}

fn keys_from_environment() -> Result<Option<AccountKeys>, CliError> {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    match (variable("COUNTERSIGN_API_KEY"), variable("COUNTERSIGN_API_SECRET")) {
        (None, None) => Ok(None),
        (Some(key), Some(secret)) => Ok(Some(AccountKeys::one(Credentials::new(key, secret)))),
        (Some(_), None) => Err(half("COUNTERSIGN_API_SECRET")),
        (None, Some(_)) => Err(half("COUNTERSIGN_API_KEY")),
    }
}

fn half(missing: &str) -> CliError {
    CliError::usage(format!("{missing} is missing in the environment; a key and its secret go together."))
}

fn read(venue: &VenueId, file: &Path) -> Result<Vec<Instrument>, CliError> {
    let bad = |cause: String| {
        let message = format!("{} is no list of instruments: {cause}.", shown(file));
        CliError::new(6, "bad_instruments", message).with("file", shown(file))
    };
    let text = std::fs::read_to_string(file)
        .map_err(|error| CliError::new(4, "no_file", format!("{} cannot be read: {error}.", shown(file))))?;
    let shapes: Vec<InstrumentShape> = serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
    Ok(shapes.into_iter().map(|shape| shape.instrument(venue)).collect())
}
