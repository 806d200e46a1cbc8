//! The market moves.

use domain::{Decimal, Side, Symbol};

use super::Exchange;
use super::crowd::STEP_MS;
use super::event::Event;
use super::level::Stop;
use super::market::Match;
use super::order::{CancelReason, OrderId};
use super::reject::Reject;

/// More steps behind than this are taken in [`STRIDES`]: a market that slept does not trade every tenth of a second it
/// missed.
const MOST_STEPS: i64 = 600;
const STRIDES: i64 = 60;

impl Exchange {
    pub(super) fn step_to(&mut self, now_ms: i64) {
        let target = now_ms.div_euclid(STEP_MS);
        let behind = target - self.step;
        let stride = if behind > MOST_STEPS { behind / STRIDES } else { 1 };
        while self.step < target {
            self.step = (self.step + stride).min(target);
            self.now_ms = self.now_ms.max(self.step * STEP_MS);
            self.one_step();
        }
        self.now_ms = self.now_ms.max(now_ms);
    }

    fn one_step(&mut self) {
        self.expire();
        let step = self.step;
        for symbol in self.symbols.clone() {
            self.requote(&symbol);
            let taking = self.markets.get(&symbol).and_then(|market| {
                let taking = market.crowd.taking(step, &market.grid)?;
                Some((taking.side, market.grid.quantity(taking.lots)))
            });
            if let Some((side, quantity)) = taking {
                self.sweep(&symbol, side, None, quantity, None);
            }
            self.set_off(&symbol);
            self.tell(&symbol);
        }
    }

    fn requote(&mut self, symbol: &Symbol) {
        let Some(market) = self.markets.get_mut(symbol) else { return };
        let (grid, step) = (market.grid, self.step);
        for quote in market.requote(step) {
            let (price, quantity) = (grid.price(quote.ticks), grid.quantity(quote.lots));
            let (left, _) = self.sweep(symbol, quote.side, Some(price), quantity, None);
            if let Some(market) = self.markets.get_mut(symbol) {
                market.quote(&quote, price, left);
            }
        }
    }

    fn expire(&mut self) {
        let now_ms = self.now_ms;
        let over: Vec<OrderId> = self
            .accounts
            .values()
            .flat_map(|account| account.working.iter())
            .filter(|id| {
                self.orders.get(id).and_then(|order| order.expires_ms).is_some_and(|at| at <= now_ms)
            })
            .copied()
            .collect();
        for id in over {
            self.end(id, CancelReason::Expired);
        }
    }

    /// See [`Exchange::force_trade`].
    pub(super) fn print(&mut self, symbol: &Symbol, price: Decimal, size: Decimal) -> Result<(), Reject> {
        let market =
            self.markets.get(symbol).ok_or_else(|| Reject::UnknownSymbol { symbol: symbol.to_string() })?;
        if price <= Decimal::ZERO || size <= Decimal::ZERO {
            return Err(Reject::PriceNotPositive { price });
        }
        let side = if price > market.tape.last().0 { Side::Buy } else { Side::Sell };
        while let Some(market) = self.markets.get_mut(symbol) {
            let taken = market.take(side, Some(price), Decimal::from(i64::MAX), None);
            for one in taken.matches.iter().filter(|one| one.maker.is_some()) {
                self.settle(symbol, side, None, one);
            }
            if taken.stop != Stop::Filled {
                break;
            }
        }
        self.settle(symbol, side, None, &Match { price, quantity: size, maker: None });
        self.set_off_into_full_book(symbol);
        self.tell(symbol);
        Ok(())
    }

    /// The crowd comes back at once, so that what the forced price set off finds somebody.
    fn set_off_into_full_book(&mut self, symbol: &Symbol) {
        if let Some(market) = self.markets.get_mut(symbol) {
            market.forget_quotes();
        }
        self.requote(symbol);
        self.set_off(symbol);
    }

    /// Tells what changed in a market's book, and in balances.
    pub(super) fn tell(&mut self, symbol: &Symbol) {
        if let Some(market) = self.markets.get_mut(symbol) {
            let changes = market.told_changes(self.now_ms);
            self.events.extend(changes.into_iter().map(Event::BookChanged));
        }
        self.tell_balances();
    }
}
