//! The trades of one market: those of the past made by seed, those since the start as they happened.

use std::collections::{BTreeMap, VecDeque};

use domain::{Decimal, Side, Symbol};

use super::crowd::STEP_MS;
use super::event::PublicTrade;
use super::past::{LISTED_MS, MINUTE_MS, Past, PastTrade};
use super::view::{ExactCandle, Range};

/// Trades kept; older ones are answered as if they lay before the start.
const KEPT: usize = 20_000;
/// Minutes kept: two weeks.
const MINUTES: usize = 20_160;
/// Ids of one step.
const IDS: i64 = 1_000;

#[derive(Debug, Clone, Copy)]
struct Kept {
    id: u64,
    side: Side,
    price: Decimal,
    size: Decimal,
    time_ms: i64,
}

#[derive(Debug)]
pub struct Tape {
    past: Past,
    start_ms: i64,
    kept: VecDeque<Kept>,
    minutes: BTreeMap<i64, ExactCandle>,
    last: Kept,
}

/// The id of a trade by its time: rising, and the same whenever it is asked for.
fn first_id(time_ms: i64) -> u64 {
    (time_ms.div_euclid(STEP_MS) * IDS).max(0).cast_unsigned()
}

impl Tape {
    pub fn new(past: Past, start_ms: i64) -> Self {
        let ticks = past.grid.ticks(past.path.at(start_ms)).round().max(1.0) as i64;
        let last = Kept {
            // above whatever the past has in this step
            id: first_id(start_ms) + IDS.cast_unsigned() - 1,
            side: Side::Buy,
            price: past.grid.price(ticks),
            size: past.grid.quantity(1),
            time_ms: start_ms,
        };
        Self { past, start_ms, kept: VecDeque::new(), minutes: BTreeMap::new(), last }
    }

    /// Price, size and id of the last trade.
    pub fn last(&self) -> (Decimal, Decimal, u64) {
        (self.last.price, self.last.size, self.last.id)
    }

    /// Keeps a trade; its id.
    pub fn record(&mut self, time_ms: i64, side: Side, price: Decimal, size: Decimal) -> u64 {
        let id = first_id(time_ms).max(self.last.id + 1);
        self.last = Kept { id, side, price, size, time_ms };
        self.kept.push_back(self.last);
        if self.kept.len() > KEPT {
            self.kept.pop_front();
        }
        let minute = time_ms.div_euclid(MINUTE_MS);
        let single = ExactCandle::of_trade(minute * MINUTE_MS, price, size);
        let before = self.minutes.get(&minute).copied().or_else(|| self.before_start(minute));
        self.minutes.insert(minute, before.map_or(single, |candle| candle.followed_by(&single)));
        if self.minutes.len() > MINUTES {
            self.minutes.pop_first();
        }
        id
    }

    /// What the past had of the minute in which the exchange was started.
    fn before_start(&self, minute: i64) -> Option<ExactCandle> {
        let start = self.start_ms;
        (minute == start.div_euclid(MINUTE_MS)).then(|| self.made(minute, start))?
    }

    /// The candle of a minute from the trades made by seed before `until_ms`.
    fn made(&self, minute: i64, until_ms: i64) -> Option<ExactCandle> {
        let trades = self.past.minute(minute).take_while(|trade| trade.time_ms < until_ms);
        trades.map(|trade| self.candle_of(minute, &trade)).reduce(|candle, next| candle.followed_by(&next))
    }

    fn candle_of(&self, minute: i64, trade: &PastTrade) -> ExactCandle {
        let (price, size) = (self.past.grid.price(trade.ticks), self.past.grid.quantity(trade.lots));
        ExactCandle::of_trade(minute * MINUTE_MS, price, size)
    }

