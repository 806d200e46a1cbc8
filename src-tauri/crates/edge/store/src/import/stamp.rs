//! Time stamps: epoch numbers in any usual unit, or ISO 8601.

use super::ImportFault;
use super::fault::shown;

/// How a file writes its times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeUnit {
    Seconds,
    Milliseconds,
    Microseconds,
    Nanoseconds,
    Iso8601,
}

impl std::fmt::Display for TimeUnit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Seconds => "epoch seconds",
            Self::Milliseconds => "epoch milliseconds",
            Self::Microseconds => "epoch microseconds",
            Self::Nanoseconds => "epoch nanoseconds",
            Self::Iso8601 => "ISO 8601",
        })
    }
}

/// UTC milliseconds and the unit they were written in. A number's size tells its unit: from 1973 to 5138 no two
/// units overlap.
pub(super) fn parse(text: &[u8]) -> Result<(i64, TimeUnit), ImportFault> {
    match epoch_digits(text) {
        Some(number) => epoch(number, text),
        None => match iso8601(text) {
            Some(Ok(time_ms)) => Ok((time_ms, TimeUnit::Iso8601)),
            Some(Err(())) => Err(ImportFault::TimeFraction { value: shown(text) }),
            None => Err(ImportFault::BadTime { value: shown(text) }),
        },
    }
}

/// Whole numbers, also written as `1498906800.0`.
fn epoch_digits(text: &[u8]) -> Option<u64> {
    let whole = match memchr::memchr(b'.', text) {
        Some(point) if text[point + 1..].iter().all(|b| *b == b'0') => &text[..point],
        _ => text,
    };
    if whole.is_empty() || whole.len() > 19 {
        return None;
    }
    whole.iter().try_fold(0_u64, |n, b| b.is_ascii_digit().then(|| n * 10 + u64::from(b - b'0')))
}

fn epoch(number: u64, text: &[u8]) -> Result<(i64, TimeUnit), ImportFault> {
    let out_of_range = || ImportFault::TimeOutOfRange { value: shown(text) };
    let signed = i64::try_from(number).map_err(|_| out_of_range())?;
    let (unit, per_ms) = match number {
        0..100_000_000 => return Err(out_of_range()),
        100_000_000..100_000_000_000 => return Ok((signed * 1000, TimeUnit::Seconds)),
        100_000_000_000..100_000_000_000_000 => return Ok((signed, TimeUnit::Milliseconds)),
        100_000_000_000_000..100_000_000_000_000_000 => (TimeUnit::Microseconds, 1000),
        _ => (TimeUnit::Nanoseconds, 1_000_000),
    };
    if signed % per_ms == 0 {
        Ok((signed / per_ms, unit))
    } else {
        Err(ImportFault::TimeFraction { value: shown(text) })
    }
}

/// `YYYY-MM-DD`, then optionally `T` or a space, `HH:MM`, `:SS`, a fraction, and `Z`, `UTC` or an offset. Without
/// an offset it is UTC. `Some(Err)` where the fraction is finer than a millisecond.
fn iso8601(text: &[u8]) -> Option<Result<i64, ()>> {
    let (date, rest) = text.split_at_checked(10)?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = date else { return None };
    let year = two(*y1, *y2)? * 100 + two(*y3, *y4)?;
    let days = days_from_civil(year, two(*m1, *m2)?, two(*d1, *d2)?)?;
    let midnight_ms = days * 86_400_000;
    let Some((b'T' | b't' | b' ', rest)) = rest.split_first() else {
        return rest.is_empty().then_some(Ok(midnight_ms));
    };
    let [h1, h2, b':', n1, n2, rest @ ..] = rest else { return None };
    let (hour, minute) = (two(*h1, *h2)?, two(*n1, *n2)?);
    let (second, rest) = match rest {
        [b':', s1, s2, rest @ ..] => (two(*s1, *s2)?, rest),
        _ => (0, rest),
    };
    let (fraction, rest) = match rest {
        [b'.', rest @ ..] => {
            let n = rest.iter().take_while(|b| b.is_ascii_digit()).count();
            rest.split_at(n)
        }
        _ => (&[][..], rest),
    };
    if hour > 23 || minute > 59 || second > 59 || fraction.len() > 9 {
        return None;
    }
    let nanos = (0..9).fold(0, |n, i| n * 10 + fraction.get(i).map_or(0, |b| i64::from(b - b'0')));
    let offset_minutes = offset(rest)?;
    if nanos % 1_000_000 != 0 {
        return Some(Err(()));
    }
    let minutes = hour * 60 + minute - offset_minutes;
    Some(Ok(midnight_ms + (minutes * 60 + second) * 1000 + nanos / 1_000_000))
}

fn offset(text: &[u8]) -> Option<i64> {
    let (sign, digits) = match text {
        b"" | b"Z" | b"z" | b" UTC" => return Some(0),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match digits {
        [a, b] => (two(*a, *b)?, 0),
        [a, b, b':', c, d] | [a, b, c, d] => (two(*a, *b)?, two(*c, *d)?),
        _ => return None,
    };
    (hours <= 14 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

fn two(a: u8, b: u8) -> Option<i64> {
    (a.is_ascii_digit() && b.is_ascii_digit()).then(|| i64::from((a - b'0') * 10 + (b - b'0')))
}

/// Days since 1970-01-01 of a Gregorian date from 1970 on; `None` where there is no such day.
fn days_from_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let before: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let index = usize::try_from(month).ok()?.checked_sub(1)?;
    let start = *before.get(index)?;
    let length = before.get(index + 1).unwrap_or(&365) - start + i64::from(leap && month == 2);
    if year < 1970 || day < 1 || day > length {
        return None;
    }
    let leaps = |y: i64| y / 4 - y / 100 + y / 400;
    let years = (year - 1970) * 365 + leaps(year - 1) - leaps(1969);
    Some(years + start + i64::from(leap && month > 2) + day - 1)
}

#[cfg(test)]
#[path = "stamp_tests.rs"]
mod tests;
