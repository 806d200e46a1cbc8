//! Binance's protocol.

use crate::wire::{Connection, RestReply, RestRequest, Wire};
use crate::world::World;

/// Binance as a server speaks it.
pub fn wire() -> Box<dyn Wire> {
    Box::new(Binance)
}

struct Binance;

impl Wire for Binance {
    fn name(&self) -> &'static str {
        "binance"
    }

    fn rest(&self, _world: &mut World, _request: &RestRequest) -> RestReply {
        RestReply::not_spoken()
    }

    fn connect(&self, _path: &str, _query: &str) -> Option<Box<dyn Connection>> {
        None
    }
}
