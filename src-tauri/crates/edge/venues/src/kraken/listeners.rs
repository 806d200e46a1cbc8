//! One stream for each symbol somebody listens to, however many listen.

use std::sync::Arc;

use domain::Symbol;
use tokio::sync::broadcast;

use super::inner::{Inner, locked};
use super::stream;
use crate::{Channel, MarketEvent};

const BACKLOG: usize = 4_096;

/// Levels a side of the book that listeners are told.
const DEPTH: usize = 25;

/// Joins the stream of a symbol or starts it. For an unknown symbol the channel closes.
pub fn subscribe(inner: &Arc<Inner>, symbol: &Symbol) -> broadcast::Receiver<MarketEvent> {
    let mut listeners = locked(&inner.listeners);
    if let Some(sender) = listeners.get(symbol).filter(|sender| sender.receiver_count() > 0) {
        return sender.subscribe();
    }
    let (sender, receiver) = broadcast::channel(BACKLOG);
    // outside a runtime nothing can be listened to: the channel is closed
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        listeners.insert(symbol.clone(), sender.clone());
        runtime.spawn(pass_on(Arc::downgrade(inner), symbol.clone(), sender));
    }
    receiver
}

async fn pass_on(inner: std::sync::Weak<Inner>, symbol: Symbol, sender: broadcast::Sender<MarketEvent>) {
    let channels = [
        Channel::Ticker { symbol: symbol.clone() },
        Channel::Trades { symbol: symbol.clone() },
        Channel::Book { symbol: symbol.clone(), depth: DEPTH },
    ];
    let feed = match inner.upgrade() {
        Some(inner) if inner.pair(&symbol).await.is_ok() => stream::watch(&inner, &channels, false).ok(),
        _ => None,
    };
    if let Some(mut feed) = feed {
        while let Some(event) = feed.events.recv().await {
            // Err: nobody listens any more
            if inner.strong_count() == 0 || sender.send(event).is_err() {
                break;
            }
        }
    }
    if let Some(inner) = inner.upgrade() {
        let mut listeners = locked(&inner.listeners);
        if listeners.get(&symbol).is_some_and(|kept| kept.same_channel(&sender)) {
            listeners.remove(&symbol);
        }
    }
}
