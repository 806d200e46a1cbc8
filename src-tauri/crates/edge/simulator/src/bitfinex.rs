//! Bitfinex's protocol: REST and WebSocket, version 2.

mod account;
mod auth;
mod channels;
mod commands;
mod conversation;
mod names;
mod orders;
mod private;
mod public;
mod shapes;

use serde_json::json;

use crate::exchange::Setup;
use crate::rate::Budget;
use crate::wire::{Connection, Failure, RestReply, RestRequest, Wire};
use crate::world::World;

/// Bitfinex as a server speaks it.
pub fn wire() -> Box<dyn Wire> {
    Box::new(Bitfinex)
}

struct Bitfinex;

/// What lasts between calls.
#[derive(Debug, Default)]
struct Lasting {
    /// An address that asks too fast is locked out until then.
    locked_until_ms: i64,
    /// Channel numbers are not used twice.
    channels: u64,
}

const MINUTE_MS: i64 = 60_000;

impl Wire for Bitfinex {
    fn name(&self) -> &'static str {
        "bitfinex"
    }

    fn setup(&self) -> Setup {
        names::setup()
    }

    fn rest(&self, world: &mut World, request: &RestRequest) -> RestReply {
        let path = names::decoded(&request.path);
        if let Some(locked) = limited(world, &path) {
            return locked;
        }
        match path.strip_prefix("/v2/auth/") {
            Some(route) => match auth::check(world, request) {
                Ok(key) => account::answer(world, &key, route, request),
                Err(refused) => refused.reply(),
            },
            None => public::answer(world, request, path.strip_prefix("/v2/").unwrap_or("")),
        }
    }

    fn is_private(&self, request: &RestRequest) -> bool {
        request.path.starts_with("/v2/auth/")
    }

    fn is_command(&self, request: &RestRequest) -> bool {
        request.path.starts_with("/v2/auth/w/")
    }

    fn failure(&self, _: &World, _: &RestRequest, failure: Failure) -> Option<RestReply> {
        match failure {
            Failure::RateLimited { retry_after_ms } | Failure::Banned { retry_after_ms } => {
                // the venue tells no time; one is told here so that a test need not wait for a minute
                Some(too_fast().header("retry-after", (retry_after_ms / 1_000).to_string()))
            }
            Failure::Server { status } => {
                Some(RestReply::status_json(status, &json!(["error", null, "server"])))
            }
            Failure::Maintenance => Some(Refused::new(20060, "maintenance").reply()),
            Failure::Nonce => Some(Refused::new(10114, "nonce: small").reply()),
            Failure::HtmlPage { .. } => None,
        }
    }

    fn connect(&self, path: &str, _query: &str) -> Option<Box<dyn Connection>> {
        matches!(path, "/ws/2" | "/ws/2/")
            .then(|| Box::new(conversation::Conversation::default()) as Box<dyn Connection>)
    }
}

/// The venue's `["error", CODE, "text"]`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Refused {
    code: i64,
    text: String,
}

impl Refused {
    fn new(code: i64, text: impl Into<String>) -> Self {
        Self { code, text: text.into() }
    }

    /// Errors come with status 500.
    fn reply(self) -> RestReply {
        RestReply::status_json(500, &json!(["error", self.code, self.text]))
    }
}

fn too_fast() -> RestReply {
    RestReply::status_json(429, &json!(["error", 11010, "ratelimit: error"]))
}

/// Counts a request to an endpoint; one above its minute locks the address out for the next.
fn limited(world: &mut World, path: &str) -> Option<RestReply> {
    let now_ms = world.now_ms();
    if world.state.get::<Lasting>().locked_until_ms > now_ms {
        return Some(too_fast());
    }
    let (endpoint, limit) = endpoint(path);
    let budget = Budget::Sliding { ms: MINUTE_MS, limit };
    if world.rates.spend(&endpoint, budget, 1.0, now_ms).is_err() {
        world.state.get::<Lasting>().locked_until_ms = now_ms + MINUTE_MS;
        return Some(too_fast());
    }
    None
}

/// The endpoint a path belongs to, and its requests a minute.
fn endpoint(path: &str) -> (String, f64) {
    let parts: Vec<&str> = path.trim_start_matches("/v2/").split('/').collect();
    match parts.as_slice() {
        ["auth", side, rest @ ..] => {
            let words = rest.iter().filter(|part| !part.starts_with('t') || **part == "trades");
            (format!("auth/{side}/{}", words.copied().collect::<Vec<_>>().join("/")), 90.0)
        }
        [first, ..] => {
            let limit = match *first {
                "book" => 240.0,
                "tickers" | "candles" | "platform" => 30.0,
                "trades" | "stats1" => 15.0,
                _ => 90.0,
            };
            ((*first).to_owned(), limit)
        }
        [] => (String::new(), 90.0),
    }
}
