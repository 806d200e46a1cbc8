//! The double and our client of it, joined over real sockets.

use std::sync::Arc;
use std::time::Duration;

use domain::{
    Decimal, InstrumentId, Mode, OrderRequest, OrderRole, OrderType, Side, Symbol, TimeInForce, VenueId,
};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use simulator::server::Time;
use simulator::{FaultPlan, Simulator, SimulatorOptions};
use venues::backoff::Backoff;
use venues::bitfinex::limits::Limits;
use venues::bitfinex::{Bitfinex, Wallet};
use venues::feed::Health;
use venues::http::{Http, Method, Request};
use venues::limiter::Limiter;
use venues::{AccountKeys, Credentials, Endpoints, ForgetfulNonces, SystemClock, VenueError, VenueSettings};

pub struct Stage {
    pub simulator: Simulator,
    pub venue: Bitfinex,
    control: Http,
}

/// Quick to give up and to try again, and without budgets of our own: the double's hold.
pub fn impatient() -> Limits {
    let soon = Backoff { first: Duration::from_millis(2), most: Duration::from_millis(20) };
    Limits {
        budgets: Vec::new(),
        lock_out: Duration::from_millis(5),
        request: Duration::from_millis(400),
        confirm: Duration::from_millis(400),
        silence: Duration::from_millis(1_500),
        fee: Duration::from_millis(60),
        reconcile: Duration::from_millis(800),
        between_public: Duration::from_millis(5),
        between_private: Duration::from_millis(5),
        orders_over_stream: false,
        again: soon,
        reconnect: soon,
    }
}

impl Stage {
    pub async fn new(seed: u64, time: Time, limits: Limits, wallet: Wallet) -> Self {
        let options = SimulatorOptions { seed, time, ..SimulatorOptions::default() };
        let simulator = Simulator::start(simulator::bitfinex::wire(), options).await.unwrap();
        let keys =
            AccountKeys::one(Credentials::new(simulator.key.clone(), simulator.secret.expose_secret()));
        let venue = Bitfinex::with(settings(&simulator, Some(keys)), limits, wallet).unwrap();
        let (limiter, health) = (Arc::new(Limiter::new(&[])), Arc::new(Health::default()));
        let control = Http::new(VenueId::new("control"), limiter, health).unwrap();
        Self { simulator, venue, control }
    }

    pub async fn usual() -> Self {
        Self::new(7, Time::Real, Limits::default(), Wallet::Exchange).await
    }

    pub async fn control(&self, method: Method, route: &str, body: &Value) -> Value {
        let target = format!("/__control/{route}");
        let body = if method == Method::Get { String::new() } else { body.to_string() };
        let request = Request { method, body, ..Request::get(&self.simulator.rest_url, target) };
        let answer = self.control.once(&[], || Ok::<_, VenueError>(request)).await.unwrap();
        assert!(answer.is_success(), "{route}: {}", answer.excerpt());
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// The exchange's own truth.
    pub async fn truth(&self) -> Value {
        self.control(Method::Get, "account", &Value::Null).await
    }

    pub async fn advance(&self, ms: i64) {
        self.control(Method::Post, "advance", &json!({ "ms": ms })).await;
    }

    pub async fn faults(&self, plan: &Value) {
        FaultPlan::parse(&plan.to_string()).unwrap();
        self.control(Method::Post, "faults", plan).await;
    }
}

pub fn settings(simulator: &Simulator, keys: Option<AccountKeys>) -> VenueSettings {
    let (rest, ws) = (simulator.rest_url.clone(), simulator.ws_url.clone());
    VenueSettings {
        endpoints: Endpoints { rest: rest.clone(), rest_private: rest, ws: ws.clone(), ws_private: ws },
        keys,
        clock: Arc::new(SystemClock),
        nonces: Arc::new(ForgetfulNonces),
        instruments: None,
    }
}

pub fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn btc() -> Symbol {
    "BTC/USD".parse().unwrap()
}

/// A limit order where a price is given, a market order otherwise.
pub fn order(client_id: &str, side: Side, quantity: Decimal, price: Option<Decimal>) -> OrderRequest {
    OrderRequest {
        client_id: client_id.to_owned(),
        mode: Mode::Live,
        account: "main".to_owned(),
        instrument: InstrumentId::new(VenueId::new("bitfinex"), btc()),
        side,
        order_type: if price.is_some() { OrderType::Limit } else { OrderType::Market },
        role: OrderRole::Entry,
        quantity,
        price,
        stop_price: None,
        time_in_force: TimeInForce::Gtc,
        post_only: false,
        reduce_only: false,
        oco_group: None,
        hidden: false,
        trail: None,
    }
}
