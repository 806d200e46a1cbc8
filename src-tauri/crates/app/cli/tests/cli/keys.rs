//! `csign keys`, and `csign venue V --key LABEL`, against simulators over real sockets.

use serde_json::Value;

use crate::csign::{Csign, Ran};
use crate::simulate::{Running, posted, simulated};

const ADMIN: [(&str, &str); 2] = [("COUNTERSIGN_USER", "maja"), ("COUNTERSIGN_PASSPHRASE", "correct horse")];
const TRADER: [(&str, &str); 3] = [
    ("COUNTERSIGN_USER", "tom"),
    ("COUNTERSIGN_PASSPHRASE", "battery staple"),
    ("COUNTERSIGN_ADMIN_PASSPHRASE", "correct horse"),
];

struct Stage {
    csign: Csign,
    rest: String,
    ws: String,
    first: [String; 2],
    _running: Running,
}

impl Stage {
    /// An admin, a trader, and a venue that gives out keys.
    fn new(venue: &str) -> Self {
        let (running, line) = simulated(venue, &["--seed", "3"]);
        let text = |field: &str| line[field].as_str().unwrap().to_owned();
        let (rest, ws, first) = (text("rest"), text("ws"), [text("key"), text("secret")]);
        let stage = Self { csign: Csign::new(), rest, ws, first, _running: running };
        stage.csign.run_with(&["user", "add", "maja", "--json"], &ADMIN[1..]).document();
        let second = [&ADMIN[..], &[("COUNTERSIGN_NEW_PASSPHRASE", "battery staple")]].concat();
        stage.csign.run_with(&["user", "add", "tom", "--role", "trader", "--json"], &second).document();
        stage
    }

    fn another(&self, rights: &str) -> [String; 2] {
        let made = posted(&self.rest, "/__control/keys", rights);
        ["key", "secret"].map(|half| made[half].as_str().unwrap().to_owned())
    }

    fn run(&self, line: &str, who: &[(&str, &str)]) -> Ran {
        let words: Vec<&str> = line.split(' ').chain(["--json"]).collect();
        self.csign.run_with(&words, who)
    }

    /// With the halves in the environment and the venue on this machine.
    fn keyed(&self, line: &str, halves: &[String; 2], who: &[(&str, &str)]) -> Ran {
        let [key, secret] = halves;
        let halves = [("COUNTERSIGN_API_KEY", key.as_str()), ("COUNTERSIGN_API_SECRET", secret)];
        let place = format!("{line} --rest-url {} --ws-url {}", self.rest, self.ws);
        self.run(&place, &[who, &halves].concat())
    }

    fn asked(&self, line: &str, who: &[(&str, &str)]) -> Ran {
        self.run(&format!("{line} --rest-url {} --ws-url {}", self.rest, self.ws), who)
    }
}

#[test]
fn a_key_is_kept_used_rotated_and_revoked() {
    let stage = Stage::new("kraken");
    let add = "keys add main --venue kraken";
    assert_eq!(stage.keyed(add, &stage.first, &TRADER).error(3)["code"], "not_allowed");
    let ran = stage.keyed(add, &stage.first, &ADMIN);
    let added = ran.document();
    assert_eq!((&added["label"], &added["state"]), (&"main".into(), &"active".into()), "{added}");
    assert_eq!(
        (&added["permissions"]["trade"], &added["permissions"]["withdraw"]),
        (&true.into(), &false.into())
    );
    assert_eq!(stage.keyed(add, &stage.first, &ADMIN).error(3)["code"], "key_label_taken");

    let held = stage.asked("venue kraken balances --key main", &TRADER).document();
    assert!(held.as_array().unwrap().len() > 1, "{held}");
    assert_eq!(stage.run("venue kraken balances --key main", &ADMIN).error(3)["code"], "key_elsewhere");
    let listed = stage.run("keys list", &TRADER).document();
    assert_eq!(listed[0]["fingerprint"], added["fingerprint"]);
    assert!(listed[0]["last_used_ms"].is_i64(), "{listed}");

    let next = stage.another(r#"{"read":true,"trade":true}"#);
    let rotated = stage.keyed("keys rotate main --grace-hours 1", &next, &ADMIN).document();
    assert_ne!(rotated["fingerprint"], added["fingerprint"]);
    let states = |document: &Value| {
        let rows = document.as_array().unwrap().iter();
        rows.map(|row| row["state"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(states(&stage.run("keys list", &ADMIN).document()), ["active", "grace"]);
    assert_eq!(stage.asked("venue kraken balances --key main", &ADMIN).document(), held);

    let revoked = stage.run("keys revoke main --reason spare", &ADMIN).document();
    assert_eq!(states(&revoked), ["revoked", "revoked"]);
    assert_eq!(stage.asked("venue kraken balances --key main", &ADMIN).error(4)["code"], "no_such_key");
    assert_eq!(stage.run("keys revoke main", &ADMIN).error(4)["code"], "no_such_key");
    assert_eq!(stage.csign.json(&["audit", "verify"])["ok"], true);
    assert_eq!(stage.csign.json(&["journal", "replay"])["ok"], true);
}

#[test]
fn what_may_withdraw_or_is_no_key_is_refused_and_not_kept() {
    let stage = Stage::new("coinbase");
    let add = "keys add main --venue coinbase";
    let withdrawing = stage.another(r#"{"read":true,"trade":true,"withdraw":true}"#);
    assert_eq!(stage.keyed(add, &withdrawing, &ADMIN).error(3)["code"], "key_may_withdraw");
    let mixed = [stage.another(r#"{"read":true}"#)[0].clone(), stage.first[1].clone()];
    let refused = stage.keyed(add, &mixed, &ADMIN);
    assert_eq!(refused.error(5)["code"], "key_refused");
    assert!(!refused.err.contains(&stage.first[1]), "the secret is told");
    let missing = stage.asked(add, &ADMIN).error(2);
    assert_eq!(
        (&missing["code"], &missing["details"]["variable"]),
        (&"key_incomplete".into(), &"COUNTERSIGN_API_KEY".into())
    );
    assert_eq!(
        stage.keyed("keys add Main --venue coinbase", &stage.first, &ADMIN).error(2)["code"],
        "key_label"
    );
    assert_eq!(
        stage.keyed("keys add main --venue mtgox", &stage.first, &ADMIN).error(4)["code"],
        "unknown_venue"
    );
    assert_eq!(stage.run("keys list", &ADMIN).document(), serde_json::json!([]));
}

#[test]
fn revoking_all_pauses_and_a_desk_that_is_open_elsewhere_says_so() {
    let stage = Stage::new("bitfinex");
    stage.keyed("keys add main --venue bitfinex", &stage.first, &ADMIN).document();
    let desk = store::DataDir::open(&stage.csign.path("desk")).unwrap().lock().unwrap();
    assert_eq!(stage.asked("venue bitfinex balances --key main", &ADMIN).error(3)["code"], "in_use");
    drop(desk);
    assert_eq!(stage.run("keys revoke-all", &TRADER).error(3)["code"], "not_allowed");
    assert_eq!(stage.run("risk status", &ADMIN).document()["paused"], false);
    let revoked = stage.run("keys revoke-all --reason stolen", &ADMIN).document();
    assert_eq!(revoked, serde_json::json!({"revoked": 1, "paused": true}));
    assert_eq!(stage.run("risk status", &ADMIN).document()["paused_reason"], "stolen");
}
