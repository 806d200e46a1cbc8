//! Coinbase's protocol: tokens that are verified, orders answered with 200 whatever becomes of them, one stream for
//! all channels.
//!
//! Not spoken: futures, brackets, and USDC books as other names of USD books.

mod history;
mod intent;
mod limits;
mod names;
mod orders;
mod pem;
mod public;
mod refusal;
mod shape;
mod socket;
mod token;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::Decimal;
use rand::Rng as _;
use rand::rngs::StdRng;
use secrecy::{ExposeSecret as _, SecretString};

use crate::exchange::{ClientIdRule, FeeCurrency, Rules, Setup};
use crate::keys::Credentials;
use crate::wire::{BadSecret, Connection, Failure, RestReply, RestRequest, Wire};
use crate::world::World;
use public::Asked;
use token::{Caller, PublicKeys};

const PREFIX: &str = "/api/v3/brokerage";
/// Of the older interface, with a key.
const OLDER_ACCOUNTS: &str = "/v2/accounts";

/// Coinbase as a server speaks it.
pub fn wire() -> Box<dyn Wire> {
    Box::new(Coinbase { counts: true, key: KeyKind::P256 })
}

/// The same without budgets of requests, with an Ed25519 key of its own.
pub fn patient_wire() -> Box<dyn Wire> {
    Box::new(Coinbase { counts: false, key: KeyKind::Ed25519 })
}

struct Coinbase {
    /// Requests are counted.
    counts: bool,
    key: KeyKind,
}

enum KeyKind {
    P256,
    Ed25519,
}

/// What lasts between requests.
#[derive(Default)]
pub struct Venue {
    keys: PublicKeys,
}

impl Coinbase {
    fn private(&self, world: &mut World, path: &str, request: &RestRequest) -> RestReply {
        let caller = match self.caller(world, request) {
            Ok(caller) => caller,
            Err(reply) => return reply,
        };
        let left = limits::request(world, Some(&caller.key));
        let Some(left) = left.or((!self.counts).then_some(30.0)) else {
            return refusal::too_many();
        };
        answer(world, &caller, path, request)
            .header("x-ratelimit-limit", "30")
            .header("x-ratelimit-remaining", left.floor().to_string())
            .header("x-ratelimit-reset", "1")
    }

    fn caller(&self, world: &mut World, request: &RestRequest) -> Result<Caller, RestReply> {
        let token = request.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
        let uri = Some((request.method.as_str(), request.path.as_str()));
        let caller = token.ok_or(token::Refusal::Missing).and_then(|one| token::caller(world, one, uri));
        caller.map_err(|why| {
            tracing::debug!(%why, path = request.path, "refused a token");
            refusal::unauthorized()
        })
    }

    fn public(&self, world: &mut World, answer: impl FnOnce(&mut World) -> Option<RestReply>) -> RestReply {
        if limits::request(world, None).is_none() && self.counts {
            return refusal::too_many();
        }
        answer(world).unwrap_or_else(|| refusal::not_found("unknown path"))
    }
}

/// What a key may ask.
fn answer(world: &mut World, caller: &Caller, path: &str, request: &RestRequest) -> RestReply {
    let account = caller.account;
    let asked = Asked(request.query_pairs());
    if request.method == "POST" {
        if !caller.permissions.trade {
            return refusal::forbidden();
        }
        return match path {
            "/orders" => orders::place(world, account, request),
            "/orders/preview" => orders::preview(world, account, request),
            "/orders/batch_cancel" => orders::cancel(world, account, request),
            "/orders/edit" => orders::edit(world, account, request),
            _ => refusal::not_found("unknown path"),
        };
    }
    if !caller.permissions.read {
        return refusal::forbidden();
    }
    match path {
        "/accounts" => history::accounts(world, account, &asked),
        "/orders/historical/batch" => history::orders(world, account, &asked),
        "/orders/historical/fills" => history::fills(world, account, &asked),
        "/transaction_summary" => history::fees(world),
        "/key_permissions" => history::permissions(caller),
        "/best_bid_ask" => history::best(world, &asked),
        "/portfolios" => history::portfolios(),
        OLDER_ACCOUNTS => history::older_accounts(world, account),
        _ => match path.rsplit_once('/') {
            Some(("/accounts", uuid)) => history::account(world, account, uuid),
            Some(("/orders/historical", order_id)) => history::order(world, account, order_id),
            _ => public::answer(world, path, request).unwrap_or_else(|| refusal::not_found("unknown path")),
        },
    }
}

