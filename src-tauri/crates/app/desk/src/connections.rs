//! Venues a person has connected: what is listened to, how well, and what is fetched.

mod catalogue;
mod download;
mod following;
pub(crate) mod history;
pub(crate) mod joined;
mod kept;
mod link;
mod reach;
mod record;
mod sighted;
mod trial;
mod view;

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use approvals::Value;
use domain::{Actor, Instrument, InstrumentId, Role, Symbol, VenueId};
use trading::Input;

use crate::api::connection::{Addresses, ConnectionView, DownloadProgress};
use crate::api::snapshot::Section;
use crate::{Action, Desk, DeskError, Session};
use kept::Kept;
use link::{Link, endpoints};
pub use reach::{Reached, reach_connected};
use record::Record;

/// Told after every page.
pub type OnDownload = Box<dyn Fn(DownloadProgress) + Send + Sync>;

const TOUCHED: [Section; 5] =
    [Section::Connections, Section::Market, Section::Series, Section::Snapshot, Section::Audit];

/// What is connected now, and what is remembered of every venue.
#[derive(Default)]
pub(crate) struct Connections {
    links: RwLock<BTreeMap<VenueId, Arc<Link>>>,
    records: Mutex<BTreeMap<VenueId, Record>>,
    /// One change at a time.
    turn: tokio::sync::Mutex<()>,
    /// Set to stop the download under way.
    download: Mutex<Option<Arc<AtomicBool>>>,
}

impl Connections {
    pub fn link(&self, venue: &VenueId) -> Option<Arc<Link>> {
        self.links.read().unwrap_or_else(PoisonError::into_inner).get(venue).cloned()
    }

    pub fn links(&self) -> Vec<Arc<Link>> {
        self.links.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    fn put(&self, link: Arc<Link>) {
        self.links.write().unwrap_or_else(PoisonError::into_inner).insert(link.venue.clone(), link);
    }

    fn take(&self, venue: &VenueId) -> Option<Arc<Link>> {
        self.links.write().unwrap_or_else(PoisonError::into_inner).remove(venue)
    }

    fn happened(&self, now_ms: i64, venue: &VenueId, code: &str) {
        self.records().entry(venue.clone()).or_default().happened(now_ms, code, &[]);
    }
}

impl Desk {
    /// Every venue there is, the built-in market first.
    pub async fn connections(&self, session: &Session) -> Result<Vec<ConnectionView>, DeskError> {
        session.require(Action::Look)?;
        self.connection_views().await
    }

    /// Connects a venue, or moves it to other addresses (an admin only). What it is to answer is not waited for.
    pub async fn connect_venue(
        &self,
        session: &Session,
        venue: String,
        addresses: Addresses,
    ) -> Result<(), DeskError> {
        session.require(Action::Connect)?;
        let venue = VenueId::new(venue);
        let addresses = others(&venue, addresses)?;
        let _turn = self.inner.connections.turn.lock().await;
        let mut kept = self.kept_connection(&venue).await?;
        if addresses != kept.addresses {
            session.require(Action::ManageKeys)?;
        }
        if let Some(link) = self.inner.connections.link(&venue) {
            if link.addresses == addresses {
                return Ok(());
            }
            // an order that works there must not meet another book
            for instrument in link.market.followed() {
                self.check_idle(&instrument.id)?;
            }
        }
        (kept.connected, kept.addresses) = (true, addresses);
        self.keep_connection(kept.clone()).await?;
        self.write_down(session, &kept).await?;
        self.begin(&kept)?;
        self.connect_paper(&venue)?;
        self.settle(session).await?;
        self.changed(&TOUCHED);
        Ok(())
    }

    /// What is stored of the venue stays, as a recording.
    pub async fn disconnect_venue(&self, session: &Session, venue: String) -> Result<(), DeskError> {
        session.require(Action::Connect)?;
        let venue = VenueId::new(venue);
        let _turn = self.inner.connections.turn.lock().await;
        let link = self.connected(&venue)?;
        for instrument in link.market.followed() {
            self.check_idle(&instrument.id)?;
        }
        let mut kept = self.kept_connection(&venue).await?;
        kept.connected = false;
        self.keep_connection(kept.clone()).await?;
        self.write_down(session, &kept).await?;
        self.inner.connections.take(&venue);
        self.inner.markets.disconnect(&venue);
        link.market.close();
        self.inner.connections.happened(self.now_ms(), &venue, "disconnected");
        self.keep_days().await?;
        self.connect_imported().await?;
        if self.inner.markets.market(&venue).is_ok() {
            self.connect_paper(&venue)?;
        }
        self.changed(&TOUCHED);
        Ok(())
    }

    /// Drops the connections of a venue and makes them anew.
    pub async fn reconnect_venue(&self, session: &Session, venue: String) -> Result<(), DeskError> {
        session.require(Action::Connect)?;
        let _turn = self.inner.connections.turn.lock().await;
        let link = self.connected(&VenueId::new(venue))?;
        link.market.reconnect();
        link.keep_listed(self);
        self.changed(&[Section::Connections, Section::Snapshot]);
        Ok(())
    }

