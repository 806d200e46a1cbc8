//! The way to Kraken's REST servers: what may be asked again, and what is sent once.

use std::sync::Arc;
use std::time::Duration;

use domain::VenueId;

use super::fault::{Verdict, verdict};
use super::limits::{PRIVATE, PUBLIC};
use super::parse::envelope::Fault;
use super::sign::{Form, signature};
use crate::backoff::{Backoff, chance};
use crate::feed::LinkState;
use crate::http::{Answer, Header, Http, Method, Request};
use crate::{Clock, Credentials, Nonces, VenueError};

const PATIENCE: Duration = Duration::from_secs(30);
const TRIES: u32 = 5;

/// One key: its nonces, and one request at a time, so that they arrive in order.
pub struct Signer {
    credentials: Credentials,
    nonces: Nonces,
    turn: tokio::sync::Mutex<()>,
}

impl Signer {
    pub fn new(credentials: Credentials, nonces: Nonces) -> Self {
        Self { credentials, nonces, turn: tokio::sync::Mutex::new(()) }
    }

    /// The request as it leaves.
    fn request(&self, venue: &VenueId, base: &str, call: &str, form: &Form) -> Result<Request, VenueError> {
        let unsigned = |cause: String| VenueError::Unsigned { venue: venue.clone(), cause };
        let nonce = self.nonces.draw().map_err(|error| unsigned(error.to_string()))?.to_string();
        let path = format!("/0/private/{call}");
        let form = form.after_nonce(&nonce);
        let signed = signature(self.credentials.secret(), &path, &nonce, form.as_str());
        let signed = signed.map_err(|error| unsigned(error.to_string()))?;
        Ok(Request {
            method: Method::Post,
            base: base.to_owned(),
            target: path,
            headers: vec![
                Header::secret("API-Key", self.credentials.key()),
                Header::secret("API-Sign", signed),
                Header::open("Content-Type", "application/x-www-form-urlencoded"),
            ],
            body: form.as_str().to_owned(),
        })
    }
}

/// Why an attempt brought nothing, and whether another one may.
struct Failed {
    error: VenueError,
    again: Again,
}

#[derive(PartialEq)]
enum Again {
    No,
    Later,
    /// With the next nonce, once.
    Nonce,
}

/// REST with and without a key.
pub struct Rest {
    pub venue: VenueId,
    pub http: Http,
    pub clock: Arc<dyn Clock>,
    pub base: String,
    pub private_base: String,
}

impl Rest {
    /// Asks without a key.
    pub async fn public<T>(
        &self,
        target: &str,
        read: impl Fn(&[u8]) -> Result<T, Fault>,
    ) -> Result<T, VenueError> {
        let call = target.split('?').next().unwrap_or(target);
        let make = || Ok(Request::get(&self.base, format!("/0/public/{target}")));
        self.repeat(call, (PUBLIC, 1.0), None, make, read).await
    }

    /// Asks with a key; nothing changes by it.
    pub async fn ask<T>(
        &self,
        signer: &Signer,
        call: &str,
        form: &Form,
        read: impl Fn(&[u8]) -> Result<T, Fault>,
    ) -> Result<T, VenueError> {
        let weight = if matches!(call, "TradesHistory" | "ClosedOrders") { 2.0 } else { 1.0 };
        let make = || self.signed(signer, call, form);
        self.repeat(call, (PRIVATE, weight), Some(signer), make, read).await
    }

    /// Sends something that changes something, once.
    pub async fn command<T>(
        &self,
        signer: &Signer,
        call: &str,
        form: &Form,
        read: impl Fn(&[u8]) -> Result<T, Fault>,
    ) -> Result<T, VenueError> {
        let make = || self.signed(signer, call, form);
        self.attempt(call, (PRIVATE, 0.0), Some(signer), &make, &read).await.map_err(|failed| failed.error)
    }

    /// A private request, signed.
    pub fn signed(&self, signer: &Signer, call: &str, form: &Form) -> Result<Request, VenueError> {
        signer.request(&self.venue, &self.private_base, call, form)
    }

