//! Moments as Kraken writes them.

use serde_json::Value;

/// `2023-10-06T17:35:55.440000Z`
pub fn rfc3339(ms: i64) -> String {
    chrono::DateTime::from_timestamp_millis(ms)
        .map(|moment| moment.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string())
        .unwrap_or_default()
}

/// Seconds with a fraction, as a JSON number.
pub fn seconds(ms: i64) -> Value {
    serde_json::json!(ms as f64 / 1000.0)
}

/// Reads seconds, with a fraction or without; nanoseconds where the number is too large for them.
pub fn read_ns(text: &str) -> Option<i128> {
    let value: domain::Decimal = text.trim().parse().ok()?;
    let nanos = if value > domain::Decimal::from(100_000_000_000_i64) {
        value
    } else {
        value.checked_mul(domain::Decimal::from(1_000_000_000_i64))?
    };
    Some(nanos.trunc().mantissa() / 10_i128.pow(nanos.trunc().scale()))
}
