//! Steps and minimums of an instrument of which only candles are known.

use domain::{Candles, Decimal, Instrument, InstrumentId};

/// Venues hardly ever use more.
const MAX_DECIMALS: u32 = 8;

/// The instrument that such candles would come from. The tick is about a hundred-thousandth of the price, or finer
/// where the prices show it; a lot is worth at most one unit of the quote currency. `None` without candles.
pub fn infer(id: InstrumentId, candles: &Candles) -> Option<Instrument> {
    let last = candles.last()?.close;
    let seen = [&candles.open, &candles.high, &candles.low, &candles.close];
    let shown = seen.into_iter().flatten().map(|p| decimals(*p)).max()?;
    let usual = (5.0 - last.log10()).ceil().clamp(0.0, f64::from(MAX_DECIMALS)) as u32;
    // Prices that were computed rather than quoted show digits no venue has.
    let tick = if shown > usual + 3 { usual } else { shown.max(usual) }.min(MAX_DECIMALS);
    let lot = last.log10().ceil().clamp(0.0, f64::from(MAX_DECIMALS)) as u32;
    Some(Instrument {
        id,
        tick: Decimal::new(1, tick),
        lot: Decimal::new(1, lot),
        min_quantity: Decimal::new(1, lot),
        min_notional: Decimal::ONE,
        maker_fee: Decimal::new(1, 3),
        taker_fee: Decimal::new(1, 3),
    })
}

/// Decimals in the shortest text that reads back as the same number.
fn decimals(price: f64) -> u32 {
    let text = price.to_string();
    text.split_once('.').map_or(0, |(_, fraction)| u32::try_from(fraction.len()).unwrap_or(u32::MAX))
}

/// A recorded price as a decimal: the shortest that reads back as the same number, on the instrument's grid.
pub fn decimal(price: f64, instrument: &Instrument) -> Option<Decimal> {
    let exact: Decimal = price.to_string().parse().ok()?;
    let rounded = instrument.round_price(exact);
    (rounded > Decimal::ZERO).then_some(rounded)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use domain::{Candle, Timeframe, VenueId};

    use super::*;

    fn steps(prices: [f64; 4]) -> (String, String) {
        let [open, high, low, close] = prices;
        let candle = Candle { time_ms: 0, open, high, low, close, volume: 1.0 };
        let candles = Candles::from_candles(Timeframe::H1, [candle]);
        let id = InstrumentId::new(VenueId::new("coinbase"), "BTC/USD".parse().unwrap());
        let i = infer(id, &candles).unwrap();
        (i.tick.to_string(), i.lot.to_string())
    }

    #[test]
    fn steps_follow_the_price() {
        let text = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(steps([8051.0, 8056.83, 8021.23, 8035.88]), text("0.01", "0.0001"));
        assert_eq!(steps([8051.0, 8056.0, 8021.0, 8035.0]), text("0.01", "0.0001"));
        assert_eq!(steps([1.23456, 1.3, 1.2, 1.23]), text("0.00001", "0.1"));
        assert_eq!(steps([0.5, 0.500001, 0.4, 0.5]), text("0.000001", "1"));
        assert_eq!(steps([100.0, 100.123456789, 99.0, 100.0]), text("0.001", "0.01"));
    }
}
