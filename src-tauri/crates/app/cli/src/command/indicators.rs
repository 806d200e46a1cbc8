//! `csign indicators`.

use indicators::IndicatorSpec;

use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::table::{Align, table};

pub fn run(context: &Context) -> Result<Answer, CliError> {
    let specs: Vec<IndicatorSpec> = indicators::registry().iter().map(|i| i.spec).collect();
    Answer::new(context, &specs, || shown(&specs))
}

fn shown(specs: &[IndicatorSpec]) -> String {
    let row = |spec: &IndicatorSpec| {
        let params = spec.params.iter().map(|p| format!("{}={}", p.name, p.default)).collect::<Vec<_>>();
        vec![spec.name.to_owned(), spec.label.to_owned(), params.join(" "), spec.columns.join(" ")]
    };
    let columns = [
        ("name", Align::Left),
        ("label", Align::Left),
        ("parameters", Align::Left),
        ("columns", Align::Left),
    ];
    table(&columns, &specs.iter().map(row).collect::<Vec<_>>())
}
