//! REST: questions and commands, signed where they must be, within the venue's budgets.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use domain::{Instrument, Symbol, VenueId};
use tokio::sync::OnceCell;

use super::limits::{self, Kept, weight};
use super::params::{Params, percent_encoded};
use super::refusal::{self, Asked, CLOCK};
use super::sign::Signer;
use super::symbols::{Catalogue, Listed, exchange_info};
use super::{parse, refusal::read};
use crate::backoff::{Backoff, chance};
use crate::feed::Health;
use crate::http::{Answer, Header, Http, Method, Request};
use crate::limiter::{Cost, Limiter};
use crate::prepared::MASK;
use crate::{Clock, PreparedRequest, VenueError, VenueSettings};

/// How long after its time stamp the venue still takes a request.
pub const RECEIVE_WINDOW_MS: i64 = 5_000;
/// The venue's clock is measured again after so long; clocks drift by milliseconds an hour.
const MEASURE_EVERY_MS: i64 = 15 * 60_000;
const NEVER: i64 = i64::MIN;

/// The way to the venue's servers.
pub struct Rest {
    pub venue: VenueId,
    pub http: Http,
    pub clock: Arc<dyn Clock>,
    base: String,
    private: String,
    signer: Option<Signer>,
    rules: RwLock<Vec<Kept>>,
    measured_at_ms: AtomicI64,
    catalogue: OnceCell<Arc<Catalogue>>,
}

impl Rest {
    pub fn new(venue: VenueId, settings: &VenueSettings) -> Result<Self, VenueError> {
        let rules: Vec<Kept> = limits::published().iter().filter_map(limits::kept).collect();
        let limiter = Limiter::new(&[]);
        limits::declare(&limiter, &rules);
        let keys = settings.keys.as_ref();
        let catalogue = match &settings.instruments {
            Some(given) => OnceCell::new_with(Some(Arc::new(Catalogue::of(given)))),
            None => OnceCell::new(),
        };
        Ok(Self {
            http: Http::new(venue.clone(), Arc::new(limiter), Arc::new(Health::default()))?,
            clock: settings.clock.clone(),
            base: settings.endpoints.rest.clone(),
            private: settings.endpoints.rest_private.clone(),
            signer: keys.map(|keys| Signer::new(&venue, keys.rest.clone())).transpose()?,
            rules: RwLock::new(rules),
            measured_at_ms: AtomicI64::new(NEVER),
            catalogue,
            venue,
        })
    }

    /// The venue's clock as far as it was measured.
    pub fn venue_now_ms(&self) -> i64 {
        self.clock.now_ms() + self.http.health().clock_offset_ms.load(Ordering::Relaxed)
    }

    /// The instruments, asked for once.
    pub async fn catalogue(&self) -> Result<Arc<Catalogue>, VenueError> {
        let asked = self.catalogue.get_or_try_init(|| async {
            let body = self.question("/api/v3/exchangeInfo", &Params::new(), &weight(20.0)).await?;
            let (catalogue, declared) =
                exchange_info(&self.venue, &body).map_err(|e| self.unreadable("the instruments", &e))?;
            self.declare(&declared);
            Ok(Arc::new(catalogue))
        });
        asked.await.cloned()
    }

    /// The instruments if they are at hand.
    pub fn known_catalogue(&self) -> Option<Arc<Catalogue>> {
        self.catalogue.get().cloned()
    }

    pub async fn listed(&self, symbol: &Symbol) -> Result<Listed, VenueError> {
        let catalogue = self.catalogue().await?;
        let unknown = || VenueError::UnknownInstrument { venue: self.venue.clone(), symbol: symbol.clone() };
        catalogue.get(symbol).cloned().ok_or_else(unknown)
    }

    pub async fn instruments(&self) -> Result<Vec<Instrument>, VenueError> {
        Ok(self.catalogue().await?.instruments())
    }

    fn declare(&self, declared: &[limits::RateLimit]) {
        let rules: Vec<Kept> = declared.iter().filter_map(limits::kept).collect();
        if !rules.is_empty() {
            limits::declare(self.http.limiter(), &rules);
            *self.rules.write().unwrap_or_else(PoisonError::into_inner) = rules;
        }
    }

    fn observe(&self, answer: &Answer) {
        let rules = self.rules.read().unwrap_or_else(PoisonError::into_inner);
        limits::observe(self.http.limiter(), &rules, answer);
    }

    /// Asks without a key. What is no JSON (a page of whatever stands before the venue) is asked for again.
    pub async fn question(&self, path: &str, params: &Params, cost: Cost<'_>) -> Result<Vec<u8>, VenueError> {
        let make = || Ok::<_, VenueError>(Request::get(&self.base, target(path, &params.encoded())));
        self.ask(cost, make).await
    }

