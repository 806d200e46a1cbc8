//! What leaves the process: one answer on standard output, or one error on standard error.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::io::{ErrorKind, Write};

use serde::Serialize;

use crate::context::Context;
use crate::error::CliError;

/// The bytes for standard output and the exit code that goes with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    bytes: Vec<u8>,
    exit: u8,
}

impl Answer {
    /// The document with `--json`, otherwise the table.
    pub fn new(
        context: &Context,
        document: &impl Serialize,
        table: impl FnOnce() -> String,
    ) -> Result<Self, CliError> {
        let mut bytes = match context.json {
            true => serde_json::to_vec(document)
                .map_err(|e| CliError::internal(format!("The answer could not be written as JSON: {e}.")))?,
            false => table().into_bytes(),
        };
        if !bytes.ends_with(b"\n") {
            bytes.push(b'\n');
        }
        Ok(Self { bytes, exit: 0 })
    }

    /// Bytes that are their own format, as an export is.
    pub fn raw(bytes: Vec<u8>) -> Self {
        Self { bytes, exit: 0 }
    }

    /// An answer that is one and still tells scripts that something is wrong.
    #[must_use]
    pub fn exiting(self, exit: u8) -> Self {
        Self { exit, ..self }
    }
}

/// Writes the answer; the exit code. Whoever stops reading has read enough.
pub fn print(answer: &Answer) -> Result<u8, CliError> {
    let mut out = std::io::stdout().lock();
    match out.write_all(&answer.bytes).and_then(|()| out.flush()) {
        Ok(()) => Ok(answer.exit),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(answer.exit),
        Err(error) => Err(CliError::internal(format!("Standard output cannot be written: {error}."))),
    }
}

/// Writes the error; the exit code.
pub fn fail(error: &CliError, json: bool) -> u8 {
    match json {
        true => eprintln!("{}", error.document()),
        false => eprintln!("error: {}", error.message),
    }
    error.exit
}

/// A line for the person at the terminal, beside the answer.
pub fn note(context: &Context, line: &str) {
    if !context.quiet {
        eprintln!("{line}");
    }
}
