//! A venue on a port of this machine.

use std::collections::BTreeMap;

use domain::Decimal;
use secrecy::SecretString;

use crate::faults::FaultPlan;
use crate::wire::{BadSecret, Wire};

/// Whence time comes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Time {
    /// The computer's clock; the market moves every 100 ms.
    #[default]
    Real,
    /// Stands at this time and moves by `POST /__control/advance` alone.
    Manual { start_ms: i64 },
}

/// How a simulator starts.
#[derive(Debug, Clone, Default)]
pub struct SimulatorOptions {
    /// 0: any free one.
    pub port: u16,
    pub seed: u64,
    pub faults: FaultPlan,
    /// In place of the venue's own, by currency; empty: the venue's.
    pub balances: BTreeMap<String, Decimal>,
    /// Made by seed if not given; both or none.
    pub key: Option<String>,
    pub secret: Option<SecretString>,
    pub time: Time,
}

/// Why a simulator does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("port {port} of 127.0.0.1 cannot be listened on: {reason}")]
    Port { port: u16, reason: std::io::Error },
    #[error("a key without a secret, or a secret without a key; give both or none")]
    HalfAKey,
    #[error(transparent)]
    Secret(#[from] BadSecret),
}

/// A venue that is being served.
#[derive(Debug)]
pub struct Simulator {
    /// `http://127.0.0.1:PORT`
    pub rest_url: String,
    /// `ws://127.0.0.1:PORT`
    pub ws_url: String,
    pub key: String,
    pub secret: SecretString,
}

impl Simulator {
    /// Serves the venue until it is shut down or dropped.
    pub async fn start(wire: Box<dyn Wire>, options: SimulatorOptions) -> Result<Self, StartError> {
        let port = options.port;
        let _ = wire;
        Err(StartError::Port { port, reason: std::io::ErrorKind::Unsupported.into() })
    }

    /// Closes every connection and the port.
    pub async fn shutdown(self) {}
}

/// The venue of that name.
pub fn venue(name: &str) -> Option<Box<dyn Wire>> {
    match name {
        "binance" => Some(crate::binance::wire()),
        "bitfinex" => Some(crate::bitfinex::wire()),
        "coinbase" => Some(crate::coinbase::wire()),
        "kraken" => Some(crate::kraken::wire()),
        _ => None,
    }
}
