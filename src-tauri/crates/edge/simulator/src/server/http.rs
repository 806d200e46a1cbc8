//! Requests come in over HTTP/1.1; those that ask for it become sockets.

use std::convert::Infallible;
use std::sync::Arc;

use bytes::Bytes;
use futures::{StreamExt as _, stream};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, Limited, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::header::{CONNECTION, CONTENT_LENGTH, SEC_WEBSOCKET_ACCEPT, UPGRADE};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::floor::Floor;
use super::requests::{self, Answer};
use super::{control, pulse, socket, stopping};
use crate::wire::{RestReply, RestRequest};

/// A larger body is nobody's order.
const MOST_BYTES: usize = 1 << 20;

/// The connection is cut without a reply.
#[derive(Debug, thiserror::Error)]
#[error("cut by the fault plan")]
struct CutOff;

type Body = BoxBody<Bytes, CutOff>;

/// Serves until `stopped` says so or its sender is gone.
pub async fn serve(listener: TcpListener, floor: Arc<Floor>, mut stopped: watch::Receiver<bool>) {
    let mut tasks = JoinSet::new();
    tasks.spawn(pulse::beat(Arc::clone(&floor)));
    let connections = stopped.clone();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    tasks.spawn(connection(stream, Arc::clone(&floor), connections.clone()));
                }
            }
            // the pulse never ends; only finished connections come here
            Some(_) = tasks.join_next() => {}
            () = stopping::heard(&mut stopped) => break,
        }
    }
    tasks.shutdown().await;
}

async fn connection(stream: TcpStream, floor: Arc<Floor>, stopped: watch::Receiver<bool>) {
    // small frames must not wait for each other
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| answer(request, Arc::clone(&floor), stopped.clone()));
    let served = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades()
        .await;
    if let Err(reason) = served {
        tracing::debug!(%reason, "connection ended");
    }
}

async fn answer(
    request: Request<Incoming>,
    floor: Arc<Floor>,
    stopped: watch::Receiver<bool>,
) -> Result<Response<Body>, CutOff> {
    let wants_socket = request
        .headers()
        .get(UPGRADE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.eq_ignore_ascii_case("websocket"));
    if wants_socket {
        return upgrade(request, floor, stopped);
    }
    let Ok(request) = whole(request).await else {
        return Ok(response(RestReply::text(413, "text/plain", "the body is too large")));
    };
    if let Some(route) = request.path.strip_prefix("/__control/") {
        return Ok(response(control::answer(&floor, route, &request)));
    }
    match requests::answer(&floor, &request).await {
        Answer::Reply(reply) => Ok(response(reply)),
        Answer::Half(reply) => Ok(half(reply)),
        Answer::Cut => Err(CutOff),
    }
}

async fn whole(request: Request<Incoming>) -> Result<RestRequest, Box<dyn std::error::Error + Send + Sync>> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, MOST_BYTES).collect().await?.to_bytes().to_vec();
    let header = |(name, value): (&hyper::header::HeaderName, &hyper::header::HeaderValue)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    Ok(RestRequest {
        method: head.method.as_str().to_owned(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: head.headers.iter().map(header).collect(),
        body,
    })
}

fn upgrade(
    mut request: Request<Incoming>,
    floor: Arc<Floor>,
    mut stopped: watch::Receiver<bool>,
) -> Result<Response<Body>, CutOff> {
    let (path, query) =
        (request.uri().path().to_owned(), request.uri().query().unwrap_or_default().to_owned());
    if let Some(refused) = requests::refused_socket(&floor, &path) {
        return match refused {
            Answer::Reply(reply) | Answer::Half(reply) => Ok(response(reply)),
            Answer::Cut => Err(CutOff),
        };
    }
    let accept = request.headers().get("sec-websocket-key").map(|key| derive_accept_key(key.as_bytes()));
    let (Some(accept), Some(connection)) = (accept, floor.wire.connect(&path, &query)) else {
        return Ok(response(RestReply::text(404, "text/plain", "no socket here")));
    };
    tokio::spawn(async move {
        let upgraded = tokio::select! {
            upgraded = hyper::upgrade::on(&mut request) => upgraded,
            () = stopping::heard(&mut stopped) => return,
        };
        match upgraded {
            Ok(upgraded) => socket::converse(upgraded, connection, floor, stopped).await,
            Err(reason) => tracing::debug!(%reason, "the socket was not opened"),
        }
    });
    let mut switching = Response::new(full(Bytes::new()));
    *switching.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = switching.headers_mut();
    headers.insert(UPGRADE, hyper::header::HeaderValue::from_static("websocket"));
    headers.insert(CONNECTION, hyper::header::HeaderValue::from_static("Upgrade"));
    if let Ok(accept) = accept.parse() {
        headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
    }
    Ok(switching)
}

fn full(bytes: Bytes) -> Body {
    Full::new(bytes).map_err(|never: Infallible| match never {}).boxed()
}

fn head(reply: &RestReply) -> hyper::http::response::Builder {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let pairs = reply.headers.iter();
    pairs.fold(Response::builder().status(status), |head, (name, value)| head.header(name, value))
}

fn response(reply: RestReply) -> Response<Body> {
    let head = head(&reply);
    head.body(full(reply.body.into())).unwrap_or_else(|_| Response::new(full(Bytes::new())))
}

/// Promises the whole body, sends half of it and cuts.
fn half(reply: RestReply) -> Response<Body> {
    let head = head(&reply).header(CONTENT_LENGTH, reply.body.len());
    let whole = Bytes::from(reply.body);
    let part = whole.slice(..whole.len() / 2);
    let cut = stream::once(async {
        // what was written so far leaves while the rest is waited for
        tokio::task::yield_now().await;
        Err(CutOff)
    });
    let parts = stream::once(std::future::ready(Ok(Frame::data(part)))).chain(cut);
    head.body(BodyExt::boxed(StreamBody::new(parts))).unwrap_or_else(|_| Response::new(full(Bytes::new())))
}
