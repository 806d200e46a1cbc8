//! `csign strategy`.

use std::path::PathBuf;

use clap::Subcommand;
use strategies::{ParamKind, ParamSchema, StrategyError, StrategySchema};

use crate::chosen_strategy::{self, Chosen, LONGEST_RUN};
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::table::{Align, table};

#[derive(Debug, Subcommand)]
pub enum Strategy {
    /// Show a strategy's parameters
    Show {
        /// As listed by csign strategies, or a script's file, FILE.luau
        name: String,
    },
    /// Find what is wrong with a script, by one run over an invented market; shows its parameters
    Check {
        /// A strategy written in Luau
        file: PathBuf,
    },
}

pub fn run(context: &Context, strategy: Strategy) -> Result<Answer, CliError> {
    match strategy {
        Strategy::Show { name } => {
            let chosen = Chosen::find(&name)?;
            let schema = chosen.strategy().schema();
            Answer::new(context, schema, || shown(schema))
        }
        Strategy::Check { file } => {
            let source = chosen_strategy::read(&file)?;
            let watch = chosen_strategy::deadline(LONGEST_RUN);
            let schema = scripts::check_watched(&file.display().to_string(), &source, watch)
                .map_err(StrategyError::from)?;
            Answer::new(context, &schema, || shown(&schema))
        }
    }
}

fn shown(schema: &StrategySchema) -> String {
    let row = |p: &ParamSchema| {
        let range = match &p.kind {
            ParamKind::Choice { options } => options.join(" | "),
            _ => format!("{} to {}", p.min, p.max),
        };
        vec![p.name.clone(), p.default.to_string(), range, p.description.clone()]
    };
    let columns = [
        ("parameter", Align::Left),
        ("default", Align::Right),
        ("range", Align::Left),
        ("what", Align::Left),
    ];
    let rows: Vec<Vec<String>> = schema.params.iter().map(row).collect();
    format!("{} ({})\n{}\n\n{}", schema.label, schema.name, schema.description, table(&columns, &rows))
}
