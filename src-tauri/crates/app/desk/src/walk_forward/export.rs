//! A walk forward as a report.

use std::path::PathBuf;

use crate::{Action, Desk, DeskError, Session};

impl Desk {
    /// Writes the report of a walk of this start as a folder, into `folder` or the exports folder; answers with the path
    /// of its page.
    pub async fn export_walk_forward(
        &self,
        session: &Session,
        walk: String,
        folder: Option<String>,
    ) -> Result<String, DeskError> {
        session.require(Action::Export)?;
        let Some(kept) = self.inner.walks.find(&walk) else {
            let message = format!("There is no walk forward {walk} any more. Run it again.");
            return Err(DeskError::new("not_found", message).with("walk_forward", walk));
        };
        let dir = match folder {
            Some(folder) => PathBuf::from(folder),
            None => self.exports_dir()?,
        };
        let dir = dir.join(&kept.id);
        reports::write_walk_report(&dir, &kept.report, &kept.meta)?;
        Ok(dir.join("report.html").display().to_string())
    }
}