    /// At a start: what was connected is connected again; a venue that does not answer delays nothing.
    pub(crate) async fn open_connections(&self) -> Result<(), DeskError> {
        self.load_days().await?;
        for kept in self.kept_connections().await?.into_iter().filter(|k| k.connected) {
            if let Err(error) = self.begin(&kept) {
                tracing::warn!(%error, venue = %kept.venue, "is not connected");
            }
        }
        Ok(())
    }

    /// Nothing is listened to any more; the next start goes on.
    pub(crate) async fn close_connections(&self) {
        if let Err(error) = self.keep_days().await {
            tracing::warn!(%error, "the day of the connections was not kept");
        }
        for link in self.inner.connections.links() {
            self.inner.connections.take(&link.venue);
            link.market.close();
        }
    }

    /// Opens the venue and puts its market in place.
    fn begin(&self, kept: &Kept) -> Result<(), DeskError> {
        if let Some(former) = self.inner.connections.take(&kept.venue) {
            former.market.close();
        }
        let state = self.state();
        let id = |symbol: &Symbol| InstrumentId::new(kept.venue.clone(), symbol.clone());
        let known: Vec<Instrument> =
            kept.symbols.iter().filter_map(|symbol| state.instruments.get(&id(symbol)).cloned()).collect();
        let link = self.open_link(&kept.venue, &kept.addresses, known)?;
        self.inner.connections.records().entry(kept.venue.clone()).or_default().begin();
        self.inner.markets.connect(Arc::clone(&link.market));
        self.inner.connections.put(link);
        Ok(())
    }

    /// The venue has told what it lists: followed instruments are taken as it describes them now.
    async fn listed(&self, link: &Link, all: &[Instrument]) {
        let followed = async {
            let _turn = self.inner.connections.turn.lock().await;
            let standing = self.inner.connections.link(&link.venue);
            if !standing.is_some_and(|standing| std::ptr::eq(standing.as_ref(), link)) {
                return Ok(());
            }
            let kept = self.kept_connection(&link.venue).await?;
            let of = |symbol: &Symbol| all.iter().find(|i| i.id.symbol == *symbol).cloned();
            link.market.follow(kept.symbols.iter().filter_map(of));
            self.settle_instruments().await
        };
        if let Err(error) = followed.await {
            tracing::warn!(%error, venue = %link.venue, "its instruments could not be taken in");
        }
        self.changed(&[Section::Connections, Section::Market, Section::Series]);
    }

    fn connected(&self, venue: &VenueId) -> Result<Arc<Link>, DeskError> {
        if venue.as_str() != VenueId::BUILTIN {
            endpoints(venue, &Addresses::default())?;
        }
        self.inner.connections.link(venue).ok_or_else(|| {
            DeskError::new("not_connected", format!("{venue} is not connected. Connect it first."))
                .with("venue", venue)
        })
    }

    /// A change of connections stands in the chain: who did it, and where the venue is now.
    async fn write_down(&self, session: &Session, kept: &Kept) -> Result<(), DeskError> {
        let text = |value: &Option<String>| value.clone().map_or(Value::Null, Value::Text);
        let fields = [
            ("connected", Value::Bool(kept.connected)),
            ("by", Value::Text(session.user().to_owned())),
            ("rest", text(&kept.addresses.rest)),
            ("ws", text(&kept.addresses.ws)),
            ("ws_private", text(&kept.addresses.ws_private)),
        ];
        let value = Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
        let input = Input::SettingChanged { name: format!("connection.{}", kept.venue), value };
        // settings are an admin's to the core; that a trader may connect was asked above
        let actor = if session.role() == Role::Admin { session.actor() } else { Actor::System };
        self.inner.writer.apply(actor, input).await
    }

    /// Refuses while anything is held of it or works on it.
    fn check_idle(&self, id: &InstrumentId) -> Result<(), DeskError> {
        let state = self.state();
        let held = state.accounts.values().any(|a| !a.portfolio.quantity(id).is_zero());
        let works = state.working_orders().any(|o| o.request.instrument == *id);
        if !held && !works {
            return Ok(());
        }
        Err(DeskError::new(
            "instrument_in_use",
            format!("{id} has a position or a working order. Close it first."),
        )
        .with("symbol", &id.symbol)
        .with("venue", &id.venue))
    }
}

/// The addresses that are not the venue's own; an unknown venue or a bad address is refused.
fn others(venue: &VenueId, asked: Addresses) -> Result<Addresses, DeskError> {
    let own = endpoints(venue, &Addresses::default())?;
    let given = |address: Option<String>, own: &str| {
        let address = address.map(|a| a.trim().trim_end_matches('/').to_owned());
        address.filter(|a| !a.is_empty() && a != own)
    };
    let addresses = Addresses {
        rest: given(asked.rest, &own.rest),
        ws: given(asked.ws, &own.ws),
        ws_private: given(asked.ws_private, &own.ws_private),
    };
    endpoints(venue, &addresses)?;
    Ok(addresses)
}
