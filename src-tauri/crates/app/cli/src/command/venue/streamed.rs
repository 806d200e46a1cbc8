//! One JSON object a line, as it happens.

use std::io::{ErrorKind, Write};

use serde_json::Value;

use crate::error::CliError;

/// Whether whoever reads still does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    There,
    Gone,
}

/// Writes a line at once.
pub fn line(value: &Value) -> Result<Reader, CliError> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{value}").and_then(|()| out.flush()) {
        Ok(()) => Ok(Reader::There),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Reader::Gone),
        Err(error) => Err(CliError::internal(format!("Standard output cannot be written: {error}."))),
    }
}
