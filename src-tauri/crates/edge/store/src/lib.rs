//! One SQLite file, `countersign.db`: candles, journal, chain, settings, people, sealed secrets, paper ledger, runs, scripts.
//!
//! Also the reading of candle files ([`import`]), which is pure and stores nothing.
//! Knows no venue, no strategy, no key: what is secret arrives here sealed and leaves sealed. What journal, ledger
//! and chain lines mean is their writers' business; here they are bytes.
//!
//! Invariant: journal rows and the chain entries about them are stored in one transaction, on the disk when
//! [`Store::commit`] returns.
//! Invariant: journal, chain and ledger are append only; a chain line is stored byte for byte as it was hashed.
//! Invariant: a version of a script is never changed and never removed.
//! Invariant: an import stores all of a file's candles or none.
//! Invariant: one writer a process; readers never wait for it.
//! Invariant: a database written by a newer version is refused, never changed.

mod batch;
mod candles;
mod chain;
mod connection;
mod data_dir;
mod error;
mod fetched;
pub mod import;
mod journal;
mod ledger;
mod migrations;
mod people;
mod runs;
mod scripts;
mod sealed;
mod series;
mod settings;

pub use batch::Batch;
pub use candles::{Gap, ImportOutcome};
pub use chain::{ChainFilter, ChainRow};
pub use connection::Store;
pub use data_dir::{DATABASE_FILE, DataDir, DeskLock};
pub use error::StoreError;
pub use fetched::uncovered;
pub use journal::{Committed, JournalEntry, JournalRow};
pub use people::PersonRow;
pub use runs::{RunInfo, RunRow};
pub use scripts::{NewScript, ScriptRow};
pub use series::SeriesInfo;
