//! Why something did not happen. What may have happened is no error.

use domain::VenueId;
use venues::VenueError;

use crate::Route;

#[derive(Debug, Clone, thiserror::Error)]
pub enum GatewayError {
    #[error("there is no way out for {route}: connect the venue first")]
    NoRoute { route: Route },
    #[error("order {client_id} would open a position while entries are stopped")]
    EntriesStopped { client_id: String },
    #[error(
        "orders to {venue} itself are not sent from here: live mode is off; --dry-run shows the request, and a \
         simulator on this machine (csign simulate {venue}) takes orders"
    )]
    LiveOff { venue: VenueId },
    /// The venue looked at the order and said no.
    #[error(transparent)]
    Refused(VenueError),
    /// What a venue answered to a direct question or a rehearsal.
    #[error(transparent)]
    Venue(VenueError),
    /// Nothing left, or nothing changed: it may be tried again.
    #[error("not done: {0}")]
    NotDone(VenueError),
}

impl GatewayError {
    /// A stable name of the case.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoRoute { .. } => "no_route",
            Self::EntriesStopped { .. } => "entries_stopped",
            Self::LiveOff { .. } => "live_mode_off",
            Self::Refused(error) | Self::Venue(error) | Self::NotDone(error) => error.code(),
        }
    }

    /// What a venue's error means when nothing can have come of the request.
    pub(crate) fn of(error: VenueError) -> Self {
        match error {
            VenueError::Refused { .. }
            | VenueError::UnknownInstrument { .. }
            | VenueError::UnknownOrder { .. }
            | VenueError::Unauthorized { .. }
            | VenueError::Declined { .. }
            | VenueError::NotOffered { .. }
            | VenueError::NoData { .. } => Self::Refused(error),
            VenueError::Unreachable { .. }
            | VenueError::Timeout { .. }
            | VenueError::RateLimited { .. }
            | VenueError::Maintenance { .. }
            | VenueError::Unsigned { .. }
            | VenueError::BadResponse { .. }
            | VenueError::Storage { .. } => Self::NotDone(error),
        }
    }
}
