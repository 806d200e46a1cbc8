//! One symbol's stream and what it last told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::{Book, Symbol, Ticker, Timeframe, Trade};
use tokio::sync::broadcast;
use tokio::task::AbortHandle;

use super::{DEPTH, Lines};
use crate::{Channel, Feed, Health, HealthReport, LinkState, MarketData, MarketEvent, VenueError};

/// Events a slow subscriber may fall behind.
const BACKLOG: usize = 1024;
const TRADES: usize = 200;
/// A line nobody has listened to for two of these is closed.
const IDLE: Duration = Duration::from_secs(30);

#[derive(Default)]
pub struct Seen {
    pub book: Option<Book>,
    pub ticker: Option<Ticker>,
    trades: VecDeque<Trade>,
}

impl Seen {
    fn take(&mut self, event: &MarketEvent) {
        match event {
            MarketEvent::Book { book, .. } => self.book = Some(book.clone()),
            MarketEvent::Ticker { ticker } => self.ticker = Some(ticker.clone()),
            MarketEvent::Trade { trade, .. } => {
                if self.trades.len() == TRADES {
                    self.trades.pop_front();
                }
                self.trades.push_back(trade.clone());
            }
            MarketEvent::Candle { .. } => {}
        }
    }

    /// The latest, oldest first; `None` while it has heard fewer.
    pub fn trades(&self, limit: usize) -> Option<Vec<Trade>> {
        let first = self.trades.len().checked_sub(limit)?;
        Some(self.trades.iter().skip(first).cloned().collect())
    }
}

pub struct Line {
    sender: broadcast::Sender<MarketEvent>,
    seen: Arc<Mutex<Seen>>,
    health: Arc<Health>,
    task: AbortHandle,
}

impl Line {
    pub fn open(market: &dyn MarketData, symbol: &Symbol, lines: Lines) -> Result<Self, VenueError> {
        let symbol = symbol.clone();
        let channels = [
            Channel::Book { symbol: symbol.clone(), depth: DEPTH },
            Channel::Trades { symbol: symbol.clone() },
            Channel::Ticker { symbol: symbol.clone() },
            Channel::Candles { symbol: symbol.clone(), timeframe: Timeframe::M1 },
        ];
        let feed = market.watch(&channels, false)?;
        let (sender, seen, health) =
            (broadcast::channel(BACKLOG).0, Arc::<Mutex<Seen>>::default(), feed.health.clone());
        let task = tokio::spawn(pass_on(feed, sender.clone(), seen.clone(), symbol, lines)).abort_handle();
        Ok(Self { sender, seen, health, task })
    }

    pub fn subscribe(&self) -> broadcast::Receiver<MarketEvent> {
        self.sender.subscribe()
    }

    pub fn is_live(&self) -> bool {
        self.health.report().state == LinkState::Live
    }

    pub fn seen<T>(&self, read: impl FnOnce(&Seen) -> Option<T>) -> Option<T> {
        read(&self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn health(&self) -> HealthReport {
        self.health.report()
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn pass_on(
    mut feed: Feed,
    sender: broadcast::Sender<MarketEvent>,
    seen: Arc<Mutex<Seen>>,
    symbol: Symbol,
    lines: Lines,
) {
    let mut idle = tokio::time::interval(IDLE);
    let mut alone = 0;
    loop {
        tokio::select! {
            event = feed.events.recv() => {
                let Some(event) = event else { break };
                seen.lock().unwrap_or_else(PoisonError::into_inner).take(&event);
                // nobody may be listening just now
                let _ = sender.send(event);
            }
            _ = idle.tick() => {
                alone = if sender.receiver_count() == 0 { alone + 1 } else { 0 };
                if alone > 2 {
                    break;
                }
            }
        }
    }
    lines.lock().unwrap_or_else(PoisonError::into_inner).remove(&symbol);
}
