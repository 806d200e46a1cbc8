//! Logs on standard error: warnings, more with `-v`, errors only with `--quiet`.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::context::Context;

pub fn start(context: &Context) {
    let level = match (context.quiet, context.verbose) {
        (true, _) => "error",
        (false, 0) => "warn",
        (false, 1) => "info",
        (false, _) => "debug",
    };
    let filter = EnvFilter::try_from_env("COUNTERSIGN_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    // a second start, as in tests of this library, keeps the first
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .try_init();
}
