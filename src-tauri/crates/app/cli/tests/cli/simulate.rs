//! `csign simulate`.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::csign::Csign;

/// A simulator that ends with the test.
pub struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(args: &[&str]) -> (Running, Value) {
    simulated("kraken", args)
}

/// A simulator of that venue, and the line it prints when it is ready.
pub fn simulated(venue: &str, args: &[&str]) -> (Running, Value) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_csign"))
        .args(["simulate", venue, "--port", "0"])
        .args(args)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (Running(child), serde_json::from_str(&line).unwrap())
}

fn get(url: &str, path: &str) -> Value {
    asked(url, "GET", path, "")
}

/// What a simulator answers to that body.
pub fn posted(url: &str, path: &str, body: &str) -> Value {
    asked(url, "POST", path, body)
}

fn asked(url: &str, method: &str, path: &str, body: &str) -> Value {
    let address = url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let head = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close");
    write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}

#[test]
fn a_simulator_says_where_it_is_and_serves() {
    let csign = Csign::new();
    let faults = csign.write("faults.json", r#"{"faults":[{"kind":"http_5xx","at":"/none"}]}"#);
    let (_running, line) = start(&[
        "--seed",
        "4",
        "--faults",
        &faults,
        "--balances",
        "USD=250.5,BTC=2",
        "--stand-at",
        "1790000000000",
    ]);
    let (rest, ws) = (line["rest"].as_str().unwrap(), line["ws"].as_str().unwrap());
    assert_eq!(rest.strip_prefix("http://127.0.0.1:"), ws.strip_prefix("ws://127.0.0.1:"));
    assert!(line["key"].as_str().is_some_and(|key| !key.is_empty()), "{line}");
    assert!(line["secret"].as_str().is_some_and(|secret| !secret.is_empty()), "{line}");
    assert_eq!(get(rest, "/__control/status")["now_ms"], 1_790_000_000_000_i64);
    assert_eq!(get(rest, "/__control/faults")[0]["rule"]["at"], "/none");
    let account = get(rest, "/__control/account");
    let dollars =
        account["balances"].as_array().unwrap().iter().find(|row| row["currency"] == "USD").unwrap();
    assert_eq!(dollars["total"], "250.5");
}

#[test]
fn the_same_seed_gives_the_same_key() {
    let (_one, first) = start(&["--seed", "9"]);
    let (_two, second) = start(&["--seed", "9"]);
    assert_eq!((&first["key"], &first["secret"]), (&second["key"], &second["secret"]));
}

#[test]
fn what_cannot_be_started_says_why() {
    let csign = Csign::new();
    let bad = csign.write("bad.json", r#"{"faults":[{"kind":"explode"}]}"#);
    let of = |exit, args: &[&str]| {
        csign.error(exit, &[&["simulate"][..], args].concat())["code"].as_str().unwrap().to_owned()
    };
    assert_eq!(of(6, &["kraken", "--port", "0", "--faults", &bad]), "bad_faults");
    assert_eq!(of(4, &["kraken", "--port", "0", "--faults", "absent.json"]), "not_found");
    assert_eq!(of(2, &["nowhere", "--port", "0"]), "usage");
    assert_eq!(of(2, &["kraken", "--port", "0", "--key", "k"]), "usage");
    assert_eq!(of(2, &["kraken", "--port", "0", "--balances", "USD=much"]), "usage");
    let held = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = held.local_addr().unwrap().port().to_string();
    assert_eq!(of(5, &["kraken", "--port", &port]), "port_taken");
}
