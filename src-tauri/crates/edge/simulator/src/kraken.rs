//! Kraken's protocol: REST under `/0/` and WebSocket v2 under `/v2`.

mod account;
mod auth;
mod exact;
mod history;
mod ids;
mod market;
mod names;
mod orders;
mod socket;
mod state;
mod time;
mod trading;
mod words;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Decimal;
use rand::Rng as _;
use rand::rngs::StdRng;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

use crate::exchange::{CancelReason, Rules, Setup};
use crate::keys::Credentials;
use crate::wire::{BadSecret, Connection, Failure, RestReply, RestRequest, Wire};
use crate::world::World;

/// Kraken as a server speaks it.
pub fn wire() -> Box<dyn Wire> {
    Box::new(Kraken)
}

struct Kraken;

const PRIVATE: &str = "/0/private/";
const PUBLIC: &str = "/0/public/";

/// Calls that place, change or cancel orders.
const COMMANDS: [&str; 6] =
    ["AddOrder", "AmendOrder", "CancelOrder", "CancelOrderBatch", "CancelAll", "CancelAllOrdersAfter"];

impl Wire for Kraken {
    fn name(&self) -> &'static str {
        "kraken"
    }

    fn setup(&self) -> Setup {
        let mut setup = Setup::usual();
        setup.rules =
            Rules { maker_fee: Decimal::new(25, 4), taker_fee: Decimal::new(4, 3), ..Rules::default() };
        for listing in &mut setup.listings {
            listing.min_notional = Decimal::new(5, 1);
            listing.margin = listing.symbol.quote() == "USD" && listing.symbol.base() != "XRP";
            if listing.symbol.base() == "BTC" {
                (listing.tick, listing.min_quantity) = (Decimal::new(1, 1), Decimal::new(5, 5));
            }
        }
        setup
    }

    fn new_credentials(&self, rng: &mut StdRng) -> Credentials {
        let (mut key, mut secret) = ([0_u8; 42], [0_u8; 64]);
        rng.fill(&mut key[..32]);
        rng.fill(&mut key[32..]);
        let (first, second) = secret.split_at_mut(32);
        rng.fill(first);
        rng.fill(second);
        Credentials::new(STANDARD.encode(key), STANDARD.encode(secret))
    }

    fn check_secret(&self, secret: &SecretString) -> Result<(), BadSecret> {
        let decoded = STANDARD.decode(secret.expose_secret());
        decoded.map(|_| ()).map_err(|_| BadSecret { expected: "base64, as Kraken gives secrets out" })
    }

    fn rest(&self, world: &mut World, request: &RestRequest) -> RestReply {
        if let Some(call) = request.path.strip_prefix(PUBLIC) {
            return enveloped(market::answer(world, call, request));
        }
        match request.path.strip_prefix(PRIVATE) {
            Some(call) if request.method == "POST" => enveloped(private(world, call, request)),
            _ => RestReply::status_json(404, &json!({"error": ["EGeneral:Unknown method"]})),
        }
    }

    fn is_private(&self, request: &RestRequest) -> bool {
        request.path.starts_with(PRIVATE)
    }

    fn is_command(&self, request: &RestRequest) -> bool {
        request.path.strip_prefix(PRIVATE).is_some_and(|call| COMMANDS.contains(&call))
    }

    fn failure(&self, _: &World, _: &RestRequest, failure: Failure) -> Option<RestReply> {
        let said = |status, words: &str| Some(RestReply::status_json(status, &json!({"error": [words]})));
        match failure {
            Failure::Server { status } => said(status, "EService:Unavailable"),
            Failure::Maintenance => said(200, "EService:Unavailable"),
            Failure::Nonce => said(200, "EAPI:Invalid nonce"),
            Failure::RateLimited { .. } | Failure::Banned { .. } | Failure::HtmlPage { .. } => None,
        }
    }

    fn tick(&self, world: &mut World, now_ms: i64) {
        let due = world.state.get::<state::State>().take_due(now_ms);
        for account in due {
            world.exchange.cancel_all(account, None, CancelReason::DeadMan);
        }
    }

    fn connect(&self, path: &str, _query: &str) -> Option<Box<dyn Connection>> {
        (path == "/v2").then(|| Box::new(socket::Socket::default()) as Box<dyn Connection>)
    }
}

/// A result, or the venue's word for why there is none.
type Answered = Result<Value, String>;

fn enveloped(answered: Answered) -> RestReply {
    // errors come with 200, too
    RestReply::json(&match answered {
        Ok(result) => json!({"error": [], "result": result}),
        Err(said) => json!({"error": [said]}),
    })
}

fn private(world: &mut World, call: &str, request: &RestRequest) -> Answered {
    let asked = auth::admit(world, call, request)?;
    match call {
        "Balance" | "BalanceEx" | "TradeBalance" | "OpenPositions" | "TradeVolume" | "GetApiKeyInfo"
        | "GetWebSocketsToken" => account::answer(world, call, &asked),
        "OpenOrders" | "ClosedOrders" | "QueryOrders" | "TradesHistory" | "QueryTrades" => {
            history::answer(world, call, &asked)
        }
        _ => trading::answer(world, call, &asked),
    }
}
