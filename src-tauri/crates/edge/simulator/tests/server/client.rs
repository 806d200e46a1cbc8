//! A client over bare sockets: it sees what is really on the wire.

use futures::{SinkExt as _, StreamExt as _};
use serde_json::Value;
use simulator::Simulator;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// Everything the server sent until it hung up.
pub async fn raw(simulator: &Simulator, method: &str, path: &str, body: &str) -> String {
    let address = simulator.rest_url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // a cut connection ends the reading as well as a closed one
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

/// Status and body.
pub async fn ask(simulator: &Simulator, method: &str, path: &str, body: &str) -> (u16, String) {
    let answer = raw(simulator, method, path, body).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no reply: {answer:?}"));
    (head[9..12].parse().unwrap(), body.to_owned())
}

pub async fn json(simulator: &Simulator, method: &str, path: &str, body: &str) -> Value {
    let (status, body) = ask(simulator, method, path, body).await;
    assert_eq!(status, 200, "{path}: {body}");
    serde_json::from_str(&body).unwrap()
}

pub struct Ear(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Ear {
    pub async fn open(simulator: &Simulator) -> Self {
        let (stream, _) = connect_async(format!("{}/ws", simulator.ws_url)).await.unwrap();
        Self(stream)
    }

    pub async fn say(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }

    pub async fn ping(&mut self, payload: &'static str) {
        self.0.send(Message::Ping(payload.into())).await.unwrap();
    }

    /// The next text; `close CODE` of a closing frame, `cut` when the socket is gone.
    pub async fn hear(&mut self) -> String {
        match self.0.next().await {
            Some(Ok(Message::Text(text))) => text.to_string(),
            Some(Ok(Message::Pong(payload))) => format!("pong {}", String::from_utf8_lossy(&payload)),
            Some(Ok(Message::Close(Some(frame)))) => format!("close {}", u16::from(frame.code)),
            Some(Ok(other)) => format!("{other:?}"),
            Some(Err(_)) | None => "cut".to_owned(),
        }
    }
}