    /// The candle of a minute; `None`: nobody traded in it, or it has not come.
    pub fn minute(&self, minute: i64, now_ms: i64) -> Option<ExactCandle> {
        if let Some(candle) = self.minutes.get(&minute) {
            return Some(*candle);
        }
        let start = minute * MINUTE_MS;
        if start + MINUTE_MS > now_ms && start > self.start_ms {
            return None;
        }
        let until = if start <= self.start_ms { self.start_ms } else { now_ms };
        self.made(minute, until)
    }

    /// What the past had of whole minutes.
    pub fn past_minutes(&self, from: i64, to: i64) -> Option<ExactCandle> {
        self.past.minutes(from, to)
    }

    /// Does every minute before this one come from the past alone?
    pub fn is_past(&self, minute: i64) -> bool {
        minute < self.start_ms.div_euclid(MINUTE_MS)
    }

    /// Trades of a range, oldest first.
    pub fn trades(&self, symbol: &Symbol, range: Range) -> Vec<PublicTrade> {
        let seam = self.seam_ms();
        let wanted = |time_ms: i64| (range.from_ms..=range.to_ms).contains(&time_ms);
        let kept = self.kept.iter().filter(|one| wanted(one.time_ms)).map(|one| one.told(symbol));
        if range.newest {
            let mut newest: Vec<PublicTrade> = kept.rev().take(range.limit).collect();
            self.past_backwards(symbol, range, seam, &mut newest);
            newest.reverse();
            return newest;
        }
        let mut oldest = self.past_forwards(symbol, range, seam);
        let more = range.limit.saturating_sub(oldest.len());
        oldest.extend(kept.take(more));
        oldest
    }

    /// Where what was kept begins: at the start, or where trades were dropped.
    fn seam_ms(&self) -> i64 {
        match self.kept.front() {
            Some(first) if self.kept.len() >= KEPT => first.time_ms,
            _ => self.start_ms,
        }
    }

    fn past_backwards(&self, symbol: &Symbol, range: Range, seam: i64, into: &mut Vec<PublicTrade>) {
        let mut minute = range.to_ms.min(seam).div_euclid(MINUTE_MS);
        let first = range.from_ms.max(LISTED_MS).div_euclid(MINUTE_MS);
        while into.len() < range.limit && minute >= first {
            let trades: Vec<PastTrade> = self.past.minute(minute).collect();
            let wanted = trades.iter().rev().filter(|trade| {
                trade.time_ms < seam && (range.from_ms..=range.to_ms).contains(&trade.time_ms)
            });
            let more = range.limit - into.len();
            into.extend(wanted.take(more).map(|trade| self.told(symbol, trade)));
            minute -= 1;
        }
    }

    fn past_forwards(&self, symbol: &Symbol, range: Range, seam: i64) -> Vec<PublicTrade> {
        let mut found = Vec::new();
        let mut minute = range.from_ms.max(LISTED_MS).div_euclid(MINUTE_MS);
        let end = range.to_ms.min(seam);
        while found.len() < range.limit && minute * MINUTE_MS <= end {
            let wanted = self.past.minute(minute).filter(|trade| {
                trade.time_ms < seam && (range.from_ms..=range.to_ms).contains(&trade.time_ms)
            });
            let more = range.limit - found.len();
            found.extend(wanted.take(more).map(|trade| self.told(symbol, &trade)));
            minute += 1;
        }
        found
    }

    fn told(&self, symbol: &Symbol, trade: &PastTrade) -> PublicTrade {
        PublicTrade {
            symbol: symbol.clone(),
            id: first_id(trade.time_ms),
            side: trade.side,
            price: self.past.grid.price(trade.ticks),
            size: self.past.grid.quantity(trade.lots),
            time_ms: trade.time_ms,
        }
    }
}

impl Kept {
    fn told(&self, symbol: &Symbol) -> PublicTrade {
        PublicTrade {
            symbol: symbol.clone(),
            id: self.id,
            side: self.side,
            price: self.price,
            size: self.size,
            time_ms: self.time_ms,
        }
    }
}
