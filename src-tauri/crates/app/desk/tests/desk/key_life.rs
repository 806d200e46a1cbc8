//! Keys grow old, are rotated with a grace, and are revoked.

use desk::api::exchange_key::ExchangeKeyState::{Active, Due, DueSoon, Grace, Revoked};
use desk::api::exchange_key::{ExchangeKeyState, ExchangeKeyView};
use desk::api::people::Preferences;
use desk::{Desk, Session};
use simulator::keys::Permissions;
use store::{ChainFilter, DATABASE_FILE, Store};

use crate::doubles::Double;
use crate::exchange_keys::{TRADING, add, asked_with, records};
use crate::secrecy::{files, holds};
use crate::stage::*;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

async fn states(desk: &Desk, session: &Session) -> Vec<(String, ExchangeKeyState)> {
    let keys: Vec<ExchangeKeyView> = desk.exchange_keys(session).await.unwrap();
    keys.into_iter().map(|k| (k.label, k.state)).collect()
}

fn named(rows: &[(&str, ExchangeKeyState)]) -> Vec<(String, ExchangeKeyState)> {
    rows.iter().map(|(label, state)| ((*label).to_owned(), *state)).collect()
}

/// Kinds of the chain's entries about keys of exchange accounts, oldest first.
async fn told(desk: &Desk) -> Vec<String> {
    let store = Store::open_read_only(&desk.data_dir().join(DATABASE_FILE)).await.unwrap();
    let filter = ChainFilter { kind_prefix: Some("venue_key.".to_owned()), ..ChainFilter::default() };
    let mut rows = store.chain_page(&filter, None, 100).await.unwrap();
    store.close().await;
    rows.reverse();
    let kind = |line: &[u8]| serde_json::from_slice::<serde_json::Value>(line).unwrap()["kind"].clone();
    rows.iter().map(|row| kind(&row.line).as_str().unwrap()["venue_key.".len()..].to_owned()).collect()
}

async fn sealed(desk: &Desk, name: &str) -> Vec<u8> {
    let store = Store::open_read_only(&desk.data_dir().join(DATABASE_FILE)).await.unwrap();
    let bytes = store.sealed(name).await.unwrap().unwrap();
    store.close().await;
    bytes
}

/// An admin who stays signed in however much time passes.
async fn awake() -> (Stage, Session) {
    let (stage, anna) = Stage::with_admin().await;
    let preferences = Preferences { lock_after_min: 0, ..en() };
    stage.desk.set_preferences(&anna, preferences).await.unwrap();
    (stage, anna)
}

#[tokio::test]
async fn the_old_halves_work_until_their_grace_ends() {
    let (stage, anna) = awake().await;
    let desk = &stage.desk;
    let double = Double::new("kraken").await;
    let old = add(desk, &anna, &double, "main", double.halves().secrets()).await.unwrap();
    let bytes = sealed(desk, "exchange-key/main/1").await;
    let next = double.another(TRADING).await;
    let rotated =
        desk.rotate_exchange_key_at(&anna, next.rotation("main", 12), double.addresses()).await.unwrap();
    assert_ne!(rotated.fingerprint, old.fingerprint);
    let keys = desk.exchange_keys(&anna).await.unwrap();
    assert_eq!(keys.iter().map(|k| k.state).collect::<Vec<_>>(), [Active, Grace]);
    assert_eq!(keys[1].grace_until_ms, Some(NOW + 12 * HOUR));
    let before = format!("main@{}", old.fingerprint);
    for name in ["main", &before, &format!("main@{}", rotated.fingerprint)] {
        assert!(asked_with(desk, &anna, &double, name).await.is_ok(), "{name}");
    }
    stage.pass(12 * HOUR - 1).await;
    assert_eq!(records(desk).await, ["exchange-key/main/1", "exchange-key/main/2"]);
    assert!(files(stage.dir.path()).iter().any(|(_, file)| holds(file, &bytes)));
    stage.pass(1).await;
    assert_eq!(asked_with(desk, &anna, &double, &before).await.unwrap_err(), "no_such_key");
    assert_eq!(records(desk).await, ["exchange-key/main/2"]);
    for (name, file) in files(stage.dir.path()) {
        assert!(!holds(&file, &bytes), "the wiped key is in {name}");
    }
    assert_eq!(states(desk, &anna).await, named(&[("main", Active), ("main", Revoked)]));
    assert_eq!(told(desk).await, ["added", "rotated", "grace_ended"]);
    stage.verified().await;
}

