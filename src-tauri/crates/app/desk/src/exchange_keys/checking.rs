//! Asking a venue what a key may do, before it is kept.

use std::sync::Arc;
use std::time::Duration;

use domain::{Instrument, VenueId};
use gateway::{DirectAccount, GatewayError};
use trading::VenueKeyRights;
use vault::ExchangeKey;
use venues::registry::{self, OpenVenue, RegistryError};
use venues::{
    AccountKeys, Credentials, Endpoints, KeyPermissions, NonceFiles, Overrides, VenueError, VenueSettings,
};

use super::halves::credentials;
use super::kept::CheckedAt;
use crate::api::exchange_key::PermissionsView;
use crate::{Desk, DeskError};

/// A person waits for the answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A label and where its key is good.
pub(super) struct Asked<'a> {
    pub label: &'a str,
    pub venue: &'a VenueId,
    pub overrides: &'a Overrides,
}

/// What came of asking.
pub(super) struct Checked {
    pub permissions: KeyPermissions,
    pub at: CheckedAt,
}

impl Desk {
    /// What the key may do; refused where it, or the stream's own, may withdraw.
    pub(super) async fn check_key(&self, asked: &Asked<'_>, key: &ExchangeKey) -> Result<Checked, DeskError> {
        let endpoints = registry::endpoints(asked.venue, asked.overrides).map_err(unopened)?;
        let all = [Some(&key.rest), key.stream.as_ref()].into_iter().flatten();
        let mut of_rest = None;
        for halves in all {
            let permissions = self.ask_rights(asked, &endpoints, &credentials(halves)).await?;
            if permissions.refusal().is_some() {
                return Err(may_withdraw(asked, &permissions));
            }
            of_rest.get_or_insert(permissions);
        }
        let at = CheckedAt::of(asked.venue, &endpoints);
        Ok(Checked { permissions: of_rest.unwrap_or_default(), at })
    }

    pub(super) async fn ask_rights(
        &self,
        asked: &Asked<'_>,
        endpoints: &Endpoints,
        key: &Credentials,
    ) -> Result<KeyPermissions, DeskError> {
        let unread = |error: VenueError| refused(asked.venue, &error, key);
        let opened = self.open_keyed(asked.venue, endpoints.clone(), AccountKeys::one(key.clone()), None);
        let execution = match opened {
            Ok(opened) => opened.execution,
            Err(RegistryError::Venue(error)) => return Err(unread(error)),
            Err(error) => return Err(unopened(error)),
        };
        let Some(execution) = execution else { return Ok(KeyPermissions::default()) };
        let account = DirectAccount::new(execution, endpoints.is_loopback());
        let answer = tokio::time::timeout(PATIENCE, account.key_permissions()).await;
        match answer {
            Ok(Ok(permissions)) => Ok(permissions),
            Ok(Err(GatewayError::Venue(VenueError::NotOffered { .. }))) => Ok(KeyPermissions::default()),
            Ok(Err(GatewayError::Venue(error))) => Err(unread(error)),
            Ok(Err(error)) => Err(error.into()),
            Err(_) => {
                let waited_ms = u64::try_from(PATIENCE.as_millis()).unwrap_or(u64::MAX);
                Err(VenueError::Timeout { venue: asked.venue.clone(), waited_ms }.into())
            }
        }
    }

    pub(super) fn open_keyed(
        &self,
        venue: &VenueId,
        endpoints: Endpoints,
        keys: AccountKeys,
        instruments: Option<Vec<Instrument>>,
    ) -> Result<OpenVenue, RegistryError> {
        let settings = VenueSettings {
            endpoints,
            keys: Some(keys),
            clock: Arc::clone(&self.inner.config.clock),
            nonces: Arc::new(NonceFiles::new(self.data_dir().join("nonces"))),
            instruments,
        };
        registry::open(venue, settings)
    }
}

fn may_withdraw(asked: &Asked<'_>, permissions: &KeyPermissions) -> DeskError {
    let message = format!(
        "This key may withdraw. Such keys are not kept. Make one at {} that may read and trade only.",
        asked.venue
    );
    DeskError::new("key_may_withdraw", message)
        .with("label", asked.label)
        .with("venue", asked.venue)
        .with("granted", permissions.granted.join(", "))
}

/// A venue may repeat in its answer what it was sent.
fn refused(venue: &VenueId, error: &VenueError, key: &Credentials) -> DeskError {
    let clean = |text: &str| text.replace(key.secret(), "…").replace(key.key(), "…");
    match error {
        VenueError::Unauthorized { code, message, .. } => {
            let (code, reason) = (clean(code), clean(message));
            let text = format!("{venue} refused this key ({code}): {reason}. Check both halves.");
            DeskError::new("key_refused", text)
                .with("venue", venue)
                .with("venue_code", code)
                .with("reason", reason)
        }
        VenueError::Unsigned { cause, .. } => {
            let reason = clean(cause);
            let text = format!("The secret is none of {venue}'s: {reason}. Copy it whole.");
            DeskError::new("key_unusable", text).with("venue", venue).with("reason", reason)
        }
        other => {
            let told = DeskError::from(other.clone());
            DeskError { message: clean(&told.message), ..told }
        }
    }
}

pub(super) fn unopened(error: RegistryError) -> DeskError {
    match error {
        RegistryError::Unknown { ref name, .. } => {
            DeskError::new("unknown_venue", format!("{error}.")).with("venue", name)
        }
        RegistryError::Endpoint(error) => {
            DeskError::new("bad_url", format!("{error}.")).with("reason", error)
        }
        RegistryError::Venue(error) => error.into(),
    }
}

pub(super) fn view(permissions: KeyPermissions) -> PermissionsView {
    let KeyPermissions { read, trade, withdraw, granted } = permissions;
    PermissionsView { read, trade, withdraw, granted }
}

pub(super) fn rights(permissions: &KeyPermissions) -> VenueKeyRights {
    VenueKeyRights { read: permissions.read, trade: permissions.trade, withdraw: permissions.withdraw }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_venue_that_repeats_the_secret_is_not_repeated() {
        let venue = VenueId::new("kraken");
        let key = Credentials::new("marker-key", "marker-secret");
        let said = "marker-key signed with marker-secret is wrong".to_owned();
        let cause = || said.clone();
        let all = [
            VenueError::Unauthorized {
                venue: venue.clone(),
                code: "marker-key".to_owned(),
                message: cause(),
            },
            VenueError::Unsigned { venue: venue.clone(), cause: cause() },
            VenueError::Declined { venue: venue.clone(), code: String::new(), message: cause() },
        ];
        let told = all.map(|error| refused(&venue, &error, &key));
        assert!(!format!("{told:?}").contains("marker"), "{told:?}");
        assert_eq!(told.map(|e| e.code), ["key_refused", "key_unusable", "venue_refused"]);
    }
}
