//! What accounts hold, and what their working orders hold back.

use std::collections::BTreeMap;

use domain::{Decimal, OrderType, Side, Symbol};

use super::account::{Account, Pot};
use super::event::{Event, WalletBalance};
use super::order::{AccountId, Order, OrderId, Wallet};
use super::reject::Reject;
use super::setup::FeeCurrency;
use super::{Exchange, Market};

impl Exchange {
    /// What a spot order holds back: a currency and how much of it.
    fn hold(&self, order: &Order) -> Option<(String, Decimal)> {
        if order.wallet != Wallet::Spot {
            return None;
        }
        let symbol = &order.symbol;
        match order.side {
            Side::Sell => Some((symbol.base().to_owned(), order.remaining())),
            Side::Buy => {
                // of a bracket the dearer end counts
                let bracket = order.order_type == OrderType::Limit;
                let dearer = if bracket { order.price.max(order.stop_price) } else { order.price };
                let price = dearer.or(order.stop_price)?;
                Some((symbol.quote().to_owned(), self.with_fee(order.remaining() * price)))
            }
        }
    }

    /// A value to pay with the fee on top, where the fee is taken in the quote currency.
    fn with_fee(&self, value: Decimal) -> Decimal {
        match self.setup.rules.fee_currency {
            FeeCurrency::Quote => value * (Decimal::ONE + self.setup.rules.taker_fee),
            FeeCurrency::Received => value,
        }
    }

    /// What the working orders hold back by currency, with `extra` in place of the order of its id. Of a group of which
    /// only one can fill, the greatest counts.
    fn held(
        &self,
        account: &Account,
        extra: Option<&Order>,
        without: Option<OrderId>,
    ) -> BTreeMap<String, Decimal> {
        let mut groups: BTreeMap<(String, String), Decimal> = BTreeMap::new();
        let mut sums: BTreeMap<String, Decimal> = BTreeMap::new();
        let kept = account.working.iter().filter(|id| Some(**id) != without);
        let orders = kept.filter(|id| extra.is_none_or(|extra| extra.id != **id));
        for order in orders.filter_map(|id| self.orders.get(id)).chain(extra) {
            let Some((currency, amount)) = self.hold(order) else { continue };
            if let Some(group) = &order.oco_group {
                let greatest = groups.entry((group.clone(), currency)).or_default();
                *greatest = (*greatest).max(amount);
            } else {
                *sums.entry(currency).or_default() += amount;
            }
        }
        for ((_, currency), amount) in groups {
            *sums.entry(currency).or_default() += amount;
        }
        sums
    }

    /// What positions hold back of a margin wallet's currency.
    fn margin_used(&self, account: &Account, currency: &str) -> Decimal {
        let of_currency = account.positions.values().filter(|position| position.symbol.quote() == currency);
        of_currency
            .map(|position| {
                let last =
                    self.markets.get(&position.symbol).map_or(position.entry_price, |m| m.tape.last().0);
                let lost = (-position.unrealized(last)).max(Decimal::ZERO);
                position.quantity.abs() * position.entry_price * self.setup.rules.initial_margin + lost
            })
            .sum()
    }

    /// Can the account pay for this order beside those it has?
    pub(super) fn check_funds(
        &self,
        account: &Account,
        order: &Order,
        market: &Market,
    ) -> Result<(), Reject> {
        if order.wallet == Wallet::Margin {
            return self.check_margin(account, order, market);
        }
        let currency = match order.side {
            Side::Buy => order.symbol.quote(),
            Side::Sell => order.symbol.base(),
        };
        let (total, available, needed) = self.need(account, order, market, currency);
        if needed > available {
            let available = available.max(Decimal::ZERO).min(total).normalize();
            return Err(Reject::InsufficientFunds { currency: currency.to_owned(), needed, available });
        }
        Ok(())
    }

    /// Total, available without this order, and what this order needs.
    fn need(
        &self,
        account: &Account,
        order: &Order,
        market: &Market,
        currency: &str,
    ) -> (Decimal, Decimal, Decimal) {
        let total = account.total(Wallet::Spot, currency);
        let held =
            |extra, without| self.held(account, extra, without).get(currency).copied().unwrap_or_default();
        let before = held(None, Some(order.id));
        let at_market = order.order_type == OrderType::Market || order.triggered && order.price.is_none();
        let needed = if order.side == Side::Buy && at_market {
            let (_, value) = market.takeable(order.side, None, order.remaining(), Some(order.account));
            self.with_fee(value)
        } else {
            held(Some(order), None) - before
        };
        (total, total - before, needed.normalize())
    }

    fn check_margin(&self, account: &Account, order: &Order, market: &Market) -> Result<(), Reject> {
        let signed = if order.side == Side::Buy { order.remaining() } else { -order.remaining() };
        let held = account.positions.get(&order.symbol).map_or(Decimal::ZERO, |position| position.quantity);
        let more = ((held + signed).abs() - held.abs()).max(Decimal::ZERO);
        let price = order.price.or(order.stop_price).unwrap_or(market.tape.last().0);
        let needed = (more * price * self.setup.rules.initial_margin).normalize();
        let currency = order.symbol.quote();
        let available = account.total(Wallet::Margin, currency) - self.margin_used(account, currency);
        if needed > available {
            return Err(Reject::InsufficientFunds { currency: currency.to_owned(), needed, available });
        }
        Ok(())
    }

    pub(super) fn balances_of(&self, id: AccountId, account: &Account) -> Vec<WalletBalance> {
        let held = self.held(account, None, None);
        let row = |((wallet, currency), total): (&Pot, &Decimal)| {
            let used = match wallet {
                Wallet::Spot => held.get(currency).copied().unwrap_or_default(),
                Wallet::Margin => self.margin_used(account, currency),
            };
            WalletBalance {
                account: id,
                wallet: *wallet,
                currency: currency.clone(),
                total: *total,
                available: (total - used).normalize(),
            }
        };
        account.money.iter().map(row).collect()
    }

    /// Tells the balances that changed since they were last told.
    pub(super) fn tell_balances(&mut self) {
        for id in std::mem::take(&mut self.stale) {
            let Some(account) = self.accounts.get(&id) else { continue };
            let balances = self.balances_of(id, account);
            let Some(account) = self.accounts.get_mut(&id) else { continue };
            for balance in balances {
                let pot = (balance.wallet, balance.currency.clone());
                let now = (balance.total, balance.available);
                let before = account.told.insert(pot, now).unwrap_or_default();
                if before != now {
                    let change = (now.0 - before.0).normalize();
                    self.events.push(Event::BalanceChanged { balance, change });
                }
            }
        }
    }

    /// Everything there is of each currency: accounts, the crowd and the fees. Stays the same whatever is traded.
    pub fn money_in_all(&self) -> BTreeMap<String, Decimal> {
        let mut sums: BTreeMap<String, Decimal> = BTreeMap::new();
        let pots = self.accounts.values().flat_map(|account| account.money.iter());
        let of_accounts = pots.map(|((_, currency), amount)| (currency, amount));
        for (currency, amount) in of_accounts.chain(&self.crowd_money).chain(&self.fees) {
            *sums.entry(currency.clone()).or_default() += amount;
        }
        sums.values_mut().for_each(|sum| *sum = sum.normalize());
        sums
    }

    /// What one of the base currency traded at last.
    pub fn last_price(&self, symbol: &Symbol) -> Option<Decimal> {
        self.markets.get(symbol).map(|market| market.tape.last().0)
    }
}
