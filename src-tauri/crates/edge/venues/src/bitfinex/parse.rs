//! Public shapes of the wire.

use domain::{Candle, Decimal, Instrument, InstrumentId, Level, Side, Symbol, Ticker, Trade, VenueId};

use super::row::{Row, Unreadable};
use super::symbols::Symbols;
use crate::wire::moment;

/// Digits a price has at most, and decimals of prices and amounts.
pub const SIGNIFICANT: u32 = 5;
pub const DECIMALS: u32 = 8;

/// A ticker whose figures start at field `at`: 0 of a single one, 1 of a list's row.
pub fn ticker(row: &Row<'_>, at: usize, symbol: Symbol, time_ms: i64) -> Result<Ticker, Unreadable> {
    let figure = |place: usize| row.decimal(at + place);
    let last = figure(6).ok_or_else(|| row.lacks("a ticker"))?;
    Ok(Ticker {
        symbol,
        bid: figure(0).unwrap_or_default(),
        ask: figure(2).unwrap_or_default(),
        last,
        high: figure(8).unwrap_or(last),
        low: figure(9).unwrap_or(last),
        volume: figure(7).unwrap_or_default(),
        change: figure(5).unwrap_or_default(),
        time_ms,
    })
}

/// `[ID, MTS, ±AMOUNT, PRICE]`; above zero the taker bought.
pub fn trade(row: &Row<'_>) -> Result<Trade, Unreadable> {
    let fields = || Some((row.id(0)?, row.int(1)?, row.decimal(2)?, row.decimal(3)?));
    let (id, time_ms, amount, price) = fields().ok_or_else(|| row.lacks("a trade"))?;
    Ok(Trade { id: id.to_string(), time_ms, side: side_of(amount), price, size: amount.abs() })
}

/// `[MTS, OPEN, CLOSE, HIGH, LOW, VOLUME]`; `None` where the venue has a candle without prices.
pub fn candle(row: &Row<'_>) -> Result<Option<Candle>, Unreadable> {
    let time_ms = row.int(0).and_then(moment).ok_or_else(|| row.lacks("a candle"))?;
    if (1..5).all(|place| row.is_null(place)) {
        return Ok(None);
    }
    let fields = || {
        Some(Candle {
            time_ms,
            open: row.float(1)?,
            close: row.float(2)?,
            high: row.float(3)?,
            low: row.float(4)?,
            volume: row.float(5).unwrap_or(0.0),
        })
    };
    fields().map(Some).ok_or_else(|| row.lacks("a candle"))
}

/// Bids and asks of a whole book, best first; rows are `[PRICE, COUNT, ±AMOUNT]`.
pub fn book(rows: &[Row<'_>]) -> Result<(Vec<Level>, Vec<Level>), Unreadable> {
    let (mut bids, mut asks) = (Vec::new(), Vec::new());
    for row in rows {
        let fields = || Some((row.decimal(0)?, row.int(1)?, row.decimal(2)?));
        let (price, count, amount) = fields().ok_or_else(|| row.lacks("a level of a book"))?;
        if count > 0 && !amount.is_zero() {
            let side = if amount > Decimal::ZERO { &mut bids } else { &mut asks };
            side.push(Level { price, size: amount.abs() });
        }
    }
    bids.sort_by_key(|level| std::cmp::Reverse(level.price));
    asks.sort_by_key(|level| level.price);
    Ok((bids, asks))
}

pub fn side_of(amount: Decimal) -> Side {
    if amount >= Decimal::ZERO { Side::Buy } else { Side::Sell }
}

/// Pairs of `[[KEY, VALUE], …]`.
pub fn pairs(text: &str) -> Result<Vec<(String, String)>, Unreadable> {
    let both = |row: &Row<'_>| Some((row.text(0)?, row.text(1)?));
    Ok(Row::list(text)?.iter().filter_map(both).collect())
}

/// A list of texts.
pub fn texts(text: &str) -> Result<Vec<String>, Unreadable> {
    serde_json::from_str(text).map_err(|_| Unreadable::new("a list of names", text))
}

/// Minimum order sizes of `pub:info:pair`: `[PAIR, [_, _, _, MIN, MAX, …]]`.
pub fn minimums(text: &str) -> Result<Vec<(String, Decimal)>, Unreadable> {
    let row = |row: &Row<'_>| {
        let least = Row::read(row.raw(1)).ok()?.decimal(3)?;
        Some((row.text(0)?, least))
    };
    Ok(Row::list(text)?.iter().filter_map(row).collect())
}

