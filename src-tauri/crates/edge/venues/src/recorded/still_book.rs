//! A book around a price at which the market stands still.

use domain::{Book, Decimal, Instrument, Level};

use crate::builtin::noise::{key, uniform};

pub const LEVELS: usize = 25;
/// Half of the spread, and the distance of levels: half and one basis point of the price.
const HALF_SPREAD: Decimal = Decimal::from_parts(5, 0, 0, false, 5);
const SPACING: Decimal = Decimal::from_parts(1, 0, 0, false, 4);
/// Value of the first level, in quote currency; each deeper one holds a tenth more.
const LEVEL_VALUE: f64 = 5_000.0;

/// The book: the same for the same instrument and price, with 25 levels a side.
pub fn book(instrument: &Instrument, last: Decimal, time_ms: i64) -> Book {
    let side = |away: Decimal, stream: u64| {
        let half = instrument.tick.max(instrument.round_price(last * HALF_SPREAD));
        let spacing = instrument.tick.max(instrument.round_price(last * SPACING));
        let sizes = key(stream, instrument.id.symbol.base(), 0);
        (0..LEVELS)
            .map(|i| Level {
                price: last + away * (half + spacing * Decimal::from(i)),
                size: size(instrument, last, sizes, i),
            })
            .filter(|l| l.price > Decimal::ZERO)
            .collect()
    };
    Book { bids: side(Decimal::NEGATIVE_ONE, 1), asks: side(Decimal::ONE, 2), time_ms }
}

fn size(instrument: &Instrument, last: Decimal, stream: u64, level: usize) -> Decimal {
    let value = LEVEL_VALUE * (1.0 + 0.1 * level as f64) * (0.5 + uniform(stream, level as i64));
    let quantity = Decimal::from(value as i64) / last;
    instrument.round_quantity(quantity).max(instrument.lot)
}
