//! One price of a book: the crowd's quantity and accounts' orders, first come, first served.

use domain::Decimal;

use super::order::{AccountId, OrderId};

/// An account's order in the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    pub order: OrderId,
    pub account: AccountId,
    pub remaining: Decimal,
    /// How much of the crowd stands before it. Rises along the queue, never above the crowd's quantity.
    pub ahead: Decimal,
    pub hidden: bool,
}

/// Part of a level that was taken; `maker`: whose order, `None`: the crowd's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub quantity: Decimal,
    pub maker: Option<OrderId>,
}

/// Why a taking stopped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stop {
    /// Nothing is left to take, or nothing is wanted any more.
    #[default]
    Exhausted,
    /// An account's order was filled; there may be more.
    Filled,
    /// An order of the taker's own account stands in the way.
    OwnAccount,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Level {
    pub crowd: Decimal,
    pub crowd_orders: u32,
    pub own: Vec<Resting>,
}

impl Level {
    pub fn is_empty(&self) -> bool {
        self.crowd.is_zero() && self.own.is_empty()
    }

    /// What the book shows.
    pub fn shown(&self) -> (Decimal, u32) {
        let seen = self.own.iter().filter(|one| !one.hidden);
        let orders = if self.crowd.is_zero() { 0 } else { self.crowd_orders.max(1) };
        let count = seen.clone().count();
        let size = self.crowd + seen.map(|one| one.remaining).sum::<Decimal>();
        (size.normalize(), orders + u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// What a taker of `account` could take.
    pub fn takeable(&self, account: Option<AccountId>) -> Decimal {
        let others = self.own.iter().filter(|one| Some(one.account) != account);
        self.crowd + others.map(|one| one.remaining).sum::<Decimal>()
    }

    /// The crowd quotes another quantity: who leaves, leaves from the back; who comes, comes to the back.
    pub fn set_crowd(&mut self, quantity: Decimal, orders: u32) {
        self.crowd = quantity;
        self.crowd_orders = orders;
        for one in &mut self.own {
            one.ahead = one.ahead.min(quantity);
        }
    }

    pub fn join(&mut self, order: OrderId, account: AccountId, remaining: Decimal, hidden: bool) {
        self.own.push(Resting { order, account, remaining, ahead: self.crowd, hidden });
    }

    pub fn leave(&mut self, order: OrderId) {
        self.own.retain(|one| one.order != order);
    }

    /// An order wants only that much from now on; it keeps its place.
    pub fn cut(&mut self, order: OrderId, remaining: Decimal) {
        for one in self.own.iter_mut().filter(|one| one.order == order) {
            one.remaining = remaining;
        }
    }

    /// Takes up to `wanted`, front first, and stops after the first order of an account's: what its fill does to other
    /// orders comes before they are taken.
    pub fn take(&mut self, wanted: Decimal, account: Option<AccountId>) -> (Vec<Part>, Stop) {
        let (mut parts, mut left, mut crowd) = (Vec::new(), wanted, Decimal::ZERO);
        let mut stop = Stop::Exhausted;
        if let Some(one) = self.own.first_mut() {
            take_crowd(&mut parts, &mut left, &mut crowd, one.ahead);
            if !left.is_zero() && Some(one.account) == account {
                stop = Stop::OwnAccount;
            } else if !left.is_zero() {
                let quantity = left.min(one.remaining);
                one.remaining -= quantity;
                parts.push(Part { quantity, maker: Some(one.order) });
                stop = Stop::Filled;
            }
        } else {
            take_crowd(&mut parts, &mut left, &mut crowd, self.crowd);
        }
        self.crowd -= crowd;
        for one in &mut self.own {
            one.ahead = (one.ahead - crowd).max(Decimal::ZERO);
        }
        self.own.retain(|one| !one.remaining.is_zero());
        (parts, stop)
    }
}

/// Takes of the crowd what stands before `until`, of which `taken` is gone already.
fn take_crowd(parts: &mut Vec<Part>, left: &mut Decimal, taken: &mut Decimal, until: Decimal) {
    let quantity = (until - *taken).min(*left);
    if quantity > Decimal::ZERO {
        parts.push(Part { quantity, maker: None });
        *left -= quantity;
        *taken += quantity;
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const ME: AccountId = AccountId(1);
    const YOU: AccountId = AccountId(2);

    fn level() -> Level {
        let mut level = Level::default();
        level.set_crowd(Decimal::from(5), 2);
        level.join(OrderId(1), ME, Decimal::from(2), false);
        level.set_crowd(Decimal::from(8), 3);
        level.join(OrderId(2), YOU, Decimal::from(1), true);
        level
    }

    fn taken(level: &mut Level, wanted: i64) -> Vec<(i64, Option<u64>)> {
        use rust_decimal::prelude::ToPrimitive as _;
        let (mut left, mut all) = (Decimal::from(wanted), Vec::new());
        loop {
            let (parts, stop) = level.take(left, None);
            left -= parts.iter().map(|part| part.quantity).sum::<Decimal>();
            all.extend(parts.iter().map(|part| (part.quantity.to_i64().unwrap(), part.maker.map(|id| id.0))));
            if stop != Stop::Filled {
                return all;
            }
        }
    }

    #[test]
    fn who_came_first_is_filled_first() {
        assert_eq!(taken(&mut level(), 4), [(4, None)]);
        assert_eq!(taken(&mut level(), 6), [(5, None), (1, Some(1))]);
        assert_eq!(taken(&mut level(), 99), [(5, None), (2, Some(1)), (3, None), (1, Some(2))]);
    }

    #[test]
    fn what_was_taken_moves_the_rest_forward() {
        let mut level = level();
        assert_eq!(taken(&mut level, 4), [(4, None)]);
        assert_eq!(taken(&mut level, 2), [(1, None), (1, Some(1))]);
        assert_eq!(taken(&mut level, 2), [(1, Some(1)), (1, None)]);
    }

    #[test]
    fn the_crowd_leaves_from_the_back() {
        let mut level = level();
        level.set_crowd(Decimal::from(6), 2);
        assert_eq!(taken(&mut level, 99), [(5, None), (2, Some(1)), (1, None), (1, Some(2))]);
    }

    #[test]
    fn hidden_orders_are_not_shown_and_own_orders_are_not_taken() {
        let mut level = level();
        assert_eq!(level.shown(), (Decimal::from(10), 4));
        assert_eq!(level.takeable(Some(ME)), Decimal::from(9));
        let (parts, stop) = level.take(Decimal::from(9), Some(ME));
        assert_eq!((parts.len(), stop), (1, Stop::OwnAccount));
        assert_eq!(level.crowd, Decimal::from(3));
    }
}
