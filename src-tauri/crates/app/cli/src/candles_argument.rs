//! Which candles: a file (nothing stored) or a stored series, whole or a part of it.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use desk::api::recommendation::Period;
use domain::{Candles, InstrumentId, Symbol, Timeframe, VenueId};

use crate::context::Context;
use crate::error::CliError;
use crate::progress::Progress;
use crate::{candle_file, time};

#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Candles")]
pub struct CandlesArgument {
    /// A CSV file, kline archive or Parquet file, - for standard input; nothing of it is stored
    #[arg(long, value_name = "FILE", conflicts_with = "venue")]
    pub input: Option<PathBuf>,
    /// The venue whose stored candles are meant
    #[arg(long, value_name = "V", required_unless_present = "input", requires = "symbol")]
    pub venue: Option<String>,
    /// As in BTC/USD
    #[arg(long, value_name = "S")]
    pub symbol: Option<Symbol>,
    /// 1m 3m 5m 15m 30m 1h 3h 4h 6h 12h 1d 1w; told from the file where it is left out
    #[arg(long, value_name = "TF", required_unless_present = "input")]
    pub timeframe: Option<Timeframe>,
    /// Candles from here on: ISO 8601 or epoch milliseconds
    #[arg(long, value_name = "T", value_parser = time::instant, allow_negative_numbers = true)]
    pub start: Option<i64>,
    /// Candles that start before this
    #[arg(long, value_name = "T", value_parser = time::instant, allow_negative_numbers = true)]
    pub end: Option<i64>,
    /// The last so many of them
    #[arg(long, value_name = "N", conflicts_with_all = ["start", "last"])]
    pub last_candles: Option<NonZeroU32>,
    /// The last stretch of them, as 30d, 12h or 90m
    #[arg(long, value_name = "SPAN", value_parser = time::span, conflicts_with = "start")]
    pub last: Option<i64>,
}

/// The candles asked for, and where they came from.
pub struct Loaded {
    pub candles: Candles,
    pub symbol: Option<Symbol>,
    /// The venue, or the file.
    pub source: String,
    pub load_ms: f64,
}

impl CandlesArgument {
    pub async fn load(&self, context: &Context) -> Result<Loaded, CliError> {
        let begun = Instant::now();
        let (candles, source) = match &self.input {
            Some(path) => {
                let progress = Progress::new(context);
                let parsed = candle_file::read(path, self.timeframe, &mut |p| progress.report(&p))?;
                (parsed.candles, path.display().to_string())
            }
            None => {
                let id = self.instrument()?;
                (self.stored(context, &id).await?, id.venue.to_string())
            }
        };
        let candles = self.part(candles)?;
        let load_ms = begun.elapsed().as_secs_f64() * 1000.0;
        Ok(Loaded { candles, symbol: self.symbol.clone(), source, load_ms })
    }

    async fn stored(&self, context: &Context, id: &InstrumentId) -> Result<Candles, CliError> {
        // the built-in market needs no candles stored, so neither does it need a desk to have been here
        let store = match id.venue.as_str() == VenueId::BUILTIN && !context.database().exists() {
            true => context.store_to_write().await?,
            false => context.store_to_read().await?,
        };
        let timeframe = self.stored_timeframe()?;
        let all = Period::Range { start_ms: self.start.unwrap_or(0), end_ms: self.end.unwrap_or(i64::MAX) };
        let period = match (id.venue.as_str(), self.start, self.end) {
            // computed candle by candle, so no more of them than asked for
            (VenueId::BUILTIN, None, None) => self.period()?,
            (_, None, None) => Period::All,
            _ => all,
        };
        let config = context.desk_config();
        let candles = desk::read_candles(&store, &config, id, timeframe, &period).await;
        store.close().await;
        Ok(candles?)
    }

