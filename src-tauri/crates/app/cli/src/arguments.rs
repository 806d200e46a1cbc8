//! The command line as it is typed.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser};

use crate::command::Command;

/// Automated crypto trading in which nothing trades without a countersignature.
#[derive(Debug, Parser)]
#[command(
    name = "csign",
    version,
    propagate_version = true,
    after_help = "Exit codes: 0 done, 1 internal failure, 2 usage, 3 refused by a rule, 4 not found, \
                  5 venue or network, 6 bad input data."
)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "For every command")]
pub struct Global {
    /// Where candles, journal, chain and keys lie [env: COUNTERSIGN_DATA_DIR] [default: the window's]
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// A TOML file with these flags under the same names
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// One JSON document instead of a table
    #[arg(long, global = true)]
    pub json: bool,
    /// Say nothing beside the answer
    #[arg(long, global = true)]
    pub quiet: bool,
    /// Say more on standard error; twice for more still
    #[arg(short, global = true, action = ArgAction::Count)]
    pub verbose: u8,
    /// Who acts, where signing in is needed [default: the only admin]; the passphrase comes from
    /// COUNTERSIGN_PASSPHRASE or is asked for
    #[arg(long, global = true, value_name = "NAME", env = "COUNTERSIGN_USER", hide_env_values = true)]
    pub user: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_commands_are_well_formed() {
        Arguments::command().debug_assert();
    }
}
