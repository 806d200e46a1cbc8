//! The vault from outside: with a real keyring, with none, and by passphrase.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod opening;
mod secrecy;
mod session;
mod signing;
