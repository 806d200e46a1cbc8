//! What happened, in order: the rows a restart replays, written together with the chain.

use sqlx::{Row, SqliteConnection};

use crate::{Batch, ChainRow, Store, StoreError};

/// An input of the core as JSON bytes, not yet numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalRow {
    pub time_ms: i64,
    pub bytes: Vec<u8>,
}

/// A stored row; numbers go up by one from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    pub seq: i64,
    pub time_ms: i64,
    pub bytes: Vec<u8>,
}

/// The last numbers after a commit; 0 while there is no row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed {
    pub journal_seq: i64,
    pub chain_seq: i64,
}

/// Adds the rows and says the last number.
pub(crate) async fn append(
    connection: &mut SqliteConnection,
    rows: &[JournalRow],
) -> Result<i64, StoreError> {
    let mut seq: i64 =
        sqlx::query_scalar("SELECT coalesce(max(seq), 0) FROM journal").fetch_one(&mut *connection).await?;
    for row in rows {
        seq += 1;
        sqlx::query("INSERT INTO journal (seq, time_ms, bytes) VALUES (?, ?, ?)")
            .bind(seq)
            .bind(row.time_ms)
            .bind(row.bytes.as_slice())
            .execute(&mut *connection)
            .await?;
    }
    Ok(seq)
}

impl Store {
    /// Stores all of it or nothing. On the disk when this returns. Chain rows must continue the stored chain.
    pub async fn commit(&self, journal: &[JournalRow], chain: &[ChainRow]) -> Result<Committed, StoreError> {
        let batch = Batch { journal: journal.to_vec(), chain: chain.to_vec(), ..Batch::default() };
        self.commit_batch(&batch).await
    }

    /// Up to `limit` rows from `seq` on, in order. The next page starts after the last row's `seq`.
    pub async fn journal_from(&self, seq: i64, limit: u32) -> Result<Vec<JournalEntry>, StoreError> {
        let rows = sqlx::query("SELECT seq, time_ms, bytes FROM journal WHERE seq >= ? ORDER BY seq LIMIT ?")
            .bind(seq)
            .bind(limit)
            .fetch_all(self.readers())
            .await?;
        rows.iter()
            .map(|r| Ok(JournalEntry { seq: r.try_get(0)?, time_ms: r.try_get(1)?, bytes: r.try_get(2)? }))
            .collect()
    }
}
