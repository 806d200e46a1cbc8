//! Reading candles back.

use std::ops::Range;

use domain::{Candles, InstrumentId, Timeframe};
use futures::TryStreamExt;
use sqlx::Row;

use super::gaps::{Gap, GapFinder};
use super::loading::{Loading, Stored};
use super::slot;
use crate::{Store, StoreError};

impl Store {
    /// The stored candles that start in `range` (milliseconds, half open); empty where there are none.
    pub async fn load(
        &self,
        instrument: &InstrumentId,
        timeframe: Timeframe,
        range: Range<i64>,
    ) -> Result<Candles, StoreError> {
        if range.is_empty() {
            return Ok(Candles::new(timeframe));
        }
        let (from, to) = (slot(timeframe, range.start), slot(timeframe, range.end - 1));
        let mut loading = Loading::new(timeframe, self.candles_in(instrument, timeframe, from, to).await?);
        let mut rows = sqlx::query(
            "SELECT c.first_ms, c.count, c.data FROM candle_chunk c JOIN series s ON s.id = c.series_id
             WHERE s.venue = ? AND s.symbol = ? AND s.timeframe = ? AND c.slot BETWEEN ? AND ? ORDER BY c.slot",
        )
        .bind(instrument.venue.as_str())
        .bind(instrument.symbol.to_string())
        .bind(timeframe.as_str())
        .bind(from)
        .bind(to)
        .fetch(self.readers());
        while let Some(row) = rows.try_next().await? {
            loading.add(Stored {
                from_ms: row.try_get(0)?,
                count: row.try_get(1)?,
                bytes: row.try_get(2)?,
            })?;
        }
        let candles = loading.finish()?;
        let wanted = candles.between(range.start, range.end);
        Ok(if wanted == (0..candles.len()) { candles } else { candles.slice(wanted) })
    }

    /// What is missing between the first and the last stored candle.
    pub async fn gaps(
        &self,
        instrument: &InstrumentId,
        timeframe: Timeframe,
    ) -> Result<Vec<Gap>, StoreError> {
        let candles = self.load(instrument, timeframe, i64::MIN..i64::MAX).await?;
        let mut finder = GapFinder::new(timeframe);
        finder.extend(&candles.time_ms);
        Ok(finder.gaps)
    }

    async fn candles_in(
        &self,
        instrument: &InstrumentId,
        timeframe: Timeframe,
        from: i64,
        to: i64,
    ) -> Result<usize, StoreError> {
        let count: i64 = sqlx::query_scalar(
            "SELECT coalesce(sum(c.count), 0) FROM candle_chunk c JOIN series s ON s.id = c.series_id
             WHERE s.venue = ? AND s.symbol = ? AND s.timeframe = ? AND c.slot BETWEEN ? AND ?",
        )
        .bind(instrument.venue.as_str())
        .bind(instrument.symbol.to_string())
        .bind(timeframe.as_str())
        .bind(from)
        .bind(to)
        .fetch_one(self.readers())
        .await?;
        // a hint for the allocation, so a damaged count must not ask for the world
        Ok(usize::try_from(count).unwrap_or(0).min(50_000_000))
    }
}
