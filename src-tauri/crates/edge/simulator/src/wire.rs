//! What a venue is to the server: a way to answer requests and to hold a conversation over a socket.

use domain::Decimal;
use rand::rngs::StdRng;
use secrecy::SecretString;

use crate::exchange::{Event, Setup};
use crate::keys::Credentials;
use crate::world::World;

/// A request over HTTP, whole.
#[derive(Debug, Clone, Default)]
pub struct RestRequest {
    /// `GET`, `POST` ... in capitals.
    pub method: String,
    /// As sent, undecoded, without the query: `/api/v3/order`.
    pub path: String,
    /// As sent, undecoded, without `?`; empty if there was none.
    pub query: String,
    /// Names in lower case, in the order sent.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl RestRequest {
    /// The first header of that name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The body as text; empty if it is no UTF-8.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap_or_default()
    }

    /// `name=value` pairs of the query, percent-decoded, in the order sent.
    pub fn query_pairs(&self) -> Vec<(String, String)> {
        crate::wire::pairs(&self.query)
    }

    /// The same of a form-encoded body.
    pub fn form_pairs(&self) -> Vec<(String, String)> {
        crate::wire::pairs(self.text())
    }
}

/// Reads `a=1&b=2`: percent-decoded, `+` is a space.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    let part = |text: &str| decode(text);
    text.split('&')
        .filter(|one| !one.is_empty())
        .map(|one| {
            one.split_once('=').map_or_else(|| (part(one), String::new()), |(n, v)| (part(n), part(v)))
        })
        .collect()
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let (mut plain, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let coded = (bytes[at] == b'%').then(|| digit(at + 1).zip(digit(at + 2))).flatten();
        match (bytes[at], coded) {
            (_, Some((high, low))) => {
                plain.push((high * 16 + low) as u8);
                at += 2;
            }
            (b'+', None) => plain.push(b' '),
            (byte, None) => plain.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&plain).into_owned()
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestReply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl RestReply {
    /// 200 with a JSON body.
    pub fn json(value: &serde_json::Value) -> Self {
        Self::status_json(200, value)
    }

    pub fn status_json(status: u16, value: &serde_json::Value) -> Self {
        Self::text(status, "application/json", value.to_string())
    }

    pub fn text(status: u16, content_type: &str, body: impl Into<String>) -> Self {
        Self {
            status,
            headers: vec![("content-type".to_owned(), content_type.to_owned())],
            body: body.into().into_bytes(),
        }
    }

    /// 501: the venue does not speak here yet.
    pub fn not_spoken() -> Self {
        Self::text(501, "text/plain", "not spoken here")
    }

    #[must_use]
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_ascii_lowercase(), value.into()));
        self
    }
}

/// One message of a socket. `channel` and `private` are for fault plans alone; the peer sees the payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub payload: Payload,
    pub channel: String,
    pub private: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    Text(String),
    /// A WebSocket ping of the exchange's.
    Ping(Vec<u8>),
    /// Closes the socket after what was sent before.
    Close {
        code: u16,
        reason: String,
    },
}

impl Frame {
    pub fn text(text: impl Into<String>) -> Self {
        Self { payload: Payload::Text(text.into()), channel: String::new(), private: false }
    }

    pub fn json(value: &serde_json::Value) -> Self {
        Self::text(value.to_string())
    }

    pub fn ping(payload: impl Into<Vec<u8>>) -> Self {
        Self { payload: Payload::Ping(payload.into()), channel: "ping".to_owned(), private: false }
    }

    pub fn close(code: u16, reason: impl Into<String>) -> Self {
        let payload = Payload::Close { code, reason: reason.into() };
        Self { payload, channel: "close".to_owned(), private: false }
    }

    /// Names the channel for fault plans: `book`, `trades` ...
    #[must_use]
    pub fn on(mut self, channel: &str) -> Self {
        channel.clone_into(&mut self.channel);
        self
    }

    /// Marks what belongs to an account.
    #[must_use]
    pub fn private(mut self) -> Self {
        self.private = true;
        self
    }
}

