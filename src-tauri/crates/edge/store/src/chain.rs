//! The countersigned chain's lines as they were hashed.

use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::{Store, StoreError};

/// An entry: its number, its canonical bytes, and its hash in hex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainRow {
    pub seq: i64,
    pub line: Vec<u8>,
    pub hash: String,
}

/// What a page of the log shows. `None` shows all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChainFilter {
    /// The kind's beginning, as `order.` or `order.signed`.
    pub kind_prefix: Option<String>,
    pub actor: Option<String>,
    /// Anywhere in the entry; ASCII letters match in either case.
    pub text: Option<String>,
    /// Inclusive.
    pub from_ms: Option<i64>,
    /// Exclusive.
    pub to_ms: Option<i64>,
}

pub(crate) async fn append(connection: &mut SqliteConnection, rows: &[ChainRow]) -> Result<i64, StoreError> {
    let mut last: i64 =
        sqlx::query_scalar("SELECT coalesce(max(seq), 0) FROM chain").fetch_one(&mut *connection).await?;
    for row in rows {
        let expected = last + 1;
        if row.seq != expected {
            return Err(StoreError::ChainOutOfStep { expected, got: row.seq });
        }
        let line = std::str::from_utf8(&row.line).map_err(|_| StoreError::ChainNotText { seq: row.seq })?;
        sqlx::query("INSERT INTO chain (seq, line, hash) VALUES (?, ?, ?)")
            .bind(row.seq)
            .bind(line)
            .bind(row.hash.as_str())
            .execute(&mut *connection)
            .await?;
        last = expected;
    }
    Ok(last)
}

impl Store {
    /// Up to `limit` entries from `seq` on, in order, exactly as they lie in the file.
    pub async fn chain_from(&self, seq: i64, limit: u32) -> Result<Vec<ChainRow>, StoreError> {
        let rows = sqlx::query("SELECT seq, line, hash FROM chain WHERE seq >= ? ORDER BY seq LIMIT ?")
            .bind(seq)
            .bind(limit)
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(chain_row).collect()
    }

    /// The last entry; `None` before `chain.opened`.
    pub async fn chain_last(&self) -> Result<Option<ChainRow>, StoreError> {
        let row = sqlx::query("SELECT seq, line, hash FROM chain ORDER BY seq DESC LIMIT 1")
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(chain_row).transpose()
    }

    pub async fn chain_count(&self) -> Result<u64, StoreError> {
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM chain").fetch_one(self.readers()).await?;
        Ok(count.unsigned_abs())
    }

    /// Newest first: up to `limit` entries that pass the filter and are older than entry `before`.
    pub async fn chain_page(
        &self,
        filter: &ChainFilter,
        before: Option<i64>,
        limit: u32,
    ) -> Result<Vec<ChainRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT seq, line, hash FROM chain
             WHERE (?1 IS NULL OR seq < ?1)
               AND (?2 IS NULL OR substr(kind, 1, length(?2)) = ?2)
               AND (?3 IS NULL OR actor = ?3)
               AND (?4 IS NULL OR instr(lower(line), lower(?4)) > 0)
               AND (?5 IS NULL OR time_ms >= ?5)
               AND (?6 IS NULL OR time_ms < ?6)
             ORDER BY seq DESC LIMIT ?7",
        )
        .bind(before)
        .bind(filter.kind_prefix.as_deref())
        .bind(filter.actor.as_deref())
        .bind(filter.text.as_deref())
        .bind(filter.from_ms)
        .bind(filter.to_ms)
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        rows.iter().map(chain_row).collect()
    }
}

/// As bytes: a damaged line may no longer be UTF-8, and it is for the verifier to say so.
fn chain_row(row: &SqliteRow) -> Result<ChainRow, StoreError> {
    let hash: Vec<u8> = row.try_get(2)?;
    Ok(ChainRow {
        seq: row.try_get(0)?,
        line: row.try_get(1)?,
        hash: String::from_utf8_lossy(&hash).into_owned(),
    })
}
