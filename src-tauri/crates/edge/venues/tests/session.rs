//! The session's loop against a real socket on loopback.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, accept_async};
use venues::backoff::Backoff;
use venues::session::{Dialect, Fetcher, SessionSettings, Steps, Told, spawn};
use venues::{AccountEvent, Health, LinkState, VenueError};

/// Says `hello N` at its Nth connect, tells whatever it hears, and sends what it is commanded.
#[derive(Default)]
struct Parrot {
    connects: u32,
    silence: Option<Duration>,
}

fn heard(what: &str) -> AccountEvent {
    AccountEvent::Unlisted { what: "heard", raw: what.to_owned() }
}

impl Dialect for Parrot {
    type Command = String;

    fn target(&mut self) -> String {
        "/parrot".to_owned()
    }

    fn opened(&mut self, _: i64, steps: &mut Steps) {
        self.connects += 1;
        steps.send(format!("hello {}", self.connects));
    }

    fn received(&mut self, message: &[u8], _: i64, steps: &mut Steps) {
        match message {
            b"bye" => steps.reconnect("told to", None),
            b"gap" => steps.count_sequence_gap(),
            b"fetch" => steps.fetch(7, "snapshot"),
            b"live" => steps.state(LinkState::Live),
            other => steps.account(heard(&String::from_utf8_lossy(other))),
        }
    }

    fn fetched(&mut self, tag: u64, answer: Result<Vec<u8>, VenueError>, _: i64, steps: &mut Steps) {
        steps.account(heard(&format!("{tag} {}", String::from_utf8(answer.unwrap()).unwrap())));
    }

    fn command(&mut self, command: String, _: i64, steps: &mut Steps) {
        steps.send(command);
    }

    fn closed(&mut self, steps: &mut Steps) {
        steps.account(heard("closed"));
    }

    fn silence(&self) -> Duration {
        self.silence.unwrap_or(Duration::from_secs(30))
    }
}

struct Library;

#[async_trait]
impl Fetcher for Library {
    async fn fetch(&self, what: &str) -> Result<Vec<u8>, VenueError> {
        Ok(format!("the {what}").into_bytes())
    }
}

struct Stage {
    listener: TcpListener,
    settings: SessionSettings,
    health: Arc<Health>,
}

impl Stage {
    async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let health = Arc::new(Health::default());
        let quick = Backoff { first: Duration::from_millis(1), most: Duration::from_millis(5) };
        let settings = SessionSettings {
            base: format!("ws://{}", listener.local_addr().unwrap()),
            backoff: quick,
            between_connects: Duration::ZERO,
            reconnect: true,
            health: health.clone(),
            fetcher: Arc::new(Library),
        };
        Self { listener, settings, health }
    }

    async fn accept(&self) -> WebSocketStream<TcpStream> {
        accept_async(self.listener.accept().await.unwrap().0).await.unwrap()
    }
}

async fn next(socket: &mut WebSocketStream<TcpStream>) -> String {
    socket.next().await.unwrap().unwrap().into_text().unwrap().to_string()
}

fn collector() -> (impl FnMut(Told) + Send + 'static, mpsc::UnboundedReceiver<AccountEvent>) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let sink = move |told| {
        if let Told::Account(event) = told {
            // the test may have heard enough
            let _ = sender.send(event);
        }
    };
    (sink, receiver)
}

#[tokio::test]
async fn it_says_hello_hears_fetches_and_sends_what_it_is_commanded() {
    let stage = Stage::new().await;
    let (sink, mut events) = collector();
    let session = spawn(Parrot::default(), stage.settings.clone(), sink);
    let mut server = stage.accept().await;
    assert_eq!(next(&mut server).await, "hello 1");
    for message in ["one", "gap", "fetch"] {
        server.send(Message::text(message)).await.unwrap();
    }
    assert_eq!(events.recv().await, Some(heard("one")));
    assert_eq!(events.recv().await, Some(heard("7 the snapshot")));
    assert!(session.command("order".to_owned()));
    assert_eq!(next(&mut server).await, "order");
    let report = stage.health.report();
    assert_eq!((report.messages, report.sequence_gaps, report.reconnects), (3, 1, 0));
    assert_eq!(report.state, LinkState::Syncing);
}

#[tokio::test]
async fn it_comes_back_after_every_way_to_lose_a_connection_and_says_that_it_was_away() {
    let stage = Stage::new().await;
    let (sink, mut events) = collector();
    let _session = spawn(Parrot::default(), stage.settings.clone(), sink);
    // the dialect wants another connection
    let mut server = stage.accept().await;
    assert_eq!(next(&mut server).await, "hello 1");
    server.send(Message::text("bye")).await.unwrap();
    assert_eq!(events.recv().await, Some(heard("closed")));
    // the venue closes in good form
    let mut server = stage.accept().await;
    assert_eq!(next(&mut server).await, "hello 2");
    server.close(None).await.unwrap();
    assert_eq!(events.recv().await, Some(heard("closed")));
    // the line is cut
    let mut server = stage.accept().await;
    assert_eq!(next(&mut server).await, "hello 3");
    drop(server);
    assert_eq!(events.recv().await, Some(heard("closed")));
    // no WebSocket at all
    drop(stage.listener.accept().await.unwrap());
    let mut server = stage.accept().await;
    assert_eq!(next(&mut server).await, "hello 4");
    server.send(Message::text("live")).await.unwrap();
    server.send(Message::text("again")).await.unwrap();
    assert_eq!(events.recv().await, Some(heard("again")));
    let report = stage.health.report();
    assert_eq!((report.reconnects, report.state), (4, LinkState::Live));
    assert!(report.last_error.is_some());
}

#[tokio::test]
async fn a_socket_that_says_nothing_is_dead() {
    let stage = Stage::new().await;
    let (sink, _events) = collector();
    let parrot = Parrot { silence: Some(Duration::from_millis(300)), ..Parrot::default() };
    let _session = spawn(parrot, stage.settings.clone(), sink);
    let mut half_open = stage.accept().await;
    assert_eq!(next(&mut half_open).await, "hello 1");
    let mut server = stage.accept().await;
    assert_eq!(next(&mut server).await, "hello 2");
    assert!(stage.health.report().last_error.unwrap().contains("nothing heard"));
}

#[tokio::test]
async fn a_session_that_shall_not_reconnect_ends_with_the_venue_and_a_dropped_one_at_once() {
    let stage = Stage::new().await;
    let (sink, mut events) = collector();
    let settings = SessionSettings { reconnect: false, ..stage.settings.clone() };
    let mut session = spawn(Parrot::default(), settings, sink);
    let mut server = stage.accept().await;
    assert_eq!(next(&mut server).await, "hello 1");
    server.close(None).await.unwrap();
    session.ended().await;
    assert_eq!(events.recv().await, Some(heard("closed")));
    assert_eq!(events.recv().await, None);

    let (sink, mut events) = collector();
    let session = spawn(Parrot::default(), stage.settings.clone(), sink);
    let mut server = stage.accept().await;
    assert_eq!(next(&mut server).await, "hello 1");
    drop(session);
    assert_eq!(events.recv().await, None);
    assert!(!matches!(server.next().await, Some(Ok(Message::Text(_)))));
}
