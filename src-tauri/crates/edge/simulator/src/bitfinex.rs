//! Bitfinex's protocol.

use crate::wire::{Connection, RestReply, RestRequest, Wire};
use crate::world::World;

/// Bitfinex as a server speaks it.
pub fn wire() -> Box<dyn Wire> {
    Box::new(Bitfinex)
}

struct Bitfinex;

impl Wire for Bitfinex {
    fn name(&self) -> &'static str {
        "bitfinex"
    }

    fn rest(&self, _world: &mut World, _request: &RestRequest) -> RestReply {
        RestReply::not_spoken()
    }

    fn connect(&self, _path: &str, _query: &str) -> Option<Box<dyn Connection>> {
        None
    }
}
