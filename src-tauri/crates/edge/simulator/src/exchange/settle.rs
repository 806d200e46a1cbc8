//! What a fill does: to the order, the money, the position.

use domain::{Decimal, Side};

use super::Exchange;
use super::event::{Event, PublicTrade};
use super::market::Match;
use super::order::{AccountId, CancelReason, Order, OrderId, OwnFill, State, Wallet};
use super::setup::FeeCurrency;

/// Fees are rounded to that many decimals.
const FEE_DECIMALS: u32 = 8;

impl Exchange {
    /// One match: the maker's fill, the taker's fill, and the trade all see. `taker`: none for the crowd.
    pub(super) fn settle(
        &mut self,
        symbol: &domain::Symbol,
        side: Side,
        taker: Option<OrderId>,
        one: &Match,
    ) {
        let now_ms = self.now_ms;
        let Some(market) = self.markets.get_mut(symbol) else { return };
        let trade_id = market.tape.record(now_ms, side, one.price, one.quantity);
        if let Some(maker) = one.maker {
            self.fill(maker, one, true, trade_id);
        }
        if let Some(taker) = taker {
            self.fill(taker, one, false, trade_id);
        }
        self.events.push(Event::PublicTrade(PublicTrade {
            symbol: symbol.clone(),
            id: trade_id,
            side,
            price: one.price,
            size: one.quantity,
            time_ms: now_ms,
        }));
    }

    fn fill(&mut self, id: OrderId, one: &Match, maker: bool, trade_id: u64) {
        let Some(order) = self.orders.get_mut(&id) else { return };
        let rules = &self.setup.rules;
        let rate = if maker { rules.maker_fee } else { rules.taker_fee };
        let value = one.price * one.quantity;
        let in_base = rules.fee_currency == FeeCurrency::Received
            && order.side == Side::Buy
            && order.wallet == Wallet::Spot;
        let (fee, fee_currency) = if in_base {
            (one.quantity * rate, order.symbol.base())
        } else {
            (value * rate, order.symbol.quote())
        };
        let fee = fee.round_dp(FEE_DECIMALS).normalize();
        let fill = OwnFill {
            trade_id,
            order: id,
            account: order.account,
            client_id: order.client_id.clone(),
            symbol: order.symbol.clone(),
            side: order.side,
            quantity: one.quantity,
            price: one.price,
            fee,
            fee_currency: fee_currency.to_owned(),
            maker,
            time_ms: self.now_ms,
        };
        order.filled = (order.filled + one.quantity).normalize();
        order.filled_value = (order.filled_value + value).normalize();
        order.fees += fee;
        order.updated_ms = self.now_ms;
        if order.remaining().is_zero() {
            order.state = State::Filled;
            self.waiting.remove(&id);
        }
        let order = order.clone();
        self.book_fill(&order, fill);
        if let Some(group) = &order.oco_group {
            self.cancel_group(order.account, group, id);
        }
    }

    fn book_fill(&mut self, order: &Order, fill: OwnFill) {
        self.pay(order, &fill);
        self.stale.insert(order.account);
        if let Some(account) = self.accounts.get_mut(&order.account) {
            account.fills.push(fill.clone());
            if !order.is_working() {
                account.working.remove(&order.id);
            }
        }
        self.events.push(Event::OrderFilled { order: order.clone(), fill: fill.clone() });
        if order.wallet == Wallet::Margin {
            self.change_position(order, &fill);
        }
    }

    fn pay(&mut self, order: &Order, fill: &OwnFill) {
        let (account, wallet) = (order.account, order.wallet);
        if wallet == Wallet::Spot {
            let value = fill.price * fill.quantity;
            let sign = if fill.side == Side::Buy { Decimal::ONE } else { -Decimal::ONE };
            self.move_money(account, wallet, order.symbol.base(), sign * fill.quantity);
            self.move_money(account, wallet, order.symbol.quote(), -sign * value);
        }
        let Some(payer) = self.accounts.get_mut(&account) else { return };
        payer.add(wallet, &fill.fee_currency, -fill.fee);
        *self.fees.entry(fill.fee_currency.clone()).or_default() += fill.fee;
    }

    /// Money to an account comes from the crowd and goes to it; between two accounts it passes through.
    pub(super) fn move_money(&mut self, to: AccountId, wallet: Wallet, currency: &str, amount: Decimal) {
        let Some(account) = self.accounts.get_mut(&to) else { return };
        account.add(wallet, currency, amount);
        *self.crowd_money.entry(currency.to_owned()).or_default() -= amount;
    }

    fn cancel_group(&mut self, account: AccountId, group: &str, but: OrderId) {
        let others: Vec<OrderId> = self
            .open_orders(account)
            .filter(|order| order.id != but && order.oco_group.as_deref() == Some(group))
            .map(|order| order.id)
            .collect();
        for id in others {
            self.end(id, CancelReason::Oco);
        }
    }

    /// The others of its group end when a stop is set off.
    pub(super) fn cancel_others_of(&mut self, order: &Order) {
        if let Some(group) = &order.oco_group {
            self.cancel_group(order.account, group, order.id);
        }
    }
}
