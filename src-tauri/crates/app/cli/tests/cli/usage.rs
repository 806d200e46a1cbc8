//! Exit codes, errors in both forms, and what is not there yet.

use crate::csign::{Csign, hourly_csv};

#[test]
fn wrong_lines_exit_with_2_in_both_forms() {
    let csign = Csign::new();
    for line in [
        "bactest",
        "backtest",
        "backtest --strategy rsi_cross",
        "backtest --strategy rsi_cross --input a.csv --leverage 5",
        "backtest --strategy rsi_cross --input a.csv --fee much",
        "indicator rsi --venue coinbase --symbol BTC/USD",
        "recommend --strategy practice --input a.csv --submit",
        "audit verify --public-key 12",
        "trade execute --approval X",
        "trade execute --approval X --quantity many",
        "user add maja --role king",
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let plain = csign.run(&words);
        assert_eq!((plain.exit, plain.out.as_str()), (2, ""), "{line}: {}", plain.err);
        assert!(plain.err.starts_with("error: "), "{line}: {}", plain.err);
        let error = csign.error(2, &words);
        assert_eq!(error["code"], "usage", "{line}");
        assert!(!error["message"].as_str().unwrap().contains('\n'), "{error}");
    }
}

#[test]
fn what_is_coming_says_so() {
    let csign = Csign::new();
    for line in ["bot list", "serve --listen 127.0.0.1:8420", "risk set"] {
        let words: Vec<&str> = line.split(' ').collect();
        let error = csign.error(2, &words);
        assert_eq!(error["code"], "not_built", "{line}");
        assert!(error["message"].as_str().unwrap().contains("coming"), "{error}");
    }
    let help = csign.run(&["--help"]);
    assert_eq!(help.exit, 0);
    for word in ["venue", "simulate", "bot", "keys", "serve", "Coming"] {
        assert!(help.out.contains(word), "{word}");
    }
}

#[test]
fn what_is_not_there_exits_with_4() {
    let csign = Csign::new();
    for line in ["candles list", "audit verify", "journal replay", "audit verify absent.csl"] {
        let words: Vec<&str> = line.split(' ').collect();
        assert_eq!(csign.error(4, &words)["code"], "not_found", "{line}");
    }
    let stored = "backtest --strategy rsi_cross --venue kraken --symbol BTC/USD --timeframe 1h";
    let words: Vec<&str> = stored.split(' ').collect();
    assert_eq!(csign.error(4, &words)["code"], "not_found");
    let file = csign.write("hourly.csv", hourly_csv());
    csign.json(&["candles", "import", &file, "--venue", "lab", "--symbol", "BTC/USD"]);
    assert_eq!(csign.error(4, &words)["code"], "not_found");
    assert_eq!(csign.error(3, &["approvals", "list"])["code"], "not_set_up");
}

#[test]
fn a_configuration_file_has_the_same_names() {
    let csign = Csign::new();
    let file = csign.write("hourly.csv", hourly_csv());
    let elsewhere = csign.path("elsewhere");
    let config = csign.write("csign.toml", format!("data-dir = {:?}\njson = true\n", elsewhere));
    let import = ["candles", "import", &file, "--venue", "lab", "--symbol", "BTC/USD", "--config", &config];
    // a flag and the environment go before the file
    let ran = csign.run(&import);
    assert_eq!(ran.document()["rows"], 200);
    assert!(csign.database().exists() && !elsewhere.exists());
    let ran = csign.run_with(&import, &[("COUNTERSIGN_DATA_DIR", "")]);
    assert_eq!(ran.document()["rows"], 200);
    assert!(elsewhere.join("countersign.db").exists());
    let wrong = csign.write("wrong.toml", "colour = \"blue\"\n");
    assert_eq!(csign.error(2, &["strategies", "--config", &wrong])["code"], "usage");
}

#[test]
fn the_doctor_answers_before_the_first_start() {
    let csign = Csign::new();
    let document = csign.json(&["doctor"]);
    assert_eq!(document["ok"], true);
    let names: Vec<&str> =
        document["checks"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["data directory", "database", "keyring", "clock"]);
    assert!(!csign.path("desk").exists(), "a check makes nothing");
}

#[test]
fn what_reads_and_imports_works_beside_a_running_desk() {
    let csign = Csign::new();
    let admin = [("COUNTERSIGN_PASSPHRASE", "correct horse")];
    assert_eq!(csign.run_with(&["user", "add", "maja"], &admin).exit, 0);
    let desk = store::DataDir::open(&csign.path("desk")).unwrap().lock().unwrap();
    let file = csign.write("hourly.csv", hourly_csv());
    let from = ["--venue", "lab", "--symbol", "BTC/USD", "--timeframe", "1h"];
    csign.json(&[&["candles", "import", &file][..], &from].concat());
    for line in [
        "candles list",
        "indicator rsi",
        "model ar",
        "backtest --strategy rsi_cross",
        "recommend --strategy practice",
        "audit verify",
        "journal replay",
        "doctor",
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let candles =
            if ["candles", "audit", "journal", "doctor"].contains(&words[0]) { &[][..] } else { &from };
        csign.json(&[&words[..], candles].concat());
    }
    let ran = csign.run_with(&["risk", "status", "--json"], &admin);
    let error = ran.error(3);
    assert_eq!((&error["code"], &error["details"]["pid"]), (&"in_use".into(), &std::process::id().into()));
    drop(desk);
    assert_eq!(csign.run_with(&["risk", "status"], &admin).exit, 0);
}
