//! Whatever comes in whatever order: refusals leave no trace, and what is taken obeys the rules.

mod checks;
mod steps;

use proptest::prelude::*;
use trading::Engine;

use super::fixture::*;
use checks::Watch;

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_inputs_keeps_the_invariants(steps in prop::collection::vec(steps::step(), 1..120)) {
        let mut desk = Desk::new();
        let mut watch = Watch::over(&desk);
        for step in steps {
            let (actor, input) = step.make(&mut desk);
            let before = desk.engine.state().clone();
            match desk.apply(actor, input.clone()) {
                Err(refusal) => {
                    prop_assert!(before == *desk.engine.state(), "{} left a trace", refusal);
                    prop_assert!(!refusal.code().is_empty() && !refusal.to_string().is_empty());
                }
                Ok(outcome) => watch.check(&before, &desk, &input, &outcome)?,
            }
        }
        replays(&desk)?;
    }
}

/// The journal, written out and read back, gives the same entries and the same state.
fn replays(desk: &Desk) -> Result<(), TestCaseError> {
    let mut engine = Engine::new(trading::Policy::default());
    let mut lines = Vec::new();
    for stamped in &desk.journal {
        let row = serde_json::to_string(stamped).unwrap();
        let outcome = engine.apply(&serde_json::from_str(&row).unwrap());
        lines.extend(
            outcome.map_err(|r| TestCaseError::fail(r.to_string()))?.entries.into_iter().map(|e| e.line),
        );
    }
    prop_assert!(lines.iter().eq(desk.entries.iter().map(|e| &e.line)), "entries differ");
    prop_assert!(engine.state() == desk.engine.state(), "states differ");
    Ok(())
}
