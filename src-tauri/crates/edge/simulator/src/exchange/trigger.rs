//! Stops: waiting for their price, trailing it, set off by it.

use domain::{Decimal, OrderType, Side, Symbol};

use super::Exchange;
use super::admit::is_passed;
use super::event::Event;
use super::order::{CancelReason, Order, OrderId, State, Wallet};

impl Exchange {
    /// Sets off the stops of a market that the last price has reached, and those that their fills reach.
    pub(super) fn set_off(&mut self, symbol: &Symbol) {
        // each round ends one waiting order at least
        loop {
            let Some(last) = self.last_price(symbol) else { return };
            self.trail(symbol, last);
            let reached = |order: &&Order| &order.symbol == symbol && is_passed(order, last);
            let next = self.waiting.iter().filter_map(|id| self.orders.get(id)).find(reached);
            let Some(id) = next.map(|order| order.id) else { return };
            self.fire(id);
        }
    }

    /// Stops that trail follow the best price; they never go back.
    fn trail(&mut self, symbol: &Symbol, last: Decimal) {
        for id in &self.waiting {
            let Some(order) = self.orders.get_mut(id) else { continue };
            let (Some(trail), Some(stop)) = (order.trail, order.stop_price) else { continue };
            if order.order_type == OrderType::TrailingStop && &order.symbol == symbol {
                order.stop_price = Some(match order.side {
                    Side::Buy => stop.min(last + trail),
                    Side::Sell => stop.max(last - trail),
                });
            }
        }
    }

    fn fire(&mut self, id: OrderId) {
        self.waiting.remove(&id);
        let Some(before) = self.orders.get(&id).cloned() else { return };
        let beyond = self.beyond(&before);
        if before.state == State::Open {
            self.leave_book(&before);
        }
        let Some(order) = self.orders.get_mut(&id) else { return };
        order.price = beyond.or(order.price);
        order.state = State::Open;
        order.triggered = true;
        order.updated_ms = self.now_ms;
        let order = order.clone();
        self.events.push(Event::OrderTriggered { order: order.clone() });
        self.cancel_others_of(&order);
        if self.can_pay(&order) {
            self.go(id, false);
        } else {
            self.end(id, CancelReason::InsufficientFunds);
        }
    }

    /// How far a bracket takes once it is set off, on its market's ticks.
    fn beyond(&self, order: &Order) -> Option<Decimal> {
        let stop = order.stop_price.filter(|_| order.order_type == OrderType::Limit)?;
        let twentieth = stop / Decimal::from(20);
        let price = if order.side == Side::Buy { stop + twentieth } else { stop - twentieth };
        let tick = self.listing(&order.symbol).map_or(Decimal::ZERO, |listing| listing.tick);
        Some(if tick.is_zero() { price } else { (price / tick).floor() * tick })
    }

    fn can_pay(&self, order: &Order) -> bool {
        let (Some(account), Some(market)) =
            (self.accounts.get(&order.account), self.markets.get(&order.symbol))
        else {
            return false;
        };
        order.wallet == Wallet::Margin || self.check_funds(account, order, market).is_ok()
    }
}
