//! What the parts of the venue share.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{Instrument, Symbol, VenueId};
use tokio::sync::broadcast;

use super::ids::Ids;
use super::limits::{EngineCounters, Limits};
use super::parse::market;
use super::private_stream::AccountStream;
use super::rest::{Rest, Signer};
use super::symbols::{Pair, Pairs};
use crate::feed::Health;
use crate::http::Http;
use crate::{
    AccountEvent, Clock, Credentials, ExecutionReport, MarketEvent, Nonces, VenueError, VenueSettings,
};

/// How long a list of pairs is good for.
const PAIRS_FOR_MS: i64 = 6 * 3_600_000;

/// Events a slow listener may fall behind by.
const BACKLOG: usize = 16_384;

pub struct Inner {
    pub venue: VenueId,
    pub rest: Rest,
    pub clock: Arc<dyn Clock>,
    pub ws: String,
    pub ws_private: String,
    pub trader: Option<Arc<Signer>>,
    /// The key of the account's stream, where it has one of its own.
    pub streamer: Option<Arc<Signer>>,
    pub engine: EngineCounters,
    pub ids: Arc<Ids>,
    pub events: broadcast::Sender<AccountEvent>,
    pub reports: broadcast::Sender<ExecutionReport>,
    pub market_health: Arc<Health>,
    pub account_health: Arc<Health>,
    /// The account's stream once somebody listens.
    pub account: Mutex<Option<AccountStream>>,
    pub listeners: Mutex<BTreeMap<Symbol, broadcast::Sender<MarketEvent>>>,
    given: Option<Arc<Pairs>>,
    listed: tokio::sync::Mutex<Option<(i64, Arc<Pairs>)>>,
}

impl Inner {
    pub fn new(venue: VenueId, settings: VenueSettings, limits: Limits) -> Result<Self, VenueError> {
        let market_health = Arc::new(Health::default());
        let rest = Rest {
            http: Http::new(venue.clone(), Arc::new(limits.limiter()), market_health.clone())?,
            venue: venue.clone(),
            clock: settings.clock.clone(),
            base: settings.endpoints.rest,
            private_base: settings.endpoints.rest_private,
        };
        let signer = |credentials: &Credentials| {
            let (clock, store) = (settings.clock.clone(), settings.nonces.clone());
            let nonces = Nonces::new(credentials.fingerprint(), u64::MAX, clock, store);
            Arc::new(Signer::new(credentials.clone(), nonces))
        };
        let keys = settings.keys.as_ref();
        let trader = keys.map(|keys| signer(&keys.rest));
        // the same key has one row of nonces
        let own = keys.and_then(|keys| keys.stream.as_ref().filter(|stream| stream.key() != keys.rest.key()));
        let streamer = own.map(signer).or_else(|| trader.clone());
        Ok(Self {
            venue,
            rest,
            clock: settings.clock,
            ws: settings.endpoints.ws,
            ws_private: settings.endpoints.ws_private,
            trader,
            streamer,
            engine: EngineCounters::new(limits.orders),
            ids: Arc::default(),
            events: broadcast::channel(BACKLOG).0,
            reports: broadcast::channel(BACKLOG).0,
            market_health,
            account_health: Arc::default(),
            account: Mutex::default(),
            listeners: Mutex::default(),
            given: settings.instruments.map(|list| Arc::new(Pairs::from_instruments(list))),
            listed: tokio::sync::Mutex::default(),
        })
    }

    /// All pairs, from the venue once in six hours.
    pub async fn pairs(&self) -> Result<Arc<Pairs>, VenueError> {
        if let Some(given) = &self.given {
            return Ok(given.clone());
        }
        let mut listed = self.listed.lock().await;
        let now_ms = self.clock.now_ms();
        if let Some((since_ms, pairs)) = listed.as_ref()
            && now_ms - since_ms < PAIRS_FOR_MS
        {
            return Ok(pairs.clone());
        }
        let rows = self.rest.public("AssetPairs", market::pairs).await?;
        let pairs = Arc::new(Pairs::from_rows(&self.venue, rows));
        *listed = Some((now_ms, pairs.clone()));
        Ok(pairs)
    }

    /// The pairs where they are known already.
    pub fn pairs_at_hand(&self) -> Option<Arc<Pairs>> {
        let listed = || self.listed.try_lock().ok()?.as_ref().map(|(_, pairs)| pairs.clone());
        self.given.clone().or_else(listed)
    }

    pub async fn pair(&self, symbol: &Symbol) -> Result<Pair, VenueError> {
        let unknown = || VenueError::UnknownInstrument { venue: self.venue.clone(), symbol: symbol.clone() };
        self.pairs().await?.of(symbol).cloned().ok_or_else(unknown)
    }

    pub async fn instruments(&self) -> Result<Vec<Instrument>, VenueError> {
        Ok(self.pairs().await?.all().iter().map(|pair| pair.instrument.clone()).collect())
    }

    /// The key for orders and questions.
    pub fn trader(&self) -> Result<&Signer, VenueError> {
        self.trader.as_deref().ok_or_else(|| self.keyless())
    }

    pub fn streamer(&self) -> Result<&Signer, VenueError> {
        self.streamer.as_deref().ok_or_else(|| self.keyless())
    }

    fn keyless(&self) -> VenueError {
        VenueError::Unsigned { venue: self.venue.clone(), cause: "there is no key; add one".to_owned() }
    }

    /// Tells everybody who listens; nobody may.
    pub fn tell(&self, event: AccountEvent) {
        if let AccountEvent::Order(report) = &event {
            let _ = self.reports.send(report.clone());
        }
        let _ = self.events.send(event);
    }
}

/// A lock that is taken even if a thread died with it: what it guards is replaced whole.
pub fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
