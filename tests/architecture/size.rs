//! The size budget: files small enough to be read at once.

use crate::tree::{files, none, text};

struct Budget {
    what: &'static str,
    median: usize,
    nine_of_ten: usize,
    most: usize,
}

const RUST: Budget = Budget { what: "Rust", median: 125, nine_of_ten: 350, most: 500 };
const PAGES: Budget = Budget { what: "pages", median: 60, nine_of_ten: 200, most: 300 };
const SCRIPTS: Budget = Budget { what: "scripts", median: 60, nine_of_ten: 200, most: 300 };

/// Written by a program, so read by none.
const GENERATED: [&str; 1] = ["ui/src/backend/bindings.ts"];

fn check(budget: &Budget, paths: Vec<String>) {
    let mut sizes: Vec<(usize, String)> = paths
        .into_iter()
        .filter(|path| !GENERATED.contains(&path.as_str()))
        .map(|path| (text(&path).lines().count(), path))
        .collect();
    assert!(!sizes.is_empty(), "no {} files found", budget.what);
    sizes.sort();
    let list = |from: &[(usize, String)]| {
        from.iter().map(|(lines, path)| format!("{lines} {path}")).collect::<Vec<_>>()
    };
    let over = sizes.partition_point(|(lines, _)| *lines <= budget.most);
    none(&format!("{} files over {} lines", budget.what, budget.most), &list(&sizes[over..]));
    let tenth = &sizes[sizes.len() * 9 / 10..];
    let (ninety, _) = &sizes[(sizes.len() * 9 / 10).min(sizes.len() - 1)];
    assert!(
        *ninety < budget.nine_of_ten,
        "90 % of {} files must be under {} lines:\n  {}",
        budget.what,
        budget.nine_of_ten,
        list(tenth).join("\n  ")
    );
    let (median, _) = &sizes[sizes.len() / 2];
    assert!(
        *median <= budget.median,
        "the median {} file has {median} lines, at most {} are wanted",
        budget.what,
        budget.median
    );
}

#[test]
fn rust_files_are_small() {
    let mut paths = files("src-tauri", &[".rs"]);
    paths.extend(files("tests", &[".rs"]));
    check(&RUST, paths);
}

#[test]
fn page_files_are_small() {
    let mut paths = files("ui/src", &[".ts", ".tsx"]);
    if paths.is_empty() {
        eprintln!("skipped: there are no pages yet");
        return;
    }
    paths.extend(files("ui/tests", &[".ts", ".tsx"]));
    check(&PAGES, paths);
}

#[test]
fn scripts_are_small() {
    let mut paths = files("scripts", &[".mjs"]);
    paths.extend(files("tests", &[".mjs"]));
    check(&SCRIPTS, paths);
}
