//! How fast a chain is proven: entries without signatures, and signatures.
#![allow(clippy::unwrap_used)]

use std::hint::black_box;

use approvals::canonical::object;
use approvals::entry::body;
use approvals::file::FileVerifier;
use approvals::{ChainHead, Digest, FileHeader, HeadStatement, PublicKey, SignedBy, SigningKey, sign};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use domain::Actor;

const ENTRIES: u64 = 20_000;

fn key() -> SigningKey {
    SigningKey::from_bytes(Digest::of("bench", b"key").as_bytes())
}

fn open(head: &mut ChainHead) -> Vec<u8> {
    let opened = body::chain_opened("bench", "instance", &PublicKey::of(&key()), "0.1.0");
    head.append(0, &Actor::System, body::CHAIN_OPENED, opened).unwrap().line
}

/// A file's lines without the export line: logins, settings and proposals by turns.
fn unsigned(entries: u64) -> Vec<Vec<u8>> {
    let header = FileHeader { instance: "bench".to_owned(), entries, exported_ms: 0 };
    let mut head = ChainHead::default();
    let mut lines = vec![header.to_value().to_bytes().unwrap(), open(&mut head)];
    for n in 1..entries {
        let at = i64::try_from(n).unwrap();
        let user = Actor::User("maja".to_owned());
        let (kind, body) = match n % 3 {
            0 => ("login.ok", object([("user", "maja".into()), ("session", at.into())])),
            1 => ("setting.changed", object([("name", "language".into()), ("value", "ไทย".into())])),
            _ => {
                let body =
                    body::order_proposed(&format!("CS-{n}"), "mean_reversion", "z-score -2.31, limit -2");
                (body::ORDER_PROPOSED, body.with("confidence", "0.64").with("entry", "0.021702"))
            }
        };
        lines.push(head.append(at, &user, kind, body).unwrap().line);
    }
    lines
}

/// A chain in which every entry but the first is a signed head.
fn signed(entries: u64) -> Vec<Vec<u8>> {
    let header = FileHeader { instance: "bench".to_owned(), entries, exported_ms: 0 };
    let mut head = ChainHead::default();
    let mut lines = vec![header.to_value().to_bytes().unwrap(), open(&mut head)];
    for _ in 1..entries {
        let statement =
            HeadStatement { instance: "bench".to_owned(), seq: head.seq, hash: head.hash, time_ms: 0 };
        let by = SignedBy { key_id: "instance".to_owned(), signature: sign(&statement, &key()) };
        let body = body::signed(&statement, &by);
        lines.push(head.append(0, &Actor::System, body::HEAD_SIGNED, body).unwrap().line);
    }
    lines
}

fn prove(lines: &[Vec<u8>]) {
    let mut file = FileVerifier::new(None);
    for line in lines {
        file.line(line).unwrap();
    }
    black_box(&file);
}

fn verify(c: &mut Criterion) {
    let mut group = c.benchmark_group("verify");
    let lines = unsigned(ENTRIES);
    group.throughput(Throughput::Elements(ENTRIES));
    group.sample_size(20).bench_function("unsigned_entries", |b| b.iter(|| prove(&lines)));
    let lines = signed(500);
    group.throughput(Throughput::Elements(499));
    group.sample_size(20).bench_function("signatures", |b| b.iter(|| prove(&lines)));
    group.finish();
}

criterion_group!(benches, verify);
criterion_main!(benches);
