//! The policy's limits on entries.

use domain::Decimal;

use super::{Context, Rule, RuleCheck};
use crate::amount::ratio;

fn entry(c: &Context<'_>, check: impl FnOnce() -> RuleCheck) -> Option<RuleCheck> {
    c.is_entry().then(check)
}

pub fn order_notional(c: &Context<'_>) -> Option<RuleCheck> {
    entry(c, || RuleCheck::at_most(Rule::OrderNotional, c.notional(), c.policy.max_order_notional))
}

/// What would be held if this and every working buy filled.
pub fn position_notional(c: &Context<'_>) -> Option<RuleCheck> {
    let value = (c.position + c.working_buys + c.intent.quantity) * c.value_price();
    entry(c, || RuleCheck::at_most(Rule::PositionNotional, value, c.policy.max_position_notional))
}

/// Orders already working, this one not counted.
pub fn open_orders(c: &Context<'_>) -> Option<RuleCheck> {
    let (value, limit) = (c.open_orders.into(), c.policy.max_open_orders.into());
    entry(c, || RuleCheck::below(Rule::OpenOrders, value, limit))
}

/// Entries since 00:00 UTC, this one not counted.
pub fn trades_per_day(c: &Context<'_>) -> Option<RuleCheck> {
    let (value, limit) = (c.entries_today.into(), c.policy.max_trades_per_day.into());
    entry(c, || RuleCheck::below(Rule::TradesPerDay, value, limit))
}

fn fall(from: Decimal, to: Decimal) -> Decimal {
    ratio((from - to).max(Decimal::ZERO), from)
}

/// Loss since 00:00 UTC, as a fraction of the equity then.
pub fn daily_loss(c: &Context<'_>) -> Option<RuleCheck> {
    let value = fall(c.day_start_equity, c.equity);
    entry(c, || RuleCheck::below(Rule::DailyLoss, value, c.policy.max_daily_loss))
}

/// Fall from the highest equity seen, as a fraction of it.
pub fn drawdown(c: &Context<'_>) -> Option<RuleCheck> {
    let value = fall(c.peak_equity, c.equity);
    entry(c, || RuleCheck::below(Rule::Drawdown, value, c.policy.max_drawdown))
}
