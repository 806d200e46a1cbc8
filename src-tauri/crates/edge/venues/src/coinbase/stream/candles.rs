//! Running candles: five minutes from the stream, all others asked for, as the stream has no others.

use std::collections::BTreeMap;

use domain::{Candle, Symbol, Timeframe};

use super::routes::Routes;
use crate::coinbase::parse::{CandleRow, Rows};
use crate::session::Steps;
use crate::{Channel, MarketEvent};

/// The least time between two questions for the same candles.
const EVERY_MS: i64 = 5_000;

/// With many candles each is asked for less often, so that all take two questions a second.
const EACH_MS: i64 = 500;

/// A candle that nothing followed is closed so long after its end: the last trades may come late.
const SETTLED_MS: i64 = 3_000;

#[derive(Debug)]
pub struct Candlesticks {
    running: BTreeMap<(Symbol, Timeframe), Running>,
    asked: Vec<Asked>,
}

#[derive(Debug, Default)]
struct Running {
    candle: Option<Candle>,
    closed: bool,
}

#[derive(Debug)]
struct Asked {
    symbol: Symbol,
    timeframe: Timeframe,
    due_ms: i64,
}

impl Candlesticks {
    pub fn new(channels: &[Channel]) -> Self {
        let asked = channels.iter().filter_map(|channel| match channel {
            Channel::Candles { symbol, timeframe } if *timeframe != Timeframe::M5 => {
                Some(Asked { symbol: symbol.clone(), timeframe: *timeframe, due_ms: i64::MIN })
            }
            _ => None,
        });
        Self { running: BTreeMap::new(), asked: asked.collect() }
    }

    /// Five-minute candles; of a snapshot only the running one is news.
    pub fn streamed(&mut self, rows: &Rows<CandleRow>, snapshot: bool, routes: &Routes, steps: &mut Steps) {
        let mut candles: Vec<(&str, Candle)> = Vec::with_capacity(rows.len());
        for row in rows.iter() {
            match row.candle() {
                Some(candle) => candles.push((&row.product_id, candle)),
                None => steps.count_parse_error(),
            }
        }
        candles.sort_by(|a, b| (a.0, a.1.time_ms).cmp(&(b.0, b.1.time_ms)));
        for (i, (product, candle)) in candles.iter().enumerate() {
            let last_of_product = candles.get(i + 1).is_none_or(|next| next.0 != *product);
            for symbol in routes.symbols("candles", product) {
                let key = (symbol, Timeframe::M5);
                let known = self.running.get(&key).is_some_and(|running| running.candle.is_some());
                if !snapshot || known || last_of_product {
                    self.tell(key, *candle, false, steps);
                }
            }
        }
    }

    /// Tells a candle if it is news: the one before it is closed by it.
    fn tell(&mut self, key: (Symbol, Timeframe), candle: Candle, ended: bool, steps: &mut Steps) {
        let running = self.running.entry(key.clone()).or_default();
        let (symbol, timeframe) = key;
        let event =
            |candle, closed| MarketEvent::Candle { symbol: symbol.clone(), timeframe, candle, closed };
        match running.candle {
            Some(last) if candle.time_ms < last.time_ms => return,
            Some(last)
                if candle.time_ms == last.time_ms && (running.closed || (last == candle && !ended)) =>
            {
                return;
            }
            Some(last) if candle.time_ms > last.time_ms && !running.closed => steps.market(event(last, true)),
            _ => {}
        }
        *running = Running { candle: Some(candle), closed: ended };
        steps.market(event(candle, ended));
    }

    /// Asks for what is due.
    pub fn ask(&mut self, now_ms: i64, steps: &mut Steps) {
        let every = EVERY_MS.max(EACH_MS.saturating_mul(i64::try_from(self.asked.len()).unwrap_or(i64::MAX)));
        for (tag, asked) in (0..).zip(&mut self.asked) {
            if now_ms >= asked.due_ms {
                asked.due_ms = now_ms + every;
                steps.fetch(tag, format!("{} {}", asked.symbol, asked.timeframe));
            }
        }
    }

    /// The answer: the last candles, ascending.
    pub fn answered(&mut self, tag: u64, body: &[u8], now_ms: i64, steps: &mut Steps) {
        let asked = usize::try_from(tag).ok().and_then(|tag| self.asked.get(tag));
        let (Some(asked), Ok(candles)) = (asked, serde_json::from_slice::<Vec<Candle>>(body)) else { return };
        let key = (asked.symbol.clone(), asked.timeframe);
        let first = !self.running.contains_key(&key);
        let newest = candles.len().saturating_sub(1);
        for (i, candle) in candles.into_iter().enumerate() {
            // before the first answer nothing was promised
            if first && i < newest {
                continue;
            }
            let end_ms = candle.time_ms + key.1.ms();
            self.tell(key.clone(), candle, i < newest || now_ms >= end_ms + SETTLED_MS, steps);
        }
    }
}
