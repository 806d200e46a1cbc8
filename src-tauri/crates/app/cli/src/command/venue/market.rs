//! Public questions.

use super::open::Opened;
use super::shape::{self, InstrumentShape};
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::table::{Align, facts, table};
use crate::time;

pub async fn instruments(context: &Context, opened: &Opened) -> Result<Answer, CliError> {
    let shapes: Vec<InstrumentShape> =
        opened.market.instruments().await?.iter().map(InstrumentShape::of).collect();
    let columns = [
        ("symbol", Align::Left),
        ("tick", Align::Right),
        ("lot", Align::Right),
        ("least", Align::Right),
        ("least value", Align::Right),
    ];
    let row = |s: &InstrumentShape| {
        let least = [s.tick, s.lot, s.min_quantity, s.min_notional].map(|d| d.normalize().to_string());
        std::iter::once(s.symbol.to_string()).chain(least).collect()
    };
    Answer::new(context, &shapes, || table(&columns, &shapes.iter().map(row).collect::<Vec<_>>()))
}

pub async fn ticker(context: &Context, opened: &Opened, symbol: &str) -> Result<Answer, CliError> {
    let t = opened.market.ticker(&opened.symbol(symbol).await?).await?;
    Answer::new(context, &shape::ticker(&t), || {
        facts([
            ("symbol", t.symbol.to_string()),
            ("bid", t.bid.to_string()),
            ("ask", t.ask.to_string()),
            ("last", t.last.to_string()),
            ("high", t.high.to_string()),
            ("low", t.low.to_string()),
            ("volume", t.volume.to_string()),
            ("change", format!("{} %", (t.change * rust_decimal::Decimal::ONE_HUNDRED).round_dp(2))),
            ("time", time::shown(t.time_ms)),
        ])
    })
}

pub async fn tickers(context: &Context, opened: &Opened) -> Result<Answer, CliError> {
    let tickers = opened.market.tickers().await?;
    let document: Vec<_> = tickers.iter().map(shape::ticker).collect();
    let columns = [
        ("symbol", Align::Left),
        ("bid", Align::Right),
        ("ask", Align::Right),
        ("last", Align::Right),
        ("volume", Align::Right),
    ];
    let row = |t: &domain::Ticker| {
        let figures = [t.bid, t.ask, t.last, t.volume].map(|d| d.to_string());
        std::iter::once(t.symbol.to_string()).chain(figures).collect()
    };
    Answer::new(context, &document, || table(&columns, &tickers.iter().map(row).collect::<Vec<_>>()))
}

pub async fn book(
    context: &Context,
    opened: &Opened,
    symbol: &str,
    depth: usize,
) -> Result<Answer, CliError> {
    let symbol = opened.symbol(symbol).await?;
    let book = opened.market.book(&symbol, depth).await?;
    let columns = [
        ("bid size", Align::Right),
        ("bid", Align::Right),
        ("ask", Align::Right),
        ("ask size", Align::Right),
    ];
    let cell = |level: Option<&domain::Level>| match level {
        Some(level) => (level.price.to_string(), level.size.to_string()),
        None => (String::new(), String::new()),
    };
    let row = |i: usize| {
        let ((bid, bid_size), (ask, ask_size)) = (cell(book.bids.get(i)), cell(book.asks.get(i)));
        vec![bid_size, bid, ask, ask_size]
    };
    let rows = book.bids.len().max(book.asks.len());
    Answer::new(context, &shape::book(&symbol, &book), || {
        table(&columns, &(0..rows).map(row).collect::<Vec<_>>())
    })
}

pub async fn trades(
    context: &Context,
    opened: &Opened,
    symbol: &str,
    limit: usize,
) -> Result<Answer, CliError> {
    let symbol = opened.symbol(symbol).await?;
    let trades = opened.market.trades(&symbol, limit).await?;
    let document: Vec<_> = trades.iter().map(|trade| shape::trade(&symbol, trade)).collect();
    let columns = [
        ("time", Align::Left),
        ("side", Align::Left),
        ("price", Align::Right),
        ("size", Align::Right),
        ("id", Align::Left),
    ];
    let row = |t: &domain::Trade| {
        vec![
            time::shown(t.time_ms),
            t.side.as_str().to_owned(),
            t.price.to_string(),
            t.size.to_string(),
            t.id.clone(),
        ]
    };
    Answer::new(context, &document, || table(&columns, &trades.iter().map(row).collect::<Vec<_>>()))
}
