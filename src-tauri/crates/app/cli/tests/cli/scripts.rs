//! Strategies in Luau wherever a strategy is named.

use std::path::Path;

use serde_json::{Value, json};

use crate::csign::{Csign, hourly_csv};
use crate::reference::agrees;

const COSTS: [&str; 6] = ["--timeframe", "1h", "--capital", "10000", "--fee", "0.001"];
/// A rule that trades often on the wave of the tests.
const RULE: [&str; 6] = ["--param", "length=5", "--param", "oversold=40", "--param", "overbought=60"];

fn example() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../core/scripts/examples/rsi_cross.luau");
    assert!(Path::new(path).exists(), "{path}");
    path.to_owned()
}

fn line<'a>(command: &'a str, strategy: &'a str, candles: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&[command, "--strategy", strategy, "--input", candles], &COSTS[..], more].concat()
}

fn without_timing(mut document: Value) -> Value {
    let timing = document.as_object_mut().unwrap().remove("timing");
    assert!(timing.is_some());
    document
}

/// Fine until it is run: `compute` never ends, on line 4.
fn endless(csign: &Csign) -> String {
    csign.write(
        "endless.luau",
        "return {\n\tname = \"endless\", params = { n = { default = 1, min = 1, max = 9 } },\n\
         \tcompute = function(candles, p, ta)\n\t\twhile true do end\n\tend,\n}\n",
    )
}

#[test]
fn the_example_gives_the_backtest_of_the_built_in_rule() {
    let csign = Csign::new();
    let (file, script) = (csign.write("hourly.csv", hourly_csv()), example());
    let theirs = csign.json(&line("backtest", "rsi_cross", &file, &RULE));
    let ours = csign.json(&line("backtest", &script, &file, &RULE));
    assert!(theirs["trades"].as_u64().unwrap() > 3, "{theirs}");
    assert_eq!(without_timing(ours), without_timing(theirs));
    // the choice of a stop takes the other path through the candles
    let more = [&RULE[..], &["--stop-loss", "0.02"]].concat();
    let both = ["rsi_cross", &script].map(|s| without_timing(csign.json(&line("backtest", s, &file, &more))));
    assert_eq!(both[0], both[1]);
}

#[test]
fn a_sweep_of_a_script_is_backtests_of_it() {
    let csign = Csign::new();
    let (file, script) = (csign.write("hourly.csv", hourly_csv()), example());
    let more = [&RULE[2..], &["--grid", "length=4..9", "--top", "6"]].concat();
    let sweep = csign.json(&line("sweep", &script, &file, &more));
    let best = sweep["best"].as_array().unwrap();
    assert_eq!((sweep["combinations"].as_u64(), best.len()), (Some(6), 6));
    for row in best {
        let length = format!("length={}", row["params"]["length"]);
        let more = [&RULE[2..], &["--param", &length]].concat();
        let alone = csign.json(&line("backtest", &script, &file, &more));
        for figure in ["final_equity", "total_return", "max_drawdown", "trades"] {
            agrees(figure, &row[figure], &alone[figure]);
        }
    }
    // the built-in rule goes another, faster way
    let built_in = csign.json(&line("sweep", "rsi_cross", &file, &more));
    for (ours, theirs) in best.iter().zip(built_in["best"].as_array().unwrap()) {
        assert_eq!((&ours["params"], &ours["trades"]), (&theirs["params"], &theirs["trades"]));
        agrees("final equity", &ours["final_equity"], &theirs["final_equity"]);
    }
}

#[test]
fn a_walk_forward_of_a_script_is_that_of_the_built_in_rule() {
    let csign = Csign::new();
    let (file, script) = (csign.write("hourly.csv", hourly_csv()), example());
    let more = [&RULE[2..], &["--grid", "length=4..7", "--train", "3d", "--test", "1d"]].concat();
    let [ours, theirs] = [&script, "rsi_cross"].map(|s| csign.json(&line("walk-forward", s, &file, &more)));
    assert_eq!(ours["windows"].as_array().unwrap().len(), 6);
    assert_eq!(ours["trades"], theirs["trades"]);
    assert_eq!(ours["curve_ms"], theirs["curve_ms"]);
    for (ours, theirs) in
        ours["windows"].as_array().unwrap().iter().zip(theirs["windows"].as_array().unwrap())
    {
        assert_eq!(ours["params"], theirs["params"]);
    }
    agrees("return", &ours["total_return"], &theirs["total_return"]);
}

#[test]
fn a_recommendation_of_a_script_is_that_of_the_built_in_rule() {
    let csign = Csign::new();
    let (file, script) = (csign.write("hourly.csv", hourly_csv()), example());
    let ask = |strategy: &str, last: &str| {
        let line = ["recommend", "--strategy", strategy, "--input", &file, "--last-candles", last];
        csign.json(&[&line[..], &RULE].concat())
    };
    for last in ["80", "150", "200"] {
        let (ours, theirs) = (ask(&script, last), ask("rsi_cross", last));
        for key in ["decision", "entry", "stop_loss", "take_profit", "as_of"] {
            assert_eq!(ours[key], theirs[key], "{key} of the last {last}");
        }
    }
    assert!(!csign.path("desk").exists(), "nothing is stored");
}

