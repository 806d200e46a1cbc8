//! Orders meet the book.

use domain::{Decimal, OrderType, Side, Symbol, TimeInForce};

use super::Exchange;
use super::admit::{breaks_post_only, has_limit};
use super::event::Event;
use super::level::Stop;
use super::order::{AccountId, CancelReason, NewOrder, Order, OrderId, State};
use super::reject::Reject;

impl Exchange {
    pub(super) fn enter(&mut self, account: AccountId, new: NewOrder, half: bool) -> Result<OrderId, Reject> {
        let order = match self.admit(account, &new) {
            Ok(order) => order,
            Err(reject) => {
                self.note_reject(account, new, reject.clone());
                return Err(reject);
            }
        };
        let (id, symbol) = (order.id, order.symbol.clone());
        self.next_order += 1;
        self.keep(order.clone());
        self.events.push(Event::OrderAccepted { order });
        self.go(id, half);
        self.set_off(&symbol);
        self.tell(&symbol);
        Ok(id)
    }

    /// Takes both orders or neither; both stand before either meets the book, so that one that fills at once finds the
    /// other to take off.
    pub(super) fn enter_pair(
        &mut self,
        account: AccountId,
        pair: [NewOrder; 2],
    ) -> Result<[OrderId; 2], Reject> {
        let admitted = pair.each_ref().map(|new| self.admit(account, new));
        let [first, mut second] = match admitted {
            [Ok(first), Ok(second)] => [first, second],
            [Err(reject), _] | [_, Err(reject)] => {
                for new in pair {
                    self.note_reject(account, new, reject.clone());
                }
                return Err(reject);
            }
        };
        second.id = OrderId(first.id.0 + 1);
        let (ids, symbol) = ([first.id, second.id], first.symbol.clone());
        self.next_order += 2;
        for order in [first, second] {
            self.keep(order.clone());
            self.events.push(Event::OrderAccepted { order });
        }
        ids.into_iter().for_each(|id| self.go(id, false));
        self.set_off(&symbol);
        self.tell(&symbol);
        Ok(ids)
    }

    fn keep(&mut self, order: Order) {
        let Some(account) = self.accounts.get_mut(&order.account) else { return };
        account.orders.push(order.id);
        account.working.insert(order.id);
        if let Some(client_id) = &order.client_id {
            account.client_ids.insert(client_id.clone(), order.id);
        }
        if order.stop_price.is_some() {
            self.waiting.insert(order.id);
        }
        self.stale.insert(order.account);
        self.orders.insert(order.id, order);
    }

    /// Matches an order that is not waiting, and rests or ends what is left of it.
    pub(super) fn go(&mut self, id: OrderId, half: bool) {
        let Some(order) = self.orders.get(&id).filter(|order| order.state == State::Open).cloned() else {
            return;
        };
        if let Some(reason) = self.broken_promise(&order) {
            self.end(id, reason);
            return;
        }
        let Some(market) = self.markets.get(&order.symbol) else { return };
        let wanted = if half { half_of(&order, market.listing.lot) } else { order.remaining() };
        let (left, mut stop) = self.sweep(&order.symbol, order.side, order.price, wanted, Some(&order));
        if half && left < wanted && stop != Stop::OwnAccount {
            stop = self.leave_alone(&order);
        }
        self.rest(id, stop == Stop::OwnAccount);
    }

    /// After half a fill nobody else is there for the rest: a limit order rests without crossing.
    fn leave_alone(&mut self, order: &Order) -> Stop {
        let (Some(market), Some(price)) = (self.markets.get_mut(&order.symbol), order.price) else {
            return Stop::Exhausted;
        };
        market.withdraw_crowd(order.side, price);
        let left = self.orders.get(&order.id).map_or(Decimal::ZERO, Order::remaining);
        self.sweep(&order.symbol, order.side, order.price, left, Some(order)).1
    }

    /// Takes and settles, match by match; what is left of `quantity`, and why it stopped. `taker`: none for the crowd.
    pub(super) fn sweep(
        &mut self,
        symbol: &Symbol,
        side: Side,
        limit: Option<Decimal>,
        quantity: Decimal,
        taker: Option<&Order>,
    ) -> (Decimal, Stop) {
        let mut left = quantity;
        loop {
            let Some(market) = self.markets.get_mut(symbol) else { return (left, Stop::Exhausted) };
            let taken = market.take(side, limit, left, taker.map(|order| order.account));
            for one in &taken.matches {
                left -= one.quantity;
                self.settle(symbol, side, taker.map(|order| order.id), one);
            }
            if taken.stop != Stop::Filled {
                return (left, taken.stop);
            }
        }
    }

    fn broken_promise(&self, order: &Order) -> Option<CancelReason> {
        let market = self.markets.get(&order.symbol)?;
        if breaks_post_only(order, market).is_some() {
            return Some(CancelReason::PostOnly);
        }
        if order.time_in_force == TimeInForce::Fok {
            let wanted = order.remaining();
            let (got, _) = market.takeable(order.side, order.price, wanted, Some(order.account));
            return (got < wanted).then_some(CancelReason::FillOrKill);
        }
        None
    }

    fn rest(&mut self, id: OrderId, blocked: bool) {
        let Some(order) = self.orders.get(&id).filter(|order| order.is_working()).cloned() else { return };
        let ends = match (order.time_in_force, has_limit(order.order_type)) {
            _ if blocked => Some(CancelReason::SelfTrade),
            (TimeInForce::Ioc, _) if order.order_type != OrderType::Market => {
                Some(CancelReason::ImmediateOrCancel)
            }
            (TimeInForce::Fok, _) => Some(CancelReason::FillOrKill),
            (_, false) => Some(CancelReason::NoLiquidity),
            (_, true) => None,
        };
        if let Some(reason) = ends {
            self.end(id, reason);
        } else if let (Some(market), Some(price)) = (self.markets.get_mut(&order.symbol), order.price) {
            let (account, remaining, hidden) = (order.account, order.remaining(), order.hidden);
            market.change(order.side, price, |level| level.join(id, account, remaining, hidden));
        }
    }

    /// Ends a working order; `false`: it had ended.
    pub(super) fn end(&mut self, id: OrderId, reason: CancelReason) -> bool {
        let Some(order) = self.orders.get_mut(&id).filter(|order| order.is_working()) else { return false };
        order.state = State::Canceled;
        order.reason = Some(reason);
        order.updated_ms = self.now_ms;
        let order = order.clone();
        self.leave_book(&order);
        self.waiting.remove(&id);
        self.stale.insert(order.account);
        if let Some(account) = self.accounts.get_mut(&order.account) {
            account.working.remove(&id);
        }
        self.events.push(Event::OrderCanceled { order, reason });
        true
    }

    pub(super) fn leave_book(&mut self, order: &Order) {
        if let (Some(market), Some(price)) = (self.markets.get_mut(&order.symbol), order.price) {
            market.change(order.side, price, |level| level.leave(order.id));
        }
    }
}

/// Half of what is left, in whole lots, at least one.
fn half_of(order: &Order, lot: Decimal) -> Decimal {
    let half = order.remaining() / Decimal::TWO;
    if lot.is_zero() { half } else { ((half / lot).floor() * lot).max(lot).min(order.remaining()) }
}
