//! What a strategy says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a strategy asks for on one candle. `Hold` asks for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "UPPERCASE")]
#[repr(u8)]
pub enum Action {
    #[default]
    Hold,
    Buy,
    Sell,
}

/// What a person is told: an action, or that there is nothing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
pub enum Decision {
    #[serde(rename = "BUY")]
    Buy,
    #[serde(rename = "SELL")]
    Sell,
    #[serde(rename = "NO-TRADE")]
    NoTrade,
}

impl From<Action> for Decision {
    fn from(action: Action) -> Self {
        match action {
            Action::Buy => Self::Buy,
            Action::Sell => Self::Sell,
            Action::Hold => Self::NoTrade,
        }
    }
}

/// Why, in a form that can be translated: the window words `code` with `values` in the reader's language.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, specta::Type)]
pub struct Reason {
    /// Stable name, as `rsi_cross.buy`.
    pub code: String,
    pub values: BTreeMap<String, f64>,
    /// The same in English, for the command line and the chain.
    pub text: String,
}

/// A strategy's answer on the last candle it was given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Signal {
    pub action: Action,
    /// 0 to 1.
    pub confidence: f64,
    pub reason: Reason,
    /// Proposed prices; `None` where the action is `Hold`.
    pub entry: Option<f64>,
    pub stop_loss: Option<f64>,
    pub take_profit: Option<f64>,
    /// The model's own figures, by name.
    pub metrics: BTreeMap<String, f64>,
    /// Start of the candle it was made on.
    pub as_of_ms: i64,
}
