//! Instruments and their names both ways, from the venue's own list.

use std::collections::BTreeMap;

use domain::{Decimal, Instrument, InstrumentId, Symbol, Timeframe, VenueId};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::limits::RateLimit;
use crate::wire::Num;

/// What is asked of an account that is not told its own rates: 0.1 %.
const USUAL_FEE: Decimal = Decimal::from_parts(1, 0, 0, false, 3);

/// An instrument and what the venue can do with orders on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// `BTCUSDT`
    pub name: String,
    pub instrument: Instrument,
    /// Orders can be made smaller in place.
    pub amendable: bool,
    /// Orders are taken now.
    pub trading: bool,
}

/// The venue's list. What cannot be written as `BASE/QUOTE` (names outside ASCII) is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    listed: Vec<Listed>,
    by_symbol: BTreeMap<Symbol, usize>,
    by_name: BTreeMap<String, usize>,
}

impl Catalogue {
    pub fn new(listed: Vec<Listed>) -> Self {
        let symbols = listed.iter().enumerate().map(|(i, l)| (l.instrument.id.symbol.clone(), i));
        let (by_symbol, by_name) =
            (symbols.collect(), listed.iter().enumerate().map(|(i, l)| (l.name.clone(), i)).collect());
        Self { listed, by_symbol, by_name }
    }

    /// From instruments given from outside: the venue writes base and quote without anything between.
    pub fn of(instruments: &[Instrument]) -> Self {
        let listed = |instrument: &Instrument| Listed {
            name: format!("{}{}", instrument.id.symbol.base(), instrument.id.symbol.quote()),
            instrument: instrument.clone(),
            amendable: true,
            trading: true,
        };
        Self::new(instruments.iter().map(listed).collect())
    }

    pub fn get(&self, symbol: &Symbol) -> Option<&Listed> {
        self.by_symbol.get(symbol).and_then(|i| self.listed.get(*i))
    }

    /// By the venue's name, in any case.
    pub fn named(&self, name: &str) -> Option<&Listed> {
        let found = self.by_name.get(name).or_else(|| self.by_name.get(&name.to_ascii_uppercase()));
        found.and_then(|i| self.listed.get(*i))
    }

    pub fn iter(&self) -> impl Iterator<Item = &Listed> {
        self.listed.iter()
    }

    /// What can be traded now.
    pub fn instruments(&self) -> Vec<Instrument> {
        self.listed.iter().filter(|l| l.trading).map(|l| l.instrument.clone()).collect()
    }
}

/// `exchangeInfo`, as far as it is used.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Info<'a> {
    #[serde(default)]
    rate_limits: Vec<serde_json::Value>,
    #[serde(borrow)]
    symbols: Vec<&'a RawValue>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    symbol: String,
    #[serde(default)]
    status: String,
    base_asset: String,
    quote_asset: String,
    #[serde(default = "eight")]
    base_asset_precision: u32,
    #[serde(default = "eight")]
    quote_asset_precision: u32,
    #[serde(default = "yes")]
    is_spot_trading_allowed: bool,
    #[serde(default)]
    amend_allowed: bool,
    #[serde(default)]
    filters: Vec<Filter>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Filter {
    filter_type: String,
    #[serde(deserialize_with = "Num::lenient")]
    tick_size: Option<Decimal>,
    #[serde(deserialize_with = "Num::lenient")]
    step_size: Option<Decimal>,
    #[serde(deserialize_with = "Num::lenient")]
    min_qty: Option<Decimal>,
    #[serde(deserialize_with = "Num::lenient")]
    min_notional: Option<Decimal>,
}

const fn eight() -> u32 {
    8
}

const fn yes() -> bool {
    true
}

/// Reads `exchangeInfo`: the list, and the budgets declared with it. A row that cannot be read is left out, the whole
/// fails only where it is no list.
pub fn exchange_info(venue: &VenueId, body: &[u8]) -> Result<(Catalogue, Vec<RateLimit>), serde_json::Error> {
    let info: Info<'_> = serde_json::from_slice(body)?;
    let limits = info.rate_limits.into_iter().filter_map(|rule| serde_json::from_value(rule).ok());
    let rows = info.symbols.iter().filter_map(|raw| serde_json::from_str::<Row>(raw.get()).ok());
    Ok((Catalogue::new(rows.filter_map(|row| listed(venue, row)).collect()), limits.collect()))
}

