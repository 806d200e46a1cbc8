//! Accounts: money, its UTC day and its peak.

use domain::{Decimal, Instrument, Mode, Role};
use serde::Serialize;

use crate::draft::Draft;
use crate::entries;
use crate::input::check_name;
use crate::portfolio::Portfolio;
use crate::state::State;
use crate::{Refusal, amount};

const DAY_MS: i64 = 86_400_000;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    pub mode: Mode,
    pub currency: String,
    pub portfolio: Portfolio,
    /// UTC days since 1970.
    pub day: i64,
    /// Equity when the day's first input came.
    pub day_start_equity: Decimal,
    pub entries_today: u32,
    pub peak_equity: Decimal,
}

pub(crate) fn day_of(now_ms: i64) -> i64 {
    now_ms.div_euclid(DAY_MS)
}

pub(crate) fn roll_day(draft: &mut Draft) {
    let day = day_of(draft.now_ms);
    let late: Vec<(String, Decimal)> = draft
        .state
        .accounts
        .iter()
        .filter(|(_, a)| a.day < day)
        .map(|(name, a)| (name.clone(), draft.state.equity(a)))
        .collect();
    for (name, equity) in late {
        if let Some(account) = draft.state.accounts.get_mut(&name) {
            (account.day, account.day_start_equity, account.entries_today) = (day, equity, 0);
        }
    }
}

pub(crate) fn raise_peaks(state: &mut State) {
    let equities: Vec<Decimal> = state.accounts.values().map(|a| state.equity(a)).collect();
    for (account, equity) in state.accounts.values_mut().zip(equities) {
        account.peak_equity = account.peak_equity.max(equity);
    }
}

pub(crate) fn open(
    draft: &mut Draft,
    name: &str,
    mode: Mode,
    currency: &str,
    money: Decimal,
) -> Result<(), Refusal> {
    draft.require_or_system(Role::Admin)?;
    check_name("account", name)?;
    check_name("currency", currency)?;
    amount::not_negative("amount", money)?;
    if draft.state.accounts.contains_key(name) {
        return Err(Refusal::AccountExists { account: name.to_owned() });
    }
    let account = Account {
        mode,
        currency: currency.to_owned(),
        portfolio: Portfolio::opened_with(currency, money),
        day: day_of(draft.now_ms),
        day_start_equity: money,
        entries_today: 0,
        peak_equity: money,
    };
    draft.state.accounts.insert(name.to_owned(), account);
    draft.append(entries::account_opened(name, mode, currency, money))
}

/// Takes an instrument's steps; the same ones again leave no entry.
pub(crate) fn list_instrument(draft: &mut Draft, instrument: &Instrument) -> Result<(), Refusal> {
    draft.require_or_system(Role::Admin)?;
    check_name("venue", instrument.id.venue.as_str())?;
    amount::positive("tick", instrument.tick)?;
    amount::positive("lot", instrument.lot)?;
    amount::not_negative("min_quantity", instrument.min_quantity)?;
    amount::not_negative("min_notional", instrument.min_notional)?;
    amount::fraction("maker_fee", instrument.maker_fee.abs())?;
    amount::fraction("taker_fee", instrument.taker_fee.abs())?;
    if draft.state.instruments.get(&instrument.id) == Some(instrument) {
        return Ok(());
    }
    draft.state.instruments.insert_mut(instrument.id.clone(), instrument.clone());
    draft.append(entries::instrument_listed(instrument))
}
