//! The book of one market: the crowd's levels, accounts' resting orders, and what was told of them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Decimal, Side, Symbol};

use super::candles::Hours;
use super::crowd::Crowd;
use super::event::BookChange;
use super::grid::Grid;
use super::hash::{mix, of_text};
use super::ladder::Ladder;
use super::level::{Level, Stop};
use super::order::{AccountId, OrderId};
use super::past::{MINUTE_MS, Past};
use super::path::Path;
use super::requote::Quotes;
use super::setup::Listing;
use super::tape::Tape;
use super::view::{BookLevel, BookView, DayTicker, ExactCandle, Range};

/// Part of a taking: a price, and the order there if it was an account's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    pub price: Decimal,
    pub quantity: Decimal,
    pub maker: Option<OrderId>,
}

/// What a taker got until it stopped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    pub matches: Vec<Match>,
    pub stop: Stop,
}

#[derive(Debug)]
pub struct Market {
    pub listing: Listing,
    pub path: Path,
    pub grid: Grid,
    pub crowd: Crowd,
    pub tape: Tape,
    hours: Hours,
    pub bids: Ladder,
    pub asks: Ladder,
    pub quotes: Quotes,
    shown: [BTreeMap<Decimal, (Decimal, u32)>; 2],
    touched: BTreeSet<(bool, Decimal)>,
    sequence: u64,
    changed_ms: i64,
    /// No orders are taken; those that rest stay.
    pub halted: bool,
}

impl Market {
    pub fn new(listing: Listing, seed: u64, now_ms: i64) -> Self {
        let (path, grid) = (Path::new(seed, &listing.symbol), Grid::new(&listing));
        let key = mix(seed, of_text(&listing.symbol.to_string()));
        let past = Past { key, path, grid };
        Self {
            path,
            grid,
            crowd: Crowd::new(key, &path, &grid),
            tape: Tape::new(past, now_ms),
            hours: Hours::default(),
            bids: Ladder::new(Side::Buy),
            asks: Ladder::new(Side::Sell),
            quotes: Quotes::default(),
            shown: [BTreeMap::new(), BTreeMap::new()],
            touched: BTreeSet::new(),
            sequence: 0,
            changed_ms: now_ms,
            halted: false,
            listing,
        }
    }

    pub fn symbol(&self) -> &Symbol {
        &self.listing.symbol
    }

    pub fn ladder(&self, side: Side) -> &Ladder {
        match side {
            Side::Buy => &self.bids,
            Side::Sell => &self.asks,
        }
    }

    /// Changes a level and notes that it must be told.
    pub fn change<T>(&mut self, side: Side, price: Decimal, change: impl FnOnce(&mut Level) -> T) -> T {
        self.touched.insert((side == Side::Sell, price));
        match side {
            Side::Buy => self.bids.change(price, change),
            Side::Sell => self.asks.change(price, change),
        }
    }

    /// Would an order of that side and limit trade at once?
    pub fn crosses(&self, side: Side, limit: Decimal) -> bool {
        let other = self.ladder(side.opposite());
        other.best().is_some_and(|best| other.is_reached(best, Some(limit)))
    }

    /// Takes from the other side up to `quantity`, no worse than `limit`, and no further than the first order of an
    /// account's.
    pub fn take(
        &mut self,
        side: Side,
        limit: Option<Decimal>,
        quantity: Decimal,
        account: Option<AccountId>,
    ) -> Taken {
        let (mut taken, mut left) = (Taken::default(), quantity);
        while left > Decimal::ZERO && taken.stop == Stop::Exhausted {
            let other = self.ladder(side.opposite());
            let Some(price) = other.best().filter(|best| other.is_reached(*best, limit)) else { break };
            let (parts, stop) = self.change(side.opposite(), price, |level| level.take(left, account));
            taken.stop = stop;
            for part in parts {
                left -= part.quantity;
                taken.matches.push(Match { price, quantity: part.quantity, maker: part.maker });
            }
        }
        taken
    }

