//! ccxt against the double, where a Python with ccxt is named: `CCXT_PYTHON=/path/to/python`.
#![allow(clippy::unwrap_used)]

use secrecy::ExposeSecret as _;
use simulator::{Simulator, SimulatorOptions, coinbase};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ccxt_trades_on_the_double() {
    let Ok(python) = std::env::var("CCXT_PYTHON") else {
        eprintln!("skipped: CCXT_PYTHON names no Python with ccxt");
        return;
    };
    let double = Simulator::start(coinbase::wire(), SimulatorOptions { seed: 11, ..Default::default() })
        .await
        .unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../tests/protocol/ccxt/check_coinbase.py");
    let (rest, key, secret) =
        (double.rest_url.clone(), double.key.clone(), double.secret.expose_secret().to_owned());
    let checked = tokio::task::spawn_blocking(move || {
        std::process::Command::new(python)
            .args([script, "--rest", &rest, "--key", &key, &format!("--secret={secret}")])
            .output()
    });
    let output = checked.await.unwrap().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    eprintln!("{told}{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}");
}
