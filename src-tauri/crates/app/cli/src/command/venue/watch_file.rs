//! `watch --from FILE`: many channels, and what they came to.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::{Book, Decimal, Symbol, Ticker, Timeframe, Trade};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use venues::{Channel, HealthReport, MarketEvent};

use super::open::Opened;
use super::shape;
use crate::context::{Context, shown};
use crate::error::CliError;
use crate::output::Answer;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    channel: String,
    symbol: String,
    depth: Option<usize>,
    timeframe: Option<Timeframe>,
}

/// A channel, and the name under which its symbol was asked for.
#[derive(Debug)]
pub struct Asked {
    pub channel: Channel,
    name: String,
}

impl Asked {
    pub fn typed(_: &Opened, channel: Channel) -> Self {
        Self { name: channel.symbol().to_string(), channel }
    }
}

pub async fn read(opened: &Opened, file: &Path) -> Result<Vec<Asked>, CliError> {
    let bad = |cause: String| {
        let message = format!("{} is no list of channels: {cause}.", shown(file));
        CliError::new(6, "bad_channels", message).with("file", shown(file))
    };
    let text = std::fs::read_to_string(file)
        .map_err(|error| CliError::new(4, "no_file", format!("{} cannot be read: {error}.", shown(file))))?;
    let lines: Vec<Line> = serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
    let mut asked = Vec::new();
    for line in lines {
        let symbol = opened.symbol(&line.symbol).await?;
        let channel = match line.channel.as_str() {
            "ticker" => Channel::Ticker { symbol },
            "trades" => Channel::Trades { symbol },
            "book" => Channel::Book { symbol, depth: line.depth.unwrap_or(25) },
            "candles" => Channel::Candles { symbol, timeframe: line.timeframe.unwrap_or(Timeframe::M1) },
            other => return Err(bad(format!("{other:?} is not one of ticker, trades, book, candles"))),
        };
        asked.push(Asked { channel, name: line.symbol });
    }
    Ok(asked)
}

/// The last of everything, by symbol.
#[derive(Default)]
struct Outcome {
    books: BTreeMap<Symbol, Book>,
    tickers: BTreeMap<Symbol, Ticker>,
    trades: BTreeMap<Symbol, Tape>,
}

#[derive(Default)]
struct Tape {
    count: u64,
    ids: BTreeSet<String>,
    volume: Decimal,
}

impl Outcome {
    fn take(&mut self, event: MarketEvent) {
        match event {
            MarketEvent::Book { symbol, book } => {
                self.books.insert(symbol, book);
            }
            MarketEvent::Ticker { ticker } => {
                self.tickers.insert(ticker.symbol.clone(), ticker);
            }
            MarketEvent::Trade { symbol, trade } => self.trade(symbol, trade),
            MarketEvent::Candle { .. } => {}
        }
    }

    fn trade(&mut self, symbol: Symbol, trade: Trade) {
        let tape = self.trades.entry(symbol).or_default();
        tape.count += 1;
        if tape.ids.insert(trade.id) {
            tape.volume += trade.size;
        }
    }

    fn document(&self, asked: &[Asked], health: &HealthReport) -> Value {
        let named = |of: &dyn Fn(&Symbol) -> Option<Value>| -> Map<String, Value> {
            asked.iter().filter_map(|a| Some((a.name.clone(), of(a.channel.symbol())?))).collect()
        };
        let tape = |t: &Tape| json!({"count": t.count, "distinct_ids": t.ids.len(), "volume": t.volume});
        json!({
            "books": named(&|s| self.books.get(s).map(|book| shape::book(s, book))),
            "tickers": named(&|s| self.tickers.get(s).map(shape::ticker)),
            "trades": named(&|s| self.trades.get(s).map(tape)),
            "messages": health.messages, "sequence_gaps": health.sequence_gaps,
            "checksum_failures": health.checksum_failures, "resyncs": health.resyncs,
            "reconnects": health.reconnects, "parse_errors": health.parse_errors,
        })
    }
}

/// Listens until the venue ends the stream, then tells what it came to.
pub async fn until_close(context: &Context, opened: &Opened, asked: &[Asked]) -> Result<Answer, CliError> {
    let channels: Vec<Channel> = asked.iter().map(|a| a.channel.clone()).collect();
    let mut feed = opened.market.watch(&channels, true)?;
    let mut outcome = Outcome::default();
    while let Some(event) = feed.events.recv().await {
        outcome.take(event);
    }
    let document = outcome.document(asked, &feed.health.report());
    Answer::new(context, &document, || format!("{document:#}"))
}
