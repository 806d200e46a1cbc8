//! The inbox: what waits for a signature, what became of it, and signing it.

use approvals::{Signable, Signature};
use domain::{Decimal, Reason, Side};
use rust_decimal::prelude::ToPrimitive;
use sha2::{Digest, Sha256};
use trading::{Approval, ApprovalStatus as Status, Input, RuleCheck, State};

use crate::api::approval::{
    ApprovalStatus, ApprovalView, RuleView, SignRequest, SignatureView, TimelineStep,
};
use crate::api::order::OrderView;
use crate::api::recommendation::RecommendationView;
use crate::api::snapshot::Section;
use crate::desk::CURRENCY;
use crate::ids::entry_id;
use crate::markets::Sight;
use crate::{Action, Desk, DeskError, Session};

impl Desk {
    /// Approvals: waiting first, then decided, newest first.
    pub async fn approvals(&self, session: &Session) -> Result<Vec<ApprovalView>, DeskError> {
        session.require(Action::Look)?;
        let state = self.state();
        let mut all: Vec<&Approval> = state.approvals.iter().map(|(_, a)| a).collect();
        all.sort_by_key(|a| {
            (waiting(a), if waiting(a) == 0 { a.statement.expires_ms } else { -a.created_ms })
        });
        let mut views = Vec::with_capacity(all.len());
        for approval in all {
            views.push(self.view(&state, approval).await);
        }
        Ok(views)
    }

    async fn view(&self, state: &State, approval: &Approval) -> ApprovalView {
        let sight = match approval.status.is_decided() {
            true => None,
            false => self.inner.markets.sight(&approval.proposal.instrument).await.ok(),
        };
        let known = self.inner.recommendations.all();
        let recommendation = known.iter().find(|r| r.approval.as_deref() == Some(approval.id()));
        approval_view(state, approval, sight.as_ref(), recommendation, self.now_ms())
    }

    pub(crate) async fn approval_view(&self, id: &str) -> Result<ApprovalView, DeskError> {
        let state = self.state();
        let approval = state.approval(id)?;
        Ok(self.view(&state, approval).await)
    }

    /// Signs what was shown (admin).
    pub async fn sign_approval(
        &self,
        session: &Session,
        request: SignRequest,
    ) -> Result<ApprovalView, DeskError> {
        session.require(Action::Sign)?;
        let state = self.state();
        let approval = state.approval(&request.approval)?;
        let hash = statement_hash(approval);
        if hash != request.statement_hash {
            return Err(DeskError::new(
                "statement_differs",
                "What was on screen is not what would be signed. Look at it again.",
            )
            .with("shown", &request.statement_hash)
            .with("actual", hash));
        }
        let sight = self.inner.markets.sight(&approval.proposal.instrument).await?;
        let signature = Signature::from_bytes(session.sign(&approval.statement.signing_bytes())?);
        let input = Input::Sign {
            approval: request.approval.clone(),
            statement: approval.statement.clone(),
            key: session.key().to_owned(),
            signature,
            held_ms: request.held_ms,
            reason: request.reason,
            quote: sight.quote,
        };
        self.inner.writer.apply(session.actor(), input).await?;
        self.changed(&[Section::Approvals, Section::Snapshot, Section::Audit]);
        self.approval_view(&request.approval).await
    }

    /// Rejects (admin).
    pub async fn reject_approvals(
        &self,
        session: &Session,
        approvals: Vec<String>,
        reason: String,
    ) -> Result<(), DeskError> {
        session.require(Action::Reject)?;
        for approval in approvals {
            let input = Input::Reject { approval, reason: reason.clone() };
            self.inner.writer.apply(session.actor(), input).await?;
        }
        self.changed(&[Section::Approvals, Section::Snapshot, Section::Audit]);
        Ok(())
    }

