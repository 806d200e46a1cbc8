//! Forgeries of a finished file: its lines, links, hashes, first and last line.

use approvals::FailureCode::{self, *};
use approvals::canonical::{Raw, object};
use approvals::entry::{hash_bytes, line};
use approvals::{Digest, ExportStatement, Sealed, Signable};

use super::super::draft::signed_by;

/// A change to the lines of a file (the last, behind the last line feed, is empty); returns the `seq` to be
/// named.
type Forge = fn(&mut Vec<Vec<u8>>, &[Sealed]) -> u64;

fn edit(line: &[u8], from: &str, to: &str) -> Vec<u8> {
    let text = std::str::from_utf8(line).unwrap();
    assert!(text.contains(from), "{from} in {text}");
    text.replacen(from, to, 1).into_bytes()
}

fn last(sealed: &[Sealed]) -> u64 {
    sealed.last().unwrap().entry.seq
}

/// The export line as `change` would have it, signed with that key.
fn export(lines: &mut [Vec<u8>], key: &str, change: fn(&mut ExportStatement)) -> u64 {
    let at = lines.len() - 2;
    let fields = Raw::parse(&lines[at]).unwrap().fields().unwrap();
    let mut statement = ExportStatement::from_raw(fields.get("export").unwrap()).unwrap();
    change(&mut statement);
    let by = signed_by(&statement, key);
    let line = object([
        ("export", statement.to_value()),
        ("key", key.into()),
        ("signature", by.signature.to_string().into()),
    ]);
    lines[at] = line.to_bytes().unwrap();
    statement.seq
}

pub(super) const FORGERIES: &[(&str, FailureCode, Forge)] = &[
    ("no header", BadFormat, |l, _| {
        l.remove(0);
        0
    }),
    ("a header of another version", BadFormat, |l, _| {
        l[0] = edit(&l[0], "\"version\":1", "\"version\":2");
        0
    }),
    ("a header with a field more", BadFormat, |l, _| {
        l[0] = edit(&l[0], "\"instance\":", "\"extra\":1,\"instance\":");
        0
    }),
    ("a line with white space", BadFormat, |l, _| {
        l[4].push(b' ');
        4
    }),
    ("a line with a carriage return", BadFormat, |l, _| {
        l[1].push(b'\r');
        1
    }),
    ("a field beside the entry", BadFormat, |l, _| {
        l[3] = edit(&l[3], "\"}", "\",\"note\":1}");
        3
    }),
    ("an empty line", BadFormat, |l, _| {
        l.insert(5, Vec::new());
        5
    }),
    ("fewer entries than announced", BadFormat, |l, s| {
        l.remove(l.len() - 3);
        last(s)
    }),
    ("more entries than announced", BadFormat, |l, s| {
        l.insert(l.len() - 2, l[1].clone());
        last(s) + 1
    }),
    ("no export line", BadFormat, |l, s| {
        l.remove(l.len() - 2);
        last(s) + 1
    }),
    ("no line feed at the end", BadFormat, |l, s| {
        l.pop();
        last(s) + 1
    }),
    ("an entry left out", SequenceGap, |l, _| {
        l.remove(3);
        4
    }),
    ("an entry twice", SequenceGap, |l, _| {
        l.insert(5, l[4].clone());
        4
    }),
    ("two entries exchanged", SequenceGap, |l, _| {
        l.swap(6, 7);
        7
    }),
    ("another former hash", LinkBroken, |l, s| {
        let entry = edit(s[4].entry_bytes(), &s[3].hash.to_string(), &Digest::ZERO.to_string());
        l[5] = line(&entry, &hash_bytes(&entry));
        5
    }),
    ("an entry rewritten and hashed anew", LinkBroken, |l, s| {
        let entry = edit(s[1].entry_bytes(), "maja", "mara");
        l[2] = line(&entry, &hash_bytes(&entry));
        3
    }),
    ("an entry rewritten", HashMismatch, |l, s| {
        l[2] = line(&edit(s[1].entry_bytes(), "maja", "mara"), &s[1].hash);
        2
    }),
    ("another hash", HashMismatch, |l, s| {
        l[2] = line(s[1].entry_bytes(), &s[2].hash);
        2
    }),
    ("a header exported at another time", HeadMismatch, |l, s| {
        l[0] = edit(&l[0], "1700000000000", "1700000000001");
        last(s)
    }),
    ("a header of another instance", HeadMismatch, |l, s| {
        l[0] = edit(&l[0], "desk-test", "desk-fake");
        last(s)
    }),
    ("an export at another time than the header's", HeadMismatch, |l, _| {
        export(l, "instance", |statement| statement.time_ms += 1)
    }),
    ("an export about an older entry", HeadMismatch, |l, _| {
        export(l, "instance", |statement| statement.seq -= 1)
    }),
    ("an export about another hash", HeadMismatch, |l, _| {
        export(l, "instance", |statement| statement.hash = Digest::ZERO)
    }),
    ("an export of another instance", HeadMismatch, |l, _| {
        export(l, "instance", |statement| statement.instance = "desk-fake".to_owned())
    }),
    ("an export by a trader", HeadMismatch, |l, _| export(l, "tom-1", |_| {})),
    ("an export by nobody", UnknownKey, |l, _| export(l, "ghost", |_| {})),
    ("an export changed after it was signed", BadSignature, |l, s| {
        let at = l.len() - 2;
        l[at] = edit(&l[at], "1700000000000", "1700000000001");
        last(s)
    }),
];