    /// What a taking would get: quantity and value. Changes nothing.
    pub fn takeable(
        &self,
        side: Side,
        limit: Option<Decimal>,
        quantity: Decimal,
        account: Option<AccountId>,
    ) -> (Decimal, Decimal) {
        let other = self.ladder(side.opposite());
        let (mut got, mut value) = (Decimal::ZERO, Decimal::ZERO);
        for (price, level) in other.iter().take_while(|(price, _)| other.is_reached(**price, limit)) {
            let part = level.takeable(account).min(quantity - got);
            got += part;
            value += part * price;
            if got >= quantity {
                break;
            }
        }
        (got, value)
    }

    /// Everybody else withdraws what an order of that side and limit would meet.
    pub fn withdraw_crowd(&mut self, side: Side, limit: Decimal) {
        let other = self.ladder(side.opposite());
        let reached = other.iter().map(|(price, _)| *price).take_while(|p| other.is_reached(*p, Some(limit)));
        for price in reached.collect::<Vec<_>>() {
            self.change(side.opposite(), price, |level| level.set_crowd(Decimal::ZERO, 0));
        }
    }

    /// The levels whose shown size changed since it was last asked; those that went first, so that a book that follows
    /// never crosses on the way.
    pub fn told_changes(&mut self, now_ms: i64) -> Vec<BookChange> {
        let touched = std::mem::take(&mut self.touched);
        let mut changes = Vec::new();
        for (is_ask, price) in touched {
            let side = if is_ask { Side::Sell } else { Side::Buy };
            let (size, orders) = self.ladder(side).get(price).map(Level::shown).unwrap_or_default();
            let shown = &mut self.shown[usize::from(is_ask)];
            let before = shown.get(&price).map_or(Decimal::ZERO, |(size, _)| *size);
            if before == size {
                continue;
            }
            if size.is_zero() {
                shown.remove(&price);
            } else {
                shown.insert(price, (size, orders));
            }
            changes.push((side, price, size, orders));
        }
        changes.sort_by_key(|(_, _, size, _)| !size.is_zero());
        if !changes.is_empty() {
            self.changed_ms = now_ms;
        }
        changes
            .into_iter()
            .map(|(side, price, size, orders)| {
                self.sequence += 1;
                let (symbol, sequence) = (self.symbol().clone(), self.sequence);
                BookChange { symbol, side, price, size, orders, sequence, time_ms: now_ms }
            })
            .collect()
    }

    /// The book as it was last told.
    pub fn view(&self, depth: usize) -> BookView {
        let level = |(price, (size, orders)): (&Decimal, &(Decimal, u32))| BookLevel {
            price: *price,
            size: *size,
            orders: *orders,
        };
        BookView {
            bids: self.shown[0].iter().rev().take(depth).map(level).collect(),
            asks: self.shown[1].iter().take(depth).map(level).collect(),
            sequence: self.sequence,
            time_ms: self.changed_ms,
        }
    }

    /// Candles of `(length_ms, offset_ms)`.
    pub fn candles(&self, grid: (i64, i64), range: Range, now_ms: i64) -> Vec<ExactCandle> {
        self.hours.candles(&self.tape, grid, range, now_ms)
    }

    /// The touch, the last trade, and the 23 whole hours before this one with what has passed of it.
    pub fn day(&self, now_ms: i64) -> DayTicker {
        let minute = now_ms.div_euclid(MINUTE_MS);
        let first = (minute.div_euclid(60) - 23) * 60;
        let (last, last_size, last_id) = self.tape.last();
        let day = self.hours.span(&self.tape, first, minute + 1, now_ms);
        let day = day.unwrap_or_else(|| ExactCandle::flat(first * MINUTE_MS, last));
        let touch = self.view(1);
        let best =
            |side: &[BookLevel]| side.first().map(|level| (level.price, level.size)).unwrap_or_default();
        let ((bid, bid_size), (ask, ask_size)) = (best(&touch.bids), best(&touch.asks));
        DayTicker {
            bid,
            bid_size,
            ask,
            ask_size,
            last,
            last_size,
            last_id,
            open: day.open,
            high: day.high.max(last),
            low: day.low.min(last),
            volume: day.volume,
            quote_volume: day.quote_volume,
            trades: day.trades,
            time_ms: now_ms,
        }
    }
}
