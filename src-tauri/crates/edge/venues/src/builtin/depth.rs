//! The order book of the built-in market at any moment.

use domain::{Book, Decimal, Level, Side};

use super::noise::{bits, key, uniform};
use super::series::{SECOND_MS, Series};

pub const LEVELS: usize = 25;
/// Sizes move this often.
pub const STEP_MS: i64 = 250;
/// A price level is there or not for this long.
const RESTING_MS: i64 = 10_000;
/// One level in so many is missing.
const MISSING: u64 = 5;
/// Value of a usual level near the price, in quote currency.
const LEVEL_VALUE: f64 = 2_500.0;

/// The random streams of one instrument's book and trades.
#[derive(Debug, Clone, Copy)]
pub struct Depth {
    taker_key: u64,
    level_key: u64,
}

impl Depth {
    pub fn new(seed: u64, series: &Series) -> Self {
        Self { taker_key: series.stream(seed, 400), level_key: series.stream(seed, 401) }
    }

    /// Who takes in this second: a buyer lifts the ask, a seller hits the bid.
    pub fn taker(&self, second: i64) -> Side {
        if bits(self.taker_key, second) & 1 == 0 { Side::Buy } else { Side::Sell }
    }

    /// Best bid and ask in ticks, `last` being the price traded in this second.
    pub fn touch(&self, second: i64, last: i64) -> (i64, i64) {
        let spread = [1, 1, 1, 2][(bits(self.taker_key, second) >> 8) as usize % 4];
        match self.taker(second) {
            Side::Buy => (last - spread, last),
            Side::Sell => (last, last + spread),
        }
    }

    /// The book of the quarter second that contains `time_ms`, 25 levels a side.
    pub fn book(&self, series: &Series, time_ms: i64) -> Book {
        let second = time_ms.div_euclid(SECOND_MS);
        let (last, _) = series.tick(second);
        let (bid, ask) = self.touch(second, last);
        let side = |best: i64, away: i64| self.side(series, time_ms, best, away);
        Book { bids: side(bid, -1), asks: side(ask, 1), time_ms }
    }

    fn side(&self, series: &Series, time_ms: i64, best: i64, away: i64) -> Vec<Level> {
        let decimals = series.listing.price_decimals;
        (0..)
            .map(|i| best + away * i)
            .filter(|price| *price == best || !self.is_missing(time_ms, *price))
            .take(LEVELS)
            .enumerate()
            .map(|(i, price)| Level {
                price: Decimal::new(price, decimals),
                size: self.size(series, time_ms, price, i),
            })
            .collect()
    }

    fn is_missing(&self, time_ms: i64, price: i64) -> bool {
        let while_resting = time_ms.div_euclid(RESTING_MS);
        bits(key(self.level_key, "gap", while_resting as u64), price).is_multiple_of(MISSING)
    }

    /// Deeper levels hold more; each has its own size for a while and trembles around it.
    fn size(&self, series: &Series, time_ms: i64, price: i64, level: usize) -> Decimal {
        let resting = key(self.level_key, "size", time_ms.div_euclid(RESTING_MS) as u64);
        let trembling = key(self.level_key, "step", time_ms.div_euclid(STEP_MS) as u64);
        let shape = (0.3 + 1.4 * uniform(resting, price)) * (0.85 + 0.3 * uniform(trembling, price));
        let usual = LEVEL_VALUE / series.listing.price * (0.5 + 0.15 * level as f64);
        let lots = (usual * shape * series.listing.lots_per_unit()) as i64;
        Decimal::new(lots.max(1), series.listing.lot_decimals)
    }
}
