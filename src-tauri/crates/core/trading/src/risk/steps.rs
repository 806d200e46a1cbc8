//! The venue's own steps and minimums.

use domain::Decimal;

use super::{Context, Rule, RuleCheck};

fn is_multiple(value: Decimal, step: Decimal) -> bool {
    value.checked_rem(step).is_none_or(|rest| rest.is_zero())
}

/// Every price given is a multiple of the tick; the value shown is the first that is not.
pub fn tick(c: &Context<'_>) -> Option<RuleCheck> {
    let i = &c.intent;
    let tick = c.instrument.tick;
    let prices = || [i.price, i.trigger, i.stop, i.target].into_iter().flatten();
    let off = prices().find(|p| !is_multiple(*p, tick));
    let value = off.or_else(|| prices().next())?;
    Some(RuleCheck { rule: Rule::Tick, value, limit: tick, ok: off.is_none() })
}

pub fn lot(c: &Context<'_>) -> Option<RuleCheck> {
    let (value, limit) = (c.intent.quantity, c.instrument.lot);
    Some(RuleCheck { rule: Rule::Lot, value, limit, ok: is_multiple(value, limit) })
}

pub fn below_min_quantity(c: &Context<'_>) -> Option<RuleCheck> {
    Some(RuleCheck::at_least(Rule::BelowMinQuantity, c.intent.quantity, c.instrument.min_quantity))
}

pub fn below_min_notional(c: &Context<'_>) -> Option<RuleCheck> {
    Some(RuleCheck::at_least(Rule::BelowMinNotional, c.notional(), c.instrument.min_notional))
}
