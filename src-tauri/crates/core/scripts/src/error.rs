//! A fault with its place, and how the interpreter's errors become one.

use mlua::Error;
use strategies::StrategyError;

use crate::Fault;
use crate::place;
use crate::run::Run;

/// Why a script was refused or stopped. Prints as `file:line: reason`.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}: {fault}", place::shown(.file, *.line))]
pub struct ScriptError {
    pub file: String,
    /// Line in the source, from 1; none where the fault is the whole script's.
    pub line: Option<u32>,
    pub fault: Fault,
}

impl ScriptError {
    pub(crate) fn new(file: &str, line: Option<u32>, fault: Fault) -> Self {
        Self { file: file.to_owned(), line, fault }
    }

    /// Stable name for the window, the command line and the API.
    pub const fn code(&self) -> &'static str {
        self.fault.code()
    }

    /// The message without the place.
    pub fn reason(&self) -> String {
        self.fault.to_string()
    }

    /// What the interpreter says a run ended with. A run that was stopped was stopped, whatever the script made of it.
    pub(crate) fn of(run: &Run, error: &Error) -> Self {
        let Raised { line, fault } = run.stopped().unwrap_or_else(|| raised(run, error));
        Self::new(run.file(), line, fault)
    }
}

impl From<ScriptError> for StrategyError {
    fn from(error: ScriptError) -> Self {
        let (code, reason) = (error.code(), error.reason());
        Self::Script { file: error.file, line: error.line, code, reason }
    }
}

/// A fault of ours on its way through the interpreter.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{fault}")]
pub(crate) struct Raised {
    pub line: Option<u32>,
    pub fault: Fault,
}

fn raised(run: &Run, error: &Error) -> Raised {
    match error {
        Error::ExternalError(inner) => match inner.downcast_ref::<Raised>() {
            Some(ours) => ours.clone(),
            None => spoken(run, &inner.to_string(), ""),
        },
        Error::CallbackError { traceback, cause } => {
            let mut inner = raised(run, cause);
            inner.line = inner.line.or_else(|| place::line_in(run.file(), traceback));
            inner
        }
        Error::WithContext { cause, .. } => raised(run, cause),
        Error::MemoryError(_) => {
            Raised { line: run.seen_line(), fault: Fault::OutOfMemory { limit: run.limits().memory_bytes } }
        }
        Error::SyntaxError { message, .. } => {
            let (line, reason) = place::split(run.file(), message);
            Raised { line, fault: Fault::Syntax { reason } }
        }
        Error::RuntimeError(message) => {
            let (message, trace) = message.split_once("\nstack traceback:").unwrap_or((message, ""));
            spoken(run, message, trace)
        }
        other => spoken(run, &other.to_string(), ""),
    }
}

fn spoken(run: &Run, message: &str, trace: &str) -> Raised {
    let (line, reason) = place::split(run.file(), message);
    Raised { line: line.or_else(|| place::line_in(run.file(), trace)), fault: Fault::Raised { reason } }
}
