//! A venue with two requests and a socket that echoes, subscribes and places.

use domain::{Side, Symbol};
use serde_json::json;
use simulator::exchange::{AccountId, CancelReason, Event, NewOrder};
use simulator::server::Time;
use simulator::wire::Failure;
use simulator::{
    Connection, FaultPlan, Frame, RestReply, RestRequest, Simulator, SimulatorOptions, Wire, World,
};

pub const START_MS: i64 = 1_790_000_000_000;

pub struct Toy;

#[derive(Default)]
struct Talk {
    trades: bool,
    orders: bool,
    dead_man: bool,
}

pub fn btc() -> Symbol {
    "BTC/USD".parse().unwrap()
}

fn resting() -> NewOrder {
    NewOrder::limit(btc(), Side::Buy, "0.1".parse().unwrap(), "50000".parse().unwrap())
}

impl Wire for Toy {
    fn name(&self) -> &'static str {
        "toy"
    }

    fn rest(&self, world: &mut World, request: &RestRequest) -> RestReply {
        match (request.method.as_str(), request.path.as_str()) {
            ("GET", "/time") => RestReply::json(&json!({"now": world.told_ms(), "query": request.query})),
            ("POST", "/order") => match world.place(AccountId(1), resting()) {
                Ok(id) => RestReply::json(&json!({"id": id.0})),
                Err(reject) => RestReply::status_json(400, &json!({"error": reject.to_string()})),
            },
            _ => RestReply::text(404, "text/plain", "?"),
        }
    }

    fn failure(&self, _: &World, _: &RestRequest, failure: Failure) -> Option<RestReply> {
        (failure == Failure::Maintenance).then(|| RestReply::text(503, "application/json", "\"closed\""))
    }

    fn connect(&self, path: &str, _query: &str) -> Option<Box<dyn Connection>> {
        (path == "/ws").then(|| Box::new(Talk::default()) as Box<dyn Connection>)
    }
}

impl Connection for Talk {
    fn opened(&mut self, _: &mut World) -> Vec<Frame> {
        vec![Frame::text("hello")]
    }

    fn received(&mut self, world: &mut World, text: &str) -> Vec<Frame> {
        match text {
            "trades" => self.trades = true,
            "orders" => self.orders = true,
            "dead-man" => self.dead_man = true,
            "place" => {
                let placed = world.place(AccountId(1), resting());
                return vec![Frame::text(format!("placed {}", placed.is_ok())).private()];
            }
            "bye" => return vec![Frame::close(1000, "bye")],
            other => return vec![Frame::text(other).on("echo")],
        }
        vec![Frame::text("ok")]
    }

    fn event(&mut self, _: &mut World, event: &Event) -> Vec<Frame> {
        match event {
            Event::PublicTrade(trade) if self.trades && trade.symbol == btc() => {
                vec![Frame::text(format!("trade {}", trade.price)).on("trades")]
            }
            Event::OrderAccepted { .. } if self.orders => {
                vec![Frame::text("accepted").on("orders").private()]
            }
            _ => Vec::new(),
        }
    }

    fn is_command(&self, text: &str) -> bool {
        text == "place"
    }

    fn closed(&mut self, world: &mut World) {
        if self.dead_man {
            world.exchange.cancel_all(AccountId(1), None, CancelReason::DeadMan);
        }
    }
}

/// The toy at a standing time, with a plan of faults.
pub async fn start(faults: &str) -> Simulator {
    let options = SimulatorOptions {
        seed: 5,
        faults: FaultPlan::parse(&format!(r#"{{"faults":[{faults}]}}"#)).unwrap(),
        time: Time::Manual { start_ms: START_MS },
        ..SimulatorOptions::default()
    };
    Simulator::start(Box::new(Toy), options).await.unwrap()
}
