//! Nonce ceilings in files, one a key, written before the nonces below them are used.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::{NonceError, NonceStore};

/// A folder with one small file for each key's fingerprint.
#[derive(Debug, Clone)]
pub struct NonceFiles {
    folder: PathBuf,
}

impl NonceFiles {
    /// The folder is made when the first ceiling is kept.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    fn path(&self, fingerprint: &str) -> PathBuf {
        self.folder.join(format!("{fingerprint}.nonce"))
    }
}

impl NonceStore for NonceFiles {
    fn ceiling(&self, fingerprint: &str) -> Result<u64, NonceError> {
        let failed = |cause: String| NonceError::Store { fingerprint: fingerprint.to_owned(), cause };
        match std::fs::read_to_string(self.path(fingerprint)) {
            Ok(text) => text.trim().parse().map_err(|_| failed(format!("{text:?} is no number"))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(failed(error.to_string())),
        }
    }

    fn raise(&self, fingerprint: &str, ceiling: u64) -> Result<(), NonceError> {
        let failed = |error: std::io::Error| NonceError::Store {
            fingerprint: fingerprint.to_owned(),
            cause: error.to_string(),
        };
        std::fs::create_dir_all(&self.folder).map_err(failed)?;
        write_durably(&self.folder, &self.path(fingerprint), &ceiling.to_string()).map_err(failed)
    }
}

/// The old file or the new one is there whenever the machine stops, never half of one.
fn write_durably(folder: &Path, path: &Path, text: &str) -> std::io::Result<()> {
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).open(&beside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    // Windows opens no folder for this, and keeps renames by itself
    if let Ok(folder) = File::open(folder) {
        folder.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_ceiling_is_there_after_a_restart_and_a_broken_file_is_no_zero() {
        let folder = tempfile::tempdir().unwrap();
        let files = NonceFiles::new(folder.path().join("nonces"));
        assert_eq!(files.ceiling("abcd").unwrap(), 0);
        files.raise("abcd", 7).unwrap();
        files.raise("abcd", 1_700_000_000_000_000).unwrap();
        assert_eq!(
            NonceFiles::new(folder.path().join("nonces")).ceiling("abcd").unwrap(),
            1_700_000_000_000_000
        );
        assert_eq!(files.ceiling("other").unwrap(), 0);
        std::fs::write(folder.path().join("nonces/abcd.nonce"), "17x").unwrap();
        assert!(matches!(files.ceiling("abcd"), Err(NonceError::Store { .. })));
    }
}
