//! Commands the contract names that this version does not have.

use std::ffi::OsString;

use clap::Args;

use crate::error::CliError;
use crate::output::Answer;

/// Takes whatever it is given, so that the answer is this one and not a complaint about a flag.
#[derive(Debug, Args)]
pub struct Coming {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    pub rest: Vec<OsString>,
}

pub fn refuse(command: &str) -> Result<Answer, CliError> {
    let version = env!("CARGO_PKG_VERSION");
    Err(CliError::not_built(format!("csign {command} is not in version {version} yet; it is coming."))
        .with("command", command))
}
