//! Refused orders and requests in the venue's words.

use serde_json::{Value, json};

use crate::exchange::Reject;
use crate::wire::{Failure, RestReply};

pub fn unauthorized() -> RestReply {
    RestReply::text(401, "text/plain", "Unauthorized")
}

pub fn forbidden() -> RestReply {
    let message = "Missing required scopes";
    RestReply::status_json(
        403,
        &json!({"error": "PERMISSION_DENIED", "error_details": message, "message": message, "details": []}),
    )
}

pub fn too_many() -> RestReply {
    RestReply::status_json(
        429,
        &json!({"errors": [{"id": "rate_limit_exceeded", "message": "Too many requests"}]}),
    )
}

pub fn not_found(message: &str) -> RestReply {
    super::public::invalid(404, "NOT_FOUND", message)
}

/// An injected failure; `None`: whatever stands before the venue says it.
pub fn failure(failure: Failure) -> Option<RestReply> {
    let body = |error: &str, message: &str| json!({"error": error, "message": message, "error_details": "", "details": []});
    match failure {
        Failure::RateLimited { retry_after_ms } => {
            let seconds = (retry_after_ms.max(0) + 999) / 1_000;
            Some(too_many().header("retry-after", seconds.to_string()))
        }
        Failure::Server { status } => {
            Some(RestReply::status_json(status, &body("INTERNAL", "internal error")))
        }
        Failure::Maintenance => {
            Some(RestReply::status_json(503, &body("UNAVAILABLE", "Coinbase is under maintenance")))
        }
        Failure::Nonce => Some(unauthorized()),
        Failure::Banned { .. } | Failure::HtmlPage { .. } => None,
    }
}

/// The answer to an order that was not taken: 200, like the answer to one that was.
pub fn order(code: &str, message: &str, configuration: &Value) -> RestReply {
    let preview = code.starts_with("PREVIEW_");
    let of = |is: bool, none: &str| if is { code.to_owned() } else { none.to_owned() };
    RestReply::json(&json!({
        "success": false,
        "failure_reason": "UNKNOWN_FAILURE_REASON",
        "order_id": "",
        "error_response": {
            "error": of(!preview, "UNKNOWN_FAILURE_REASON"),
            "message": message,
            "error_details": "",
            "preview_failure_reason": of(preview, "UNKNOWN_PREVIEW_FAILURE_REASON"),
            "new_order_failure_reason": of(!preview, "UNKNOWN_FAILURE_REASON"),
        },
        "order_configuration": configuration,
    }))
}

pub const fn code(reject: &Reject) -> &'static str {
    match reject {
        Reject::InsufficientFunds { .. } => "INSUFFICIENT_FUND",
        Reject::PostOnlyWouldTake { .. } => "INVALID_LIMIT_PRICE_POST_ONLY",
        Reject::PriceStep { .. } => "INVALID_PRICE_PRECISION",
        Reject::QuantityStep { .. } => "INVALID_SIZE_PRECISION",
        Reject::QuantityTooSmall { .. } | Reject::QuantityNotPositive { .. } => {
            "PREVIEW_INVALID_BASE_SIZE_TOO_SMALL"
        }
        Reject::QuantityTooLarge { .. } => "PREVIEW_INVALID_BASE_SIZE_TOO_LARGE",
        Reject::NotionalTooSmall { .. } => "PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL",
        Reject::UnknownSymbol { .. } => "INVALID_PRODUCT_ID",
        Reject::NoLiquidity { .. } => "INVALID_NO_LIQUIDITY",
        Reject::Halted { .. } => "TRADING_LOCKED",
        Reject::StopWouldTrigger { .. } => "PREVIEW_STOP_PRICE_ABOVE_LAST_TRADE_PRICE",
        Reject::PriceMissing { .. } | Reject::PriceNotPositive { .. } => "INVALID_LIMIT_PRICE",
        _ => "UNKNOWN_FAILURE_REASON",
    }
}
