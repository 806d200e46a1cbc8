//! Names of approvals and orders, made from the day and what there is already: the same state gives the same name.

use chrono::{DateTime, Datelike};

fn day(now_ms: i64) -> String {
    DateTime::from_timestamp_millis(now_ms)
        .map_or_else(|| "0000".to_owned(), |t| format!("{:02}{:02}{:02}", t.year() % 100, t.month(), t.day()))
}

/// `CS-261121-0007`
pub(crate) fn approval_id(now_ms: i64, existing: usize) -> String {
    format!("CS-{}-{:04}", day(now_ms), existing + 1)
}

/// The entry of an approval has the approval's own name: a second one is refused as a duplicate.
pub(crate) fn entry_id(approval: &str) -> String {
    approval.to_lowercase()
}

/// `m-261121-0012`
pub(crate) fn manual_id(now_ms: i64, existing: usize) -> String {
    format!("m-{}-{:04}", day(now_ms), existing + 1)
}

/// `x-261121-0012`: closes a position.
pub(crate) fn exit_id(now_ms: i64, existing: usize) -> String {
    format!("x-{}-{:04}", day(now_ms), existing + 1)
}

pub(crate) fn recommendation_id(now_ms: i64, existing: usize) -> String {
    format!("R-{now_ms}-{existing}")
}

/// Whether a chain entry's name belongs to the approval or order `subject`: itself, or one of its stops and targets.
pub(crate) fn belongs(name: &str, subject: &str) -> bool {
    let (name, subject) = (name.to_lowercase(), subject.to_lowercase());
    name.strip_prefix(&subject).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_day_and_belong_to_their_orders() {
        let now = 1_795_219_200_000; // 2026-11-21
        assert_eq!(approval_id(now, 6), "CS-261121-0007");
        assert_eq!(entry_id("CS-261121-0007"), "cs-261121-0007");
        assert!(belongs("cs-261121-0007-s1", "CS-261121-0007"));
        assert!(!belongs("cs-261121-00071", "CS-261121-0007"));
    }
}
