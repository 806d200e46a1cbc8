//! The data directory, and the lock of the one process that runs its desk.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::StoreError;

/// Name of the database inside a data directory.
pub const DATABASE_FILE: &str = "countersign.db";

const LOCK_FILE: &str = "desk.lock";
/// Beside the lock, because some systems do not let others read a locked file.
const PID_FILE: &str = "desk.pid";

/// A directory that exists, readable by its owner only.
#[derive(Debug, Clone)]
pub struct DataDir {
    path: PathBuf,
}

/// Held by the process that runs the desk; given back when dropped, or by the system when the process ends.
#[derive(Debug)]
pub struct DeskLock {
    _file: File,
    pid_file: PathBuf,
}

impl DataDir {
    /// Makes the directory where there is none.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        make_private(path).map_err(|source| StoreError::Directory { path: path.to_owned(), source })?;
        Ok(Self { path: path.to_owned() })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn database(&self) -> PathBuf {
        self.path.join(DATABASE_FILE)
    }

    /// Claims the directory for a desk. Importing candles, reading and verifying do without.
    pub fn lock(&self) -> Result<DeskLock, StoreError> {
        let failed = |source| StoreError::Directory { path: self.path.clone(), source };
        let pid_file = self.path.join(PID_FILE);
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.path.join(LOCK_FILE))
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let pid = std::fs::read_to_string(&pid_file).ok().and_then(|text| text.trim().parse().ok());
                return Err(StoreError::InUse { path: self.path.clone(), pid });
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        std::fs::write(&pid_file, std::process::id().to_string()).map_err(failed)?;
        Ok(DeskLock { _file: file, pid_file })
    }
}

impl Drop for DeskLock {
    fn drop(&mut self) {
        // A pid file left behind says nothing: the lock decides.
        let _ = std::fs::remove_file(&self.pid_file);
    }
}

#[cfg(unix)]
fn make_private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
fn make_private(path: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(path)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_second_desk_is_told_who_holds_the_directory() {
        let scratch = tempfile::tempdir().unwrap();
        let dir = DataDir::open(&scratch.path().join("a/b")).unwrap();
        let held = dir.lock().unwrap();
        match dir.lock() {
            Err(StoreError::InUse { pid, .. }) => assert_eq!(pid, Some(std::process::id())),
            other => panic!("{other:?}"),
        }
        drop(held);
        dir.lock().unwrap();
    }
}