/// The step of prices near `price`: five significant digits, eight decimals at most.
pub fn tick_at(price: Decimal) -> Decimal {
    let mut decimals = DECIMALS;
    let mut reach = Decimal::new(1, DECIMALS) * Decimal::from(10_u32.pow(SIGNIFICANT));
    while decimals > 0 && price >= reach {
        decimals -= 1;
        reach *= Decimal::TEN;
    }
    let mut tick = Decimal::new(1, decimals);
    while price >= reach && reach < Decimal::from(1_000_000_000_000_u64) {
        tick *= Decimal::TEN;
        reach *= Decimal::TEN;
    }
    tick
}

/// Whether the venue takes a price as it is written; other prices it would cut.
pub fn is_exact_price(price: Decimal) -> bool {
    (price % tick_at(price)).is_zero()
}

/// An instrument as far as Bitfinex describes one. It publishes no steps: a price has five significant digits, so
/// that the tick goes with the price.
pub fn instrument(venue: &VenueId, symbol: Symbol, least: Decimal, last: Decimal) -> Instrument {
    Instrument {
        id: InstrumentId::new(venue.clone(), symbol),
        tick: tick_at(last),
        lot: Decimal::new(1, DECIMALS),
        min_quantity: least,
        min_notional: Decimal::ZERO,
        maker_fee: Decimal::new(1, 3),
        taker_fee: Decimal::new(2, 3),
    }
}

/// Every trading pair's last price of `tickers?symbols=ALL`; funding rows are passed over.
pub fn tickers(text: &str, symbols: &Symbols, time_ms: i64) -> Result<Vec<Ticker>, Unreadable> {
    let trading = |row: &Row<'_>| row.text(0).filter(|name| name.starts_with('t'));
    let rows = Row::list(text)?;
    let read = |row: &Row<'_>| {
        let symbol = symbols.symbol(&trading(row)?)?;
        Some(ticker(row, 1, symbol, time_ms))
    };
    // a pair that never traded has no last price, and is no reason to know nothing of the others
    Ok(rows.iter().filter_map(read).filter_map(Result::ok).collect())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn the_tick_is_the_fifth_significant_digit() {
        for (price, tick) in [
            ("60123", "1"),
            ("123456", "10"),
            ("99999", "1"),
            ("100000", "10"),
            ("9999.9", "0.1"),
            ("2500.5", "0.1"),
            ("0.51234", "0.00001"),
            ("0.00001234", "0.00000001"),
            ("0", "0.00000001"),
        ] {
            assert_eq!(tick_at(d(price)), d(tick), "{price}");
        }
        assert!(is_exact_price(d("60123")) && is_exact_price(d("0.00012345")) && is_exact_price(d("123450")));
        assert!(!is_exact_price(d("60123.5")) && !is_exact_price(d("0.000000001")));
    }

    #[test]
    fn a_ticker_of_a_list_is_read_past_its_symbol_and_new_fields() {
        let text = r#"[["tBTCUSD",73350,2.5,73351,6.3,1003,0.01386374,73350,2638.4314844,73583,68643,null,1],
            ["fUSD",0.1,2,3],["tDOGUSD",1,1,1,1,null,null,null,null,null,null]]"#;
        let all = tickers(text, &Symbols::default(), 7).unwrap();
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].last, all[0].change, all[0].low), (d("73350"), d("0.01386374"), d("68643")));
    }

    #[test]
    fn candles_are_open_close_high_low() {
        let row = Row::read("[1552298400000,3870.1,3890,3891,3869,5e-2,\"new\"]").unwrap();
        let read = candle(&row).unwrap().unwrap();
        assert_eq!(
            (read.open, read.close, read.high, read.low, read.volume),
            (3870.1, 3890.0, 3891.0, 3869.0, 0.05)
        );
        assert_eq!(candle(&Row::read("[1,null,null,null,null,0]").unwrap()), Ok(None));
        assert!(candle(&Row::read("[1,2,null,3,4,5]").unwrap()).is_err());
    }

    #[test]
    fn books_are_sorted_whatever_the_order_of_rows() {
        let rows = Row::list("[[99,1,1],[101,2,-3],[100,1,2.5],[100.5,1,-1],[98,0,1]]").unwrap();
        let (bids, asks) = book(&rows).unwrap();
        let prices = |levels: &[Level]| levels.iter().map(|l| l.price.to_string()).collect::<Vec<_>>();
        assert_eq!(
            (prices(&bids), prices(&asks)),
            (vec!["100".into(), "99".into()], vec!["100.5".into(), "101".into()])
        );
    }
}
