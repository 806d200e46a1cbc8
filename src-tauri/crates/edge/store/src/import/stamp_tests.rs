#![allow(clippy::unwrap_used)]
use super::*;

fn ms(text: &str) -> i64 {
    parse(text.as_bytes()).unwrap().0
}

#[test]
fn one_instant_in_every_unit() {
    let t = 1_571_302_800_000;
    for (text, unit) in [
        ("1571302800", TimeUnit::Seconds),
        ("1571302800.0", TimeUnit::Seconds),
        ("1571302800000", TimeUnit::Milliseconds),
        ("1571302800000000", TimeUnit::Microseconds),
        ("1571302800000000000", TimeUnit::Nanoseconds),
        ("2019-10-17T09:00:00Z", TimeUnit::Iso8601),
        ("2019-10-17 09:00", TimeUnit::Iso8601),
        ("2019-10-17 09:00:00 UTC", TimeUnit::Iso8601),
        ("2019-10-17T11:00:00.000+02:00", TimeUnit::Iso8601),
        ("2019-10-17T04:30:00-0430", TimeUnit::Iso8601),
        ("2019-10-17T09:00:00.000000000", TimeUnit::Iso8601),
    ] {
        assert_eq!(parse(text.as_bytes()), Ok((t, unit)), "{text}");
    }
}

#[test]
fn days_of_the_calendar() {
    assert_eq!(ms("1970-01-01"), 0);
    assert_eq!(ms("2000-02-29"), 951_782_400_000);
    assert_eq!(ms("2024-12-31T23:59:59.999Z"), 1_735_689_599_999);
    assert_eq!(ms("2100-03-01") - ms("2100-02-28"), 86_400_000);
    let every_day = (1970..2200)
        .flat_map(|y| (1..=12).map(move |m| (y, m)))
        .flat_map(|(y, m)| (1..=31).filter_map(move |d| days_from_civil(y, m, d)));
    assert!(every_day.enumerate().all(|(i, day)| usize::try_from(day) == Ok(i)));
}

#[test]
fn what_is_no_time_is_refused() {
    for bad in [
        "",
        "abc",
        "2019-13-01",
        "2019-02-29",
        "2019-10-17T24:00",
        "2019-10-17Txx",
        "2019-10-17 09:00 CET",
        "-5",
        "2019/10/17",
        "1571302800.5x",
        "0x5D",
        "99999999999999999999",
        "2019-1-1",
    ] {
        assert!(matches!(parse(bad.as_bytes()), Err(ImportFault::BadTime { .. })), "{bad}");
    }
    assert!(matches!(parse(b"20190101"), Err(ImportFault::TimeOutOfRange { .. })));
    assert!(matches!(parse(b"9999999999999999999"), Err(ImportFault::TimeOutOfRange { .. })));
    assert!(matches!(parse(b"1571302800000001"), Err(ImportFault::TimeFraction { .. })));
    assert!(matches!(parse(b"2019-10-17T09:00:00.0001Z"), Err(ImportFault::TimeFraction { .. })));
}
