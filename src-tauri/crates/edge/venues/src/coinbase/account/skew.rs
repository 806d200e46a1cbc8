//! The venue's clock against ours: a token of another time is refused.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use tokio::sync::Mutex;
use tokio::time::{Duration, Instant};

use crate::Clock;
use crate::coinbase::rest::Rest;
use crate::feed::Health;

/// How long a measurement holds.
const HOLDS: Duration = Duration::from_secs(600);

/// A server that tells no time is asked again only after so long.
const RETRY: Duration = Duration::from_secs(30);

/// Measured before the first request, then every ten minutes, and when a token was refused.
#[derive(Debug, Default)]
pub struct Skew {
    offset_ms: AtomicI64,
    doubted: AtomicBool,
    due: Mutex<Option<Instant>>,
}

impl Skew {
    /// The venue's clock less ours.
    pub fn offset_ms(&self) -> i64 {
        self.offset_ms.load(Ordering::Relaxed)
    }

    /// Has the next request measure anew; `false`: it would already.
    pub fn doubt(&self) -> bool {
        !self.doubted.swap(true, Ordering::Relaxed)
    }

    /// Measures where that is due. Without an answer the last measurement stands.
    pub async fn measured(&self, rest: &Rest, clock: &dyn Clock, health: &Health) {
        let mut due = self.due.lock().await;
        let doubted = self.doubted.swap(false, Ordering::Relaxed);
        if !doubted && due.is_some_and(|due| Instant::now() < due) {
            return;
        }
        let before = clock.now_ms();
        let told = rest.time_ms().await;
        let after = clock.now_ms();
        *due = Some(Instant::now() + if told.is_ok() { HOLDS } else { RETRY });
        if let Ok(told) = told {
            let offset = told.saturating_sub(before + (after - before) / 2);
            self.offset_ms.store(offset, Ordering::Relaxed);
            health.set_clock_offset(offset);
        }
    }
}
