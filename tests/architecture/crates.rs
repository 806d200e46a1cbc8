//! Who may know whom among the crates, and which of the world's crates each layer may use.

use std::{collections::BTreeMap, process::Command};

use serde_json::Value;

use crate::tree::{none, root};

/// A crate, its folder's layer, and the crates of ours it may name. Arrows point to earlier rows only.
const MAY_KNOW: [(&str, &str, &[&str]); 17] = [
    ("domain", "core", &[]),
    ("indicators", "core", &["domain"]),
    ("strategies", "core", &["domain", "indicators"]),
    ("scripts", "core", &["domain", "indicators", "strategies"]),
    ("backtest", "core", &["domain", "indicators", "strategies"]),
    ("approvals", "core", &["domain"]),
    ("trading", "core", &["domain", "approvals"]),
    ("venues", "edge", &["domain"]),
    // the other side of the wire; its own tests hear it through our clients
    ("simulator", "edge", &["domain", "venues"]),
    ("gateway", "edge", &["domain", "approvals", "venues"]),
    ("store", "edge", &["domain"]),
    ("vault", "edge", &[]),
    ("notify", "edge", &["domain"]),
    ("reports", "edge", &["domain", "backtest"]),
    ("desk", "app", DESK),
    // research on files needs neither desk nor lock: the terminal asks the pure crates, the store and the reports itself
    (
        "csign",
        "app",
        &[
            "domain",
            "approvals",
            "backtest",
            "desk",
            "gateway",
            "indicators",
            "strategies",
            "scripts",
            "simulator",
            "reports",
            "store",
            "venues",
        ],
    ),
    ("countersign", "shell", &["domain", "desk", "notify"]),
];

const DESK: &[&str] = &[
    // in its tests: the other side of the wire
    "simulator",
    "domain",
    "indicators",
    "strategies",
    "scripts",
    "backtest",
    "approvals",
    "trading",
    "venues",
    "gateway",
    "store",
    "vault",
    "notify",
    "reports",
];

/// What a crate may name in its tests and benches alone: from a message of a venue to a signal is one way.
const IN_TESTS: [(&str, &str); 1] = [("venues", "strategies")];

/// Crates of the world that no crate of `core` may use: each brings a clock, a thread, a socket, a file or chance.
const NOT_IN_CORE: [&str; 14] = [
    "tokio",
    "async-std",
    "reqwest",
    "hyper",
    "tokio-tungstenite",
    "sqlx",
    "rusqlite",
    "tempfile",
    "getrandom",
    "rand",
    "fastrand",
    "uuid",
    "keyring-core",
    "tauri",
];

struct Package {
    folder: String,
    dependencies: Vec<(String, bool)>,
}

fn packages() -> BTreeMap<String, Package> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let answer = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo metadata runs");
    assert!(answer.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&answer.stderr));
    let metadata: Value = serde_json::from_slice(&answer.stdout).expect("cargo metadata is JSON");
    metadata["packages"].as_array().expect("packages").iter().map(package).collect()
}

fn package(value: &Value) -> (String, Package) {
    let dependencies = value["dependencies"].as_array().expect("dependencies").iter();
    let dependencies = dependencies
        .map(|one| (one["name"].as_str().expect("a name").to_owned(), one["kind"].as_str() == Some("dev")))
        .collect();
    let folder = value["manifest_path"].as_str().expect("a path").replace('\\', "/");
    (value["name"].as_str().expect("a name").to_owned(), Package { folder, dependencies })
}

#[test]
fn every_crate_stands_in_the_table_and_in_the_folder_of_its_layer() {
    let packages = packages();
    let mut wrong: Vec<String> = packages
        .keys()
        .filter(|name| !MAY_KNOW.iter().any(|row| row.0 == name.as_str()))
        .map(|name| format!("{name} is not in the table of tests/architecture/crates.rs"))
        .collect();
    for (name, layer, _) in MAY_KNOW {
        let Some(package) = packages.get(name) else {
            wrong.push(format!("{name} is in the table and not in the workspace"));
            continue;
        };
        if layer != "shell" && !package.folder.contains(&format!("/crates/{layer}/")) {
            wrong.push(format!("{name} belongs to {layer}, its manifest is {}", package.folder));
        }
    }
    none("crates and table differ", &wrong);
}

#[test]
fn a_crate_knows_only_what_the_table_allows() {
    let packages = packages();
    let mut wrong = Vec::new();
    for (name, _, allowed) in MAY_KNOW {
        let Some(package) = packages.get(name) else { continue };
        for (dependency, only_in_tests) in &package.dependencies {
            let measured = *only_in_tests && IN_TESTS.contains(&(name, dependency));
            if packages.contains_key(dependency) && !allowed.contains(&dependency.as_str()) && !measured {
                wrong.push(format!("{name} may not know {dependency}"));
            }
        }
    }
    none("a crate knows another it may not", &wrong);
}

#[test]
fn the_table_points_down_only() {
    let mut wrong = Vec::new();
    for (row, (name, _, allowed)) in MAY_KNOW.iter().enumerate() {
        let earlier: Vec<&str> = MAY_KNOW[..row].iter().map(|other| other.0).collect();
        wrong.extend(
            allowed.iter().filter(|one| !earlier.contains(one)).map(|one| format!("{name} -> {one}")),
        );
    }
    none("an arrow points up", &wrong);
}

#[test]
fn the_core_uses_nothing_that_touches_the_world() {
    let packages = packages();
    let mut wrong = Vec::new();
    for (name, _, _) in MAY_KNOW.iter().filter(|row| row.1 == "core") {
        let Some(package) = packages.get(*name) else { continue };
        for (dependency, only_in_tests) in &package.dependencies {
            if !only_in_tests && NOT_IN_CORE.contains(&dependency.as_str()) {
                wrong.push(format!("{name} uses {dependency}"));
            }
            if !only_in_tests && dependency == "rayon" && *name != "backtest" {
                wrong.push(format!("{name} uses rayon; the one thread pool is in backtest"));
            }
        }
    }
    none("a crate of the core touches the world", &wrong);
}

#[test]
fn only_the_shell_knows_the_window_toolkit() {
    let mut wrong = Vec::new();
    for (name, package) in packages() {
        let window = package.dependencies.iter().any(|(one, _)| one == "tauri" || one.starts_with("tauri-"));
        if window && name != "countersign" {
            wrong.push(name);
        }
    }
    none("only the shell may know Tauri", &wrong);
}
