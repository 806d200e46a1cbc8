//! `csign model`.

mod ar;
mod kalman;

use clap::{Args, Subcommand};

use crate::candles_argument::CandlesArgument;
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::parameters::{self, Pair};

#[derive(Debug, Subcommand)]
pub enum Model {
    /// Autoregression on the differences of the closes: order, steps, trend=c|n
    Ar(Fit),
    /// Local linear trend on the closes: var_obs, var_level, var_slope, init=diffuse|known, level0, slope0,
    /// p0_level, p0_slope, steps
    Kalman(Fit),
}

#[derive(Debug, Args)]
pub struct Fit {
    /// A parameter, as order=4; may be given several times
    #[arg(long = "param", value_name = "K=V", value_parser = parameters::pair)]
    pub params: Vec<Pair>,
    #[command(flatten)]
    pub candles: CandlesArgument,
}

pub async fn run(context: &Context, model: Model) -> Result<Answer, CliError> {
    match model {
        Model::Ar(fit) => ar::run(context, fit).await,
        Model::Kalman(fit) => kalman::run(context, fit).await,
    }
}
