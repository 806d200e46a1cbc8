//! Candles of a connected venue into the store, at a person's wish.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};

use super::following::listed;
use super::{OnDownload, TOUCHED};
use crate::api::connection::{DownloadProgress, DownloadRequest, Downloaded};
use crate::{Action, Desk, DeskError, FetchProgress, Session, fetch_candles};

impl Desk {
    /// Fetches candles of a connected venue into the store. What was fetched before is not asked for again.
    pub async fn download_candles(
        &self,
        session: &Session,
        request: DownloadRequest,
        report: OnDownload,
    ) -> Result<Downloaded, DeskError> {
        session.require(Action::Connect)?;
        let DownloadRequest { instrument, timeframe, from_ms, to_ms } = request;
        let now_ms = self.now_ms();
        let to_ms = to_ms.unwrap_or(now_ms).min(now_ms);
        if from_ms < 0 || from_ms >= to_ms {
            let message = "The period is empty. Choose a beginning before its end.";
            return Err(DeskError::new("empty_period", message)
                .with("from_ms", from_ms)
                .with("to_ms", to_ms));
        }
        let link = self.connected(&instrument.venue)?;
        listed(&link, &instrument).await?;
        let running = self.begin_download()?;
        let go_on = |p: FetchProgress| {
            report(DownloadProgress { pages: small(p.pages), of: small(p.of), rows: count(p.rows) });
            !running.stop.load(Ordering::Relaxed)
        };
        let (store, market) = (&self.inner.store, link.market.inner().as_ref());
        let done = fetch_candles(store, market, &instrument, timeframe, from_ms..to_ms, now_ms, go_on).await;
        drop(running);
        // pages that were stored before a failure are there
        self.changed(&TOUCHED);
        let done = done?;
        Ok(Downloaded {
            instrument,
            timeframe,
            rows: count(done.rows),
            inserted: count(done.inserted),
            requests: small(done.requests),
            stopped: done.stopped,
        })
    }

    /// Stops the download under way after its page; what was fetched stays.
    pub async fn cancel_download(&self, session: &Session) -> Result<(), DeskError> {
        session.require(Action::Connect)?;
        let running = self.inner.connections.download.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(stop) = running.as_ref() {
            stop.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    fn begin_download(&self) -> Result<Running<'_>, DeskError> {
        let mut running = self.inner.connections.download.lock().unwrap_or_else(PoisonError::into_inner);
        if running.is_some() {
            let message = "Candles are being downloaded. Wait for the end, or stop it.";
            return Err(DeskError::new("download_running", message));
        }
        let stop = Arc::new(AtomicBool::new(false));
        *running = Some(stop.clone());
        Ok(Running { desk: self, stop })
    }
}

/// The one download; the next may begin when this is dropped.
struct Running<'a> {
    desk: &'a Desk,
    stop: Arc<AtomicBool>,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        *self.desk.inner.connections.download.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn count(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
