//! What a real venue is opened with.

use std::sync::Arc;

use domain::Instrument;

use crate::{AccountKeys, Clock, Endpoints, ForgetfulNonces, NonceStore, SystemClock};

/// Addresses, keys and what else comes from outside.
#[derive(Clone)]
pub struct VenueSettings {
    pub endpoints: Endpoints,
    /// Without keys only public data can be asked for.
    pub keys: Option<AccountKeys>,
    pub clock: Arc<dyn Clock>,
    pub nonces: Arc<dyn NonceStore>,
    /// Instead of the venue's own list.
    pub instruments: Option<Vec<Instrument>>,
}

impl VenueSettings {
    /// Public data only, by the computer's clock.
    pub fn public(endpoints: Endpoints) -> Self {
        Self {
            endpoints,
            keys: None,
            clock: Arc::new(SystemClock),
            nonces: Arc::new(ForgetfulNonces),
            instruments: None,
        }
    }
}
