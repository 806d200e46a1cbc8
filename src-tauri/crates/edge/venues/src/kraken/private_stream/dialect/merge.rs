//! What happened to orders, from the stream and from REST alike.

use domain::{Decimal, Fill, InstrumentId, OrderStatus};
use serde_json::value::RawValue;

use super::{PrivateStream, RETRY_MS, Sync};
use crate::feed::LinkState;
use crate::kraken::parse::account::OrderFact;
use crate::kraken::parse::stream::{ExecutionRow, symbol};
use crate::kraken::private_stream::catch_up::CatchUp;
use crate::kraken::symbols::common;
use crate::session::Steps;
use crate::{AccountEvent, ExecutionReport};

/// Orders placed elsewhere that are remembered as such.
const MOST_FOREIGN: usize = 10_000;

/// How an order ended.
enum Ending {
    Filled,
    Off(String),
}

impl PrivateStream {
    pub(super) fn execution(&mut self, raw: &RawValue, now_ms: i64, steps: &mut Steps) -> Option<()> {
        let row: ExecutionRow<'_> = serde_json::from_str(raw.get()).ok()?;
        let venue_id: &str = &row.order_id;
        let time_ms = row.time_ms(now_ms);
        let known_status = row.order_status.as_deref().is_none_or(|status| {
            let words =
                ["pending_new", "new", "partially_filled", "filled", "canceled", "expired", "triggered"];
            words.contains(&status)
        });
        if !known_status {
            unlisted("order status", raw, steps);
        }
        if let Some(client_id) = row.cl_ord_id.as_deref().filter(|id| !id.is_empty()) {
            self.ids.named(&self.ids.ours(client_id), venue_id, time_ms);
        }
        let Some(client_id) = self.ids.of_venue_id(venue_id) else {
            return self.foreign(&row, now_ms, steps);
        };
        match &*row.exec_type {
            "pending_new" => return Some(()),
            "trade" => {
                self.acknowledge(&client_id, venue_id, steps);
                let fill = self.fill(&row, client_id, now_ms)?;
                self.filled(venue_id, fill, steps);
                self.suspect_if_lacking(&row, now_ms);
            }
            "new" | "status" | "restated" | "amended" | "iceberg_refill" => {
                self.acknowledge(&client_id, venue_id, steps);
                self.suspect_if_lacking(&row, now_ms);
            }
            "filled" => self.ended(&client_id, venue_id, row.cum_qty, Ending::Filled, now_ms, steps),
            word @ ("canceled" | "expired") => {
                let ending = Ending::Off(row.why(word));
                self.ended(&client_id, venue_id, row.cum_qty, ending, now_ms, steps);
            }
            _ => unlisted("execution", raw, steps),
        }
        Some(())
    }

    /// An order whose name is not ours. Until it was asked for it may be ours all the same.
    fn foreign(&mut self, row: &ExecutionRow<'_>, now_ms: i64, steps: &mut Steps) -> Option<()> {
        let venue_id: &str = &row.order_id;
        if row.exec_type != "trade" {
            return Some(());
        }
        if !self.foreign.contains(venue_id) {
            self.suspects.insert(venue_id.to_owned());
            self.missed(now_ms);
            return Some(());
        }
        let fill = self.fill(row, String::new(), now_ms)?;
        if self.books.trade(venue_id, &fill.trade_id, fill.quantity) {
            steps.account(AccountEvent::Foreign(fill));
        }
        Some(())
    }

    fn fill(&mut self, row: &ExecutionRow<'_>, client_id: String, now_ms: i64) -> Option<Fill> {
        let symbol = symbol(row.symbol.as_deref()?)?;
        let fees = row.fees.as_deref().unwrap_or_default();
        let currency = fees.first().map_or(symbol.quote(), |fee| common(&fee.asset)).to_owned();
        let fee = fees.iter().map(|fee| fee.qty.0).fold(Decimal::ZERO, Decimal::saturating_add);
        let time_ms = row.time_ms(now_ms);
        self.seen_ms = self.seen_ms.max(Some(time_ms));
        Some(Fill {
            client_id,
            trade_id: row.exec_id.as_deref()?.to_owned(),
            instrument: InstrumentId::new(self.venue.clone(), symbol),
            side: row.side?,
            quantity: row.last_qty?.normalize(),
            price: row.last_price?.normalize(),
            fee: fee.normalize(),
            fee_currency: currency,
            maker: row.liquidity_ind.as_deref() == Some("m"),
            time_ms,
        })
    }

