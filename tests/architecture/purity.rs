//! The core's product code names nothing of the world. `core/clippy.toml` refuses calls; this refuses the modules.

use crate::tree::{files, is_product, none, product_code};

const WORLD: [&str; 11] = [
    "std::fs",
    "std::net",
    "std::thread",
    "std::process",
    "std::env",
    "std::os",
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "HashMap::",
];

#[test]
fn the_core_names_nothing_of_the_world() {
    let mut wrong = Vec::new();
    for path in files("src-tauri/crates/core", &[".rs"]).into_iter().filter(|path| is_product(path)) {
        let code = product_code(&path);
        wrong.extend(WORLD.iter().filter(|word| code.contains(**word)).map(|word| format!("{path}: {word}")));
    }
    none("the core is pure: no clock, file, socket, thread, environment", &wrong);
}
