//! Whether an order is taken, and in which numbers.

use domain::{Decimal, OrderType, Side, TimeInForce};
use rust_decimal::RoundingStrategy;

use super::order::{AccountId, Amount, NewOrder, Order, OrderId, State, TriggerWhen, Wallet};
use super::reject::Reject;
use super::setup::{Breach, ClientIdRule, Listing, PriceStep};
use super::{Exchange, Market};

impl Exchange {
    /// The order as it would stand, or why not. Changes nothing.
    pub(super) fn admit(&self, id: AccountId, new: &NewOrder) -> Result<Order, Reject> {
        let account = self.accounts.get(&id).ok_or(Reject::UnknownAccount)?;
        let market = self
            .markets
            .get(&new.symbol)
            .ok_or_else(|| Reject::UnknownSymbol { symbol: new.symbol.to_string() })?;
        if market.halted {
            return Err(Reject::Halted { symbol: new.symbol.clone() });
        }
        self.check_client_id(id, new.client_id.as_deref())?;
        let mut order = self.draft(id, new, market)?;
        self.check_numbers(&mut order, &market.listing, market.tape.last().0)?;
        if order.reduce_only {
            self.check_reduces(&mut order)?;
        }
        self.check_promises(&order, market)?;
        self.check_funds(account, &order, market)?;
        Ok(order)
    }

    fn check_client_id(&self, account: AccountId, client_id: Option<&str>) -> Result<(), Reject> {
        let Some(other) = client_id.and_then(|client_id| self.order_by_client_id(account, client_id)) else {
            return Ok(());
        };
        let taken = match self.setup.rules.client_ids {
            ClientIdRule::Any => false,
            ClientIdRule::UniqueAmongWorking => other.is_working(),
            ClientIdRule::UniqueForEver => true,
        };
        if taken {
            let client_id = client_id.unwrap_or_default().to_owned();
            return Err(Reject::DuplicateClientId { client_id, order: other.id });
        }
        Ok(())
    }

    fn draft(&self, account: AccountId, new: &NewOrder, market: &Market) -> Result<Order, Reject> {
        let (quantity, quote_amount) = match new.amount {
            Amount::Base(quantity) => (quantity, None),
            Amount::Quote(value) => (base_for(new.side, value, account, market)?, Some(value)),
        };
        let last = market.tape.last().0;
        let trailed = new.trail.map(|trail| if new.side == Side::Buy { last + trail } else { last - trail });
        let waits = is_stop(new.order_type);
        let bracket_stop = new.bracket_stop.filter(|_| new.order_type == OrderType::Limit);
        let usual = if new.side == Side::Buy { TriggerWhen::Above } else { TriggerWhen::Below };
        Ok(Order {
            id: OrderId(self.next_order),
            account,
            client_id: new.client_id.clone(),
            symbol: new.symbol.clone(),
            side: new.side,
            order_type: new.order_type,
            wallet: new.wallet,
            quantity,
            quote_amount,
            filled: Decimal::ZERO,
            filled_value: Decimal::ZERO,
            fees: Decimal::ZERO,
            price: if has_limit(new.order_type) { new.price } else { None },
            stop_price: if waits { new.stop_price.or(trailed) } else { bracket_stop },
            trigger: (waits || bracket_stop.is_some()).then(|| new.trigger.unwrap_or(usual)),
            trail: new.trail,
            time_in_force: new.time_in_force,
            expires_ms: new.expires_ms,
            post_only: new.post_only,
            reduce_only: new.reduce_only,
            hidden: new.hidden,
            oco_group: new.oco_group.clone(),
            state: if waits { State::Waiting } else { State::Open },
            triggered: false,
            reason: None,
            created_ms: self.now_ms,
            updated_ms: self.now_ms,
            tag: new.tag.clone(),
        })
    }

    /// Steps, minimums and what the type asks for; brings numbers to the steps where the rules say so.
    pub(super) fn check_numbers(
        &self,
        order: &mut Order,
        listing: &Listing,
        last: Decimal,
    ) -> Result<(), Reject> {
        self.check_quantity(order, listing)?;
        match order.order_type {
            OrderType::Market => {}
            OrderType::Limit | OrderType::StopLimit if order.price.is_none() => {
                return Err(Reject::PriceMissing { what: "the limit price" });
            }
            OrderType::Limit => {}
            OrderType::TrailingStop if order.trail.is_none_or(|trail| trail <= Decimal::ZERO) => {
                return Err(Reject::PriceMissing { what: "a trailing distance above zero" });
            }
            OrderType::Stop | OrderType::StopLimit if order.stop_price.is_none() => {
                return Err(Reject::PriceMissing { what: "the stop price" });
            }
            OrderType::Stop | OrderType::StopLimit | OrderType::TrailingStop => {}
        }
        order.price = order.price.map(|price| self.on_step(price, listing)).transpose()?;
        if order.order_type != OrderType::TrailingStop {
            order.stop_price = order.stop_price.map(|price| self.on_step(price, listing)).transpose()?;
        }
        let notional = order.quantity * order.price.or(order.stop_price).unwrap_or(last);
        if notional < listing.min_notional {
            return Err(Reject::NotionalTooSmall { notional, minimum: listing.min_notional });
        }
        Ok(())
    }

