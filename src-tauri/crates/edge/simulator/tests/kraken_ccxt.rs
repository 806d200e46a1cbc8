//! ccxt, unmodified, against the double. Needs a Python with ccxt: `python3`, or what `CCXT_PYTHON` names.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "kraken/stage.rs"]
mod stage;

use secrecy::ExposeSecret as _;
use simulator::server::Time;
use stage::{QUIET, Stage};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ccxt_trades_at_the_double() {
    let python = std::env::var("CCXT_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_ccxt = std::process::Command::new(&python).args(["-c", "import ccxt"]).output();
    if !has_ccxt.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: {python} has no ccxt");
        return;
    }
    let stage = Stage::new(11, Time::Real, QUIET).await;
    let simulator = &stage.simulator;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../tests/protocol/ccxt/check_kraken.py");
    let mut command = std::process::Command::new(python);
    command.arg(script).args(["--rest", &simulator.rest_url, "--ws", &simulator.ws_url]);
    command.args(["--key", &simulator.key, "--secret", simulator.secret.expose_secret()]);
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    eprintln!("{text}");
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
}
