//! Somebody else's client on the simulated Binance: ccxt for Python, where it is installed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr)]

use std::path::Path;
use std::process::Command;

use secrecy::ExposeSecret as _;
use simulator::{Simulator, SimulatorOptions};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ccxt_trades_on_it_unchanged() {
    let has_ccxt = Command::new("python3").args(["-c", "import ccxt"]).output();
    if !has_ccxt.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: python3 with ccxt is not installed");
        return;
    }
    let options = SimulatorOptions { seed: 3, ..SimulatorOptions::default() };
    let simulator = Simulator::start(simulator::binance::wire(), options).await.unwrap();
    let script =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../tests/protocol/ccxt/check_binance.py");
    let arguments =
        [simulator.rest_url.clone(), simulator.key.clone(), simulator.secret.expose_secret().to_owned()];
    let run = move || Command::new("python3").arg(script).args(arguments).output();
    let output = tokio::task::spawn_blocking(run).await.unwrap().unwrap();
    let told =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}");
    eprintln!("{told}");
}
