//! Keys of exchange accounts: checked at their venue, sealed, rotated, revoked.
//!
//! Sealed bytes lie in the store under `exchange-key/LABEL/NUMBER`; beside them, under one setting, what may be shown.

mod aging;
mod checking;
mod halves;
mod kept;
mod using;

use std::collections::BTreeSet;

use domain::VenueId;
use trading::VenueKeyChange;
use vault::ExchangeKey;
use venues::Overrides;

use crate::api::connection::Addresses;
use crate::api::exchange_key::{ExchangeKeyView, NewExchangeKey, RotateExchangeKey};
use crate::{Action, Desk, DeskError, Session};
use checking::{Asked, Checked};
use kept::{Kept, Life};

pub use using::KeyedVenue;

const HOUR_MS: i64 = 3_600_000;
/// A week: longer than any change of a venue's settings takes.
const LONGEST_GRACE_HOURS: u32 = 168;

impl Desk {
    /// All keys, revoked ones last. After a rotation the key before is a row of its own until its grace ends.
    pub async fn exchange_keys(&self, session: &Session) -> Result<Vec<ExchangeKeyView>, DeskError> {
        session.require(Action::Look)?;
        let now_ms = self.now_ms();
        let mut keys = self.kept_keys().await?;
        keys.sort_by_key(|k| (!k.is_kept(), k.label.clone(), std::cmp::Reverse(k.number)));
        Ok(keys.iter().map(|k| k.view(now_ms)).collect())
    }

    /// Asks the venue what the key may do, refuses one that may withdraw, and seals it.
    pub async fn add_exchange_key(
        &self,
        session: &Session,
        new: NewExchangeKey,
    ) -> Result<ExchangeKeyView, DeskError> {
        self.add_exchange_key_at(session, new, Addresses::default()).await
    }

    /// The same, the venue asked at these addresses; where none is given, at those the desk has for it.
    pub async fn add_exchange_key_at(
        &self,
        session: &Session,
        new: NewExchangeKey,
        addresses: Addresses,
    ) -> Result<ExchangeKeyView, DeskError> {
        session.require(Action::ManageKeys)?;
        let NewExchangeKey { label, venue, secrets } = new;
        halves::check_label(&label)?;
        let venue = halves::known_venue(&venue)?;
        let key = halves::checked(secrets)?;
        free(&self.kept_keys().await?, &label, &venue, &key)?;
        let checked = self.rights_at(&label, &venue, addresses, &key).await?;

        let _one_at_a_time = self.inner.people.lock().await;
        session.require(Action::ManageKeys)?;
        let mut keys = self.kept_keys().await?;
        free(&keys, &label, &venue, &key)?;
        let rights = checking::rights(&checked.permissions);
        let (added, sealed) = self.seal_next(&keys, &label, venue, &key, checked)?;
        let told = vec![added.changed(VenueKeyChange::Added { rights })];
        let view = added.view(self.now_ms());
        keys.push(added);
        self.store_keys(Some(session), &keys, vec![sealed], Vec::new(), told).await?;
        Ok(view)
    }

    /// New halves under the same label; the old ones work until their grace ends.
    pub async fn rotate_exchange_key(
        &self,
        session: &Session,
        rotate: RotateExchangeKey,
    ) -> Result<ExchangeKeyView, DeskError> {
        self.rotate_exchange_key_at(session, rotate, Addresses::default()).await
    }

    /// The same, the venue asked at these addresses; where none is given, at those the desk has for it.
    pub async fn rotate_exchange_key_at(
        &self,
        session: &Session,
        rotate: RotateExchangeKey,
        addresses: Addresses,
    ) -> Result<ExchangeKeyView, DeskError> {
        session.require(Action::ManageKeys)?;
        let RotateExchangeKey { label, secrets, grace_hours } = rotate;
        check_grace(grace_hours)?;
        let key = halves::checked(secrets)?;
        let keys = self.kept_keys().await?;
        let venue = kept::active(&keys, &label)?.venue.clone();
        not_kept(&keys, &venue, &key)?;
        let checked = self.rights_at(&label, &venue, addresses, &key).await?;

        let _one_at_a_time = self.inner.people.lock().await;
        session.require(Action::ManageKeys)?;
        let mut keys = self.kept_keys().await?;
        let old = kept::active(&keys, &label)?.clone();
        not_kept(&keys, &old.venue, &key)?;
        let rights = checking::rights(&checked.permissions);
        let (added, sealed) = self.seal_next(&keys, &label, old.venue.clone(), &key, checked)?;
        let now_ms = added.created_ms;
        let grace_until_ms = (grace_hours > 0).then(|| now_ms + i64::from(grace_hours) * HOUR_MS);
        let life = match grace_until_ms {
            Some(until_ms) => Life::Grace { until_ms },
            None => Life::Revoked { at_ms: now_ms },
        };
        keys.iter_mut().filter(|k| k.record() == old.record()).for_each(|k| k.life = life);
        let wiped = if grace_until_ms.is_none() { vec![old.record()] } else { Vec::new() };
        let replaces = old.fingerprint;
        let told = vec![added.changed(VenueKeyChange::Rotated { rights, replaces, grace_until_ms })];
        let view = added.view(now_ms);
        keys.push(added);
        self.store_keys(Some(session), &keys, vec![sealed], wiped, told).await?;
        Ok(view)
    }