#[test]
fn what_a_script_proposes_waits_with_its_version_and_hash() {
    let csign = Csign::new();
    let who = [("COUNTERSIGN_USER", "maja"), ("COUNTERSIGN_PASSPHRASE", "correct horse")];
    csign.run_with(&["user", "add", "maja", "--json"], &who[1..]).document();
    let always = |level: u8| {
        let rule = format!("candles.close:above({level}), candles.close:below(0)");
        csign.write(
            "always.luau",
            format!(
                "return {{ name = \"always\", compute = function(candles) return signal.when({rule}) end }}\n"
            ),
        )
    };
    let submit = |script: &str| {
        let line =
            "recommend --submit --venue builtin --symbol SIM-A/USD --timeframe 1h --last-candles 50 --json";
        let words: Vec<&str> = line.split(' ').chain(["--strategy", script]).collect();
        csign.run_with(&words, &who)
    };
    let waiting = |approval: &Value| {
        let all = csign.run_with(&["approvals", "list", "--json"], &who).document();
        let found = all.as_array().unwrap().iter().find(|a| a["id"] == *approval).cloned();
        found.unwrap_or_else(|| panic!("{approval} is not among {all}"))
    };
    let told = |document: &Value| {
        let reason = document["reason"].as_str().unwrap().to_owned();
        let (_, script) = reason.split_once("Script always, ").unwrap_or_else(|| panic!("{reason}"));
        script.to_owned()
    };
    let first = submit(&always(0)).document();
    assert_eq!(
        (&first["decision"], &waiting(&first["approval"])["strategy"]),
        (&json!("BUY"), &json!("script:always@1"))
    );
    assert!(told(&first).starts_with("version 1, SHA-256 "), "{first}");
    // the same file again is the same version, another text the next
    assert_eq!(told(&submit(&always(0)).document()), told(&first));
    let second = submit(&always(1)).document();
    assert!(told(&second).starts_with("version 2, SHA-256 "), "{second}");
    let (script, absent) = (endless(&csign), csign.path("absent.luau").display().to_string());
    assert_eq!(submit(&script).error(6)["code"], "script.out_of_steps");
    assert_eq!(submit(&absent).error(4)["code"], "not_found");
}

#[test]
fn an_endless_loop_ends_every_command_with_its_line() {
    let csign = Csign::new();
    let (file, script) = (csign.write("hourly.csv", hourly_csv()), endless(&csign));
    let out = csign.path("all.csv").display().to_string();
    let report = csign.path("report").display().to_string();
    let grid = ["--grid", "n=1..3"];
    let walk = [&grid[..], &["--train", "3d", "--test", "1d"]].concat();
    for line in [
        vec!["strategy", "check", &script],
        line("backtest", &script, &file, &["--report", &report]),
        line("sweep", &script, &file, &[&grid[..], &["--out", &out]].concat()),
        line("walk-forward", &script, &file, &walk),
        vec!["recommend", "--strategy", &script, "--input", &file],
    ] {
        let error = csign.error(6, &line);
        assert_eq!(error["code"], "script.out_of_steps", "{line:?}: {error}");
        let details = &error["details"];
        assert_eq!((&details["line"], &details["code"]), (&json!(4), &error["code"]), "{line:?}");
        let (at, reason) = (details["file"].as_str().unwrap(), details["reason"].as_str().unwrap());
        assert!(script.ends_with(at) && at.ends_with("endless.luau"), "{error}");
        assert_eq!(error["message"], format!("{at}:4: {reason}"));
    }
    assert!(!Path::new(&out).exists() && !Path::new(&report).exists() && !csign.path("desk").exists());
}

#[test]
fn check_shows_the_schema_or_what_is_wrong() {
    let csign = Csign::new();
    let script = example();
    let schema = csign.json(&["strategy", "check", &script]);
    assert_eq!(schema["name"], "rsi_cross_luau");
    let length = schema["params"].as_array().unwrap().iter().find(|p| p["name"] == "length").unwrap();
    assert_eq!((&length["default"], &length["min"]), (&json!(14.0), &json!(2.0)));
    assert_eq!(schema, csign.json(&["strategy", "show", &script]));
    let plain = csign.run(&["strategy", "check", &script]);
    assert!(plain.exit == 0 && plain.out.contains("oversold"), "{plain:?}");

    let wrong = |name: &str, text: &str| csign.error(6, &["strategy", "check", &csign.write(name, text)]);
    let misspelt = "return { name = 'm', compute = function(candles, p, ta)\n\tlocal r = ta.rsy(candles.close)\n\
                    \treturn signal.when(r:above(1), r:below(1))\nend }\n";
    let error = wrong("misspelt.luau", misspelt);
    assert_eq!(
        (&error["code"], &error["details"]["line"]),
        (&json!("script.indicator"), &json!(2)),
        "{error}"
    );
    let error = wrong("half.luau", "return {\n\tname = \n}\n");
    assert_eq!((&error["code"], &error["details"]["line"]), (&json!("script.syntax"), &json!(3)), "{error}");
    let error = wrong("long.luau", &"-".repeat(300 << 10));
    assert_eq!((&error["code"], &error["details"]["line"]), (&json!("script.source_too_long"), &Value::Null));
    let error = csign.error(4, &["strategy", "check", "absent.luau"]);
    assert_eq!((&error["code"], &error["details"]["file"]), (&json!("not_found"), &json!("absent.luau")));
    let file = csign.write("hourly.csv", hourly_csv());
    assert_eq!(csign.error(4, &line("backtest", "absent.luau", &file, &[]))["code"], "not_found");
    csign.error(2, &line("backtest", &script, &file, &["--param", "speed=1"]));
    csign.error(2, &line("backtest", &script, &file, &["--param", "length=1"]));
    let bytes = csign.write("bytes.luau", [0xff, 0xfe, 0x00]);
    assert_eq!(csign.error(6, &["strategy", "check", &bytes])["code"], "bad_file");
}
