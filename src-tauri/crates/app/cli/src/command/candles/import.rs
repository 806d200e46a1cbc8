//! `csign candles import FILE...`: every file is read before anything is stored.

use std::path::PathBuf;

use clap::Args;
use desk::api::market::{GapView, Imported};
use domain::{InstrumentId, Symbol, Timeframe, VenueId};
use serde::Serialize;
use store::Store;
use store::import::Parsed;

use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::progress::Progress;
use crate::{candle_file, table, time};

#[derive(Debug, Args)]
pub struct Import {
    /// CSV files, kline archives or Parquet files; - reads one from standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Where the candles come from, as coinbase
    #[arg(long, value_name = "V", value_parser = venue)]
    pub venue: VenueId,
    /// As in BTC/USD
    #[arg(long, value_name = "S")]
    pub symbol: Symbol,
    /// Told from the file where it is left out
    #[arg(long, value_name = "TF")]
    pub timeframe: Option<Timeframe>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VenueError {
    #[error("{0:?} is no venue's name; write it in small letters, digits, - or _, as in coinbase")]
    Letters(String),
    #[error("the built-in market makes its own candles; name the venue these come from")]
    Builtin,
}

fn venue(name: &str) -> Result<VenueId, VenueError> {
    let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    match name {
        VenueId::BUILTIN => Err(VenueError::Builtin),
        _ if (1..=40).contains(&name.len()) && name.bytes().all(letter) => Ok(VenueId::new(name)),
        _ => Err(VenueError::Letters(name.to_owned())),
    }
}

#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct Document {
    rows: u64,
    inserted: u64,
    duplicates: u64,
    gaps: Vec<GapView>,
    first: i64,
    last: i64,
}

pub async fn run(context: &Context, arguments: Import) -> Result<Answer, CliError> {
    let mut files = Vec::with_capacity(arguments.files.len());
    let mut timeframe = arguments.timeframe;
    for path in &arguments.files {
        let progress = Progress::new(context);
        let parsed = candle_file::read(path, timeframe, &mut |p| progress.report(&p))?;
        timeframe = Some(parsed.timeframe);
        files.push(parsed);
    }
    files.sort_by_key(|parsed| parsed.candles.time_ms.first().copied());
    let id = InstrumentId::new(arguments.venue, arguments.symbol);
    let store = context.store_to_write().await?;
    let done = import(&store, &id, &files).await;
    store.close().await;
    let document = done?;
    Answer::new(context, &document, || shown(&document, &id))
}

async fn import(store: &Store, id: &InstrumentId, files: &[Parsed]) -> Result<Document, CliError> {
    let mut document = Document { first: i64::MAX, last: i64::MIN, ..Document::default() };
    for parsed in files {
        let one = desk::store_candles(store, id, parsed).await?;
        take(&mut document, one);
    }
    if let (true, Some(first)) = (files.len() > 1, files.first()) {
        // what one file leaves open the next may fill
        document.gaps = between(&store.gaps(id, first.timeframe).await?, document.first, document.last);
    }
    Ok(document)
}

fn take(document: &mut Document, one: Imported) {
    document.rows += u64::from(one.rows);
    document.inserted += u64::from(one.inserted);
    document.duplicates += u64::from(one.duplicates);
    document.gaps.extend(one.gaps);
    document.first = document.first.min(one.first);
    document.last = document.last.max(one.last);
}

fn between(gaps: &[store::Gap], first: i64, last: i64) -> Vec<GapView> {
    let inside = gaps.iter().filter(|g| g.from_ms >= first && g.to_ms <= last);
    let missing = |g: &store::Gap| u32::try_from(g.missing).unwrap_or(u32::MAX);
    inside.map(|g| GapView { from: g.from_ms, to: g.to_ms, missing: missing(g) }).collect()
}

fn shown(d: &Document, id: &InstrumentId) -> String {
    let missing: u64 = d.gaps.iter().map(|g| u64::from(g.missing)).sum();
    table::facts([
        ("series", id.to_string()),
        ("rows", d.rows.to_string()),
        ("inserted", d.inserted.to_string()),
        ("duplicates", d.duplicates.to_string()),
        ("gaps", format!("{} ({missing} candles missing)", d.gaps.len())),
        ("first", time::shown(d.first)),
        ("last", time::shown(d.last)),
    ])
}
