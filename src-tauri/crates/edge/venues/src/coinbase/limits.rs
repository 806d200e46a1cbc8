//! Budgets of requests. Coinbase spoke of 30 requests a second with a key and 10 without one, in pages since withdrawn:
//! we stay well below.

use std::time::Duration;

use crate::backoff::Backoff;
use crate::limiter::{Budget, Cost};

/// Requests with a key.
pub const PRIVATE: Cost<'static> = &[("private", 1.0)];
/// Requests without one.
pub const PUBLIC: Cost<'static> = &[("public", 1.0)];

/// Channels of products that one connection carries; a full book is a few megabytes.
pub const PRODUCTS_PER_CONNECTION: usize = 50;

/// How much may be asked of the venue. A server of one's own may take more.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub private: Budget,
    pub public: Budget,
    /// From one attempt to connect to the next; the venue takes 8 a second from one address.
    pub between_connects: Duration,
    /// Between attempts to connect that fail.
    pub backoff: Backoff,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            private: Budget::counter(5.0, 10.0),
            public: Budget::counter(3.0, 5.0),
            between_connects: Duration::from_secs(1),
            backoff: Backoff::STREAM,
        }
    }
}

impl Limits {
    /// For a server of one's own.
    pub const GENEROUS: Self = Self {
        private: Budget::counter(1e6, 1e6),
        public: Budget::counter(1e6, 1e6),
        between_connects: Duration::from_millis(10),
        backoff: Backoff { first: Duration::from_millis(20), most: Duration::from_millis(500) },
    };

    pub(super) const fn budgets(self) -> [(&'static str, Budget); 2] {
        [("private", self.private), ("public", self.public)]
    }
}
