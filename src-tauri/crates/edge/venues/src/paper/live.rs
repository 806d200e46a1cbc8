//! The part of the paper venue that decisions look at: money and working orders.

use std::collections::BTreeMap;

use domain::{Decimal, Side};

use super::ledger::LedgerRecord;
use super::working::{Group, Working};

/// A record that does not follow from those before it: the ledger was changed or is incomplete.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerFault {
    #[error("order number {found} follows where {expected} was expected")]
    OutOfOrder { expected: u64, found: u64 },
    #[error("a record is about order {sequence}, which is not working")]
    NotWorking { sequence: u64 },
    #[error("order {sequence} would be filled with {filled} of {quantity}")]
    Overfilled { sequence: u64, filled: Decimal, quantity: Decimal },
    #[error("{currency} would fall to {total}")]
    Overdrawn { currency: String, total: Decimal },
    #[error("trade {found:?} follows trade {last}")]
    TradeId { last: u64, found: String },
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Live {
    pub totals: BTreeMap<String, Decimal>,
    /// By sequence, that is, in the order they were taken.
    pub orders: BTreeMap<u64, Working>,
    pub groups: BTreeMap<String, Group>,
    pub last_sequence: u64,
    pub last_trade: u64,
}

impl Live {
    /// Takes one record in; hands back the order that is finished by it.
    pub fn apply(&mut self, record: &LedgerRecord) -> Result<Option<Working>, LedgerFault> {
        match record {
            LedgerRecord::Deposited { currency, amount, .. } => self.credit(currency, *amount).map(|()| None),
            LedgerRecord::Accepted { sequence, order, instrument, reserve_price, active_ms, time_ms } => {
                let expected = self.last_sequence + 1;
                if *sequence != expected {
                    return Err(LedgerFault::OutOfOrder { expected, found: *sequence });
                }
                self.last_sequence = expected;
                let group_before = self.group(order.oco_group.as_deref());
                let working = Working {
                    sequence: *sequence,
                    order: (**order).clone(),
                    instrument: (**instrument).clone(),
                    reserve_price: *reserve_price,
                    active_ms: *active_ms,
                    time_ms: *time_ms,
                    rested: false,
                    triggered: false,
                    filled: Decimal::ZERO,
                    fills: Vec::new(),
                    group_before,
                };
                self.orders.insert(expected, working);
                Ok(None)
            }
            LedgerRecord::Rested { sequence, .. } => {
                self.working(*sequence)?.rested = true;
                Ok(None)
            }
            LedgerRecord::Triggered { sequence, .. } => {
                self.working(*sequence)?.triggered = true;
                Ok(None)
            }
            LedgerRecord::Filled { sequence, fill } => self.fill(*sequence, fill),
            LedgerRecord::Cancelled { sequence, .. } => {
                let gone = self.orders.remove(sequence);
                gone.map(Some).ok_or(LedgerFault::NotWorking { sequence: *sequence })
            }
        }
    }

    fn fill(&mut self, sequence: u64, fill: &domain::Fill) -> Result<Option<Working>, LedgerFault> {
        let last = self.last_trade;
        let trade_id = || LedgerFault::TradeId { last, found: fill.trade_id.clone() };
        let trade: u64 = fill.trade_id.parse().map_err(|_| trade_id())?;
        if trade <= last {
            return Err(trade_id());
        }
        let working = self.working(sequence)?;
        let filled = working.filled + fill.quantity;
        if filled > working.order.quantity {
            return Err(LedgerFault::Overfilled { sequence, filled, quantity: working.order.quantity });
        }
        let group = working.order.oco_group.clone();
        let value = fill.price * fill.quantity;
        let symbol = &fill.instrument.symbol;
        let (base, quote) = match fill.side {
            Side::Buy => (fill.quantity, -value - fill.fee),
            Side::Sell => (-fill.quantity, value - fill.fee),
        };
        self.credit(symbol.base(), base)?;
        self.credit(symbol.quote(), quote)?;
        self.last_trade = trade;
        let working = self.working(sequence)?;
        working.filled = filled;
        working.fills.push(fill.clone());
        let complete = working.unfilled().is_zero();
        if let Some(name) = group {
            let group = self.groups.entry(name).or_default();
            group.filled += fill.quantity;
            group.complete += u32::from(complete);
        }
        Ok(if complete { self.orders.remove(&sequence) } else { None })
    }

