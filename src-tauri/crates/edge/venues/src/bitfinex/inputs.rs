//! Orders, changes and cancellations over the account's stream, while it is up.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::VenueId;
use tokio::sync::{mpsc, oneshot};

use super::private_stream::Command;
use crate::feed::{Health, LinkState};
use crate::{Stage, VenueError};

/// A frame on a connection that is up is read within this.
const LONGEST_GRACE: Duration = Duration::from_secs(2);

/// What an input is about; its notification names the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A new order, by the number we gave it.
    New(u64),
    /// A change of an order, by the venue's number.
    Change(u64),
    Cancel(u64),
}

impl About {
    /// As the wire calls the input.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New(_) => "on",
            Self::Change(_) => "ou",
            Self::Cancel(_) => "oc",
        }
    }
}

/// What came of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// The venue's notification, raw.
    Told(String),
    /// Not one byte left.
    NotSent,
    /// It left, and the connection ended, or nothing came for too long.
    Lost,
}

/// An input on its way to the stream.
#[derive(Debug)]
pub struct Input {
    pub about: About,
    pub body: String,
    pub reply: oneshot::Sender<Heard>,
}

/// The way to the stream, once it runs.
pub struct Inputs {
    way: Mutex<Option<mpsc::UnboundedSender<Command>>>,
    health: Arc<Health>,
    /// `false`: orders go over REST alone.
    wanted: bool,
    patience: Duration,
}

impl Inputs {
    pub fn new(health: Arc<Health>, wanted: bool, patience: Duration) -> Self {
        Self { way: Mutex::default(), health, wanted, patience }
    }

    /// How long an order may be under way after nothing was heard of it.
    pub fn grace(&self) -> Duration {
        self.patience.min(LONGEST_GRACE)
    }

    pub fn open(&self, way: mpsc::UnboundedSender<Command>) {
        *self.way.lock().unwrap_or_else(PoisonError::into_inner) = Some(way);
    }

    /// Sends once over the stream and hands over what the venue said. `None`: nothing left by this way, and REST may
    /// be taken instead. After an error nobody knows what became of it.
    pub async fn ask(&self, venue: &VenueId, about: About, body: &str) -> Result<Option<String>, VenueError> {
        if !self.wanted || self.health.report().state != LinkState::Live {
            return Ok(None);
        }
        let Some(way) = self.way.lock().unwrap_or_else(PoisonError::into_inner).clone() else {
            return Ok(None);
        };
        let (reply, heard) = oneshot::channel();
        if way.send(Command::Input(Input { about, body: body.to_owned(), reply })).is_err() {
            return Ok(None);
        }
        let lost = || VenueError::Unreachable {
            venue: venue.clone(),
            stage: Stage::Sent,
            cause: "the stream ended before the answer".to_owned(),
        };
        match tokio::time::timeout(self.patience, heard).await {
            Ok(Ok(Heard::Told(text))) => Ok(Some(text)),
            Ok(Ok(Heard::NotSent)) => Ok(None),
            Ok(Ok(Heard::Lost) | Err(_)) => Err(lost()),
            // the stream drops what nobody waits for any more; whether it had sent this is not known
            Err(_) => {
                let waited_ms = u64::try_from(self.patience.as_millis()).unwrap_or(u64::MAX);
                Err(VenueError::Timeout { venue: venue.clone(), waited_ms })
            }
        }
    }
}
