//! REST requests against a real socket on loopback: what is repeated, what is not, and how a failure is classed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use domain::VenueId;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use venues::http::{Header, Http, Method, Request};
use venues::limiter::{Budget, Limiter};
use venues::{Health, Stage, VenueError};

/// Answers each connection with the next of the given replies; nothing where it is empty.
struct Server {
    base: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn with(replies: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let mut replies: VecDeque<String> = replies.iter().map(|r| (*r).to_owned()).collect();
        let heard = asked.clone();
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let mut bytes = vec![0; 4096];
                let read = socket.read(&mut bytes).await.unwrap_or(0);
                heard.lock().unwrap().push(String::from_utf8_lossy(&bytes[..read]).into_owned());
                let reply = replies.pop_front().unwrap_or_default();
                socket.write_all(reply.as_bytes()).await.ok();
            }
        });
        Self { base, asked }
    }

    fn http(&self) -> (Http, Arc<Limiter>) {
        let limiter = Arc::new(Limiter::new(&[("rest", Budget::counter(100.0, 100.0))]));
        let http = Http::new(VenueId::new("kraken"), limiter.clone(), Arc::new(Health::default())).unwrap();
        (http, limiter)
    }

    fn asked(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

fn reply(status: &str, extra: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n{extra}\r\n{body}", body.len())
}

fn get(server: &Server) -> Result<Request, VenueError> {
    Ok(Request::get(&server.base, "/time?a=1"))
}

const COST: &[(&str, f64)] = &[("rest", 1.0)];

#[tokio::test]
async fn questions_are_repeated_and_signed_anew_until_the_venue_answers() {
    let (busy, html) = (reply("503 Busy", "", ""), reply("502 Bad", "", "<html>"));
    let server = Server::with(&["", &busy, &html, &reply("200 OK", "x-left: 3\r\n", "{}")]).await;
    let (http, _) = server.http();
    let signed = AtomicUsize::new(0);
    let answer = http
        .repeat(COST, || {
            signed.fetch_add(1, Ordering::Relaxed);
            get(&server)
        })
        .await
        .unwrap();
    assert_eq!(
        (answer.status, answer.body.as_slice(), answer.header("x-left")),
        (200, &b"{}"[..], Some("3"))
    );
    assert_eq!((server.asked(), signed.into_inner()), (4, 4));
    assert!(server.asked.lock().unwrap()[0].starts_with("GET /time?a=1 HTTP/1.1"));
}

#[tokio::test]
async fn what_changes_something_is_sent_once_and_a_lost_answer_is_an_unknown_outcome() {
    let server = Server::with(&["", &reply("503 Busy", "", "later")]).await;
    let (http, _) = server.http();
    let order = || {
        let header = Header::secret("api-sign", "marker-signature");
        Ok::<_, VenueError>(Request {
            method: Method::Post,
            base: server.base.clone(),
            target: "/order".to_owned(),
            headers: vec![header],
            body: "volume=1".to_owned(),
        })
    };
    let lost = http.once(COST, order).await.unwrap_err();
    assert!(lost.outcome_unknown(), "{lost}");
    assert!(!lost.to_string().contains("marker"), "{lost}");
    assert_eq!(server.asked(), 1);
    assert_eq!(http.once(COST, order).await.unwrap().status, 503);
    assert_eq!(server.asked(), 2);
    let shown = format!("{:?}", order().unwrap().shown());
    assert!(shown.contains("***") && !shown.contains("marker"), "{shown}");
}

#[tokio::test]
async fn where_nobody_listens_nothing_was_sent() {
    let server = Server::with(&[]).await;
    let (http, _) = server.http();
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let asked = http.once(COST, || Ok::<_, VenueError>(Request::get(&format!("http://{nobody}"), "/"))).await;
    let error = asked.unwrap_err();
    assert!(matches!(error, VenueError::Unreachable { stage: Stage::Connecting, .. }), "{error}");
    assert!(!error.outcome_unknown());
}

#[tokio::test]
async fn a_venue_that_says_when_to_come_back_is_left_alone_until_then() {
    let server = Server::with(&[&reply("418 I'm a teapot", "retry-after: 120\r\n", "{}")]).await;
    let (http, limiter) = server.http();
    assert_eq!(http.once(COST, || get(&server)).await.unwrap().status, 418);
    let wait = limiter.take(COST).unwrap_err();
    assert!(wait > Duration::from_secs(110) && wait <= Duration::from_secs(120), "{wait:?}");
    let limited = http.once(COST, || get(&server)).await.unwrap_err();
    assert!(matches!(limited, VenueError::RateLimited { .. }), "{limited}");
    assert_eq!(server.asked(), 1);
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_not_followed() {
    let server = Server::with(&[&reply("302 Found", "location: /elsewhere\r\n", "")]).await;
    let (http, _) = server.http();
    assert_eq!(http.once(COST, || get(&server)).await.unwrap().status, 302);
    assert_eq!(server.asked(), 1);
}
