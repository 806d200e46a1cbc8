//! `csign strategy`.

use clap::Subcommand;
use strategies::{ParamKind, ParamSchema, StrategySchema};

use super::coming::{self, Coming};
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::table::{Align, table};

#[derive(Debug, Subcommand)]
pub enum Strategy {
    /// Show a strategy's parameters
    Show {
        /// As listed by csign strategies
        name: String,
    },
    /// Coming: check a strategy written in Luau
    Check(Coming),
}

pub fn run(context: &Context, strategy: Strategy) -> Result<Answer, CliError> {
    match strategy {
        Strategy::Show { name } => {
            let schema = strategies::find(&name)?.schema();
            Answer::new(context, schema, || shown(schema))
        }
        Strategy::Check(_) => coming::refuse("strategy check"),
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
