//! A double, our client to it, and a look behind the scenes.

use std::sync::Arc;
use std::time::Duration;

use domain::{Decimal, InstrumentId, Mode, OrderRequest, OrderRole, OrderType, Side, TimeInForce, VenueId};
use secrecy::ExposeSecret as _;
use serde_json::Value;
use simulator::{FaultPlan, Simulator, SimulatorOptions, Wire};
use venues::coinbase::{Coinbase, Limits};
use venues::feed::Health;
use venues::http::{Http, Method, Request};
use venues::limiter::Limiter;
use venues::{AccountKeys, Credentials, Endpoints, VenueError, VenueSettings};

pub struct Stage {
    pub double: Simulator,
    pub venue: Arc<Coinbase>,
    control: Http,
}

impl Stage {
    pub async fn new(wire: Box<dyn Wire>, seed: u64) -> Self {
        Self::with(wire, SimulatorOptions { seed, ..SimulatorOptions::default() }).await
    }

    pub async fn with(wire: Box<dyn Wire>, options: SimulatorOptions) -> Self {
        let double = Simulator::start(wire, options).await.unwrap();
        let venue = client(&double, &double.key, double.secret.expose_secret()).unwrap();
        let limiter = Arc::new(Limiter::new(&[]));
        let control = Http::new(VenueId::new("control"), limiter, Arc::new(Health::default())).unwrap();
        Self { double, venue: Arc::new(venue), control }
    }

    pub async fn control(&self, method: Method, route: &str, body: &str) -> Value {
        let mut request = Request::get(&self.double.rest_url, format!("/__control/{route}"));
        request.method = method;
        request.body = body.to_owned();
        let answer = self.control.once(&[], || Ok::<_, VenueError>(request)).await.unwrap();
        assert!(answer.is_success(), "{route}: {}", answer.excerpt());
        serde_json::from_slice(&answer.body).unwrap()
    }

    /// The exchange's own books of the account.
    pub async fn truth(&self) -> Value {
        self.control(Method::Get, "account", "").await
    }

    pub async fn faults(&self, plan: &str) {
        FaultPlan::parse(plan).unwrap();
        self.control(Method::Post, "faults", plan).await;
    }

    /// A key to the same account that may do other things.
    pub async fn key(&self, permissions: &str) -> Coinbase {
        let key = self.control(Method::Post, "keys", permissions).await;
        client(&self.double, key["key"].as_str().unwrap(), key["secret"].as_str().unwrap()).unwrap()
    }
}

pub fn client(double: &Simulator, key: &str, secret: &str) -> Result<Coinbase, VenueError> {
    let (rest, ws) = (double.rest_url.clone(), double.ws_url.clone());
    let endpoints = Endpoints { rest_private: rest.clone(), rest, ws_private: ws.clone(), ws };
    let keys = AccountKeys::one(Credentials::new(key, secret));
    Coinbase::limited(
        VenueSettings { keys: Some(keys), ..VenueSettings::public(endpoints) },
        Limits::GENEROUS,
    )
}

pub fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn instrument(symbol: &str) -> InstrumentId {
    InstrumentId::new(VenueId::new("coinbase"), symbol.parse().unwrap())
}

pub fn limit(client_id: &str, side: Side, quantity: &str, price: Decimal) -> OrderRequest {
    OrderRequest {
        client_id: client_id.to_owned(),
        mode: Mode::Live,
        account: "main".to_owned(),
        instrument: instrument("BTC/USD"),
        side,
        order_type: OrderType::Limit,
        role: OrderRole::Entry,
        quantity: d(quantity),
        price: Some(price),
        stop_price: None,
        time_in_force: TimeInForce::Gtc,
        post_only: false,
        reduce_only: false,
        oco_group: None,
        hidden: false,
        trail: None,
    }
}

pub fn market(client_id: &str, side: Side, quantity: &str) -> OrderRequest {
    OrderRequest {
        order_type: OrderType::Market,
        price: None,
        ..limit(client_id, side, quantity, Decimal::ONE)
    }
}

/// The next of a stream's events, which must come soon.
pub async fn soon<T>(what: &str, next: impl Future<Output = T>) -> T {
    match tokio::time::timeout(Duration::from_secs(10), next).await {
        Ok(value) => value,
        Err(_) => panic!("{what} did not come within 10 s"),
    }
}
