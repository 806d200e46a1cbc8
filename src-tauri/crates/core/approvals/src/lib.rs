//! The countersigned chain: canonical bytes, Ed25519 signatures, linked entries, and the verifier that proves
//! them; and [`Countersigned`], the only kind of order that may leave.
//!
//! Knows the words of the trade (`domain`) and nothing else of the product: no clock, file, socket or random
//! source, no venue, store or key storage. It reads and writes through `std::io` traits that others hand in.
//!
//! Invariant: a value has exactly one canonical form, and readers refuse every other to the byte.
//! Invariant: a [`Countersigned`] exists only for an order whose signatures verified under keys of admins.
//! Invariant: a refused entry leaves the chain's head and a verifier's state as they were.
//! Invariant: no input, however hostile, panics, recurses without bound or is held whole in memory.

pub mod canonical;
pub mod cover;
pub mod digest;
pub mod entry;
pub mod file;
pub mod keyring;
pub mod signature;
pub mod statement;
pub mod verifier;

pub use canonical::Value;
pub use cover::{Countersigned, Cover, MandateUse, Uncovered};
pub use digest::Digest;
pub use entry::{ChainHead, Entry, Sealed};
pub use file::{FileHeader, StoredEntry, VerifyError, verify_file, write_file};
pub use keyring::KeyRing;
pub use signature::{PublicKey, Signature, SignedBy, SigningKey, sign};
pub use statement::{ExportStatement, HeadStatement, MandateStatement, OrderStatement, Signable, Statement};
pub use verifier::{ChainVerifier, Failure, FailureCode, Report};
