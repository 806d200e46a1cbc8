//! Files of candles on their way into the store.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use domain::{InstrumentId, Timeframe};
use store::Store;
use store::import::{ImportOptions, Parsed, Progress, read_path};

use crate::api::market::{GapView, ImportProgress, ImportRequest, Imported};
use crate::api::snapshot::Section;
use crate::{Action, Desk, DeskError, Session};

/// Called from time to time while a file is read.
pub type Report = Box<dyn Fn(ImportProgress) + Send + Sync>;

impl Desk {
    /// Imports a candle file; all of it or nothing.
    pub async fn import_candles(
        &self,
        session: &Session,
        request: ImportRequest,
        report: Report,
    ) -> Result<Imported, DeskError> {
        session.require(Action::ImportCandles)?;
        self.inner.import_cancelled.store(false, Ordering::Relaxed);
        let desk = self.clone();
        let (path, timeframe) = (PathBuf::from(&request.path), request.timeframe);
        let reading = tokio::task::spawn_blocking(move || {
            let cancel = Some(&desk.inner.import_cancelled);
            let options = ImportOptions { file: String::new(), timeframe, cancel };
            read_path(&path, &options, &mut |p| report(progress(p)))
        });
        let parsed = reading.await.map_err(|_| DeskError::new("internal", "The import was stopped."))??;
        let imported = store_candles(&self.inner.store, &request.instrument, &parsed).await?;
        self.connect_imported().await?;
        self.settle(session).await?;
        self.changed(&[Section::Series, Section::Market, Section::Snapshot]);
        Ok(imported)
    }

    /// Stops the import under way; nothing of it is stored.
    pub async fn cancel_import(&self, session: &Session) -> Result<(), DeskError> {
        session.require(Action::ImportCandles)?;
        self.cancel_imports();
        Ok(())
    }
}

fn progress(p: Progress) -> ImportProgress {
    let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    ImportProgress {
        rows: u32::try_from(p.rows).unwrap_or(u32::MAX),
        bytes: whole(p.bytes),
        total_bytes: whole(p.total_bytes.unwrap_or(p.bytes)),
    }
}

/// Reads a file as the command line does, beside a running desk or without one.
pub fn read_file(
    path: &Path,
    timeframe: Option<Timeframe>,
    report: &mut dyn FnMut(ImportProgress),
) -> Result<Parsed, DeskError> {
    let options = ImportOptions { file: String::new(), timeframe, cancel: None };
    Ok(read_path(path, &options, &mut |p| report(progress(p)))?)
}

/// Puts what was read into the store.
pub async fn store_candles(
    store: &Store,
    instrument: &InstrumentId,
    parsed: &Parsed,
) -> Result<Imported, DeskError> {
    let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let done = store.import(instrument, &parsed.candles).await?;
    let gap = |g: &store::Gap| GapView { from: g.from_ms, to: g.to_ms, missing: small(g.missing) };
    Ok(Imported {
        instrument: instrument.clone(),
        timeframe: parsed.timeframe,
        rows: small(done.rows),
        inserted: small(done.inserted),
        duplicates: small(done.duplicates),
        gaps: done.gaps.iter().map(gap).collect(),
        first: done.first_ms.unwrap_or_default(),
        last: done.last_ms.unwrap_or_default(),
    })
}
