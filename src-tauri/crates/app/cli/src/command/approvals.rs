//! `csign approvals`.

use clap::Subcommand;
use desk::api::approval::{ApprovalView, SignRequest};
use desk::{Desk, Session};

use crate::context::Context;
use crate::error::CliError;
use crate::output::{self, Answer};
use crate::sign_in::signed_in;
use crate::table::{Align, facts, figure, percent, table};
use crate::time;

#[derive(Debug, Subcommand)]
pub enum Approvals {
    /// What waits first, then what was decided
    List,
    /// Sign an approval (admin)
    Approve(Decision),
    /// Reject an approval (admin)
    Reject(Decision),
}

#[derive(Debug, clap::Args)]
pub struct Decision {
    /// As listed by csign approvals list
    pub id: String,
    /// Why; it stands in the chain
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

pub async fn run(context: &Context, approvals: Approvals) -> Result<Answer, CliError> {
    match approvals {
        Approvals::List => list(context).await,
        Approvals::Approve(decision) => {
            let approve =
                async |desk: &Desk, session: &Session| approve(context, desk, session, decision).await;
            let view = signed_in(context, approve).await?;
            Answer::new(context, &view, || card(&view))
        }
        Approvals::Reject(decision) => {
            let view =
                signed_in(context, async |desk, session| reject(desk, session, decision).await).await?;
            Answer::new(context, &view, || card(&view))
        }
    }
}

async fn list(context: &Context) -> Result<Answer, CliError> {
    let all = signed_in(context, async |desk, session| Ok(desk.approvals(session).await?)).await?;
    Answer::new(context, &all, || shown(&all))
}

/// Signs what it has shown.
async fn approve(
    context: &Context,
    desk: &Desk,
    session: &Session,
    decision: Decision,
) -> Result<ApprovalView, CliError> {
    let approval = find(desk, session, &decision.id).await?;
    output::note(context, &format!("{}\nSHA-256 {}", approval.statement, approval.statement_hash));
    let request = SignRequest {
        approval: decision.id,
        reason: decision.reason,
        statement_hash: approval.statement_hash,
        held_ms: 0,
    };
    Ok(desk.sign_approval(session, request).await?)
}

async fn reject(desk: &Desk, session: &Session, decision: Decision) -> Result<ApprovalView, CliError> {
    desk.reject_approvals(session, vec![decision.id.clone()], decision.reason).await?;
    find(desk, session, &decision.id).await
}

async fn find(desk: &Desk, session: &Session, id: &str) -> Result<ApprovalView, CliError> {
    let all = desk.approvals(session).await?;
    all.into_iter().find(|a| a.id == id).ok_or_else(|| {
        let text = format!("There is no approval {id}. See csign approvals list.");
        CliError::new(4, "unknown_approval", text).with("approval", id)
    })
}

/// A status as the documents write it.
pub fn word(status: &impl serde::Serialize) -> String {
    match serde_json::to_value(status) {
        Ok(serde_json::Value::String(word)) => word,
        _ => "-".to_owned(),
    }
}

fn shown(all: &[ApprovalView]) -> String {
    if all.is_empty() {
        return "Nothing waits for a signature. Ask a strategy: csign recommend --submit".to_owned();
    }
    let columns = [
        ("approval", Align::Left),
        ("status", Align::Left),
        ("side", Align::Left),
        ("quantity", Align::Right),
        ("instrument", Align::Left),
        ("entry", Align::Right),
        ("strategy", Align::Left),
        ("expires", Align::Left),
    ];
    let row = |a: &ApprovalView| {
        vec![
            a.id.clone(),
            word(&a.status),
            a.side.as_str().to_owned(),
            a.quantity.to_string(),
            a.instrument.to_string(),
            a.entry.to_string(),
            a.strategy.clone(),
            time::shown(a.expires_ms),
        ]
    };
    table(&columns, &all.iter().map(row).collect::<Vec<_>>())
}

fn card(a: &ApprovalView) -> String {
    let or_dash = |d: Option<domain::Decimal>| d.map_or_else(|| "-".to_owned(), |d| d.to_string());
    facts([
        ("approval", a.id.clone()),
        ("status", word(&a.status)),
        ("order", format!("{} {} {}", a.side.as_str(), a.quantity, a.instrument)),
        ("notional", format!("{} {}", a.notional, a.quote_currency)),
        ("entry", format!("{} ({} to {})", a.entry, a.price_low, a.price_high)),
        ("stop", or_dash(a.stop)),
        ("target", or_dash(a.target)),
        ("worst loss", format!("{} {}", or_dash(a.worst_loss), a.quote_currency)),
        ("fees", format!("{} {}", a.fees, a.quote_currency)),
        ("drift", format!("{} (limit {})", percent(a.drift), percent(Some(a.drift_limit)))),
        ("confidence", figure(Some(a.confidence), 2)),
        ("strategy", a.strategy.clone()),
        ("reason", a.reason.text.clone()),
        ("signatures", format!("{} of {}", a.signatures.len(), a.signatures_required)),
        ("decided by", a.decided_by.clone().unwrap_or_else(|| "-".to_owned())),
        ("expires", time::shown(a.expires_ms)),
    ])
}
