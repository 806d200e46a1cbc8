//! Venues a person has connected: what is listened to, how well, and what is fetched.

mod kept;

use domain::InstrumentId;

use crate::api::connection::{
    Addresses, ConnectionTest, ConnectionView, DownloadProgress, DownloadRequest, Downloaded,
};
use crate::api::market::InstrumentView;
use crate::{Action, Desk, DeskError, Session};

/// Told after every page.
pub type OnDownload = Box<dyn Fn(DownloadProgress) + Send + Sync>;

impl Desk {
    /// Every venue there is, the built-in market first.
    pub async fn connections(&self, session: &Session) -> Result<Vec<ConnectionView>, DeskError> {
        session.require(Action::Look)?;
        Err(coming())
    }

    /// Connects a venue, or moves it to other addresses (an admin only).
    pub async fn connect_venue(
        &self,
        session: &Session,
        venue: String,
        addresses: Addresses,
    ) -> Result<(), DeskError> {
        session.require(Action::Connect)?;
        Err(coming().with("venue", venue).with("rest", format!("{addresses:?}")))
    }

    pub async fn disconnect_venue(&self, session: &Session, venue: String) -> Result<(), DeskError> {
        session.require(Action::Connect)?;
        Err(coming().with("venue", venue))
    }

    /// Drops the connections of a venue and makes them anew.
    pub async fn reconnect_venue(&self, session: &Session, venue: String) -> Result<(), DeskError> {
        session.require(Action::Connect)?;
        Err(coming().with("venue", venue))
    }

    /// Tries a venue, connected or not, with the key of that label where one is given.
    pub async fn test_connection(
        &self,
        session: &Session,
        venue: String,
        addresses: Addresses,
        key: Option<String>,
    ) -> Result<ConnectionTest, DeskError> {
        session.require(Action::Connect)?;
        Err(coming().with("venue", format!("{venue} {addresses:?} {key:?}")))
    }

    /// Instruments of a connected venue whose symbol contains the words, at most 50.
    pub async fn venue_instruments(
        &self,
        session: &Session,
        venue: String,
        words: String,
    ) -> Result<Vec<InstrumentView>, DeskError> {
        session.require(Action::Look)?;
        Err(coming().with("venue", venue).with("words", words))
    }

    /// Follows an instrument of a connected venue: it comes on the watchlist and can be traded on paper.
    pub async fn follow(&self, session: &Session, instrument: InstrumentId) -> Result<(), DeskError> {
        session.require(Action::Connect)?;
        Err(coming().with("symbol", instrument))
    }

    pub async fn unfollow(&self, session: &Session, instrument: InstrumentId) -> Result<(), DeskError> {
        session.require(Action::Connect)?;
        Err(coming().with("symbol", instrument))
    }

    /// Fetches candles of a connected venue into the store.
    pub async fn download_candles(
        &self,
        session: &Session,
        request: DownloadRequest,
        report: OnDownload,
    ) -> Result<Downloaded, DeskError> {
        session.require(Action::Connect)?;
        report(DownloadProgress { pages: 0, of: 0, rows: 0 });
        Err(coming().with("symbol", request.instrument))
    }

    /// Stops the download under way after its page; what was fetched stays.
    pub async fn cancel_download(&self, session: &Session) -> Result<(), DeskError> {
        session.require(Action::Connect)?;
        Err(coming())
    }
}

fn coming() -> DeskError {
    DeskError::new("not_built", "Connections are not built yet.")
}
