//! What is remembered of exchange keys beside their sealed bytes: nothing that opens anything.

use domain::VenueId;
use serde::{Deserialize, Serialize};
use store::Batch;
use trading::{Input, VenueKey, VenueKeyChange};
use vault::ExchangeKey;
use venues::{Endpoints, Overrides, registry};

use crate::api::exchange_key::{ExchangeKeyState, ExchangeKeyView, PermissionsView};
use crate::api::snapshot::Section;
use crate::custody::json;
use crate::{Desk, DeskError, Session};

const KEYS: &str = "exchange_keys";
pub(super) const DAY_MS: i64 = 86_400_000;
/// A key is to be replaced after so many days.
pub(super) const ROTATE_DAYS: i64 = 90;
/// From so many days before, people are told.
const WARN_DAYS: i64 = 14;

/// One key of a label. A rotation adds one with the next number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub label: String,
    pub number: u32,
    pub venue: VenueId,
    pub fingerprint: String,
    /// Of the stream's own key.
    pub stream: Option<String>,
    pub permissions: PermissionsView,
    pub checked_at: CheckedAt,
    pub created_ms: i64,
    pub life: Life,
    pub last_used_ms: Option<i64>,
    /// Day since 1970 on which its age was last told.
    pub told_day: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "life", rename_all = "snake_case")]
pub(super) enum Life {
    Active,
    Grace { until_ms: i64 },
    Revoked { at_ms: i64 },
}

/// Where a key was asked about, and so the only place it is ever sent to: a request signed with it for one address is
/// good at another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum CheckedAt {
    /// The venue's own addresses.
    Venue,
    /// A double of the venue on this machine, at whatever port.
    Loopback,
    /// Where private requests went, and the private stream.
    Other { rest: String, ws: String },
}

impl CheckedAt {
    pub fn of(venue: &VenueId, endpoints: &Endpoints) -> Self {
        let own = registry::endpoints(venue, &Overrides::default());
        match own {
            _ if endpoints.is_loopback() => Self::Loopback,
            Ok(own) if own == *endpoints => Self::Venue,
            _ => Self::Other { rest: endpoints.rest_private.clone(), ws: endpoints.ws_private.clone() },
        }
    }
}

impl Kept {
    pub fn record(&self) -> String {
        ExchangeKey::record(&self.label, self.number)
    }

    /// Its sealed bytes are there.
    pub fn is_kept(&self) -> bool {
        !matches!(self.life, Life::Revoked { .. })
    }

    pub fn works(&self, now_ms: i64) -> bool {
        match self.life {
            Life::Active => true,
            Life::Grace { until_ms } => now_ms < until_ms,
            Life::Revoked { .. } => false,
        }
    }

    pub fn rotate_by_ms(&self) -> i64 {
        self.created_ms + ROTATE_DAYS * DAY_MS
    }

    pub fn state(&self, now_ms: i64) -> ExchangeKeyState {
        let left = self.rotate_by_ms() - now_ms;
        match self.life {
            Life::Revoked { .. } => ExchangeKeyState::Revoked,
            Life::Grace { .. } => ExchangeKeyState::Grace,
            Life::Active if left <= 0 => ExchangeKeyState::Due,
            Life::Active if left <= WARN_DAYS * DAY_MS => ExchangeKeyState::DueSoon,
            Life::Active => ExchangeKeyState::Active,
        }
    }

    pub fn view(&self, now_ms: i64) -> ExchangeKeyView {
        ExchangeKeyView {
            label: self.label.clone(),
            venue: self.venue.to_string(),
            fingerprint: self.fingerprint.clone(),
            permissions: self.permissions.clone(),
            separate_stream: self.stream.is_some(),
            created_ms: self.created_ms,
            rotate_by_ms: self.rotate_by_ms(),
            state: self.state(now_ms),
            grace_until_ms: match self.life {
                Life::Grace { until_ms } => Some(until_ms),
                Life::Active | Life::Revoked { .. } => None,
            },
            last_used_ms: self.last_used_ms,
        }
    }

    pub fn changed(&self, change: VenueKeyChange) -> Input {
        let key = VenueKey {
            label: self.label.clone(),
            venue: self.venue.clone(),
            fingerprint: self.fingerprint.clone(),
            stream: self.stream.clone(),
        };
        Input::VenueKeyChanged { key, change }
    }
}

