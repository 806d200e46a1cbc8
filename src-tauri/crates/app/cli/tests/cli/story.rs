//! A first trade from beginning to end, each step a process of its own, as admin and as trader.

use serde_json::Value;

use crate::csign::{Csign, Ran, hourly_csv};

const ADMIN: [(&str, &str); 2] = [("COUNTERSIGN_USER", "maja"), ("COUNTERSIGN_PASSPHRASE", "correct horse")];
const TRADER: [(&str, &str); 3] = [
    ("COUNTERSIGN_USER", "tom"),
    ("COUNTERSIGN_PASSPHRASE", "battery staple"),
    ("COUNTERSIGN_ADMIN_PASSPHRASE", "correct horse"),
];

fn run(csign: &Csign, line: &str, who: &[(&str, &str)]) -> Ran {
    let words: Vec<&str> = line.split(' ').chain(["--json"]).collect();
    csign.run_with(&words, who)
}

/// Admin and trader exist, candles are imported, a BUY waits; its approval and quantity.
fn begin(csign: &Csign) -> (String, String) {
    let created = run(csign, "user add maja", &ADMIN[1..]).document();
    assert_eq!((&created["role"], created["recovery_code"].as_str().unwrap().len()), (&"admin".into(), 69));
    let second = [&ADMIN[..], &[("COUNTERSIGN_NEW_PASSPHRASE", "battery staple")]].concat();
    let created = run(csign, "user add tom --role trader", &second).document();
    assert_eq!((&created["role"], created.get("recovery_code")), (&"trader".into(), None));
    assert_eq!(run(csign, "user add tom", &second).error(3)["code"], "user_exists");
    let file = csign.write("hourly.csv", hourly_csv());
    csign.json(&["candles", "import", &file, "--venue", "coinbase", "--symbol", "BTC/USD"]);
    let ask = "recommend --strategy practice --venue coinbase --symbol BTC/USD --timeframe 1h --submit";
    let document = run(csign, ask, &TRADER).document();
    assert_eq!((&document["decision"], &document["refused_by"]), (&"BUY".into(), &serde_json::json!([])));
    let text = |key: &str| document[key].as_str().unwrap().to_owned();
    (text("approval"), text("quantity"))
}

#[test]
fn nothing_trades_without_a_countersignature() {
    let csign = Csign::new();
    let (approval, quantity) = begin(&csign);
    let listed = run(&csign, "approvals list", &TRADER).document();
    assert_eq!((&listed[0]["id"], &listed[0]["status"]), (&approval.as_str().into(), &"pending".into()));

    let execute = format!("trade execute --approval {approval} --quantity {quantity}");
    assert_eq!(run(&csign, &execute, &TRADER).error(3)["code"], "unsigned");
    let approve = format!("approvals approve {approval} --reason sound");
    assert_eq!(run(&csign, &approve, &TRADER).error(3)["code"], "not_allowed");
    assert_eq!(
        run(&csign, "approvals approve CS-0 --reason sound", &ADMIN).error(4)["code"],
        "unknown_approval"
    );

    let ran = run(&csign, &approve, &ADMIN);
    let signed = ran.document();
    assert_eq!((&signed["status"], &signed["signatures"][0]["user"]), (&"signed".into(), &"maja".into()));
    assert!(ran.err.contains(signed["statement"].as_str().unwrap()), "what is signed is shown");

    let larger = format!("trade execute --approval {approval} --quantity 1{quantity}");
    assert_eq!(run(&csign, &larger, &TRADER).error(3)["code"], "over_cap");
    let order = run(&csign, &execute, &TRADER).document();
    assert_eq!((&order["status"], &order["filled"]), (&"filled".into(), &quantity.as_str().into()));
    assert_eq!((&order["symbol"], &order["approval"]), (&"BTC/USD".into(), &approval.as_str().into()));
    assert_eq!(run(&csign, &execute, &TRADER).error(3)["code"], "already_used");

    let risk = run(&csign, "risk status", &TRADER).document();
    assert_eq!((&risk["kill"]["positions"], &risk["kill"]["working_orders"]), (&1.into(), &2.into()));
    proven(&csign);
    tampered(&csign);
}

