//! The loop that joins a dialect to its socket.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use futures_util::stream::FuturesUnordered;
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error as WsError, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use tracing::{debug, info};

use super::steps::{Counted, Step, Told};
use super::{Dialect, SessionSettings, Steps};
use crate::backoff::chance;
use crate::clock::{Clock, SystemClock};
use crate::feed::{Health, LinkState};
use crate::{VenueError, tls};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;
type Fetched = std::pin::Pin<Box<dyn Future<Output = (u64, Result<Vec<u8>, VenueError>)> + Send>>;

const TICK: Duration = Duration::from_millis(250);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const SEND_TIMEOUT: Duration = Duration::from_secs(10);
/// A book of a whole market in one frame is a few megabytes.
const MOST_MESSAGE: usize = 64 << 20;
/// After so long without a message the venue is pinged, so that a quiet market can be told from a dead one.
const QUIET: Duration = Duration::from_secs(2);
/// A connection that held for so long counts as good: the next failure starts the waits anew.
const STEADY: Duration = Duration::from_secs(10);

/// How a connection ended.
struct End {
    reason: String,
    wait: Option<Duration>,
    /// Nobody can ask anything of the session any more.
    unwanted: bool,
}

impl End {
    fn because(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), wait: None, unwanted: false }
    }
}

/// Runs a session until it is dropped, or until the server ends it where it shall not reconnect.
pub async fn run<D: Dialect>(
    mut dialect: D,
    settings: SessionSettings,
    mut commands: UnboundedReceiver<D::Command>,
    mut sink: impl FnMut(Told) + Send,
) {
    tls::install();
    let health = settings.health.clone();
    let mut attempt = 0;
    let mut first = true;
    loop {
        health.set_state(LinkState::Connecting);
        if !first {
            Health::count(&health.reconnects);
        }
        first = false;
        let started = Instant::now();
        let end = match connect(&settings.base, &dialect.target()).await {
            Ok(socket) => {
                let pinged = (0, Instant::now());
                Connection {
                    socket,
                    dialect: &mut dialect,
                    settings: &settings,
                    steps: Steps::default(),
                    pinged,
                }
                .serve(&mut commands, &mut sink)
                .await
            }
            Err(reason) => End::because(reason),
        };
        health.set_state(LinkState::Offline);
        health.set_error(end.reason.clone());
        info!(reason = %end.reason, "stream ended");
        if end.unwanted || !settings.reconnect {
            return;
        }
        attempt = if started.elapsed() > STEADY { 0 } else { attempt + 1 };
        let backoff = settings.backoff.wait(attempt, chance());
        let owed = settings.between_connects.saturating_sub(started.elapsed());
        tokio::time::sleep(backoff.max(owed).max(end.wait.unwrap_or_default())).await;
    }
}

async fn connect(base: &str, target: &str) -> Result<Socket, String> {
    let config =
        WebSocketConfig::default().max_message_size(Some(MOST_MESSAGE)).max_frame_size(Some(MOST_MESSAGE));
    let url = format!("{base}{target}");
    let connecting = tokio_tungstenite::connect_async_with_config(url, Some(config), true);
    match tokio::time::timeout(CONNECT_TIMEOUT, connecting).await {
        Ok(Ok((socket, _))) => Ok(socket),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(format!("no connection within {} s", CONNECT_TIMEOUT.as_secs())),
    }
}

struct Connection<'a, D: Dialect> {
    socket: Socket,
    dialect: &'a mut D,
    settings: &'a SessionSettings,
    steps: Steps,
    /// Number of our last ping, and when it left.
    pinged: (u64, Instant),
}

