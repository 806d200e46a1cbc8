//! `depthUpdate` events, read in one pass without a copy: the venue's own layout by hand, any other by serde.

use domain::Side;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::lenient::{millis, whole};
use crate::wire::scaled;

/// What stands before the levels of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DepthHead<'a> {
    /// `BTCUSDT`
    pub symbol: &'a str,
    pub time_ms: i64,
    /// Numbers of the first and last change in the event.
    pub first: u64,
    pub last: u64,
    levels: Levels<'a>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Levels<'a> {
    /// From `"b":[` on, in the venue's own layout.
    Plain(&'a [u8]),
    /// Any JSON: the two arrays.
    Json { bids: &'a str, asks: &'a str },
}

/// The event cannot be read, or holds a number finer than the steps of the book: the book must start anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the levels of a depth event cannot be read in the steps of the book")]
pub struct BadLevels;

/// The head of a `depthUpdate`, alone or inside `{"stream":...,"data":...}`; `None`: it is something else.
pub fn read(message: &[u8]) -> Option<DepthHead<'_>> {
    plain(message).or_else(|| json(message))
}

/// Whether a message is a depth event, by its first bytes; a no is not certain.
fn plain(message: &[u8]) -> Option<DepthHead<'_>> {
    let mut at = Cursor(message);
    if at.take(b"{\"stream\":\"").is_some() {
        at.text()?;
        at.take(b",\"data\":")?;
    }
    at.take(b"{\"e\":\"depthUpdate\",\"E\":")?;
    let time_ms = at.integer()?;
    at.take(b",\"s\":\"")?;
    let symbol = at.text()?;
    at.take(b",\"U\":")?;
    let first = at.integer()?;
    at.take(b",\"u\":")?;
    let last = at.integer()?;
    at.take(b",\"b\":[")?;
    let time_ms = millis(i64::try_from(time_ms).ok()?);
    Some(DepthHead { symbol, time_ms, first, last, levels: Levels::Plain(at.0) })
}

fn json(message: &[u8]) -> Option<DepthHead<'_>> {
    #[derive(Deserialize)]
    struct Wrapped<'a> {
        #[serde(borrow)]
        data: &'a RawValue,
    }
    #[derive(Deserialize)]
    struct Event<'a> {
        e: &'a str,
        #[serde(rename = "E", deserialize_with = "whole")]
        time: i64,
        s: &'a str,
        #[serde(rename = "U", deserialize_with = "whole")]
        first: i64,
        #[serde(rename = "u", deserialize_with = "whole")]
        last: i64,
        #[serde(borrow)]
        b: &'a RawValue,
        #[serde(borrow)]
        a: &'a RawValue,
    }
    let text = std::str::from_utf8(message).ok()?;
    let inner = serde_json::from_str::<Wrapped<'_>>(text).map_or(text, |wrapped| wrapped.data.get());
    let event: Event<'_> =
        serde_json::from_str(inner).ok().filter(|event: &Event<'_>| event.e == "depthUpdate")?;
    Some(DepthHead {
        symbol: event.s,
        time_ms: millis(event.time),
        first: u64::try_from(event.first).ok()?,
        last: u64::try_from(event.last).ok()?,
        levels: Levels::Json { bids: event.b.get(), asks: event.a.get() },
    })
}

impl DepthHead<'_> {
    /// Hands each level over as price and size in steps of 10^-decimals, bids first. After an error some may have
    /// been handed over already.
    pub fn each(
        &self,
        price_decimals: u32,
        size_decimals: u32,
        mut set: impl FnMut(Side, i64, i64),
    ) -> Result<(), BadLevels> {
        match self.levels {
            Levels::Plain(bytes) => {
                let mut at = Cursor(bytes);
                at.side(price_decimals, size_decimals, |p, s| set(Side::Buy, p, s)).ok_or(BadLevels)?;
                at.take(b",\"a\":[").ok_or(BadLevels)?;
                at.side(price_decimals, size_decimals, |p, s| set(Side::Sell, p, s)).ok_or(BadLevels)?;
                at.take(b"}").ok_or(BadLevels)
            }
            Levels::Json { bids, asks } => {
                each_json(bids, price_decimals, size_decimals, |p, s| set(Side::Buy, p, s))?;
                each_json(asks, price_decimals, size_decimals, |p, s| set(Side::Sell, p, s))
            }
        }
    }
}

