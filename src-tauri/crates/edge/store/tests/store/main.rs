//! The store from outside: files on a real disk, candles, journal, chain, records.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod candles;
mod commits;
mod fetched;
mod files;
mod fixture;
mod malformed;
mod opening;
mod records;
mod scripts;
mod seeds;
