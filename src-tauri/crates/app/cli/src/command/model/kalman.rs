//! `csign model kalman`.

use std::collections::BTreeMap;

use serde::Serialize;
use strategies::models::kalman::{self, Init, State, Step, Variances};

use super::{Fit, ar::whole};
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::parameters::{by_name, number};
use crate::table::facts;

const NAMES: [&str; 9] =
    ["var_obs", "var_level", "var_slope", "init", "level0", "slope0", "p0_level", "p0_slope", "steps"];
const MAX_STEPS: usize = 10_000;

#[derive(Debug, Serialize)]
struct Document {
    variances: VariancesView,
    /// Where the variances were estimated.
    #[serde(skip_serializing_if = "Option::is_none")]
    log_likelihood: Option<f64>,
    filtered_level: Vec<f64>,
    filtered_slope: Vec<f64>,
    smoothed_level: Vec<f64>,
    smoothed_slope: Vec<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    forecast: Option<ForecastView>,
}

#[derive(Debug, Serialize)]
struct VariancesView {
    var_obs: f64,
    var_level: f64,
    var_slope: f64,
    estimated: bool,
}

#[derive(Debug, Serialize)]
struct ForecastView {
    close: Vec<f64>,
    variance: Vec<f64>,
}

type Params = BTreeMap<String, String>;

pub async fn run(context: &Context, arguments: Fit) -> Result<Answer, CliError> {
    let params = by_name(&arguments.params)?;
    if let Some(name) = params.keys().find(|name| !NAMES.contains(&name.as_str())) {
        let text = format!("kalman has no parameter {name:?}; it has: {}.", NAMES.join(", "));
        return Err(CliError::usage(text).with("parameter", name.as_str()));
    }
    let (given, init) = (variances(&params)?, init(&params)?);
    let steps_ahead = params.get("steps").map(|v| whole("steps", v, MAX_STEPS)).transpose()?;
    let closes = arguments.candles.load(context).await?.candles.close;
    let (variances, log_likelihood) = match given {
        Some(variances) => (variances, None),
        None => {
            let found = kalman::estimate(&closes)?;
            (found.variances, Some(found.log_likelihood))
        }
    };
    let steps = kalman::filter(&closes, variances, init)?;
    let document = document(&steps, variances, log_likelihood, steps_ahead);
    Answer::new(context, &document, || shown(&document))
}

fn document(steps: &[Step], v: Variances, log_likelihood: Option<f64>, ahead: Option<usize>) -> Document {
    let smoothed = kalman::smooth(steps, v);
    let forecast = ahead.zip(steps.last()).map(|(n, last)| {
        let (close, variance) = kalman::forecast(last, v, n).into_iter().unzip();
        ForecastView { close, variance }
    });
    let level = |s: &State| s.level;
    let slope = |s: &State| s.slope;
    Document {
        variances: VariancesView {
            var_obs: v.obs,
            var_level: v.level,
            var_slope: v.slope,
            estimated: log_likelihood.is_some(),
        },
        log_likelihood,
        filtered_level: steps.iter().map(|s| level(&s.state)).collect(),
        filtered_slope: steps.iter().map(|s| slope(&s.state)).collect(),
        smoothed_level: smoothed.iter().map(level).collect(),
        smoothed_slope: smoothed.iter().map(slope).collect(),
        forecast,
    }
}

/// All three, or none: then they are estimated.
fn variances(params: &Params) -> Result<Option<Variances>, CliError> {
    let value = |name: &str| params.get(name).map(|v| number(name, v)).transpose();
    match (value("var_obs")?, value("var_level")?, value("var_slope")?) {
        (None, None, None) => Ok(None),
        (Some(obs), Some(level), Some(slope)) => Ok(Some(Variances { obs, level, slope })),
        _ => Err(CliError::usage(
            "Give var_obs, var_level and var_slope together, or none of them to have them estimated.",
        )),
    }
}

fn init(params: &Params) -> Result<Init, CliError> {
    let start = ["level0", "slope0", "p0_level", "p0_slope"];
    let kind = params.get("init").map_or("diffuse", String::as_str);
    if kind != "known" {
        if let Some(name) = start.iter().find(|name| params.contains_key(**name)) {
            return Err(CliError::usage(format!("{name} is for init=known.")).with("parameter", *name));
        }
        return match kind {
            "diffuse" | "exact_diffuse" => Ok(Init::ExactDiffuse),
            "approximate_diffuse" => Ok(Init::APPROXIMATE),
            _ => Err(CliError::usage(format!("init is {kind:?}, and must be diffuse or known."))),
        };
    }
    let value = |name: &str| match params.get(name) {
        Some(v) => number(name, v),
        None => Err(CliError::usage(format!("init=known needs {name}.")).with("parameter", name)),
    };
    Ok(Init::Known {
        level: value("level0")?,
        slope: value("slope0")?,
        p_level: value("p0_level")?,
        p_slope: value("p0_slope")?,
    })
}

fn shown(d: &Document) -> String {
    let last = |values: &[f64]| values.last().map_or_else(|| "-".to_owned(), |v| format!("{v:.6}"));
    let v = &d.variances;
    let how = if v.estimated { " (estimated)" } else { "" };
    facts([
        ("values", d.filtered_level.len().to_string()),
        (
            "variances",
            format!("obs {:.6}  level {:.6}  slope {:.6}{how}", v.var_obs, v.var_level, v.var_slope),
        ),
        ("last filtered", format!("level {}  slope {}", last(&d.filtered_level), last(&d.filtered_slope))),
        ("last smoothed", format!("level {}  slope {}", last(&d.smoothed_level), last(&d.smoothed_slope))),
    ])
}
