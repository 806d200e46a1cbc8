//! A venue's double, and a desk that runs by the computer's clock.

use std::sync::Arc;
use std::time::Duration;

use desk::api::connection::{Addresses, ConnectionView};
use desk::{Desk, DeskConfig, Session};
use domain::{InstrumentId, Role, Symbol, VenueId};
use serde_json::Value;
use simulator::server::{Time, venue};
use simulator::{Simulator, SimulatorOptions};
use store::{DATABASE_FILE, Store};
use tempfile::TempDir;
use vault::Cost;
use venues::http::{Http, Method, Request};
use venues::limiter::Limiter;
use venues::{Clock, MarketData, SystemClock, VenueSettings, registry};

use crate::stage::{PASS, SEED, en, person};

/// Every venue with a pair it lists.
pub const VENUES: [(&str, &str); 4] =
    [("kraken", "BTC/USD"), ("coinbase", "BTC/USD"), ("bitfinex", "BTC/USD"), ("binance", "BTC/USDT")];

/// A stream that was cut comes back within a few waits.
const LONG: Duration = Duration::from_secs(60);

pub struct Double {
    name: &'static str,
    symbol: &'static str,
    still: bool,
    simulator: Simulator,
    control: Http,
}

impl Double {
    /// Its market stands still, so that two who look at it one after the other see the same.
    pub async fn still(name: &'static str, symbol: &'static str) -> Self {
        Self::at(name, symbol, true, 0).await
    }

    /// Its market moves: some venues say nothing at all where nothing happens.
    pub async fn moving(name: &'static str, symbol: &'static str) -> Self {
        Self::at(name, symbol, false, 0).await
    }

    async fn at(name: &'static str, symbol: &'static str, still: bool, port: u16) -> Self {
        let time = if still { Time::Manual { start_ms: SystemClock.now_ms() } } else { Time::Real };
        let options = SimulatorOptions { port, seed: 5, time, ..SimulatorOptions::default() };
        let simulator = Simulator::start(venue(name).unwrap(), options).await.unwrap();
        let control = Http::new(VenueId::new(name), Arc::new(Limiter::new(&[])), Arc::default()).unwrap();
        Self { name, symbol, still, simulator, control }
    }

    /// Gone; what brings it back at the same place.
    pub async fn stop(self) -> Gone {
        let port = self.simulator.rest_url.rsplit_once(':').unwrap().1.parse().unwrap();
        self.simulator.shutdown().await;
        Gone { name: self.name, symbol: self.symbol, still: self.still, port }
    }

    pub fn symbol(&self) -> Symbol {
        self.symbol.parse().unwrap()
    }

    pub fn id(&self) -> InstrumentId {
        InstrumentId::new(VenueId::new(self.name), self.symbol())
    }

    pub fn addresses(&self) -> Addresses {
        let (rest, ws) = (self.simulator.rest_url.clone(), self.simulator.ws_url.clone());
        Addresses { rest: Some(rest), ws: Some(ws), ws_private: None }
    }

    /// Looks at it beside the desk.
    pub fn client(&self) -> Arc<dyn MarketData> {
        let venue = VenueId::new(self.name);
        let endpoints = registry::endpoints(&venue, &self.addresses().into()).unwrap();
        registry::open(&venue, VenueSettings::public(endpoints)).unwrap().market
    }

    async fn ask(&self, method: Method, route: &str, body: String) -> Value {
        let request = || Request {
            method,
            base: self.simulator.rest_url.clone(),
            target: format!("/__control/{route}"),
            headers: Vec::new(),
            body: body.clone(),
        };
        let answer = self.control.once(&[], || Ok::<_, venues::VenueError>(request())).await.unwrap();
        serde_json::from_slice(&answer.body).unwrap()
    }

    pub async fn now_ms(&self) -> i64 {
        self.ask(Method::Get, "status", String::new()).await["now_ms"].as_i64().unwrap()
    }

    pub async fn sockets(&self) -> u64 {
        self.ask(Method::Get, "status", String::new()).await["sockets"].as_u64().unwrap()
    }

    /// From now on requests for this path are counted: occasions of a fault that never happens.
    pub async fn count(&self, path: &str) {
        let plan = format!(r#"{{"faults": [{{"kind": "http_5xx", "at": "{path}", "probability": 0.0}}]}}"#);
        self.ask(Method::Post, "faults", plan).await;
    }

    pub async fn counted(&self) -> u64 {
        self.ask(Method::Get, "faults", String::new()).await[0]["occasions"].as_u64().unwrap()
    }
}

/// A double that was stopped.
pub struct Gone {
    name: &'static str,
    symbol: &'static str,
    still: bool,
    port: u16,
}

impl Gone {
    pub async fn back(self) -> Double {
        Double::at(self.name, self.symbol, self.still, self.port).await
    }
}

/// A desk whose prices and timers move.
pub struct Online {
    dir: TempDir,
    pub desk: Desk,
    pub anna: Session,
}

fn config(dir: &TempDir) -> DeskConfig {
    DeskConfig {
        use_keyring: false,
        seed: SEED,
        cost: Cost::trivial(),
        ..DeskConfig::new(dir.path().to_owned())
    }
}

impl Online {
    pub async fn with_admin() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let desk = Desk::open(config(&dir)).await.unwrap();
        let (anna, _) = desk.create_admin(person("anna", Role::Admin), en()).await.unwrap();
        Self { dir, desk, anna }
    }

    pub async fn reopen(self) -> Self {
        let Self { dir, desk, .. } = self;
        desk.close().await;
        drop(desk);
        let desk = Desk::open(config(&dir)).await.unwrap();
        let (anna, _) = desk.login("anna".to_owned(), PASS.to_owned()).await.unwrap();
        Self { dir, desk, anna }
    }

    /// What another program reads while the desk is open.
    pub async fn beside(&self) -> (Store, DeskConfig) {
        let store = Store::open_read_only(&self.dir.path().join(DATABASE_FILE)).await.unwrap();
        (store, config(&self.dir))
    }

    /// Closed; its directory is still there.
    pub async fn close(self) -> TempDir {
        self.desk.close().await;
        self.dir
    }

    pub async fn join(&self, name: &str, role: Role) -> Session {
        self.desk.add_user(&self.anna, person(name, role)).await.unwrap();
        self.desk.login(name.to_owned(), PASS.to_owned()).await.unwrap().0
    }

    pub async fn connect(&self, double: &Double) {
        self.desk.connect_venue(&self.anna, double.name.to_owned(), double.addresses()).await.unwrap();
    }

    pub async fn follow(&self, double: &Double) {
        self.desk.follow(&self.anna, double.id()).await.unwrap();
    }

    pub async fn view(&self, venue: &str) -> ConnectionView {
        let all = self.desk.connections(&self.anna).await.unwrap();
        all.into_iter().find(|view| view.venue == venue).unwrap()
    }

    /// Waits, from event to event, until a connection is as wanted.
    pub async fn until(
        &self,
        venue: &str,
        what: &str,
        wanted: impl Fn(&ConnectionView) -> bool,
    ) -> ConnectionView {
        let mut events = self.desk.events();
        let seen = async {
            loop {
                let view = self.view(venue).await;
                if wanted(&view) {
                    return view;
                }
                // a lagging receiver only has to look again
                let _ = events.recv().await;
            }
        };
        match tokio::time::timeout(LONG, seen).await {
            Ok(view) => view,
            Err(_) => panic!("{venue} was never {what}: {:#?}", self.view(venue).await),
        }
    }
}
