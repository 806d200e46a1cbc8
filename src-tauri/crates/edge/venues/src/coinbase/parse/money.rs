//! What an account holds, pays and may do.

use domain::{Balance, Decimal};
use serde::Deserialize;

use super::{Figure, Flag, Rows, Text, unreadable};
use crate::{FeeRates, KeyPermissions, VenueError};

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Accounts {
    pub accounts: Rows<Account>,
    pub has_next: Flag,
    pub cursor: Text,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Account {
    currency: Text,
    available_balance: Option<Amount>,
    hold: Option<Amount>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Amount {
    value: Figure,
    currency: Text,
}

impl Account {
    pub fn balance(&self) -> Balance {
        let value = |amount: &Option<Amount>| amount.as_ref().map(|a| a.value.or_zero()).unwrap_or_default();
        let available = value(&self.available_balance);
        let total = available.saturating_add(value(&self.hold));
        let inner = self.available_balance.as_ref().map(|amount| &amount.currency);
        let currency = [Some(&self.currency), inner].into_iter().flatten().find(|c| !c.is_empty());
        Balance { currency: currency.map(|c| c.0.clone()).unwrap_or_default(), total, available }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct TransactionSummary {
    fee_tier: FeeTier,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct FeeTier {
    maker_fee_rate: Figure,
    taker_fee_rate: Figure,
}

impl TransactionSummary {
    pub fn rates(&self) -> Result<FeeRates, VenueError> {
        let missing = || unreadable("the fee tier", "a rate is missing");
        Ok(FeeRates {
            maker: self.fee_tier.maker_fee_rate.0.ok_or_else(missing)?,
            taker: self.fee_tier.taker_fee_rate.0.ok_or_else(missing)?,
        })
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Permissions {
    can_view: Option<Flag>,
    can_trade: Option<Flag>,
    can_transfer: Option<Flag>,
}

impl Permissions {
    pub fn permissions(&self) -> KeyPermissions {
        let words = [("view", self.can_view), ("trade", self.can_trade), ("transfer", self.can_transfer)];
        let granted = words.into_iter().filter(|(_, given)| given.is_some_and(|flag| flag.0));
        KeyPermissions {
            read: self.can_view.map(|flag| flag.0),
            trade: self.can_trade.map(|flag| flag.0),
            withdraw: self.can_transfer.map(|flag| flag.0),
            granted: granted.map(|(word, _)| word.to_owned()).collect(),
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
#[allow(non_snake_case)]
pub struct ServerTime {
    epochMillis: Figure,
    epochSeconds: Figure,
}

impl ServerTime {
    pub fn time_ms(&self) -> Option<i64> {
        use rust_decimal::prelude::ToPrimitive as _;
        let seconds = || self.epochSeconds.0?.checked_mul(Decimal::ONE_THOUSAND);
        self.epochMillis.0.or_else(seconds)?.to_i64()
    }
}
