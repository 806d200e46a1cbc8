//! What a book still offers while orders eat from it.

use domain::{Book, Decimal, Instrument, Level, Side};

/// Slippage added to each taker's price, in basis points.
const BPS: Decimal = Decimal::from_parts(1, 0, 0, false, 4);

/// One execution: price and quantity.
pub type Execution = (Decimal, Decimal);

/// Both sides of a book, used up in the course of one event.
#[derive(Debug, Clone)]
pub struct Liquidity {
    bids: Vec<Level>,
    asks: Vec<Level>,
}

impl Liquidity {
    pub fn of(book: &Book) -> Self {
        Self { bids: book.bids.clone(), asks: book.asks.clone() }
    }

    /// What an order of this side can meet, best first.
    pub fn facing(&self, side: Side) -> &[Level] {
        match side {
            Side::Buy => &self.asks,
            Side::Sell => &self.bids,
        }
    }

    pub fn best(&self, side: Side) -> Option<Decimal> {
        self.facing(side).iter().find(|l| l.size > Decimal::ZERO).map(|l| l.price)
    }

    /// Takes `quantity` away from level `index`.
    pub fn consume(&mut self, side: Side, index: usize, quantity: Decimal) {
        let levels = match side {
            Side::Buy => &mut self.asks,
            Side::Sell => &mut self.bids,
        };
        if let Some(level) = levels.get_mut(index) {
            level.size -= quantity;
        }
    }
}

/// The price a taker gets at a level: worse by the slippage, on the tick grid, never beyond the limit.
pub fn slipped(
    instrument: &Instrument,
    side: Side,
    price: Decimal,
    slippage_bps: Decimal,
    limit: Option<Decimal>,
) -> Decimal {
    let moved = price * slippage_bps * BPS;
    let ticks =
        if instrument.tick.is_zero() { moved } else { (moved / instrument.tick).ceil() * instrument.tick };
    let worse = match side {
        Side::Buy => price + ticks,
        // A sale below nothing is no sale.
        Side::Sell => (price - ticks).max(instrument.tick).min(price),
    };
    match (side, limit) {
        (Side::Buy, Some(limit)) => worse.min(limit.max(price)),
        (Side::Sell, Some(limit)) => worse.max(limit.min(price)),
        (_, None) => worse,
    }
}

/// How `quantity` would execute against these levels now.
pub fn walk(
    levels: &[Level],
    instrument: &Instrument,
    side: Side,
    quantity: Decimal,
    slippage_bps: Decimal,
    limit: Option<Decimal>,
) -> Vec<Execution> {
    let mut left = quantity;
    let mut out = Vec::new();
    for level in levels {
        let beyond = limit.is_some_and(|limit| match side {
            Side::Buy => level.price > limit,
            Side::Sell => level.price < limit,
        });
        if beyond || left <= Decimal::ZERO {
            break;
        }
        let size = instrument.round_quantity(level.size.min(left));
        if size > Decimal::ZERO {
            out.push((slipped(instrument, side, level.price, slippage_bps, limit), size));
            left -= size;
        }
    }
    out
}
