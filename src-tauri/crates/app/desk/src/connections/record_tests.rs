#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

const NOW: i64 = 1_795_240_800_000;

fn codes(record: &Record) -> Vec<String> {
    record.events().into_iter().map(|event| event.code).collect()
}

#[test]
fn the_day_keeps_the_worst_of_each_quarter_and_moves_on() {
    let mut record = Record::default();
    let report = HealthReport::default;
    record.observe(NOW, ConnectionState::Connecting, 0, report());
    assert_eq!(record.day(NOW), [QuarterState::Unknown; QUARTERS]);
    record.observe(NOW, ConnectionState::Up, 0, report());
    record.observe(NOW + 1, ConnectionState::Down, 0, report());
    record.observe(NOW + 2, ConnectionState::Up, 0, report());
    record.observe(NOW + 2 * QUARTER_MS, ConnectionState::Up, 0, report());
    let day = record.day(NOW + 3 * QUARTER_MS);
    assert_eq!(day.len(), QUARTERS);
    let expected = [QuarterState::Down, QuarterState::Unknown, QuarterState::Up, QuarterState::Unknown];
    assert_eq!(day[QUARTERS - 4..], expected);
    // written down and read again a day later nothing of it is left
    let text = serde_json::to_string(&record.strip).unwrap();
    let later = Record::of(serde_json::from_str(&text).unwrap());
    assert_eq!(later.day(NOW + 3 * QUARTER_MS), day);
    assert_eq!(later.day(NOW + 100 * QUARTER_MS), [QuarterState::Unknown; QUARTERS]);
}

#[test]
fn what_happens_is_told_once_newest_first() {
    let mut record = Record::default();
    let up = HealthReport { latency_us: Some(1500), ..HealthReport::default() };
    assert!(record.observe(NOW, ConnectionState::Up, 0, up.clone()));
    assert!(!record.observe(
        NOW + 1,
        ConnectionState::Up,
        0,
        HealthReport { heard_ms: Some(NOW), ..up.clone() }
    ));
    let lost = HealthReport { last_error: Some("gone".to_owned()), ..up.clone() };
    record.observe(NOW + 2, ConnectionState::Down, 0, lost.clone());
    record.observe(NOW + 3, ConnectionState::Up, 0, HealthReport { resyncs: 2, ..lost.clone() });
    record.observe(NOW + 4, ConnectionState::Stale, 6000, HealthReport { resyncs: 2, ..lost });
    assert_eq!(codes(&record), ["stale", "resynced", "reconnected", "lost", "connected"]);
    let values: Vec<_> = record.events().into_iter().map(|event| event.values).collect();
    assert_eq!(values[0]["ms"], "6000");
    assert_eq!(values[1]["count"], "2");
    assert_eq!(values[3]["error"], "gone");
    assert_eq!(record.latencies(), [1.5]);
}
