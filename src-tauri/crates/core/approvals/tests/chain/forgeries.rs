//! Forged stories: each forgery is refused with exactly its code, at exactly its entry.

mod covers;
mod entries;
mod lines;
mod signers;

use std::collections::BTreeSet;

use approvals::FailureCode;
use approvals::{Failure, VerifyError, verify_file};
use proptest::prelude::*;

use super::draft::{Draft, file, seal};
use super::finale;
use super::stories::{play, steps};

/// A change to the entries before they are sealed; returns the number of the entry that must be refused.
type Forge = fn(&mut Vec<Draft>) -> usize;

/// What is forged, what must be found, and how it is done.
struct Forgery(&'static str, FailureCode, Forge);

fn forgeries() -> impl Iterator<Item = &'static Forgery> {
    [entries::FORGERIES, signers::FORGERIES, covers::FORGERIES].into_iter().flatten()
}

/// Number of the entry at `index`.
fn seq(index: usize) -> usize {
    index + 1
}

fn refusal(bytes: &[u8]) -> Failure {
    match verify_file(bytes, None) {
        Err(VerifyError::Failed(failure)) => failure,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn every_failure_code_has_a_forgery() {
    let forged: BTreeSet<FailureCode> =
        forgeries().map(|f| f.1).chain(lines::FORGERIES.iter().map(|f| f.1)).collect();
    assert_eq!(forged, BTreeSet::from(FailureCode::ALL));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn each_forgery_is_named_by_code_and_entry(steps in steps()) {
        let mut world = play(&steps);
        finale::play(&mut world);
        for Forgery(name, code, forge) in forgeries() {
            let mut drafts = world.drafts.clone();
            let seq = forge(&mut drafts);
            let found = refusal(&file(&seal(&drafts)));
            let expected = (*code, u64::try_from(seq).unwrap());
            prop_assert_eq!((found.code, found.seq), expected, "{}: {}", name, found.message);
        }
        let sealed = seal(&world.drafts);
        for (name, code, forge) in lines::FORGERIES {
            let mut lines: Vec<Vec<u8>> = file(&sealed).split(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
            let seq = forge(&mut lines, &sealed);
            let found = refusal(&lines.join(&b'\n'));
            prop_assert_eq!((found.code, found.seq), (*code, seq), "{}: {}", name, found.message);
        }
    }
}
