//! Coinbase's protocol.

use crate::wire::{Connection, RestReply, RestRequest, Wire};
use crate::world::World;

/// Coinbase as a server speaks it.
pub fn wire() -> Box<dyn Wire> {
    Box::new(Coinbase)
}

struct Coinbase;

impl Wire for Coinbase {
    fn name(&self) -> &'static str {
        "coinbase"
    }

    fn rest(&self, _world: &mut World, _request: &RestRequest) -> RestReply {
        RestReply::not_spoken()
    }

    fn connect(&self, _path: &str, _query: &str) -> Option<Box<dyn Connection>> {
        None
    }
}
