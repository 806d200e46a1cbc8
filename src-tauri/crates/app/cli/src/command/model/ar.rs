//! `csign model ar`.

use std::collections::BTreeMap;

use serde::Serialize;
use strategies::models::ar::{self, Trend};

use super::Fit;
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::parameters;
use crate::table::facts;

/// More steps than any forecast of differences says something about.
const MAX_STEPS: usize = 10_000;

#[derive(Debug, Serialize)]
struct Document {
    params: Vec<f64>,
    sigma2: f64,
    forecast_diff: Vec<f64>,
    forecast_close: Vec<f64>,
}

struct Settings {
    order: usize,
    steps: usize,
    trend: Trend,
}

pub async fn run(context: &Context, arguments: Fit) -> Result<Answer, CliError> {
    let settings = settings(&parameters::by_name(&arguments.params)?)?;
    let closes = arguments.candles.load(context).await?.candles.close;
    let fit = ar::fit(&closes, settings.order, settings.trend)?;
    let forecast = ar::forecast(&fit, &closes, settings.steps)?;
    let document = Document {
        params: fit.params(),
        sigma2: fit.sigma2,
        forecast_diff: forecast.diff,
        forecast_close: forecast.close,
    };
    Answer::new(context, &document, || shown(&document))
}

fn settings(params: &BTreeMap<String, String>) -> Result<Settings, CliError> {
    let mut settings = Settings { order: 4, steps: 5, trend: Trend::Constant };
    for (name, value) in params {
        match name.as_str() {
            "order" => settings.order = whole(name, value, ar::MAX_ORDER)?,
            "steps" => settings.steps = whole(name, value, MAX_STEPS)?,
            "trend" => {
                settings.trend = match value.as_str() {
                    "c" => Trend::Constant,
                    "n" => Trend::None,
                    _ => return Err(CliError::usage(format!("trend is {value:?}, and must be c or n."))),
                }
            }
            _ => {
                let text = format!("ar has no parameter {name:?}; it has: order, steps, trend.");
                return Err(CliError::usage(text).with("parameter", name.as_str()));
            }
        }
    }
    Ok(settings)
}

/// A whole number from 1 to `max`.
pub(super) fn whole(name: &str, value: &str, max: usize) -> Result<usize, CliError> {
    value.parse().ok().filter(|n| (1..=max).contains(n)).ok_or_else(|| {
        CliError::usage(format!("{name} is {value:?}, and must be a whole number from 1 to {max}."))
            .with("parameter", name)
            .with("value", value)
    })
}

fn shown(d: &Document) -> String {
    let list = |values: &[f64]| values.iter().map(|v| format!("{v:.6}")).collect::<Vec<_>>().join("  ");
    facts([
        ("parameters", list(&d.params)),
        ("sigma2", format!("{:.6}", d.sigma2)),
        ("next differences", list(&d.forecast_diff)),
        ("next closes", list(&d.forecast_close)),
    ])
}
