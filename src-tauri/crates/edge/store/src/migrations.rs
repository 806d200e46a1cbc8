//! The schema and its versions, kept in SQLite's `user_version`.

use std::path::Path;

use sqlx::{AssertSqlSafe, SqlitePool};

use crate::StoreError;

/// Version n is what the first n scripts make. A script that was released is never changed.
const SCRIPTS: [&str; 3] = [
    include_str!("../migrations/0001_first.sql"),
    include_str!("../migrations/0002_scripts.sql"),
    include_str!("../migrations/0003_fetched.sql"),
];

const APPLICATION_ID: i64 = 0x4353_4E31;

/// The schema version this program writes.
pub(crate) const KNOWN: i64 = SCRIPTS.len() as i64;

/// Brings the database up to date in one transaction; nothing is changed where it is not ours or newer.
pub(crate) async fn apply(writer: &SqlitePool, path: &Path) -> Result<(), StoreError> {
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    let found: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *transaction).await?;
    let application: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *transaction).await?;
    let tables: i64 =
        sqlx::query_scalar("SELECT count(*) FROM sqlite_schema").fetch_one(&mut *transaction).await?;
    let untouched = found == 0 && application == 0 && tables == 0;
    if !untouched {
        check_ours(application, path)?;
    }
    refuse_newer(found, path)?;
    for (version, script) in (1_i64..).zip(SCRIPTS).filter(|(version, _)| *version > found) {
        sqlx::raw_sql(script).execute(&mut *transaction).await?;
        let mark = AssertSqlSafe(format!("PRAGMA user_version = {version}"));
        sqlx::raw_sql(mark).execute(&mut *transaction).await?;
        tracing::info!(version, "database schema written");
    }
    transaction.commit().await?;
    Ok(())
}

/// For a database that may not be written: it must be exactly of the known version.
pub(crate) async fn check(reader: &SqlitePool, path: &Path) -> Result<(), StoreError> {
    let found: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(reader).await?;
    let application: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(reader).await?;
    check_ours(application, path)?;
    refuse_newer(found, path)?;
    if found < KNOWN {
        return Err(StoreError::OlderSchema { path: path.to_owned(), found, known: KNOWN });
    }
    Ok(())
}

fn check_ours(application: i64, path: &Path) -> Result<(), StoreError> {
    if application == APPLICATION_ID {
        return Ok(());
    }
    Err(StoreError::NotOurs { path: path.to_owned(), found: application })
}

fn refuse_newer(found: i64, path: &Path) -> Result<(), StoreError> {
    if found <= KNOWN {
        return Ok(());
    }
    Err(StoreError::NewerSchema { path: path.to_owned(), found, known: KNOWN })
}
