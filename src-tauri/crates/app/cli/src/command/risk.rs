//! `csign risk`.

use clap::{Subcommand, ValueEnum};
use desk::api::risk::{KillLevel, RiskView};
use desk::{Desk, Session};

use super::coming::{self, Coming};
use crate::context::Context;
use crate::error::CliError;
use crate::output::Answer;
use crate::settled;
use crate::sign_in::signed_in;
use crate::table::{Align, percent, table};

#[derive(Debug, Subcommand)]
pub enum Risk {
    /// Limits and how much of each is used
    Status,
    /// Coming: change a limit
    Set(Coming),
    /// Entries stop, exits go on
    Pause {
        /// Why; it stands in the chain
        #[arg(long, value_name = "TEXT", default_value = "from the command line")]
        reason: String,
    },
    /// Entries may go again
    Resume,
    /// The kill switch
    Kill {
        #[arg(long, default_value = "cancel-orders")]
        level: Level,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// No new entries
    PauseEntries,
    /// And working entries are cancelled
    CancelOrders,
    /// And positions are closed at market
    Flatten,
}

pub async fn run(context: &Context, risk: Risk) -> Result<Answer, CliError> {
    if matches!(risk, Risk::Set(_)) {
        return coming::refuse("risk set");
    }
    let view = signed_in(context, async |desk, session| act(desk, session, risk).await).await?;
    Answer::new(context, &view, || shown(&view))
}

async fn act(desk: &Desk, session: &Session, risk: Risk) -> Result<RiskView, CliError> {
    match risk {
        Risk::Status | Risk::Set(_) => {}
        Risk::Pause { reason } => desk.pause(session, reason).await?,
        Risk::Resume => desk.resume(session).await?,
        Risk::Kill { level } => {
            let level = match level {
                Level::PauseEntries => KillLevel::PauseEntries,
                Level::CancelOrders => KillLevel::CancelOrders,
                Level::Flatten => KillLevel::Flatten,
            };
            desk.kill(session, level).await?;
            match level {
                KillLevel::PauseEntries => {}
                KillLevel::CancelOrders => settled::cancelled(desk, session).await,
                KillLevel::Flatten => settled::flat(desk, session).await,
            }
        }
    }
    Ok(desk.risk(session).await?)
}

fn shown(view: &RiskView) -> String {
    let state = match &view.paused_reason {
        Some(reason) => format!("paused: {reason}"),
        None => "entries may go".to_owned(),
    };
    let columns =
        [("limit", Align::Left), ("value", Align::Right), ("most", Align::Right), ("used", Align::Right)];
    let row = |l: &desk::api::risk::LimitView| {
        vec![l.rule.clone(), l.value.clone(), l.limit.clone(), percent(l.used)]
    };
    let rows: Vec<Vec<String>> = view.limits.iter().map(row).collect();
    let (k, policy) = (&view.kill, &view.policy);
    format!(
        "{state}, policy {policy}\nworking orders: {}, positions: {}, worth {} {}\n\n{}",
        k.working_orders,
        k.positions,
        k.notional,
        k.currency,
        table(&columns, &rows)
    )
}
