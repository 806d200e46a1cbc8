//! Names both ways: `BTC-USD` is BTC/USD.

use domain::Symbol;

/// Books against USDC that are not those against USD under another name.
const BOOKS_OF_THEIR_OWN: [&str; 2] = ["USDT", "EURC"];

/// The venue's name of a spot market.
pub fn product(symbol: &Symbol) -> String {
    format!("{}-{}", symbol.base(), symbol.quote())
}

/// The market of a product; `None` for futures, whose names have more parts.
pub fn symbol(product: &str) -> Option<Symbol> {
    let (base, quote) = product.split_once('-')?;
    if quote.contains('-') {
        return None;
    }
    format!("{base}/{quote}").parse().ok()
}

/// The product under which market channels tell of this one: USDC books are the USD books.
pub fn told_as(product: &str) -> String {
    match product.strip_suffix("-USDC") {
        Some(base) if !BOOKS_OF_THEIR_OWN.contains(&base) => format!("{base}-USD"),
        _ => product.to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_futures_are_no_spot_markets() {
        for name in ["BTC-USD", "ETH-BTC", "00-USD", "1INCH-USDC"] {
            assert_eq!(product(&symbol(name).unwrap()), name);
        }
        for name in ["BIT-26APR24-CDE", "BTC", "", "-USD", "BTC-", "btc-usd"] {
            assert_eq!(symbol(name), None, "{name}");
        }
    }

    #[test]
    fn a_usdc_book_is_told_as_the_usd_book() {
        assert_eq!(told_as("BTC-USDC"), "BTC-USD");
        assert_eq!(told_as("USDT-USDC"), "USDT-USDC");
        assert_eq!(told_as("BTC-USD"), "BTC-USD");
    }
}