    /// Cuts the part asked for out of all candles.
    fn part(&self, candles: Candles) -> Result<Candles, CliError> {
        let (start, end) = (self.start.unwrap_or(i64::MIN), self.end.unwrap_or(i64::MAX));
        if start >= end {
            let text =
                format!("The period ends ({}) before it starts ({}).", time::shown(end), time::shown(start));
            return Err(CliError::usage(text).with("start", start).with("end", end));
        }
        let mut range = candles.between(start, end);
        if let Some(span) = self.last {
            let end = candles.time_ms[range.clone()].last().map_or(0, |t| t + candles.timeframe.ms());
            range.start = range.start.max(candles.between(end.saturating_sub(span), i64::MAX).start);
        }
        if let Some(count) = self.last_candles {
            range.start = range.start.max(range.end.saturating_sub(count.get() as usize));
        }
        if range.is_empty() {
            let text = "There are no candles in that period. Widen it, or import more.";
            return Err(CliError::new(6, "no_candles", text));
        }
        Ok(if range == (0..candles.len()) { candles } else { candles.slice(range) })
    }

    /// The stored instrument; with a file there is none.
    pub fn instrument(&self) -> Result<InstrumentId, CliError> {
        match (&self.venue, &self.symbol) {
            (Some(venue), Some(symbol)) => Ok(InstrumentId::new(VenueId::new(venue), symbol.clone())),
            _ => Err(CliError::usage("Name the stored candles: --venue V --symbol S --timeframe TF.")),
        }
    }

    pub fn stored_timeframe(&self) -> Result<Timeframe, CliError> {
        self.timeframe.ok_or_else(|| CliError::usage("Name the candles' length: --timeframe TF."))
    }

    /// The part as the desk is asked for it.
    pub fn period(&self) -> Result<Period, CliError> {
        let timeframe = self.stored_timeframe()?;
        Ok(match (self.start, self.end, self.last_candles, self.last) {
            (None, None, None, None) => Period::All,
            (_, _, Some(count), _) => Period::LastCandles { count: count.get() },
            (_, _, _, Some(span)) => {
                let count = (span / timeframe.ms()).max(1);
                Period::LastCandles { count: u32::try_from(count).unwrap_or(u32::MAX) }
            }
            (start, end, _, _) => {
                Period::Range { start_ms: start.unwrap_or(0), end_ms: end.unwrap_or(i64::MAX) }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use clap::Parser;
    use domain::Candle;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        candles: CandlesArgument,
    }

    fn argument(words: &str) -> Result<CandlesArgument, clap::Error> {
        Line::try_parse_from(format!("csign {words}").split_whitespace()).map(|l| l.candles)
    }

    /// Hourly from 0, with hours 5 to 7 missing.
    fn hours() -> Candles {
        let candle = |h: i64| Candle {
            time_ms: h * 3_600_000,
            open: 1.0,
            high: 1.0,
            low: 1.0,
            close: 1.0,
            volume: 0.0,
        };
        Candles::from_candles(Timeframe::H1, (0..5).chain(8..12).map(candle))
    }

    fn hours_of(words: &str) -> Vec<i64> {
        let part = argument(&format!("--input a.csv {words}")).unwrap().part(hours()).unwrap();
        part.time_ms.iter().map(|t| t / 3_600_000).collect()
    }

    #[test]
    fn parts_are_cut_by_time_and_by_count() {
        assert_eq!(hours_of("").len(), 9);
        assert_eq!(hours_of("--start 3600000 --end 1970-01-01T03:00:00Z"), [1, 2]);
        assert_eq!(hours_of("--last-candles 5"), [4, 8, 9, 10, 11]);
        assert_eq!(hours_of("--last 5h"), [8, 9, 10, 11]);
        assert_eq!(hours_of("--last 1d").len(), 9);
        assert_eq!(hours_of("--end 18000000 --last 2h"), [3, 4]);
    }

    #[test]
    fn what_says_too_little_or_too_much_is_refused() {
        for bad in [
            "",
            "--venue coinbase --timeframe 1h",
            "--venue coinbase --symbol BTC/USD",
            "--input a.csv --venue coinbase --symbol BTC/USD --timeframe 1h",
            "--input a.csv --last 3d --last-candles 5",
            "--input a.csv --last-candles 0",
            "--input a.csv --start 1 --last 3d",
            "--input a.csv --symbol btcusd",
            "--input a.csv --timeframe 2h",
        ] {
            assert!(argument(bad).is_err(), "{bad}");
        }
        let none = |words: &str| argument(words).unwrap().part(hours()).unwrap_err();
        assert_eq!(none("--input a.csv --start 2020-01-01").exit, 6);
        assert_eq!(none("--input a.csv --start 2 --end 1").exit, 2);
    }
}
