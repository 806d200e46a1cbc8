//! Names that say nothing of what is inside, and files that only pass others on, are refused.

use crate::tree::{files, none, text};

const SAY_NOTHING: [&str; 10] =
    ["util", "utils", "helper", "helpers", "manager", "common", "misc", "shared", "stuff", "lib2"];

fn sources() -> Vec<String> {
    let mut all = files("src-tauri", &[".rs"]);
    all.extend(files("ui/src", &[".ts", ".tsx"]));
    all.extend(files("ui/tests", &[".ts", ".tsx"]));
    all.extend(files("scripts", &[".mjs"]));
    all.extend(files("tests", &[".rs", ".mjs"]));
    all
}

#[test]
fn no_file_or_folder_has_a_name_that_says_nothing() {
    let empty = |path: &String| {
        path.split('/').any(|part| {
            SAY_NOTHING.contains(&part.split('.').next().unwrap_or_default().to_lowercase().as_str())
        })
    };
    none("a name says nothing of what is inside", &sources().into_iter().filter(empty).collect::<Vec<_>>());
}

#[test]
fn a_module_is_named_by_its_file() {
    let wrong: Vec<String> = sources().into_iter().filter(|path| path.ends_with("/mod.rs")).collect();
    none("`order.rs` with `order/` beside it, never `mod.rs`", &wrong);
}

#[test]
fn pages_have_no_barrel_files() {
    let barrel = |path: &String| {
        let name = path.rsplit('/').next().unwrap_or_default();
        name == "index.ts"
            || name == "index.tsx"
            || text(path).lines().any(|line| line.starts_with("export * from"))
    };
    let wrong: Vec<String> = files("ui/src", &[".ts", ".tsx"]).into_iter().filter(barrel).collect();
    none("a barrel file hides who imports what", &wrong);
}