    fn credit(&mut self, currency: &str, amount: Decimal) -> Result<(), LedgerFault> {
        let total = self.total(currency) + amount;
        if total < Decimal::ZERO {
            return Err(LedgerFault::Overdrawn { currency: currency.to_owned(), total });
        }
        self.totals.insert(currency.to_owned(), total.normalize());
        Ok(())
    }

    fn working(&mut self, sequence: u64) -> Result<&mut Working, LedgerFault> {
        self.orders.get_mut(&sequence).ok_or(LedgerFault::NotWorking { sequence })
    }

    fn group(&self, name: Option<&str>) -> Group {
        name.and_then(|n| self.groups.get(n)).copied().unwrap_or_default()
    }

    pub fn total(&self, currency: &str) -> Decimal {
        self.totals.get(currency).copied().unwrap_or_default()
    }

    /// What an order may still fill: its own rest, less what its group has filled since it joined. Nothing once
    /// another order of the group is complete.
    pub fn remaining(&self, working: &Working) -> Decimal {
        let Some(name) = working.order.oco_group.as_deref() else { return working.unfilled() };
        let group = self.group(Some(name));
        if group.complete > working.group_before.complete {
            return Decimal::ZERO;
        }
        let shared = working.order.quantity - (group.filled - working.group_before.filled);
        shared.min(working.unfilled()).max(Decimal::ZERO)
    }

    /// What an order sets aside: currency and amount.
    fn reserve<'a>(&self, w: &'a Working) -> (&'a str, Decimal) {
        let (symbol, remaining) = (&w.order.instrument.symbol, self.remaining(w));
        match w.order.side {
            Side::Sell => (symbol.base(), remaining),
            Side::Buy => {
                let rate = w.instrument.maker_fee.max(w.instrument.taker_fee).max(Decimal::ZERO);
                (symbol.quote(), w.reserve_price * remaining * (Decimal::ONE + rate))
            }
        }
    }

    /// What working orders set aside of a currency, those of `except` left out. The orders of a group set aside
    /// once what the largest of them needs.
    pub fn reserved(&self, currency: &str, except: Except<'_>) -> Decimal {
        let mut alone = Decimal::ZERO;
        let mut groups: BTreeMap<&str, Decimal> = BTreeMap::new();
        for w in self.orders.values().filter(|w| !except.covers(w)) {
            let (of, amount) = self.reserve(w);
            if of != currency {
                continue;
            }
            match w.order.oco_group.as_deref() {
                None => alone += amount,
                Some(name) => {
                    let largest = groups.entry(name).or_default();
                    *largest = amount.max(*largest);
                }
            }
        }
        alone + groups.values().sum::<Decimal>()
    }

    /// What is free of a currency, never below zero.
    pub fn available(&self, currency: &str, except: Except<'_>) -> Decimal {
        (self.total(currency) - self.reserved(currency, except)).max(Decimal::ZERO)
    }
}

/// Orders whose reserve does not count, because it is theirs that is asked about.
#[derive(Debug, Clone, Copy, Default)]
pub struct Except<'a> {
    pub sequence: Option<u64>,
    pub group: Option<&'a str>,
}

impl<'a> Except<'a> {
    pub fn of(working: &'a Working) -> Self {
        Self { sequence: Some(working.sequence), group: working.order.oco_group.as_deref() }
    }

    fn covers(self, w: &Working) -> bool {
        self.sequence == Some(w.sequence)
            || (self.group.is_some() && self.group == w.order.oco_group.as_deref())
    }
}