/// The key in use under a label.
pub(super) fn active<'k>(keys: &'k [Kept], label: &str) -> Result<&'k Kept, DeskError> {
    keys.iter().find(|k| k.label == label && k.life == Life::Active).ok_or_else(|| no_such_key(label))
}

pub(super) fn no_such_key(label: &str) -> DeskError {
    DeskError::new(
        "no_such_key",
        format!("There is no key {label:?}. csign keys list shows those there are."),
    )
    .with("label", label)
}

impl Desk {
    pub(super) async fn kept_keys(&self) -> Result<Vec<Kept>, DeskError> {
        Ok(self.inner.store.setting(KEYS).await?.unwrap_or_default())
    }

    pub(super) async fn keep_keys(&self, keys: &[Kept]) -> Result<(), DeskError> {
        Ok(self.inner.store.set_setting(KEYS, &keys).await?)
    }

    /// Keys, their sealed bytes and the chain's entries in one transaction; then what was wiped leaves the log too.
    pub(super) async fn store_keys(
        &self,
        session: Option<&Session>,
        keys: &[Kept],
        sealed: Vec<(String, Vec<u8>)>,
        wiped: Vec<String>,
        told: Vec<Input>,
    ) -> Result<(), DeskError> {
        let actor = session.map_or(domain::Actor::System, Session::actor);
        let inputs = told.into_iter().map(|input| (actor.clone(), input)).collect();
        let empties = !wiped.is_empty();
        let settings = vec![(KEYS.to_owned(), json(&keys)?)];
        let records = Batch { sealed, wiped, settings, ..Batch::default() };
        self.inner.writer.apply_batch(inputs, records).await?;
        if empties && !self.inner.store.wipe_log().await? {
            tracing::info!("the database was being read; its log is emptied when it closes");
        }
        self.changed(&[Section::Keys, Section::Audit]);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_the_venue_is_told_from_others_and_from_this_machine() {
        let venue = VenueId::new("kraken");
        let at = |rest: Option<&str>, ws: Option<&str>| {
            let (rest, ws) = (rest.map(str::to_owned), ws.map(str::to_owned));
            let endpoints = registry::endpoints(&venue, &Overrides { rest, ws, ws_private: None });
            endpoints.map(|endpoints| CheckedAt::of(&venue, &endpoints)).map_err(|e| e.to_string())
        };
        assert_eq!(at(None, None), Ok(CheckedAt::Venue));
        let here = at(Some("http://127.0.0.1:1"), Some("ws://127.0.0.1:1"));
        assert_eq!(
            (here.clone(), here),
            (Ok(CheckedAt::Loopback), at(Some("http://[::1]:2"), Some("ws://localhost:3")))
        );
        // half of it elsewhere is elsewhere
        assert!(matches!(at(Some("http://127.0.0.1:1"), None), Ok(CheckedAt::Other { .. })));
        assert!(matches!(at(Some("https://example.com"), None), Ok(CheckedAt::Other { .. })));
    }

    #[test]
    fn a_key_is_due_after_ninety_days_and_people_know_a_fortnight_before() {
        let mut key = Kept {
            label: "main".to_owned(),
            number: 1,
            venue: VenueId::new("kraken"),
            fingerprint: "07aa1b3c".to_owned(),
            stream: None,
            permissions: PermissionsView::default(),
            checked_at: CheckedAt::Venue,
            created_ms: 1_000,
            life: Life::Active,
            last_used_ms: None,
            told_day: None,
        };
        let after = |key: &Kept, days: i64, ms: i64| key.state(1_000 + days * DAY_MS + ms);
        assert_eq!(after(&key, 76, -1), ExchangeKeyState::Active);
        assert_eq!(after(&key, 76, 0), ExchangeKeyState::DueSoon);
        assert_eq!(after(&key, 90, -1), ExchangeKeyState::DueSoon);
        assert_eq!(after(&key, 90, 0), ExchangeKeyState::Due);
        key.life = Life::Grace { until_ms: 5_000 };
        assert_eq!(after(&key, 90, 0), ExchangeKeyState::Grace);
        assert!(key.works(4_999) && !key.works(5_000) && key.is_kept());
        key.life = Life::Revoked { at_ms: 6_000 };
        assert!(!key.works(0) && !key.is_kept());
        assert_eq!(after(&key, 0, 0), ExchangeKeyState::Revoked);
    }
}
