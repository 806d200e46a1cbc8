//! Rows of an account's channels.

use std::borrow::Cow;

use domain::{Decimal, Side};
use serde::Deserialize;

use crate::kraken::parse::time;
use crate::wire::Num;

/// A fee taken in one currency.
#[derive(Debug, Deserialize)]
pub struct FeeRow<'a> {
    #[serde(borrow)]
    pub asset: Cow<'a, str>,
    pub qty: Num,
}

/// What happened to an order; which fields are there depends on what it was.
#[derive(Debug, Deserialize)]
pub struct ExecutionRow<'a> {
    #[serde(borrow)]
    pub exec_type: Cow<'a, str>,
    #[serde(borrow, default)]
    pub order_status: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub order_id: Cow<'a, str>,
    #[serde(borrow, default)]
    pub cl_ord_id: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub symbol: Option<Cow<'a, str>>,
    #[serde(default)]
    pub side: Option<Side>,
    #[serde(default, deserialize_with = "Num::lenient")]
    pub cum_qty: Option<Decimal>,
    #[serde(borrow, default)]
    pub exec_id: Option<Cow<'a, str>>,
    #[serde(default, deserialize_with = "Num::lenient")]
    pub last_qty: Option<Decimal>,
    #[serde(default, deserialize_with = "Num::lenient")]
    pub last_price: Option<Decimal>,
    #[serde(borrow, default)]
    pub liquidity_ind: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub fees: Option<Vec<FeeRow<'a>>>,
    #[serde(borrow, default)]
    pub reason: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    pub cancel_reason: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    timestamp: Option<Cow<'a, str>>,
}

impl ExecutionRow<'_> {
    pub fn time_ms(&self, now_ms: i64) -> i64 {
        self.timestamp.as_deref().and_then(time::rfc3339).unwrap_or(now_ms)
    }

    pub fn why(&self, otherwise: &str) -> String {
        let told = self.reason.as_deref().or(self.cancel_reason.as_deref());
        told.filter(|reason| !reason.is_empty()).unwrap_or(otherwise).to_owned()
    }
}

/// A balance as it is now, in a snapshot and after a change alike.
#[derive(Debug, Deserialize)]
pub struct BalanceRow<'a> {
    #[serde(borrow)]
    pub asset: Cow<'a, str>,
    pub balance: Num,
}
