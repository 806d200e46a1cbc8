//! What a venue lists and by which rules it trades.

use std::collections::BTreeMap;

use domain::{Decimal, Symbol};
use serde::Serialize;

/// A market: steps, minimums and where its price starts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Listing {
    pub symbol: Symbol,
    /// Smallest price step, in quote currency.
    pub tick: Decimal,
    /// Smallest quantity step, in base currency.
    pub lot: Decimal,
    pub min_quantity: Decimal,
    pub max_quantity: Decimal,
    /// In quote currency; zero: none.
    pub min_notional: Decimal,
    /// Margin orders are taken.
    pub margin: bool,
}

impl Listing {
    /// No minimum value, at most a million of the base currency, no margin.
    pub fn new(symbol: Symbol, tick: Decimal, lot: Decimal, min_quantity: Decimal) -> Self {
        Self {
            symbol,
            tick,
            lot,
            min_quantity,
            max_quantity: Decimal::from(1_000_000),
            min_notional: Decimal::ZERO,
            margin: false,
        }
    }

    pub fn price_decimals(&self) -> u32 {
        self.tick.normalize().scale()
    }

    pub fn quantity_decimals(&self) -> u32 {
        self.lot.normalize().scale()
    }
}

/// The currency in which fees are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FeeCurrency {
    Quote,
    /// Base for a buy, quote for a sell.
    Received,
}

/// When a client id may be used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientIdRule {
    Any,
    /// Once the order that has it ended.
    UniqueAmongWorking,
    UniqueForEver,
}

/// What becomes of an order that breaks a promise at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Breach {
    /// Refused: it never was an order.
    Reject,
    /// Accepted, then canceled with the reason.
    Cancel,
}

/// How prices that fit no step are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceStep {
    /// Refused unless a multiple of the tick.
    Tick,
    /// Cut to that many significant digits.
    Significant(u32),
}

/// The rules of one exchange.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rules {
    /// Fraction of the value.
    pub maker_fee: Decimal,
    pub taker_fee: Decimal,
    pub fee_currency: FeeCurrency,
    pub client_ids: ClientIdRule,
    pub post_only: Breach,
    pub fill_or_kill: Breach,
    /// A stop whose price is passed already: refused, or set off at once.
    pub refuse_passed_stops: bool,
    pub price_step: PriceStep,
    /// Quantities with more decimals than the lot are cut instead of refused.
    pub cut_quantity: bool,
    /// Fraction of a position's value that must be covered by the margin wallet.
    pub initial_margin: Decimal,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            maker_fee: Decimal::new(1, 3),
            taker_fee: Decimal::new(2, 3),
            fee_currency: FeeCurrency::Quote,
            client_ids: ClientIdRule::UniqueAmongWorking,
            post_only: Breach::Reject,
            fill_or_kill: Breach::Cancel,
            refuse_passed_stops: false,
            price_step: PriceStep::Tick,
            cut_quantity: false,
            initial_margin: Decimal::new(3, 1),
        }
    }
}

/// A venue's markets, rules and the money a new account starts with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Setup {
    pub listings: Vec<Listing>,
    pub rules: Rules,
    pub spot: BTreeMap<String, Decimal>,
    pub margin: BTreeMap<String, Decimal>,
}

impl Setup {
    /// BTC, ETH, SOL and XRP against USD, BTC and ETH against USDT, ETH against BTC, with the usual steps.
    pub fn usual() -> Self {
        let row = |symbol: &str, tick: (i64, u32), lot: u32, least: (i64, u32)| {
            symbol.parse().ok().map(|symbol| {
                let (tick, least) = (Decimal::new(tick.0, tick.1), Decimal::new(least.0, least.1));
                Listing::new(symbol, tick, Decimal::new(1, lot), least)
            })
        };
        let listings = [
            row("BTC/USD", (1, 2), 8, (1, 4)),
            row("ETH/USD", (1, 2), 8, (1, 3)),
            row("SOL/USD", (1, 2), 6, (2, 2)),
            row("XRP/USD", (1, 4), 4, (2, 0)),
            row("ETH/BTC", (1, 5), 8, (1, 3)),
            row("BTC/USDT", (1, 2), 8, (1, 4)),
            row("ETH/USDT", (1, 2), 8, (1, 3)),
        ];
        let money = |amounts: &[(&str, i64)]| {
            amounts.iter().map(|(name, n)| ((*name).to_owned(), Decimal::from(*n))).collect()
        };
        Self {
            listings: listings.into_iter().flatten().collect(),
            rules: Rules::default(),
            spot: money(&[
                ("USD", 1_000_000),
                ("USDT", 1_000_000),
                ("BTC", 10),
                ("ETH", 100),
                ("SOL", 1_000),
                ("XRP", 100_000),
            ]),
            margin: money(&[("USD", 100_000)]),
        }
    }
}
