//! Prepares what Tauri embeds. A fresh clone has no built pages yet, so a placeholder keeps the crate compiling.

use std::{fs, io, path::Path};

fn placeholder_page() -> io::Result<()> {
    let dist = Path::new("ui/dist");
    if !dist.join("index.html").exists() {
        fs::create_dir_all(dist)?;
        fs::write(
            dist.join("index.html"),
            "<!doctype html><title>Countersign</title><p>The pages are not built yet: run npm start.</p>",
        )?;
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    placeholder_page()?;
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    tauri_build::try_build(
        tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/*.json"),
    )?;
    Ok(())
}
