//! Hands news to the channels that want it.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use crate::{Channel, ChannelError, News, Switches};

/// A channel that says nothing for so long is left alone.
const PATIENCE: Duration = Duration::from_secs(20);

/// The channels there are, and who wants what. Cheap to share behind an [`Arc`].
#[derive(Default)]
pub struct Notifier {
    channels: RwLock<Vec<Arc<dyn Channel>>>,
    switches: RwLock<Switches>,
}

impl Notifier {
    /// One more channel; one of the same name is replaced.
    pub fn add(&self, channel: Arc<dyn Channel>) {
        let mut channels = self.channels.write().unwrap_or_else(PoisonError::into_inner);
        channels.retain(|c| c.name() != channel.name());
        channels.push(channel);
    }

    pub fn set_switches(&self, switches: Switches) {
        *self.switches.write().unwrap_or_else(PoisonError::into_inner) = switches;
    }

    /// Tells every channel that wants it, each on a task of its own; waits for none. To be called inside a tokio runtime.
    pub fn tell(&self, news: &News) {
        for channel in self.listeners(news) {
            let news = news.clone();
            tokio::spawn(async move {
                let told = tokio::time::timeout(PATIENCE, channel.tell(&news)).await;
                let late = Err(ChannelError::TimedOut { seconds: PATIENCE.as_secs() });
                if let Err(error) = told.unwrap_or(late) {
                    tracing::info!(channel = channel.name(), code = %news.code, %error, "not told");
                }
            });
        }
    }

    fn listeners(&self, news: &News) -> Vec<Arc<dyn Channel>> {
        let channels = self.channels.read().unwrap_or_else(PoisonError::into_inner);
        let switches = self.switches.read().unwrap_or_else(PoisonError::into_inner);
        channels.iter().filter(|c| switches.hears(c.name(), c.hears_from(), news)).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::Level;
    use async_trait::async_trait;
    use std::collections::BTreeMap;
    use tokio::sync::mpsc;

    struct Ear(&'static str, mpsc::UnboundedSender<String>);

    #[async_trait]
    impl Channel for Ear {
        fn name(&self) -> &'static str {
            self.0
        }

        fn hears_from(&self) -> Level {
            Level::Info
        }

        async fn tell(&self, news: &News) -> Result<(), ChannelError> {
            self.1.send(news.text.clone()).map_err(|e| ChannelError::Absent { cause: e.to_string() })
        }
    }

    #[tokio::test]
    async fn a_dead_channel_stops_no_other() {
        let (dead, gone) = mpsc::unbounded_channel();
        drop(gone);
        let (send, mut heard) = mpsc::unbounded_channel();
        let notifier = Notifier::default();
        notifier.add(Arc::new(Ear("dead", dead)));
        notifier.add(Arc::new(Ear("alive", send.clone())));
        notifier.add(Arc::new(Ear("alive", send)));
        let text = "Signed.".to_owned();
        notifier.tell(&News {
            code: "signed".into(),
            level: Level::Info,
            values: BTreeMap::new(),
            text,
            time_ms: 0,
        });
        assert_eq!(heard.recv().await.unwrap(), "Signed.");
        assert!(heard.try_recv().is_err(), "the replaced channel is gone");
    }
}