    /// Asks with a key; a refusal for the time stamp is asked again with the clock measured anew.
    pub async fn signed_question(
        &self,
        path: &str,
        params: &Params,
        cost: Cost<'_>,
    ) -> Result<Vec<u8>, VenueError> {
        self.measure_clock(false).await;
        let make = || self.signed(Method::Get, path, params);
        match self.ask(cost, make).await {
            Err(VenueError::Declined { code, .. }) if code == CLOCK.to_string() => {
                self.measure_clock(true).await;
                self.ask(cost, make).await
            }
            other => other,
        }
    }

    async fn ask(
        &self,
        cost: Cost<'_>,
        make: impl Fn() -> Result<Request, VenueError>,
    ) -> Result<Vec<u8>, VenueError> {
        const TRIES: u32 = 4;
        let mut attempt = 0;
        loop {
            let answer = self.http.repeat(cost, &make).await?;
            self.observe(&answer);
            let is_json = serde_json::from_slice::<serde::de::IgnoredAny>(&answer.body).is_ok();
            attempt += 1;
            if is_json || attempt == TRIES {
                return read(&self.venue, answer, Asked::Question);
            }
            tokio::time::sleep(Backoff::REST.wait(attempt - 1, chance())).await;
        }
    }

    /// Sends a command once.
    pub async fn command(
        &self,
        method: Method,
        path: &str,
        params: &Params,
        cost: Cost<'_>,
        asked: Asked<'_>,
    ) -> Result<Vec<u8>, VenueError> {
        self.measure_clock(false).await;
        let answer = self.http.once(cost, || self.signed(method, path, params)).await?;
        self.observe(&answer);
        if refusal::code(&answer) == Some(CLOCK) {
            self.measure_clock(true).await;
        }
        read(&self.venue, answer, asked)
    }

    /// The request as it leaves: all parameters in the query, time and window after them, the signature last.
    pub fn signed(&self, method: Method, path: &str, params: &Params) -> Result<Request, VenueError> {
        let no_key =
            || VenueError::Unsigned { venue: self.venue.clone(), cause: "there is no key".to_owned() };
        let signer = self.signer.as_ref().ok_or_else(no_key)?;
        let stamped =
            params.clone().with("recvWindow", RECEIVE_WINDOW_MS).with("timestamp", self.venue_now_ms());
        let payload = stamped.encoded();
        let signature = percent_encoded(&signer.sign(&payload));
        let mut request = Request::get(&self.private, format!("{path}?{payload}&signature={signature}"));
        request.method = method;
        request.headers.push(Header::secret("X-MBX-APIKEY", signer.key()));
        Ok(request)
    }

    /// Measures how far the venue's clock is from ours, unless that was done lately. A failure changes nothing: the
    /// venue refuses a time stamp that is off.
    pub async fn measure_clock(&self, anew: bool) {
        let now = self.clock.now_ms();
        let measured = self.measured_at_ms.load(Ordering::Relaxed);
        if !anew && measured != NEVER && now.saturating_sub(measured) < MEASURE_EVERY_MS {
            return;
        }
        let request = || Ok::<_, VenueError>(Request::get(&self.base, "/api/v3/time"));
        let before = self.clock.now_ms();
        let Ok(answer) = self.http.repeat(&weight(1.0), request).await else { return };
        let after = self.clock.now_ms();
        let Some(time) = answer.is_success().then(|| parse::server_time(&answer.body).ok()).flatten() else {
            return;
        };
        // the venue read its clock about half way; a repeated question took longer and is still right to its half
        let offset = time - before - (after - before) / 2;
        self.http.health().set_clock_offset(offset);
        self.measured_at_ms.store(after, Ordering::Relaxed);
    }

    pub fn unreadable(&self, what: &str, error: &dyn std::fmt::Display) -> VenueError {
        VenueError::BadResponse { venue: self.venue.clone(), what: what.to_owned(), cause: error.to_string() }
    }
}

/// A request for show: key and signature masked.
pub fn shown(request: &Request) -> PreparedRequest {
    let mut shown = request.shown();
    if let Some(at) = shown.url.find("&signature=") {
        shown.url.truncate(at);
        shown.url.push_str(&format!("&signature={MASK}"));
    }
    shown
}

fn target(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// A wait in whole milliseconds from now to a time of the venue's.
pub fn until(now_ms: i64, then_ms: i64) -> Duration {
    Duration::from_millis(u64::try_from(then_ms.saturating_sub(now_ms)).unwrap_or(0))
}
