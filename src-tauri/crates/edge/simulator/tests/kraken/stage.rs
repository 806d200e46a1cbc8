//! A double of Kraken and our client of it.
#![allow(dead_code)]

use std::sync::Arc;
use std::time::Duration;

use domain::{
    Decimal, InstrumentId, Mode, OrderRequest, OrderRole, OrderType, Side, Symbol, TimeInForce, VenueId,
};
use secrecy::ExposeSecret as _;
use serde_json::Value;
use simulator::server::Time;
use simulator::{FaultPlan, Simulator, SimulatorOptions};
use venues::kraken::{Kraken, Limits};
use venues::limiter::Budget;
use venues::{AccountKeys, Credentials, Endpoints, ForgetfulNonces, SystemClock, VenueSettings};

pub struct Stage {
    pub simulator: Simulator,
    pub control: reqwest::Client,
}

impl Stage {
    pub async fn new(seed: u64, time: Time, faults: &str) -> Self {
        let faults = FaultPlan::parse(faults).unwrap();
        let options = SimulatorOptions { seed, time, faults, ..SimulatorOptions::default() };
        let wire = simulator::server::venue("kraken").unwrap();
        let simulator = Simulator::start(wire, options).await.unwrap();
        venues::tls::install();
        Self { simulator, control: reqwest::Client::new() }
    }

    pub fn settings(&self) -> VenueSettings {
        let (rest, ws) = (self.simulator.rest_url.clone(), self.simulator.ws_url.clone());
        let secret = self.simulator.secret.expose_secret().to_owned();
        VenueSettings {
            endpoints: Endpoints { rest: rest.clone(), rest_private: rest, ws: ws.clone(), ws_private: ws },
            keys: Some(AccountKeys::one(Credentials::new(self.simulator.key.clone(), secret))),
            clock: Arc::new(SystemClock),
            nonces: Arc::new(ForgetfulNonces),
            instruments: None,
        }
    }

    /// A client whose own budgets hold nothing back.
    pub fn client(&self) -> Kraken {
        self.client_with(self.settings())
    }

    pub fn client_with(&self, settings: VenueSettings) -> Kraken {
        let free = Budget::counter(1e6, 1e6);
        let limits = Limits { public: free, private: free, orders: free };
        Kraken::with_limits(settings, limits).unwrap()
    }

    pub async fn get(&self, route: &str) -> Value {
        let url = format!("{}/__control/{route}", self.simulator.rest_url);
        let body = self.control.get(url).send().await.unwrap().bytes().await.unwrap();
        serde_json::from_slice(&body).unwrap()
    }

    pub async fn post(&self, route: &str, body: &str) -> Value {
        let url = format!("{}/__control/{route}", self.simulator.rest_url);
        let answer = self.control.post(url).body(body.to_owned()).send().await.unwrap();
        serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
    }

    pub async fn faults(&self, plan: &str) {
        assert_eq!(self.post("faults", plan).await["ok"], true, "{plan}");
    }
}

pub const QUIET: &str = r#"{"faults":[]}"#;

pub fn symbol(text: &str) -> Symbol {
    text.parse().unwrap()
}

pub fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn id(text: &str) -> InstrumentId {
    InstrumentId::new(VenueId::new("kraken"), symbol(text))
}

pub fn limit(client_id: &str, side: Side, quantity: &str, price: Decimal) -> OrderRequest {
    OrderRequest {
        client_id: client_id.to_owned(),
        mode: Mode::Live,
        account: "main".to_owned(),
        instrument: id("BTC/USD"),
        side,
        order_type: OrderType::Limit,
        role: OrderRole::Entry,
        quantity: dec(quantity),
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

/// Waits for what must come; so long is for a loaded machine.
pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(Duration::from_secs(30), future).await {
        Ok(value) => value,
        Err(_) => panic!("{what} did not come"),
    }
}
