//! A sweep as a table or as a report.

use std::path::PathBuf;

use backtest::sweep::Metric;

use super::Kept;
use crate::api::sweep::{SweepExport, TableFormat};
use crate::audit::unwritable;
use crate::report::{self, Swept};
use crate::{Action, Desk, DeskError, Session};

impl Desk {
    /// Writes the table of a sweep, or its report as a folder; answers with the path of the table, or of the page.
    pub async fn export_sweep(&self, session: &Session, request: SweepExport) -> Result<String, DeskError> {
        session.require(Action::Export)?;
        let kept = self.find_sweep(&request.sweep).await?;
        let dir = match request.folder {
            Some(folder) => PathBuf::from(folder),
            None => self.exports_dir()?,
        };
        let report = swept(&kept);
        let (bytes, suffix) = match request.format {
            TableFormat::Csv => (report.table().csv(), "csv"),
            TableFormat::Parquet => (report.table().parquet()?, "parquet"),
            TableFormat::Report => {
                let dir = dir.join(&request.sweep);
                let meta = report::sweep_meta(&kept.label, &kept.view.request);
                reports::write_sweep_report(&dir, &report, &meta)?;
                return Ok(dir.join("report.html").display().to_string());
            }
        };
        let path = dir.join(format!("{}.{suffix}", request.sweep));
        tokio::fs::write(&path, bytes).await.map_err(|e| unwritable(&path, &e))?;
        Ok(path.display().to_string())
    }
}

fn swept(kept: &Kept) -> reports::SweepReport<'_> {
    let view = &kept.view;
    report::sweep_report(
        &view.request.axes,
        &kept.rows,
        Swept {
            metric: Metric::Sharpe,
            combinations: u64::from(view.total),
            conflicting: u64::from(view.done).saturating_sub(kept.rows.len() as u64),
            candles: view.candles as usize,
            deflated_sharpe: view.deflated_sharpe,
            pbo: view.pbo,
            buy_and_hold_return: view.buy_and_hold_return,
        },
    )
}
