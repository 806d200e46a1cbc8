//! Weights, counts and bans.

use serde_json::{Value, json};

use super::error::ApiError;
use crate::exchange::AccountId;
use crate::rate::Budget;
use crate::wire::RestReply;
use crate::world::World;

const MINUTE_MS: i64 = 60_000;
const TEN_SECONDS_MS: i64 = 10_000;
const DAY_MS: i64 = 86_400_000;
/// Requests over the limit before the address is banned.
const PATIENCE: u32 = 20;
const BAN_MS: i64 = 120_000;

/// The limits as they are declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A minute.
    pub weight: u32,
    /// In ten seconds.
    pub orders: u32,
    /// A day.
    pub orders_day: u32,
    /// In five minutes.
    pub requests: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { weight: 6_000, orders: 100, orders_day: 200_000, requests: 300_000 }
    }
}

/// Who went on after being told to stop.
#[derive(Debug, Default)]
pub struct Bans {
    over: u32,
    until_ms: i64,
}

impl Limits {
    pub fn declared(&self) -> Value {
        let row = |kind: &str, interval: &str, number: u32, limit: u32| json!({"rateLimitType": kind, "interval": interval, "intervalNum": number, "limit": limit});
        json!([
            row("REQUEST_WEIGHT", "MINUTE", 1, self.weight),
            row("ORDERS", "SECOND", 10, self.orders),
            row("ORDERS", "DAY", 1, self.orders_day),
            row("RAW_REQUESTS", "MINUTE", 5, self.requests),
        ])
    }

    fn minute(&self) -> Budget {
        Budget::Window { ms: MINUTE_MS, limit: f64::from(self.weight) }
    }

    fn ten_seconds(&self) -> Budget {
        Budget::Window { ms: TEN_SECONDS_MS, limit: f64::from(self.orders) }
    }

    /// Takes the weight of a request, or refuses it: first with 429, in the end with a ban.
    pub fn spend(&self, world: &mut World, bans: &mut Bans, weight: f64) -> Result<(), ApiError> {
        let now_ms = world.now_ms();
        if now_ms < bans.until_ms {
            return Err(banned(bans.until_ms, now_ms));
        }
        let Err(over) = world.rates.spend("weight", self.minute(), weight, now_ms) else {
            bans.over = 0;
            return Ok(());
        };
        bans.over += 1;
        if bans.over > PATIENCE {
            bans.until_ms = now_ms + BAN_MS;
            return Err(banned(bans.until_ms, now_ms));
        }
        let msg = format!("Too much request weight used; current limit is {} per 1 MINUTE.", self.weight);
        Err(ApiError { retry_after_ms: Some(over.retry_after_ms), ..ApiError::new(429, -1003, msg) })
    }

    /// Counts a new order of an account.
    pub fn count_order(&self, world: &mut World, account: AccountId) -> Result<(), ApiError> {
        let now_ms = world.now_ms();
        let (short, day) = (format!("orders-{}", account.0), format!("orders-day-{}", account.0));
        let day_budget = Budget::Window { ms: DAY_MS, limit: f64::from(self.orders_day) };
        let spent = world.rates.spend(&short, self.ten_seconds(), 1.0, now_ms);
        match spent.and_then(|_| world.rates.spend(&day, day_budget, 1.0, now_ms)) {
            Ok(_) => Ok(()),
            Err(over) => {
                let msg =
                    format!("Too many new orders; current limit is {} orders per 10 SECOND.", self.orders);
                Err(ApiError { retry_after_ms: Some(over.retry_after_ms), ..ApiError::new(429, -1015, msg) })
            }
        }
    }

    /// What was used, in the headers of a reply.
    pub fn headers(&self, world: &mut World, reply: RestReply, placed: Option<AccountId>) -> RestReply {
        let now_ms = world.now_ms();
        let used = world.rates.used("weight", self.minute(), now_ms);
        let reply = reply
            .header("x-mbx-used-weight", format!("{used:.0}"))
            .header("x-mbx-used-weight-1m", format!("{used:.0}"));
        let Some(account) = placed else { return reply };
        let short = world.rates.used(&format!("orders-{}", account.0), self.ten_seconds(), now_ms);
        let day_budget = Budget::Window { ms: DAY_MS, limit: f64::from(self.orders_day) };
        let day = world.rates.used(&format!("orders-day-{}", account.0), day_budget, now_ms);
        reply
            .header("x-mbx-order-count-10s", format!("{short:.0}"))
            .header("x-mbx-order-count-1d", format!("{day:.0}"))
    }
}

fn banned(until_ms: i64, now_ms: i64) -> ApiError {
    let msg = format!("Way too much request weight used; IP banned until {until_ms}.");
    ApiError { retry_after_ms: Some(until_ms - now_ms), ..ApiError::new(418, -1003, msg) }
}

/// What a request costs.
pub fn weight(method: &str, path: &str, has_symbol: bool, limit: usize) -> f64 {
    match (method, path) {
        (_, "/api/v3/exchangeInfo") => 20.0,
        (_, "/api/v3/depth") => match limit {
            0..=100 => 5.0,
            101..=500 => 25.0,
            501..=1000 => 50.0,
            _ => 250.0,
        },
        (_, "/api/v3/trades" | "/api/v3/historicalTrades") => 25.0,
        (_, "/api/v3/aggTrades") => 4.0,
        (_, "/api/v3/ticker/24hr") => {
            if has_symbol {
                2.0
            } else {
                80.0
            }
        }
        (_, "/api/v3/ticker/price" | "/api/v3/ticker/bookTicker") => {
            if has_symbol {
                2.0
            } else {
                4.0
            }
        }
        (_, "/api/v3/klines" | "/api/v3/uiKlines" | "/api/v3/avgPrice") => 2.0,
        ("GET", "/api/v3/openOrders") => {
            if has_symbol {
                6.0
            } else {
                80.0
            }
        }
        ("GET", "/api/v3/order") | ("PUT", _) => 4.0,
        ("GET", "/api/v3/account" | "/api/v3/allOrders" | "/api/v3/myTrades") => 20.0,
        (_, "/api/v3/account/commission") => 20.0,
        (_, "/api/v3/rateLimit/order") => 40.0,
        // orders that succeed cost nothing; those that fail are not worth a count here
        (
            "POST" | "DELETE",
            "/api/v3/order" | "/api/v3/openOrders" | "/api/v3/orderList" | "/api/v3/orderList/oco",
        ) => 0.0,
        _ => 1.0,
    }
}
