//! What can be traded, and where.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A venue's name in lower case: `builtin`, `coinbase`, `kraken` ...
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct VenueId(pub String);

impl VenueId {
    /// The market inside the app: offline, deterministic by seed.
    pub const BUILTIN: &'static str = "builtin";

    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    pub fn builtin() -> Self {
        Self::new(Self::BUILTIN)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for VenueId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A unified pair, `BASE/QUOTE`, as in `BTC/USD`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(try_from = "String", into = "String")]
#[specta(type = String)]
pub struct Symbol {
    base: String,
    quote: String,
}

/// A text that is no `BASE/QUOTE` pair.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("symbol {0:?} is not BASE/QUOTE in capitals and digits, as in BTC/USD")]
pub struct SymbolError(pub String);

impl Symbol {
    pub fn base(&self) -> &str {
        &self.base
    }

    pub fn quote(&self) -> &str {
        &self.quote
    }
}

impl std::str::FromStr for Symbol {
    type Err = SymbolError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let part = |p: &str| {
            (1..=20).contains(&p.len())
                && p.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-' || b == b':')
        };
        match text.split_once('/') {
            Some((base, quote)) if part(base) && part(quote) => {
                Ok(Self { base: base.to_owned(), quote: quote.to_owned() })
            }
            _ => Err(SymbolError(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Symbol {
    type Error = SymbolError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Symbol> for String {
    fn from(symbol: Symbol) -> Self {
        symbol.to_string()
    }
}

impl std::fmt::Display for Symbol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.base, self.quote)
    }
}

/// A pair on a venue. Two venues' `BTC/USD` are two instruments.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
pub struct InstrumentId {
    pub venue: VenueId,
    pub symbol: Symbol,
}

impl InstrumentId {
    pub fn new(venue: VenueId, symbol: Symbol) -> Self {
        Self { venue, symbol }
    }
}

impl std::fmt::Display for InstrumentId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} on {}", self.symbol, self.venue)
    }
}

/// An instrument with the steps and minimums its venue enforces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Instrument {
    pub id: InstrumentId,
    /// Smallest price step, in quote currency.
    pub tick: Decimal,
    /// Smallest quantity step, in base currency.
    pub lot: Decimal,
    pub min_quantity: Decimal,
    /// In quote currency.
    pub min_notional: Decimal,
    /// Fraction of the value: 0.001 is 0.1 %.
    pub maker_fee: Decimal,
    pub taker_fee: Decimal,
}

impl Instrument {
    /// Decimals a price is shown with.
    pub fn price_decimals(&self) -> u32 {
        self.tick.normalize().scale()
    }

    /// Decimals a quantity is shown with.
    pub fn quantity_decimals(&self) -> u32 {
        self.lot.normalize().scale()
    }

    /// The greatest multiple of the lot not above `quantity`.
    pub fn round_quantity(&self, quantity: Decimal) -> Decimal {
        floor_to(quantity, self.lot)
    }

    /// The nearest multiple of the tick, halves away from zero.
    pub fn round_price(&self, price: Decimal) -> Decimal {
        if self.tick.is_zero() {
            return price;
        }
        ((price / self.tick).round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
            * self.tick)
            .normalize()
    }
}

fn floor_to(value: Decimal, step: Decimal) -> Decimal {
    if step.is_zero() { value } else { ((value / step).floor() * step).normalize() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_read_back_and_bad_ones_are_named() {
        let s: Symbol = "BTC/USD".parse().unwrap_or_else(|e| unreachable!("{e}"));
        assert_eq!((s.base(), s.quote(), s.to_string().as_str()), ("BTC", "USD", "BTC/USD"));
        for bad in ["BTCUSD", "/USD", "BTC/", "btc/usd", "A/B/C", "BTC/US D"] {
            assert_eq!(bad.parse::<Symbol>(), Err(SymbolError(bad.to_owned())));
        }
    }
}
