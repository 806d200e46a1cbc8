//! The desk in a terminal: `csign`.
//!
//! Knows the desk, the store beside it, the chain's verifier, indicators, strategies, scripts and reports, and the words
//! of the trade. It decides nothing: what acts goes through the desk and its table of rights; what only reads or imports works
//! beside a running desk.
//!
//! Invariant: with `--json` standard output holds one JSON document and nothing else; missing values are `null`.
//! Invariant: the exit code tells what happened: 0 done, 1 internal, 2 usage, 3 refused, 4 not found, 5 venue, 6 bad data.
//! Invariant: no secret is taken as an argument or printed, but the recovery code, once, and the play key of a simulator.

mod arguments;
mod candle_file;
mod candles_argument;
mod chosen_strategy;
mod command;
mod config_file;
mod context;
mod error;
mod log;
mod output;
mod parameters;
mod passphrase;
mod progress;
mod settled;
mod sign_in;
mod table;
mod time;

use std::ffi::OsString;

use clap::Parser;

use arguments::Arguments;
use context::Context;
use error::CliError;
use output::Answer;

/// Runs one command line, the program's name first; the exit code.
pub fn run(args: Vec<OsString>) -> u8 {
    // a line that cannot be read must still be answered in the form it asked for
    let json = args.iter().any(|a| a == "--json");
    let arguments = match Arguments::try_parse_from(args) {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() && json => return output::fail(&error.into(), true),
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            // a closed terminal is no reason to change the exit code
            let _ = error.print();
            return code;
        }
    };
    let context = match Context::new(&arguments.global) {
        Ok(context) => context,
        Err(error) => return output::fail(&error, json),
    };
    log::start(&context);
    match answer(&context, arguments).and_then(|answer| output::print(&answer)) {
        Ok(code) => code,
        Err(error) => output::fail(&error, context.json || json),
    }
}

fn answer(context: &Context, arguments: Arguments) -> Result<Answer, CliError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|e| CliError::internal(format!("The tasks could not be started: {e}.")))?;
    runtime.block_on(command::run(context, arguments.command))
}
