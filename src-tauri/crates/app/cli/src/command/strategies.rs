//! `csign strategies`.

use serde::Serialize;
use strategies::StrategySchema;

use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::table::{Align, table};

#[derive(Debug, Serialize)]
struct Row<'a> {
    name: &'a str,
    label: &'a str,
    description: &'a str,
    practice: bool,
    params: Vec<&'a str>,
}

pub fn run(context: &Context) -> Result<Answer, CliError> {
    let row = |s: &'static StrategySchema| Row {
        name: &s.name,
        label: &s.label,
        description: &s.description,
        practice: s.practice,
        params: s.params.iter().map(|p| p.name.as_str()).collect(),
    };
    let rows: Vec<Row> = strategies::registry().iter().map(|s| row(s.schema())).collect();
    Answer::new(context, &rows, || {
        let cells = |r: &Row| vec![r.name.to_owned(), r.label.to_owned(), r.params.join(" ")];
        let columns = [("name", Align::Left), ("label", Align::Left), ("parameters", Align::Left)];
        table(&columns, &rows.iter().map(cells).collect::<Vec<_>>())
    })
}
