//! Names of pairs and currencies, both ways, from Kraken's own lists.

use std::collections::BTreeMap;

use domain::{Decimal, Instrument, InstrumentId, Symbol, VenueId};

use super::parse::market::PairRow;

/// A pair with its steps and names.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The key of answers: `XXBTZUSD`.
    pub id: String,
    /// What requests name it by: `XBTUSD`.
    pub altname: String,
    pub price_decimals: u32,
    pub lot_decimals: u32,
    pub instrument: Instrument,
}

impl Pair {
    pub const fn symbol(&self) -> &Symbol {
        &self.instrument.id.symbol
    }
}

/// All pairs, found by any of their names.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pairs {
    pairs: Vec<Pair>,
    by_symbol: BTreeMap<Symbol, usize>,
    by_name: BTreeMap<String, usize>,
    currencies: BTreeMap<String, String>,
}

/// What a currency is called everywhere else.
pub fn common(code: &str) -> &str {
    match code {
        "XBT" => "BTC",
        "XDG" => "DOGE",
        other => other,
    }
}

/// The codes with a letter before them that no list of pairs explained. Others that begin with X or Z
/// (XRP, XTZ, ZEC) are names as they stand.
fn old_code(code: &str) -> &str {
    match code {
        "XXBT" => "BTC",
        "XXDG" => "DOGE",
        "XETC" => "ETC",
        "XETH" => "ETH",
        "XLTC" => "LTC",
        "XMLN" => "MLN",
        "XREP" => "REP",
        "XXLM" => "XLM",
        "XXMR" => "XMR",
        "XXRP" => "XRP",
        "XZEC" => "ZEC",
        "ZAUD" => "AUD",
        "ZCAD" => "CAD",
        "ZEUR" => "EUR",
        "ZGBP" => "GBP",
        "ZJPY" => "JPY",
        "ZUSD" => "USD",
        other => common(other),
    }
}

impl Pairs {
    /// From the venue's list. Rows without a name of ours (tokenised shares among them) are left out.
    pub fn from_rows(venue: &VenueId, rows: BTreeMap<String, PairRow>) -> Self {
        let mut pairs = Self::default();
        for (id, row) in rows {
            let (Some(base), Some(quote)) = (&row.base, &row.quote) else { continue };
            let names = row.wsname.as_deref().and_then(|name| name.split_once('/'));
            let base_name = names.map_or_else(|| old_code(base), |(base, _)| common(base)).to_owned();
            let quote_name = names.map_or_else(|| old_code(quote), |(_, quote)| common(quote)).to_owned();
            let Ok(symbol) = format!("{base_name}/{quote_name}").parse::<Symbol>() else { continue };
            pairs.currencies.insert(base.clone(), base_name);
            pairs.currencies.insert(quote.clone(), quote_name);
            let altname = row.altname.clone().unwrap_or_else(|| id.clone());
            let ws_name = row.wsname.clone();
            let instrument = row.instrument(InstrumentId::new(venue.clone(), symbol));
            pairs.add(
                Pair {
                    price_decimals: row.pair_decimals.unwrap_or_else(|| instrument.price_decimals()),
                    lot_decimals: row.lot_decimals.unwrap_or(8),
                    id,
                    altname,
                    instrument,
                },
                ws_name,
            );
        }
        pairs
    }

    /// From a list kept elsewhere.
    pub fn from_instruments(instruments: Vec<Instrument>) -> Self {
        let mut pairs = Self::default();
        for instrument in instruments {
            let old = |code: &str| match code {
                "BTC" => "XBT".to_owned(),
                "DOGE" => "XDG".to_owned(),
                other => other.to_owned(),
            };
            let symbol = instrument.id.symbol.clone();
            let altname = format!("{}{}", old(symbol.base()), old(symbol.quote()));
            pairs.add(
                Pair {
                    id: altname.clone(),
                    altname,
                    price_decimals: instrument.price_decimals(),
                    lot_decimals: instrument.quantity_decimals(),
                    instrument,
                },
                None,
            );
        }
        pairs
    }

    fn add(&mut self, pair: Pair, ws_name: Option<String>) {
        let at = self.pairs.len();
        let symbol = pair.symbol().clone();
        let names = [pair.id.clone(), pair.altname.clone(), symbol.to_string()];
        for name in names.into_iter().chain(ws_name) {
            self.by_name.entry(name).or_insert(at);
        }
        self.by_symbol.entry(symbol).or_insert(at);
        self.pairs.push(pair);
    }

