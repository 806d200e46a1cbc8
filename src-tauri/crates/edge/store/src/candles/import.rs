//! Storing candles, all or none.

use std::collections::BTreeSet;

use domain::{Candles, InstrumentId};
use serde::Serialize;
use sqlx::{Row, Sqlite, Transaction};

use super::gaps::{Gap, GapFinder};
use super::merge::{Tally, merge};
use super::{chunk, slot};
use crate::{Store, StoreError, series};

/// What an import found and did. `rows` = `inserted` + `duplicates` + `replaced`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ImportOutcome {
    pub rows: u64,
    pub inserted: u64,
    /// Already stored with the same values.
    pub duplicates: u64,
    /// Already stored with other values: the newer import stands.
    pub replaced: u64,
    /// What is missing between `first` and `last` now that the import is stored.
    pub gaps: Vec<Gap>,
    #[serde(rename = "first")]
    pub first_ms: Option<i64>,
    #[serde(rename = "last")]
    pub last_ms: Option<i64>,
}

impl Store {
    /// Merges candles into the instrument's series of their timeframe. All of them or none; on the disk when this returns.
    pub async fn import(
        &self,
        instrument: &InstrumentId,
        candles: &Candles,
    ) -> Result<ImportOutcome, StoreError> {
        check(candles)?;
        let (Some(first_ms), Some(last_ms)) = (candles.time_ms.first(), candles.time_ms.last()) else {
            return Ok(ImportOutcome::default());
        };
        let mut transaction = self.begin().await?;
        let series = series::id_or_new(&mut transaction, instrument, candles.timeframe).await?;
        let (tally, gaps) = write_chunks(&mut transaction, series, candles, *first_ms, *last_ms).await?;
        transaction.commit().await?;
        let Tally { inserted, duplicates, replaced } = tally;
        Ok(ImportOutcome {
            rows: candles.len() as u64,
            inserted,
            duplicates,
            replaced,
            gaps,
            first_ms: Some(*first_ms),
            last_ms: Some(*last_ms),
        })
    }
}

async fn write_chunks(
    transaction: &mut Transaction<'static, Sqlite>,
    series: i64,
    candles: &Candles,
    first_ms: i64,
    last_ms: i64,
) -> Result<(Tally, Vec<Gap>), StoreError> {
    let timeframe = candles.timeframe;
    let stored_slots =
        stored_slots(transaction, series, slot(timeframe, first_ms), slot(timeframe, last_ms)).await?;
    let mut total = Tally::default();
    let mut finder = GapFinder::new(timeframe);
    let mut stored_slots = stored_slots.into_iter().peekable();
    let mut from = 0;
    // One chunk at a time: encoding takes a fraction of a millisecond between two awaits.
    loop {
        let next_new = candles.time_ms.get(from).map(|t| slot(timeframe, *t));
        let next_stored = stored_slots.peek().copied();
        let Some(current) = [next_new, next_stored].into_iter().flatten().min() else { break };
        let stored = match next_stored {
            Some(s) if s == current => {
                stored_slots.next();
                read_chunk(transaction, series, current, candles).await?
            }
            _ => Candles::new(timeframe),
        };
        let count = candles.time_ms[from..].partition_point(|t| slot(timeframe, *t) == current);
        let (merged, tally) = merge(&stored, &candles.slice(from..from + count));
        from += count;
        finder.extend(&merged.time_ms[merged.between(first_ms, last_ms.saturating_add(1))]);
        if tally.inserted + tally.replaced > 0 {
            write_chunk(transaction, series, current, &merged).await?;
        }
        total.inserted += tally.inserted;
        total.duplicates += tally.duplicates;
        total.replaced += tally.replaced;
    }
    Ok((total, finder.gaps))
}

async fn stored_slots(
    transaction: &mut Transaction<'static, Sqlite>,
    series: i64,
    from: i64,
    to: i64,
) -> Result<BTreeSet<i64>, StoreError> {
    let slots: Vec<i64> =
        sqlx::query_scalar("SELECT slot FROM candle_chunk WHERE series_id = ? AND slot BETWEEN ? AND ?")
            .bind(series)
            .bind(from)
            .bind(to)
            .fetch_all(&mut **transaction)
            .await?;
    Ok(slots.into_iter().collect())
}

async fn read_chunk(
    transaction: &mut Transaction<'static, Sqlite>,
    series: i64,
    slot: i64,
    like: &Candles,
) -> Result<Candles, StoreError> {
    let row = sqlx::query("SELECT first_ms, data FROM candle_chunk WHERE series_id = ? AND slot = ?")
        .bind(series)
        .bind(slot)
        .fetch_one(&mut **transaction)
        .await?;
    let mut stored = Candles::new(like.timeframe);
    chunk::decode(row.try_get(1)?, &mut stored)
        .ok_or(StoreError::DamagedCandles { from_ms: row.try_get(0)? })?;
    Ok(stored)
}

async fn write_chunk(
    transaction: &mut Transaction<'static, Sqlite>,
    series: i64,
    slot: i64,
    candles: &Candles,
) -> Result<(), StoreError> {
    let (first, last) = (candles.time_ms.first(), candles.time_ms.last());
    sqlx::query(
        "INSERT INTO candle_chunk (series_id, slot, first_ms, last_ms, count, data) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (series_id, slot) DO UPDATE
         SET first_ms = excluded.first_ms, last_ms = excluded.last_ms, count = excluded.count, data = excluded.data",
    )
    .bind(series)
    .bind(slot)
    .bind(first)
    .bind(last)
    .bind(candles.len() as i64)
    .bind(chunk::encode(candles))
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

/// What the chunks rely on: equal columns, true candles, on the grid, ascending.
fn check(candles: &Candles) -> Result<(), StoreError> {
    let time = candles.len();
    let columns = [&candles.open, &candles.high, &candles.low, &candles.close, &candles.volume];
    if let Some(column) = columns.into_iter().find(|c| c.len() != time) {
        return Err(StoreError::UnequalColumns { time, values: column.len() });
    }
    let timeframe = candles.timeframe;
    let mut former_ms = i64::MIN;
    for (index, candle) in candles.iter().enumerate() {
        let time_ms = candle.time_ms;
        candle.check().map_err(|fault| StoreError::BadCandle { index, time_ms, fault })?;
        if timeframe.floor(time_ms) != time_ms {
            return Err(StoreError::OffGridCandle { index, time_ms, timeframe });
        }
        if time_ms <= former_ms {
            return Err(StoreError::UnorderedCandle { index, time_ms });
        }
        former_ms = time_ms;
    }
    Ok(())
}
