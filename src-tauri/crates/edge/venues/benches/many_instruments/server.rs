//! The other side: whoever subscribes to a book gets a snapshot and then a hundred changes a second.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::Message;

const LEVELS: u64 = 25;
const EVERY: Duration = Duration::from_millis(10);

pub fn serve() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("{}", listener.local_addr().unwrap().port());
        loop {
            let (socket, _) = listener.accept().await.unwrap();
            // Err: the client is gone, and with it this connection's purpose
            tokio::spawn(async move { drop(talk(socket).await) });
        }
    });
}

async fn talk(socket: TcpStream) -> Result<(), tokio_tungstenite::tungstenite::Error> {
    socket.set_nodelay(true)?;
    let mut socket = tokio_tungstenite::accept_async(socket).await?;
    let mut channels: Vec<u64> = Vec::new();
    let mut number = 0_u64;
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        tokio::select! {
            message = socket.next() => {
                let Some(Ok(Message::Text(text))) = message else { return Ok(()) };
                let asked: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
                match asked["event"].as_str() {
                    Some("conf") => {
                        socket.send(Message::text(r#"{"event":"conf","status":"OK","flags":98304}"#)).await?;
                    }
                    Some("subscribe") => {
                        let chan = 1_000 + channels.len() as u64;
                        let (symbol, sub) = (&asked["symbol"], &asked["subId"]);
                        let told = format!(
                            r#"{{"event":"subscribed","channel":"book","chanId":{chan},"symbol":{symbol},"subId":{sub},"len":"25"}}"#
                        );
                        socket.send(Message::text(told)).await?;
                        number += 1;
                        socket.send(Message::text(snapshot(chan, number))).await?;
                        channels.push(chan);
                    }
                    _ => {}
                }
            }
            _ = ticks.tick() => {
                for chan in &channels {
                    number += 1;
                    socket.send(Message::text(change(*chan, number))).await?;
                }
            }
        }
    }
}

fn snapshot(chan: u64, number: u64) -> String {
    let row = |i: u64| format!("[{},2,1.5],[{},1,-0.25]", 60_000 - i, 60_001 + i);
    let rows: Vec<String> = (0..LEVELS).map(row).collect();
    format!("[{chan},[{}],{number},1700000000000]", rows.join(","))
}

/// A level of either side gets another amount; near the best more often than far from it.
fn change(chan: u64, number: u64) -> String {
    let mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
    let depth = (mixed % LEVELS) * (mixed / 64 % LEVELS) / LEVELS;
    let (price, sign) = if mixed & 1 << 30 == 0 { (60_000 - depth, "") } else { (60_001 + depth, "-") };
    let amount = mixed % 100_000_000 / 10 * 10 + 1;
    format!("[{chan},[{price},{},{sign}{}.{amount:08}],{number},1700000000000]", 1 + mixed % 9, mixed % 3)
}
