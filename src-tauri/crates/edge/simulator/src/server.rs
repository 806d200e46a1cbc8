//! A venue on a port of this machine: its requests, its sockets, its faults, and routes of our own to look behind it.

mod control;
mod floor;
mod http;
mod post;
mod pulse;
mod requests;
mod socket;
mod stopping;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::Decimal;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::faults::FaultPlan;
use crate::keys::{Credentials, Permissions};
use crate::wire::{BadSecret, Wire};
use crate::world::World;
use floor::Floor;

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
    /// Spot money in place of the venue's own, by currency; empty: the venue's.
    pub balances: BTreeMap<String, Decimal>,
    /// Made by seed if not given; both or none.
    pub key: Option<String>,
    pub secret: Option<SecretString>,
    /// Of the key; `None`: reading and trading.
    pub permissions: Option<Permissions>,
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

/// A venue that is being served. Dropping it closes every connection and the port.
#[derive(Debug)]
pub struct Simulator {
    /// `http://127.0.0.1:PORT`
    pub rest_url: String,
    /// `ws://127.0.0.1:PORT`
    pub ws_url: String,
    pub key: String,
    pub secret: SecretString,
    /// Where the venue asks for a third part.
    pub passphrase: Option<SecretString>,
    stop: watch::Sender<bool>,
    served: tokio::task::JoinHandle<()>,
}

impl Simulator {
    /// Serves the venue until it is shut down or dropped. Must be called within a Tokio runtime.
    pub async fn start(wire: Box<dyn Wire>, options: SimulatorOptions) -> Result<Self, StartError> {
        let credentials = credentials(wire.as_ref(), &options)?;
        let asked = options.port;
        let port_error = |reason| StartError::Port { port: asked, reason };
        let listener = TcpListener::bind(("127.0.0.1", asked)).await.map_err(port_error)?;
        let port = listener.local_addr().map_err(port_error)?.port();
        let world = world(wire.as_ref(), &options, credentials.clone());
        let floor = Arc::new(Floor::new(wire, world, options.time, options.seed));
        let (stop, stopped) = watch::channel(false);
        let served = tokio::spawn(http::serve(listener, floor, stopped));
        Ok(Self {
            rest_url: format!("http://127.0.0.1:{port}"),
            ws_url: format!("ws://127.0.0.1:{port}"),
            key: credentials.key,
            secret: credentials.secret,
            passphrase: credentials.passphrase,
            stop,
            served,
        })
    }

    /// The secret in the clear: it opens nothing but this simulator.
    pub fn play_secret(&self) -> &str {
        self.secret.expose_secret()
    }

    /// The passphrase in the clear, where the venue asks for one.
    pub fn play_passphrase(&self) -> Option<&str> {
        self.passphrase.as_ref().map(|one| one.expose_secret())
    }

    /// Closes every connection and the port.
    pub async fn shutdown(self) {
        let _ = self.stop.send(true);
        // the task only ends; that it was canceled would be as good
        let _ = self.served.await;
    }
}

fn credentials(wire: &dyn Wire, options: &SimulatorOptions) -> Result<Credentials, StartError> {
    match (&options.key, &options.secret) {
        (Some(key), Some(secret)) => {
            wire.check_secret(secret)?;
            Ok(Credentials { key: key.clone(), secret: secret.clone(), passphrase: None })
        }
        (None, None) => Ok(wire.new_credentials(&mut StdRng::seed_from_u64(options.seed))),
        _ => Err(StartError::HalfAKey),
    }
}

fn world(wire: &dyn Wire, options: &SimulatorOptions, credentials: Credentials) -> World {
    let mut setup = wire.setup();
    if !options.balances.is_empty() {
        setup.spot.clone_from(&options.balances);
    }
    let now_ms = match options.time {
        Time::Real => floor::clock_ms(),
        Time::Manual { start_ms } => start_ms,
    };
    let mut world = World::new(setup, options.seed, now_ms);
    world.open_account(credentials, options.permissions.unwrap_or(Permissions::TRADE));
    world.set_faults(options.faults.clone(), options.seed);
    world.take_events();
    world
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

/// Names [`venue`] knows.
pub const VENUES: [&str; 4] = ["binance", "bitfinex", "coinbase", "kraken"];