/// A failure the server injects, to be worded as the venue words it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// 429: too many requests; try again after that time.
    RateLimited { retry_after_ms: i64 },
    /// 418: banned for that time.
    Banned { retry_after_ms: i64 },
    /// A status of 500 and above with the venue's own body.
    Server { status: u16 },
    /// A page of whatever stands before the venue.
    HtmlPage { status: u16 },
    /// Closed for maintenance.
    Maintenance,
    /// The nonce is not above the last one, though it was.
    Nonce,
}

/// One venue's protocol. It holds no state of its own between calls: what must last lives in the [`World`].
pub trait Wire: Send + Sync {
    /// Name in lower case: `kraken`.
    fn name(&self) -> &'static str;

    /// Markets, rules and starting money.
    fn setup(&self) -> Setup {
        Setup::usual()
    }

    /// A key and secret in the venue's own shape, for a start without them.
    fn new_credentials(&self, rng: &mut StdRng) -> Credentials {
        Credentials::hexadecimal(rng)
    }

    /// Brings a secret given on the command line into the venue's shape; `Err`: why it is none.
    fn check_secret(&self, _secret: &SecretString) -> Result<(), BadSecret> {
        Ok(())
    }

    /// Answers a request.
    fn rest(&self, world: &mut World, request: &RestRequest) -> RestReply;

    /// Does this request need a key? For fault plans.
    fn is_private(&self, request: &RestRequest) -> bool {
        request.method != "GET"
    }

    /// Does this request place, change or cancel orders? Only these lose their replies by `ack_lost`.
    fn is_command(&self, request: &RestRequest) -> bool {
        request.method != "GET"
    }

    /// The venue's words for an injected failure; `None`: plain text of the server's.
    fn failure(&self, _world: &World, _request: &RestRequest, _failure: Failure) -> Option<RestReply> {
        None
    }

    /// After every step of the market, once for the venue: dead-man timers that outlive their connection.
    fn tick(&self, _world: &mut World, _now_ms: i64) {}

    /// A conversation over a socket opened at `path` (undecoded) with `query`; `None`: 404.
    fn connect(&self, path: &str, query: &str) -> Option<Box<dyn Connection>>;
}

/// A secret that is not of the venue's shape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the secret is no {expected}")]
pub struct BadSecret {
    pub expected: &'static str,
}

/// One open socket. Every method answers with the messages to send now, in order.
pub trait Connection: Send {
    fn opened(&mut self, _world: &mut World) -> Vec<Frame> {
        Vec::new()
    }

    fn received(&mut self, world: &mut World, text: &str) -> Vec<Frame>;

    /// What the exchange tells, public and private of every account: the connection picks what it subscribed to.
    fn event(&mut self, world: &mut World, event: &Event) -> Vec<Frame>;

    /// After every step of the market, 100 ms apart: heartbeats, batched updates, what runs out.
    fn tick(&mut self, _world: &mut World, _now_ms: i64) -> Vec<Frame> {
        Vec::new()
    }

    /// Does this message place, change or cancel orders?
    fn is_command(&self, _text: &str) -> bool {
        false
    }

    /// The socket is gone, by whomever: dead-man switches act here.
    fn closed(&mut self, _world: &mut World) {}
}

/// A decimal as JSON number. Below 0.00001 it has an exponent, as venues that send numbers have it.
pub fn number(value: Decimal) -> serde_json::Value {
    serde_json::from_str(&value.normalize().to_string()).unwrap_or(serde_json::Value::Null)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_decoded_in_the_order_sent_and_nonsense_is_kept() {
        let read = pairs("symbol=tBTCUSD&note=a%20b+c&empty&x=%2B%zz%+5%&&");
        let expected = [("symbol", "tBTCUSD"), ("note", "a b c"), ("empty", ""), ("x", "+%zz% 5%")];
        let read: Vec<(&str, &str)> = read.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn numbers_are_written_as_they_are() {
        let text = |value: &str| number(value.parse().unwrap_or_default()).to_string();
        assert_eq!(text("67012.500"), "67012.5");
        assert_eq!(text("12345678.12345678"), "12345678.12345678");
        assert_eq!(text("100"), "100");
        assert_eq!(text("-0.00000012"), "-1.2e-7");
    }
}
