//! Sealed bytes under the name they are bound to. What is in them only the vault can tell.

use sqlx::{Row, SqliteConnection};

use crate::{Store, StoreError};

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    records: &[(String, Vec<u8>)],
) -> Result<(), StoreError> {
    for (name, bytes) in records {
        sqlx::query(
            "INSERT INTO sealed (name, bytes) VALUES (?, ?)
             ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes",
        )
        .bind(name)
        .bind(bytes)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// SQLite fills with zeros what these leave free.
pub(crate) async fn wipe(connection: &mut SqliteConnection, names: &[String]) -> Result<(), StoreError> {
    if names.is_empty() {
        return Ok(());
    }
    sqlx::query("PRAGMA secure_delete = ON").execute(&mut *connection).await?;
    for name in names {
        sqlx::query("DELETE FROM sealed WHERE name = ?").bind(name).execute(&mut *connection).await?;
    }
    sqlx::query("PRAGMA secure_delete = OFF").execute(&mut *connection).await?;
    Ok(())
}

impl Store {
    pub async fn sealed(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(sqlx::query_scalar("SELECT bytes FROM sealed WHERE name = ?")
            .bind(name)
            .fetch_optional(self.readers())
            .await?)
    }

    /// Every name with its bytes, by name.
    pub async fn sealed_all(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let rows =
            sqlx::query("SELECT name, bytes FROM sealed ORDER BY name").fetch_all(self.readers()).await?;
        rows.iter().map(|r| Ok((r.try_get(0)?, r.try_get(1)?))).collect()
    }

    /// Stores all of them in one transaction, so that a change of keys never leaves half of them behind.
    pub async fn put_sealed(&self, records: &[(String, Vec<u8>)]) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        put(&mut transaction, records).await?;
        Ok(transaction.commit().await?)
    }

    /// Empties the write-ahead log, in which what was wiped may still stand. False where a reader was in the way: then
    /// it is emptied when the store closes.
    pub async fn wipe_log(&self) -> Result<bool, StoreError> {
        let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(self.writer()?).await?;
        let busy: i64 = row.try_get(0)?;
        Ok(busy == 0)
    }

    /// True where there was one of that name.
    pub async fn remove_sealed(&self, name: &str) -> Result<bool, StoreError> {
        let done =
            sqlx::query("DELETE FROM sealed WHERE name = ?").bind(name).execute(self.writer()?).await?;
        Ok(done.rows_affected() > 0)
    }
}
