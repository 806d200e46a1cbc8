//! Binance Spot over its own protocol: REST, market streams, and the WebSocket API for the account.
//!
//! What the venue has not: positions, a dead-man switch, hidden orders, changes of an order's price. Its pairs of
//! linked orders are placed in one request, so orders handed over one by one are linked by the program.

mod account;
mod channels;
mod client_id;
pub mod depth_event;
mod fanout;
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) mod fuzzing;
mod lenient;
mod limits;
pub mod local_book;
mod market;
mod order_params;
pub mod order_shape;
mod outlet;
mod own;
mod params;
pub mod parse;
mod private_stream;
mod refusal;
pub mod report_shape;
mod rest;
mod resync;
mod sent;
mod sign;
mod stream;
pub mod symbols;
mod tracker;
mod trading;

use std::ops::Range;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use domain::{Book, Candles, Instrument, Symbol, Ticker, Timeframe, Trade, VenueId};
use tokio::sync::{broadcast, mpsc};

use self::channels::Plan;
use self::fanout::Fanout;
use self::private_stream::PrivateStream;
use self::rest::Rest;
use self::resync::Snapshots;
use self::sign::Signer;
use self::stream::MarketStream;
use self::trading::Trading;
use crate::backoff::Backoff;
use crate::feed::Health;
use crate::limiter::BudgetLeft;
use crate::registry::OpenVenue;
use crate::session::{SessionHandle, SessionSettings, Told, spawn};
use crate::{
    Channel, Endpoints, Feed, HealthReport, MarketCapabilities, MarketData, MarketEvent, VenueError,
    VenueSettings,
};

/// As `VenueId` writes it.
pub const NAME: &str = "binance";

/// 300 connections in five minutes are allowed for one address.
const BETWEEN_CONNECTS: Duration = Duration::from_secs(1);

/// The venue's own addresses.
pub fn endpoints() -> Endpoints {
    let rest = "https://api.binance.com".to_owned();
    Endpoints {
        rest_private: rest.clone(),
        rest,
        ws: "wss://stream.binance.com:9443".to_owned(),
        ws_private: "wss://ws-api.binance.com:443".to_owned(),
    }
}

/// For the list of venues.
pub fn open(settings: VenueSettings) -> Result<OpenVenue, VenueError> {
    Ok(OpenVenue::of(settings.keys.is_some(), Binance::new(settings)?))
}

/// Markets and one account.
pub struct Binance {
    rest: Arc<Rest>,
    ws: String,
    ws_private: String,
    trading: Trading,
    /// Signs for the account's stream, until that begins.
    stream_signer: Mutex<Option<Signer>>,
    session: Mutex<Option<SessionHandle<<PrivateStream as crate::session::Dialect>::Command>>>,
    account_health: Arc<Health>,
    market_health: Arc<Health>,
    fanout: Fanout,
}

impl Binance {
    /// Nothing is asked or opened yet.
    pub fn new(settings: VenueSettings) -> Result<Self, VenueError> {
        let venue = VenueId::new(NAME);
        let rest = Arc::new(Rest::new(venue.clone(), &settings)?);
        let keys = settings.keys.as_ref();
        let stream_signer = keys.map(|keys| Signer::new(&venue, keys.stream().clone())).transpose()?;
        Ok(Self {
            trading: Trading::new(rest.clone()),
            rest,
            ws: settings.endpoints.ws,
            ws_private: settings.endpoints.ws_private,
            stream_signer: Mutex::new(stream_signer),
            session: Mutex::new(None),
            account_health: Arc::default(),
            market_health: Arc::default(),
            fanout: Fanout::default(),
        })
    }

    fn session_settings(&self, base: &str, reconnect: bool, health: Arc<Health>) -> SessionSettings {
        SessionSettings {
            base: base.to_owned(),
            backoff: Backoff::STREAM,
            between_connects: BETWEEN_CONNECTS,
            reconnect,
            health,
            fetcher: Arc::new(Snapshots(self.rest.clone())),
        }
    }
}

/// Listens to the channels once the instruments are known; the events end with the last connection.
async fn listen(
    rest: Arc<Rest>,
    channels: Vec<Channel>,
    settings: SessionSettings,
    events: mpsc::UnboundedSender<MarketEvent>,
) {
    let venue = rest.venue.clone();
    let plans = match rest.catalogue().await.and_then(|c| Plan::of(&venue, &channels, &c)) {
        Ok(plans) => plans,
        Err(error) => return settings.health.set_error(error.to_string()),
    };
    let start = |plan| {
        let events = events.clone();
        spawn(MarketStream::new(plan), settings.clone(), move |told| {
            if let Told::Market(event) = told {
                // Err: nobody listens any more, and the session is about to be dropped
                let _ = events.send(event);
            }
        })
    };
    let mut sessions: Vec<_> = plans.into_iter().map(start).collect();
    for session in &mut sessions {
        session.ended().await;
    }
}

