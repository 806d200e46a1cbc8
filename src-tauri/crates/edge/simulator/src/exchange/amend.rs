//! Changes to working orders.

use super::Exchange;
use super::event::Event;
use super::order::{AccountId, Amendment, Order, OrderId, State};
use super::reject::Reject;

impl Exchange {
    pub(super) fn change_order(
        &mut self,
        owner: AccountId,
        id: OrderId,
        change: Amendment,
    ) -> Result<(), Reject> {
        let before = self.working_order(owner, id)?.clone();
        let after = self.amended(&before, change)?;
        // who only wants less keeps its place in the queue
        let keeps_place = after.state == State::Open
            && after.price == before.price
            && after.hidden == before.hidden
            && after.quantity <= before.quantity;
        let symbol = after.symbol.clone();
        self.stale.insert(owner);
        self.orders.insert(id, after.clone());
        if let (Some(client_id), Some(account)) = (&after.client_id, self.accounts.get_mut(&owner)) {
            account.client_ids.insert(client_id.clone(), id);
        }
        self.events.push(Event::OrderAmended { order: after.clone() });
        if keeps_place {
            if let (Some(market), Some(price)) = (self.markets.get_mut(&symbol), after.price) {
                market.change(after.side, price, |level| level.cut(id, after.remaining()));
            }
        } else if after.state == State::Open {
            self.leave_book(&before);
            self.go(id, false);
        }
        self.set_off(&symbol);
        self.tell(&symbol);
        Ok(())
    }

    fn amended(&self, before: &Order, change: Amendment) -> Result<Order, Reject> {
        let mut after = before.clone();
        let account = self.accounts.get(&before.account).ok_or(Reject::UnknownAccount)?;
        let market = self
            .markets
            .get(&before.symbol)
            .ok_or_else(|| Reject::UnknownSymbol { symbol: before.symbol.to_string() })?;
        after.quantity = change.quantity.unwrap_or(before.quantity);
        after.price = before.price.map(|price| change.price.unwrap_or(price));
        after.stop_price = before.stop_price.map(|price| change.stop_price.unwrap_or(price));
        if let (Some(trail), true) = (change.trail, before.trail.is_some()) {
            let last = market.tape.last().0;
            after.trail = Some(trail);
            after.stop_price =
                Some(if before.side == domain::Side::Buy { last + trail } else { last - trail });
        }
        after.post_only = change.post_only.unwrap_or(before.post_only);
        after.reduce_only = change.reduce_only.unwrap_or(before.reduce_only);
        after.hidden = change.hidden.unwrap_or(before.hidden);
        after.client_id = change.client_id.or(after.client_id);
        after.tag = change.tag.unwrap_or(after.tag);
        if after == *before {
            return Err(Reject::NothingToAmend);
        }
        after.updated_ms = self.now_ms;
        self.check_numbers(&mut after, &market.listing, market.tape.last().0)?;
        if after.quantity <= after.filled {
            return Err(Reject::QuantityTooSmall { quantity: after.quantity, minimum: after.filled });
        }
        if after.state == State::Open
            && after.post_only
            && after.price.is_some_and(|price| market.crosses(after.side, price))
        {
            return Err(Reject::PostOnlyWouldTake { price: after.price.unwrap_or_default() });
        }
        self.check_funds(account, &after, market)?;
        Ok(after)
    }

    pub(super) fn working_order(&self, owner: AccountId, id: OrderId) -> Result<&Order, Reject> {
        let order = self.order(owner, id).ok_or(Reject::UnknownOrder { id })?;
        if order.is_working() { Ok(order) } else { Err(Reject::OrderEnded { id }) }
    }
}
