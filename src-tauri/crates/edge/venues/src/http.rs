//! REST: one request at a time, classed by how far it came.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::VenueId;

use crate::backoff::{Backoff, chance};
use crate::feed::Health;
use crate::limiter::{Cost, Limiter};
use crate::prepared::{MASK, PreparedRequest};
use crate::{Clock, Stage, SystemClock, VenueError};

/// The largest answer that is read; the longest real one (all of Binance's instruments) is about 20 MB.
const MOST_BYTES: usize = 64 << 20;

/// How long a request may take, waiting for the budget left out.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How long a request waits for its budget before it gives up.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// One request, signed where it must be. `base` is scheme://host:port, `target` path and query as signed.
#[derive(Clone)]
pub struct Request {
    pub method: Method,
    pub base: String,
    pub target: String,
    pub headers: Vec<Header>,
    pub body: String,
}

/// `secret`: masked wherever the request is shown.
#[derive(Clone)]
pub struct Header {
    pub name: &'static str,
    pub value: String,
    pub secret: bool,
}

impl Header {
    pub fn open(name: &'static str, value: impl Into<String>) -> Self {
        Self { name, value: value.into(), secret: false }
    }

    pub fn secret(name: &'static str, value: impl Into<String>) -> Self {
        Self { name, value: value.into(), secret: true }
    }
}

impl Request {
    pub fn get(base: &str, target: impl Into<String>) -> Self {
        Self {
            method: Method::Get,
            base: base.to_owned(),
            target: target.into(),
            headers: Vec::new(),
            body: String::new(),
        }
    }

    /// As it would leave, with secrets masked.
    pub fn shown(&self) -> PreparedRequest {
        let header =
            |h: &Header| (h.name.to_owned(), if h.secret { MASK.to_owned() } else { h.value.clone() });
        PreparedRequest {
            method: self.method.as_str().to_owned(),
            url: format!("{}{}", self.base, self.target),
            headers: self.headers.iter().map(header).collect(),
            body: self.body.clone(),
        }
    }
}

/// What came back, whatever its status.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    headers: reqwest::header::HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// An answer that nobody sent.
    #[cfg(any(test, feature = "fuzzing"))]
    pub(crate) fn made_up(status: u16, body: &[u8]) -> Self {
        Self { status, headers: reqwest::header::HeaderMap::new(), body: body.to_vec() }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
    }

    /// The Retry-After header, in seconds or not at all.
    pub fn retry_after(&self) -> Option<Duration> {
        self.header("retry-after")?.trim().parse().ok().map(Duration::from_secs)
    }

    /// The venue's time in whole seconds, as UTC milliseconds.
    fn date_ms(&self) -> Option<i64> {
        let date = chrono::DateTime::parse_from_rfc2822(self.header("date")?).ok()?;
        Some(date.timestamp_millis())
    }

    /// The body's beginning, for messages: never a whole page.
    pub fn excerpt(&self) -> String {
        String::from_utf8_lossy(&self.body).chars().take(200).collect()
    }
}

/// A venue's way to its REST servers.
pub struct Http {
    venue: VenueId,
    client: reqwest::Client,
    limiter: Arc<Limiter>,
    health: Arc<Health>,
    timeout: Duration,
}

