//! Who acts, with what right, and on which money.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Paper: simulated. Live: real money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    Paper,
    Live,
}

/// Viewer looks, trader trades what is allowed, admin signs. Ordered: a higher role may do what a lower one may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Viewer,
    Trader,
    Admin,
}

impl Role {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Trader => "trader",
            Self::Admin => "admin",
        }
    }
}

/// Who did it, as the chain writes it: `user:NAME`, `bot:ID`, `system`, `gateway`, `venue:NAME`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Actor {
    User(String),
    Bot(String),
    System,
    Gateway,
    Venue(String),
}

impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::User(name) => write!(f, "user:{name}"),
            Self::Bot(id) => write!(f, "bot:{id}"),
            Self::System => f.write_str("system"),
            Self::Gateway => f.write_str("gateway"),
            Self::Venue(name) => write!(f, "venue:{name}"),
        }
    }
}

impl From<Actor> for String {
    fn from(actor: Actor) -> Self {
        actor.to_string()
    }
}

/// A text that names no actor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("actor {0:?} is not user:NAME, bot:ID, system, gateway or venue:NAME")]
pub struct ActorError(pub String);

impl TryFrom<String> for Actor {
    type Error = ActorError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.split_once(':') {
            Some(("user", name)) if !name.is_empty() => Ok(Self::User(name.to_owned())),
            Some(("bot", id)) if !id.is_empty() => Ok(Self::Bot(id.to_owned())),
            Some(("venue", name)) if !name.is_empty() => Ok(Self::Venue(name.to_owned())),
            None if text == "system" => Ok(Self::System),
            None if text == "gateway" => Ok(Self::Gateway),
            _ => Err(ActorError(text)),
        }
    }
}

/// A currency held: `available` is `total` less what working orders reserve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Balance {
    pub currency: String,
    pub total: Decimal,
    pub available: Decimal,
}
