//! What every command stands on: where the data lies and how the answer is wanted.

use std::path::{Path, PathBuf};

use desk::DeskConfig;
use store::{DataDir, Store};

use crate::arguments::Global;
use crate::config_file::{self, ConfigFile};
use crate::error::CliError;

/// Flags before environment before file before platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    pub data_dir: PathBuf,
    pub json: bool,
    pub quiet: bool,
    pub verbose: u8,
    pub user: Option<String>,
}

impl Context {
    pub fn new(global: &Global) -> Result<Self, CliError> {
        let file = global.config.as_deref().map(config_file::read).transpose()?.unwrap_or_default();
        let ConfigFile { data_dir, json, quiet, verbose, user } = file;
        let variable = std::env::var_os("COUNTERSIGN_DATA_DIR").filter(|d| !d.is_empty()).map(PathBuf::from);
        let given = global.data_dir.clone().or(variable).or(data_dir);
        Ok(Self {
            data_dir: given.map_or_else(platform_data_dir, Ok)?,
            json: global.json || json,
            quiet: global.quiet || quiet,
            verbose: global.verbose.max(verbose),
            user: global.user.clone().filter(|u| !u.is_empty()).or(user),
        })
    }

    pub fn desk_config(&self) -> DeskConfig {
        DeskConfig::new(self.data_dir.clone())
    }

    pub fn database(&self) -> PathBuf {
        self.data_dir.join(store::DATABASE_FILE)
    }

    /// The database for reading, beside whoever uses it.
    pub async fn store_to_read(&self) -> Result<Store, CliError> {
        Ok(Store::open_read_only(&self.database()).await?)
    }

    /// The database for importing, made where there is none.
    pub async fn store_to_write(&self) -> Result<Store, CliError> {
        let dir = DataDir::open(&self.data_dir)?;
        Ok(Store::open(&dir.database()).await?)
    }
}

/// The same place as the window's.
fn platform_data_dir() -> Result<PathBuf, CliError> {
    let base = dirs::data_dir().ok_or_else(|| {
        CliError::usage(
            "This system names no data directory. Name one with --data-dir or COUNTERSIGN_DATA_DIR.",
        )
    })?;
    Ok(base.join("countersign"))
}

/// As people and errors read a path.
pub fn shown(path: &Path) -> String {
    path.display().to_string()
}
