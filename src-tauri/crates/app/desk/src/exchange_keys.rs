//! Keys of exchange accounts: checked at their venue, sealed, rotated, revoked.

use crate::api::exchange_key::{ExchangeKeyView, NewExchangeKey, RotateExchangeKey};
use crate::{Action, Desk, DeskError, Session};

impl Desk {
    /// All keys, revoked ones last.
    pub async fn exchange_keys(&self, session: &Session) -> Result<Vec<ExchangeKeyView>, DeskError> {
        session.require(Action::Look)?;
        Ok(Vec::new())
    }

    /// Asks the venue what the key may do, refuses one that may withdraw, and seals it.
    pub async fn add_exchange_key(
        &self,
        session: &Session,
        new: NewExchangeKey,
    ) -> Result<ExchangeKeyView, DeskError> {
        session.require(Action::ManageKeys)?;
        Err(coming(&new.label))
    }

    /// New halves under the same label; the old ones work until their grace ends.
    pub async fn rotate_exchange_key(
        &self,
        session: &Session,
        rotate: RotateExchangeKey,
    ) -> Result<ExchangeKeyView, DeskError> {
        session.require(Action::ManageKeys)?;
        Err(coming(&rotate.label))
    }

    /// Wipes a key from this machine.
    pub async fn revoke_exchange_key(
        &self,
        session: &Session,
        label: String,
        reason: String,
    ) -> Result<(), DeskError> {
        session.require(Action::ManageKeys)?;
        Err(coming(&label).with("reason", reason))
    }

    /// Pauses trading, then wipes every key; answers how many there were.
    pub async fn revoke_all_exchange_keys(
        &self,
        session: &Session,
        reason: String,
    ) -> Result<u32, DeskError> {
        session.require(Action::ManageKeys)?;
        Err(coming("*").with("reason", reason))
    }
}

fn coming(label: &str) -> DeskError {
    DeskError::new("not_built", "Keys are not kept yet.").with("label", label)
}
