//! What has been told of the account's orders and trades, so that nothing is told twice and nothing is left out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use domain::{Decimal, VenueId};

use crate::bitfinex::names::Names;
use crate::bitfinex::orders::{Standing, WireOrder, WireTrade, standing};
use crate::bitfinex::symbols::Shared;
use crate::session::Steps;
use crate::{AccountEvent, ExecutionReport};

/// Trades and orders remembered.
const REMEMBERED: usize = 20_000;
/// Times an order's trades are asked for before its end is told without all of them.
const TRIES: u32 = 5;

/// An order's trades are missing something: the fee of one, or one altogether.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    pub symbol: String,
    pub due_ms: i64,
    tries: u32,
}

#[derive(Debug, Default)]
struct Told {
    acknowledged: bool,
    ended: bool,
    filled: Decimal,
    /// A status we have no word for, told once.
    strange: Option<String>,
    /// The end, held back until all fills before it are told.
    end: Option<End>,
}

#[derive(Debug, Clone)]
struct End {
    filled: Decimal,
    cancelled: Option<(String, String)>,
}

pub struct Ledger {
    venue: VenueId,
    names: Arc<Names>,
    symbols: Shared,
    fee_ms: i64,
    orders: BTreeMap<u64, Told>,
    oldest_orders: VecDeque<u64>,
    trades: BTreeSet<u64>,
    oldest_trades: VecDeque<u64>,
    owed: BTreeMap<u64, Owed>,
    /// Time of the newest trade told.
    pub newest_ms: i64,
}

impl Ledger {
    pub fn new(venue: VenueId, names: Arc<Names>, symbols: Shared, fee_ms: i64, since_ms: i64) -> Self {
        Self {
            venue,
            names,
            symbols,
            fee_ms,
            orders: BTreeMap::new(),
            oldest_orders: VecDeque::new(),
            trades: BTreeSet::new(),
            oldest_trades: VecDeque::new(),
            owed: BTreeMap::new(),
            newest_ms: since_ms,
        }
    }

    /// An order as the venue told it, from whatever message: facts that may come again or late.
    pub fn order(&mut self, order: &WireOrder, now_ms: i64, steps: &mut Steps) {
        // of an order that is not ours there is nothing to tell but its fills
        let Some(client_id) = self.names.name(order.cid) else { return };
        let told = remembered(&mut self.orders, &mut self.oldest_orders, order.id);
        if !std::mem::replace(&mut told.acknowledged, true) {
            self.names.taken(&client_id, order.id);
            let (client_id, venue_id) = (client_id.clone(), order.id.to_string());
            steps.account(AccountEvent::Order(ExecutionReport::Acknowledged { client_id, venue_id }));
        }
        let end = match standing(&order.status) {
            Standing::Working => return,
            Standing::Unlisted if told.strange.as_ref() == Some(&order.status) => return,
            Standing::Unlisted => {
                told.strange = Some(order.status.clone());
                let raw = format!("order {} {:?}", order.id, order.status);
                return steps.account(AccountEvent::Unlisted { what: "status of an order", raw });
            }
            Standing::Executed => End { filled: order.original.abs(), cancelled: None },
            Standing::Cancelled => {
                End { filled: order.filled(), cancelled: Some((client_id, order.status.clone())) }
            }
        };
        if told.ended || told.end.is_some() {
            return;
        }
        told.end = Some(end);
        if !self.settle(order.id, steps) {
            self.owe(order.id, &order.symbol, now_ms);
        }
    }