fn listed(venue: &VenueId, row: Row) -> Option<Listed> {
    let symbol: Symbol = format!("{}/{}", row.base_asset, row.quote_asset).parse().ok()?;
    let find = |kind: &str| row.filters.iter().find(|f| f.filter_type == kind);
    let above_zero = |value: Option<Decimal>| value.filter(|v| *v > Decimal::ZERO);
    let step = |decimals: u32| Decimal::new(1, decimals.min(28));
    let lot = find("LOT_SIZE");
    let tick = above_zero(find("PRICE_FILTER").and_then(|f| f.tick_size));
    let lot_step = above_zero(lot.and_then(|f| f.step_size)).unwrap_or(step(row.base_asset_precision));
    let notional = find("NOTIONAL").or_else(|| find("MIN_NOTIONAL")).and_then(|f| f.min_notional);
    Some(Listed {
        trading: row.is_spot_trading_allowed && matches!(row.status.as_str(), "TRADING" | ""),
        amendable: row.amend_allowed,
        name: row.symbol,
        instrument: Instrument {
            id: InstrumentId::new(venue.clone(), symbol),
            tick: tick.unwrap_or(step(row.quote_asset_precision)).normalize(),
            lot: lot_step.normalize(),
            min_quantity: above_zero(lot.and_then(|f| f.min_qty)).unwrap_or(lot_step).normalize(),
            min_notional: notional.unwrap_or(Decimal::ZERO).normalize(),
            maker_fee: USUAL_FEE,
            taker_fee: USUAL_FEE,
        },
    })
}

/// The venue's name of a candle length; `None`: it has none of that length.
pub const fn interval(timeframe: Timeframe) -> Option<&'static str> {
    match timeframe {
        Timeframe::H3 => None,
        other => Some(other.as_str()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const INFO: &str = r#"{"rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,
        "limit":6000},{"rateLimitType":7}],"symbols":[
        {"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","amendAllowed":true,"filters":[
          {"filterType":"PRICE_FILTER","tickSize":"0.01000000","minPrice":"0.01000000"},
          {"filterType":"LOT_SIZE","minQty":"0.00010000","stepSize":"0.00001000"},
          {"filterType":"NOTIONAL","minNotional":5.0e0}]},
        {"symbol":"币安USDT","status":"TRADING","baseAsset":"币安","quoteAsset":"USDT","filters":[]},
        {"symbol":"ETHBTC","status":"BREAK","baseAsset":"ETH","quoteAsset":"BTC","quoteAssetPrecision":6},
        {"symbol":1}]}"#;

    #[test]
    fn steps_minimums_and_names_come_from_the_filters() {
        let (catalogue, limits) = exchange_info(&VenueId::new("binance"), INFO.as_bytes()).unwrap();
        assert_eq!(limits.len(), 1);
        let btc = catalogue.get(&"BTC/USDT".parse().unwrap()).unwrap();
        let i = &btc.instrument;
        let steps = [i.tick, i.lot, i.min_quantity, i.min_notional, i.taker_fee].map(|d| d.to_string());
        assert_eq!(steps, ["0.01", "0.00001", "0.0001", "5", "0.001"]);
        assert!(btc.amendable && btc.trading);
        let eth = catalogue.named("ethbtc").unwrap();
        assert_eq!((eth.instrument.tick.to_string().as_str(), eth.trading), ("0.000001", false));
        assert_eq!(catalogue.iter().count(), 2);
        assert_eq!(catalogue.instruments().len(), 1);
    }

    #[test]
    fn given_instruments_are_found_by_joined_names() {
        let (catalogue, _) = exchange_info(&VenueId::new("binance"), INFO.as_bytes()).unwrap();
        let given = Catalogue::of(&catalogue.instruments());
        assert_eq!(given.named("BTCUSDT").unwrap().instrument.id.symbol.to_string(), "BTC/USDT");
        assert_eq!(given.named("ETHBTC"), None);
    }
}
