//! Kraken's protocol.

use crate::wire::{Connection, RestReply, RestRequest, Wire};
use crate::world::World;

/// Kraken as a server speaks it.
pub fn wire() -> Box<dyn Wire> {
    Box::new(Kraken)
}

struct Kraken;

impl Wire for Kraken {
    fn name(&self) -> &'static str {
        "kraken"
    }

    fn rest(&self, _world: &mut World, _request: &RestRequest) -> RestReply {
        RestReply::not_spoken()
    }

    fn connect(&self, _path: &str, _query: &str) -> Option<Box<dyn Connection>> {
        None
    }
}
