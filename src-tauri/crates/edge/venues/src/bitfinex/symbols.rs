//! Names of currencies and pairs, both ways.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use domain::Symbol;

/// Bitfinex's codes where they differ from what the rest of the world says; its own list comes on top.
const KNOWN: [(&str, &str); 11] = [
    ("ALG", "ALGO"),
    ("ATO", "ATOM"),
    ("DAT", "DATA"),
    ("DOG", "MDOGE"),
    ("DSH", "DASH"),
    ("EUT", "EURT"),
    ("IOT", "IOTA"),
    ("MNA", "MANA"),
    ("QTM", "QTUM"),
    ("UDC", "USDC"),
    ("UST", "USDT"),
];

/// Names of currencies: `UST` on the wire is `USDT` here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbols {
    name_by_code: BTreeMap<String, String>,
    code_by_name: BTreeMap<String, String>,
}

impl Default for Symbols {
    fn default() -> Self {
        let mut symbols = Self { name_by_code: BTreeMap::new(), code_by_name: BTreeMap::new() };
        for (code, name) in KNOWN {
            symbols.learn(code, name);
        }
        symbols
    }
}

impl Symbols {
    /// With the rows of `pub:map:currency:sym`. A name that two codes share goes to the first, a code that is itself
    /// traded (`listed`) is never given away as a name, and derivative and paper codes keep theirs.
    pub fn with(rows: &[(String, String)], listed: impl Fn(&str) -> bool) -> Self {
        let mut symbols = Self::default();
        for (code, name) in rows {
            let name = name.to_ascii_uppercase();
            let own = code.ends_with("F0") || code.starts_with("TEST");
            if !own && name != *code && !listed(&name) && is_currency(&name) && is_currency(code) {
                symbols.learn(code, &name);
            }
        }
        symbols
    }

    fn learn(&mut self, code: &str, name: &str) {
        if self.code_by_name.contains_key(name) || self.name_by_code.contains_key(code) {
            return;
        }
        self.name_by_code.insert(code.to_owned(), name.to_owned());
        self.code_by_name.insert(name.to_owned(), code.to_owned());
    }

    pub fn name(&self, code: &str) -> String {
        self.name_by_code.get(code).map_or(code, String::as_str).to_owned()
    }

    pub fn code<'a>(&'a self, name: &'a str) -> &'a str {
        self.code_by_name.get(name).map_or(name, String::as_str)
    }

    /// `BTCUSD`, or `AAVE:USD` where a code has not three letters.
    pub fn pair(&self, symbol: &Symbol) -> String {
        let (base, quote) = (self.code(symbol.base()), self.code(symbol.quote()));
        let colon = if base.len() == 3 && quote.len() == 3 { "" } else { ":" };
        format!("{base}{colon}{quote}")
    }

    /// `tBTCUSD`.
    pub fn wire(&self, symbol: &Symbol) -> String {
        format!("t{}", self.pair(symbol))
    }

    /// Of `tBTCUSD` or `BTCUSD`; `None`: no pair.
    pub fn symbol(&self, wire: &str) -> Option<Symbol> {
        let pair = wire.strip_prefix('t').unwrap_or(wire);
        let (base, quote) = match pair.split_once(':') {
            Some(parts) => parts,
            None if pair.len() == 6 && pair.is_ascii() => pair.split_at(3),
            None => return None,
        };
        format!("{}/{}", self.name(base), self.name(quote)).parse().ok()
    }
}

fn is_currency(text: &str) -> bool {
    (1..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// Whether a pair is a perpetual: it has positions and no wallet of its own.
pub fn is_derivative(symbol: &Symbol) -> bool {
    symbol.base().ends_with("F0") && symbol.quote().ends_with("F0")
}

/// Names shared by everything that speaks to the venue; better ones take the place of those built in.
#[derive(Debug, Clone, Default)]
pub struct Shared(Arc<RwLock<Arc<Symbols>>>);

impl Shared {
    pub fn get(&self) -> Arc<Symbols> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn set(&self, symbols: Symbols) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(symbols);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn pairs_read_back() {
        let symbols = Symbols::default();
        for (wire, unified) in [
            ("tBTCUSD", "BTC/USD"),
            ("tBTCUST", "BTC/USDT"),
            ("tAAVE:USD", "AAVE/USD"),
            ("tBTCF0:USTF0", "BTCF0/USTF0"),
            ("tTESTBTC:TESTUSD", "TESTBTC/TESTUSD"),
            ("tDSHBTC", "DASH/BTC"),
        ] {
            let symbol = symbols.symbol(wire).unwrap();
            assert_eq!((symbol.to_string().as_str(), symbols.wire(&symbol).as_str()), (unified, wire));
        }
        for bad in ["fUSD", "tBTC", "t", "", "tBTCUSDX", "tbtcusd"] {
            assert_eq!(symbols.symbol(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_venues_list_adds_names_and_takes_none_that_is_traded() {
        let row = |code: &str, name: &str| (code.to_owned(), name.to_owned());
        let rows = [row("UST", "USDt"), row("QSH", "QASH"), row("BTCF0", "BTC"), row("ZZZ", "ETH")];
        let symbols = Symbols::with(&rows, |code| code == "ETH");
        assert_eq!(symbols.name("QSH"), "QASH");
        assert_eq!(symbols.code("QASH"), "QSH");
        assert_eq!(symbols.name("BTCF0"), "BTCF0");
        assert_eq!(symbols.name("ZZZ"), "ZZZ");
        assert_eq!(symbols.code("USDT"), "UST");
    }
}