    /// Executes a signed approval once, for at most its size.
    pub async fn execute_approval(
        &self,
        session: &Session,
        approval: String,
        quantity: Decimal,
    ) -> Result<OrderView, DeskError> {
        session.require(Action::ExecuteApproval)?;
        let instrument = self.state().approval(&approval)?.proposal.instrument.clone();
        let sight = self.inner.markets.sight(&instrument).await?;
        self.check_sight(&sight, self.state().approval(&approval)?.proposal.side)?;
        let client_id = entry_id(&approval);
        let marks = self.marks().await;
        let (named, now_ms) = (client_id.clone(), self.now_ms());
        let make = |state: &State| {
            // why the approval cannot be used says more than that its order's name is taken
            state.approval(&approval)?.check_usable(now_ms)?;
            Ok(Input::Execute { approval, quantity, client_id: named, quote: sight.quote, marks })
        };
        self.inner.writer.apply_with(session.actor(), make).await?;
        self.settled_order(&client_id).await
    }

    /// The life of an approval or order, from the chain.
    pub async fn timeline(&self, session: &Session, subject: String) -> Result<Vec<TimelineStep>, DeskError> {
        session.require(Action::Look)?;
        self.steps_of(&subject).await
    }
}

/// 0 for what somebody still has to decide on or execute.
fn waiting(approval: &Approval) -> u8 {
    u8::from(approval.status.is_decided())
}

fn statement_hash(approval: &Approval) -> String {
    hex::encode(Sha256::digest(approval.statement.signing_bytes()))
}

pub(crate) fn rule_view(check: &RuleCheck) -> RuleView {
    RuleView {
        rule: check.rule.code().to_owned(),
        value: check.value.normalize().to_string(),
        limit: check.limit.normalize().to_string(),
        ok: check.ok,
    }
}

/// What stop and target come to, fees included, at the price of the signal.
struct Stakes {
    worst_loss: Option<Decimal>,
    gain: Option<Decimal>,
    fees: Decimal,
}

fn stakes(state: &State, a: &Approval) -> Stakes {
    let (quantity, entry) = (a.proposal.quantity, a.reference_price);
    let fee = state.instruments.get(&a.proposal.instrument).map_or(Decimal::ZERO, |i| i.taker_fee);
    let fees_at = |exit: Decimal| quantity * (entry + exit) * fee;
    let result = |exit: Decimal| match a.proposal.side {
        Side::Buy => (exit - entry) * quantity - fees_at(exit),
        Side::Sell => (entry - exit) * quantity - fees_at(exit),
    };
    let cents = |d: Decimal| d.round_dp(2);
    Stakes {
        worst_loss: a.statement.stop.map(result).map(cents),
        gain: a.statement.target.map(result).map(cents),
        fees: cents(fees_at(a.statement.stop.unwrap_or(entry))),
    }
}

fn ratio(part: Decimal, whole: Decimal) -> Option<f64> {
    part.checked_div(whole).and_then(|r| r.to_f64())
}