    fn check_quantity(&self, order: &mut Order, listing: &Listing) -> Result<(), Reject> {
        let decimals = listing.quantity_decimals();
        if self.setup.rules.cut_quantity {
            order.quantity = order.quantity.round_dp_with_strategy(decimals, RoundingStrategy::ToZero);
        }
        let quantity = order.quantity.normalize();
        order.quantity = quantity;
        if quantity <= Decimal::ZERO {
            return Err(Reject::QuantityNotPositive { quantity });
        }
        if !listing.lot.is_zero() && !(quantity % listing.lot).is_zero() {
            return Err(Reject::QuantityStep { quantity, lot: listing.lot });
        }
        if quantity < listing.min_quantity {
            return Err(Reject::QuantityTooSmall { quantity, minimum: listing.min_quantity });
        }
        if quantity > listing.max_quantity {
            return Err(Reject::QuantityTooLarge { quantity, maximum: listing.max_quantity });
        }
        Ok(())
    }

    fn on_step(&self, price: Decimal, listing: &Listing) -> Result<Decimal, Reject> {
        if price <= Decimal::ZERO {
            return Err(Reject::PriceNotPositive { price });
        }
        match self.setup.rules.price_step {
            PriceStep::Significant(digits) => {
                let cut = price.round_sf_with_strategy(digits, RoundingStrategy::ToZero);
                Ok(cut.unwrap_or(price).normalize())
            }
            PriceStep::Tick if listing.tick.is_zero() || (price % listing.tick).is_zero() => {
                Ok(price.normalize())
            }
            PriceStep::Tick => Err(Reject::PriceStep { price, tick: listing.tick }),
        }
    }

    /// A reduce-only order needs a position of the other side, and is cut to its size.
    fn check_reduces(&self, order: &mut Order) -> Result<(), Reject> {
        let account = self.accounts.get(&order.account).filter(|_| order.wallet == Wallet::Margin);
        let held = account.and_then(|account| account.positions.get(&order.symbol)).map(|one| one.quantity);
        let reducible = match order.side {
            Side::Buy => -held.unwrap_or_default(),
            Side::Sell => held.unwrap_or_default(),
        };
        if reducible <= Decimal::ZERO {
            return Err(Reject::NothingToReduce { symbol: order.symbol.clone(), side: order.side });
        }
        order.quantity = order.quantity.min(reducible);
        Ok(())
    }

    /// Post-only, fill-or-kill, margin, passed stops, an empty book.
    fn check_promises(&self, order: &Order, market: &Market) -> Result<(), Reject> {
        let rules = &self.setup.rules;
        let symbol = || order.symbol.clone();
        if order.wallet == Wallet::Margin && !market.listing.margin {
            return Err(Reject::NoMargin { symbol: symbol() });
        }
        if let Some(stop_price) = order.stop_price {
            let last = market.tape.last().0;
            if rules.refuse_passed_stops && is_passed(order, last) {
                return Err(Reject::StopWouldTrigger { stop_price, last });
            }
            return Ok(());
        }
        if order.order_type == OrderType::Market && market.ladder(order.side.opposite()).best().is_none() {
            return Err(Reject::NoLiquidity { symbol: symbol() });
        }
        if let Some(price) = breaks_post_only(order, market).filter(|_| rules.post_only == Breach::Reject) {
            return Err(Reject::PostOnlyWouldTake { price });
        }
        if order.time_in_force == TimeInForce::Fok && rules.fill_or_kill == Breach::Reject {
            let (available, _) =
                market.takeable(order.side, order.price, order.quantity, Some(order.account));
            if available < order.quantity {
                return Err(Reject::FillOrKill { quantity: order.quantity, available });
            }
        }
        Ok(())
    }
}

pub(super) const fn is_stop(order_type: OrderType) -> bool {
    matches!(order_type, OrderType::Stop | OrderType::StopLimit | OrderType::TrailingStop)
}

pub(super) const fn has_limit(order_type: OrderType) -> bool {
    matches!(order_type, OrderType::Limit | OrderType::StopLimit)
}

/// The limit price of a post-only order that would take.
pub(super) fn breaks_post_only(order: &Order, market: &Market) -> Option<Decimal> {
    order.price.filter(|price| order.post_only && market.crosses(order.side, *price))
}

/// Has the last price reached the stop?
pub(super) fn is_passed(order: &Order, last: Decimal) -> bool {
    match (order.stop_price, order.trigger) {
        (Some(stop), Some(TriggerWhen::Above)) => last >= stop,
        (Some(stop), Some(TriggerWhen::Below)) => last <= stop,
        _ => false,
    }
}

/// How much of the base currency that much of the quote currency buys or must be sold for, in whole lots.
fn base_for(side: Side, value: Decimal, account: AccountId, market: &Market) -> Result<Decimal, Reject> {
    let other = market.ladder(side.opposite());
    let (mut quantity, mut left) = (Decimal::ZERO, value);
    for (price, level) in other.iter() {
        let part = (left / price).min(level.takeable(Some(account)));
        quantity += part;
        left -= part * price;
        if left <= Decimal::ZERO {
            break;
        }
    }
    if quantity.is_zero() {
        return Err(Reject::NoLiquidity { symbol: market.symbol().clone() });
    }
    let lot = market.listing.lot;
    Ok(if lot.is_zero() { quantity } else { (quantity / lot).floor() * lot })
}
