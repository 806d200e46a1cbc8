//! What a desk is opened with.

use std::path::PathBuf;
use std::sync::Arc;

use vault::Cost;
use venues::{Clock, SystemClock};

/// Where a desk lives and what it stands on. Tests hand in a clock and a cheap password cost.
#[derive(Clone)]
pub struct DeskConfig {
    pub data_dir: PathBuf,
    /// Ask the operating system's keyring for the master key; otherwise the admin's passphrase wraps it.
    pub use_keyring: bool,
    /// Seed of the built-in market.
    pub seed: u64,
    pub cost: Cost,
    pub clock: Arc<dyn Clock>,
    /// Prices move by themselves; off, a test moves them.
    pub live: bool,
}

impl DeskConfig {
    pub fn new(data_dir: PathBuf) -> Self {
        Self {
            data_dir,
            use_keyring: std::env::var_os("COUNTERSIGN_NO_KEYRING").is_none(),
            seed: 20_261_121,
            cost: Cost::default(),
            clock: Arc::new(SystemClock),
            live: true,
        }
    }
}
