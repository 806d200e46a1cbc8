//! Kinds and bodies of the entries the engine writes: the contract's where it has them, its own for the rest.

use approvals::canonical::object;
use approvals::entry::body;
use approvals::{Cover, HeadStatement, MandateStatement, PublicKey, SignedBy, Value};
use domain::{Decimal, Fill, Instrument, InstrumentId, Mode, OrderRequest, Quote, Role};

use crate::approval::{Approval, Signing};
use crate::closing::WaitingExit;
use crate::{KillLevel, Policy};

pub(crate) type Written = (&'static str, Value);

pub(crate) fn mode_word(mode: Mode) -> &'static str {
    match mode {
        Mode::Paper => "paper",
        Mode::Live => "live",
    }
}

fn text(text: &str) -> Value {
    text.into()
}

fn place(account: &str, instrument: &InstrumentId) -> Value {
    object([
        ("account", text(account)),
        ("venue", text(instrument.venue.as_str())),
        ("instrument", instrument.symbol.to_string().into()),
    ])
}

pub(crate) fn chain_opened(instance: &str, key: &str, public_key: &PublicKey, version: &str) -> Written {
    (body::CHAIN_OPENED, body::chain_opened(instance, key, public_key, version))
}

pub(crate) fn user_created(user: &str, role: Role) -> Written {
    (body::USER_CREATED, body::user_created(user, role))
}

pub(crate) fn user_disabled(user: &str, role: Role) -> Written {
    (body::USER_DISABLED, body::user_disabled(user, role))
}

pub(crate) fn key_created(key: &str, public_key: &PublicKey, user: &str) -> Written {
    (body::KEY_CREATED, body::key_created(key, public_key, user))
}

pub(crate) fn key_revoked(key: &str, reason: &str) -> Written {
    (body::KEY_REVOKED, body::key_revoked(key, reason))
}

pub(crate) fn login(kind: &'static str, user: &str) -> Written {
    (kind, object([("user", text(user))]))
}

pub(crate) fn logout(user: &str, reason: &str) -> Written {
    ("login.ended", object([("user", text(user)), ("reason", text(reason))]))
}

pub(crate) fn setting_changed(name: &str, value: Value) -> Written {
    ("setting.changed", object([("name", text(name)), ("value", value)]))
}

pub(crate) fn policy_changed(name: &str, p: &Policy) -> Written {
    let fields = object([
        ("policy", text(name)),
        ("max_order_notional", p.max_order_notional.into()),
        ("max_position_notional", p.max_position_notional.into()),
        ("max_open_orders", p.max_open_orders.into()),
        ("max_trades_per_day", p.max_trades_per_day.into()),
        ("max_daily_loss", p.max_daily_loss.into()),
        ("max_drawdown", p.max_drawdown.into()),
        ("drift_band", p.drift_band.into()),
        ("approval_ttl_ms", p.approval_ttl_ms.into()),
        ("max_data_age_ms", p.max_data_age_ms.into()),
        ("price_collar", p.price_collar.into()),
        ("signatures_required", p.signatures_required.into()),
        ("two_signatures_from", p.two_signatures_from.into()),
        ("stop_required", p.stop_required.into()),
    ]);
    ("policy.changed", fields)
}

pub(crate) fn account_opened(account: &str, mode: Mode, currency: &str, amount: Decimal) -> Written {
    let fields = object([
        ("account", text(account)),
        ("mode", text(mode_word(mode))),
        ("currency", text(currency)),
        ("amount", amount.into()),
    ]);
    ("account.opened", fields)
}

pub(crate) fn instrument_listed(i: &Instrument) -> Written {
    let fields = object([
        ("venue", text(i.id.venue.as_str())),
        ("instrument", i.id.symbol.to_string().into()),
        ("tick", i.tick.into()),
        ("lot", i.lot.into()),
        ("min_quantity", i.min_quantity.into()),
        ("min_notional", i.min_notional.into()),
        ("maker_fee", i.maker_fee.into()),
        ("taker_fee", i.taker_fee.into()),
    ]);
    ("instrument.listed", fields)
}

pub(crate) fn order_proposed(approval: &Approval, quote: &Quote) -> Written {
    let (p, s) = (&approval.proposal, &approval.statement);
    let fields = body::order_proposed(&p.approval, &p.strategy, &p.reason)
        .with("mode", mode_word(s.mode))
        .with("account", p.account.as_str())
        .with("venue", p.instrument.venue.as_str())
        .with("instrument", p.instrument.symbol.to_string())
        .with("side", p.side.as_str())
        .with("order_type", p.order_type.as_str())
        .with("quantity", p.quantity)
        .with("price", p.price)
        .with("stop", p.stop)
        .with("target", p.target)
        .with("price_low", s.price_low)
        .with("price_high", s.price_high)
        .with("expires_ms", s.expires_ms)
        .with("confidence", p.confidence)
        .with("bid", quote.bid)
        .with("ask", quote.ask)
        .with("quote_ms", quote.time_ms);
    (body::ORDER_PROPOSED, fields)
}

