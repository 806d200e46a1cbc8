//! Trades told once, candles told as they grow.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use domain::{Candle, Symbol, Timeframe, Trade};

use crate::MarketEvent;
use crate::aggregate::join;
use crate::bitfinex::parse;
use crate::bitfinex::row::{Row, Unreadable};
use crate::session::Steps;

/// Trades remembered; a snapshot after a reconnect repeats at most some hundred.
const REMEMBERED: usize = 2_000;

/// The trades of one pair. Each comes twice (`te`, then `tu`), and again after a reconnect.
#[derive(Debug, Default)]
pub struct Tape {
    seen: BTreeSet<u64>,
    oldest_first: VecDeque<u64>,
}

impl Tape {
    /// One trade, or a list of them with the newest first.
    pub fn take(&mut self, payload: &str, symbol: &Symbol, steps: &mut Steps) -> Result<(), Unreadable> {
        let row = Row::read(payload)?;
        let rows = if row.is_nested() { Row::list(payload)? } else { vec![row] };
        let mut trades: Vec<(u64, Trade)> = Vec::new();
        for row in rows.iter().filter(|row| !row.is_empty()) {
            trades.push((row.id(0).unwrap_or(0), parse::trade(row)?));
        }
        trades.sort_by_key(|(id, trade)| (trade.time_ms, *id));
        for (id, trade) in trades {
            if self.is_new(id) {
                steps.market(MarketEvent::Trade { symbol: symbol.clone(), trade });
            }
        }
        Ok(())
    }

    fn is_new(&mut self, id: u64) -> bool {
        if !self.seen.insert(id) {
            return false;
        }
        self.oldest_first.push_back(id);
        if self.oldest_first.len() > REMEMBERED
            && let Some(oldest) = self.oldest_first.pop_front()
        {
            self.seen.remove(&oldest);
        }
        true
    }
}

/// The candles of one pair, of a timeframe the venue has, or put together from one it has.
#[derive(Debug)]
pub struct Bars {
    timeframe: Timeframe,
    /// The parts of the running candle, by start.
    parts: BTreeMap<i64, Candle>,
    running: Option<Candle>,
}

impl Bars {
    pub fn new(timeframe: Timeframe) -> Self {
        Self { timeframe, parts: BTreeMap::new(), running: None }
    }

    pub const fn timeframe(&self) -> Timeframe {
        self.timeframe
    }

    /// One candle, or a list of them in any order.
    pub fn take(&mut self, payload: &str, symbol: &Symbol, steps: &mut Steps) -> Result<(), Unreadable> {
        let row = Row::read(payload)?;
        let rows = if row.is_nested() { Row::list(payload)? } else { vec![row] };
        let mut candles = Vec::new();
        for row in rows.iter().filter(|row| !row.is_empty()) {
            candles.extend(parse::candle(row)?);
        }
        candles.sort_by_key(|candle| candle.time_ms);
        for candle in candles {
            self.part(candle, symbol, steps);
        }
        Ok(())
    }

    fn part(&mut self, part: Candle, symbol: &Symbol, steps: &mut Steps) {
        let start = self.timeframe.floor(part.time_ms);
        let mut tell = |candle: Candle, closed: bool| {
            let (symbol, timeframe) = (symbol.clone(), self.timeframe);
            steps.market(MarketEvent::Candle { symbol, timeframe, candle, closed });
        };
        match self.running {
            // a candle that is over is told again with its last figures; one put together of parts long gone is not
            Some(running) if start < running.time_ms => {
                if part.time_ms == start && self.timeframe == crate::bitfinex::rest::offered(self.timeframe).0
                {
                    tell(part, true);
                }
                return;
            }
            Some(running) if start > running.time_ms => {
                tell(running, true);
                self.parts.clear();
            }
            _ => {}
        }
        self.parts.insert(part.time_ms, part);
        let whole = self.parts.values().copied().reduce(join);
        self.running = whole.map(|candle| Candle { time_ms: start, ..candle });
        if let Some(candle) = self.running {
            tell(candle, false);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::session::{Step, Told};

    fn told(steps: &mut Steps) -> Vec<String> {
        let word = |step| match step {
            Step::Tell(Told::Market(MarketEvent::Trade { trade, .. })) => trade.id,
            Step::Tell(Told::Market(MarketEvent::Candle { candle: c, closed, .. })) => {
                format!("{} {}-{} {} {closed}", c.time_ms / 60_000, c.open, c.close, c.volume)
            }
            other => format!("{other:?}"),
        };
        steps.drain().map(word).collect()
    }

    #[test]
    fn trades_are_told_once_oldest_first() {
        let (mut tape, mut steps, symbol) = (Tape::default(), Steps::default(), "BTC/USD".parse().unwrap());
        tape.take("[[3,30,1,100],[2,20,-1,100],[1,10,1,99]]", &symbol, &mut steps).unwrap();
        tape.take("[4,40,1,100]", &symbol, &mut steps).unwrap();
        tape.take("[4,40,1,100]", &symbol, &mut steps).unwrap();
        tape.take("[[4,40,1,100],[5,50,1,100]]", &symbol, &mut steps).unwrap();
        tape.take("[]", &symbol, &mut steps).unwrap();
        assert_eq!(told(&mut steps), ["1", "2", "3", "4", "5"]);
        assert!(tape.take("[1]", &symbol, &mut steps).is_err());
    }

    #[test]
    fn a_candle_is_closed_when_the_next_begins() {
        let (mut bars, mut steps, symbol) =
            (Bars::new(Timeframe::M1), Steps::default(), "BTC/USD".parse().unwrap());
        bars.take("[[60000,2,3,4,1,5],[0,1,2,3,1,9]]", &symbol, &mut steps).unwrap();
        bars.take("[60000,2,4,4,1,6]", &symbol, &mut steps).unwrap();
        bars.take("[120000,4,5,5,4,1]", &symbol, &mut steps).unwrap();
        bars.take("[60000,2,4,4,1,7]", &symbol, &mut steps).unwrap();
        let expected = [
            "0 1-2 9 false",
            "0 1-2 9 true",
            "1 2-3 5 false",
            "1 2-4 6 false",
            "1 2-4 6 true",
            "2 4-5 1 false",
            "1 2-4 7 true",
        ];
        assert_eq!(told(&mut steps), expected);
    }

    #[test]
    fn three_minutes_are_put_together_from_minutes() {
        let (mut bars, mut steps, symbol) =
            (Bars::new(Timeframe::M3), Steps::default(), "BTC/USD".parse().unwrap());
        bars.take("[[180000,1,2,3,1,1],[240000,2,3,4,2,1]]", &symbol, &mut steps).unwrap();
        bars.take("[240000,2,5,5,2,2]", &symbol, &mut steps).unwrap();
        assert_eq!(told(&mut steps), ["3 1-2 1 false", "3 1-3 2 false", "3 1-5 3 false"]);
    }
}
