#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::bitfinex::row::Row;

type Seen = (i64, i64, i64, Option<(String, String)>);

/// Channel, rows, what they came as, and the counters behind.
type Message = (u64, Vec<Seen>, Shape, [Option<i64>; 2]);

fn read(text: &str) -> Option<Message> {
    let bytes = text.as_bytes();
    let (channel, at) = head(bytes)?;
    let mut seen = Vec::new();
    let (shape, end) = rows(bytes, at, |c| {
        seen.push((c.price, c.count, c.amount, c.odd.map(|(p, a)| (p.to_owned(), a.to_owned()))));
    })?;
    Some((channel, seen, shape, tail(bytes, end)?))
}

#[test]
fn rows_lists_and_counters_are_read() {
    let one = read("[17470,[6000.5,2,-0.25]]").unwrap();
    assert_eq!(one, (17470, vec![(600_050_000_000_000, 2, -25_000_000, None)], Shape::Row, [None, None]));
    let (_, seen, shape, counters) =
        read(" [ 1 , [[6000, 1, 1], [5999.9,0,-1,null,7]] , 42, 1700000000000 ]").unwrap();
    assert_eq!((seen.len(), shape, counters), (2, Shape::List(2), [Some(42), Some(1_700_000_000_000)]));
    assert_eq!(read("[1,[]]").unwrap().2, Shape::List(0));
    assert_eq!(read("[1,[],7]").unwrap().3, [Some(7), None]);
}

#[test]
fn unusual_numbers_are_read_and_their_text_is_kept() {
    let odd = |price: &str, amount: &str| {
        let (_, seen, ..) = read(&format!("[1,[{price},1,{amount}]]")).unwrap();
        seen.into_iter().next().unwrap()
    };
    let kept = |price: &str, amount: &str| Some((price.to_owned(), amount.to_owned()));
    assert_eq!(odd("6000.0", "1"), (600_000_000_000_000, 1, 100_000_000, kept("6000.0", "1")));
    assert_eq!(odd("3.8e-7", "-1E2"), (38_000, 1, -10_000_000_000, kept("3.8e-7", "-1E2")));
    assert_eq!(odd("\"0.5\"", "0.10"), (50_000_000_000, 1, 10_000_000, kept("0.5", "0.10")));
    assert_eq!(odd("1", "0.00000001"), (100_000_000_000, 1, 1, None));
    assert_eq!(odd("0.000000017", "2").0, 1_700);
    assert_eq!(read("[1,[1,1.0,2]]").unwrap().1[0].1, 1);
}

#[test]
fn what_is_no_book_message_is_refused() {
    for bad in [
        "",
        "[",
        "[1",
        "[1,",
        "[1,[",
        "[1,[1",
        "[1,[1,",
        "[1,[1,2]]",
        "[1,[1,2,]]",
        "[1,[1,2,x]]",
        "[1,[1,2,3]",
        "[1,[[1,2,3]]",
        "[1,[[1,2,3],]]",
        "[1,\"hb\"]",
        "{}",
        "[-1,[1,2,3]]",
        "[1,[1,2,0.000000001]]",
        "[1,[99999999999999999999,1,1]]",
        "[1,[--1,1,1]]",
        "[1,[1,2,3]]x".get(..9).unwrap(),
        "[1,[[1,2,3][1,2,3]]]",
        "[1,[1,2,3],x]",
        "[1,[1,2,[3]]]",
    ] {
        assert_eq!(read(bad), None, "{bad}");
    }
}

proptest! {
    /// The scanner and serde_json read the same.
    #[test]
    fn it_reads_what_a_json_parser_reads(
        rows_in in prop::collection::vec((1_i64..10_000_000_000_000, 0_i64..1_000, -10_000_000_000_000_i64..10_000_000_000_000), 1..20),
        list in any::<bool>(),
        spaces in any::<bool>(),
    ) {
        let text = |v: i64, decimals: u32| {
            let t = rust_decimal::Decimal::new(v, decimals).normalize().to_string();
            if t == "-0" { "0".to_owned() } else { t }
        };
        let comma = if spaces { ", " } else { "," };
        let shown: Vec<String> = rows_in
            .iter()
            .map(|(p, c, a)| format!("[{}{comma}{c}{comma}{}]", text(*p, PRICE_DECIMALS), text(*a, AMOUNT_DECIMALS)))
            .collect();
        let message = if list { format!("[5,[{}]]", shown.join(comma)) } else { format!("[5,{}]", shown[0]) };
        let (channel, seen, ..) = read(&message).unwrap();
        prop_assert_eq!(channel, 5);
        let outer = Row::read(&message).unwrap();
        let parsed = if list { Row::list(outer.raw(1)).unwrap() } else { vec![Row::read(outer.raw(1)).unwrap()] };
        prop_assert_eq!(seen.len(), parsed.len());
        for ((price, count, amount, odd), row) in seen.iter().zip(&parsed) {
            prop_assert_eq!(Some(*price), scaled(row.raw(0), PRICE_DECIMALS));
            prop_assert_eq!(Some(*count), row.int(1));
            prop_assert_eq!(Some(*amount), scaled(row.raw(2), AMOUNT_DECIMALS));
            prop_assert!(odd.is_none());
        }
    }

    #[test]
    fn arbitrary_bytes_are_read_or_refused(text in "[\\[\\],0-9.eE+\\-\" x]{0,60}", bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let _ = read(&text);
        if let Some((_, at)) = head(&bytes) {
            let _ = rows(&bytes, at, |_| {});
        }
    }
}
