//! Canonical bytes: one way to write each value, and every other way refused.

use approvals::Value;
use approvals::canonical::{BoundError, Fault, MAX_DEPTH, MAX_INTEGER, object};
use proptest::prelude::*;

fn fault(bytes: &[u8]) -> Fault {
    Value::parse(bytes).expect_err(&String::from_utf8_lossy(bytes)).fault
}

#[test]
fn what_is_not_canonical_is_named() {
    let key = |k: &str| Fault::Key(k.to_owned());
    let cases: &[(&[u8], Fault)] = &[
        (b"", Fault::Expected("a value")),
        (b" 1", Fault::Expected("a value")),
        (b"1 ", Fault::Trailing),
        (b"[1, 2]", Fault::Expected("a value")),
        (b"[1,]", Fault::Expected("a value")),
        (b"[1", Fault::Expected(",")),
        (b"1.5", Fault::Fraction),
        (b"1e3", Fault::Fraction),
        (b"-0", Fault::MinusZero),
        (b"01", Fault::LeadingZero),
        (b"-", Fault::Expected("a digit")),
        (b"+1", Fault::Expected("a value")),
        (b"9007199254740992", Fault::IntegerRange),
        (b"-9007199254740992", Fault::IntegerRange),
        (b"99999999999999999999999", Fault::IntegerRange),
        (b"True", Fault::Expected("a value")),
        (b"tru", Fault::Expected("true")),
        (b"NaN", Fault::Expected("a value")),
        (b"\"a", Fault::Expected("the end of a string")),
        (b"\"\t\"", Fault::Control),
        (b"\"\\/\"", Fault::Escape),
        (b"\"\\u0041\"", Fault::Escape),
        (b"\"\\u000a\"", Fault::Escape),
        (b"\"\\u001F\"", Fault::Escape),
        (b"\"\\ud83d\\udd8b\"", Fault::Escape),
        (b"\"\xff\"", Fault::NotUtf8),
        (b"\"\xed\xa0\x80\"", Fault::NotUtf8),
        (b"{\"a\":1,\"a\":1}", Fault::DuplicateKey("a".to_owned())),
        (b"{\"b\":1,\"a\":1}", Fault::KeyOrder("a".to_owned())),
        (b"{\"A\":1}", key("A")),
        (b"{\"\":1}", key("")),
        (b"{\"a-b\":1}", key("a-b")),
        (b"{\"a\" :1}", Fault::Expected(":")),
        ("{\"å\":1}".as_bytes(), key("å")),
        (b"{\"\\u0061\":1}", Fault::Escape),
    ];
    for (bytes, expected) in cases {
        assert_eq!(fault(bytes), *expected, "{}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn depth_and_integers_have_limits_on_both_ways() {
    let nested = |depth: usize| [vec![b'['; depth], vec![b']'; depth]].concat();
    let deepest = Value::parse(&nested(MAX_DEPTH)).unwrap();
    assert_eq!(deepest.to_bytes().unwrap(), nested(MAX_DEPTH));
    assert_eq!(fault(&nested(MAX_DEPTH + 1)), Fault::TooDeep);
    assert_eq!(fault(&nested(1_000_000)), Fault::TooDeep);
    assert_eq!(Value::Array(vec![deepest]).to_bytes(), Err(BoundError::Depth));
    for n in [MAX_INTEGER, -MAX_INTEGER] {
        assert_eq!(Value::parse(&Value::Integer(n).to_bytes().unwrap()).unwrap(), Value::Integer(n));
    }
    assert_eq!(Value::Integer(MAX_INTEGER + 1).to_bytes(), Err(BoundError::Integer(MAX_INTEGER + 1)));
    assert_eq!(Value::Integer(i64::MIN).to_bytes(), Err(BoundError::Integer(i64::MIN)));
    assert_eq!(object([("Ab", Value::Null)]).to_bytes(), Err(BoundError::Key("Ab".to_owned())));
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        (-MAX_INTEGER..=MAX_INTEGER).prop_map(Value::Integer),
        any::<String>().prop_map(Value::Text),
        "[\\x00-\\x20\"\\\\/a]{0,8}".prop_map(Value::Text),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::btree_map("[a-z0-9_]{1,6}", inner, 0..6).prop_map(Value::Object),
        ]
    })
}

proptest! {
    #[test]
    fn a_value_reads_back_from_its_bytes(value in values()) {
        let bytes = value.to_bytes().unwrap();
        prop_assert_eq!(Value::parse(&bytes).unwrap(), value.clone());
        // an independent reader of JSON sees the same
        let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        prop_assert_eq!(json, serde_json::to_value(&value).unwrap());
    }

    #[test]
    fn bytes_that_are_read_are_the_only_bytes_of_their_value(
        value in values(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        insert in any::<bool>(),
    ) {
        let mut bytes = value.to_bytes().unwrap();
        let at = at.index(bytes.len());
        if insert { bytes.insert(at, byte) } else { bytes[at] = byte }
        if let Ok(value) = Value::parse(&bytes) {
            prop_assert_eq!(value.to_bytes().unwrap(), bytes);
        }
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        if let Ok(value) = Value::parse(&bytes) {
            prop_assert_eq!(value.to_bytes().unwrap(), bytes);
        }
    }
}
