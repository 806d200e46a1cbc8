//! Which ranges of a series the venue has been asked for, so that nothing is asked twice.

use std::ops::Range;

use domain::{Candles, InstrumentId, Timeframe};
use sqlx::Row;

use crate::{ImportOutcome, Store, StoreError, series};

impl Store {
    /// Half-open ranges in milliseconds, ascending, neither overlapping nor touching.
    pub async fn fetched(
        &self,
        instrument: &InstrumentId,
        timeframe: Timeframe,
    ) -> Result<Vec<Range<i64>>, StoreError> {
        let rows = sqlx::query(
            "SELECT from_ms, to_ms FROM fetched_range JOIN series ON series.id = series_id
             WHERE venue = ? AND symbol = ? AND timeframe = ? ORDER BY from_ms",
        )
        .bind(instrument.venue.as_str())
        .bind(instrument.symbol.to_string())
        .bind(timeframe.as_str())
        .fetch_all(self.readers())
        .await?;
        rows.iter().map(|row| Ok(row.try_get(0)?..row.try_get(1)?)).collect()
    }

    /// Stores one answer of the venue and then that it was the whole of `range`. In this order: a crash between the
    /// two asks again, and an answer that is there already changes nothing.
    pub async fn import_fetched(
        &self,
        instrument: &InstrumentId,
        candles: &Candles,
        range: Range<i64>,
    ) -> Result<ImportOutcome, StoreError> {
        let outcome = self.import(instrument, candles).await?;
        if range.is_empty() {
            return Ok(outcome);
        }
        let mut covered = self.fetched(instrument, candles.timeframe).await?;
        covered.push(range);
        let mut transaction = self.begin().await?;
        let series = series::id_or_new(&mut transaction, instrument, candles.timeframe).await?;
        sqlx::query("DELETE FROM fetched_range WHERE series_id = ?")
            .bind(series)
            .execute(&mut *transaction)
            .await?;
        for range in joined(covered) {
            sqlx::query("INSERT INTO fetched_range (series_id, from_ms, to_ms) VALUES (?, ?, ?)")
                .bind(series)
                .bind(range.start)
                .bind(range.end)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(outcome)
    }
}

/// The same moments in as few ranges as can be, ascending.
fn joined(mut ranges: Vec<Range<i64>>) -> Vec<Range<i64>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<i64>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// The parts of `wanted` that lie in none of the `covered` ranges (ascending, as [`Store::fetched`] gives them).
pub fn uncovered(wanted: Range<i64>, covered: &[Range<i64>]) -> Vec<Range<i64>> {
    let mut parts = Vec::new();
    let mut from = wanted.start;
    for range in covered.iter().filter(|r| r.end > wanted.start && r.start < wanted.end) {
        if range.start > from {
            parts.push(from..range.start);
        }
        from = from.max(range.end);
    }
    if from < wanted.end {
        parts.push(from..wanted.end);
    }
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_covered_and_what_is_not_make_up_what_was_wanted(
            ranges in prop::collection::vec((0_i64..60, 0_i64..20), 0..8),
            (from, length) in (0_i64..60, 1_i64..40),
        ) {
            let covered = joined(ranges.iter().map(|(a, n)| *a..a + n).collect());
            prop_assert!(covered.windows(2).all(|pair| pair[0].end < pair[1].start));
            let missing = uncovered(from..from + length, &covered);
            for t in from..from + length {
                let was = ranges.iter().any(|(a, n)| (*a..a + n).contains(&t));
                prop_assert_eq!(missing.iter().any(|r| r.contains(&t)), !was, "at {}", t);
            }
            prop_assert!(missing.iter().all(|r| r.start >= from && r.end <= from + length && !r.is_empty()));
        }
    }
}
