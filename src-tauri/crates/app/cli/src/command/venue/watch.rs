//! `csign venue V watch`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use domain::Timeframe;
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;
use venues::{AccountEvent, Channel, ExecutionReport, MarketEvent};

use super::open::Opened;
use super::streamed::{Reader, line};
use super::{shape, watch_file};
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;

#[derive(Debug, Args)]
pub struct Watch {
    #[arg(required_unless_present = "from")]
    what: Option<What>,
    symbol: Option<String>,
    /// End after N messages
    #[arg(long, value_name = "N")]
    count: Option<u64>,
    /// For candles
    #[arg(long, value_name = "TF", default_value = "1m")]
    timeframe: Timeframe,
    /// Levels a side, for books
    #[arg(long, value_name = "N", default_value_t = 25)]
    depth: usize,
    /// A JSON list of {"channel","symbol","depth","timeframe"}
    #[arg(long, value_name = "FILE", conflicts_with_all = ["what", "symbol"])]
    from: Option<PathBuf>,
    /// Say nothing until the venue ends the stream, then what it came to
    #[arg(long, requires = "from")]
    until_close: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    Ticker,
    Trades,
    Book,
    Candles,
    /// Own orders, fills and balances
    Account,
}

pub async fn run(context: &Context, opened: &Opened, watch: Watch) -> Result<Answer, CliError> {
    if watch.what == Some(What::Account) {
        return account(opened, watch.count).await;
    }
    let asked = match &watch.from {
        Some(file) => watch_file::read(opened, file).await?,
        None => vec![watch_file::Asked::typed(opened, channel(opened, &watch).await?)],
    };
    if watch.until_close {
        return watch_file::until_close(context, opened, &asked).await;
    }
    let channels: Vec<Channel> = asked.into_iter().map(|a| a.channel).collect();
    let mut feed = opened.market.watch(&channels, false)?;
    let mut left = watch.count.unwrap_or(u64::MAX);
    while left > 0 {
        let Some(event) = feed.events.recv().await else { break };
        left -= 1;
        if line(&market_event(&event))? == Reader::Gone {
            break;
        }
    }
    Ok(Answer::raw(Vec::new()))
}

async fn channel(opened: &Opened, watch: &Watch) -> Result<Channel, CliError> {
    let symbol = watch
        .symbol
        .as_deref()
        .ok_or_else(|| CliError::usage("Name a symbol, as in: csign venue kraken watch trades BTC/USD."))?;
    let symbol = opened.symbol(symbol).await?;
    Ok(match watch.what {
        Some(What::Trades) => Channel::Trades { symbol },
        Some(What::Book) => Channel::Book { symbol, depth: watch.depth },
        Some(What::Candles) => Channel::Candles { symbol, timeframe: watch.timeframe },
        Some(What::Ticker | What::Account) | None => Channel::Ticker { symbol },
    })
}

fn market_event(event: &MarketEvent) -> Value {
    match event {
        MarketEvent::Book { symbol, book } => shape::book(symbol, book),
        MarketEvent::Trade { symbol, trade } => shape::trade(symbol, trade),
        MarketEvent::Candle { symbol, timeframe, candle: c, closed } => json!({
            "symbol": symbol, "timeframe": timeframe,
            "candle": [c.time_ms, c.open, c.high, c.low, c.close, c.volume], "closed": closed,
        }),
        MarketEvent::Ticker { ticker } => shape::ticker(ticker),
    }
}

async fn account(opened: &Opened, count: Option<u64>) -> Result<Answer, CliError> {
    let mut events = opened.account()?.events();
    let mut left = count.unwrap_or(u64::MAX);
    while left > 0 {
        let event = match events.recv().await {
            Ok(event) => account_event(&event),
            Err(RecvError::Lagged(missed)) => json!({"event": "missed", "count": missed}),
            Err(RecvError::Closed) => break,
        };
        left -= 1;
        if line(&event)? == Reader::Gone {
            break;
        }
    }
    Ok(Answer::raw(Vec::new()))
}

fn account_event(event: &AccountEvent) -> Value {
    match event {
        AccountEvent::Order(report) => report_event(report),
        AccountEvent::Balance(balance) => tagged("balance", shape::balance(balance)),
        AccountEvent::Position(position) => tagged("position", json!(position)),
        AccountEvent::Foreign(fill) => tagged("fill", shape::fill(fill)),
        AccountEvent::Resynced => json!({"event": "resynced"}),
        AccountEvent::Unlisted { what, raw } => json!({"event": "unlisted", "what": what, "raw": raw}),
    }
}

fn report_event(report: &ExecutionReport) -> Value {
    match report {
        ExecutionReport::Acknowledged { client_id, venue_id } => {
            json!({"event": "acknowledged", "client_id": client_id, "id": venue_id})
        }
        ExecutionReport::Filled(fill) => tagged("fill", shape::fill(fill)),
        ExecutionReport::Cancelled { client_id, reason } => {
            json!({"event": "canceled", "client_id": client_id, "reason": reason})
        }
        ExecutionReport::Rejected { client_id, reason } => {
            json!({"event": "rejected", "client_id": client_id, "reason": reason})
        }
    }
}

fn tagged(event: &str, mut value: Value) -> Value {
    if let Some(fields) = value.as_object_mut() {
        fields.insert("event".to_owned(), event.into());
    }
    value
}
