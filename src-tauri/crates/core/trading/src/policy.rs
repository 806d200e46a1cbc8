//! The limits an admin sets.

use domain::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Refusal, amount};

/// Every limit the risk rules know. Amounts are in the instrument's quote currency, fractions of 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    pub max_order_notional: Decimal,
    pub max_position_notional: Decimal,
    pub max_open_orders: u32,
    /// Entries an account may open in one UTC day.
    pub max_trades_per_day: u32,
    /// Of the equity at 00:00 UTC.
    pub max_daily_loss: Decimal,
    /// From the highest equity seen.
    pub max_drawdown: Decimal,
    /// How far the price may move from the proposal's before its approval is void.
    pub drift_band: Decimal,
    pub approval_ttl_ms: i64,
    /// Oldest quote a decision may rest on; recorded markets are exempt.
    pub max_data_age_ms: i64,
    /// How far a limit price may lie from the book's touch.
    pub price_collar: Decimal,
    pub signatures_required: u32,
    /// From this notional on two different people sign.
    pub two_signatures_from: Option<Decimal>,
    /// Whether an entry under approval must come with a stop.
    pub stop_required: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            max_order_notional: Decimal::from(6000),
            max_position_notional: Decimal::from(12_000),
            max_open_orders: 20,
            max_trades_per_day: 10,
            max_daily_loss: Decimal::new(2, 2),
            max_drawdown: Decimal::new(5, 2),
            drift_band: Decimal::new(3, 3),
            approval_ttl_ms: 300_000,
            max_data_age_ms: 5_000,
            price_collar: Decimal::new(2, 2),
            signatures_required: 1,
            two_signatures_from: None,
            stop_required: true,
        }
    }
}

impl Policy {
    /// Refuses limits that mean nothing: negative amounts, fractions above 1, nobody to sign.
    pub fn check(&self) -> Result<(), Refusal> {
        amount::not_negative("max_order_notional", self.max_order_notional)?;
        amount::not_negative("max_position_notional", self.max_position_notional)?;
        amount::fraction("max_daily_loss", self.max_daily_loss)?;
        amount::fraction("max_drawdown", self.max_drawdown)?;
        amount::fraction("drift_band", self.drift_band)?;
        amount::fraction("price_collar", self.price_collar)?;
        if let Some(from) = self.two_signatures_from {
            amount::not_negative("two_signatures_from", from)?;
        }
        between("approval_ttl_ms", self.approval_ttl_ms, 1_000, 7 * 86_400_000)?;
        between("max_data_age_ms", self.max_data_age_ms, 1, 86_400_000)?;
        between("signatures_required", i64::from(self.signatures_required), 1, 8)
    }

    /// How many different people must sign an order of this notional.
    pub fn signatures_for(&self, notional: Decimal) -> u32 {
        match self.two_signatures_from {
            Some(from) if notional >= from => self.signatures_required.max(2),
            _ => self.signatures_required,
        }
    }
}

fn between(field: &'static str, value: i64, low: i64, high: i64) -> Result<(), Refusal> {
    if (low..=high).contains(&value) {
        Ok(())
    } else {
        Err(Refusal::BadAmount { field, value: Decimal::from(value) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_sound_and_nonsense_is_named() {
        assert_eq!(Policy::default().check(), Ok(()));
        let bad = Policy { max_drawdown: Decimal::from(2), ..Policy::default() };
        assert_eq!(bad.check(), Err(Refusal::BadAmount { field: "max_drawdown", value: Decimal::from(2) }));
        let bad = Policy { signatures_required: 0, ..Policy::default() };
        assert_eq!(bad.check().map_err(|r| r.code()), Err("bad_amount"));
    }

    #[test]
    fn two_must_sign_from_the_tier_on() {
        let p = Policy { two_signatures_from: Some(Decimal::from(100)), ..Policy::default() };
        assert_eq!(p.signatures_for(Decimal::from(99)), 1);
        assert_eq!(p.signatures_for(Decimal::from(100)), 2);
    }
}
