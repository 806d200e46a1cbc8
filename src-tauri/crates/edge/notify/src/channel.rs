//! A way to reach people.

use async_trait::async_trait;

use crate::{Level, News};

/// Why somebody was not reached.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChannelError {
    #[error("the channel is not there: {cause}")]
    Absent { cause: String },
    #[error("the channel refused it: {cause}")]
    Refused { cause: String },
    #[error("no answer within {seconds} s")]
    TimedOut { seconds: u64 },
}

/// A way to reach people. Called on a task of its own, so it may take its time; see [`crate::Notifier`] for how much.
#[async_trait]
pub trait Channel: Send + Sync {
    /// Stable name, as switches know it: `system`, `telegram`.
    fn name(&self) -> &'static str;

    /// The least loud news it hears unless a switch says otherwise.
    fn hears_from(&self) -> Level;

    async fn tell(&self, news: &News) -> Result<(), ChannelError>;
}
