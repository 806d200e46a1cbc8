//! Venues on this machine that give out keys.

use desk::api::connection::Addresses;
use desk::api::exchange_key::{KeySecrets, NewExchangeKey, RotateExchangeKey};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use simulator::keys::Permissions;
use simulator::server::{Time, venue};
use simulator::{Simulator, SimulatorOptions};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::stage::NOW;

pub const VENUES: [&str; 4] = ["binance", "bitfinex", "coinbase", "kraken"];

/// Key and secret as a person copies them.
#[derive(Clone)]
pub struct Halves(pub String, pub String);

impl Halves {
    pub fn secrets(&self) -> KeySecrets {
        KeySecrets {
            key: SecretString::from(self.0.as_str()),
            secret: SecretString::from(self.1.as_str()),
            stream_key: None,
            stream_secret: None,
        }
    }

    pub fn with_stream(&self, stream: &Self) -> KeySecrets {
        let both = stream.secrets();
        KeySecrets { stream_key: Some(both.key), stream_secret: Some(both.secret), ..self.secrets() }
    }

    pub fn rotation(&self, label: &str, grace_hours: u32) -> RotateExchangeKey {
        RotateExchangeKey { label: label.to_owned(), secrets: self.secrets(), grace_hours }
    }
}

pub struct Double {
    pub simulator: Simulator,
    pub name: &'static str,
}

impl Double {
    /// Its time stands where the stage's does at first.
    pub async fn new(name: &'static str) -> Self {
        Self::with(name, 1, Permissions::TRADE, NOW).await
    }

    pub async fn with(name: &'static str, seed: u64, permissions: Permissions, start_ms: i64) -> Self {
        let options = SimulatorOptions {
            seed,
            permissions: Some(permissions),
            time: Time::Manual { start_ms },
            ..SimulatorOptions::default()
        };
        Self { simulator: Simulator::start(venue(name).unwrap(), options).await.unwrap(), name }
    }

    pub fn addresses(&self) -> Addresses {
        let (rest, ws) = (self.simulator.rest_url.clone(), self.simulator.ws_url.clone());
        Addresses { rest: Some(rest), ws: Some(ws), ws_private: None }
    }

    /// Of the account's first key.
    pub fn halves(&self) -> Halves {
        let secret = self.simulator.secret.expose_secret().to_owned();
        Halves(self.simulator.key.clone(), secret)
    }

    /// Another key to the same account, which may `{"read":true, ...}`.
    pub async fn another(&self, rights: &str) -> Halves {
        let address = self.simulator.rest_url.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).await.unwrap();
        let length = rights.len();
        let head = format!("POST /__control/keys HTTP/1.1\r\nhost: {address}\r\nconnection: close");
        let request = format!("{head}\r\ncontent-length: {length}\r\n\r\n{rights}");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        let body: Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
        let text = |field: &str| body[field].as_str().unwrap().to_owned();
        Halves(text("key"), text("secret"))
    }

    pub fn new_key(&self, label: &str, secrets: KeySecrets) -> NewExchangeKey {
        NewExchangeKey { label: label.to_owned(), venue: self.name.to_owned(), secrets }
    }
}
