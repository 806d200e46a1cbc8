//! `csign indicator NAME`.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;
use serde_json::Value;

use crate::candles_argument::CandlesArgument;
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::parameters::{self, Pair, plain_map};
use crate::table::{Align, figure, table};
use crate::time;

/// Rows a table shows; `--json` has them all.
const SHOWN: usize = 20;

#[derive(Debug, Args)]
pub struct Indicator {
    /// As listed by csign indicators
    pub name: String,
    /// A parameter, as length=14; may be given several times
    #[arg(long = "param", value_name = "K=V", value_parser = parameters::pair)]
    pub params: Vec<Pair>,
    #[command(flatten)]
    pub candles: CandlesArgument,
}

#[derive(Debug, Serialize)]
struct Document {
    name: String,
    params: BTreeMap<String, Value>,
    timestamps: Vec<i64>,
    /// `NaN` is written as `null`.
    columns: BTreeMap<&'static str, Vec<f64>>,
}

pub async fn run(context: &Context, arguments: Indicator) -> Result<Answer, CliError> {
    let spec = indicators::find(&arguments.name)?.spec;
    let params = spec.resolve(&parameters::numbers(&arguments.params)?)?;
    let candles = arguments.candles.load(context).await?.candles;
    let columns = indicators::compute(spec.name, &params, &candles)?;
    let document = Document {
        name: spec.name.to_owned(),
        params: plain_map(&params),
        timestamps: candles.time_ms,
        columns: columns.into_iter().map(|c| (c.name, c.values)).collect(),
    };
    Answer::new(context, &document, || shown(&document, spec.columns))
}

fn shown(d: &Document, order: &'static [&'static str]) -> String {
    let first = d.timestamps.len().saturating_sub(SHOWN);
    let heading = [("time", Align::Left)].into_iter().chain(order.iter().map(|name| (*name, Align::Right)));
    let cells = |i: usize| {
        let values = order.iter().filter_map(|name| d.columns.get(name));
        let values = values.map(|column| figure(column.get(i).copied(), 6));
        std::iter::once(time::shown(d.timestamps[i])).chain(values).collect()
    };
    let rows: Vec<Vec<String>> = (first..d.timestamps.len()).map(cells).collect();
    let earlier = match first {
        0 => String::new(),
        n => format!("{n} earlier rows are left out; --json has them all.\n"),
    };
    table(&heading.collect::<Vec<_>>(), &rows) + &earlier
}