impl Wire for Coinbase {
    fn name(&self) -> &'static str {
        "coinbase"
    }

    fn setup(&self) -> Setup {
        let rules = Rules {
            maker_fee: Decimal::new(6, 3),
            taker_fee: Decimal::new(12, 3),
            fee_currency: FeeCurrency::Quote,
            client_ids: ClientIdRule::UniqueForEver,
            ..Rules::default()
        };
        let mut setup = Setup { rules, margin: std::collections::BTreeMap::new(), ..Setup::usual() };
        for listing in &mut setup.listings {
            listing.min_notional = Decimal::ONE;
            listing.min_quantity = listing.lot;
            if listing.symbol.quote() == "BTC" {
                listing.min_notional = Decimal::new(1, 5);
            }
        }
        setup
    }

    /// A key's name as the venue gives it, with a PEM text or a base64 text.
    fn new_credentials(&self, rng: &mut StdRng) -> Credentials {
        let (organization, key): (u32, u32) = (rng.random(), rng.random());
        let [organization, key] = [organization, key].map(|n| names::uuid(8, u64::from(n)));
        let name = format!("organizations/{organization}/apiKeys/{key}");
        loop {
            let bytes: [u8; 32] = rng.random();
            if let KeyKind::Ed25519 = self.key {
                return Credentials::new(name, STANDARD.encode(bytes));
            }
            // nearly every number is a key of the curve
            if let Ok(key) = p256::SecretKey::from_slice(&bytes) {
                return Credentials::new(name, pem::ec_private_key(&key));
            }
        }
    }

    fn check_secret(&self, secret: &SecretString) -> Result<(), BadSecret> {
        let expected = "PEM text of a P-256 or Ed25519 key, nor base64 of an Ed25519 seed";
        if token::is_secret(secret.expose_secret()) { Ok(()) } else { Err(BadSecret { expected }) }
    }

    fn rest(&self, world: &mut World, request: &RestRequest) -> RestReply {
        let path = request.path.as_str();
        if path == OLDER_ACCOUNTS {
            return self.private(world, path, request);
        }
        if path.starts_with("/v2/") {
            return self.public(world, |world| public::older(world, path));
        }
        let Some(path) = path.strip_prefix(PREFIX) else { return refusal::not_found("unknown path") };
        if path == "/time" {
            return self.public(world, |world| Some(public::time(world)));
        }
        match path.strip_prefix("/market") {
            Some(path) => self.public(world, |world| public::answer(world, path, request)),
            None => self.private(world, path, request),
        }
    }

    fn is_private(&self, request: &RestRequest) -> bool {
        let path = request.path.strip_prefix(PREFIX);
        path.is_some_and(|path| path != "/time" && !path.starts_with("/market"))
            || request.path == OLDER_ACCOUNTS
    }

    fn is_command(&self, request: &RestRequest) -> bool {
        request.method == "POST" && !request.path.ends_with("preview")
    }

    fn failure(&self, _: &World, _: &RestRequest, failure: Failure) -> Option<RestReply> {
        refusal::failure(failure)
    }

    /// Markets and the account's channel are told on any path, as the venue has one path for each of its hosts.
    fn connect(&self, path: &str, _: &str) -> Option<Box<dyn Connection>> {
        (path == "/" || path.is_empty())
            .then(|| Box::new(socket::Socket::new(self.counts)) as Box<dyn Connection>)
    }
}
