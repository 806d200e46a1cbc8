//! Settings: a name and a JSON value.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::{Row, SqliteConnection};

use crate::{Store, StoreError};

pub(crate) async fn put(
    connection: &mut SqliteConnection,
    key: &str,
    value: &serde_json::Value,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )
    .bind(key)
    .bind(value.to_string())
    .execute(connection)
    .await?;
    Ok(())
}

impl Store {
    /// `None` where it was never set.
    pub async fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StoreError> {
        let text: Option<String> = sqlx::query_scalar("SELECT value FROM setting WHERE key = ?")
            .bind(key)
            .fetch_optional(self.readers())
            .await?;
        text.map(|t| serde_json::from_str(&t))
            .transpose()
            .map_err(|_| StoreError::Damaged { what: "setting", name: key.to_owned() })
    }

    pub async fn set_setting<T: Serialize>(&self, key: &str, value: &T) -> Result<(), StoreError> {
        let value =
            serde_json::to_value(value).map_err(|source| StoreError::Json { what: "setting", source })?;
        let mut transaction = self.begin().await?;
        put(&mut transaction, key, &value).await?;
        Ok(transaction.commit().await?)
    }

    pub async fn settings(&self) -> Result<BTreeMap<String, serde_json::Value>, StoreError> {
        let rows = sqlx::query("SELECT key, value FROM setting").fetch_all(self.readers()).await?;
        rows.iter()
            .map(|row| {
                let name: String = row.try_get(0)?;
                match serde_json::from_str(row.try_get(1)?) {
                    Ok(value) => Ok((name, value)),
                    Err(_) => Err(StoreError::Damaged { what: "setting", name }),
                }
            })
            .collect()
    }
}
