//! The chain from outside: pinned vectors, every byte of the sample, generated stories and their forgeries.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod canonical;
mod cover;
mod draft;
mod finale;
mod forgeries;
mod reader;
mod sample;
mod stories;
mod vectors;
mod world;

/// A file of the reference material, or `None` (said aloud) where it is not at hand.
fn reference(name: &str) -> Option<Vec<u8>> {
    let path = format!("{}/../../../../../shared/chain/{name}", env!("CARGO_MANIFEST_DIR"));
    match std::fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            eprintln!("skipped: {path} cannot be read: {error}");
            None
        }
    }
}
