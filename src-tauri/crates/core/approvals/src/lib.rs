//! Canonical bytes, signatures, the countersigned chain and its verifier.
