//! The pinned keys, bytes, signatures and decimals.

use approvals::canonical::{format_decimal, parse_decimal};
use approvals::{Digest, HeadStatement, PublicKey, Signable, SignedBy, SigningKey, Statement, Value, entry};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Vectors {
    keys: BTreeMap<String, Key>,
    signatures: Vec<Signed>,
    canonical: Vec<Canonical>,
    decimals: Decimals,
}

#[derive(Deserialize)]
struct Key {
    seed: String,
    public_key: PublicKey,
}

#[derive(Deserialize)]
struct Signed {
    key: String,
    statement: Value,
    canonical: String,
    message_sha256: Digest,
    signature: approvals::Signature,
}

#[derive(Deserialize)]
struct Canonical {
    value: Value,
    bytes_hex: String,
}

#[derive(Deserialize)]
struct Decimals {
    valid: Vec<String>,
    invalid: Vec<String>,
}

fn vectors() -> Option<Vectors> {
    super::reference("vectors.json").map(|bytes| serde_json::from_slice(&bytes).unwrap())
}

fn signing_key(key: &Key) -> SigningKey {
    SigningKey::from_bytes(&hex::decode(&key.seed).unwrap().try_into().unwrap())
}

#[test]
fn seeds_give_the_pinned_public_keys() {
    let Some(vectors) = vectors() else { return };
    assert_eq!(vectors.keys.len(), 5);
    for (name, key) in &vectors.keys {
        assert_eq!(PublicKey::of(&signing_key(key)), key.public_key, "{name}");
    }
}

#[test]
fn statements_give_the_pinned_bytes_and_signatures() {
    let Some(vectors) = vectors() else { return };
    assert_eq!(vectors.signatures.len(), 4);
    for case in &vectors.signatures {
        let key = &vectors.keys[&case.key];
        assert_eq!(case.statement.to_bytes().unwrap(), case.canonical.as_bytes());
        let statement = Statement::from_value(&case.statement).unwrap();
        let (value, signature) = match &statement {
            Statement::Order(s) => (s.to_value(), approvals::sign(s, &signing_key(key))),
            Statement::Mandate(s) => (s.to_value(), approvals::sign(s, &signing_key(key))),
            other => panic!("{other:?}"),
        };
        assert_eq!(value, case.statement);
        assert_eq!(Digest::of("", &statement.signing_bytes()), case.message_sha256);
        assert_eq!(signature, case.signature);
        assert!(key.public_key.verify_strict(&statement.signing_bytes(), &case.signature));
        let others = vectors.keys.values().filter(|other| other.public_key != key.public_key);
        for other in others {
            assert!(!other.public_key.verify_strict(&statement.signing_bytes(), &case.signature));
        }
        let by = SignedBy { key_id: case.key.clone(), signature };
        if let Statement::Order(statement) = &statement {
            let body = entry::body::signed(statement, &by);
            assert_eq!(body.get("statement"), Some(&case.statement));
        }
    }
}

#[test]
fn a_prefix_keeps_one_kind_of_statement_from_passing_for_another() {
    let Some(vectors) = vectors() else { return };
    let case = &vectors.signatures[0];
    let key = &vectors.keys[&case.key];
    for prefix in ["", "countersign/mandate/1\n", "countersign/head/1\n", "countersign/export/1\n"] {
        let message = [prefix.as_bytes(), case.canonical.as_bytes()].concat();
        assert!(!key.public_key.verify_strict(&message, &case.signature), "{prefix:?}");
    }
}

#[test]
fn values_give_the_pinned_bytes_and_read_back() {
    let Some(vectors) = vectors() else { return };
    assert_eq!(vectors.canonical.len(), 3);
    for case in &vectors.canonical {
        let bytes = case.value.to_bytes().unwrap();
        assert_eq!(hex::encode(&bytes), case.bytes_hex);
        assert_eq!(Value::parse(&bytes).unwrap(), case.value);
    }
}

#[test]
fn decimals_are_read_in_their_one_form_only() {
    let Some(vectors) = vectors() else { return };
    assert!(!vectors.decimals.valid.is_empty() && !vectors.decimals.invalid.is_empty());
    for text in &vectors.decimals.valid {
        assert_eq!(format_decimal(parse_decimal(text).unwrap()), *text);
    }
    for text in &vectors.decimals.invalid {
        assert!(parse_decimal(text).is_err(), "{text:?}");
    }
}

#[test]
fn signatures_that_rfc_8032_or_prudence_refuse_are_refused() {
    // the neutral point as key and as R, with S = 0, fits every message unless small orders are refused
    let neutral = std::array::from_fn(|i| u8::from(i == 0));
    let any = approvals::Signature::from_bytes(std::array::from_fn(|i| u8::from(i == 0)));
    assert!(!PublicKey::from_bytes(neutral).verify_strict(b"anything", &any));

    // S + L, with L the group's order, is the same number to a careless verifier
    let key = SigningKey::from_bytes(&[9; 32]);
    let statement = HeadStatement { instance: "a".to_owned(), seq: 1, hash: Digest::ZERO, time_ms: 0 };
    let signature = approvals::sign(&statement, &key);
    assert!(PublicKey::of(&key).verify_strict(&statement.signing_bytes(), &signature));
    let order = hex::decode("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010").unwrap();
    let mut bytes = *signature.as_bytes();
    let mut carry = 0;
    for (byte, add) in bytes[32..].iter_mut().zip(order) {
        let sum = u16::from(*byte) + u16::from(add) + carry;
        (*byte, carry) = ((sum & 0xff) as u8, sum >> 8);
    }
    let malleable = approvals::Signature::from_bytes(bytes);
    assert!(!PublicKey::of(&key).verify_strict(&statement.signing_bytes(), &malleable));

    // y = p + 1 is another way to write y = 1
    let mut overlong = [0xff; 32];
    (overlong[0], overlong[31]) = (0xee, 0x7f);
    assert!(!PublicKey::from_bytes(overlong).verify_strict(b"anything", &any));
}

#[test]
fn hexadecimal_is_lower_case_and_of_its_length() {
    let text = "8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c";
    let key: PublicKey = text.parse().unwrap();
    assert_eq!(key.to_string(), text);
    assert_eq!(serde_json::from_str::<PublicKey>(&format!("{text:?}")).unwrap(), key);
    for bad in [text.to_uppercase(), text[2..].to_owned(), format!("{text}00"), text.replace('8', "g")] {
        assert!(bad.parse::<PublicKey>().is_err(), "{bad}");
    }
}
