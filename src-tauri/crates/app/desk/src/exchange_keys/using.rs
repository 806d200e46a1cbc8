//! Opening a key that is kept, for the time in which it is used.

use domain::{Instrument, VenueId};
use gateway::DirectAccount;
use vault::ExchangeKey;
use venues::registry::{self, OpenVenue};
use venues::{AccountKeys, Endpoints, Overrides};

use super::checking::{Asked, unopened, view};
use super::halves::account_keys;
use super::kept::{CheckedAt, Kept, no_such_key};
use crate::api::connection::Addresses;
use crate::api::exchange_key::PermissionsView;
use crate::api::snapshot::Section;
use crate::{Action, Desk, DeskError, Session};

/// Use within this of the last is not written down anew.
const USED_EVERY_MS: i64 = 60_000;

/// A venue opened with a key from the vault.
pub struct KeyedVenue {
    pub opened: OpenVenue,
    /// Whatever is sent to it stays on this machine.
    pub loopback: bool,
}

impl Desk {
    /// Both keys of a label, opened, with their venue. `LABEL@FINGERPRINT` names one of several under a label: the one
    /// before a rotation opens until its grace ends. `endpoints` is where they will be sent: nowhere else than where they
    /// were checked.
    pub(crate) async fn exchange_credentials(
        &self,
        label: &str,
        endpoints: &Endpoints,
    ) -> Result<(VenueId, AccountKeys), DeskError> {
        let vault = self.vault()?;
        let key = self.working_key(label).await?;
        if CheckedAt::of(&key.venue, endpoints) != key.checked_at {
            return Err(elsewhere(&key));
        }
        let sealed = self.inner.store.sealed(&key.record()).await?.ok_or_else(|| no_such_key(label))?;
        let open = ExchangeKey::unseal(&vault, &key.label, key.number, &sealed)?;
        self.note_use(&key).await?;
        Ok((key.venue, account_keys(&open)))
    }

    /// A venue opened with a key that is kept here. Addresses that are not given are those the desk has for the venue.
    pub async fn open_with_key(
        &self,
        session: &Session,
        label: String,
        venue: VenueId,
        addresses: Addresses,
        instruments: Option<Vec<Instrument>>,
    ) -> Result<KeyedVenue, DeskError> {
        session.require(Action::Connect)?;
        let overrides = match Overrides::from(addresses) {
            none if none == Overrides::default() => self.addresses_of(&venue).await?,
            given => given,
        };
        let endpoints = registry::endpoints(&venue, &overrides).map_err(unopened)?;
        let keys = self.keys_of(&venue, &label, &endpoints).await?;
        let loopback = endpoints.is_loopback();
        let opened = self.open_keyed(&venue, endpoints, keys, instruments).map_err(unopened)?;
        Ok(KeyedVenue { opened, loopback })
    }

    /// For the test of a connection: what a kept key may do now, and its account.
    pub(crate) async fn try_key(
        &self,
        label: &str,
        venue: &VenueId,
        overrides: &Overrides,
    ) -> Result<(PermissionsView, DirectAccount), DeskError> {
        let endpoints = registry::endpoints(venue, overrides).map_err(unopened)?;
        let keys = self.keys_of(venue, label, &endpoints).await?;
        let asked = Asked { label, venue, overrides };
        let permissions = self.ask_rights(&asked, &endpoints, &keys.rest).await?;
        let loopback = endpoints.is_loopback();
        let opened = self.open_keyed(venue, endpoints, keys, None).map_err(unopened)?;
        let execution = opened.execution.ok_or_else(|| no_such_key(label))?;
        Ok((view(permissions), DirectAccount::new(execution, loopback)))
    }

    /// [`Self::exchange_credentials`] of a label that must be one of this venue.
    async fn keys_of(
        &self,
        venue: &VenueId,
        label: &str,
        endpoints: &Endpoints,
    ) -> Result<AccountKeys, DeskError> {
        let its = self.working_key(label).await?.venue;
        if its != *venue {
            let message = format!("Key {label} is one of {its}, not of {venue}.");
            let error = DeskError::new("key_of_other_venue", message);
            return Err(error.with("label", label).with("venue", its).with("asked", venue));
        }
        Ok(self.exchange_credentials(label, endpoints).await?.1)
    }

    async fn working_key(&self, name: &str) -> Result<Kept, DeskError> {
        let now_ms = self.now_ms();
        let (label, fingerprint) = match name.split_once('@') {
            Some((label, fingerprint)) => (label, Some(fingerprint)),
            None => (name, None),
        };
        let wanted = |k: &Kept| {
            k.label == label && k.works(now_ms) && fingerprint.is_none_or(|only| k.fingerprint == only)
        };
        // after a rotation the newest
        let found = self.kept_keys().await?.into_iter().filter(wanted).max_by_key(|k| k.number);
        found.ok_or_else(|| no_such_key(name))
    }

    async fn note_use(&self, used: &Kept) -> Result<(), DeskError> {
        let now_ms = self.now_ms();
        if used.last_used_ms.is_some_and(|last| now_ms - last < USED_EVERY_MS) {
            return Ok(());
        }
        let _one_at_a_time = self.inner.people.lock().await;
        let mut keys = self.kept_keys().await?;
        for key in keys.iter_mut().filter(|k| k.record() == used.record()) {
            key.last_used_ms = Some(now_ms);
        }
        self.keep_keys(&keys).await?;
        self.changed(&[Section::Keys]);
        Ok(())
    }
}

fn elsewhere(key: &Kept) -> DeskError {
    let (label, venue) = (&key.label, &key.venue);
    let place = match &key.checked_at {
        CheckedAt::Venue => format!("{venue} itself"),
        CheckedAt::Loopback => format!("a double of {venue} on this machine"),
        CheckedAt::Other { rest, .. } => rest.clone(),
    };
    let message =
        format!("Key {label} was checked at {place} and is sent nowhere else. Add one for that address.");
    DeskError::new("key_elsewhere", message).with("label", label).with("venue", venue).with("place", place)
}
