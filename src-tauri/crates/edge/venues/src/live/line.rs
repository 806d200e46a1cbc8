//! One stream of a market for some symbols, opened again whenever it ends.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{Symbol, Timeframe};
use tokio::task::AbortHandle;

use super::DEPTH;
use super::heard::Heard;
use crate::backoff::{Backoff, chance};
use crate::{Channel, Health, HealthReport, MarketData, VenueError};

const CHANNELS_EACH: usize = 4;

/// How the stream does, over all the feeds it had.
#[derive(Default)]
struct Course {
    feed: Option<Arc<Health>>,
    past: HealthReport,
}

type Shared = Arc<Mutex<Course>>;

fn lock(course: &Shared) -> MutexGuard<'_, Course> {
    course.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends when it is dropped.
pub struct Line {
    symbols: BTreeSet<Symbol>,
    course: Shared,
    task: AbortHandle,
}

impl Line {
    pub fn open(market: Arc<dyn MarketData>, symbols: BTreeSet<Symbol>, heard: Arc<Heard>) -> Self {
        let course = Shared::default();
        let task = tokio::spawn(listen(market, symbols.clone(), heard, course.clone())).abort_handle();
        Self { symbols, course, task }
    }

    pub fn carries(&self, symbol: &Symbol) -> bool {
        self.symbols.contains(symbol)
    }

    /// Without this symbol; whether any are left. What still comes of it is not kept.
    pub fn let_go(&mut self, symbol: &Symbol) -> bool {
        self.symbols.remove(symbol);
        !self.symbols.is_empty()
    }

    pub fn report(&self) -> HealthReport {
        let course = lock(&self.course);
        let channels = self.symbols.len() * CHANNELS_EACH;
        match &course.feed {
            Some(feed) => {
                let now = feed.report();
                let heard_ms = now.heard_ms.or(course.past.heard_ms);
                let last_error = now.last_error.clone().or_else(|| course.past.last_error.clone());
                HealthReport { channels, heard_ms, last_error, ..now.counting(&course.past) }
            }
            None => HealthReport { channels, ..course.past.clone() },
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn listen(
    market: Arc<dyn MarketData>,
    mut symbols: BTreeSet<Symbol>,
    heard: Arc<Heard>,
    course: Shared,
) {
    let mut attempt = 0;
    while !symbols.is_empty() {
        let channels: Vec<Channel> = symbols.iter().flat_map(channels).collect();
        match market.watch(&channels, false) {
            Ok(mut feed) => {
                lock(&course).feed = Some(feed.health.clone());
                while let Some(event) = feed.events.recv().await {
                    attempt = 0;
                    heard.take(event);
                }
                ended(&course, &feed.health.report());
            }
            Err(error) => {
                lock(&course).past.last_error = Some(error.to_string());
                if let VenueError::UnknownInstrument { symbol, .. } = &error {
                    tracing::warn!(%symbol, "is not listed any more");
                    symbols.remove(symbol);
                    continue;
                }
            }
        }
        tokio::time::sleep(Backoff::STREAM.wait(attempt, chance())).await;
        attempt += 1;
    }
}

/// What the feed counted stays counted.
fn ended(course: &Shared, report: &HealthReport) {
    let mut course = lock(course);
    let mut past = report.clone().counting(&course.past);
    past.reconnects += 1;
    past.state = crate::LinkState::Offline;
    *course = Course { feed: None, past };
}

fn channels(symbol: &Symbol) -> [Channel; CHANNELS_EACH] {
    let symbol = || symbol.clone();
    [
        Channel::Book { symbol: symbol(), depth: DEPTH },
        Channel::Trades { symbol: symbol() },
        Channel::Ticker { symbol: symbol() },
        Channel::Candles { symbol: symbol(), timeframe: Timeframe::M1 },
    ]
}
