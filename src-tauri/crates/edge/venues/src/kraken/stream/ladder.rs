//! A book with its numbers as they were written, and the checksum over them.

use std::collections::BTreeMap;

use domain::{Book, Decimal, Level, Side};

use crate::kraken::parse::stream::LevelRow;
use crate::wire::decimal;

/// Levels of each side that the checksum is over.
const CHECKED: usize = 10;

/// One level: the numbers, and the digits they came in.
#[derive(Debug, Clone)]
struct Rung {
    size: Decimal,
    price_digits: String,
    size_digits: String,
}

/// Both sides of a book, best levels found from the ends.
#[derive(Debug, Clone, Default)]
pub struct Ladder {
    bids: BTreeMap<Decimal, Rung>,
    asks: BTreeMap<Decimal, Rung>,
}

/// A number that is none, in a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotANumber;

impl Ladder {
    pub fn clear(&mut self) {
        self.bids.clear();
        self.asks.clear();
    }

    /// Sets a level; a quantity of 0 takes it away.
    pub fn apply(&mut self, side: Side, row: &LevelRow<'_>) -> Result<(), NotANumber> {
        let price = decimal(row.price.get()).ok_or(NotANumber)?;
        let size = decimal(row.qty.get()).ok_or(NotANumber)?;
        let rungs = if side == Side::Buy { &mut self.bids } else { &mut self.asks };
        if size.is_zero() {
            rungs.remove(&price);
        } else {
            let (price_digits, size_digits) = (written(row.price.get(), price), written(row.qty.get(), size));
            rungs.insert(price, Rung { size, price_digits, size_digits });
        }
        Ok(())
    }

    /// Leaves the best `depth` levels of each side: what is pushed out is not taken away by a message.
    pub fn truncate(&mut self, depth: usize) {
        while self.bids.len() > depth {
            self.bids.pop_first();
        }
        while self.asks.len() > depth {
            self.asks.pop_last();
        }
    }

    /// Whether the book is the venue's. The digits are taken as they came, or padded to the pair's precision where
    /// zeros at the end were left out on the way. Without a checksum: whether it could be a book at all.
    pub fn agrees(&self, checksum: Option<u32>, precision: Option<(u32, u32)>) -> bool {
        let Some(wanted) = checksum else { return !self.is_crossed() };
        precision.is_some_and(|padded| self.checksum(Some(padded)) == wanted) || self.checksum(None) == wanted
    }

    /// CRC-32 over the ten best asks, then the ten best bids: of each the digits of price and quantity without
    /// the point and leading zeros.
    pub fn checksum(&self, precision: Option<(u32, u32)>) -> u32 {
        let mut text = String::with_capacity(400);
        let asks = self.asks.iter().take(CHECKED);
        for (price, rung) in asks.chain(self.bids.iter().rev().take(CHECKED)) {
            match precision {
                Some((prices, sizes)) => {
                    digits(&padded(*price, prices), &mut text);
                    digits(&padded(rung.size, sizes), &mut text);
                }
                None => {
                    digits(&rung.price_digits, &mut text);
                    digits(&rung.size_digits, &mut text);
                }
            }
        }
        crc32fast::hash(text.as_bytes())
    }

    pub fn is_crossed(&self) -> bool {
        match (self.bids.keys().next_back(), self.asks.keys().next()) {
            (Some(bid), Some(ask)) => bid >= ask,
            _ => false,
        }
    }

    /// The best `levels` of each side.
    pub fn book(&self, levels: usize, time_ms: i64) -> Book {
        let level = |(price, rung): (&Decimal, &Rung)| Level {
            price: price.normalize(),
            size: rung.size.normalize(),
        };
        Book {
            bids: self.bids.iter().rev().take(levels).map(level).collect(),
            asks: self.asks.iter().take(levels).map(level).collect(),
            time_ms,
        }
    }
}

/// The digits as written; those of a number with an exponent written out.
fn written(token: &str, value: Decimal) -> String {
    let text = token.trim_matches('"');
    if text.contains(['e', 'E']) { value.to_string() } else { text.to_owned() }
}

