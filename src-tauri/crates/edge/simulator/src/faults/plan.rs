//! A plan of faults as it is written in a file.

use serde::{Deserialize, Serialize};

/// What can go wrong. Those of the upper half the server does around any venue; the rest the venue's code asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The message or reply is never sent.
    Drop,
    /// It is sent `ms` later, and all after it.
    Delay,
    /// It is sent twice.
    Duplicate,
    /// It is sent after the one that follows it.
    Reorder,
    /// Half of it is sent.
    Truncate,
    #[serde(rename = "http_429")]
    Http429,
    #[serde(rename = "http_418")]
    Http418,
    #[serde(rename = "http_5xx")]
    Http5xx,
    HtmlError,
    /// The exchange did it, the reply is lost and the connection cut.
    AckLost,
    /// The socket stays open; nothing more is sent or heard.
    HalfOpen,
    /// The peer is taken to read too slowly: its socket is closed.
    SlowConsumer,
    /// The socket is cut without a word.
    Disconnect,
    Maintenance,
    NonceError,
    WrongChecksum,
    SequenceGap,
    ClockSkew,
    PartialFill,
    Reject,
    /// The exchange has the order; its lists show neither it nor its fills until `ms` later.
    LateVisibility,
}

/// One line of a plan. Without `probability`, `every` or `nth` it happens at every occasion, `count` times at most.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    pub kind: FaultKind,
    /// Where: `rest`, `ws`, `private`, `public`, a path that starts with `/`, or the name of a channel. None: anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// At every n-th occasion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<u64>,
    /// At the n-th occasion alone, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nth: Option<u64>,
    /// No more often than that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Milliseconds of a delay, a skew, or what to wait after 429 and 418.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ms: Option<i64>,
    /// HTTP status of `http_5xx` and `html_error`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
}

/// Rules in the order in which they are asked; the first that applies counts.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultPlan {
    /// In place of the simulator's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    pub faults: Vec<FaultRule>,
}

/// A text that is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    #[error("the fault plan cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    #[error("fault {index} ({kind:?}): probability {probability} is not between 0 and 1")]
    Probability { index: usize, kind: FaultKind, probability: f64 },
    #[error("fault {index} ({kind:?}): every and nth count from 1")]
    Zero { index: usize, kind: FaultKind },
}

impl FaultPlan {
    /// Reads a plan; rules that could never be meant are refused.
    pub fn parse(text: &str) -> Result<Self, PlanError> {
        let plan: Self = serde_json::from_str(text)?;
        for (index, rule) in plan.faults.iter().enumerate() {
            let kind = rule.kind;
            if let Some(probability) = rule.probability.filter(|p| !(0.0..=1.0).contains(p)) {
                return Err(PlanError::Probability { index, kind, probability });
            }
            if rule.every == Some(0) || rule.nth == Some(0) {
                return Err(PlanError::Zero { index, kind });
            }
        }
        Ok(plan)
    }
}
