//! The command line from outside: the built binary, its answers, its exit codes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

mod audit;
mod backtest;
mod bad_input;
mod candle_forms;
mod csign;
mod honesty;
mod import;
mod indicators;
mod keys;
mod models;
mod recommend;
mod reference;
mod scripts;
mod simulate;
mod story;
mod sweep;
mod usage;
mod venue;
