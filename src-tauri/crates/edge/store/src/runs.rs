//! Saved backtest runs: what was asked as JSON, what came out as deflated bytes.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use sqlx::Row;

use crate::{Store, StoreError};

/// A run without its result.
#[derive(Debug, Clone, PartialEq)]
pub struct RunInfo {
    pub id: String,
    pub created_ms: i64,
    pub meta: serde_json::Value,
}

#[derive(Debug, Clone, PartialEq)]
pub struct RunRow {
    pub info: RunInfo,
    pub result: Vec<u8>,
}

impl Store {
    /// A run is written once; its id must be new.
    pub async fn save_run(&self, run: &RunRow) -> Result<(), StoreError> {
        let done = sqlx::query("INSERT INTO backtest_run (id, created_ms, meta, result) VALUES (?, ?, ?, ?)")
            .bind(&run.info.id)
            .bind(run.info.created_ms)
            .bind(run.info.meta.to_string())
            .bind(deflate(&run.result))
            .execute(self.writer()?)
            .await;
        match done {
            Err(sqlx::Error::Database(e)) if e.is_unique_violation() => {
                Err(StoreError::AlreadyExists { what: "run", name: run.info.id.clone() })
            }
            done => Ok(done.map(|_| ())?),
        }
    }

    /// Newest first.
    pub async fn runs(&self, limit: u32) -> Result<Vec<RunInfo>, StoreError> {
        let rows = sqlx::query(
            "SELECT id, created_ms, meta FROM backtest_run ORDER BY created_ms DESC, id DESC LIMIT ?",
        )
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        rows.iter().map(|r| info(r.try_get(0)?, r.try_get(1)?, r.try_get(2)?)).collect()
    }

    pub async fn run(&self, id: &str) -> Result<Option<RunRow>, StoreError> {
        let row = sqlx::query("SELECT id, created_ms, meta, result FROM backtest_run WHERE id = ?")
            .bind(id)
            .fetch_optional(self.readers())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let packed: Vec<u8> = row.try_get(3)?;
        let result =
            inflate(&packed).ok_or_else(|| StoreError::Damaged { what: "run", name: id.to_owned() })?;
        Ok(Some(RunRow { info: info(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?)?, result }))
    }

    /// True where there was one of that id.
    pub async fn remove_run(&self, id: &str) -> Result<bool, StoreError> {
        let done =
            sqlx::query("DELETE FROM backtest_run WHERE id = ?").bind(id).execute(self.writer()?).await?;
        Ok(done.rows_affected() > 0)
    }
}

fn info(id: String, created_ms: i64, meta: String) -> Result<RunInfo, StoreError> {
    match serde_json::from_str(&meta) {
        Ok(meta) => Ok(RunInfo { id, created_ms, meta }),
        Err(_) => Err(StoreError::Damaged { what: "run", name: id }),
    }
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    // writing to a Vec cannot fail
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn inflate(packed: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    DeflateDecoder::new(packed).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}
