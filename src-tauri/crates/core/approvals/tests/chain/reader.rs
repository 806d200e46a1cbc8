//! Reading and writing files: limits, interruptions, and what a failure leaves behind.

use std::io::{BufReader, Read};

use approvals::entry::AppendError;
use approvals::file::{MAX_LINE_BYTES, WriteError};
use approvals::{ChainHead, ChainVerifier, FailureCode, Value, VerifyError, verify_file, write_file};
use domain::Actor;

use super::draft::{file, header, note, seal, signed_by, stored};
use super::finale;
use super::world::World;

fn story() -> World {
    let mut world = World::new();
    finale::play(&mut world);
    world
}

#[test]
fn a_line_without_end_is_refused_without_being_held() {
    let bytes = file(&seal(&story().drafts));
    let first = bytes.iter().position(|b| *b == b'\n').unwrap() + 1;
    let endless = bytes[..first].chain(std::io::repeat(b'['));
    match verify_file(BufReader::new(endless), None) {
        Err(VerifyError::Failed(failure)) => {
            assert_eq!((failure.code, failure.seq), (FailureCode::BadFormat, 1));
            assert!(failure.message.contains(&MAX_LINE_BYTES.to_string()), "{}", failure.message);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_empty_file_has_no_header() {
    match verify_file(std::io::empty(), None) {
        Err(VerifyError::Failed(failure)) => {
            assert_eq!((failure.code, failure.seq), (FailureCode::BadFormat, 0));
        }
        other => panic!("{other:?}"),
    }
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("unplugged"))
    }
}

#[test]
fn a_disk_that_fails_is_not_called_tampering() {
    let bytes = file(&seal(&story().drafts));
    let failing = BufReader::new(bytes[..bytes.len() / 2].chain(Broken));
    assert!(matches!(verify_file(failing, None), Err(VerifyError::Read { line: 2.., .. })));
}

#[test]
fn a_header_that_miscounts_is_refused_when_written() {
    let sealed = seal(&story().drafts);
    let announced = header(sealed.len() + 1);
    let sign = |statement: &approvals::ExportStatement| Ok(signed_by(statement, "instance"));
    let error = write_file(std::io::sink(), &announced, stored(&sealed), sign).unwrap_err();
    let found = sealed.len() as u64;
    assert!(
        matches!(error, WriteError::Count { announced, found: f } if announced == found + 1 && f == found)
    );
}

#[test]
fn after_a_refused_entry_a_verifier_goes_on_as_if_it_had_not_come() {
    let world = story();
    let sealed = seal(&world.drafts);
    let mut verifier = ChainVerifier::new(None);
    for entry in &sealed {
        let before = verifier.head();
        let wrong = approvals::Digest::of("", b"wrong");
        assert_eq!(verifier.feed(&entry.entry, &wrong).unwrap_err().code, FailureCode::HashMismatch);
        assert_eq!(verifier.head(), before);
        verifier.feed(&entry.entry, &entry.hash).unwrap();
    }
    let report = verifier.finish().unwrap();
    // an order under a cover that is spent: refused by the rules, not by its form
    let mut over = world.drafts[finale::find(&world.drafts, "order.intended", "client_id", "fin-c")].clone();
    over.set(&["client_id"], "again".into());
    let mut head = verifier.head();
    let Sealed { entry, hash, .. } = append(&mut head, &over);
    assert_eq!(verifier.feed(&entry, &hash).unwrap_err().code, FailureCode::OverCap);
    assert_eq!(verifier.finish().unwrap(), report);
    let Sealed { entry, hash, .. } = append(&mut verifier.head(), &note(0, "goes on"));
    verifier.feed(&entry, &hash).unwrap();
    assert_eq!(verifier.finish().unwrap().entries, report.entries + 1);
}

use approvals::Sealed;

fn append(head: &mut ChainHead, draft: &super::draft::Draft) -> Sealed {
    head.append(draft.time_ms, &draft.actor, &draft.kind, draft.body().clone()).unwrap()
}

#[test]
fn what_cannot_be_written_leaves_the_head_where_it_was() {
    let mut head = ChainHead::default();
    let empty = || approvals::canonical::object([]);
    let error = head.append(0, &Actor::System, "Login OK", empty()).unwrap_err();
    assert_eq!(error, AppendError::Kind("Login OK".to_owned()));
    let error = head.append(0, &Actor::User(String::new()), "login.ok", empty()).unwrap_err();
    assert_eq!(error, AppendError::Actor(Actor::User(String::new())));
    let error = head.append(0, &Actor::System, "login.ok", Value::Null).unwrap_err();
    assert!(matches!(error, AppendError::Body { found: "null", .. }));
    let bad_key = approvals::canonical::object([("User", Value::Null)]);
    assert!(matches!(head.append(0, &Actor::System, "login.ok", bad_key), Err(AppendError::Bound { .. })));
    assert!(matches!(
        head.append(i64::MAX, &Actor::System, "login.ok", empty()),
        Err(AppendError::Bound { .. })
    ));
    assert_eq!(head, ChainHead::default());
    let sealed = head.append(0, &Actor::System, "login.ok", empty()).unwrap();
    assert_eq!((head.seq, head.hash), (1, sealed.hash));
    assert_eq!(sealed.entry_bytes(), sealed.entry.to_bytes().unwrap());
    assert_eq!(sealed.hash, sealed.entry.hash().unwrap());
}