    async fn repeat<T>(
        &self,
        call: &str,
        cost: (&'static str, f64),
        signer: Option<&Signer>,
        make: impl Fn() -> Result<Request, VenueError>,
        read: impl Fn(&[u8]) -> Result<T, Fault>,
    ) -> Result<T, VenueError> {
        let (mut attempt, mut nonce_refused) = (0, false);
        loop {
            let failed = match self.attempt(call, cost, signer, &make, &read).await {
                Ok(value) => return Ok(value),
                Err(failed) => failed,
            };
            attempt += 1;
            let give_up = match failed.again {
                Again::No => true,
                Again::Nonce => std::mem::replace(&mut nonce_refused, true),
                Again::Later => attempt >= TRIES,
            };
            if give_up {
                return Err(failed.error);
            }
            if failed.again == Again::Later {
                tokio::time::sleep(Backoff::REST.wait(attempt - 1, chance())).await;
            }
        }
    }

    async fn attempt<T>(
        &self,
        call: &str,
        cost: (&'static str, f64),
        signer: Option<&Signer>,
        make: &impl Fn() -> Result<Request, VenueError>,
        read: &impl Fn(&[u8]) -> Result<T, Fault>,
    ) -> Result<T, Failed> {
        // the budget first: whoever waits for it holds no other request of the key back
        let acquired = self.http.limiter().acquire(&[cost], PATIENCE).await;
        acquired.map_err(|wait| Failed { error: self.limited(wait), again: Again::No })?;
        let sent = {
            let _turn = match signer {
                Some(signer) => Some(signer.turn.lock().await),
                None => None,
            };
            self.http.once(&[], make).await
        };
        let health = self.http.health();
        let answer = sent.inspect(|_| health.set_state(LinkState::Live)).map_err(|error| {
            health.set_state(LinkState::Offline);
            let again = match error {
                VenueError::Unreachable { .. } | VenueError::Timeout { .. } => Again::Later,
                _ => Again::No,
            };
            Failed { error, again }
        })?;
        self.judge(call, cost.0, &answer, read)
    }

    fn judge<T>(
        &self,
        call: &str,
        budget: &str,
        answer: &Answer,
        read: &impl Fn(&[u8]) -> Result<T, Fault>,
    ) -> Result<T, Failed> {
        match answer.status {
            429 | 418 => {
                let wait = answer.retry_after().unwrap_or(Duration::from_secs(1));
                return Err(Failed { error: self.limited(wait), again: Again::Later });
            }
            404 => return Err(Failed { error: self.declined("HTTP 404", call), again: Again::No }),
            _ => {}
        }
        match read(&answer.body) {
            Ok(value) if answer.is_success() => Ok(value),
            Err(Fault::Said(said)) => Err(self.said(call, budget, &said)),
            Err(Fault::Unreadable(cause)) if answer.is_success() => {
                Err(Failed { error: self.unreadable(call, cause), again: Again::Later })
            }
            _ => {
                let what = format!("{call} with HTTP {}", answer.status);
                let error =
                    VenueError::BadResponse { venue: self.venue.clone(), what, cause: answer.excerpt() };
                Err(Failed { error, again: Again::Later })
            }
        }
    }

    fn said(&self, call: &str, budget: &str, said: &str) -> Failed {
        match verdict(&self.venue, said, self.clock.now_ms()) {
            Verdict::Nonce => Failed { error: self.declined(said, call), again: Again::Nonce },
            Verdict::Limited(wait) => {
                if said.contains("Rate limit") {
                    self.http.limiter().observe(budget, 0.0);
                } else {
                    self.http.limiter().block(wait);
                }
                let again = if wait > PATIENCE { Again::No } else { Again::Later };
                Failed { error: self.limited(wait), again }
            }
            Verdict::EngineLimited => {
                Failed { error: self.limited(Duration::from_secs(5)), again: Again::No }
            }
            Verdict::Unclear => Failed { error: self.unreadable(call, said.to_owned()), again: Again::Later },
            Verdict::Final(error) => Failed { error, again: Again::No },
        }
    }

    fn unreadable(&self, call: &str, cause: String) -> VenueError {
        VenueError::BadResponse { venue: self.venue.clone(), what: call.to_owned(), cause }
    }

    fn declined(&self, code: &str, call: &str) -> VenueError {
        let message = format!("{call} was not done");
        VenueError::Declined { venue: self.venue.clone(), code: code.to_owned(), message }
    }

    fn limited(&self, wait: Duration) -> VenueError {
        let retry_after_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        VenueError::RateLimited { venue: self.venue.clone(), retry_after_ms }
    }
}
