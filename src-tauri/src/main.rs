#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    if let Err(error) = countersign::run() {
        tracing::error!(%error, "the window could not open");
        std::process::exit(1);
    }
}