fn approval_view(
    state: &State,
    a: &Approval,
    sight: Option<&Sight>,
    recommendation: Option<&RecommendationView>,
    now_ms: i64,
) -> ApprovalView {
    let p = &a.proposal;
    let s = &a.statement;
    let stakes = stakes(state, a);
    let price_now = sight.map(|sight| sight.quote.touch(p.side));
    let equity = state.accounts.get(&p.account).map(|account| state.equity(account));
    let blocked_by = blocked(a, price_now, now_ms);
    let (decided_by, decided_ms, decision_reason) = decision(a);
    let executed = match &a.status {
        Status::Executed { client_id } => state.orders.get(client_id).map_or(Decimal::ZERO, |o| o.filled),
        _ => Decimal::ZERO,
    };
    let words = Reason { text: p.reason.clone(), ..Reason::default() };
    ApprovalView {
        id: a.id().to_owned(),
        status: status(&a.status),
        mode: s.mode,
        account: p.account.clone(),
        instrument: p.instrument.clone(),
        timeframe: recommendation.map(|r| r.timeframe),
        side: p.side,
        order_type: p.order_type.as_str().to_owned(),
        quantity: p.quantity,
        notional: (p.quantity * a.reference_price).round_dp(2),
        entry: a.reference_price,
        price_low: s.price_low,
        price_high: s.price_high,
        stop: s.stop,
        target: s.target,
        worst_loss_of_equity: stakes.worst_loss.zip(equity).and_then(|(loss, equity)| ratio(loss, equity)),
        r_multiple: stakes.gain.zip(stakes.worst_loss).and_then(|(gain, loss)| ratio(gain, -loss)),
        worst_loss: stakes.worst_loss,
        gain: stakes.gain,
        fees: stakes.fees,
        quote_currency: CURRENCY.to_owned(),
        strategy: p.strategy.clone(),
        script: recommendation.and_then(|r| r.script.clone()),
        reason: recommendation.map_or(words, |r| r.reason.clone()),
        confidence: p.confidence.and_then(|c| c.to_f64()).unwrap_or_default(),
        metrics: recommendation.map(|r| r.metrics.clone()).unwrap_or_default(),
        proposed_by: a.proposed_by.to_string(),
        created_ms: a.created_ms,
        expires_ms: s.expires_ms,
        as_of_ms: recommendation.map_or(a.created_ms, |r| r.as_of_ms),
        drift: price_now.and_then(|now| ratio(now - a.reference_price, a.reference_price)),
        price_now,
        drift_limit: a.drift_band.to_f64().unwrap_or_default(),
        signable: a.status == Status::Pending && blocked_by.is_none(),
        blocked_by,
        policy: s.policy.clone(),
        rules: a.checks.iter().map(rule_view).collect(),
        signatures_required: a.signatures_required,
        signatures: a.signatures.iter().map(signature_view).collect(),
        decided_by,
        decided_ms,
        decision_reason,
        executed,
        statement: s
            .to_value()
            .to_bytes()
            .map(|b| String::from_utf8_lossy(&b).into_owned())
            .unwrap_or_default(),
        statement_hash: statement_hash(a),
    }
}

fn blocked(a: &Approval, price_now: Option<Decimal>, now_ms: i64) -> Option<String> {
    if a.status.is_decided() {
        return None;
    }
    let refusal = a.check_time(now_ms).err().or_else(|| price_now.and_then(|p| a.check_drift(p).err()));
    match (refusal, price_now) {
        (Some(refusal), _) => Some(refusal.code().to_owned()),
        (None, None) => Some("no_price".to_owned()),
        (None, Some(_)) => None,
    }
}

fn status(status: &Status) -> ApprovalStatus {
    match status {
        Status::Pending => ApprovalStatus::Pending,
        Status::Signed => ApprovalStatus::Signed,
        Status::Executed { .. } => ApprovalStatus::Used,
        Status::Rejected { .. } => ApprovalStatus::Rejected,
        Status::Expired => ApprovalStatus::Expired,
        Status::RefusedByRisk => ApprovalStatus::Refused,
    }
}

fn signature_view(c: &trading::Countersignature) -> SignatureView {
    SignatureView {
        user: c.user.clone(),
        key: c.signed.key_id.clone(),
        signature: c.signed.signature.to_string(),
        time_ms: c.time_ms,
        held_ms: c.held_ms,
        reason: c.reason.clone(),
    }
}

fn decision(a: &Approval) -> (Option<String>, Option<i64>, Option<String>) {
    match (&a.status, a.signatures.last()) {
        (Status::Rejected { by, reason }, _) => {
            let by = by.strip_prefix("user:").unwrap_or(by);
            (Some(by.to_owned()), None, Some(reason.clone()))
        }
        (_, Some(c)) => (Some(c.user.clone()), Some(c.time_ms), Some(c.reason.clone())),
        _ => (None, None, None),
    }
}