    pub fn all(&self) -> &[Pair] {
        &self.pairs
    }

    pub fn of(&self, symbol: &Symbol) -> Option<&Pair> {
        self.by_symbol.get(symbol).and_then(|at| self.pairs.get(*at))
    }

    /// By any of its names: `XXBTZUSD`, `XBTUSD`, `XBT/USD`, `BTC/USD`.
    pub fn named(&self, name: &str) -> Option<&Pair> {
        self.by_name.get(name).and_then(|at| self.pairs.get(*at))
    }

    /// The unified name of a currency code; what follows a dot (staked, rewarded) stays with it.
    pub fn currency(&self, code: &str) -> String {
        let (plain, suffix) = match code.split_once('.') {
            Some((plain, suffix)) => (plain, Some(suffix)),
            None => (code, None),
        };
        let name = self.currencies.get(plain).map_or_else(|| old_code(plain), String::as_str);
        suffix.map_or_else(|| name.to_owned(), |suffix| format!("{name}.{suffix}"))
    }
}

/// 10^-decimals
pub fn step(decimals: u32) -> Decimal {
    Decimal::try_new(1, decimals.min(28)).unwrap_or(Decimal::ONE)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::kraken::parse::market::pairs;

    fn sample() -> Pairs {
        let rows = pairs(
            br#"{"error":[],"result":{
            "XXBTZUSD":{"altname":"XBTUSD","wsname":"XBT\/USD","base":"XXBT","quote":"ZUSD","pair_decimals":1,
                "lot_decimals":8,"ordermin":"0.00005","costmin":"0.5","tick_size":"0.1",
                "fees":[[0,0.4]],"fees_maker":[[0,0.25]],"lot_multiplier":1,"new_field":{"x":[1]}},
            "XDGUSD":{"altname":"XDGUSD","wsname":"XDG/USD","base":"XXDG","quote":"ZUSD","pair_decimals":"7",
                "lot_decimals":8,"ordermin":"50"},
            "ZECXRP":{"altname":"ZECXRP","base":"ZEC","quote":"XXRP","pair_decimals":4,"lot_decimals":2},
            "AAPLxUSD":{"altname":"AAPLxUSD","wsname":"AAPLx/USD","base":"AAPLx","quote":"ZUSD"},
            "BROKEN":7}}"#,
        );
        Pairs::from_rows(&VenueId::new("kraken"), rows.unwrap())
    }

    #[test]
    fn a_pair_is_found_by_each_of_its_names() {
        let pairs = sample();
        for name in ["XXBTZUSD", "XBTUSD", "XBT/USD", "BTC/USD"] {
            assert_eq!(pairs.named(name).unwrap().symbol().to_string(), "BTC/USD", "{name}");
        }
        let symbols: Vec<String> = pairs.all().iter().map(|pair| pair.symbol().to_string()).collect();
        assert_eq!(symbols, ["DOGE/USD", "BTC/USD", "ZEC/XRP"]);
        let bitcoin = &pairs.of(&"BTC/USD".parse().unwrap()).unwrap().instrument;
        let text = |d: Decimal| d.to_string();
        assert_eq!((text(bitcoin.tick), text(bitcoin.lot)), ("0.1".to_owned(), "0.00000001".to_owned()));
        assert_eq!(
            (text(bitcoin.min_quantity), text(bitcoin.min_notional)),
            ("0.00005".into(), "0.5".into())
        );
        assert_eq!((text(bitcoin.maker_fee), text(bitcoin.taker_fee)), ("0.0025".into(), "0.004".into()));
        let doge = &pairs.of(&"DOGE/USD".parse().unwrap()).unwrap().instrument;
        assert_eq!((text(doge.tick), text(doge.maker_fee)), ("0.0000001".to_owned(), "0.0025".to_owned()));
    }

    #[test]
    fn currency_codes_lose_only_the_letter_the_list_says() {
        let pairs = sample();
        let told: Vec<String> =
            ["XXBT", "ZUSD", "ZEC", "XTZ", "XBT.F", "XXRP", "ZEUR", "USDT"].map(|c| pairs.currency(c)).into();
        assert_eq!(told, ["BTC", "USD", "ZEC", "XTZ", "BTC.F", "XRP", "EUR", "USDT"]);
    }
}
