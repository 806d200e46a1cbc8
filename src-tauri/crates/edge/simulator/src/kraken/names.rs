//! Names of pairs and currencies.

use domain::{Decimal, Symbol};

use crate::exchange::Listing;
use crate::world::World;

/// `BTC` to `XXBT`: the code of balances and lists.
pub fn code(currency: &str) -> &str {
    match currency {
        "BTC" => "XXBT",
        "ETH" => "XETH",
        "XRP" => "XXRP",
        "USD" => "ZUSD",
        "EUR" => "ZEUR",
        other => other,
    }
}

/// `BTC` to `XBT`.
pub fn short(currency: &str) -> &str {
    match currency {
        "BTC" => "XBT",
        other => other,
    }
}

/// `XBTUSD`
pub fn altname(symbol: &Symbol) -> String {
    format!("{}{}", short(symbol.base()), short(symbol.quote()))
}

/// `XXBTZUSD`, `SOLUSD`: the long codes only where both sides have one.
pub fn id(symbol: &Symbol) -> String {
    let (base, quote) = (code(symbol.base()), code(symbol.quote()));
    if base.len() == 4 && quote.len() == 4 && quote != "USDT" {
        format!("{base}{quote}")
    } else {
        altname(symbol)
    }
}

/// `XBT/USD`
pub fn wsname(symbol: &Symbol) -> String {
    format!("{}/{}", short(symbol.base()), short(symbol.quote()))
}

/// The market of any of its names.
pub fn listing<'w>(world: &'w World, name: &str) -> Option<&'w Listing> {
    world.exchange.listings().iter().find(|listing| {
        let symbol = &listing.symbol;
        name == id(symbol)
            || name == altname(symbol)
            || name == wsname(symbol)
            || name == symbol.to_string()
            || name == format!("{}{}", symbol.base(), symbol.quote())
    })
}

/// With exactly so many decimals.
pub fn fixed(value: Decimal, decimals: u32) -> String {
    let mut value = value;
    value.rescale(decimals);
    value.to_string()
}
