//! A market's steps as whole numbers: prices in ticks, quantities in lots.

use domain::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::setup::Listing;

/// Turns ticks and lots into decimals.
#[derive(Debug, Clone, Copy)]
pub struct Grid {
    tick: Decimal,
    lot: Decimal,
    ticks_per_one: f64,
    lots_per_one: f64,
}

impl Grid {
    pub fn new(listing: &Listing) -> Self {
        let per_one = |step: Decimal| 1.0 / step.to_f64().filter(|step| *step > 0.0).unwrap_or(1.0);
        Self {
            tick: listing.tick,
            lot: listing.lot,
            ticks_per_one: per_one(listing.tick),
            lots_per_one: per_one(listing.lot),
        }
    }

    /// A price in ticks, with the part of one.
    pub fn ticks(&self, price: f64) -> f64 {
        price * self.ticks_per_one
    }

    /// At least one.
    pub fn lots(&self, quantity: f64) -> i64 {
        ((quantity * self.lots_per_one) as i64).max(1)
    }

    pub fn price(&self, ticks: i64) -> Decimal {
        (Decimal::from(ticks) * self.tick).normalize()
    }

    pub fn quantity(&self, lots: i64) -> Decimal {
        (Decimal::from(lots) * self.lot).normalize()
    }

    /// Ticks times lots as a value; zero where it is beyond what a decimal holds.
    pub fn value(&self, ticks_times_lots: i128) -> Decimal {
        let whole = Decimal::try_from_i128_with_scale(ticks_times_lots, 0).unwrap_or_default();
        let value = whole.checked_mul(self.tick).and_then(|value| value.checked_mul(self.lot));
        value.unwrap_or_default().normalize()
    }
}
