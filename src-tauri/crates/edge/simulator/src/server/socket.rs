//! One WebSocket: what comes in goes to the floor, what the floor posts goes out.

use std::sync::Arc;
use std::time::Duration;

use futures::{Sink, SinkExt as _, Stream, StreamExt as _};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::sync::watch;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role};
use tokio_tungstenite::tungstenite::{Error, Message};

use super::floor::Floor;
use super::post::Outgoing;
use super::stopping;
use crate::wire::{Connection, Payload};

/// How long a closing peer is waited for.
const CLOSING: Duration = Duration::from_secs(2);

/// Holds the conversation until either side ends it or the server stops.
pub async fn converse(
    upgraded: Upgraded,
    connection: Box<dyn Connection>,
    floor: Arc<Floor>,
    mut stopped: watch::Receiver<bool>,
) {
    let io = TokioIo::new(upgraded);
    let stream = WebSocketStream::from_raw_socket(io, Role::Server, None).await;
    let (sink, source) = stream.split();
    let (out, posted) = unbounded_channel();
    let (silent, mut is_silent) = watch::channel(false);
    let id = floor.open(connection, out);
    let heard = async {
        tokio::select! {
            // not even read: the peer's messages pile up unacknowledged, as they do where nobody is
            () = stopping::heard(&mut is_silent) => std::future::pending().await,
            () = hear(source, &floor, id) => {}
        }
    };
    tokio::select! {
        () = heard => {}
        () = write(sink, posted, &silent) => {}
        () = stopping::heard(&mut stopped) => {}
    }
    floor.closed(id);
}

async fn hear(mut source: impl Stream<Item = Result<Message, Error>> + Unpin, floor: &Floor, id: u64) {
    while let Some(Ok(message)) = source.next().await {
        match message {
            Message::Text(text) => floor.received(id, text.as_str()),
            Message::Binary(bytes) => floor.received(id, &String::from_utf8_lossy(&bytes)),
            // a close is answered by reading on, which then ends
            _ => {}
        }
    }
}

async fn write(
    mut sink: impl Sink<Message, Error = Error> + Unpin,
    mut posted: UnboundedReceiver<Outgoing>,
    silent: &watch::Sender<bool>,
) {
    while let Some(what) = posted.recv().await {
        let message = match what {
            Outgoing::Send(Payload::Text(text)) => Message::Text(text.into()),
            Outgoing::Send(Payload::Ping(bytes)) => Message::Ping(bytes.into()),
            Outgoing::Send(Payload::Close { code, reason }) => {
                let frame = CloseFrame { code: code.into(), reason: reason.into() };
                let _ = sink.send(Message::Close(Some(frame))).await;
                // the peer answers and hangs up; `hear` sees it first if it does
                tokio::time::sleep(CLOSING).await;
                return;
            }
            Outgoing::Wait(ms) => {
                tokio::time::sleep(Duration::from_millis(ms.max(0).unsigned_abs())).await;
                continue;
            }
            Outgoing::Cut => return,
            Outgoing::FallSilent => {
                let _ = silent.send(true);
                return std::future::pending().await;
            }
        };
        if sink.send(message).await.is_err() {
            return;
        }
    }
}