    /// Wipes a key from this machine, with what is left of those before it.
    pub async fn revoke_exchange_key(
        &self,
        session: &Session,
        label: String,
        reason: String,
    ) -> Result<(), DeskError> {
        session.require(Action::ManageKeys)?;
        match self.wipe_keys(session, Some(&label), &reason).await? {
            0 => Err(kept::no_such_key(&label)),
            _ => Ok(()),
        }
    }

    /// Pauses trading, then wipes every key; answers how many labels there were.
    pub async fn revoke_all_exchange_keys(
        &self,
        session: &Session,
        reason: String,
    ) -> Result<u32, DeskError> {
        session.require(Action::ManageKeys)?;
        self.pause(session, reason.clone()).await?;
        self.wipe_keys(session, None, &reason).await
    }

    /// Of one label, or all; answers how many labels that were.
    async fn wipe_keys(
        &self,
        session: &Session,
        label: Option<&str>,
        reason: &str,
    ) -> Result<u32, DeskError> {
        let _one_at_a_time = self.inner.people.lock().await;
        let at_ms = self.now_ms();
        let mut keys = self.kept_keys().await?;
        let (mut labels, mut wiped, mut told) = (BTreeSet::new(), Vec::new(), Vec::new());
        for key in keys.iter_mut().filter(|k| k.is_kept() && label.is_none_or(|only| k.label == only)) {
            key.life = Life::Revoked { at_ms };
            labels.insert(key.label.clone());
            wiped.push(key.record());
            told.push(key.changed(VenueKeyChange::Revoked { reason: reason.to_owned() }));
        }
        if !wiped.is_empty() {
            self.store_keys(Some(session), &keys, Vec::new(), wiped, told).await?;
        }
        Ok(u32::try_from(labels.len()).unwrap_or(u32::MAX))
    }

    async fn rights_at(
        &self,
        label: &str,
        venue: &VenueId,
        addresses: Addresses,
        key: &ExchangeKey,
    ) -> Result<Checked, DeskError> {
        // what could not be sealed afterwards need not be asked about
        self.vault()?;
        let overrides = match Overrides::from(addresses) {
            none if none == Overrides::default() => self.addresses_of(venue).await?,
            given => given,
        };
        self.check_key(&Asked { label, venue, overrides: &overrides }, key).await
    }

    /// The next key of a label: what is remembered, and its sealed record.
    fn seal_next(
        &self,
        keys: &[Kept],
        label: &str,
        venue: VenueId,
        key: &ExchangeKey,
        checked: Checked,
    ) -> Result<(Kept, (String, Vec<u8>)), DeskError> {
        let number = keys.iter().filter(|k| k.label == label).map(|k| k.number).max().unwrap_or(0) + 1;
        let kept = Kept {
            label: label.to_owned(),
            number,
            venue,
            fingerprint: halves::credentials(&key.rest).fingerprint(),
            stream: key.stream.as_ref().map(|s| halves::credentials(s).fingerprint()),
            permissions: checking::view(checked.permissions),
            checked_at: checked.at,
            created_ms: self.now_ms(),
            life: Life::Active,
            last_used_ms: None,
            told_day: None,
        };
        let sealed = key.seal(&self.vault()?, label, number)?;
        let record = kept.record();
        Ok((kept, (record, sealed)))
    }
}

fn check_grace(hours: u32) -> Result<(), DeskError> {
    if hours <= LONGEST_GRACE_HOURS {
        return Ok(());
    }
    let message = format!("A grace of {hours} hours is too long, at most {LONGEST_GRACE_HOURS}.");
    Err(DeskError::new("key_grace", message).with("hours", hours).with("limit", LONGEST_GRACE_HOURS))
}

/// Refuses a label that is in use and a key that is kept already. A label all of whose keys are revoked is free.
fn free(keys: &[Kept], label: &str, venue: &VenueId, key: &ExchangeKey) -> Result<(), DeskError> {
    if keys.iter().any(|k| k.is_kept() && k.label == label) {
        let message = format!("There is a key {label} already. Rotate it, or choose another label.");
        return Err(DeskError::new("key_label_taken", message).with("label", label));
    }
    not_kept(keys, venue, key)
}

fn not_kept(keys: &[Kept], venue: &VenueId, key: &ExchangeKey) -> Result<(), DeskError> {
    let fingerprint = halves::credentials(&key.rest).fingerprint();
    let same = |k: &&Kept| k.is_kept() && k.venue == *venue && k.fingerprint == fingerprint;
    let Some(same) = keys.iter().find(same) else { return Ok(()) };
    let message = format!("That key is kept already, as {}. Make a new one at {venue}.", same.label);
    Err(DeskError::new("key_known", message).with("label", &same.label).with("venue", venue))
}
