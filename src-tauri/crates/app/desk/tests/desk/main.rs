//! The desk with real parts: SQLite in a directory of its own, the built-in market under a clock that is moved by
//! hand, the paper venue, the vault.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attempts;
mod books;
mod connections;
mod doubles;
mod dropped;
mod exchange_keys;
mod exporting;
mod extremes;
mod fetching;
mod imported;
mod key_life;
mod keyring;
mod recovery;
mod refusals;
mod replay;
mod roles;
mod scripts;
mod secrecy;
mod signing_in;
mod stage;
mod story;
mod sweeps;
mod tampering;
mod worker;
