//! Opening the database: one connection that writes, several that read.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqlitePool, Transaction};

use crate::{StoreError, migrations};

/// Another process (a candle import beside a running desk) may hold the write lock this long.
const BUSY: Duration = Duration::from_secs(15);
const READERS: u32 = 4;
/// Read through the page cache of the system, so that a million candles are not copied twice.
const MMAP_BYTES: &str = "268435456";

/// The database. Cheap to clone; every clone shares the connections.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

struct Shared {
    path: PathBuf,
    /// One connection: whoever writes next waits here. `None` where the store is for reading only.
    writer: Option<SqlitePool>,
    readers: SqlitePool,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("path", &self.shared.path).finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the database file, makes it where there is none, and brings an older one up to date.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY)
            .pragma("mmap_size", MMAP_BYTES)
            .pragma("trusted_schema", "OFF");
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone())
            .await?;
        migrations::apply(&writer, path).await?;
        let readers = readers(options.read_only(true).create_if_missing(false)).await?;
        Ok(Self { shared: Arc::new(Shared { path: path.to_owned(), writer: Some(writer), readers }) })
    }

    /// Opens an existing database without ever changing it, also from a directory that cannot be written.
    pub async fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::NotFound { path: path.to_owned() });
        }
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .busy_timeout(BUSY)
            .pragma("mmap_size", MMAP_BYTES)
            .pragma("trusted_schema", "OFF");
        let mut pool = readers(options.clone()).await?;
        let readable = sqlx::query("SELECT 1 FROM sqlite_schema LIMIT 1").execute(&pool).await;
        if readable.is_err() && !has_unmerged_writes(path) {
            // Without write access there is no room for WAL's shared memory; a file at rest needs none.
            pool = readers(options.immutable(true)).await?;
        }
        migrations::check(&pool, path).await?;
        Ok(Self { shared: Arc::new(Shared { path: path.to_owned(), writer: None, readers: pool }) })
    }

    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Merges what was written into the main file and closes every connection.
    pub async fn close(&self) {
        self.shared.readers.close().await;
        if let Some(writer) = &self.shared.writer {
            writer.close().await;
        }
    }

    pub(crate) fn readers(&self) -> &SqlitePool {
        &self.shared.readers
    }

    pub(crate) fn writer(&self) -> Result<&SqlitePool, StoreError> {
        self.shared.writer.as_ref().ok_or(StoreError::ReadOnly)
    }

    /// A transaction that holds the write lock from its start, so that what it reads stays true until it commits.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.writer()?.begin_with("BEGIN IMMEDIATE").await?)
    }
}

async fn readers(options: SqliteConnectOptions) -> Result<SqlitePool, StoreError> {
    Ok(SqlitePoolOptions::new().max_connections(READERS).connect_with(options).await?)
}

fn has_unmerged_writes(path: &Path) -> bool {
    let mut wal = path.as_os_str().to_owned();
    wal.push("-wal");
    std::fs::metadata(wal).is_ok_and(|about| about.len() > 0)
}
