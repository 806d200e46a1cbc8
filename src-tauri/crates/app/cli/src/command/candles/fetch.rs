//! `csign candles fetch`: candles from a venue into the store, each of them asked for once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use desk::api::market::GapView;
use desk::{FetchProgress, fetch_candles};
use domain::Timeframe;
use serde::Serialize;
use venues::{Clock, SystemClock};

use crate::command::venue::{Opened, Place, open};
use crate::context::Context;
use crate::error::CliError;
use crate::output::{Answer, note};
use crate::progress::Progress;
use crate::{table, time};

#[derive(Debug, Args)]
#[group(id = "range", args = ["last", "start"], required = true)]
pub struct Fetch {
    /// bitfinex, binance, kraken or coinbase
    #[arg(long, value_name = "V")]
    venue: String,
    /// As in BTC/USD
    #[arg(long, value_name = "S")]
    symbol: String,
    #[arg(long, value_name = "TF")]
    timeframe: Timeframe,
    /// As in 30d: minutes, hours, days or weeks up to now
    #[arg(long, value_name = "SPAN", value_parser = time::span, conflicts_with_all = ["start", "end"])]
    last: Option<i64>,
    /// ISO 8601 or epoch milliseconds
    #[arg(long, value_name = "T", value_parser = time::instant, allow_negative_numbers = true)]
    start: Option<i64>,
    /// Candles that start before this [default: now]
    #[arg(long, value_name = "T", value_parser = time::instant, allow_negative_numbers = true)]
    end: Option<i64>,
    #[command(flatten)]
    place: Place,
}

impl Fetch {
    fn range(&self, now_ms: i64) -> Result<std::ops::Range<i64>, CliError> {
        let end = self.end.unwrap_or(now_ms).min(now_ms);
        let start = match (self.last, self.start) {
            (Some(span), _) => now_ms.saturating_sub(span),
            (None, start) => start.unwrap_or(end),
        };
        if start >= end {
            let (start, end) = (time::shown(start), time::shown(end));
            return Err(CliError::usage(format!("The range from {start} to {end} is empty.")));
        }
        Ok(start..end)
    }
}

#[derive(Debug, Serialize)]
struct Document {
    rows: u64,
    inserted: u64,
    duplicates: u64,
    gaps: Vec<GapView>,
    first: Option<i64>,
    last: Option<i64>,
    requests: usize,
    stopped: bool,
}

pub async fn run(context: &Context, asked: Fetch) -> Result<Answer, CliError> {
    let now_ms = SystemClock.now_ms();
    let range = asked.range(now_ms)?;
    let opened: Opened = open(context, &asked.venue, asked.place).await?;
    let instrument = opened.instrument(&asked.symbol).await?;
    let store = context.store_to_write().await?;
    let stop = stop_on_interrupt();
    let progress = Progress::new(context);
    let go_on = |p: FetchProgress| {
        progress.pages(p.pages, p.of, p.rows);
        !stop.load(Ordering::Relaxed)
    };
    let market = opened.market.as_ref();
    let fetched =
        fetch_candles(&store, market, &instrument, asked.timeframe, range.clone(), now_ms, go_on).await;
    drop(progress);
    let fetched = match fetched {
        Ok(fetched) => fetched,
        Err(error) => {
            store.close().await;
            return Err(error.into());
        }
    };
    let gaps = store.gaps(&instrument, asked.timeframe).await?;
    let series = store.series().await?;
    store.close().await;
    let series = series.iter().find(|s| s.instrument == instrument && s.timeframe == asked.timeframe);
    let document = Document {
        rows: fetched.rows,
        inserted: fetched.inserted,
        duplicates: fetched.duplicates,
        gaps: within(&gaps, &range),
        first: series.map(|s| s.first_ms),
        last: series.map(|s| s.last_ms),
        requests: fetched.requests,
        stopped: fetched.stopped,
    };
    if document.stopped {
        note(context, "Stopped. The same command goes on from here.");
    }
    Answer::new(context, &document, || shown(&document))
}

/// Set by the first Ctrl-C: the page under way is finished and stored.
fn stop_on_interrupt() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let set = stop.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            set.store(true, Ordering::Relaxed);
        }
    });
    stop
}

fn within(gaps: &[store::Gap], range: &std::ops::Range<i64>) -> Vec<GapView> {
    let inside = gaps.iter().filter(|g| g.to_ms >= range.start && g.from_ms < range.end);
    let missing = |g: &store::Gap| u32::try_from(g.missing).unwrap_or(u32::MAX);
    inside.map(|g| GapView { from: g.from_ms, to: g.to_ms, missing: missing(g) }).collect()
}

fn shown(d: &Document) -> String {
    let time = |t: Option<i64>| t.map_or_else(|| "-".to_owned(), time::shown);
    table::facts([
        ("rows", d.rows.to_string()),
        ("inserted", d.inserted.to_string()),
        ("requests", d.requests.to_string()),
        ("gaps", d.gaps.len().to_string()),
        ("first stored", time(d.first)),
        ("last stored", time(d.last)),
    ])
}
