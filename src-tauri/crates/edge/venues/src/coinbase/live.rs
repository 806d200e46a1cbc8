//! Public streams: one for each watch, and one for each symbol that is subscribed to.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{Symbol, Timeframe};
use tokio::sync::{broadcast, mpsc};

use super::errand::CandleErrand;
use super::limits::{self, Limits};
use super::rest::Rest;
use super::stream::Stream;
use crate::feed::Health;
use crate::session::{self, SessionHandle, SessionSettings, Told};
use crate::{Channel, Clock, Feed, MarketEvent};

/// Events that a receiver may be behind before it is told that it lags.
const BACKLOG: usize = 4_096;

/// Levels a side that subscribers see.
const DEPTH: usize = 50;

pub struct Live {
    pub base: String,
    pub rest: Arc<Rest>,
    pub clock: Arc<dyn Clock>,
    pub limits: Limits,
    pub subscribed: Mutex<BTreeMap<Symbol, Subscribed>>,
    /// Of the last connection that was asked for.
    pub health: Mutex<Option<Arc<Health>>>,
}

pub struct Subscribed {
    events: broadcast::Sender<MarketEvent>,
    _session: SessionHandle<()>,
}

impl Live {
    fn start(
        &self,
        channels: &[Channel],
        until_close: bool,
        health: &Arc<Health>,
        sink: impl FnMut(Told) + Send + 'static,
    ) -> SessionHandle<()> {
        let settings = SessionSettings {
            base: self.base.clone(),
            backoff: self.limits.backoff,
            between_connects: self.limits.between_connects,
            reconnect: !until_close,
            health: health.clone(),
            fetcher: Arc::new(CandleErrand { rest: self.rest.clone(), clock: self.clock.clone() }),
        };
        session::spawn(Stream::new(channels, health.clone()), settings, sink)
    }

    fn new_health(&self) -> Arc<Health> {
        let health = Arc::new(Health::default());
        *self.health.lock().unwrap_or_else(PoisonError::into_inner) = Some(health.clone());
        health
    }

    pub fn watch(&self, channels: &[Channel], until_close: bool) -> Feed {
        let (events, received) = mpsc::unbounded_channel();
        let health = self.new_health();
        let connections: Vec<SessionHandle<()>> = channels
            .chunks(limits::PRODUCTS_PER_CONNECTION)
            .map(|part| {
                let events = events.clone();
                self.start(part, until_close, &health, move |told| {
                    if let Told::Market(event) = told {
                        // nobody reads any more: the feed is being dropped
                        let _ = events.send(event);
                    }
                })
            })
            .collect();
        Feed::new(received, health, Box::new(connections))
    }

    pub fn subscribe(&self, symbol: &Symbol) -> broadcast::Receiver<MarketEvent> {
        let mut subscribed = self.subscribed.lock().unwrap_or_else(PoisonError::into_inner);
        subscribed.retain(|other, live| other == symbol || live.events.receiver_count() > 0);
        if let Some(live) = subscribed.get(symbol) {
            return live.events.subscribe();
        }
        let (events, received) = broadcast::channel(BACKLOG);
        let of = || symbol.clone();
        let channels = [
            Channel::Ticker { symbol: of() },
            Channel::Trades { symbol: of() },
            Channel::Book { symbol: of(), depth: DEPTH },
            Channel::Candles { symbol: of(), timeframe: Timeframe::M1 },
        ];
        let told = events.clone();
        let session = self.start(&channels, false, &self.new_health(), move |event| {
            if let Told::Market(event) = event {
                // without receivers there is nobody to tell
                let _ = told.send(event);
            }
        });
        subscribed.insert(symbol.clone(), Subscribed { events, _session: session });
        received
    }
}
