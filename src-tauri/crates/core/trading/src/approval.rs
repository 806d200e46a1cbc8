//! Approvals: pending, signed, then used once; or rejected, expired, refused by risk.

use approvals::{OrderStatement, Signature, SignedBy};
use domain::{Actor, Decimal, Instrument, OrderType, Quote, Role, Side};
use serde::{Deserialize, Serialize};

use crate::draft::Draft;
use crate::input::{Mark, Proposal, check_name, check_quote, check_text};
use crate::notice::Notice;
use crate::risk::{self, RuleCheck};
use crate::state::update;
use crate::{Refusal, amount, entries, exposure, people};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum ApprovalStatus {
    Pending,
    /// All signatures are there; may be executed once.
    Signed,
    Executed {
        client_id: String,
    },
    Rejected {
        by: String,
        reason: String,
    },
    Expired,
    RefusedByRisk,
}

impl ApprovalStatus {
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Signed => "signed",
            Self::Executed { .. } => "executed",
            Self::Rejected { .. } => "rejected",
            Self::Expired => "expired",
            Self::RefusedByRisk => "refused_by_risk",
        }
    }

    pub const fn is_decided(&self) -> bool {
        !matches!(self, Self::Pending | Self::Signed)
    }
}

/// One person's countersignature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Countersignature {
    pub user: String,
    pub signed: SignedBy,
    pub held_ms: u32,
    pub reason: String,
    pub time_ms: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    pub proposal: Proposal,
    pub proposed_by: Actor,
    /// What is signed, byte for byte: fixed when it was proposed.
    pub statement: OrderStatement,
    /// The price it would have met when it was proposed: the middle of the band.
    pub reference_price: Decimal,
    pub drift_band: Decimal,
    pub checks: Vec<RuleCheck>,
    pub signatures_required: u32,
    pub signatures: Vec<Countersignature>,
    pub status: ApprovalStatus,
    pub created_ms: i64,
}

impl Approval {
    pub fn id(&self) -> &str {
        &self.proposal.approval
    }

    /// Refuses a price the band no longer covers, with how far it moved.
    pub fn check_drift(&self, price: Decimal) -> Result<(), Refusal> {
        if price >= self.statement.price_low && price <= self.statement.price_high {
            return Ok(());
        }
        let moved = amount::ratio(price - self.reference_price, self.reference_price);
        Err(Refusal::Drift { moved, limit: self.drift_band })
    }

    /// Refuses what is expired by now, whether or not a tick has said so.
    pub fn check_time(&self, now_ms: i64) -> Result<(), Refusal> {
        let expires_ms = self.statement.expires_ms;
        if now_ms < expires_ms && self.status != ApprovalStatus::Expired {
            return Ok(());
        }
        Err(Refusal::Expired { approval: self.id().to_owned(), expires_ms, now_ms })
    }

    fn check_undecided(&self) -> Result<(), Refusal> {
        match &self.status {
            ApprovalStatus::Pending | ApprovalStatus::Signed => Ok(()),
            ApprovalStatus::Executed { client_id } => {
                Err(Refusal::AlreadyUsed { approval: self.id().to_owned(), client_id: client_id.clone() })
            }
            status => Err(Refusal::NotPending { approval: self.id().to_owned(), status: status.clone() }),
        }
    }

    /// Whether it may be executed at that time.
    pub fn check_usable(&self, now_ms: i64) -> Result<(), Refusal> {
        self.check_time_unless_used(now_ms)?;
        self.check_undecided()?;
        let (has, needs) = (self.signatures.len() as u32, self.signatures_required);
        if has < needs {
            return Err(Refusal::Unsigned { approval: self.id().to_owned(), has, needs });
        }
        Ok(())
    }

    /// That it was used says more than that its time has passed since.
    fn check_time_unless_used(&self, now_ms: i64) -> Result<(), Refusal> {
        if self.status.is_decided() && self.status != ApprovalStatus::Expired {
            return self.check_undecided();
        }
        self.check_time(now_ms)
    }
}

