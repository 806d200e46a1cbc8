//! Budgets and patience: what Bitfinex allows a minute, and how long we wait for it.

use std::time::Duration;

use crate::backoff::Backoff;
use crate::limiter::Budget;

/// Channels one public connection carries.
pub const CHANNELS: usize = 25;
/// Candles, and public trades, one request returns at most.
pub const PAGE: usize = 10_000;
/// Orders or own trades one request returns at most.
pub const ACCOUNT_PAGE: usize = 2_500;

const MINUTE: Duration = Duration::from_secs(60);

/// Requests a minute by endpoint, as published; an address that goes over is locked out for a minute.
const PER_MINUTE: [(&str, u32); 19] = [
    ("book", 240),
    ("candles", 30),
    ("conf", 90),
    ("platform", 30),
    ("ticker", 90),
    ("tickers", 30),
    ("trades", 15),
    ("cancel", 90),
    ("cancel_multi", 90),
    ("order_history", 90),
    ("order_trades", 90),
    ("orders", 90),
    ("own_trades", 90),
    ("permissions", 90),
    ("positions", 90),
    ("submit", 90),
    ("summary", 90),
    ("update", 90),
    ("wallets", 90),
];

/// Bitfinex's budgets and our patience with it.
#[derive(Debug, Clone)]
pub struct Limits {
    pub budgets: Vec<(&'static str, Budget)>,
    /// How long nothing is sent once the venue says that the rate is too high and not for how long.
    pub lock_out: Duration,
    /// How long one request may take.
    pub request: Duration,
    /// How long a subscription or a sign-in may stay without an answer.
    pub confirm: Duration,
    /// A connection on which nothing was heard for so long is dead; heartbeats come every 15 s.
    pub silence: Duration,
    /// How long the fee of a trade may follow it before it is asked for.
    pub fee: Duration,
    /// How often the stream of an account is compared with what REST says.
    pub reconcile: Duration,
    /// 20 public connections a minute.
    pub between_public: Duration,
    /// 5 signed-in connections in 15 seconds.
    pub between_private: Duration,
    /// Orders, changes and cancellations go over the account's stream while it is up, over REST otherwise.
    pub orders_over_stream: bool,
    /// Waits before a question is asked again.
    pub again: Backoff,
    /// Waits before a stream connects again.
    pub reconnect: Backoff,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            budgets: PER_MINUTE.iter().map(|(name, calls)| (*name, Budget::per(*calls, MINUTE))).collect(),
            lock_out: MINUTE,
            request: Duration::from_secs(10),
            confirm: Duration::from_secs(10),
            silence: Duration::from_secs(35),
            fee: Duration::from_secs(2),
            reconcile: MINUTE,
            between_public: Duration::from_secs(3),
            between_private: Duration::from_secs(3),
            orders_over_stream: false,
            again: Backoff::REST,
            reconnect: Backoff::STREAM,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_never_holds_more_than_is_published() {
        for ((name, budget), (listed, calls)) in Limits::default().budgets.iter().zip(PER_MINUTE) {
            assert_eq!(*name, listed);
            let most = budget.capacity + budget.per_second * 60.0;
            assert!(most <= f64::from(calls) + 1e-9, "{name}: {most} of {calls}");
        }
    }
}