impl Http {
    pub fn new(venue: VenueId, limiter: Arc<Limiter>, health: Arc<Health>) -> Result<Self, VenueError> {
        crate::tls::install();
        let client = reqwest::Client::builder()
            .user_agent(concat!("countersign/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(Duration::from_secs(5))
            .timeout(TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| VenueError::Unreachable {
                venue: venue.clone(),
                stage: Stage::Connecting,
                cause: root_cause(&error),
            })?;
        Ok(Self { venue, client, limiter, health, timeout: TIMEOUT })
    }

    /// Requests may take so long instead.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    pub fn limiter(&self) -> &Limiter {
        &self.limiter
    }

    pub fn health(&self) -> &Arc<Health> {
        &self.health
    }

    /// Sends once. `make` signs, after the wait for the budget, so that a nonce or time stamp is fresh and nonces
    /// leave in order; an order or a cancellation goes this way and no other.
    pub async fn once<E: Into<VenueError>>(
        &self,
        cost: Cost<'_>,
        make: impl FnOnce() -> Result<Request, E>,
    ) -> Result<Answer, VenueError> {
        self.limiter.acquire(cost, PATIENCE).await.map_err(|wait| self.limited(wait))?;
        self.send(make().map_err(Into::into)?).await
    }

    /// Sends again where nothing came back or the venue was busy (5xx, 429): only for requests that change nothing.
    /// An answer with status 4xx is handed back: the venue's folder reads it.
    pub async fn repeat<E: Into<VenueError>>(
        &self,
        cost: Cost<'_>,
        make: impl Fn() -> Result<Request, E>,
    ) -> Result<Answer, VenueError> {
        const TRIES: u32 = 5;
        let mut attempt = 0;
        loop {
            let outcome = self.once(cost, &make).await;
            let again = match &outcome {
                Ok(answer) => answer.status >= 500 || answer.status == 429,
                Err(error) => {
                    matches!(error, VenueError::Unreachable { .. } | VenueError::Timeout { .. })
                }
            };
            attempt += 1;
            if !again || attempt == TRIES {
                return outcome;
            }
            tokio::time::sleep(Backoff::REST.wait(attempt - 1, chance())).await;
        }
    }

    async fn send(&self, request: Request) -> Result<Answer, VenueError> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut builder =
            self.client.request(method, format!("{}{}", request.base, request.target)).timeout(self.timeout);
        for header in &request.headers {
            builder = builder.header(header.name, &header.value);
        }
        if !request.body.is_empty() {
            builder = builder.body(request.body);
        }
        let started = Instant::now();
        let response = builder.send().await.map_err(|error| self.failed(&error, started))?;
        let answer = self.read(response, started).await?;
        let elapsed = i64::try_from(started.elapsed().as_micros()).unwrap_or(i64::MAX);
        self.health.latency_us.store(elapsed, std::sync::atomic::Ordering::Relaxed);
        if let Some(told_ms) = answer.date_ms() {
            self.health.suggest_clock_offset(rough_offset(told_ms, SystemClock.now_ms(), elapsed / 1000));
        }
        if let (429 | 418, wait) = (answer.status, answer.retry_after()) {
            self.limiter.block(wait.unwrap_or(Duration::from_secs(1)));
        }
        Ok(answer)
    }

    async fn read(&self, mut response: reqwest::Response, started: Instant) -> Result<Answer, VenueError> {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.failed(&error, started))? {
            if body.len() + chunk.len() > MOST_BYTES {
                return Err(VenueError::BadResponse {
                    venue: self.venue.clone(),
                    what: format!("more than {MOST_BYTES} bytes"),
                    cause: "no answer is that long".to_owned(),
                });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer { status, headers, body })
    }

    fn failed(&self, error: &reqwest::Error, started: Instant) -> VenueError {
        let venue = self.venue.clone();
        self.health.set_error(root_cause(error));
        if error.is_connect() || error.is_builder() {
            return VenueError::Unreachable { venue, stage: Stage::Connecting, cause: root_cause(error) };
        }
        if error.is_timeout() {
            let waited_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
            return VenueError::Timeout { venue, waited_ms };
        }
        VenueError::Unreachable { venue, stage: Stage::Sent, cause: root_cause(error) }
    }

    fn limited(&self, wait: Duration) -> VenueError {
        let retry_after_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        VenueError::RateLimited { venue: self.venue.clone(), retry_after_ms }
    }
}

/// The venue's clock less ours, where it told a whole second at some moment of the request: what the rounding and the
/// way explain is no difference.
fn rough_offset(told_ms: i64, now_ms: i64, took_ms: i64) -> i64 {
    let (least, most) = (told_ms - now_ms, told_ms + 999 - (now_ms - took_ms));
    if least > 0 { least } else { most.min(0) }
}

/// The innermost reason, without the address: a query may hold a signature.
fn root_cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    if cause.source().is_none() && error.url().is_some() && std::ptr::addr_eq(cause, error) {
        return "the request failed".to_owned();
    }
    cause.to_string()
}
