//! What was told of each order, so that nothing is told twice and nothing that is missing goes unnoticed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use domain::Decimal;

/// Orders and trades remembered.
const MOST: usize = 20_000;

/// One of our orders.
#[derive(Debug, Clone, Default, PartialEq)]
struct Progress {
    acknowledged: bool,
    ended: bool,
    filled: Decimal,
}

/// Orders by the venue's id, trades by theirs.
#[derive(Debug, Default)]
pub struct Books {
    orders: BTreeMap<String, Progress>,
    order_age: VecDeque<String>,
    trades: BTreeSet<String>,
    trade_age: VecDeque<String>,
}

impl Books {
    fn order(&mut self, venue_id: &str) -> &mut Progress {
        if !self.orders.contains_key(venue_id) {
            self.order_age.push_back(venue_id.to_owned());
            if self.order_age.len() > MOST
                && let Some(oldest) = self.order_age.pop_front()
            {
                self.orders.remove(&oldest);
            }
        }
        self.orders.entry(venue_id.to_owned()).or_default()
    }

    /// Whether the acknowledgement is news.
    pub fn acknowledge(&mut self, venue_id: &str) -> bool {
        !std::mem::replace(&mut self.order(venue_id).acknowledged, true)
    }

    /// Whether the trade is news.
    pub fn trade(&mut self, venue_id: &str, trade_id: &str, quantity: Decimal) -> bool {
        if !self.trades.insert(trade_id.to_owned()) {
            return false;
        }
        self.trade_age.push_back(trade_id.to_owned());
        if self.trade_age.len() > MOST
            && let Some(oldest) = self.trade_age.pop_front()
        {
            self.trades.remove(&oldest);
        }
        let order = self.order(venue_id);
        order.filled = order.filled.saturating_add(quantity);
        true
    }

    /// Whether fills are missing of an order that has this much filled.
    pub fn lacks(&mut self, venue_id: &str, filled: Decimal) -> bool {
        self.order(venue_id).filled < filled
    }

    /// Whether the order's end is news.
    pub fn end(&mut self, venue_id: &str) -> bool {
        !std::mem::replace(&mut self.order(venue_id).ended, true)
    }

    /// Whether the order's end was told.
    pub fn has_ended(&self, venue_id: &str) -> bool {
        self.orders.get(venue_id).is_some_and(|order| order.ended)
    }

    /// Orders whose end was not told.
    pub fn working(&self) -> BTreeSet<String> {
        self.orders.iter().filter(|(_, order)| !order.ended).map(|(id, _)| id.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_news_once_and_a_lost_fill_is_missed() {
        let mut books = Books::default();
        assert!(books.acknowledge("O1") && !books.acknowledge("O1"));
        assert!(books.trade("O1", "T1", Decimal::ONE) && !books.trade("O1", "T1", Decimal::ONE));
        assert!(!books.lacks("O1", Decimal::ONE) && books.lacks("O1", Decimal::TWO));
        assert_eq!(books.working().into_iter().collect::<Vec<_>>(), ["O1"]);
        assert!(books.end("O1") && !books.end("O1"));
        assert!(books.working().is_empty());
        for i in 0..2 * MOST {
            books.trade(&format!("O{i:06}"), &format!("T{i:06}"), Decimal::ONE);
        }
        assert!(books.orders.len() <= MOST && books.trades.len() <= MOST);
    }
}
