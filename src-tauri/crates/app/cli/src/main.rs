//! `csign`: see the library of this crate.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(csign::run(std::env::args_os().collect()))
}