fn padded(value: Decimal, decimals: u32) -> String {
    let mut value = value;
    value.rescale(decimals);
    value.to_string()
}

fn digits(number: &str, into: &mut String) {
    let plain = number.bytes().filter(|byte| *byte != b'.').skip_while(|byte| *byte == b'0');
    into.extend(plain.map(char::from));
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn ladder(asks: &[(&str, &str)], bids: &[(&str, &str)]) -> Ladder {
        let mut ladder = Ladder::default();
        for (side, levels) in [(Side::Sell, asks), (Side::Buy, bids)] {
            for (price, qty) in levels {
                let text = format!(r#"{{"price":{price},"qty":{qty}}}"#);
                ladder.apply(side, &serde_json::from_str(&text).unwrap()).unwrap();
            }
        }
        ladder
    }

    #[test]
    fn the_documented_books_have_the_documented_checksums() {
        let asks = [
            ("45285.2", "0.00100000"),
            ("45286.4", "1.54571953"),
            ("45286.6", "1.54571109"),
            ("45289.6", "1.54560911"),
            ("45290.2", "0.15890660"),
            ("45291.8", "1.54553491"),
            ("45294.7", "0.04454749"),
            ("45296.1", "0.35380000"),
            ("45297.5", "0.09945542"),
            ("45299.5", "0.18772827"),
        ];
        let bids = [
            ("45283.5", "0.10000000"),
            ("45283.4", "1.54582015"),
            ("45282.1", "0.10000000"),
            ("45281.0", "0.10000000"),
            ("45280.3", "1.54592586"),
            ("45279.0", "0.07990000"),
            ("45277.6", "0.03310103"),
            ("45277.5", "0.30000000"),
            ("45277.3", "1.54602737"),
            ("45276.6", "0.15445238"),
        ];
        let whole = ladder(&asks, &bids);
        assert_eq!(whole.checksum(None), 3_310_070_434);
        // as a sender writes it that leaves zeros out, and one that writes exponents
        let cut = |text: &str| text.trim_end_matches('0').trim_end_matches('.').to_owned();
        let cut: Vec<(String, String)> = bids.iter().map(|(p, q)| (cut(p), cut(q))).collect();
        let cut: Vec<(&str, &str)> = cut.iter().map(|(p, q)| (p.as_str(), q.as_str())).collect();
        let mut short = ladder(&asks, &cut);
        short.apply(Side::Sell, &serde_json::from_str(r#"{"price":45285.2,"qty":1e-3}"#).unwrap()).unwrap();
        assert!(short.agrees(Some(3_310_070_434), Some((1, 8))));
        assert!(!short.agrees(Some(3_310_070_434), None));
        let small =
            ladder(&[("0.5668", "4410.79769741"), ("0.5669", "0.00001000")], &[("0.5666", "4831.75496356")]);
        assert_eq!(small.checksum(None), 1_648_496_169);
    }

    #[test]
    fn levels_pushed_out_go_without_a_message() {
        let mut ladder = ladder(&[("3", "1"), ("2", "1"), ("4", "1")], &[("1", "1"), ("0.5", "1")]);
        ladder.truncate(1);
        let book = ladder.book(10, 7);
        let prices = |levels: &[Level]| levels.iter().map(|l| l.price.to_string()).collect::<Vec<_>>();
        assert_eq!((prices(&book.asks), prices(&book.bids)), (vec!["2".to_owned()], vec!["1".to_owned()]));
        ladder.apply(Side::Sell, &serde_json::from_str(r#"{"price":"2.0","qty":"0"}"#).unwrap()).unwrap();
        assert_eq!((ladder.book(10, 7).asks.len(), ladder.book(10, 7).bids.len()), (0, 1));
        let broken = serde_json::from_str(r#"{"price":null,"qty":1}"#).unwrap();
        assert_eq!(ladder.apply(Side::Buy, &broken), Err(NotANumber));
    }
}
