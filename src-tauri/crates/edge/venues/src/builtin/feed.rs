//! The stream of events of one built-in instrument, step by step.

use domain::{Symbol, Timeframe};

use super::depth::{Depth, STEP_MS};
use super::history::History;
use super::quote::ticker;
use super::series::SECOND_MS;
use super::tape::trades;
use super::tick_candle::TickCandle;
use crate::MarketEvent;

/// After a longer silence (a sleeping computer) the stream starts anew at the present; the candles between are in
/// the history.
const MAX_CATCH_UP_SECONDS: i64 = 60;

/// Where a stream stands.
#[derive(Debug, Default)]
pub struct Feed {
    /// The last second and the last quarter second told.
    second: Option<i64>,
    step: Option<i64>,
    running: Vec<(Timeframe, TickCandle)>,
}

/// What a stream is drawn from.
#[derive(Debug)]
pub struct Sources<'a> {
    pub symbol: &'a Symbol,
    pub history: &'a History,
    pub depth: &'a Depth,
    pub tape_key: u64,
}

impl Feed {
    /// Everything that happened up to `now_ms` and was not told yet. A second is told once it has begun; time that
    /// goes back is told nothing.
    pub fn step(&mut self, from: &Sources<'_>, now_ms: i64) -> Vec<MarketEvent> {
        let now = now_ms.div_euclid(SECOND_MS);
        let mut events = Vec::new();
        let first = match self.second {
            Some(told) if now - told <= MAX_CATCH_UP_SECONDS => told + 1,
            _ => {
                self.start(from, now - 1);
                now
            }
        };
        for second in first..=now {
            self.second(from, second, &mut events);
        }
        let step = now_ms.div_euclid(STEP_MS);
        if self.step.is_none_or(|told| step > told) {
            self.step = Some(step);
            let book = from.depth.book(&from.history.series, now_ms);
            events.push(MarketEvent::Book { symbol: from.symbol.clone(), book });
            if first <= now {
                let ticker = ticker(from, now_ms);
                events.push(MarketEvent::Ticker { ticker });
            }
        }
        events
    }

    /// Takes up the running candles as they were after `second`.
    fn start(&mut self, from: &Sources<'_>, second: i64) {
        self.running = Timeframe::ALL
            .into_iter()
            .filter_map(|t| {
                let start = t.floor(second * SECOND_MS);
                Some((t, from.history.candle(t, start, second)?))
            })
            .collect();
    }

    fn second(&mut self, from: &Sources<'_>, second: i64, events: &mut Vec<MarketEvent>) {
        let (price, lots) = from.history.series.tick(second);
        let time_ms = second * SECOND_MS;
        let told = |timeframe, candle: &TickCandle, closed| MarketEvent::Candle {
            symbol: from.symbol.clone(),
            timeframe,
            candle: candle.candle(&from.history.series.listing),
            closed,
        };
        for (timeframe, candle) in &mut self.running {
            let tick = TickCandle::of(timeframe.floor(time_ms), price, lots);
            if tick.time_ms == candle.time_ms {
                *candle = candle.join(tick);
            } else {
                events.push(told(*timeframe, candle, true));
                *candle = tick;
            }
        }
        for trade in trades(&from.history.series, from.depth, from.tape_key, second) {
            events.push(MarketEvent::Trade { symbol: from.symbol.clone(), trade });
        }
        events.extend(self.running.iter().map(|(t, c)| told(*t, c, false)));
        self.second = Some(second);
    }
}
