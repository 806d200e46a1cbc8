//! Connections shared by whoever listens to a symbol as a whole.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{Symbol, Timeframe};
use tokio::sync::broadcast;

use super::limits::{CHANNELS, Limits};
use super::stream::{Command, PublicStream};
use super::symbols::Symbols;
use crate::session::{self, SessionHandle, SessionSettings, Told};
use crate::{Channel, MarketEvent};

/// Events a receiver may fall behind.
const BEHIND: usize = 1_024;

type Listeners = Arc<Mutex<BTreeMap<Symbol, broadcast::Sender<MarketEvent>>>>;

struct Link {
    handle: SessionHandle<Command>,
    used: usize,
}

/// Events by symbol, from as few connections as hold the channels.
#[derive(Default)]
pub struct Hub {
    listeners: Listeners,
    links: Mutex<Vec<Link>>,
}

impl Hub {
    /// Listens to a symbol: ticker, trades, book and minutes. Outside of a runtime there is nothing to hear.
    pub fn subscribe(
        &self,
        symbol: &Symbol,
        symbols: Arc<Symbols>,
        limits: &Limits,
        settings: SessionSettings,
    ) -> broadcast::Receiver<MarketEvent> {
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = listeners.get(symbol) {
            return sender.subscribe();
        }
        let (sender, receiver) = broadcast::channel(BEHIND);
        if tokio::runtime::Handle::try_current().is_err() {
            return receiver;
        }
        listeners.insert(symbol.clone(), sender);
        drop(listeners);
        self.add(channels(symbol), symbols, limits, settings);
        receiver
    }

    fn add(&self, channels: Vec<Channel>, symbols: Arc<Symbols>, limits: &Limits, settings: SessionSettings) {
        let mut links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        let room = links.iter_mut().find(|link| link.used + channels.len() <= CHANNELS);
        if let Some(link) = room {
            link.used += channels.len();
            // it reconnects for as long as it is held, so that somebody is there to hear
            link.handle.command(Command::Add(channels));
            return;
        }
        let used = channels.len();
        let stream = PublicStream::new(symbols, limits.clone(), &channels);
        let listeners = self.listeners.clone();
        let handle = session::spawn(stream, settings, move |told| {
            let Told::Market(event) = told else { return };
            let listeners = listeners.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(sender) = listeners.get(symbol_of(&event)) {
                // Err: nobody listens just now
                let _ = sender.send(event);
            }
        });
        links.push(Link { handle, used });
    }
}

fn channels(symbol: &Symbol) -> Vec<Channel> {
    let symbol = || symbol.clone();
    vec![
        Channel::Ticker { symbol: symbol() },
        Channel::Trades { symbol: symbol() },
        Channel::Book { symbol: symbol(), depth: 25 },
        Channel::Candles { symbol: symbol(), timeframe: Timeframe::M1 },
    ]
}

const fn symbol_of(event: &MarketEvent) -> &Symbol {
    match event {
        MarketEvent::Book { symbol, .. }
        | MarketEvent::Trade { symbol, .. }
        | MarketEvent::Candle { symbol, .. } => symbol,
        MarketEvent::Ticker { ticker } => &ticker.symbol,
    }
}