    fn acknowledge(&mut self, client_id: &str, venue_id: &str, steps: &mut Steps) {
        if self.books.acknowledge(venue_id) {
            let (client_id, venue_id) = (client_id.to_owned(), venue_id.to_owned());
            steps.account(AccountEvent::Order(ExecutionReport::Acknowledged { client_id, venue_id }));
        }
    }

    fn filled(&mut self, venue_id: &str, fill: Fill, steps: &mut Steps) {
        if self.books.trade(venue_id, &fill.trade_id, fill.quantity) {
            steps.account(AccountEvent::Order(ExecutionReport::Filled(fill)));
        }
    }

    fn suspect_if_lacking(&mut self, row: &ExecutionRow<'_>, now_ms: i64) {
        if row.cum_qty.is_some_and(|filled| self.books.lacks(&row.order_id, filled)) {
            self.suspects.insert(row.order_id.to_string());
            self.missed(now_ms);
        }
    }

    /// The end of an order is told after its last fill; while one is missing, REST is asked first.
    fn ended(
        &mut self,
        client_id: &str,
        venue_id: &str,
        filled: Option<Decimal>,
        ending: Ending,
        now_ms: i64,
        steps: &mut Steps,
    ) {
        self.acknowledge(client_id, venue_id, steps);
        if filled.is_some_and(|filled| self.books.lacks(venue_id, filled)) {
            self.suspects.insert(venue_id.to_owned());
            return self.missed(now_ms);
        }
        if self.books.end(venue_id)
            && let Ending::Off(reason) = ending
        {
            let client_id = client_id.to_owned();
            steps.account(AccountEvent::Order(ExecutionReport::Cancelled { client_id, reason }));
        }
    }

    /// Takes what REST told. What the stream told already is no news.
    pub(super) fn merge(&mut self, account: CatchUp, now_ms: i64, steps: &mut Steps) {
        for one in account.fills {
            self.seen_ms = self.seen_ms.max(Some(one.fill.time_ms));
            match self.ids.of_venue_id(&one.order_id) {
                Some(client_id) => {
                    self.acknowledge(&client_id, &one.order_id, steps);
                    self.filled(&one.order_id, Fill { client_id, ..one.fill }, steps);
                }
                None => {
                    let news = self.books.trade(&one.order_id, &one.fill.trade_id, one.fill.quantity);
                    self.books.end(&one.order_id);
                    if self.foreign.len() >= MOST_FOREIGN {
                        self.foreign.clear();
                    }
                    self.foreign.insert(one.order_id);
                    // what was before us is history, not news
                    if news && self.caught_up {
                        steps.account(AccountEvent::Foreign(one.fill));
                    }
                }
            }
        }
        for fact in account.orders {
            self.order(&fact, now_ms, steps);
        }
        let again = self.sync == Sync::Running { again: true } || !self.suspects.is_empty();
        self.sync = if again { Sync::Due(now_ms + RETRY_MS) } else { Sync::Done };
        self.caught_up = true;
        steps.state(LinkState::Live);
        steps.account(AccountEvent::Resynced);
    }

    fn order(&mut self, fact: &OrderFact, now_ms: i64, steps: &mut Steps) {
        let Some(client_id) = self.ids.of_venue_id(&fact.venue_id) else { return };
        let off = |word: &str| Ending::Off(fact.reason.clone().unwrap_or_else(|| word.to_owned()));
        let ending = match fact.status {
            Some(OrderStatus::Filled) => Ending::Filled,
            Some(OrderStatus::Canceled) => off("canceled"),
            Some(OrderStatus::Expired) => off("expired"),
            Some(_) => return self.acknowledge(&client_id, &fact.venue_id, steps),
            None => {
                let raw = fact.status_word.clone();
                return steps.account(AccountEvent::Unlisted { what: "order status", raw });
            }
        };
        self.ended(&client_id, &fact.venue_id, Some(fact.filled), ending, now_ms, steps);
    }
}

fn unlisted(what: &'static str, raw: &RawValue, steps: &mut Steps) {
    steps.account(AccountEvent::Unlisted { what, raw: raw.get().to_owned() });
}
