//! The paper venue's own books: records that are only ever added.

use sqlx::SqliteConnection;

use crate::{Store, StoreError};

pub(crate) async fn append(connection: &mut SqliteConnection, records: &[Vec<u8>]) -> Result<(), StoreError> {
    for record in records {
        sqlx::query("INSERT INTO paper_ledger (bytes) VALUES (?)")
            .bind(record)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

impl Store {
    /// Adds all of them or none; on the disk when this returns.
    pub async fn ledger_append(&self, records: &[Vec<u8>]) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        append(&mut transaction, records).await?;
        Ok(transaction.commit().await?)
    }

    /// Every record in the order it was added.
    pub async fn ledger_all(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        Ok(sqlx::query_scalar("SELECT bytes FROM paper_ledger ORDER BY seq")
            .fetch_all(self.readers())
            .await?)
    }
}
