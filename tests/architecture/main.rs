//! The source tree held to its own rules: who may know whom, how large a file may be, what a file may be called.
//!
//! A rule that fails names every file that breaks it. `docs/ARCHITECTURE.md` gives the reasons.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod crates;
mod execution;
mod headers;
mod imports;
mod names;
mod pages;
mod purity;
mod size;
mod tree;
