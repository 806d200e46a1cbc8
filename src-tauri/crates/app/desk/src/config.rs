//! What a desk is opened with.

use std::path::PathBuf;
use std::sync::Arc;

use vault::Cost;
use venues::{Clock, SystemClock};

/// A moment at which a process that dies leaves most undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checkpoint {
    /// On the disk; its effects are not done yet.
    Committed,
    /// `order.sent` is on the disk; the venue does not have the order yet.
    Sending,
    /// The venue has said something that is not on the disk yet.
    Heard,
}

/// Called at each checkpoint: tests of recovery end the process there.
pub type Probe = Arc<dyn Fn(Checkpoint) + Send + Sync>;

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
    /// Prices and timers move by themselves; off, a test moves them.
    pub live: bool,
    pub probe: Probe,
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
            probe: Arc::new(|_| {}),
        }
    }
}
