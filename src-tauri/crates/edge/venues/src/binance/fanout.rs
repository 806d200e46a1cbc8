//! One stream an instrument for all who listen to it; it ends with its last listener.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use domain::Symbol;
use tokio::sync::broadcast;

use crate::{Feed, MarketEvent};

/// Events a slow listener may lie behind.
const KEPT: usize = 4_096;

#[derive(Default)]
pub struct Fanout(Mutex<BTreeMap<Symbol, broadcast::Sender<MarketEvent>>>);

impl Fanout {
    /// Joins the stream of an instrument, or begins it with `open` on the runtime at hand. Without a runtime, and for
    /// what the venue does not list, the channel is closed.
    pub fn join(
        &self,
        symbol: &Symbol,
        open: impl Future<Output = Option<Feed>> + Send + 'static,
    ) -> broadcast::Receiver<MarketEvent> {
        let mut streams = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        streams.retain(|_, sender| sender.receiver_count() > 0);
        if let Some(sender) = streams.get(symbol) {
            return sender.subscribe();
        }
        let (sender, receiver) = broadcast::channel(KEPT);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            let weak = sender.downgrade();
            runtime.spawn(forward(open, weak));
            streams.insert(symbol.clone(), sender);
        }
        receiver
    }

    /// The channel of what does not exist.
    pub fn closed() -> broadcast::Receiver<MarketEvent> {
        broadcast::channel(1).1
    }
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
