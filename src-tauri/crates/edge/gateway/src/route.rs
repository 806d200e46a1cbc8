//! Which execution an order goes to.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::{InstrumentId, Mode, VenueId};
use venues::Execution;

/// Paper and live orders for one venue are two ways out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    pub mode: Mode,
    pub venue: VenueId,
}

impl Route {
    pub fn new(mode: Mode, venue: VenueId) -> Self {
        Self { mode, venue }
    }

    pub fn of(mode: Mode, instrument: &InstrumentId) -> Self {
        Self::new(mode, instrument.venue.clone())
    }
}

impl std::fmt::Display for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mode = match self.mode {
            Mode::Paper => "paper",
            Mode::Live => "live",
        };
        write!(f, "{mode} orders for {}", self.venue)
    }
}

pub type Routes = BTreeMap<Route, Arc<dyn Execution>>;