/// The band a statement covers: the touch give or take the drift, kept on the tick inside it.
pub fn price_band(instrument: &Instrument, touch: Decimal, drift: Decimal) -> (Decimal, Decimal) {
    let steps = |price: Decimal| price.checked_div(instrument.tick).unwrap_or(price);
    let low = (steps(touch * (Decimal::ONE - drift)).ceil() * instrument.tick).normalize();
    let high = (steps(touch * (Decimal::ONE + drift)).floor() * instrument.tick).normalize();
    (low.min(touch), high.max(touch))
}

fn check_shape(draft: &mut Draft, p: &mut Proposal) -> Result<(), Refusal> {
    check_name("approval", &p.approval)?;
    check_text("strategy", &p.strategy)?;
    check_text("reason", &p.reason)?;
    amount::positive("quantity", p.quantity)?;
    amount::positive_or_none("price", p.price)?;
    amount::positive_or_none("stop", p.stop)?;
    amount::positive_or_none("target", p.target)?;
    if let Some(confidence) = p.confidence {
        amount::fraction("confidence", confidence)?;
    }
    let order_type = p.order_type;
    match (order_type, p.price) {
        (OrderType::Market, Some(_)) => return Err(Refusal::PriceNotTaken { order_type, field: "price" }),
        (OrderType::Limit, None) => return Err(Refusal::PriceMissing { order_type, field: "price" }),
        (OrderType::Market | OrderType::Limit, _) => {}
        _ => return Err(Refusal::UnsupportedOrderType { order_type }),
    }
    if p.reduce_only && p.side == Side::Buy {
        return Err(Refusal::ReduceOnlyWouldOpen);
    }
    if p.side == Side::Sell {
        // a spot sell only reduces: there is nothing left for exits to protect
        (p.stop, p.target) = (None, None);
    }
    if p.post_only && order_type == OrderType::Market {
        p.post_only = false;
        draft.notify(Notice::PostOnlyIgnored { name: p.approval.clone() });
    }
    Ok(())
}

fn statement(
    draft: &Draft,
    p: &Proposal,
    instrument: &Instrument,
    touch: Decimal,
) -> Result<OrderStatement, Refusal> {
    let policy = &draft.state.policy;
    let (price_low, price_high) = price_band(instrument, touch, policy.drift_band);
    Ok(OrderStatement {
        approval: p.approval.clone(),
        mode: draft.state.account(&p.account)?.mode,
        account: p.account.clone(),
        venue: p.instrument.venue.clone(),
        instrument: p.instrument.symbol.to_string(),
        side: p.side,
        order_type: p.order_type,
        quantity_cap: p.quantity,
        price_low,
        price_high,
        stop: p.stop,
        target: p.target,
        reduce_only: p.reduce_only,
        post_only: p.post_only,
        policy: draft.state.policy_name(),
        expires_ms: draft.now_ms.saturating_add(policy.approval_ttl_ms),
    })
}

pub(crate) fn propose(
    draft: &mut Draft,
    proposal: &Proposal,
    quote: &Quote,
    marks: &[Mark],
) -> Result<(), Refusal> {
    if !matches!(draft.actor, Actor::System | Actor::Bot(_)) {
        draft.require(Role::Trader)?;
    }
    let mut p = proposal.clone();
    check_shape(draft, &mut p)?;
    if draft.state.approvals.contains_key(&p.approval) {
        return Err(Refusal::ApprovalExists { approval: p.approval });
    }
    let instrument = draft.state.instrument(&p.instrument)?.clone();
    draft.see(&p.instrument, quote, marks)?;
    let touch = quote.touch(p.side);
    let statement = statement(draft, &p, &instrument, touch)?;
    let stop_required = draft.state.policy.stop_required;
    let band = Some((statement.price_low, statement.price_high));
    let intent = risk::Intent { band, ..risk::Intent::of_proposal(&p, p.quantity, stop_required) };
    let context = exposure::context(&draft.state, &p.account, &instrument, *quote, p.recorded, intent)?;
    let signatures_required = draft.state.policy.signatures_for(context.notional());
    let assessment = risk::assess(&context);
    let cleared = assessment.is_cleared();
    let approval = Approval {
        proposed_by: draft.actor.clone(),
        statement,
        reference_price: touch,
        drift_band: draft.state.policy.drift_band,
        checks: assessment.checks,
        signatures_required,
        signatures: Vec::new(),
        status: if cleared { ApprovalStatus::Pending } else { ApprovalStatus::RefusedByRisk },
        created_ms: draft.now_ms,
        proposal: p,
    };
    draft.append(entries::order_proposed(&approval, quote))?;
    draft.append_as(&Actor::System, entries::risk_checked(&approval, cleared))?;
    let (id, expires_ms) = (approval.id().to_owned(), approval.statement.expires_ms);
    if cleared {
        draft.state.undecided.insert(id.clone());
        draft.notify(Notice::ApprovalPending { approval: id.clone(), expires_ms });
    } else {
        draft.notify(Notice::RefusedByRisk { approval: id.clone() });
    }
    draft.state.approvals.insert_mut(id, approval);
    Ok(())
}

