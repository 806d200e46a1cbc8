//! Budgets of requests, so that we are never banned by our own doing.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::time::Instant;

/// How much may be spent: `capacity` at once, refilled evenly at `per_second`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget {
    pub capacity: f64,
    pub per_second: f64,
}

impl Budget {
    /// `calls` in any span of that length, kept by spending at the even rate with a tenth of them at once: a full
    /// bucket and its refill together never exceed what the venue counts in its window.
    pub fn per(calls: u32, span: Duration) -> Self {
        let calls = f64::from(calls);
        let burst = (calls / 10.0).max(1.0);
        Self { capacity: burst, per_second: (calls - burst).max(1.0) / span.as_secs_f64() }
    }

    pub const fn counter(capacity: f64, per_second: f64) -> Self {
        Self { capacity, per_second }
    }
}

/// What one request costs: weights by budget.
pub type Cost<'a> = &'a [(&'static str, f64)];

/// What is left of one budget.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BudgetLeft {
    pub budget: &'static str,
    pub left: f64,
    pub capacity: f64,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    budget: Budget,
    left: f64,
    at: Instant,
}

impl Bucket {
    fn refill(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.left = (self.left + passed * self.budget.per_second).min(self.budget.capacity);
        self.at = now;
    }

    /// How long until `weight` is there; a weight above the capacity waits for a full bucket.
    fn wait(&self, weight: f64) -> Duration {
        let missing = weight.min(self.budget.capacity) - self.left;
        if missing <= 0.0 {
            Duration::ZERO
        } else {
            Duration::from_secs_f64(missing / self.budget.per_second)
        }
    }
}

/// All budgets of one address or key, and the time until which nothing at all may be sent.
#[derive(Debug)]
pub struct Limiter {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    buckets: BTreeMap<&'static str, Bucket>,
    blocked_until: Option<Instant>,
}

impl Limiter {
    pub fn new(budgets: &[(&'static str, Budget)]) -> Self {
        let at = Instant::now();
        let full = |budget: Budget| Bucket { budget, left: budget.capacity, at };
        let buckets = budgets.iter().map(|(name, budget)| (*name, full(*budget))).collect();
        Self { state: Mutex::new(State { buckets, blocked_until: None }) }
    }

    /// Takes the cost now, or says how long to wait for it. Unknown budgets cost nothing.
    pub fn take(&self, cost: Cost<'_>) -> Result<(), Duration> {
        let now = Instant::now();
        let mut state = self.lock();
        if let Some(until) = state.blocked_until.filter(|until| *until > now) {
            return Err(until - now);
        }
        let mut wait = Duration::ZERO;
        for (name, weight) in cost {
            if let Some(bucket) = state.buckets.get_mut(name) {
                bucket.refill(now);
                wait = wait.max(bucket.wait(*weight));
            }
        }
        if !wait.is_zero() {
            return Err(wait);
        }
        for (name, weight) in cost {
            if let Some(bucket) = state.buckets.get_mut(name) {
                bucket.left -= weight;
            }
        }
        Ok(())
    }

    /// Waits until the cost may be spent, at most `patience`; otherwise says how long it would have been.
    pub async fn acquire(&self, cost: Cost<'_>, patience: Duration) -> Result<(), Duration> {
        let deadline = Instant::now() + patience;
        loop {
            match self.take(cost) {
                Ok(()) => return Ok(()),
                Err(wait) if Instant::now() + wait > deadline => return Err(wait),
                Err(wait) => tokio::time::sleep(wait).await,
            }
        }
    }

    /// The venue said to be quiet for so long (Retry-After, a ban). A shorter time does not shorten a longer one.
    pub fn block(&self, duration: Duration) {
        let until = Instant::now() + duration;
        let mut state = self.lock();
        if state.blocked_until.is_none_or(|blocked| blocked < until) {
            state.blocked_until = Some(until);
        }
    }

    /// The venue said how much is left of a budget: where that is less than we thought, it is right.
    pub fn observe(&self, budget: &str, left: f64) {
        let now = Instant::now();
        if let Some(bucket) = self.lock().buckets.get_mut(budget) {
            bucket.refill(now);
            bucket.left = bucket.left.min(left);
        }
    }

    /// The venue declared another budget than the one we started with.
    pub fn declare(&self, name: &'static str, budget: Budget) {
        let now = Instant::now();
        let mut state = self.lock();
        let bucket = state.buckets.entry(name).or_insert(Bucket { budget, left: budget.capacity, at: now });
        bucket.refill(now);
        bucket.budget = budget;
        bucket.left = bucket.left.min(budget.capacity);
    }

    pub fn left(&self) -> Vec<BudgetLeft> {
        let now = Instant::now();
        let mut state = self.lock();
        let report = |(name, bucket): (&&'static str, &mut Bucket)| {
            bucket.refill(now);
            BudgetLeft { budget: name, left: bucket.left, capacity: bucket.budget.capacity }
        };
        state.buckets.iter_mut().map(report).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn no_window_ever_holds_more_than_the_venue_allows() {
        let limiter = Limiter::new(&[("rest", Budget::per(90, Duration::from_secs(60)))]);
        let start = Instant::now();
        let mut sent = Vec::new();
        while start.elapsed() < Duration::from_secs(300) {
            limiter.acquire(&[("rest", 1.0)], Duration::from_secs(60)).await.unwrap();
            sent.push(start.elapsed());
        }
        for (i, from) in sent.iter().enumerate() {
            let within = sent[i..].iter().take_while(|at| **at < *from + Duration::from_secs(60)).count();
            assert!(within <= 90, "{within} in the minute from {from:?}");
        }
        assert!(sent.len() > 400, "only {} in five minutes", sent.len());
    }

    #[tokio::test(start_paused = true)]
    async fn a_block_holds_everything_back_and_the_longest_holds() {
        let limiter = Limiter::new(&[("rest", Budget::counter(10.0, 1.0))]);
        limiter.block(Duration::from_secs(30));
        limiter.block(Duration::from_secs(5));
        assert_eq!(limiter.take(&[]), Err(Duration::from_secs(30)));
        let before = Instant::now();
        limiter.acquire(&[("rest", 1.0)], Duration::from_secs(60)).await.unwrap();
        assert!(before.elapsed() >= Duration::from_secs(30));
    }

    #[tokio::test(start_paused = true)]
    async fn what_the_venue_says_is_left_counts_where_it_is_less() {
        let limiter = Limiter::new(&[("weight", Budget::counter(100.0, 10.0))]);
        limiter.observe("weight", 3.0);
        assert_eq!(limiter.take(&[("weight", 5.0)]), Err(Duration::from_millis(200)));
        limiter.observe("weight", 90.0);
        assert_eq!(limiter.left()[0].left, 3.0);
        limiter.declare("weight", Budget::counter(2.0, 1.0));
        assert_eq!(limiter.left()[0].left, 2.0);
    }
}
