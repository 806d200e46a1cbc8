//! Prices, volumes and candles of one instrument, each a pure function of time.

use super::listing::Listing;
use super::noise::{bits, exp, key, uniform};
use super::path::{Edge, Path, SECONDS};
use super::tick_candle::TickCandle;

pub const SECOND_MS: i64 = 1_000;
pub const MINUTE_MS: i64 = 60_000;
/// Fewer lots a minute could leave a second without a trade.
const MIN_MINUTE_LOTS: u64 = 1_000;

/// One instrument of the built-in market under one seed.
#[derive(Debug, Clone)]
pub struct Series {
    pub listing: Listing,
    path: Path,
    volume_key: u64,
    jitter_key: u64,
}

impl Series {
    pub fn new(seed: u64, listing: Listing) -> Self {
        Self {
            listing,
            path: Path::new(seed, &listing),
            volume_key: key(seed, listing.symbol, 300),
            jitter_key: key(seed, listing.symbol, 301),
        }
    }

    /// The key of another random stream of this instrument.
    pub fn stream(&self, seed: u64, index: u64) -> u64 {
        key(seed, self.listing.symbol, index)
    }

    fn ticks(&self, log_price: f64) -> i64 {
        ((exp(log_price) * self.listing.ticks_per_unit() + 0.5).floor() as i64).max(1)
    }

    /// The price in ticks in the second (seconds since 1970) and the volume traded in it, in lots.
    pub fn tick(&self, second: i64) -> (i64, u64) {
        let (minute, s) = (second.div_euclid(60), second.rem_euclid(60));
        let edge = self.path.edge(minute);
        let price = self.ticks(self.path.minute(edge, self.path.edge(minute + 1))[s as usize]);
        let lots = self.minute_lots(minute, edge);
        let before = if s == 0 { 0 } else { self.lots_until(minute, lots, s - 1) };
        (price, self.lots_until(minute, lots, s) - before)
    }

    /// Lots traded in a minute: more in wild ones.
    fn minute_lots(&self, minute: i64, edge: Edge) -> u64 {
        let wild = edge.volatility;
        let units = self.listing.minute_volume * wild * (0.4 + 1.2 * uniform(self.volume_key, minute));
        ((units * self.listing.lots_per_unit()) as u64).max(MIN_MINUTE_LOTS)
    }

    /// Lots traded from the start of the minute to the end of second `s` of it. Each second's share differs by up
    /// to 12/13 from the even one, so it is above zero.
    fn lots_until(&self, minute: i64, lots: u64, s: i64) -> u64 {
        let even = lots * (s as u64 + 1) / SECONDS as u64;
        if s as usize == SECONDS - 1 {
            return even;
        }
        let reach = lots / 130;
        even - reach + bits(self.jitter_key, minute * 64 + s) % (2 * reach + 1)
    }

    /// The candle of the seconds `0..=last` of a minute.
    pub fn minute(&self, minute: i64, last: usize) -> TickCandle {
        self.between(minute, self.path.edge(minute), self.path.edge(minute + 1), last)
    }

    fn between(&self, minute: i64, from: Edge, to: Edge, last: usize) -> TickCandle {
        let path = self.path.minute(from, to);
        let seen = &path[..=last.min(SECONDS - 1)];
        let high = seen.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let low = seen.iter().copied().fold(f64::INFINITY, f64::min);
        TickCandle {
            time_ms: minute * MINUTE_MS,
            open: self.ticks(seen[0]),
            high: self.ticks(high),
            low: self.ticks(low),
            close: self.ticks(seen[seen.len() - 1]),
            volume: self.lots_until(minute, self.minute_lots(minute, from), seen.len() as i64 - 1),
        }
    }

    /// One candle of the whole minutes `from..to`; `None`: no minutes.
    pub fn minutes(&self, from: i64, to: i64) -> Option<TickCandle> {
        let mut edge = self.path.edge(from);
        let whole = |minute| {
            let next = self.path.edge(minute + 1);
            self.between(minute, std::mem::replace(&mut edge, next), next, SECONDS - 1)
        };
        (from..to).map(whole).reduce(TickCandle::join)
    }
}

#[cfg(test)]
#[path = "series_tests.rs"]
mod tests;
