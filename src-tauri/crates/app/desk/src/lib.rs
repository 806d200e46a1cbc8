//! The desk: what a user can do, one method for each action, and the tasks that join core and edge.
//!
//! Knows every crate below it; it is known by the surfaces: window, command line, server. It decides nothing about
//! trading: that is the core's, through one writer.
//!
//! Invariant: every method asks for the role its action needs; no surface is trusted to have asked.
//! Invariant: one writer applies inputs to the core; what went in is stored before what comes out is done.
//! Invariant: `order.sent` is on the disk before a byte leaves; what has no answer is asked for, never sent again.

mod action;
pub mod api;
mod audit;
mod chosen_strategy;
mod config;
mod connections;
mod custody;
mod desk;
mod effects;
mod error;
mod exchange_keys;
mod fetch;
mod ids;
mod import;
mod inbox;
mod live;
mod market_view;
mod markets;
mod notices;
mod orders;
mod paper;
mod people;
mod preferences;
mod preview;
mod recommend;
mod recovery;
mod replay;
pub mod report;
mod research;
mod risk;
mod running;
mod script;
mod session;
mod settle;
mod sign_in;
mod stored;
mod sweep;
mod walk_forward;
mod warm_up;
mod writer;

pub use action::Action;
pub use audit::{Verdict, verify_store};
pub use backtest::Figures;
pub use backtest::sweep::{Row as SweepRow, Unwatched, Watch};
pub use chosen_strategy::SCRIPT_PREFIX;
pub use config::{Checkpoint, DeskConfig, Probe};
pub use connections::{OnDownload, Reached, reach_connected};
pub use desk::{Desk, DeskEvent};
pub use error::DeskError;
pub use fetch::{FetchProgress, Fetched, fetch_candles};
pub use import::{read_file, store_candles};
pub use replay::{Difference, Replay, replay_store};
pub use research::{run_backtest, run_backtest_of, zone};
pub use session::Session;
pub use stored::{keyring_answers, read_candles};
pub use strategies::StrategySchema;
pub use sweep::{OnRows, Swept, best_rows, row_columns, run_sweep, run_sweep_of};
pub use walk_forward::{OnWindows, Walked, run_walk_forward, run_walk_forward_of, walk_forward_view};