/// Store, export and replay agree.
fn proven(csign: &Csign) {
    let store = csign.json(&["audit", "verify"]);
    assert_eq!((&store["ok"], &store["orders"], &store["covered"]), (&true.into(), &3.into(), &3.into()));
    let replayed = csign.json(&["journal", "replay"]);
    assert_eq!((&replayed["ok"], &replayed["entries"]), (&true.into(), &store["entries"]));
    let file = csign.path("chain.csl").display().to_string();
    run(csign, &format!("audit export --output {file}"), &ADMIN[1..]).document();
    let key = store["instance_key"].as_str().unwrap();
    let exported = csign.json(&["audit", "verify", &file, "--public-key", key]);
    assert_eq!((&exported["orders"], &exported["instance_key"]), (&store["orders"], &store["instance_key"]));
    let text = std::fs::read_to_string(&file).unwrap();
    for secret in ["correct horse", "battery staple"] {
        assert!(!text.contains(secret), "a passphrase stands in the chain");
    }
}

/// One character of a chain entry changed in the database file is found, and the entry named.
fn tampered(csign: &Csign) {
    let path = csign.database();
    let mut bytes = std::fs::read(&path).unwrap();
    // only a chain line has its kind under this name
    let kind = b"\"kind\":\"order.filled\"";
    let at = bytes.windows(kind.len()).position(|w| w == kind).expect("the fill stands in the file");
    let rest = String::from_utf8_lossy(&bytes[at..at + 200]).into_owned();
    let (_, after) = rest.split_once("\"seq\":").unwrap();
    let seq: u64 = after.split_once(',').unwrap().0.parse().unwrap();
    bytes[at + 15] = b'F';
    std::fs::write(&path, &bytes).unwrap();
    let error = csign.error(6, &["audit", "verify"]);
    assert_eq!((&error["code"], &error["details"]["seq"]), (&"hash_mismatch".into(), &seq.into()));
    let error = csign.error(6, &["journal", "replay"]);
    assert_eq!((&error["code"], &error["details"]["seq"]), (&"replay_differs".into(), &seq.into()));
}

#[test]
fn pause_reject_kill_and_disable_hold() {
    let csign = Csign::new();
    let (approval, quantity) = begin(&csign);
    let paused = run(&csign, "risk pause --reason lunch", &TRADER).document();
    assert_eq!((&paused["paused"], &paused["paused_reason"]), (&true.into(), &"lunch".into()));
    let approve = format!("approvals approve {approval} --reason sound");
    run(&csign, &approve, &ADMIN).document();
    let execute = format!("trade execute --approval {approval} --quantity {quantity}");
    let refused: Value = run(&csign, &execute, &TRADER).error(3);
    println!("while paused: {refused}");
    assert_eq!(run(&csign, "risk resume", &TRADER).document()["paused"], false);
    assert_eq!(run(&csign, &execute, &TRADER).document()["status"], "filled");
    // the kill switch leaves nothing open, and does so before the process ends
    let flat = run(&csign, "risk kill --level flatten", &TRADER).document();
    assert_eq!((&flat["paused"], &flat["kill"]["positions"]), (&true.into(), &0.into()), "{flat}");

    assert_eq!(run(&csign, "user disable tom", &TRADER).error(3)["code"], "not_allowed");
    run(&csign, "user disable tom", &ADMIN).document();
    assert_eq!(run(&csign, "risk status", &TRADER).error(3)["code"], "wrong_passphrase");
    assert_eq!(csign.json(&["audit", "verify"])["ok"], true);
    assert_eq!(csign.json(&["journal", "replay"])["ok"], true);
}

#[test]
fn who_is_not_signed_in_may_nothing() {
    let csign = Csign::new();
    run(&csign, "user add maja", &ADMIN[1..]).document();
    assert_eq!(run(&csign, "risk status", &[]).error(3)["code"], "passphrase_needed");
    let wrong = [("COUNTERSIGN_PASSPHRASE", "wrong horse")];
    assert_eq!(run(&csign, "risk status", &wrong).error(3)["code"], "wrong_passphrase");
    let nobody = [("COUNTERSIGN_USER", "eve"), TRADER[1], TRADER[2]];
    assert_eq!(run(&csign, "risk status", &nobody).error(3)["code"], "wrong_passphrase");
    let short = [&ADMIN[..], &[("COUNTERSIGN_NEW_PASSPHRASE", "short")]].concat();
    assert_eq!(run(&csign, "user add tom", &short).error(2)["code"], "short_passphrase");
    let first = Csign::new();
    assert_eq!(
        run(&first, "user add tom --role trader", &ADMIN[1..]).error(3)["code"],
        "first_user_not_admin"
    );
}
