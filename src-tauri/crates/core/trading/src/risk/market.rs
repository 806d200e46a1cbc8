//! Whether now is a time to trade at all, and at that price.

use domain::{Decimal, Mode};

use super::{Context, Rule, RuleCheck};
use crate::amount::ratio;

fn flag(set: bool) -> Decimal {
    if set { Decimal::ONE } else { Decimal::ZERO }
}

/// Entries stop while paused; exits go on.
pub fn paused(c: &Context<'_>) -> Option<RuleCheck> {
    c.is_entry().then(|| RuleCheck::at_most(Rule::Paused, flag(c.paused), Decimal::ZERO))
}

/// Real money only moves while live mode is on.
pub fn live_mode(c: &Context<'_>) -> Option<RuleCheck> {
    (c.mode == Mode::Live).then(|| RuleCheck::at_least(Rule::LiveMode, flag(c.live_enabled), Decimal::ONE))
}

/// Age of the quote in milliseconds.
pub fn price_stale(c: &Context<'_>) -> Option<RuleCheck> {
    let age = Decimal::from(c.now_ms.saturating_sub(c.quote.time_ms));
    let limit = Decimal::from(c.policy.max_data_age_ms);
    (!c.recorded).then(|| RuleCheck::at_most(Rule::PriceStale, age, limit))
}

/// Distance of the limit price from the touch, as a fraction of the touch.
pub fn price_collar(c: &Context<'_>) -> Option<RuleCheck> {
    let price = c.intent.price?;
    let touch = c.quote.touch(c.intent.side);
    Some(RuleCheck::at_most(Rule::PriceCollar, ratio((price - touch).abs(), touch), c.policy.price_collar))
}

/// A limit price an approval's band does not hold could never be executed; the limit shown is the edge it is beyond.
pub fn price_band(c: &Context<'_>) -> Option<RuleCheck> {
    let (price, (low, high)) = (c.intent.price?, c.intent.band?);
    let limit = if price < low { low } else { high };
    Some(RuleCheck { rule: Rule::PriceBand, value: price, limit, ok: (low..=high).contains(&price) })
}
