//! `csign simulate`: a venue on this machine, with play money.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use simulator::server::{StartError, Time, VENUES, venue};
use simulator::{FaultPlan, Simulator, SimulatorOptions};

use super::venue::streamed;
use crate::error::CliError;
use crate::output::Answer;

#[derive(Debug, Args)]
pub struct Simulate {
    /// Whose protocol to speak
    #[arg(value_parser = PossibleValuesParser::new(VENUES))]
    venue: String,
    /// On 127.0.0.1; 0: any free one
    #[arg(long)]
    port: u16,
    /// The same seed is the same market
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// What shall go wrong: a JSON plan
    #[arg(long, value_name = "FILE")]
    faults: Option<PathBuf>,
    /// Play money, as USD=1000000,BTC=1.5 [default: some of everything]
    #[arg(long, value_delimiter = ',', value_parser = amount, value_name = "CURRENCY=AMOUNT")]
    balances: Vec<(String, Decimal)>,
    /// The play account's key [default: one made by the seed]
    #[arg(long, requires = "secret")]
    key: Option<String>,
    /// And its secret, in the venue's shape
    #[arg(long, requires = "key")]
    secret: Option<String>,
    /// Time stands at these milliseconds and moves by POST /__control/advance alone
    #[arg(long, value_name = "MS")]
    stand_at: Option<i64>,
}

fn amount(text: &str) -> Result<(String, Decimal), String> {
    let (currency, amount) =
        text.split_once('=').ok_or_else(|| format!("{text:?} is not CURRENCY=AMOUNT, as in BTC=1.5"))?;
    let total: Decimal = amount.parse().map_err(|_| format!("{amount:?} of {currency} is not a number"))?;
    if currency.is_empty() || total.is_sign_negative() {
        return Err(format!("{text:?} is not CURRENCY=AMOUNT with an amount from 0 up"));
    }
    Ok((currency.to_owned(), total))
}

pub async fn run(asked: Simulate) -> Result<Answer, CliError> {
    let faults = asked.faults.as_deref().map(plan).transpose()?.unwrap_or_default();
    let Some(wire) = venue(&asked.venue) else {
        return Err(CliError::usage(format!("There is no simulator of {}.", asked.venue)));
    };
    let options = SimulatorOptions {
        port: asked.port,
        seed: asked.seed,
        faults,
        balances: asked.balances.into_iter().collect::<BTreeMap<_, _>>(),
        key: asked.key,
        secret: asked.secret.map(Into::into),
        permissions: None,
        time: asked.stand_at.map_or(Time::Real, |start_ms| Time::Manual { start_ms }),
    };
    let simulator = Simulator::start(wire, options).await.map_err(not_started)?;
    // a script reads this line and then connects; who stopped reading has what it needs
    streamed::line(&shown(&simulator))?;
    tokio::signal::ctrl_c()
        .await
        .map_err(|e| CliError::internal(format!("Interrupts cannot be waited for: {e}.")))?;
    simulator.shutdown().await;
    Ok(Answer::raw(Vec::new()))
}

fn shown(simulator: &Simulator) -> Value {
    let mut line = json!({
        "rest": simulator.rest_url,
        "ws": simulator.ws_url,
        "key": simulator.key,
        "secret": simulator.play_secret(),
    });
    if let Some(passphrase) = simulator.play_passphrase() {
        line["passphrase"] = passphrase.into();
    }
    line
}

fn plan(path: &Path) -> Result<FaultPlan, CliError> {
    let file = path.display().to_string();
    if !path.exists() {
        return Err(CliError::new(4, "not_found", format!("There is no file {file}.")).with("file", file));
    }
    let text = std::fs::read_to_string(path).map_err(|e| {
        CliError::new(6, "bad_file", format!("{file} cannot be read as text: {e}."))
            .with("file", file.as_str())
    })?;
    FaultPlan::parse(&text).map_err(|e| {
        CliError::new(6, "bad_faults", format!("{file} is no plan of faults: {e}.")).with("file", file)
    })
}

fn not_started(error: StartError) -> CliError {
    match &error {
        StartError::Port { port, .. } => {
            CliError::new(5, "port_taken", format!("The simulator was not started: {error}."))
                .with("port", *port)
        }
        StartError::HalfAKey | StartError::Secret(_) => {
            CliError::usage(format!("The simulator was not started: {error}."))
        }
    }
}
