//! Requests with a key.

mod change;
mod history;
mod money;
mod skew;

use std::sync::Arc;

use domain::OrderRequest;
use serde::de::DeserializeOwned;

use super::ids::Ids;
use super::parse::read;
use super::refusal::{self, Asked};
use super::rest::Rest;
use super::sign::{KeyError, Signer, uri};
use super::{draft, limits};
use crate::http::{Answer, Header, Http, Method, Request};
use crate::{Clock, VenueError};
use skew::Skew;

const ORDERS: &str = "/api/v3/brokerage/orders";

/// One account: what may be asked of it with its key.
pub struct Account {
    http: Http,
    base: String,
    signer: Signer,
    clock: Arc<dyn Clock>,
    skew: Skew,
    rest: Arc<Rest>,
    pub ids: Ids,
}

impl Account {
    pub fn new(http: Http, base: String, signer: Signer, clock: Arc<dyn Clock>, rest: Arc<Rest>) -> Self {
        Self { http, base, signer, clock, skew: Skew::default(), rest, ids: Ids::default() }
    }

    pub fn http(&self) -> &Http {
        &self.http
    }

    /// The venue's time in seconds, as far as we know it.
    pub fn now_s(&self) -> i64 {
        (self.clock.now_ms() + self.skew.offset_ms()).div_euclid(1000)
    }

    /// A token was refused: the clock is measured before the next.
    pub fn doubt_clock(&self) {
        self.skew.doubt();
    }

    fn request(&self, method: Method, target: &str, body: &str) -> Result<Request, KeyError> {
        let token = self.signer.token(Some(&uri(method.as_str(), &self.base, target)), self.now_s())?;
        let mut headers = vec![Header::secret("authorization", format!("Bearer {token}"))];
        if !body.is_empty() {
            headers.push(Header::open("content-type", "application/json"));
        }
        let (base, target, body) = (self.base.clone(), target.to_owned(), body.to_owned());
        Ok(Request { method, base, target, headers, body })
    }

    /// The request that places this order, signed now.
    pub fn order_request(&self, order: &OrderRequest) -> Result<Request, VenueError> {
        Ok(self.request(Method::Post, ORDERS, &draft::body(order)?)?)
    }

    /// Knows the venue's time.
    pub fn measured(&self) -> impl Future<Output = ()> + '_ {
        self.skew.measured(&self.rest, &*self.clock, self.http.health())
    }

    /// Asks. A refused token is tried once more by a clock measured anew.
    async fn get<T: DeserializeOwned>(&self, what: &str, target: &str) -> Result<T, VenueError> {
        self.measured().await;
        let mut answer = self.question(target).await?;
        if answer.status == 401 && self.skew.doubt() {
            self.measured().await;
            answer = self.question(target).await?;
        }
        refusal::check(&answer, Asked::Question)?;
        read(what, &answer.body)
    }

    async fn question(&self, target: &str) -> Result<Answer, VenueError> {
        self.http.repeat(limits::PRIVATE, || self.request(Method::Get, target, "")).await
    }

    /// Tells the venue to do something, once.
    async fn post<T: DeserializeOwned>(&self, what: &str, target: &str, body: &str) -> Result<T, VenueError> {
        self.measured().await;
        let answer = self.http.once(limits::PRIVATE, || self.request(Method::Post, target, body)).await?;
        if answer.status == 401 {
            self.skew.doubt();
        }
        refusal::check(&answer, Asked::Command)?;
        read(what, &answer.body)
    }
}
