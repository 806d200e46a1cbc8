//! The checksum of a book's 25 best levels.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use domain::Side;

use crate::Depth;

/// Levels a side that the checksum covers.
const LEVELS: usize = 25;

/// Texts of levels that are not what plain digits would be, by side (true: bids) and price in steps.
pub type OddTexts = BTreeMap<(bool, i64), (Box<str>, Box<str>)>;

/// How the venue may write numbers below 1e-6: the published form is not certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As the message wrote them.
    AsSent,
    Exponents,
    PlainPrices,
    Plain,
}

/// Whether the book is the one the checksum was made of.
pub fn matches(depth: &Depth, odd: &OddTexts, checksum: i64) -> bool {
    let mut text = String::with_capacity(1_200);
    let uncertain = write(depth, odd, Form::AsSent, &mut text);
    if crc(&text) == checksum {
        return true;
    }
    uncertain
        && [Form::Exponents, Form::PlainPrices, Form::Plain].into_iter().any(|form| {
            text.clear();
            write(depth, odd, form, &mut text);
            crc(&text) == checksum
        })
}

/// CRC-32 as the signed number that Bitfinex sends.
fn crc(text: &str) -> i64 {
    i64::from(i32::from_ne_bytes(crc32fast::hash(text.as_bytes()).to_ne_bytes()))
}

/// `bid:amount:ask:-amount:…`, level by level from the best; `true` where another form would differ.
fn write(depth: &Depth, odd: &OddTexts, form: Form, text: &mut String) -> bool {
    let (mut bids, mut asks) = (depth.levels(Side::Buy).take(LEVELS), depth.levels(Side::Sell).take(LEVELS));
    let (price_decimals, size_decimals) = (depth.price_decimals(), depth.size_decimals());
    let mut uncertain = false;
    loop {
        let (bid, ask) = (bids.next(), asks.next());
        if bid.is_none() && ask.is_none() {
            return uncertain;
        }
        for (side, level) in [(true, bid), (false, ask)] {
            let Some((price, size)) = level else { continue };
            let amount = if side { size } else { -size };
            if !text.is_empty() {
                text.push(':');
            }
            match odd.get(&(side, price)).filter(|_| form == Form::AsSent) {
                Some((price, amount)) => {
                    uncertain = true;
                    // writing to a String does not fail
                    let _ = write!(text, "{price}:{amount}");
                }
                None => {
                    uncertain |= is_small(price, price_decimals) || is_small(size, size_decimals);
                    number(text, price, price_decimals, form == Form::Exponents);
                    text.push(':');
                    number(text, amount, size_decimals, matches!(form, Form::Exponents | Form::PlainPrices));
                }
            }
        }
    }
}

/// JavaScript writes numbers below 1e-6 with an exponent.
fn is_small(steps: i64, decimals: u32) -> bool {
    steps.unsigned_abs() < 10_u64.pow(decimals.saturating_sub(6))
}

/// Steps of 10^-`decimals` as a decimal number without trailing zeros.
fn number(text: &mut String, steps: i64, decimals: u32, exponents: bool) {
    if steps < 0 {
        text.push('-');
    }
    let small = is_small(steps, decimals);
    let steps = steps.unsigned_abs();
    let unit = 10_u64.pow(decimals);
    if exponents && small && steps > 0 {
        let digits = steps.to_string();
        let exponent = decimals as usize + 1 - digits.len();
        let (first, rest) = digits.split_at(1);
        let rest = rest.trim_end_matches('0');
        let point = if rest.is_empty() { "" } else { "." };
        let _ = write!(text, "{first}{point}{rest}e-{exponent}");
        return;
    }
    let _ = write!(text, "{}", steps / unit);
    if !steps.is_multiple_of(unit) {
        let _ = write!(text, ".{:0width$}", steps % unit, width = decimals as usize);
        let length = text.trim_end_matches('0').len();
        text.truncate(length);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn depth(text: &str) -> Depth {
        let mut depth = Depth::new(11, 8);
        let parts: Vec<&str> = text.split(':').collect();
        for pair in parts.chunks(2) {
            let price = crate::wire::scaled(pair[0], 11).unwrap();
            let amount = crate::wire::scaled(pair[1], 8).unwrap();
            let side = if amount > 0 { Side::Buy } else { Side::Sell };
            depth.set(side, price, amount.abs());
        }
        depth
    }

    #[test]
    fn the_venues_examples_match() {
        for (text, checksum) in [
            ("6000:1:6100:-3:5900:2:6200:-4", 1_756_193_398),
            ("6000:1:6100:-3:0.000000017:2:6200:-4", -931_816_132),
            ("6000.5:0.5:6001:-0.4:6000:1.25:6002.5:-2:5999:0.00000001", -530_165_987),
        ] {
            assert!(matches(&depth(text), &OddTexts::new(), checksum), "{text}");
            assert!(!matches(&depth(text), &OddTexts::new(), checksum + 1), "{text}");
        }
    }

    #[test]
    fn only_the_best_25_of_a_side_count() {
        let level = |i: i64| format!("{}:1:{}:-1", 6000 - i, 6001 + i);
        let most: Vec<String> = (0..25).map(level).collect();
        let more: Vec<String> = (0..30).map(level).collect();
        assert!(matches(&depth(&more.join(":")), &OddTexts::new(), crc(&most.join(":"))));
    }

    #[test]
    fn small_numbers_match_in_any_of_their_forms() {
        let book = depth("6000:0.00000001:6001:-0.00000038:0.0000005:3");
        for text in [
            "6000:1e-8:6001:-3.8e-7:5e-7:3",
            "6000:1e-8:6001:-3.8e-7:0.0000005:3",
            "6000:0.00000001:6001:-0.00000038:0.0000005:3",
        ] {
            assert!(matches(&book, &OddTexts::new(), crc(text)), "{text}");
        }
    }

    #[test]
    fn texts_are_taken_as_they_were_sent() {
        let odd = OddTexts::from([((true, 600_000_000_000_000), ("6000.0".into(), "1.50".into()))]);
        assert!(matches(&depth("6000:1.5:6001:-1"), &odd, crc("6000.0:1.50:6001:-1")));
        assert!(matches(&depth("6000:1.5:6001:-1"), &odd, crc("6000:1.5:6001:-1")));
        assert!(!matches(&depth("6000:1.5:6001:-2"), &odd, crc("6000.0:1.50:6001:-1")));
    }
}
