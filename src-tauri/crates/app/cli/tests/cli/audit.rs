//! `csign audit verify FILE`.

use serde_json::Value;

use crate::csign::{Csign, shared};

fn sample() -> Option<(Vec<u8>, Value)> {
    let sample = std::fs::read(shared("chain/sample.csl")?).unwrap();
    let vectors = std::fs::read(shared("chain/vectors.json")?).unwrap();
    Some((sample, serde_json::from_slice::<Value>(&vectors).unwrap()["sample"].clone()))
}

#[test]
fn the_sample_proves_exactly_what_is_known_of_it() {
    let Some((sample, known)) = sample() else { return };
    let csign = Csign::new();
    let file = csign.write("sample.csl", sample);
    assert_eq!(csign.json(&["audit", "verify", &file]), known);
    let key = known["instance_key"].as_str().unwrap();
    assert_eq!(csign.json(&["audit", "verify", &file, "--public-key", key]), known);
    let error = csign.error(6, &["audit", "verify", &file, "--public-key", &key.replace("8a88", "8a89")]);
    assert_eq!((&error["code"], &error["details"]["seq"]), (&"unknown_key".into(), &1.into()));
    assert!(!csign.path("desk").exists(), "a file is proven without a store");
}

#[test]
fn a_flipped_byte_is_named_with_code_and_entry() {
    let Some((sample, _)) = sample() else { return };
    let csign = Csign::new();
    let lines: Vec<usize> = std::iter::once(0)
        .chain(sample.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| at + 1))
        .collect();
    // a digit of entry 7's own time stamp: the bytes stay canonical, the hash no longer fits
    let line = &sample[lines[7]..lines[8]];
    let time = line.windows(9).rposition(|w| w == b"\"time_ms\"").unwrap() + 12;
    let mut changed = sample.clone();
    changed[lines[7] + time] = if line[time] == b'1' { b'2' } else { b'1' };
    let file = csign.write("changed.csl", &changed);
    let error = csign.error(6, &["audit", "verify", &file]);
    assert_eq!((&error["code"], &error["details"]["seq"]), (&"hash_mismatch".into(), &7.into()));
    let table = csign.run(&["audit", "verify", &file]);
    assert!(table.exit == 6 && table.err.starts_with("error: Entry 7: "), "{}", table.err);
    // the last line gone, and a byte that is no text
    let cut = csign.write("cut.csl", &sample[..lines[lines.len() - 2]]);
    assert_eq!(csign.error(6, &["audit", "verify", &cut])["code"], "bad_format");
    changed[lines[3] + 20] = 0xFF;
    let garbage = csign.write("garbage.csl", &changed);
    let error = csign.error(6, &["audit", "verify", &garbage]);
    assert_eq!((&error["code"], &error["details"]["seq"]), (&"bad_format".into(), &3.into()));
}