/// A person's signature as it comes in.
pub(crate) struct Signing<'a> {
    pub approval: &'a str,
    pub statement: &'a OrderStatement,
    pub key: &'a str,
    pub signature: &'a Signature,
    pub held_ms: u32,
    pub reason: &'a str,
    pub quote: &'a Quote,
}

pub(crate) fn sign(draft: &mut Draft, s: &Signing<'_>) -> Result<(), Refusal> {
    draft.require(Role::Admin)?;
    check_text("reason", s.reason)?;
    check_quote(s.quote)?;
    let approval = draft.state.approval(s.approval)?;
    approval.check_time_unless_used(draft.now_ms)?;
    approval.check_undecided()?;
    let current = draft.state.policy_name();
    if approval.statement.policy != current {
        let proposed = approval.statement.policy.clone();
        return Err(Refusal::PolicyChanged { name: s.approval.to_owned(), proposed, current });
    }
    if approval.statement != *s.statement {
        return Err(Refusal::StatementDiffers { approval: s.approval.to_owned() });
    }
    approval.check_drift(s.quote.touch(approval.statement.side))?;
    let user = people::check_signature(draft, s.key, s.statement, s.signature)?;
    if approval.signatures.iter().any(|c| c.user == user) {
        return Err(Refusal::AlreadySigned { approval: s.approval.to_owned(), user });
    }
    let signed = SignedBy { key_id: s.key.to_owned(), signature: *s.signature };
    draft.append(entries::order_signed(s, &signed))?;
    let countersignature = Countersignature {
        user,
        signed,
        held_ms: s.held_ms,
        reason: s.reason.to_owned(),
        time_ms: draft.now_ms,
    };
    update(&mut draft.state.approvals, s.approval, |a| {
        a.signatures.push(countersignature);
        if a.signatures.len() as u32 >= a.signatures_required {
            a.status = ApprovalStatus::Signed;
        }
    });
    Ok(())
}

/// Says no, or takes a signature back before it was used.
pub(crate) fn reject(draft: &mut Draft, id: &str, reason: &str) -> Result<(), Refusal> {
    draft.require(Role::Admin)?;
    check_text("reason", reason)?;
    let approval = draft.state.approval(id)?;
    approval.check_time_unless_used(draft.now_ms)?;
    approval.check_undecided()?;
    draft.append(entries::order_rejected(id, reason))?;
    let status = ApprovalStatus::Rejected { by: draft.actor.to_string(), reason: reason.to_owned() };
    decide(draft, id, status);
    Ok(())
}

/// Ends every approval whose time has passed: no trade.
pub(crate) fn expire(draft: &mut Draft) -> Result<(), Refusal> {
    let now_ms = draft.now_ms;
    let late: Vec<String> = draft
        .state
        .undecided_approvals()
        .filter(|a| now_ms >= a.statement.expires_ms)
        .map(|a| a.id().to_owned())
        .collect();
    for id in late {
        draft.append_as(&Actor::System, entries::order_expired(&id))?;
        decide(draft, &id, ApprovalStatus::Expired);
        draft.notify(Notice::ApprovalExpired { approval: id });
    }
    Ok(())
}

pub(crate) fn decide(draft: &mut Draft, id: &str, status: ApprovalStatus) {
    draft.state.undecided.remove(id);
    update(&mut draft.state.approvals, id, |a| a.status = status);
}
