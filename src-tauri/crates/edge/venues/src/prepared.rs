//! A request as it would leave, for a look before it does.

use serde::Serialize;

/// Method, address, headers and body of one request. Headers that carry a key or a signature are masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PreparedRequest {
    pub method: String,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

/// What stands in place of a secret.
pub const MASK: &str = "***";