#[tokio::test]
async fn without_a_grace_the_old_halves_go_at_once() {
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    let double = Double::new("binance").await;
    add(desk, &anna, &double, "main", double.halves().secrets()).await.unwrap();
    let next = double.another(TRADING).await;
    let rotate = async |label: &str, halves: &crate::doubles::Halves, hours: u32| {
        code(desk.rotate_exchange_key_at(&anna, halves.rotation(label, hours), double.addresses()).await)
    };
    assert_eq!(rotate("main", &next, 169).await, "key_grace");
    assert_eq!(rotate("other", &next, 0).await, "no_such_key");
    assert_eq!(rotate("main", &double.halves(), 0).await, "key_known");
    let withdrawing = double.another(r#"{"read":true,"withdraw":true}"#).await;
    assert_eq!(rotate("main", &withdrawing, 0).await, "key_may_withdraw");
    assert_eq!(records(desk).await, ["exchange-key/main/1"]);
    assert_eq!(rotate("main", &next, 0).await, "ok");
    assert_eq!(records(desk).await, ["exchange-key/main/2"]);
    assert_eq!(told(desk).await, ["added", "rotated"]);
}

#[tokio::test]
async fn people_are_told_once_a_day_from_a_fortnight_before() {
    let (stage, anna) = awake().await;
    let desk = &stage.desk;
    let double = Double::new("kraken").await;
    add(desk, &anna, &double, "main", double.halves().secrets()).await.unwrap();
    let news = async || {
        let all = desk.notices(&anna).await.unwrap();
        let ours = all.into_iter().filter(|n| n.code == "key_age");
        ours.map(|n| n.values["days"].clone()).collect::<Vec<_>>()
    };
    stage.pass(76 * DAY - 1).await;
    assert_eq!((news().await.len(), states(desk, &anna).await), (0, named(&[("main", Active)])));
    stage.pass(1).await;
    stage.pass(HOUR).await;
    assert_eq!(
        (news().await, states(desk, &anna).await),
        (vec!["76".to_owned()], named(&[("main", DueSoon)]))
    );
    stage.pass(DAY).await;
    assert_eq!(news().await, ["77", "76"]);
    stage.pass(13 * DAY).await;
    assert_eq!((news().await.len(), states(desk, &anna).await), (3, named(&[("main", Due)])));
    // told today: not again after a restart
    let stage = stage.reopen().await;
    stage.pass(1).await;
    let anna = stage.login("anna").await;
    assert!(stage.desk.notices(&anna).await.unwrap().iter().all(|n| n.code != "key_age"));
    // a rotation makes it young
    let later = Double::with("kraken", 2, Permissions::TRADE, NOW + 90 * DAY + HOUR + 1).await;
    let rotation = later.halves().rotation("main", 1);
    stage.desk.rotate_exchange_key_at(&anna, rotation, later.addresses()).await.unwrap();
    assert_eq!(states(&stage.desk, &anna).await, named(&[("main", Active), ("main", Grace)]));
}

#[tokio::test]
async fn a_revoked_key_is_wiped_and_its_label_free_again() {
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    let double = Double::new("bitfinex").await;
    add(desk, &anna, &double, "main", double.halves().secrets()).await.unwrap();
    let next = double.another(TRADING).await;
    desk.rotate_exchange_key_at(&anna, next.rotation("main", 24), double.addresses()).await.unwrap();
    let revoke = async || code(desk.revoke_exchange_key(&anna, "main".into(), "lost laptop".into()).await);
    assert_eq!(revoke().await, "ok");
    assert_eq!(revoke().await, "no_such_key");
    assert_eq!(asked_with(desk, &anna, &double, "main").await.unwrap_err(), "no_such_key");
    assert_eq!((records(desk).await.len(), told(desk).await.len()), (0, 4));
    assert!(!desk.snapshot(&anna).await.unwrap().paused);
    add(desk, &anna, &double, "main", double.halves().secrets()).await.unwrap();
    assert_eq!(records(desk).await, ["exchange-key/main/3"]);
    assert_eq!(states(desk, &anna).await, named(&[("main", Active), ("main", Revoked), ("main", Revoked)]));
}

#[tokio::test]
async fn revoking_all_pauses_first_and_leaves_no_sealed_key() {
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    let (kraken, binance) = (Double::new("kraken").await, Double::new("binance").await);
    add(desk, &anna, &kraken, "kraken-main", kraken.halves().secrets()).await.unwrap();
    add(desk, &anna, &binance, "binance-main", binance.halves().secrets()).await.unwrap();
    let mut bytes = Vec::new();
    for name in records(desk).await {
        bytes.push(sealed(desk, &name).await);
    }
    assert_eq!(desk.revoke_all_exchange_keys(&anna, "stolen".to_owned()).await.unwrap(), 2);
    let risk = desk.risk(&anna).await.unwrap();
    assert_eq!((risk.paused, risk.paused_reason.as_deref()), (true, Some("stolen")));
    assert_eq!(records(desk).await, [] as [&str; 0]);
    for (name, file) in files(stage.dir.path()) {
        assert!(bytes.iter().all(|one| !holds(&file, one)), "a wiped key is in {name}");
    }
    assert_eq!(told(desk).await, ["added", "added", "revoked", "revoked"]);
    assert_eq!(states(desk, &anna).await, named(&[("binance-main", Revoked), ("kraken-main", Revoked)]));
    // with nothing left to revoke it still pauses
    desk.resume(&anna).await.unwrap();
    assert_eq!(desk.revoke_all_exchange_keys(&anna, "again".to_owned()).await.unwrap(), 0);
    assert!(desk.snapshot(&anna).await.unwrap().paused);
    stage.verified().await;
}
