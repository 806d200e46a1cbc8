//! A WebSocket session: connect, watch, reconnect. What is said on it is a [`Dialect`]'s business.

mod driver;
mod steps;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::mpsc;

pub use driver::run;
pub use steps::{Step, Steps};

use crate::VenueError;
use crate::backoff::Backoff;
use crate::feed::Health;

/// What a venue says on its socket, as a machine without clock or socket: time and messages come in, [`Steps`] go
/// out. A new connection starts with [`Dialect::opened`]; whatever the last one left is the dialect's to forget.
pub trait Dialect: Send + 'static {
    /// What the program may ask of a running session.
    type Command: Send + 'static;

    /// Path and query, appended to the base address of the stream; asked at each connect.
    fn target(&mut self) -> String;

    fn opened(&mut self, now_ms: i64, steps: &mut Steps);

    fn received(&mut self, message: &[u8], now_ms: i64, steps: &mut Steps);

    /// About four times a second.
    fn tick(&mut self, _now_ms: i64, _steps: &mut Steps) {}

    /// What a [`Step::Fetch`] brought.
    fn fetched(&mut self, _tag: u64, _answer: Result<Vec<u8>, VenueError>, _now_ms: i64, _steps: &mut Steps) {
    }

    fn command(&mut self, _command: Self::Command, _now_ms: i64, _steps: &mut Steps) {}

    /// The connection ended. Whoever waits for an answer on it is told that it will not come.
    fn closed(&mut self, _steps: &mut Steps) {}

    /// The connection is dead after so long without any message.
    fn silence(&self) -> Duration {
        Duration::from_secs(30)
    }
}

/// Asks REST on behalf of a dialect: a token, a snapshot of a book.
#[async_trait]
pub trait Fetcher: Send + Sync {
    async fn fetch(&self, what: &str) -> Result<Vec<u8>, VenueError>;
}

/// For dialects that fetch nothing.
pub struct NoFetcher;

#[async_trait]
impl Fetcher for NoFetcher {
    async fn fetch(&self, _: &str) -> Result<Vec<u8>, VenueError> {
        Ok(Vec::new())
    }
}

/// How a session is run.
#[derive(Clone)]
pub struct SessionSettings {
    /// scheme://host:port
    pub base: String,
    pub backoff: Backoff,
    /// The least time from one attempt to connect to the next, as the venue counts them.
    pub between_connects: Duration,
    /// `false`: the session ends when the server ends it.
    pub reconnect: bool,
    pub health: Arc<Health>,
    pub fetcher: Arc<dyn Fetcher>,
}

/// A running session; it ends when this is dropped.
pub struct SessionHandle<C> {
    commands: mpsc::UnboundedSender<C>,
    task: tokio::task::JoinHandle<()>,
}

impl<C: Send + 'static> SessionHandle<C> {
    /// `false`: the session has ended.
    pub fn command(&self, command: C) -> bool {
        self.commands.send(command).is_ok()
    }

    /// A way to ask that outlives this handle; the session ends with the handle all the same.
    pub fn sender(&self) -> mpsc::UnboundedSender<C> {
        self.commands.clone()
    }

    /// When the session has ended by itself.
    pub async fn ended(&mut self) {
        // Err: the task was cancelled, which is an end too
        let _ = (&mut self.task).await;
    }
}

impl<C> Drop for SessionHandle<C> {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Starts a session on its own task.
pub fn spawn<D: Dialect>(
    dialect: D,
    settings: SessionSettings,
    sink: impl FnMut(steps::Told) + Send + 'static,
) -> SessionHandle<D::Command> {
    let (commands, asked) = mpsc::unbounded_channel();
    let task = tokio::spawn(run(dialect, settings, asked, sink));
    SessionHandle { commands, task }
}

pub use steps::Told;
