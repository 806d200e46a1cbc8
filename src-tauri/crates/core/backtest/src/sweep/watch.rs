//! How a sweep is followed and stopped.

use super::Row;

/// Told of rows while the sweep runs, from several threads at once.
pub trait Watch: Sync {
    /// Rows just finished, each row once; chunks come in no fixed order.
    fn done(&self, rows: &[Row]);

    /// Asked between chunks; once it says yes, no further chunk is begun.
    fn cancelled(&self) -> bool;
}

/// Nobody looks, nobody stops it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn done(&self, _: &[Row]) {}

    fn cancelled(&self) -> bool {
        false
    }
}
