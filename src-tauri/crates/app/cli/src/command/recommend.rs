//! `csign recommend`.

use std::collections::BTreeMap;
use std::path::Path;

use clap::Args;
use desk::api::recommendation::{AnalyseRequest, RecommendationView};
use desk::api::script::SaveScript;
use domain::{Decision, Signal};
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::candles_argument::CandlesArgument;
use crate::chosen_strategy::{Chosen, is_script, read};
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::parameters::{self, Pair};
use crate::sign_in::signed_in;
use crate::table::{facts, figure, percent};
use crate::time;

#[derive(Debug, Args)]
pub struct Recommend {
    /// As listed by csign strategies, or a script's file, FILE.luau
    #[arg(long, value_name = "NAME")]
    pub strategy: String,
    /// A parameter, as length=14; may be given several times
    #[arg(long = "param", value_name = "K=V", value_parser = parameters::pair)]
    pub params: Vec<Pair>,
    /// Store it, and put what can be acted on into the approvals inbox (signs in); a script is saved with its desk
    #[arg(long, conflicts_with = "input")]
    pub submit: bool,
    #[command(flatten)]
    pub candles: CandlesArgument,
}

#[derive(Debug, Serialize)]
struct Document {
    id: String,
    decision: Decision,
    entry: Option<f64>,
    stop_loss: Option<f64>,
    take_profit: Option<f64>,
    confidence: f64,
    reason: String,
    metrics: BTreeMap<String, f64>,
    as_of: i64,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    submitted: Option<Submitted>,
}

#[derive(Debug, Serialize)]
struct Submitted {
    /// The approval it waits in; `None` where there is nothing to approve.
    approval: Option<String>,
    quantity: Option<String>,
    /// The rules that stopped it.
    refused_by: Vec<desk::api::approval::RuleView>,
}

pub async fn run(context: &Context, arguments: Recommend) -> Result<Answer, CliError> {
    let chosen = Chosen::find(&arguments.strategy)?;
    let strategy = chosen.strategy();
    let params = parameters::of_strategy(strategy.schema(), &arguments.params)?;
    // a parameter out of range is refused before anything is opened
    let configured = strategy.configure(&params)?;
    let document = if arguments.submit {
        let script = to_save(&arguments.strategy, &strategy.schema().name)?;
        let mut request = AnalyseRequest {
            instrument: arguments.candles.instrument()?,
            timeframe: arguments.candles.stored_timeframe()?,
            period: arguments.candles.period()?,
            strategy: arguments.strategy,
            params,
        };
        let ask = async |desk: &desk::Desk, session: &desk::Session| {
            if let Some(script) = script {
                request.strategy = desk.save_script(session, script).await?.strategy;
            }
            Ok(desk.analyse(session, request).await?)
        };
        submitted(signed_in(context, ask).await?)
    } else {
        let candles = arguments.candles.load(context).await?.candles;
        looked_at(configured.evaluate(&candles)?, &arguments.strategy, &params)
    };
    Answer::new(context, &document, || shown(&document))
}

/// What proposes an order is kept: a file becomes a version of the script of its declared name, unless it is one already.
fn to_save(strategy: &str, name: &str) -> Result<Option<SaveScript>, CliError> {
    if !is_script(strategy) {
        return Ok(None);
    }
    let source = read(Path::new(strategy))?;
    Ok(Some(SaveScript { name: name.to_owned(), source, note: String::new(), new: false }))
}

fn looked_at(signal: Signal, strategy: &str, params: &BTreeMap<String, f64>) -> Document {
    Document {
        id: name(&signal, strategy, params),
        decision: Decision::from(signal.action),
        entry: signal.entry,
        stop_loss: signal.stop_loss,
        take_profit: signal.take_profit,
        confidence: signal.confidence,
        reason: signal.reason.text,
        metrics: signal.metrics,
        as_of: signal.as_of_ms,
        submitted: None,
    }
}

/// The same question on the same candles has the same name.
fn name(signal: &Signal, strategy: &str, params: &BTreeMap<String, f64>) -> String {
    let told = format!("{strategy}\n{params:?}\n{signal:?}");
    let digest = hex::encode(Sha256::digest(told));
    format!("R-{}-{}", signal.as_of_ms, digest.get(..8).unwrap_or_default())
}

fn submitted(view: RecommendationView) -> Document {
    let price = |p: Option<rust_decimal::Decimal>| p.and_then(|p| p.to_f64());
    Document {
        id: view.id,
        decision: view.decision,
        entry: price(view.entry),
        stop_loss: price(view.stop_loss),
        take_profit: price(view.take_profit),
        confidence: view.confidence,
        reason: view.reason.text,
        metrics: view.metrics,
        as_of: view.as_of_ms,
        submitted: Some(Submitted {
            approval: view.approval,
            quantity: view.quantity.map(|q| q.to_string()),
            refused_by: view.refused_by,
        }),
    }
}

fn shown(d: &Document) -> String {
    let decision = match d.decision {
        Decision::Buy => "BUY",
        Decision::Sell => "SELL",
        Decision::NoTrade => "NO-TRADE",
    };
    let mut out = facts([
        ("decision", decision.to_owned()),
        ("entry", figure(d.entry, 6)),
        ("stop-loss", figure(d.stop_loss, 6)),
        ("take-profit", figure(d.take_profit, 6)),
        ("confidence", percent(Some(d.confidence))),
        ("as of", time::shown(d.as_of)),
        ("reason", d.reason.clone()),
    ]);
    out.push_str(&facts(d.metrics.iter().map(|(name, value)| (name.as_str(), figure(Some(*value), 6)))));
    let Some(submitted) = &d.submitted else { return out };
    out.push('\n');
    out.push_str(&match (&submitted.approval, submitted.refused_by.as_slice()) {
        (Some(id), _) => {
            let quantity = submitted.quantity.as_deref().unwrap_or("-");
            format!("Waits for a signature as {id}, quantity {quantity}.")
        }
        (None, []) => "There is nothing to approve.".to_owned(),
        (None, rules) => {
            let rule =
                |r: &desk::api::approval::RuleView| format!("{} ({}, limit {})", r.rule, r.value, r.limit);
            format!("Refused by {}.", rules.iter().map(rule).collect::<Vec<_>>().join(", "))
        }
    });
    out
}
