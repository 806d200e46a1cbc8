//! How far a file has been read, on a terminal only.
#![allow(clippy::print_stderr)]

use std::io::{IsTerminal, Write};

use desk::api::market::ImportProgress;

use crate::context::Context;

/// One line that is written over, and wiped at the end.
pub struct Progress {
    shown: bool,
}

impl Progress {
    pub fn new(context: &Context) -> Self {
        Self { shown: !context.quiet && std::io::stderr().is_terminal() }
    }

    pub fn report(&self, p: &ImportProgress) {
        if self.shown {
            let share = p.bytes.saturating_mul(100) / p.total_bytes.max(1);
            eprint!("\r{:>9} rows  {share:>3} %", p.rows);
            // a line that is not shown yet is no fault
            let _ = std::io::stderr().flush();
        }
    }

    /// Requests answered of those there are to be.
    pub fn pages(&self, done: usize, of: usize, rows: u64) {
        if self.shown {
            eprint!("\r{rows:>9} rows  {done} of {of} requests");
            let _ = std::io::stderr().flush();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            eprint!("\r\x1b[K");
        }
    }
}