impl<D: Dialect> Connection<'_, D> {
    async fn serve(
        mut self,
        commands: &mut UnboundedReceiver<D::Command>,
        sink: &mut (impl FnMut(Told) + Send),
    ) -> End {
        let mut fetches: FuturesUnordered<Fetched> = FuturesUnordered::new();
        let mut ticks = tokio::time::interval(TICK);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut heard = Instant::now();
        self.settings.health.set_state(LinkState::Syncing);
        self.dialect.opened(now(), &mut self.steps);
        let end = loop {
            if let Err(end) = self.act(&mut fetches, sink).await {
                break end;
            }
            tokio::select! {
                message = self.socket.next() => {
                    // a pong says that somebody is there, not that the channels are
                    if !matches!(message, Some(Ok(Message::Pong(_)))) { heard = Instant::now(); }
                    if let Err(end) = self.hear(message) { break end; }
                }
                Some((tag, answer)) = fetches.next(), if !fetches.is_empty() => {
                    self.dialect.fetched(tag, answer, now(), &mut self.steps);
                }
                command = commands.recv() => match command {
                    Some(command) => self.dialect.command(command, now(), &mut self.steps),
                    None => break End { unwanted: true, ..End::because("no longer wanted") },
                },
                _ = ticks.tick() => {
                    if heard.elapsed() > self.dialect.silence() {
                        break End::because(format!("nothing heard for {} s", heard.elapsed().as_secs()));
                    }
                    self.dialect.tick(now(), &mut self.steps);
                    if heard.elapsed() > QUIET && self.pinged.1.elapsed() > QUIET {
                        self.pinged = (self.pinged.0 + 1, Instant::now());
                        let ping = Message::Ping(self.pinged.0.to_be_bytes().to_vec().into());
                        if let Err(end) = send(&mut self.socket, ping).await { break end; }
                    }
                }
            }
        };
        self.dialect.closed(&mut self.steps);
        for step in self.steps.drain() {
            if let Step::Tell(told) = step {
                sink(told);
            }
        }
        end
    }

    fn hear(&mut self, message: Option<Result<Message, WsError>>) -> Result<(), End> {
        let bytes = match message {
            Some(Ok(Message::Text(text))) => tokio_tungstenite::tungstenite::Bytes::from(text),
            Some(Ok(Message::Binary(bytes))) => bytes,
            Some(Ok(Message::Close(frame))) => {
                let reason = frame.map(|f| format!("{} {}", u16::from(f.code), f.reason));
                return Err(End::because(format!("closed by the venue: {}", reason.unwrap_or_default())));
            }
            Some(Ok(Message::Pong(sent))) => {
                self.ponged(&sent);
                return Ok(());
            }
            Some(Ok(Message::Ping(_) | Message::Frame(_))) => {
                self.settings.health.hear(now());
                return Ok(());
            }
            Some(Err(error)) => return Err(End::because(error.to_string())),
            None => return Err(End::because("closed by the venue")),
        };
        Health::count(&self.settings.health.messages);
        self.settings.health.hear(now());
        self.dialect.received(&bytes, now(), &mut self.steps);
        Ok(())
    }

    /// Somebody is there; our last ping tells how far away.
    fn ponged(&self, number: &[u8]) {
        self.settings.health.hear(now());
        if number == self.pinged.0.to_be_bytes() {
            let took_us = i64::try_from(self.pinged.1.elapsed().as_micros()).unwrap_or(i64::MAX);
            self.settings.health.latency_us.store(took_us.max(1), Ordering::Relaxed);
        }
    }

    /// Does what the dialect wants, in its order.
    async fn act(
        &mut self,
        fetches: &mut FuturesUnordered<Fetched>,
        sink: &mut (impl FnMut(Told) + Send),
    ) -> Result<(), End> {
        count(&self.settings.health, std::mem::take(&mut self.steps.counted));
        for step in self.steps.drain() {
            match step {
                Step::Tell(told) => sink(told),
                Step::State(state) => self.settings.health.set_state(state),
                Step::Fetch { tag, what } => {
                    let fetcher = self.settings.fetcher.clone();
                    fetches.push(Box::pin(async move { (tag, fetcher.fetch(&what).await) }));
                }
                Step::Send(message) => send(&mut self.socket, Message::text(message)).await?,
                Step::Reconnect { reason, wait } => {
                    debug!(%reason, "reconnecting");
                    return Err(End { reason, wait, unwanted: false });
                }
            }
        }
        Ok(())
    }
}

async fn send(socket: &mut Socket, message: Message) -> Result<(), End> {
    match tokio::time::timeout(SEND_TIMEOUT, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(End::because(error.to_string())),
        Err(_) => Err(End::because("the venue takes no more messages")),
    }
}

fn count(health: &Health, counted: Counted) {
    let pairs = [
        (&health.sequence_gaps, counted.sequence_gaps),
        (&health.checksum_failures, counted.checksum_failures),
        (&health.resyncs, counted.resyncs),
        (&health.parse_errors, counted.parse_errors),
    ];
    for (counter, more) in pairs {
        if more > 0 {
            counter.fetch_add(more, Ordering::Relaxed);
        }
    }
}

fn now() -> i64 {
    SystemClock.now_ms()
}
