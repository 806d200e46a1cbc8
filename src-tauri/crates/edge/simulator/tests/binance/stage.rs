//! A simulated Binance and our client on it.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

use std::sync::Arc;

use domain::{
    Decimal, InstrumentId, Mode, OrderRequest, OrderRole, OrderType, Side, Symbol, TimeInForce, VenueId,
};
use secrecy::ExposeSecret as _;
use serde_json::Value;
use simulator::binance::{Limits, wire_with};
use simulator::{FaultPlan, Simulator, SimulatorOptions};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use venues::binance::{Binance, endpoints};
use venues::{AccountKeys, Credentials, ForgetfulNonces, Overrides, SystemClock, VenueSettings};

/// Limits that no test reaches.
pub const WIDE: Limits =
    Limits { weight: 1_000_000, orders: 100_000, orders_day: 10_000_000, requests: 10_000_000 };

pub async fn simulator(seed: u64, faults: &str) -> Simulator {
    let faults = FaultPlan::parse(faults).unwrap();
    let options = SimulatorOptions { seed, faults, ..SimulatorOptions::default() };
    Simulator::start(wire_with(WIDE), options).await.unwrap()
}

pub const NO_FAULTS: &str = r#"{"faults":[]}"#;

pub fn settings(simulator: &Simulator, key: &str, secret: &str) -> VenueSettings {
    let overrides = Overrides {
        rest: Some(simulator.rest_url.clone()),
        ws: Some(simulator.ws_url.clone()),
        ws_private: None,
    };
    VenueSettings {
        endpoints: endpoints().with(&VenueId::new("binance"), &overrides).unwrap(),
        keys: Some(AccountKeys::one(Credentials::new(key.to_owned(), secret.to_owned()))),
        clock: Arc::new(SystemClock),
        nonces: Arc::new(ForgetfulNonces),
        instruments: None,
    }
}

pub fn client(simulator: &Simulator) -> Binance {
    Binance::new(settings(simulator, &simulator.key, simulator.secret.expose_secret())).unwrap()
}

pub fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn btc() -> Symbol {
    "BTC/USDT".parse().unwrap()
}

pub fn instrument() -> InstrumentId {
    InstrumentId::new(VenueId::new("binance"), btc())
}

pub fn order(client_id: &str, side: Side, quantity: Decimal, price: Option<Decimal>) -> OrderRequest {
    OrderRequest {
        client_id: client_id.to_owned(),
        mode: Mode::Live,
        account: "main".to_owned(),
        instrument: instrument(),
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

/// Asks a route of the simulator's own.
pub async fn control(simulator: &Simulator, method: &str, route: &str, body: &str) -> Value {
    let address = simulator.rest_url.strip_prefix("http://").unwrap();
    let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!(
        "{method} /__control/{route} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).await.unwrap();
    let text = String::from_utf8(answer).unwrap();
    let body = text.split_once("\r\n\r\n").unwrap().1;
    serde_json::from_str(body).unwrap_or_else(|error| unreachable!("{error}: {text}"))
}
