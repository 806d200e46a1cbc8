//! The files of the repository.

use std::{
    fs,
    path::{Path, PathBuf},
};

const SKIPPED: [&str; 5] = ["target", "node_modules", "dist", "gen", "build-output"];

/// The repository's root.
pub fn root() -> PathBuf {
    PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo names the package's folder"))
}

/// Paths below `folder`, relative to the root and sorted, whose name ends in one of `endings`.
pub fn files(folder: &str, endings: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    walk(&root().join(folder), endings, &mut found);
    let root = root();
    let mut paths: Vec<String> = found
        .iter()
        .map(|path| path.strip_prefix(&root).expect("below the root").to_string_lossy().replace('\\', "/"))
        .collect();
    paths.sort();
    paths
}

fn walk(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("readable").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !SKIPPED.contains(&name.as_str()) {
                walk(&path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
}

/// The text of a file; the path is relative to the root.
pub fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A Rust file up to its in-file test module, without comments: what is compiled into the product.
pub fn product_code(path: &str) -> String {
    let text = text(path);
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Whether a Rust file is part of a crate's product code, by its place and name.
pub fn is_product(path: &str) -> bool {
    path.contains("/src/") && !path.ends_with("tests.rs") && !path.contains("/tests/")
}

/// Fails with every offender named.
pub fn none(rule: &str, offenders: &[String]) {
    assert!(offenders.is_empty(), "{rule}:\n  {}", offenders.join("\n  "));
}
