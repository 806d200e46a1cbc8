//! One trade from proposal to target, byte for byte.

use trading::Engine;

use super::fixture::*;

fn told() -> Desk {
    let mut desk = Desk::new();
    let entry = desk.buy_with_bracket("CS-1", "5");
    desk.now_ms += 1_000;
    desk.fill(&entry, "2", "100.01");
    desk.send_all();
    desk.now_ms += 1_000;
    desk.fill(&entry, "3", "100.02");
    desk.cancelled("cs-1-1-s1");
    desk.cancelled("cs-1-1-t1");
    desk.send_all();
    desk.price = d("104");
    desk.now_ms += 60_000;
    desk.tick();
    desk.fill("cs-1-1-t2", "5", "104");
    desk.cancelled("cs-1-1-s2");
    desk
}

#[test]
fn a_full_story_reads_the_same_every_time() {
    let desk = told();
    let lines: Vec<String> = desk
        .entries
        .iter()
        .map(|e| {
            let body = String::from_utf8(e.entry.body.to_bytes().unwrap()).unwrap();
            format!("{:>3} {} {} {body}", e.entry.seq, e.entry.kind, e.entry.actor)
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
    let account = desk.engine.state().account(ACCOUNT).unwrap();
    // 5 x 104 less 2 x 100.01 less 3 x 100.02, less a tenth of a percent of each
    assert_eq!(account.portfolio.cash("USD"), d("10018.89992"));
    assert_eq!(desk.held(), d("0"));
}

#[test]
fn a_journal_written_out_and_read_back_gives_the_same_bytes() {
    let desk = told();
    let rows: Vec<String> = desk.journal.iter().map(|s| serde_json::to_string(s).unwrap()).collect();
    let mut engine = Engine::new(trading::Policy::default());
    let mut lines = Vec::new();
    for row in &rows {
        let outcome = engine.apply(&serde_json::from_str(row).unwrap()).unwrap();
        lines.extend(outcome.entries.into_iter().map(|e| e.line));
    }
    assert_eq!(lines, desk.entries.iter().map(|e| e.line.clone()).collect::<Vec<_>>());
    assert_eq!(engine.state().head, desk.engine.state().head);
    assert!(engine.state() == desk.engine.state());
}