/// Ends the task when the feed is dropped, and with it the sessions it holds.
struct Listener(tokio::task::JoinHandle<()>);

impl Drop for Listener {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[async_trait]
impl MarketData for Binance {
    fn venue(&self) -> VenueId {
        self.rest.venue.clone()
    }

    fn capabilities(&self) -> MarketCapabilities {
        MarketCapabilities { live: true, book_depth: market::DEEPEST, candles_per_request: market::PAGE }
    }

    async fn instruments(&self) -> Result<Vec<Instrument>, VenueError> {
        self.rest.instruments().await
    }

    async fn ticker(&self, symbol: &Symbol) -> Result<Ticker, VenueError> {
        self.rest.ticker(symbol).await
    }

    async fn book(&self, symbol: &Symbol, depth: usize) -> Result<Book, VenueError> {
        self.rest.book(symbol, depth).await
    }

    async fn trades(&self, symbol: &Symbol, limit: usize) -> Result<Vec<Trade>, VenueError> {
        self.rest.trades(symbol, limit).await
    }

    async fn candles(
        &self,
        symbol: &Symbol,
        timeframe: Timeframe,
        range_ms: Range<i64>,
    ) -> Result<Candles, VenueError> {
        self.rest.candles(symbol, timeframe, range_ms).await
    }

    fn subscribe(&self, symbol: &Symbol) -> broadcast::Receiver<MarketEvent> {
        if self.rest.known_catalogue().is_some_and(|catalogue| catalogue.get(symbol).is_none()) {
            return Fanout::closed();
        }
        let own = |symbol: Symbol| {
            [
                Channel::Ticker { symbol: symbol.clone() },
                Channel::Trades { symbol: symbol.clone() },
                Channel::Candles { symbol: symbol.clone(), timeframe: Timeframe::M1 },
                Channel::Book { symbol, depth: 100 },
            ]
        };
        let settings = self.session_settings(&self.ws, true, self.market_health.clone());
        let (rest, channels) = (self.rest.clone(), own(symbol.clone()));
        self.fanout.join(symbol, async move { feed(rest, channels.to_vec(), settings) })
    }

    async fn tickers(&self) -> Result<Vec<Ticker>, VenueError> {
        self.rest.tickers().await
    }

    fn watch(&self, channels: &[Channel], until_close: bool) -> Result<Feed, VenueError> {
        if let Some(catalogue) = self.rest.known_catalogue() {
            Plan::of(&self.rest.venue, channels, &catalogue)?;
        }
        let settings = self.session_settings(&self.ws, !until_close, Arc::default());
        let no_runtime = VenueError::NotOffered {
            venue: self.rest.venue.clone(),
            what: "be listened to without a runtime",
        };
        feed(self.rest.clone(), channels.to_vec(), settings).ok_or(no_runtime)
    }

    async fn symbol_of(&self, venue_symbol: &str) -> Option<Symbol> {
        if let Ok(symbol) = venue_symbol.parse() {
            return Some(symbol);
        }
        let catalogue = self.rest.catalogue().await.ok()?;
        catalogue.named(venue_symbol).map(|listed| listed.instrument.id.symbol.clone())
    }

    fn health(&self) -> Option<HealthReport> {
        let (rest, stream) = (self.rest.http.health().report(), self.market_health.report());
        Some(HealthReport {
            latency_us: rest.latency_us,
            clock_offset_ms: rest.clock_offset_ms,
            clock_known: rest.clock_known,
            last_error: stream.last_error.clone().or(rest.last_error),
            ..stream
        })
    }

    fn budgets(&self) -> Vec<BudgetLeft> {
        self.rest.http.limiter().left()
    }
}

/// `None`: there is no runtime to run it on.
fn feed(rest: Arc<Rest>, channels: Vec<Channel>, settings: SessionSettings) -> Option<Feed> {
    let runtime = tokio::runtime::Handle::try_current().ok()?;
    let (sender, receiver) = mpsc::unbounded_channel();
    let health = settings.health.clone();
    let listener = Listener(runtime.spawn(listen(rest, channels, settings, sender)));
    Some(Feed::new(receiver, health, Box::new(listener)))
}
