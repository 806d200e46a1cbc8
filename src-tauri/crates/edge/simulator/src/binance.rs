//! Binance's protocol: REST `/api/v3`, market streams, the WebSocket API.

mod auth;
mod error;
mod info;
mod limits;
mod lists;
mod names;
mod order_entry;
mod order_view;
mod private;
mod public;
mod report;
mod stream_view;
mod streams;
mod ws_api;

use std::collections::BTreeMap;

use rand::Rng as _;
use rand::rngs::StdRng;
use secrecy::{ExposeSecret as _, SecretString};

use crate::exchange::{OrderId, Setup};
use crate::keys::Credentials;
use crate::wire::{BadSecret, Connection, Failure, RestReply, RestRequest, Wire};
use crate::world::World;
use error::ApiError;
use names::Params;

pub use limits::Limits;

/// Binance as a server speaks it, with its usual limits.
pub fn wire() -> Box<dyn Wire> {
    wire_with(Limits::default())
}

/// The same with other limits.
pub fn wire_with(limits: Limits) -> Box<dyn Wire> {
    Box::new(Binance { limits })
}

struct Binance {
    limits: Limits,
}

/// What lasts between requests.
#[derive(Debug, Default)]
struct Kept {
    bans: limits::Bans,
    /// The id of the request that canceled an order.
    request_ids: BTreeMap<OrderId, String>,
    /// The client id an order had before it was changed.
    previous_ids: BTreeMap<OrderId, String>,
    lists: BTreeMap<i64, lists::List>,
}

/// Letters and digits by chance.
fn letters(rng: &mut StdRng, count: usize) -> String {
    const ALL: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    (0..count).map(|_| char::from(ALL[rng.random_range(0..ALL.len())])).collect()
}

impl Binance {
    fn answer(&self, world: &mut World, request: &RestRequest) -> Result<RestReply, ApiError> {
        let (method, path) = (request.method.as_str(), request.path.as_str());
        let params = Params::new(request.query_pairs().into_iter().chain(request.form_pairs()));
        let limit = params.limit(100, 5_000).unwrap_or(100);
        let weight = limits::weight(method, path, params.get("symbol").is_some(), limit);
        let mut bans = std::mem::take(&mut world.state.get::<Kept>().bans);
        let spent = self.limits.spend(world, &mut bans, weight);
        world.state.get::<Kept>().bans = bans;
        spent?;
        if let Some(answer) =
            (method == "GET").then(|| public::answer(world, self.limits, path, &params)).flatten()
        {
            return Ok(RestReply::json(&answer?));
        }
        if !private::is_private(path) {
            return Err(ApiError::new(404, -1000, "There is no such path."));
        }
        let (caller, params) = auth::rest(world, request)?;
        let answer = private::answer(world, self.limits, caller, (method, path), &params);
        let value = answer.ok_or_else(|| ApiError::new(404, -1000, "There is no such path."))??;
        let placed = (method == "POST" && matches!(path, "/api/v3/order" | "/api/v3/orderList/oco"))
            .then_some(caller.account);
        let reply = RestReply::json(&value);
        Ok(match placed {
            Some(account) => self.limits.headers(world, reply, Some(account)),
            None => reply,
        })
    }
}

impl Wire for Binance {
    fn name(&self) -> &'static str {
        "binance"
    }

    fn setup(&self) -> Setup {
        info::setup()
    }

    fn new_credentials(&self, rng: &mut StdRng) -> Credentials {
        Credentials::new(letters(rng, 64), letters(rng, 64))
    }

    fn check_secret(&self, secret: &SecretString) -> Result<(), BadSecret> {
        let secret = secret.expose_secret();
        if auth::is_pem(secret) && auth::seed(secret).is_none() {
            return Err(BadSecret { expected: "Ed25519 private key in PKCS#8 PEM" });
        }
        Ok(())
    }

    fn rest(&self, world: &mut World, request: &RestRequest) -> RestReply {
        match self.answer(world, request) {
            Ok(reply) if reply.headers.iter().any(|(name, _)| name == "x-mbx-used-weight") => reply,
            Ok(reply) => self.limits.headers(world, reply, None),
            Err(error) => self.limits.headers(world, error.reply(), None),
        }
    }

    fn is_private(&self, request: &RestRequest) -> bool {
        private::is_private(&request.path)
    }

    fn is_command(&self, request: &RestRequest) -> bool {
        request.method != "GET" && self.is_private(request)
    }

    fn failure(&self, world: &World, _request: &RestRequest, failure: Failure) -> Option<RestReply> {
        let error = match failure {
            Failure::RateLimited { retry_after_ms } => ApiError {
                retry_after_ms: Some(retry_after_ms),
                ..ApiError::new(429, -1003, "Too many requests; please use the websocket for live updates.")
            },
            Failure::Banned { retry_after_ms } => {
                let until = world.now_ms() + retry_after_ms;
                let msg = format!("Way too much request weight used; IP banned until {until}.");
                ApiError { retry_after_ms: Some(retry_after_ms), ..ApiError::new(418, -1003, msg) }
            }
            Failure::Server { status: 504 } => {
                let msg = "Timeout waiting for response from backend server. Send status unknown; execution \
                    status unknown.";
                ApiError::new(504, -1007, msg)
            }
            Failure::Server { status } => ApiError::new(
                status,
                -1001,
                "Internal error; unable to process your request. Please try again.",
            ),
            Failure::Maintenance => ApiError::new(503, -1016, "This service is no longer available."),
            Failure::Nonce => {
                ApiError::bad(-1021, "Timestamp for this request is outside of the recvWindow.")
            }
            Failure::HtmlPage { .. } => return None,
        };
        Some(error.reply())
    }

    fn connect(&self, path: &str, query: &str) -> Option<Box<dyn Connection>> {
        if let Some(api) = ws_api::connect(path, query, self.limits) {
            return Some(api);
        }
        streams::connect(path, query)
    }
}
