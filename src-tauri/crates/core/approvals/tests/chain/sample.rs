//! The pinned file: proven whole, refused with any byte changed.

use approvals::file::FileVerifier;
use approvals::{Failure, FailureCode, PublicKey, Report, VerifyError, verify_file};

fn failure(error: VerifyError) -> Failure {
    match error {
        VerifyError::Failed(failure) => failure,
        VerifyError::Read { source, .. } => panic!("{source}"),
    }
}

#[test]
fn the_sample_proves_what_the_vectors_say() {
    let (Some(sample), Some(vectors)) = (super::reference("sample.csl"), super::reference("vectors.json"))
    else {
        return;
    };
    let report = verify_file(sample.as_slice(), None).unwrap();
    let mut expected: serde_json::Value = serde_json::from_slice(&vectors).unwrap();
    let mut expected = expected["sample"].take();
    assert_eq!(expected.as_object_mut().unwrap().remove("ok"), Some(true.into()));
    assert_eq!(serde_json::to_value(&report).unwrap(), expected);
    assert_eq!(verify_file(sample.as_slice(), Some(report.instance_key)).unwrap(), report);
}

#[test]
fn another_instance_s_key_is_refused_at_entry_1() {
    let Some(sample) = super::reference("sample.csl") else { return };
    let other = PublicKey::from_bytes([7; 32]);
    let found = failure(verify_file(sample.as_slice(), Some(other)).unwrap_err());
    assert_eq!((found.code, found.seq), (FailureCode::UnknownKey, 1));
}

/// Goes on from a verifier that has taken everything before `rest`; what ends without a line feed is read
/// from the start.
fn go_on(mut file: FileVerifier, before: &[u8], rest: &[u8]) -> Result<Report, Failure> {
    if rest.last() != Some(&b'\n') {
        return verify_file([before, rest].concat().as_slice(), None).map_err(failure);
    }
    for line in rest[..rest.len() - 1].split(|b| *b == b'\n') {
        file.line(line)?;
    }
    file.finish()
}

#[test]
fn every_byte_changed_is_refused() {
    let Some(sample) = super::reference("sample.csl") else { return };
    let mut file = FileVerifier::new(None);
    let (mut start, mut flips) = (0, 0);
    for line in sample.split_inclusive(|b| *b == b'\n') {
        for at in start..start + line.len() {
            for mask in [0x01, 0x20, 0x80] {
                let mut rest = sample[start..].to_vec();
                rest[at - start] ^= mask;
                assert!(
                    go_on(file.clone(), &sample[..start], &rest).is_err(),
                    "byte {at} with {mask:#x} passed"
                );
                flips += 1;
            }
        }
        file.line(line.strip_suffix(b"\n").unwrap()).unwrap();
        start += line.len();
    }
    assert_eq!((start, flips), (sample.len(), 3 * sample.len()));
    assert!(file.finish().is_ok());
}

#[test]
fn whole_files_with_a_changed_cut_or_added_byte_are_refused() {
    let Some(sample) = super::reference("sample.csl") else { return };
    for at in (0..sample.len()).step_by(97).chain([sample.len() - 1]) {
        let mut changed = sample.clone();
        changed[at] ^= 0x04;
        assert!(verify_file(changed.as_slice(), None).is_err(), "byte {at} changed");
        assert!(verify_file(&sample[..at], None).is_err(), "cut at byte {at}");
        changed[at] = sample[at];
        changed.insert(at, b' ');
        assert!(verify_file(changed.as_slice(), None).is_err(), "byte {at} added");
    }
    let longer = [sample.as_slice(), b"\n"].concat();
    let found = failure(verify_file(longer.as_slice(), None).unwrap_err());
    assert_eq!((found.code, found.seq), (FailureCode::BadFormat, 36));
}
