//! Requests with a key: signed, one at a time, nonces in order.

use std::sync::Arc;
use std::time::Duration;

use domain::VenueId;
use tokio::sync::Mutex;

use super::answer::{self, Fault};
use super::limits::Limits;
use super::sign;
use crate::backoff::{Backoff, chance};
use crate::http::{Answer, Header, Http, Method, Request};
use crate::{Credentials, NonceError, Nonces, VenueError};

/// Tries of a question, the first included.
const TRIES: u32 = 5;
/// How long a request waits for its budget before it gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// A key's way to the account's REST calls.
pub struct Signed {
    venue: VenueId,
    base: String,
    credentials: Credentials,
    nonces: Arc<Nonces>,
    http: Http,
    lock_out: Duration,
    again: Backoff,
    /// The venue refuses a nonce below one it has seen: requests of one key go one after the other.
    turn: Mutex<()>,
}

impl Signed {
    pub fn new(
        venue: VenueId,
        base: String,
        credentials: Credentials,
        nonces: Arc<Nonces>,
        http: Http,
        limits: &Limits,
    ) -> Self {
        Self {
            venue,
            base,
            credentials,
            nonces,
            http,
            lock_out: limits.lock_out,
            again: limits.again,
            turn: Mutex::new(()),
        }
    }

    pub const fn venue(&self) -> &VenueId {
        &self.venue
    }

    pub const fn http(&self) -> &Http {
        &self.http
    }

    /// The request as it leaves. `path` is as in `v2/auth/r/wallets`.
    pub fn request(&self, path: &str, body: &str) -> Result<Request, NonceError> {
        let nonce = self.nonces.draw()?;
        let signature = sign::request(self.credentials.secret(), path, nonce, body);
        Ok(Request {
            method: Method::Post,
            base: self.base.clone(),
            target: format!("/{path}"),
            headers: vec![
                Header::open("bfx-nonce", nonce.to_string()),
                Header::secret("bfx-apikey", self.credentials.key()),
                Header::secret("bfx-signature", signature),
                Header::open("content-type", "application/json"),
            ],
            body: body.to_owned(),
        })
    }

    pub fn unsigned(&self, error: &NonceError) -> VenueError {
        VenueError::Unsigned { venue: self.venue.clone(), cause: error.to_string() }
    }

    /// Sent once, and again only where the venue says that it read no further than a nonce that came too late: the
    /// stream signs in with nonces of the same key. An error with `outcome_unknown` may have taken effect.
    pub async fn command(&self, budget: &'static str, path: &str, body: &str) -> Result<String, VenueError> {
        let mut attempt = 0;
        loop {
            let answer = self.send(budget, path, body).await?;
            let fault = match answer::body(&answer) {
                Ok(text) => return Ok(text.to_owned()),
                Err(fault) => fault,
            };
            self.heed(&answer, &fault);
            attempt += 1;
            if !fault.is_late_nonce() || attempt == TRIES {
                return Err(fault.of_command(&self.venue, self.lock_out_ms()));
            }
        }
    }

    /// Asked again where nothing came back, or nothing of sense.
    pub async fn question(&self, budget: &'static str, path: &str, body: &str) -> Result<String, VenueError> {
        let mut attempt = 0;
        loop {
            let (error, passing) = match self.send(budget, path, body).await {
                Ok(answer) => match answer::body(&answer) {
                    Ok(text) => return Ok(text.to_owned()),
                    Err(fault) => {
                        self.heed(&answer, &fault);
                        let passing = fault.is_passing();
                        (fault.of_question(&self.venue, self.lock_out_ms()), passing)
                    }
                },
                Err(error) => {
                    let passing =
                        matches!(error, VenueError::Unreachable { .. } | VenueError::Timeout { .. });
                    (error, passing)
                }
            };
            attempt += 1;
            if !passing || attempt == TRIES {
                self.http.health().set_error(error.to_string());
                return Err(error);
            }
            tokio::time::sleep(self.again.wait(attempt - 1, chance())).await;
        }
    }

    async fn send(&self, budget: &'static str, path: &str, body: &str) -> Result<Answer, VenueError> {
        // the budget is waited for outside of the turn: an order does not queue behind a history that must wait
        let waited = self.http.limiter().acquire(&[(budget, 1.0)], PATIENCE).await;
        waited.map_err(|wait| self.limited(wait))?;
        let _turn = self.turn.lock().await;
        self.http.once(&[], || self.request(path, body).map_err(|error| self.unsigned(&error))).await
    }

    /// A rate limit without a time means a lock-out of the address.
    fn heed(&self, answer: &Answer, fault: &Fault) {
        if *fault == Fault::Limited && answer.retry_after().is_none() {
            self.http.limiter().block(self.lock_out);
        }
    }

    fn limited(&self, wait: Duration) -> VenueError {
        let retry_after_ms = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        VenueError::RateLimited { venue: self.venue.clone(), retry_after_ms }
    }

    fn lock_out_ms(&self) -> u64 {
        u64::try_from(self.lock_out.as_millis()).unwrap_or(u64::MAX)
    }
}
