//! Which candles there are.

use domain::{InstrumentId, Symbol, Timeframe, VenueId};
use serde::Serialize;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, Sqlite, Transaction};

use crate::{Store, StoreError};

/// A stored series and its extent; `missing` counts the candles that lie between the first and the last and are not stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeriesInfo {
    pub instrument: InstrumentId,
    #[serde(serialize_with = "as_text")]
    pub timeframe: Timeframe,
    pub count: u64,
    pub first_ms: i64,
    pub last_ms: i64,
    pub missing: u64,
}

fn as_text<S: serde::Serializer>(timeframe: &Timeframe, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_str(timeframe.as_str())
}

impl Store {
    /// Every series with candles, by venue, symbol and length.
    pub async fn series(&self) -> Result<Vec<SeriesInfo>, StoreError> {
        let rows = sqlx::query(
            "SELECT s.venue, s.symbol, s.timeframe, sum(c.count), min(c.first_ms), max(c.last_ms)
             FROM series s JOIN candle_chunk c ON c.series_id = s.id GROUP BY s.id",
        )
        .fetch_all(self.readers())
        .await?;
        let mut all: Vec<SeriesInfo> = rows.iter().map(info).collect::<Result<_, _>>()?;
        all.sort_by(|a, b| (&a.instrument, a.timeframe).cmp(&(&b.instrument, b.timeframe)));
        Ok(all)
    }

    /// Forgets a series; true where there was one.
    pub async fn remove_series(
        &self,
        instrument: &InstrumentId,
        timeframe: Timeframe,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query("DELETE FROM series WHERE venue = ? AND symbol = ? AND timeframe = ?")
            .bind(instrument.venue.as_str())
            .bind(instrument.symbol.to_string())
            .bind(timeframe.as_str())
            .execute(self.writer()?)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}

pub(crate) async fn id_or_new(
    transaction: &mut Transaction<'static, Sqlite>,
    instrument: &InstrumentId,
    timeframe: Timeframe,
) -> Result<i64, StoreError> {
    let (venue, symbol) = (instrument.venue.as_str(), instrument.symbol.to_string());
    sqlx::query("INSERT OR IGNORE INTO series (venue, symbol, timeframe) VALUES (?, ?, ?)")
        .bind(venue)
        .bind(&symbol)
        .bind(timeframe.as_str())
        .execute(&mut **transaction)
        .await?;
    Ok(sqlx::query_scalar("SELECT id FROM series WHERE venue = ? AND symbol = ? AND timeframe = ?")
        .bind(venue)
        .bind(&symbol)
        .bind(timeframe.as_str())
        .fetch_one(&mut **transaction)
        .await?)
}

fn info(row: &SqliteRow) -> Result<SeriesInfo, StoreError> {
    let symbol: String = row.try_get(1)?;
    let timeframe: String = row.try_get(2)?;
    let damaged = |name: &str| StoreError::Damaged { what: "series", name: name.to_owned() };
    let timeframe: Timeframe = timeframe.parse().map_err(|_| damaged(&timeframe))?;
    let symbol: Symbol = symbol.parse().map_err(|_| damaged(&symbol))?;
    let venue: String = row.try_get(0)?;
    let (count, first_ms, last_ms): (i64, i64, i64) = (row.try_get(3)?, row.try_get(4)?, row.try_get(5)?);
    let between = last_ms.saturating_sub(first_ms) / timeframe.ms() + 1;
    Ok(SeriesInfo {
        instrument: InstrumentId::new(VenueId::new(venue), symbol),
        timeframe,
        count: count.unsigned_abs(),
        first_ms,
        last_ms,
        missing: between.saturating_sub(count).unsigned_abs(),
    })
}
