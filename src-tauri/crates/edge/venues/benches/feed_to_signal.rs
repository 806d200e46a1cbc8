//! From a message of the venue to a signal: read, candle, channel to another thread, strategy. Once from the bytes of
//! the message, once from the server's side of a socket on this machine, through the whole client.
//!
//! Prints median, 99th percentile and longest of 100,000 messages, one every 200 microseconds.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::hint::black_box;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::{Duration, Instant};

use domain::{Candle, Decimal, Instrument, InstrumentId, Symbol, Timeframe, VenueId};
use futures_util::{SinkExt, StreamExt};
use strategies::{Params, find};
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;
use venues::binance::parse::KlineEvent;
use venues::binance::{Binance, NAME};
use venues::{Channel, Endpoints, MarketData, MarketEvent, VenueSettings};

const SAMPLES: usize = 100_000;
const EVERY: Duration = Duration::from_micros(200);
/// Messages that caches and branch predictors are made warm with.
const WARM: usize = 2_000;

/// The closing message of candle `i`; prices wander so that the strategy has something to say.
fn message(i: usize) -> String {
    let close = 60_000.0 + 500.0 * (i as f64 / 9.0).sin();
    let start = 60_000 * i;
    format!(
        r#"{{"stream":"btcusdt@kline_1m","data":{{"e":"kline","E":1700000000000,"s":"BTCUSDT","k":{{"t":{start},"T":{},"s":"BTCUSDT","i":"1m","f":1,"L":9,"o":"60000.00","c":"{close:.2}","h":"60600.00","l":"59400.00","v":"12.50000000","n":9,"x":true,"q":"1","V":"1","Q":"1","B":"0"}}}}}}"#,
        start + 59_999
    )
}

/// Waits without sleeping: a sleep ends when the machine likes.
fn wait_until(moment: Instant) {
    while Instant::now() < moment {
        std::hint::spin_loop();
    }
}

fn report(name: &str, mut taken: Vec<Duration>) {
    taken.drain(..WARM);
    taken.sort_unstable();
    let at = |share: f64| taken[((taken.len() - 1) as f64 * share) as usize].as_nanos() as f64 / 1_000.0;
    println!(
        "{name}: {} samples, median {:.1} us, p99 {:.1} us, p99.9 {:.1} us, longest {:.1} us",
        taken.len(),
        at(0.5),
        at(0.99),
        at(0.999),
        at(1.0)
    );
}

/// Feeds a live RSI cross, and says how long after the moment that came with it each candle was acted on.
fn act(mut next: impl FnMut() -> Option<(Candle, Instant)>) -> Vec<Duration> {
    let rule = find("rsi_cross").unwrap().configure(&Params::new()).unwrap();
    let mut live = rule.live();
    let mut taken = Vec::with_capacity(SAMPLES + WARM);
    while let Some((candle, since)) = next() {
        black_box(live.on_candle(&candle));
        taken.push(since.elapsed());
    }
    taken
}

fn from_bytes() -> Vec<Duration> {
    #[derive(serde::Deserialize)]
    struct Wrapped<'a> {
        #[serde(borrow)]
        data: &'a serde_json::value::RawValue,
    }
    let (sender, mut receiver) = mpsc::unbounded_channel();
    let reader = thread::spawn(move || {
        let mut due = Instant::now();
        for i in 0..SAMPLES + WARM {
            let bytes = message(i).into_bytes();
            due += EVERY;
            wait_until(due);
            let since = Instant::now();
            let wrapped: Wrapped<'_> = serde_json::from_slice(&bytes).unwrap();
            let event: KlineEvent<'_> = serde_json::from_str(wrapped.data.get()).unwrap();
            let candle = event.kline.candle().unwrap();
            sender.send((candle, since)).unwrap();
        }
    });
    let taken = act(|| receiver.blocking_recv());
    reader.join().unwrap();
    taken
}

fn instrument(symbol: &Symbol) -> Instrument {
    let step = Decimal::new(1, 2);
    Instrument {
        id: InstrumentId::new(VenueId::new(NAME), symbol.clone()),
        tick: step,
        lot: step,
        min_quantity: step,
        min_notional: step,
        maker_fee: step,
        taker_fee: step,
    }
}

/// Serves the messages to the first who subscribes, and hands over when each was about to be sent.
fn server() -> (u16, Receiver<Instant>) {
    let (moments, taken) = std::sync::mpsc::channel();
    let (port, bound) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            port.send(listener.local_addr().unwrap().port()).unwrap();
            let (socket, _) = listener.accept().await.unwrap();
            socket.set_nodelay(true).unwrap();
            let mut socket = tokio_tungstenite::accept_async(socket).await.unwrap();
            socket.next().await.unwrap().unwrap();
            socket.send(Message::text(r#"{"result":null,"id":1}"#)).await.unwrap();
            let mut due = Instant::now();
            for i in 0..SAMPLES + WARM {
                let text = message(i);
                due += EVERY;
                wait_until(due);
                moments.send(Instant::now()).unwrap();
                socket.send(Message::text(text)).await.unwrap();
            }
            // until the client has gone
            while socket.next().await.is_some_and(|message| message.is_ok()) {}
        });
    });
    (bound.recv().unwrap(), taken)
}

fn from_socket() -> Vec<Duration> {
    let (port, moments) = server();
    let (rest, ws) = (format!("http://127.0.0.1:{port}"), format!("ws://127.0.0.1:{port}"));
    let endpoints = Endpoints { rest_private: rest.clone(), rest, ws_private: ws.clone(), ws };
    let symbol: Symbol = "BTC/USDT".parse().unwrap();
    let mut settings = VenueSettings::public(endpoints);
    settings.instruments = Some(vec![instrument(&symbol)]);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let mut feed = runtime.block_on(async {
        let venue: Arc<dyn MarketData> = Arc::new(Binance::new(settings).unwrap());
        venue.watch(&[Channel::Candles { symbol, timeframe: Timeframe::M1 }], true).unwrap()
    });
    let mut left = SAMPLES + WARM;
    act(|| {
        left = left.checked_sub(1)?;
        loop {
            if let MarketEvent::Candle { candle, closed: true, .. } = feed.events.blocking_recv()? {
                return Some((candle, moments.recv().ok()?));
            }
        }
    })
}

fn main() {
    report("from the bytes of a message to a signal", from_bytes());
    report("from the server's write to a signal", from_socket());
}
