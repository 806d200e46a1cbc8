//! How much may be asked.

use crate::rate::Budget;
use crate::world::World;

/// With a key, in any second.
const PRIVATE: Budget = Budget::Sliding { ms: 1_000, limit: 30.0 };
/// Without one.
const PUBLIC: Budget = Budget::Sliding { ms: 1_000, limit: 10.0 };
/// Messages without a token over one socket's address.
const MESSAGES: Budget = Budget::Sliding { ms: 1_000, limit: 8.0 };

/// What is left, or `None` where nothing is.
pub fn request(world: &mut World, key: Option<&str>) -> Option<f64> {
    let now_ms = world.now_ms();
    let (name, budget) = match key {
        Some(key) => (format!("private {key}"), PRIVATE),
        None => ("public".to_owned(), PUBLIC),
    };
    world.rates.spend(&name, budget, 1.0, now_ms).ok().map(|used| budget.limit() - used)
}

pub fn message(world: &mut World) -> bool {
    let now_ms = world.now_ms();
    world.rates.spend("messages", MESSAGES, 1.0, now_ms).is_ok()
}
