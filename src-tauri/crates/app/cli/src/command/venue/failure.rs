//! What a venue's error means to a script.

use gateway::GatewayError;
use venues::VenueError;
use venues::registry::RegistryError;

use crate::error::CliError;

/// 4 not found, 5 venue or network.
fn exit(error: &VenueError) -> u8 {
    match error {
        VenueError::UnknownInstrument { .. }
        | VenueError::UnknownOrder { .. }
        | VenueError::NoData { .. } => 4,
        _ => 5,
    }
}

impl From<GatewayError> for CliError {
    fn from(error: GatewayError) -> Self {
        let exit = match &error {
            GatewayError::LiveOff { .. } | GatewayError::EntriesStopped { .. } => 3,
            GatewayError::NoRoute { .. } => 4,
            GatewayError::Venue(venue) | GatewayError::Refused(venue) | GatewayError::NotDone(venue) => {
                exit(venue)
            }
        };
        let unknown = matches!(&error, GatewayError::Venue(venue) if venue.outcome_unknown());
        let answer = Self::new(exit, error.code(), capital(&error.to_string()));
        if unknown { answer.with("outcome", "unknown") } else { answer }
    }
}

impl From<VenueError> for CliError {
    fn from(error: VenueError) -> Self {
        GatewayError::Venue(error).into()
    }
}

impl From<RegistryError> for CliError {
    fn from(error: RegistryError) -> Self {
        match error {
            RegistryError::Unknown { .. } => Self::new(2, "unknown_venue", capital(&error.to_string())),
            RegistryError::Endpoint(_) => Self::new(2, "bad_url", capital(&error.to_string())),
            RegistryError::Venue(error) => error.into(),
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let text = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    if text.ends_with(['.', '?', '!']) { text } else { text + "." }
}
