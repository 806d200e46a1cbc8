//! `Countersigned`: an order with the signature that lets it trade.

mod approval;
mod mandate;
mod uncovered;

pub use mandate::MandateUse;
pub use uncovered::Uncovered;

use domain::OrderRequest;
use serde::{Deserialize, Serialize};

use crate::keyring::KeyRing;
use crate::signature::SignedBy;
use crate::statement::{MandateStatement, OrderStatement};

/// What an order is covered by, by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cover {
    Approval(String),
    Mandate(String),
}

/// An order that may leave. It comes from nowhere but the two constructors here, which verify the signatures
/// and that the order lies within what was signed; it cannot be changed or read back from text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Countersigned {
    request: OrderRequest,
    cover: Cover,
}

impl Countersigned {
    /// Covers an order by an approval: `required` signatures (at least one) of different admins over one
    /// statement. What its other orders have used of the quantity is the caller's to subtract from the
    /// request beforehand.
    pub fn by_approval(
        request: OrderRequest,
        statement: &OrderStatement,
        signatures: &[SignedBy],
        required: usize,
        keys: &KeyRing,
        now_ms: i64,
    ) -> Result<Self, Uncovered> {
        approval::check(&request, statement, now_ms)?;
        approval::check_signatures(statement, signatures, required, keys)?;
        Ok(Self { request, cover: Cover::Approval(statement.approval.clone()) })
    }

    /// Covers an order by a mandate. `price` values an order that names none (a market order's touch), in
    /// quote currency; without it a mandate with a bound on notionals covers no such order.
    pub fn by_mandate(
        request: OrderRequest,
        statement: &MandateStatement,
        signature: &SignedBy,
        keys: &KeyRing,
        used_today: &MandateUse,
        now_ms: i64,
        price: Option<rust_decimal::Decimal>,
    ) -> Result<Self, Uncovered> {
        mandate::check(&request, statement, now_ms)?;
        mandate::check_bounds(&request, statement, used_today, price)?;
        mandate::check_signature(statement, signature, keys)?;
        Ok(Self { request, cover: Cover::Mandate(statement.mandate.clone()) })
    }

    pub const fn request(&self) -> &OrderRequest {
        &self.request
    }

    pub const fn cover(&self) -> &Cover {
        &self.cover
    }

    pub fn into_request(self) -> OrderRequest {
        self.request
    }
}
