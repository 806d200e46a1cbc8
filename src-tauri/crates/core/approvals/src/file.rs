//! A chain as a file (`.csl`): a header, one line an entry, and the instance's signature over the whole.

mod header;
mod reader;
mod writer;

pub use header::FileHeader;
pub use reader::{FileVerifier, MAX_LINE_BYTES, VerifyError, verify_file};
pub use writer::{StoredEntry, WriteError, write_file};
