//! One stream an instrument for all who listen to it; it ends with its last listener.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::Symbol;
use tokio::sync::broadcast;

use crate::{Feed, MarketEvent};

/// Events a slow listener may lie behind.
const KEPT: usize = 4_096;

type Streams = BTreeMap<Symbol, broadcast::Sender<MarketEvent>>;

#[derive(Default)]
pub struct Fanout(Arc<Mutex<Streams>>);

impl Fanout {
    /// Joins the stream of an instrument, or begins it with `open` on the runtime at hand. Without a runtime the channel
    /// is closed; for what the venue does not list it closes as soon as that is known.
    pub fn join(
        &self,
        symbol: &Symbol,
        open: impl Future<Output = Option<Feed>> + Send + 'static,
    ) -> broadcast::Receiver<MarketEvent> {
        let mut streams = lock(&self.0);
        streams.retain(|_, sender| sender.receiver_count() > 0);
        if let Some(sender) = streams.get(symbol) {
            return sender.subscribe();
        }
        let (sender, receiver) = broadcast::channel(KEPT);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            streams.insert(symbol.clone(), sender.clone());
            let (all, symbol, weak) = (self.0.clone(), symbol.clone(), sender.downgrade());
            runtime.spawn(async move {
                forward(open, weak).await;
                // another stream may have taken the place of this one
                lock(&all).retain(|of, there| *of != symbol || !there.same_channel(&sender));
            });
        }
        receiver
    }

    /// The channel of what does not exist.
    pub fn closed() -> broadcast::Receiver<MarketEvent> {
        broadcast::channel(1).1
    }
}

fn lock(streams: &Mutex<Streams>) -> MutexGuard<'_, Streams> {
    streams.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn forward(
    open: impl Future<Output = Option<Feed>> + Send,
    sender: broadcast::WeakSender<MarketEvent>,
) {
    let Some(mut feed) = open.await else { return };
    while let Some(event) = feed.events.recv().await {
        let Some(sender) = sender.upgrade() else { return };
        if sender.send(event).is_err() {
            return;
        }
    }
}
