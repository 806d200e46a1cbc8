//! Names, numbers and parameters as the venue writes them.

use std::collections::BTreeMap;

use domain::{Decimal, Side, Symbol};

use super::error::ApiError;
use crate::exchange::Exchange;

/// `BTCUSDT`
pub fn name(symbol: &Symbol) -> String {
    format!("{}{}", symbol.base(), symbol.quote())
}

pub fn find(exchange: &Exchange, wanted: &str) -> Option<Symbol> {
    exchange.listings().iter().map(|listing| &listing.symbol).find(|symbol| name(symbol) == wanted).cloned()
}

/// Eight decimals; more where there are more, so that nothing is lost.
pub fn d8(value: Decimal) -> String {
    let value = value.normalize();
    if value.scale() > 8 { value.to_string() } else { format!("{value:.8}") }
}

pub const fn side(side: Side) -> &'static str {
    match side {
        Side::Buy => "BUY",
        Side::Sell => "SELL",
    }
}

/// Milliseconds of a time in milliseconds or microseconds.
pub const fn millis(time: i64) -> i64 {
    if time >= 100_000_000_000_000 { time / 1_000 } else { time }
}

/// Parameters by name.
#[derive(Debug, Clone, Default)]
pub struct Params(BTreeMap<String, String>);

impl Params {
    /// Of the pairs of one name the first counts.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut params = BTreeMap::new();
        for (name, value) in pairs {
            params.entry(name).or_insert(value);
        }
        Self(params)
    }

    /// What is meant for one leg of a list, as if it came alone: `abovePrice` as `price`.
    pub fn leg(&self, leg: &str) -> Self {
        let of_leg = self.0.iter().filter_map(|(name, value)| {
            let (first, rest) = name.strip_prefix(leg)?.split_at_checked(1)?;
            let name = format!("{}{rest}", first.to_ascii_lowercase());
            let name = if name == "clientOrderId" { "newClientOrderId".to_owned() } else { name };
            Some((name, value.clone()))
        });
        let shared = ["symbol", "side", "quantity"];
        let shared = shared.into_iter().filter_map(|name| Some((name.to_owned(), self.0.get(name)?.clone())));
        Self(of_leg.chain(shared).collect())
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    pub fn need(&self, name: &str) -> Result<&str, ApiError> {
        self.get(name).ok_or_else(|| ApiError::missing(name))
    }

    pub fn decimal(&self, name: &str) -> Result<Option<Decimal>, ApiError> {
        let read = |text: &str| {
            let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            text.parse().ok().filter(|_| plain).ok_or_else(|| ApiError::invalid(name))
        };
        self.get(name).map(read).transpose()
    }

    pub fn integer(&self, name: &str) -> Result<Option<i64>, ApiError> {
        self.get(name).map(|text| text.parse().map_err(|_| ApiError::invalid(name))).transpose()
    }

    pub fn limit(&self, usual: usize, most: usize) -> Result<usize, ApiError> {
        let asked = self.integer("limit")?.map(|n| usize::try_from(n).unwrap_or(0));
        match asked {
            Some(0) => Err(ApiError::bad(-1130, "Data sent for parameter 'limit' is not valid.")),
            Some(n) => Ok(n.min(most)),
            None => Ok(usual),
        }
    }

    /// The market a request is about.
    pub fn symbol(&self, exchange: &Exchange) -> Result<Symbol, ApiError> {
        find(exchange, self.need("symbol")?).ok_or_else(ApiError::symbol)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}