pub(crate) fn risk_checked(approval: &Approval, cleared: bool) -> Written {
    let rules: Vec<body::RuleLine<'_>> = approval
        .checks
        .iter()
        .map(|c| body::RuleLine {
            rule: c.rule.code(),
            value: c.value.into(),
            limit: c.limit.into(),
            ok: c.ok,
        })
        .collect();
    let (id, policy) = (approval.id(), &approval.statement.policy);
    (body::RISK_CHECKED, body::risk_checked(id, policy, cleared, approval.signatures_required, &rules))
}

pub(crate) fn order_signed(s: &Signing<'_>, by: &SignedBy) -> Written {
    let fields = body::signed(s.statement, by).with("held_ms", s.held_ms).with("reason", s.reason);
    (body::ORDER_SIGNED, fields)
}

pub(crate) fn order_rejected(approval: &str, reason: &str) -> Written {
    (body::ORDER_REJECTED, body::approval_ended(approval, reason))
}

pub(crate) fn order_expired(approval: &str) -> Written {
    (body::ORDER_EXPIRED, body::approval_ended(approval, "not executed in time: no trade"))
}

pub(crate) fn mandate_signed(statement: &MandateStatement, by: &SignedBy) -> Written {
    (body::MANDATE_SIGNED, body::signed(statement, by))
}

pub(crate) fn mandate_revoked(mandate: &str, reason: &str) -> Written {
    (body::MANDATE_REVOKED, body::mandate_revoked(mandate, reason))
}

pub(crate) fn head_signed(statement: &HeadStatement, by: &SignedBy) -> Written {
    (body::HEAD_SIGNED, body::signed(statement, by))
}

pub(crate) fn order_intended(request: &OrderRequest, cover: &Cover) -> Written {
    (body::ORDER_INTENDED, body::order_intended(request, cover))
}

pub(crate) fn order_sent(client_id: &str, attempt: u32) -> Written {
    (body::ORDER_SENT, body::order_sent(client_id, attempt))
}

pub(crate) fn order_unconfirmed(client_id: &str, attempt: u32) -> Written {
    (body::ORDER_UNCONFIRMED, body::order_unconfirmed(client_id, attempt))
}

pub(crate) fn order_acknowledged(client_id: &str, venue_id: &str) -> Written {
    (body::ORDER_ACKNOWLEDGED, body::order_acknowledged(client_id, venue_id))
}

pub(crate) fn order_cancelled(client_id: &str, reason: &str) -> Written {
    (body::ORDER_CANCELLED, body::order_cancelled(client_id, reason))
}

pub(crate) fn order_refused(client_id: &str, reason: &str) -> Written {
    (body::ORDER_REFUSED, body::order_refused(client_id, reason))
}

pub(crate) fn order_filled(fill: &Fill) -> Written {
    (body::ORDER_FILLED, body::order_filled(fill).with("maker", fill.maker))
}

pub(crate) fn cancel_requested(client_id: &str) -> Written {
    ("cancel.requested", object([("client_id", text(client_id))]))
}

pub(crate) fn cancel_all_requested(orders: u32) -> Written {
    ("cancel.all_requested", object([("orders", orders.into())]))
}

pub(crate) fn exit_waiting(exit: &WaitingExit) -> Written {
    let fields = place(&exit.request.account, &exit.request.instrument)
        .with("client_id", exit.request.client_id.as_str())
        .with("quantity", exit.request.quantity);
    ("exit.waiting", fields)
}

pub(crate) fn exit_lapsed(client_id: &str, reason: &str) -> Written {
    ("exit.lapsed", object([("client_id", text(client_id)), ("reason", text(reason))]))
}

pub(crate) fn paused(reason: &str) -> Written {
    ("trading.paused", object([("reason", text(reason))]))
}

pub(crate) fn resumed() -> Written {
    ("trading.resumed", object([]))
}

pub(crate) fn killed(level: KillLevel) -> Written {
    ("kill.switched", object([("level", text(level.as_str()))]))
}

pub(crate) fn not_closed(account: &str, instrument: &InstrumentId, quantity: Decimal) -> Written {
    ("kill.not_closed", place(account, instrument).with("quantity", quantity))
}
