//! Markets, and how they are written.

use std::collections::BTreeMap;

use domain::{Decimal, Symbol};

use crate::exchange::{Breach, ClientIdRule, FeeCurrency, Listing, PriceStep, Rules, Setup};

/// Codes that differ from the world's names.
const CODES: [(&str, &str); 2] = [("USDT", "UST"), ("USDC", "UDC")];

pub fn setup() -> Setup {
    let row = |symbol: &str, tick: (i64, u32), least: (i64, u32)| {
        let (tick, least) = (Decimal::new(tick.0, tick.1), Decimal::new(least.0, least.1));
        let listing = symbol.parse().ok().map(|symbol| Listing::new(symbol, tick, Decimal::new(1, 8), least));
        listing.map(|listing| Listing { margin: !symbol.starts_with("TEST"), ..listing })
    };
    let listings = [
        row("BTC/USD", (1, 0), (4, 5)),
        row("ETH/USD", (1, 1), (8, 4)),
        row("SOL/USD", (1, 2), (2, 2)),
        row("XRP/USD", (1, 5), (2, 0)),
        row("ETH/BTC", (1, 6), (8, 4)),
        row("BTC/USDT", (1, 0), (4, 5)),
        row("ETH/USDT", (1, 1), (8, 4)),
        row("TESTBTC/TESTUSD", (1, 0), (4, 5)),
    ];
    let money = |amounts: &[(&str, i64)]| {
        amounts.iter().map(|(name, n)| ((*name).to_owned(), Decimal::from(*n))).collect::<BTreeMap<_, _>>()
    };
    Setup {
        listings: listings.into_iter().flatten().collect(),
        rules: Rules {
            fee_currency: FeeCurrency::Received,
            client_ids: ClientIdRule::Any,
            post_only: Breach::Cancel,
            fill_or_kill: Breach::Cancel,
            price_step: PriceStep::Significant(5),
            cut_quantity: true,
            ..Rules::default()
        },
        spot: money(&[
            ("USD", 1_000_000),
            ("USDT", 1_000_000),
            ("BTC", 10),
            ("ETH", 100),
            ("SOL", 1_000),
            ("XRP", 100_000),
            ("TESTBTC", 10),
            ("TESTUSD", 1_000_000),
        ]),
        margin: money(&[("USD", 100_000)]),
    }
}

/// The venue's code of a currency.
pub fn code(name: &str) -> &str {
    CODES.iter().find(|(own, _)| *own == name).map_or(name, |(_, code)| code)
}

fn name(code: &str) -> &str {
    CODES.iter().find(|(_, own)| *own == code).map_or(code, |(name, _)| name)
}

/// `BTCUSD`, `TESTBTC:TESTUSD`.
pub fn pair(symbol: &Symbol) -> String {
    let (base, quote) = (code(symbol.base()), code(symbol.quote()));
    let colon = if base.len() == 3 && quote.len() == 3 { "" } else { ":" };
    format!("{base}{colon}{quote}")
}

/// `tBTCUSD`.
pub fn wire(symbol: &Symbol) -> String {
    format!("t{}", pair(symbol))
}

/// Of `tBTCUSD`.
pub fn symbol(wire: &str) -> Option<Symbol> {
    let pair = wire.strip_prefix('t')?;
    let (base, quote) = match pair.split_once(':') {
        Some(parts) => parts,
        None if pair.len() == 6 && pair.is_ascii() => pair.split_at(3),
        None => return None,
    };
    format!("{}/{}", name(base), name(quote)).parse().ok()
}

/// A path with `%3A` and the like undone.
pub fn decoded(path: &str) -> String {
    crate::wire::pairs(path).into_iter().next().map(|(plain, _)| plain).unwrap_or_default()
}
