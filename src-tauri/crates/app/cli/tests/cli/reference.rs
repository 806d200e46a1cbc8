//! Comparing with reference answers.

use serde_json::Value;

/// To 1e-9 relative; 1e-12 absolute where the figure is nought.
pub fn agrees(what: &str, ours: &Value, theirs: &Value) {
    let number = |v: &Value| v.as_f64().unwrap_or_else(|| panic!("{what}: {v} is no number"));
    let (ours, theirs) = (number(ours), number(theirs));
    assert!((ours - theirs).abs() <= 1e-9 * theirs.abs().max(1e-3), "{what}: {ours} against {theirs}");
}

/// The same with a tolerance of one's own, for whole lists.
pub fn all_agree(what: &str, ours: &Value, theirs: &Value, tolerance: f64) {
    let list = |v: &Value| -> Vec<f64> {
        v.as_array()
            .unwrap_or_else(|| panic!("{what} is no list"))
            .iter()
            .map(|x| x.as_f64().unwrap())
            .collect()
    };
    let (ours, theirs) = (list(ours), list(theirs));
    assert_eq!(ours.len(), theirs.len(), "{what}");
    for (i, (o, t)) in ours.iter().zip(&theirs).enumerate() {
        assert!((o - t).abs() <= tolerance * t.abs().max(1e-3), "{what} {i}: {o} against {t}");
    }
}

/// A CSV file's column names and rows.
pub fn rows(path: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let names = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect());
    (names, rows.collect())
}
