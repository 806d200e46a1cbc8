//! Messages of a book, read straight from their bytes.
//!
//! `[17470,[6000.5,2,-0.25]]`, a list of such rows, and with counters behind: `[17470,[…],42,1700000000000]`. Prices
//! become whole steps of 10^-11, amounts of 10^-8. Numbers in unusual dress (exponents, quotes, trailing zeros) are read
//! all the same and marked, because a checksum is over the text and not over the value.

use crate::wire::scaled;

/// Decimals prices are kept with: five significant digits of the cheapest currencies need them.
pub const PRICE_DECIMALS: u32 = 11;
/// Decimals amounts have at most.
pub const AMOUNT_DECIMALS: u32 = 8;

/// One row: the level at `price` has now `count` orders (0: it is gone) and `amount`, below zero on the ask side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<'a> {
    pub price: i64,
    pub count: i64,
    pub amount: i64,
    /// The texts, where they are not what plain digits would be.
    pub odd: Option<(&'a str, &'a str)>,
}

/// What a payload was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Row,
    List(usize),
}

/// The channel of a message, and where what follows its comma begins.
pub fn head(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut scan = Scan { bytes, at: 0 };
    scan.space();
    scan.expect(b'[')?;
    let channel = u64::try_from(scan.whole()?).ok()?;
    scan.space();
    scan.expect(b',')?;
    scan.space();
    Some((channel, scan.at))
}

/// The rows of a payload that begins at `at`, one by one; `None` where it is malformed, with the rows before that
/// handed out. Says what it was and where it ended.
#[inline]
pub fn rows<'a>(bytes: &'a [u8], at: usize, mut each: impl FnMut(Change<'a>)) -> Option<(Shape, usize)> {
    let mut scan = Scan { bytes, at };
    scan.expect(b'[')?;
    scan.space();
    match scan.peek()? {
        b']' => {
            scan.at += 1;
            return Some((Shape::List(0), scan.at));
        }
        b'[' => {}
        _ => {
            each(scan.row()?);
            return Some((Shape::Row, scan.at));
        }
    }
    let mut count = 0;
    loop {
        scan.expect(b'[')?;
        each(scan.row()?);
        count += 1;
        scan.space();
        match scan.next()? {
            b',' => scan.space(),
            b']' => return Some((Shape::List(count), scan.at)),
            _ => return None,
        }
    }
}

/// The counters after a payload that ended at `at`, at most two, to the end of the message.
pub fn tail(bytes: &[u8], at: usize) -> Option<[Option<i64>; 2]> {
    let mut scan = Scan { bytes, at };
    let mut counters = [None; 2];
    for place in 0.. {
        scan.space();
        match scan.next()? {
            b']' => return Some(counters),
            b',' => {
                let counter = scan.whole()?;
                if let Some(room) = counters.get_mut(place) {
                    *room = Some(counter);
                }
            }
            _ => return None,
        }
    }
    None
}

const POWERS: [i64; 12] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
    1_000_000_000,
    10_000_000_000,
    100_000_000_000,
];

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    #[inline]
    fn expect(&mut self, wanted: u8) -> Option<()> {
        (self.next()? == wanted).then_some(())
    }

    #[inline]
    fn space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// `PRICE, COUNT, AMOUNT, …]`, the opening bracket read already.
    #[inline]
    fn row(&mut self) -> Option<Change<'a>> {
        self.space();
        let (price_at, (price, odd_price)) = (self.at, self.number::<PRICE_DECIMALS>()?);
        let price_end = self.at;
        self.comma()?;
        let count = self.whole()?;
        self.comma()?;
        let (amount_at, (amount, odd_amount)) = (self.at, self.number::<AMOUNT_DECIMALS>()?);
        let amount_end = self.at;
        self.row_end()?;
        let odd = if odd_price || odd_amount {
            Some((self.text(price_at, price_end)?, self.text(amount_at, amount_end)?))
        } else {
            None
        };
        Some(Change { price, count, amount, odd })
    }

    fn text(&self, from: usize, to: usize) -> Option<&'a str> {
        let text = std::str::from_utf8(self.bytes.get(from..to)?).ok()?;
        Some(text.trim_matches('"'))
    }

    #[inline]
    fn comma(&mut self) -> Option<()> {
        self.space();
        self.expect(b',')?;
        self.space();
        Some(())
    }

    /// To the bracket that closes a row, past fields that were added since.
    #[inline]
    fn row_end(&mut self) -> Option<()> {
        self.space();
        match self.next()? {
            b']' => Some(()),
            b',' => loop {
                match self.next()? {
                    b']' => return Some(()),
                    b'[' | b'{' | b'"' => return None,
                    _ => {}
                }
            },
            _ => None,
        }
    }

    /// A whole number, or one that is written with a fraction of zero.
    #[inline]
    fn whole(&mut self) -> Option<i64> {
        self.space();
        let begin = self.at;
        let mut value = 0_i64;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            value = value.checked_mul(10)?.checked_add(i64::from(digit - b'0'))?;
            self.at += 1;
        }
        match self.peek()? {
            b',' | b']' | b' ' if self.at > begin => Some(value),
            _ => {
                self.at = begin;
                scaled(self.token()?, 0)
            }
        }
    }

    /// A number in steps of 10^-`SCALE`, and whether its text is not the plain one.
    #[inline]
    fn number<const SCALE: u32>(&mut self) -> Option<(i64, bool)> {
        let begin = self.at;
        let negative = self.peek()? == b'-';
        self.at += usize::from(negative);
        let first = self.at;
        let mut value = 0_u64;
        let mut decimals = 0;
        self.digits(&mut value);
        let whole_digits = self.at - first;
        let leading_zero = whole_digits > 1 && self.bytes.get(first) == Some(&b'0');
        if self.peek() == Some(b'.') {
            self.at += 1;
            let point = self.at;
            self.digits(&mut value);
            decimals = self.at - point;
        }
        let ends = matches!(self.peek(), Some(b',' | b']' | b' '));
        let trailing_zero = decimals > 0 && self.bytes.get(self.at - 1) == Some(&b'0');
        // 18 digits cannot overflow; what is longer, unusual or wrong takes the slow way
        let plain = ends
            && whole_digits > 0
            && whole_digits + decimals <= 18
            && decimals <= SCALE as usize
            && !leading_zero
            && !trailing_zero
            && (decimals > 0 || self.bytes.get(self.at - 1) != Some(&b'.'))
            && !(negative && value == 0);
        if !plain {
            self.at = begin;
            let value = scaled(self.token()?, SCALE)?;
            return Some((value, true));
        }
        let steps = i64::try_from(value).ok()?.checked_mul(*POWERS.get(SCALE as usize - decimals)?)?;
        Some((if negative { -steps } else { steps }, false))
    }

    /// Digits taken into `value`; it wraps where there are more than fit, and the length tells.
    #[inline]
    fn digits(&mut self, value: &mut u64) {
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            *value = value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
            self.at += 1;
        }
    }

    /// Whatever stands up to the next comma, bracket or space.
    #[cold]
    fn token(&mut self) -> Option<&'a str> {
        let rest = self.bytes.get(self.at..)?;
        let length = rest.iter().position(|byte| matches!(byte, b',' | b']' | b' '))?;
        self.at += length;
        std::str::from_utf8(rest.get(..length)?).ok()
    }
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
