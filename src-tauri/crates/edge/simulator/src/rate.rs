//! Budgets of requests: windows, sliding logs and counters that decay.

use std::collections::{BTreeMap, VecDeque};

/// How a budget fills and empties.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Budget {
    /// `limit` in each aligned window of `ms`, as weights by the minute.
    Window { ms: i64, limit: f64 },
    /// `limit` in any `ms` that end now.
    Sliding { ms: i64, limit: f64 },
    /// A counter that may not pass `limit` and loses `per_second`.
    Decaying { limit: f64, per_second: f64 },
}

/// A request that the budget does not hold.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{used} of {limit} used, {retry_after_ms} ms to wait")]
pub struct OverBudget {
    pub used: f64,
    pub limit: f64,
    pub retry_after_ms: i64,
}

#[derive(Debug, Default)]
struct Used {
    at: VecDeque<(i64, f64)>,
    level: f64,
    since_ms: i64,
}

/// What was used, by name: a key, an address, a key with an endpoint.
#[derive(Debug, Default)]
pub struct RateCounters(BTreeMap<String, Used>);

impl RateCounters {
    /// Uses `cost` of the budget `name` at `now_ms`; over budget nothing is used.
    pub fn spend(&mut self, name: &str, budget: Budget, cost: f64, now_ms: i64) -> Result<f64, OverBudget> {
        let used = self.0.entry(name.to_owned()).or_default();
        let level = used.level(budget, now_ms);
        let limit = budget.limit();
        if level + cost > limit {
            return Err(OverBudget { used: level, limit, retry_after_ms: used.wait(budget, cost, now_ms) });
        }
        used.add(budget, cost, now_ms);
        Ok(level + cost)
    }

    /// What is used of it now.
    pub fn used(&mut self, name: &str, budget: Budget, now_ms: i64) -> f64 {
        self.0.get_mut(name).map_or(0.0, |used| used.level(budget, now_ms))
    }

    /// Adds without asking: penalties.
    pub fn charge(&mut self, name: &str, budget: Budget, cost: f64, now_ms: i64) -> f64 {
        let used = self.0.entry(name.to_owned()).or_default();
        let level = used.level(budget, now_ms);
        used.add(budget, cost, now_ms);
        level + cost
    }
}

impl Budget {
    pub const fn limit(self) -> f64 {
        match self {
            Self::Window { limit, .. } | Self::Sliding { limit, .. } | Self::Decaying { limit, .. } => limit,
        }
    }
}

impl Used {
    fn level(&mut self, budget: Budget, now_ms: i64) -> f64 {
        match budget {
            Budget::Window { ms, .. } => {
                let window = now_ms.div_euclid(ms.max(1));
                if window != self.since_ms {
                    (self.since_ms, self.level) = (window, 0.0);
                }
            }
            Budget::Sliding { ms, .. } => {
                while self.at.front().is_some_and(|(at, _)| *at <= now_ms - ms) {
                    self.at.pop_front();
                }
                self.level = self.at.iter().map(|(_, cost)| cost).sum();
            }
            Budget::Decaying { per_second, .. } => {
                let seconds = (now_ms - self.since_ms).max(0) as f64 / 1_000.0;
                self.level = (self.level - seconds * per_second).max(0.0);
                self.since_ms = now_ms;
            }
        }
        self.level
    }

    fn add(&mut self, budget: Budget, cost: f64, now_ms: i64) {
        self.level += cost;
        if let Budget::Sliding { .. } = budget {
            self.at.push_back((now_ms, cost));
        }
    }

    fn wait(&self, budget: Budget, cost: f64, now_ms: i64) -> i64 {
        match budget {
            Budget::Window { ms, .. } => ms - now_ms.rem_euclid(ms.max(1)),
            Budget::Sliding { ms, limit } => {
                let mut over = self.level + cost - limit;
                for (at, used) in &self.at {
                    over -= used;
                    if over <= 0.0 {
                        return at + ms - now_ms;
                    }
                }
                ms
            }
            Budget::Decaying { limit, per_second } => {
                ((self.level + cost - limit) / per_second.max(f64::MIN_POSITIVE) * 1_000.0).ceil() as i64
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_empties_at_its_edge() {
        let mut rates = RateCounters::default();
        let minute = Budget::Window { ms: 60_000, limit: 10.0 };
        assert_eq!(rates.spend("a", minute, 10.0, 59_000), Ok(10.0));
        let over = rates.spend("a", minute, 1.0, 59_500);
        assert_eq!(over, Err(OverBudget { used: 10.0, limit: 10.0, retry_after_ms: 500 }));
        assert_eq!(rates.spend("a", minute, 1.0, 60_000), Ok(1.0));
    }

    #[test]
    fn a_sliding_log_forgets_one_by_one() {
        let mut rates = RateCounters::default();
        let two = Budget::Sliding { ms: 1_000, limit: 2.0 };
        assert_eq!(rates.spend("a", two, 1.0, 0), Ok(1.0));
        assert_eq!(rates.spend("a", two, 1.0, 400), Ok(2.0));
        let over = rates.spend("a", two, 1.0, 900);
        assert_eq!(over, Err(OverBudget { used: 2.0, limit: 2.0, retry_after_ms: 100 }));
        assert_eq!(rates.spend("a", two, 1.0, 1_000), Ok(2.0));
    }

    #[test]
    fn a_counter_decays_and_tells_how_long_to_wait() {
        let mut rates = RateCounters::default();
        let counter = Budget::Decaying { limit: 15.0, per_second: 0.5 };
        assert_eq!(rates.charge("a", counter, 15.0, 0), 15.0);
        let over = rates.spend("a", counter, 1.0, 0);
        assert_eq!(over, Err(OverBudget { used: 15.0, limit: 15.0, retry_after_ms: 2_000 }));
        assert_eq!(rates.spend("a", counter, 1.0, 2_000), Ok(15.0));
        assert_eq!(rates.used("a", counter, 32_000), 0.0);
    }
}
