//! The venue's budgets as it declares them, and what it says is used of them.

use std::time::Duration;

use serde::Deserialize;

use crate::http::Answer;
use crate::limiter::{Budget, Limiter};

/// One entry of `rateLimits`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RateLimit {
    pub rate_limit_type: String,
    pub interval: String,
    pub interval_num: u32,
    pub limit: u32,
}

/// A budget we keep: its name with us, how the venue's header about it ends, and its size.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    pub name: &'static str,
    pub header: String,
    pub limit: f64,
    pub budget: Budget,
}

/// What holds until the venue has declared its own: its published samples, the tighter where two differ.
pub fn published() -> Vec<RateLimit> {
    let row = |kind: &str, interval: &str, interval_num, limit| RateLimit {
        rate_limit_type: kind.to_owned(),
        interval: interval.to_owned(),
        interval_num,
        limit,
    };
    vec![
        row("REQUEST_WEIGHT", "MINUTE", 1, 6_000),
        row("ORDERS", "SECOND", 10, 50),
        row("ORDERS", "DAY", 1, 160_000),
        row("RAW_REQUESTS", "MINUTE", 5, 61_000),
    ]
}

/// `None`: a kind or interval we do not know, which we cannot keep.
pub fn kept(rule: &RateLimit) -> Option<Kept> {
    let (seconds, letter) = match rule.interval.as_str() {
        "SECOND" => (1, 's'),
        "MINUTE" => (60, 'm'),
        "HOUR" => (3_600, 'h'),
        "DAY" => (86_400, 'd'),
        _ => return None,
    };
    let (name, header) = match (rule.rate_limit_type.as_str(), letter) {
        ("REQUEST_WEIGHT", 'd') => ("weight_day", "x-mbx-used-weight"),
        ("REQUEST_WEIGHT", _) => ("weight", "x-mbx-used-weight"),
        ("ORDERS", 's') => ("orders", "x-mbx-order-count"),
        ("ORDERS", 'd') => ("orders_day", "x-mbx-order-count"),
        ("ORDERS", _) => ("orders_minute", "x-mbx-order-count"),
        ("RAW_REQUESTS", _) => ("requests", "x-mbx-used-requests"),
        _ => return None,
    };
    let span = Duration::from_secs(u64::from(rule.interval_num.max(1)) * seconds);
    Some(Kept {
        name,
        header: format!("{header}-{}{letter}", rule.interval_num),
        limit: f64::from(rule.limit),
        budget: halved(rule.limit, span),
    })
}

/// Half at once and half spread over the span: in no window, however it lies, more than the limit.
fn halved(limit: u32, span: Duration) -> Budget {
    let half = (f64::from(limit) / 2.0).max(1.0);
    Budget::counter(half, half / span.as_secs_f64())
}

/// Takes over what the venue declared.
pub fn declare(limiter: &Limiter, rules: &[Kept]) {
    for rule in rules {
        limiter.declare(rule.name, rule.budget);
    }
}

/// Takes over what the venue says is used, from the headers of an answer.
pub fn observe(limiter: &Limiter, rules: &[Kept], answer: &Answer) {
    for rule in rules {
        let used = answer.header(&rule.header).and_then(|text| text.trim().parse::<f64>().ok());
        if let Some(used) = used.filter(|used| used.is_finite()) {
            limiter.observe(rule.name, (rule.limit - used).max(0.0));
        }
    }
}

/// The cost of a question.
pub const fn weight(weight: f64) -> [(&'static str, f64); 2] {
    [("weight", weight), ("requests", 1.0)]
}

/// The cost of `count` new orders: their weight is taken back when they succeed, so it is not reserved twice.
pub const fn orders(count: f64) -> [(&'static str, f64); 4] {
    [("weight", 1.0), ("requests", 1.0), ("orders", count), ("orders_day", count)]
}

/// Weight of a book of that many levels.
pub const fn depth_weight(levels: usize) -> f64 {
    match levels {
        0..=100 => 5.0,
        101..=500 => 25.0,
        501..=1000 => 50.0,
        _ => 250.0,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn declared_limits_become_budgets_that_no_window_exceeds() {
        let kept: Vec<Kept> = published().iter().filter_map(kept).collect();
        let headers: Vec<&str> = kept.iter().map(|k| k.header.as_str()).collect();
        assert_eq!(
            headers,
            [
                "x-mbx-used-weight-1m",
                "x-mbx-order-count-10s",
                "x-mbx-order-count-1d",
                "x-mbx-used-requests-5m"
            ]
        );
        for rule in &kept {
            let span = if rule.name == "orders" { 10.0 } else { 60.0 };
            assert!(rule.budget.capacity + rule.budget.per_second * span <= rule.limit, "{rule:?}");
        }
        let unknown = RateLimit { interval: "FORTNIGHT".to_owned(), ..published().remove(0) };
        assert_eq!(super::kept(&unknown), None);
    }

    #[test]
    fn a_declared_limit_is_read_from_the_venues_words() {
        let text = r#"{"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,"limit":100,"x":1}"#;
        let rule = kept(&serde_json::from_str(text).unwrap()).unwrap();
        assert_eq!((rule.name, rule.limit), ("orders", 100.0));
        assert_eq!(rule.budget, Budget::counter(50.0, 5.0));
    }
}
