//! Dates worth a label on a time axis.

use chrono::{DateTime, Datelike, Days, Months, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

/// An instant and how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateTick {
    pub time_ms: i64,
    pub label: String,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Hours(u32),
    Days(u64),
    Months(u32),
}

const HOUR_MS: i64 = 3_600_000;
const STEPS: [(Step, i64); 15] = [
    (Step::Hours(1), HOUR_MS),
    (Step::Hours(3), 3 * HOUR_MS),
    (Step::Hours(6), 6 * HOUR_MS),
    (Step::Hours(12), 12 * HOUR_MS),
    (Step::Days(1), 24 * HOUR_MS),
    (Step::Days(2), 48 * HOUR_MS),
    (Step::Days(7), 7 * 24 * HOUR_MS),
    (Step::Days(14), 14 * 24 * HOUR_MS),
    (Step::Months(1), 30 * 24 * HOUR_MS),
    (Step::Months(2), 61 * 24 * HOUR_MS),
    (Step::Months(3), 91 * 24 * HOUR_MS),
    (Step::Months(6), 182 * 24 * HOUR_MS),
    (Step::Months(12), 365 * 24 * HOUR_MS),
    (Step::Months(24), 730 * 24 * HOUR_MS),
    (Step::Months(120), 3_650 * 24 * HOUR_MS),
];

/// Round local dates from `from_ms` to `to_ms`, about `most` at the most. ISO 8601, cut to what the step needs.
pub(crate) fn ticks(from_ms: i64, to_ms: i64, zone: Tz, most: usize) -> Vec<DateTick> {
    let span = to_ms.saturating_sub(from_ms);
    let step = STEPS
        .into_iter()
        .find(|(_, ms)| span / ms <= most as i64)
        .map_or(Step::Months(1_200), |(step, _)| step);
    let Some(first) = DateTime::from_timestamp_millis(from_ms).map(|t| t.with_timezone(&zone).naive_local())
    else {
        return Vec::new();
    };
    let mut ticks = Vec::new();
    let mut local = floor(first, step);
    // Twice the wanted count bounds the loop whatever the calendar does.
    for _ in 0..2 * most + 4 {
        let Some(at) = local else { break };
        // An hour that clocks skip has no instant, and no tick.
        if let Some(time) = zone.from_local_datetime(&at).earliest() {
            let time_ms = time.timestamp_millis();
            if time_ms > to_ms {
                break;
            }
            if time_ms >= from_ms {
                ticks.push(DateTick { time_ms, label: label(at, step) });
            }
        }
        local = next(at, step);
    }
    ticks
}

fn floor(at: NaiveDateTime, step: Step) -> Option<NaiveDateTime> {
    let date = at.date();
    let day = match step {
        Step::Hours(_) => date,
        Step::Days(n) => {
            date.checked_sub_days(Days::new(u64::from(date.num_days_from_ce().unsigned_abs()) % n))?
        }
        Step::Months(n) => {
            let months = (date.year() * 12 + date.month0() as i32).div_euclid(n as i32) * n as i32;
            chrono::NaiveDate::from_ymd_opt(months.div_euclid(12), months.rem_euclid(12) as u32 + 1, 1)?
        }
    };
    Some(day.and_time(NaiveTime::MIN))
}

fn next(at: NaiveDateTime, step: Step) -> Option<NaiveDateTime> {
    match step {
        Step::Hours(n) => at.checked_add_signed(TimeDelta::hours(i64::from(n))),
        Step::Days(n) => at.checked_add_days(Days::new(n)),
        Step::Months(n) => at.checked_add_months(Months::new(n)),
    }
}

fn label(at: NaiveDateTime, step: Step) -> String {
    let format = match step {
        Step::Hours(_) if at.time() == NaiveTime::MIN => "%Y-%m-%d",
        Step::Hours(_) => "%H:%M",
        Step::Days(_) => "%Y-%m-%d",
        Step::Months(n) if n % 12 == 0 => "%Y",
        Step::Months(_) => "%Y-%m",
    };
    at.format(format).to_string()
}

/// `2017-07-02 07:00` in `zone`.
pub(crate) fn minute(time_ms: i64, zone: Tz) -> String {
    let time = DateTime::from_timestamp_millis(time_ms);
    time.map_or_else(String::new, |t| t.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string())
}

/// `2017-07-02T07:00:00Z`
pub(crate) fn iso_utc(time_ms: i64) -> String {
    DateTime::from_timestamp_millis(time_ms)
        .map_or_else(String::new, |t| t.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(from_ms: i64, to_ms: i64, zone: Tz) -> Vec<String> {
        ticks(from_ms, to_ms, zone, 9).into_iter().map(|t| t.label).collect()
    }

    #[test]
    fn months_start_at_local_midnight() {
        let (from, to) = (1_498_906_800_000, 1_571_302_800_000);
        let quarters = ticks(from, to, Tz::Europe__Stockholm, 9);
        assert_eq!(quarters[0], DateTick { time_ms: 1_506_808_800_000, label: "2017-10".to_owned() });
        assert_eq!(quarters.len(), 9);
    }

    #[test]
    fn short_spans_show_hours_and_long_ones_years() {
        let t = 1_571_270_400_000;
        assert_eq!(
            labels(t, t + 5 * HOUR_MS, Tz::UTC),
            ["2019-10-17", "01:00", "02:00", "03:00", "04:00", "05:00"]
        );
        assert_eq!(labels(t, t + 3 * 24 * HOUR_MS, Tz::UTC)[..2], ["2019-10-17", "12:00"]);
        assert_eq!(labels(0, t, Tz::UTC), ["1970", "1980", "1990", "2000", "2010"]);
        assert!(labels(i64::MIN, i64::MAX, Tz::UTC).is_empty());
    }
}
