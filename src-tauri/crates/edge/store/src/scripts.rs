//! Scripts people wrote, in versions: a save adds one, nothing is ever written over.

use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::{Store, StoreError};

/// One version of a script as stored. What its source means is its reader's business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptRow {
    pub name: String,
    /// From 1, without gaps.
    pub version: u32,
    pub source: String,
    /// Of the source's bytes, in hex.
    pub sha256: String,
    pub saved_ms: i64,
    pub saved_by: String,
    pub note: String,
    /// The version this one is a copy of.
    pub restored_from: Option<u32>,
}

/// A version that is to be saved; it gets the next number of its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewScript {
    pub name: String,
    pub source: String,
    pub sha256: String,
    pub saved_ms: i64,
    pub saved_by: String,
    pub note: String,
    /// The version this one is a copy of.
    pub restored_from: Option<u32>,
}

impl Store {
    /// Adds a version. Where the newest one has the same source it is answered instead, and nothing is stored. With
    /// `new`, the name must not be taken.
    pub async fn save_script(&self, script: &NewScript, new: bool) -> Result<ScriptRow, StoreError> {
        let mut transaction = self.begin().await?;
        let newest = sqlx::query("SELECT * FROM script_version WHERE name = ? ORDER BY version DESC LIMIT 1")
            .bind(&script.name)
            .fetch_optional(&mut *transaction)
            .await?;
        let newest = newest.as_ref().map(row).transpose()?;
        if new && newest.is_some() {
            return Err(StoreError::AlreadyExists { what: "script", name: script.name.clone() });
        }
        if let Some(same) = newest.as_ref().filter(|n| n.source == script.source) {
            return Ok(same.clone());
        }
        let NewScript { name, source, sha256, saved_ms, saved_by, note, restored_from } = script.clone();
        let version = newest.map_or(0, |n| n.version) + 1;
        let saved = ScriptRow { name, version, source, sha256, saved_ms, saved_by, note, restored_from };
        sqlx::query(
            "INSERT INTO script_version (name, version, source, sha256, saved_ms, saved_by, note, restored_from)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(&saved.name)
        .bind(saved.version)
        .bind(&saved.source)
        .bind(&saved.sha256)
        .bind(saved.saved_ms)
        .bind(&saved.saved_by)
        .bind(&saved.note)
        .bind(saved.restored_from)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(saved)
    }

    /// The newest version of every script, by name.
    pub async fn scripts(&self) -> Result<Vec<ScriptRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM script_version AS s
             WHERE version = (SELECT max(version) FROM script_version WHERE name = s.name) ORDER BY name",
        )
        .fetch_all(self.readers())
        .await?;
        rows.iter().map(row).collect()
    }

    /// Every version of one script, newest first.
    pub async fn script_versions(&self, name: &str) -> Result<Vec<ScriptRow>, StoreError> {
        let rows = sqlx::query("SELECT * FROM script_version WHERE name = ? ORDER BY version DESC")
            .bind(name)
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(row).collect()
    }

    /// One version, or the newest where none is named.
    pub async fn script(&self, name: &str, version: Option<u32>) -> Result<Option<ScriptRow>, StoreError> {
        let found = sqlx::query(
            "SELECT * FROM script_version WHERE name = ?1 AND (?2 IS NULL OR version = ?2)
             ORDER BY version DESC LIMIT 1",
        )
        .bind(name)
        .bind(version)
        .fetch_optional(self.readers())
        .await?;
        found.as_ref().map(row).transpose()
    }
}

fn row(row: &SqliteRow) -> Result<ScriptRow, StoreError> {
    Ok(ScriptRow {
        name: row.try_get("name")?,
        version: row.try_get("version")?,
        source: row.try_get("source")?,
        sha256: row.try_get("sha256")?,
        saved_ms: row.try_get("saved_ms")?,
        saved_by: row.try_get("saved_by")?,
        note: row.try_get("note")?,
        restored_from: row.try_get("restored_from")?,
    })
}
