//! Why something did not happen. What may have happened is no error.

use venues::VenueError;

use crate::Route;

#[derive(Debug, Clone, thiserror::Error)]
pub enum GatewayError {
    #[error("there is no way out for {route}: connect the venue first")]
    NoRoute { route: Route },
    #[error("order {client_id} would open a position while entries are stopped")]
    EntriesStopped { client_id: String },
    /// The venue looked at the order and said no.
    #[error(transparent)]
    Refused(VenueError),
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
            Self::Refused(_) => "venue_refused",
            Self::NotDone(_) => "venue_unreachable",
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
