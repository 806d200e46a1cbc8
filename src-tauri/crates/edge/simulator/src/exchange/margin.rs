//! Positions change with fills of margin orders.

use domain::{Decimal, Side};

use super::Exchange;
use super::event::Event;
use super::order::{CancelReason, Order, OrderId, OwnFill, Wallet};
use super::position::Position;

/// Decimals of an average price of entry.
const ENTRY_DECIMALS: u32 = 12;

impl Position {
    /// Adds a signed quantity at a price; the profit that was realised by what it closed.
    fn add(&mut self, signed: Decimal, price: Decimal, now_ms: i64) -> Decimal {
        let before = self.quantity;
        let after = before + signed;
        let opposite = !before.is_zero() && before.is_sign_positive() != signed.is_sign_positive();
        let closed = if opposite { before.abs().min(signed.abs()) } else { Decimal::ZERO };
        let direction = if before.is_sign_positive() { Decimal::ONE } else { -Decimal::ONE };
        let profit = (price - self.entry_price) * closed * direction;
        if !opposite {
            let value = self.entry_price * before.abs() + price * signed.abs();
            self.entry_price = (value / after.abs()).round_dp(ENTRY_DECIMALS).normalize();
        } else if signed.abs() > before.abs() {
            self.entry_price = price;
        }
        self.quantity = after.normalize();
        self.realized += profit;
        self.updated_ms = now_ms;
        profit
    }
}

impl Exchange {
    pub(super) fn change_position(&mut self, order: &Order, fill: &OwnFill) {
        let signed = if fill.side == Side::Buy { fill.quantity } else { -fill.quantity };
        let (now_ms, id) = (self.now_ms, fill.trade_id);
        let Some(account) = self.accounts.get_mut(&order.account) else { return };
        let position = account.positions.entry(order.symbol.clone()).or_insert_with(|| Position {
            id,
            symbol: order.symbol.clone(),
            quantity: Decimal::ZERO,
            entry_price: Decimal::ZERO,
            realized: Decimal::ZERO,
            opened_ms: now_ms,
            updated_ms: now_ms,
        });
        let profit = position.add(signed, fill.price, now_ms);
        let position = position.clone();
        if position.quantity.is_zero() {
            account.positions.remove(&order.symbol);
        }
        self.move_money(order.account, Wallet::Margin, order.symbol.quote(), profit);
        let left = position.quantity;
        self.events.push(Event::PositionChanged { account: order.account, position });
        self.cut_reduce_only(order, left);
    }

    /// Reduce-only orders never hold more than there is to reduce.
    fn cut_reduce_only(&mut self, filled: &Order, position: Decimal) {
        let reducing: Vec<OrderId> = self
            .open_orders(filled.account)
            .filter(|order| order.reduce_only && order.symbol == filled.symbol)
            .map(|order| order.id)
            .collect();
        for id in reducing {
            let Some(order) = self.orders.get_mut(&id) else { continue };
            let reducible = if order.side == Side::Buy { -position } else { position };
            if reducible <= Decimal::ZERO {
                self.end(id, CancelReason::ReduceOnly);
            } else if order.remaining() > reducible {
                order.quantity = (order.filled + reducible).normalize();
                let (symbol, side, price) = (order.symbol.clone(), order.side, order.price);
                if let (Some(market), Some(price)) = (self.markets.get_mut(&symbol), price) {
                    market.change(side, price, |level| level.cut(id, reducible));
                }
            }
        }
    }
}
