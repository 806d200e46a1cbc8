//! `csign venue V candles`.

use clap::Args;
use domain::Timeframe;
use venues::{Clock, SystemClock};

use super::open::Opened;
use super::shape;
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::table::{Align, figure, table};
use crate::time;

#[derive(Debug, Args)]
pub struct Candles {
    symbol: String,
    /// 1m 3m 5m 15m 30m 1h 3h 4h 6h 12h 1d 1w
    #[arg(long, value_name = "TF")]
    timeframe: Timeframe,
    /// The latest N [default: 100, or the whole range]
    #[arg(long, value_name = "N")]
    limit: Option<u32>,
    /// From here on: ISO 8601 or epoch milliseconds
    #[arg(long, value_name = "T", value_parser = time::instant, allow_negative_numbers = true)]
    start: Option<i64>,
    /// Candles that start before this [default: now]
    #[arg(long, value_name = "T", value_parser = time::instant, allow_negative_numbers = true)]
    end: Option<i64>,
}

impl Candles {
    /// Half-open, in milliseconds.
    fn range(&self, now_ms: i64) -> Result<std::ops::Range<i64>, CliError> {
        let end = self.end.unwrap_or(now_ms);
        let span = self.timeframe.ms().saturating_mul(i64::from(self.limit.unwrap_or(100)));
        let start = self.start.unwrap_or_else(|| end.saturating_sub(span));
        if start >= end {
            return Err(CliError::usage(format!(
                "The range from {} to {} is empty; --start must lie before --end.",
                time::shown(start),
                time::shown(end)
            )));
        }
        Ok(start..end)
    }
}

pub async fn run(context: &Context, opened: &Opened, asked: Candles) -> Result<Answer, CliError> {
    let symbol = opened.symbol(&asked.symbol).await?;
    let range = asked.range(SystemClock.now_ms())?;
    let candles = opened.market.candles(&symbol, asked.timeframe, range).await?;
    let first = match asked.limit {
        Some(limit) => candles.time_ms.len().saturating_sub(limit as usize),
        None => 0,
    };
    let document = shape::candles(&candles).split_off(first);
    let columns = [
        ("time", Align::Left),
        ("open", Align::Right),
        ("high", Align::Right),
        ("low", Align::Right),
        ("close", Align::Right),
        ("volume", Align::Right),
    ];
    let row = |i: usize| {
        let figures = [&candles.open, &candles.high, &candles.low, &candles.close, &candles.volume];
        std::iter::once(time::shown(candles.time_ms[i]))
            .chain(figures.map(|column| figure(Some(column[i]), 8)))
            .collect()
    };
    Answer::new(context, &document, || {
        table(&columns, &(first..candles.time_ms.len()).map(row).collect::<Vec<_>>())
    })
}