    /// A trade of the account. Without its fee it is kept waiting.
    pub fn trade(&mut self, trade: &WireTrade, now_ms: i64, steps: &mut Steps) {
        if self.trades.contains(&trade.id) {
            return;
        }
        let name = self.names.name(trade.cid);
        let number = || trade.cid.map(|cid| cid.to_string()).unwrap_or_default();
        let client_id = name.clone().unwrap_or_else(number);
        let Some(fill) = trade.fill(&self.venue, &self.symbols.get(), client_id) else {
            if trade.fee.is_none() {
                self.owe(trade.order, &trade.symbol, now_ms);
            }
            return;
        };
        self.trades.insert(trade.id);
        self.oldest_trades.push_back(trade.id);
        if self.oldest_trades.len() > REMEMBERED
            && let Some(oldest) = self.oldest_trades.pop_front()
        {
            self.trades.remove(&oldest);
        }
        self.newest_ms = self.newest_ms.max(trade.time_ms);
        remembered(&mut self.orders, &mut self.oldest_orders, trade.order).filled += fill.quantity;
        steps.account(match name {
            Some(_) => AccountEvent::Order(ExecutionReport::Filled(fill)),
            None => AccountEvent::Foreign(fill),
        });
        self.settle(trade.order, steps);
    }

    /// Tells the end of an order whose fills are all told; `false`: some are missing.
    fn settle(&mut self, id: u64, steps: &mut Steps) -> bool {
        let Some(told) = self.orders.get_mut(&id) else { return true };
        match &told.end {
            Some(end) if told.filled < end.filled => false,
            Some(_) => {
                self.finish(id, steps);
                true
            }
            None => true,
        }
    }

    fn finish(&mut self, id: u64, steps: &mut Steps) {
        self.owed.remove(&id);
        let Some(told) = self.orders.get_mut(&id) else { return };
        told.ended = true;
        if let Some((client_id, reason)) = told.end.take().and_then(|end| end.cancelled) {
            steps.account(AccountEvent::Order(ExecutionReport::Cancelled { client_id, reason }));
        }
    }

    fn owe(&mut self, id: u64, symbol: &str, now_ms: i64) {
        let due_ms = now_ms + self.fee_ms;
        self.owed.entry(id).or_insert_with(|| Owed { symbol: symbol.to_owned(), due_ms, tries: 0 });
    }

    /// Orders whose trades must be asked for now; each is due again later unless they come.
    pub fn due(&mut self, now_ms: i64) -> Vec<(u64, String)> {
        let fee_ms = self.fee_ms;
        let due = self.owed.iter_mut().filter(|(_, owed)| owed.due_ms <= now_ms);
        due.map(|(id, owed)| {
            owed.due_ms = now_ms + fee_ms.max(1_000);
            (*id, owed.symbol.clone())
        })
        .collect()
    }

    /// All trades of an order that the venue has.
    pub fn trades_of(&mut self, id: u64, trades: &[WireTrade], now_ms: i64, steps: &mut Steps) {
        for trade in trades {
            self.trade(trade, now_ms, steps);
        }
        let Some(owed) = self.owed.get_mut(&id) else { return };
        let missing = match self.orders.get(&id).and_then(|told| told.end.as_ref().map(|end| (told, end))) {
            Some((told, end)) => told.filled < end.filled,
            // it still works: what was owed is the fee of a trade, and that is told now
            None => trades.iter().any(|trade| trade.fee.is_none()),
        };
        owed.tries += 1;
        if !missing {
            self.owed.remove(&id);
        } else if owed.tries >= TRIES {
            let raw = format!("order {id}: its trades do not add up to what is filled");
            steps.account(AccountEvent::Unlisted { what: "missing trades", raw });
            self.finish(id, steps);
            self.owed.remove(&id);
        }
    }
}

fn remembered<'a>(
    orders: &'a mut BTreeMap<u64, Told>,
    oldest_first: &mut VecDeque<u64>,
    id: u64,
) -> &'a mut Told {
    if !orders.contains_key(&id) {
        oldest_first.push_back(id);
        if oldest_first.len() > REMEMBERED
            && let Some(oldest) = oldest_first.pop_front()
        {
            orders.remove(&oldest);
        }
    }
    orders.entry(id).or_default()
}

#[cfg(test)]
#[path = "ledger_tests.rs"]
mod tests;
