//! Kraken's budgets of requests.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::Symbol;

use crate::limiter::{Budget, BudgetLeft, Limiter};

/// Calls without a key, by address.
pub const PUBLIC: &str = "public";
/// Calls with a key that are no orders.
pub const PRIVATE: &str = "private";
/// Orders of one pair.
const ORDERS: &str = "orders";

/// What the account's verification allows; Kraken does not tell it, so the least is assumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tier {
    #[default]
    Starter,
    Intermediate,
    Pro,
}

/// Budgets of one address and key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    pub public: Budget,
    pub private: Budget,
    /// For each pair.
    pub orders: Budget,
}

impl Limits {
    pub const fn of(tier: Tier) -> Self {
        let (private, orders) = match tier {
            Tier::Starter => ((15.0, 0.33), (60.0, 1.0)),
            Tier::Intermediate => ((20.0, 0.5), (125.0, 2.34)),
            Tier::Pro => ((20.0, 1.0), (180.0, 3.75)),
        };
        Self {
            public: Budget::counter(5.0, 1.0),
            private: Budget::counter(private.0, private.1),
            orders: Budget::counter(orders.0, orders.1),
        }
    }

    pub fn limiter(&self) -> Limiter {
        Limiter::new(&[(PUBLIC, self.public), (PRIVATE, self.private)])
    }
}

/// What a change to an order of a given age costs the pair's counter.
pub const fn cancel_cost(age_ms: i64) -> f64 {
    match age_ms {
        ..5_000 => 8.0,
        5_000..10_000 => 6.0,
        10_000..15_000 => 5.0,
        15_000..45_000 => 4.0,
        45_000..90_000 => 2.0,
        90_000..300_000 => 1.0,
        _ => 0.0,
    }
}

/// As [`cancel_cost`], for amending.
pub const fn amend_cost(age_ms: i64) -> f64 {
    match age_ms {
        ..5_000 => 4.0,
        5_000..10_000 => 3.0,
        10_000..15_000 => 2.0,
        _ => 1.0,
    }
}

/// The matching engine's counters, pair by pair.
#[derive(Debug)]
pub struct EngineCounters {
    budget: Budget,
    pairs: Mutex<BTreeMap<Symbol, Arc<Limiter>>>,
}

impl EngineCounters {
    pub fn new(budget: Budget) -> Self {
        Self { budget, pairs: Mutex::default() }
    }

    fn of(&self, symbol: &Symbol) -> Arc<Limiter> {
        let mut pairs = self.pairs.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = || Arc::new(Limiter::new(&[(ORDERS, self.budget)]));
        pairs.entry(symbol.clone()).or_insert_with(fresh).clone()
    }

    /// Waits until the pair takes another order or change; `Err`: how long that would have been.
    pub async fn acquire(
        &self,
        symbol: &Symbol,
        cost: f64,
        patience: std::time::Duration,
    ) -> Result<(), std::time::Duration> {
        self.of(symbol).acquire(&[(ORDERS, cost)], patience).await
    }

    /// Counts a cancellation, which nothing holds back: an order in the market is worse than a counter that is full.
    pub fn charge(&self, symbol: &Symbol, cost: f64) {
        let limiter = self.of(symbol);
        let left = limiter.left().first().map_or(0.0, |budget| budget.left);
        limiter.observe(ORDERS, left - cost);
    }

    /// The venue said that the pair's counter is full.
    pub fn exhausted(&self, symbol: &Symbol) {
        self.of(symbol).observe(ORDERS, 0.0);
    }

    /// What the busiest pair has left.
    pub fn least(&self) -> Option<BudgetLeft> {
        let pairs = self.pairs.lock().unwrap_or_else(PoisonError::into_inner);
        let left = pairs.values().flat_map(|limiter| limiter.left());
        left.min_by(|a, b| a.left.total_cmp(&b.left))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn cancellations_are_never_held_back_but_new_orders_wait_for_them() {
        let Ok(symbol) = "BTC/USD".parse::<Symbol>() else { unreachable!() };
        let counters = EngineCounters::new(Limits::of(Tier::Starter).orders);
        for _ in 0..7 {
            assert_eq!(counters.acquire(&symbol, 1.0, Duration::ZERO).await, Ok(()));
            counters.charge(&symbol, cancel_cost(100));
        }
        assert_eq!(counters.least().map(|budget| budget.left), Some(-3.0));
        assert_eq!(counters.acquire(&symbol, 1.0, Duration::ZERO).await, Err(Duration::from_secs(4)));
        let start = tokio::time::Instant::now();
        assert_eq!(counters.acquire(&symbol, 1.0, Duration::from_secs(60)).await, Ok(()));
        assert!(start.elapsed() >= Duration::from_secs(4));
    }
}