fn each_json(
    array: &str,
    price_decimals: u32,
    size_decimals: u32,
    mut set: impl FnMut(i64, i64),
) -> Result<(), BadLevels> {
    let rows: Vec<Vec<&RawValue>> = serde_json::from_str(array).map_err(|_| BadLevels)?;
    for row in rows {
        let (price, size) = level(&row, price_decimals, size_decimals).ok_or(BadLevels)?;
        set(price, size);
    }
    Ok(())
}

/// Price and size of a row, in steps.
pub fn level(row: &[&RawValue], price_decimals: u32, size_decimals: u32) -> Option<(i64, i64)> {
    let price = scaled(row.first()?.get(), price_decimals)?;
    let size = scaled(row.get(1)?.get(), size_decimals)?;
    (price >= 0 && size >= 0).then_some((price, size))
}

/// What is still to be read.
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    #[inline]
    fn take(&mut self, expected: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(expected)?;
        Some(())
    }

    /// Up to the next quote, which is taken too. Escapes are left to serde.
    fn text(&mut self) -> Option<&'a str> {
        let end = self.0.iter().position(|b| *b == b'"' || *b == b'\\')?;
        let (text, rest) = self.0.split_at(end);
        self.0 = rest.strip_prefix(b"\"")?;
        std::str::from_utf8(text).ok()
    }

    fn integer(&mut self) -> Option<u64> {
        let digits = self.0.iter().take_while(|b| b.is_ascii_digit()).count();
        let (text, rest) = self.0.split_at(digits);
        self.0 = rest;
        if digits == 0 || digits > 19 {
            return None;
        }
        text.iter().try_fold(0_u64, |n, b| n.checked_mul(10)?.checked_add(u64::from(b - b'0')))
    }

    /// `["1.0","2.0"],...]`
    #[inline]
    fn side(&mut self, price_decimals: u32, size_decimals: u32, mut set: impl FnMut(i64, i64)) -> Option<()> {
        if self.take(b"]").is_some() {
            return Some(());
        }
        loop {
            self.take(b"[\"")?;
            let price = self.number(price_decimals)?;
            self.take(b"\",\"")?;
            let size = self.number(size_decimals)?;
            self.take(b"\"]")?;
            set(price, size);
            match self.0.split_first()? {
                (b',', rest) => self.0 = rest,
                (b']', rest) => {
                    self.0 = rest;
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    /// Digits with or without a fraction, in steps of 10^-decimals.
    #[inline]
    fn number(&mut self, decimals: u32) -> Option<i64> {
        let mut bytes = self.0;
        let mut whole: i64 = 0;
        let mut digits = 0;
        while let Some((b, rest)) = bytes.split_first().filter(|(b, _)| b.is_ascii_digit()) {
            whole = whole * 10 + i64::from(b - b'0');
            digits += 1;
            bytes = rest;
        }
        // eleven digits and eight decimals may pass an i64; nothing near it is traded
        if digits == 0 || digits > 10 {
            return None;
        }
        if let Some(fraction) = bytes.strip_prefix(b".") {
            let eight = fraction.first_chunk::<8>().filter(|_| decimals == 8);
            if let Some(part) = eight.and_then(|chunk| eight_digits(*chunk)) {
                let rest = fraction.get(8..)?;
                if !rest.first()?.is_ascii_digit() {
                    self.0 = rest;
                    return whole.checked_mul(100_000_000)?.checked_add(part);
                }
            }
            let length = fraction.iter().take_while(|b| b.is_ascii_digit()).count();
            let (text, rest) = fraction.split_at(length);
            self.0 = rest;
            return with_fraction(whole, text, decimals);
        }
        self.0 = bytes;
        whole.checked_mul(10_i64.checked_pow(decimals)?)
    }
}

fn with_fraction(whole: i64, fraction: &[u8], decimals: u32) -> Option<i64> {
    let kept = fraction.len().min(decimals as usize);
    let (kept, finer) = fraction.split_at(kept);
    if finer.iter().any(|b| *b != b'0') {
        return None;
    }
    let value = kept.iter().try_fold(whole, |n, b| n.checked_mul(10)?.checked_add(i64::from(b - b'0')))?;
    value.checked_mul(10_i64.checked_pow(decimals - kept.len() as u32)?)
}

/// Eight ASCII digits as a number, three multiplications in all: neighbours are joined to pairs, fours and eight.
#[inline]
fn eight_digits(chunk: [u8; 8]) -> Option<i64> {
    let word = u64::from_le_bytes(chunk);
    let high = word & 0xf0f0_f0f0_f0f0_f0f0;
    let above_nine = word.wrapping_add(0x0606_0606_0606_0606) & 0xf0f0_f0f0_f0f0_f0f0;
    if high != 0x3030_3030_3030_3030 || above_nine != 0x3030_3030_3030_3030 {
        return None;
    }
    let digits = word & 0x0f0f_0f0f_0f0f_0f0f;
    let pairs = digits.wrapping_mul(2561) >> 8 & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(6_553_601) >> 16 & 0x0000_ffff_0000_ffff;
    let eight = fours.wrapping_mul(42_949_672_960_001) >> 32;
    i64::try_from(eight).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(message: &str, decimals: u32) -> Option<Vec<(Side, i64, i64)>> {
        let head = read(message.as_bytes())?;
        let mut levels = Vec::new();
        head.each(decimals, decimals, |side, p, s| levels.push((side, p, s))).ok()?;
        Some(levels)
    }

    const EVENT: &str = r#"{"e":"depthUpdate","E":1672515782136,"s":"BNBBTC","U":157,"u":160,"b":[["0.00240000","10"]],"a":[["0.0026","100.5"],["1","0.00000000"]]}"#;

    #[test]
    fn an_event_is_read_alone_wrapped_and_in_any_layout() {
        let levels = vec![
            (Side::Buy, 240_000, 1_000_000_000),
            (Side::Sell, 260_000, 10_050_000_000),
            (Side::Sell, 100_000_000, 0),
        ];
        let wrapped = format!(r#"{{"stream":"bnbbtc@depth@100ms","data":{EVENT}}}"#);
        let spaced = EVENT.replace(':', ": ").replace("\"10\"", "1e1");
        for text in [EVENT, &wrapped, &spaced] {
            assert_eq!(all(text, 8), Some(levels.clone()), "{text}");
            let head = read(text.as_bytes()).unwrap();
            assert_eq!(
                (head.symbol, head.time_ms, head.first, head.last),
                ("BNBBTC", 1_672_515_782_136, 157, 160)
            );
        }
        assert_eq!(
            all(&EVENT.replace("\"b\":[[\"0.00240000\",\"10\"]]", "\"b\":[]"), 8).map(|l| l.len()),
            Some(2)
        );
    }

    #[test]
    fn what_does_not_fit_the_steps_is_refused_and_what_is_cut_off_is_no_event() {
        assert_eq!(all(EVENT, 3), None);
        assert_eq!(all(&EVENT.replace("0.0026", "0.002600000"), 8).map(|l| l.len()), Some(3));
        assert_eq!(all(&EVENT.replace("100.5", "12345678901.5"), 8), None);
        for cut in 0..EVENT.len() {
            assert_eq!(all(&EVENT[..cut], 8), None, "{cut}");
        }
        assert_eq!(read(br#"{"e":"trade","E":1}"#), None);
    }

    proptest! {
        #[test]
        fn by_hand_and_by_serde_agree(
            rows in prop::collection::vec((0_u64..99_999_999, 0_usize..9, any::<u32>()), 0..20),
            decimals in 6_u32..9,
        ) {
            let rows: Vec<String> = rows
                .iter()
                .map(|(whole, places, part)| match places {
                    0 => format!(r#"["{whole}","1"]"#),
                    n => format!(r#"["{whole}.{:0n$}","{}.{:08}"]"#, part % 10_u32.pow(*n as u32), whole % 7, part % 100_000_000),
                })
                .collect();
            let text = format!(
                r#"{{"e":"depthUpdate","E":1,"s":"X","U":1,"u":2,"b":[{0}],"a":[{0}]}}"#,
                rows.join(",")
            );
            prop_assert!(plain(text.as_bytes()).is_some());
            prop_assert_eq!(all(&text, decimals), all(&text.replace(':', ": "), decimals));
        }

        #[test]
        fn no_bytes_make_it_panic(at in 0_usize..400, bytes in prop::collection::vec(any::<u8>(), 0..12)) {
            let mut text = EVENT.as_bytes().to_vec();
            let at = at % text.len();
            text.splice(at..(at + bytes.len()).min(text.len()), bytes);
            if let Some(head) = read(&text) {
                let _ = head.each(8, 8, |_, _, _| {});
            }
        }
    }
}
