//! Each crate says at its head what it is and what always holds of it.

use crate::tree::{files, none, text};

#[test]
fn each_crate_opens_with_what_it_is_and_its_invariants() {
    let mut libraries: Vec<String> = files("src-tauri", &["lib.rs"]);
    libraries.retain(|path| path.ends_with("/src/lib.rs"));
    assert!(libraries.len() > 10, "the crates were not found");
    let mut wrong = Vec::new();
    for path in libraries {
        let text = text(&path);
        let head: Vec<&str> = text.lines().take_while(|line| line.starts_with("//!")).collect();
        if head.is_empty() {
            wrong.push(format!("{path}: no //! header"));
        } else if !head.iter().any(|line| line.starts_with("//! Invariant:")) {
            wrong.push(format!("{path}: no `Invariant:` line"));
        }
    }
    none("a crate does not say what it is", &wrong);
}
