//! Keys of exchange accounts: asked about at their venue over real sockets before they are kept.

use desk::api::connection::Addresses;
use desk::api::exchange_key::{ExchangeKeyState, ExchangeKeyView, KeySecrets};
use desk::{Desk, DeskError, Session};
use domain::{Role, VenueId};
use gateway::DirectAccount;
use simulator::keys::Permissions;
use store::{DATABASE_FILE, Store};

use crate::doubles::{Double, Halves, VENUES};
use crate::stage::*;

pub const TRADING: &str = r#"{"read":true,"trade":true}"#;
const WITHDRAWING: &str = r#"{"read":true,"trade":true,"withdraw":true}"#;

pub async fn add(
    desk: &Desk,
    session: &Session,
    double: &Double,
    label: &str,
    secrets: KeySecrets,
) -> Result<ExchangeKeyView, DeskError> {
    desk.add_exchange_key_at(session, double.new_key(label, secrets), double.addresses()).await
}

/// Balances asked for with a key from the vault; how many there are.
pub async fn asked_with(
    desk: &Desk,
    session: &Session,
    double: &Double,
    label: &str,
) -> Result<usize, String> {
    let venue = VenueId::new(double.name);
    let opened = desk.open_with_key(session, label.to_owned(), venue, double.addresses(), None).await;
    let keyed = opened.map_err(|error| error.code)?;
    assert!(keyed.loopback);
    let account = DirectAccount::new(keyed.opened.execution.unwrap(), keyed.loopback);
    Ok(account.balances().await.unwrap().len())
}

/// Names of the sealed records that hold keys of exchange accounts.
pub async fn records(desk: &Desk) -> Vec<String> {
    let store = Store::open_read_only(&desk.data_dir().join(DATABASE_FILE)).await.unwrap();
    let all = store.sealed_all().await.unwrap();
    store.close().await;
    all.into_iter().map(|(name, _)| name).filter(|name| name.starts_with("exchange-key/")).collect()
}

#[tokio::test]
async fn every_venue_is_asked_and_a_key_that_may_withdraw_is_not_kept() {
    let (stage, anna) = Stage::with_admin().await;
    for (n, name) in VENUES.into_iter().enumerate() {
        let double = Double::new(name).await;
        let label = format!("{name}-main");
        let view = add(&stage.desk, &anna, &double, &label, double.halves().secrets()).await.unwrap();
        assert_eq!(
            (view.label.as_str(), view.venue.as_str(), view.fingerprint.len()),
            (label.as_str(), name, 8)
        );
        assert_eq!((view.permissions.trade, view.permissions.withdraw), (Some(true), Some(false)), "{name}");
        assert_eq!((view.state, view.rotate_by_ms), (ExchangeKeyState::Active, NOW + 90 * 86_400_000));
        assert!(asked_with(&stage.desk, &anna, &double, &label).await.unwrap() > 0);

        let withdrawing = double.another(WITHDRAWING).await;
        let refused = add(&stage.desk, &anna, &double, "other", withdrawing.secrets()).await.unwrap_err();
        assert_eq!((refused.code.as_str(), refused.exit_code()), ("key_may_withdraw", 3), "{name}");
        assert!(refused.message.contains("read and trade only"), "{refused}");

        // of the right shape, and another's
        let other = Double::with(name, 2, Permissions::TRADE, NOW).await.halves();
        let wrong = Halves(double.halves().0, other.1);
        let trading = double.another(TRADING).await;
        for bad in [Halves(trading.0, wrong.1), other_key(&double, &other.0)] {
            let refused = add(&stage.desk, &anna, &double, "other", bad.secrets()).await.unwrap_err();
            assert_eq!((refused.code.as_str(), refused.exit_code()), ("key_refused", 5), "{name}: {refused}");
        }
        assert_eq!(records(&stage.desk).await.len(), n + 1, "what was refused is stored");
    }
    assert_eq!(stage.desk.exchange_keys(&anna).await.unwrap().len(), VENUES.len());
    stage.verified().await;
}

/// A key nobody gave out, with a secret that is somebody's.
fn other_key(double: &Double, key: &str) -> Halves {
    Halves(key.to_owned(), double.halves().1)
}

#[tokio::test]
async fn a_key_that_only_reads_is_kept_and_said_to_be_one() {
    let (stage, anna) = Stage::with_admin().await;
    let double = Double::with("kraken", 1, Permissions::READ, NOW).await;
    let view = add(&stage.desk, &anna, &double, "reader", double.halves().secrets()).await.unwrap();
    assert_eq!((view.permissions.read, view.permissions.trade), (Some(true), Some(false)));
}

#[tokio::test]
async fn the_streams_own_key_is_asked_about_too() {
    let (stage, anna) = Stage::with_admin().await;
    let double = Double::new("kraken").await;
    let first = double.halves();
    let reading = double.another(r#"{"read":true}"#).await;
    let withdrawing = double.another(WITHDRAWING).await;
    let bad = add(&stage.desk, &anna, &double, "two", first.with_stream(&withdrawing)).await;
    assert_eq!(code(bad), "key_may_withdraw");
    let view = add(&stage.desk, &anna, &double, "two", first.with_stream(&reading)).await.unwrap();
    assert!(view.separate_stream);
    assert_eq!((view.permissions.trade, view.fingerprint.len()), (Some(true), 8), "the rights of the first");
    assert!(asked_with(&stage.desk, &anna, &double, "two").await.is_ok());
}

#[tokio::test]
async fn what_cannot_be_a_key_is_refused_before_anything_is_stored() {
    let (stage, anna) = Stage::with_admin().await;
    let desk = &stage.desk;
    let double = Double::new("kraken").await;
    let halves = double.halves();
    add(desk, &anna, &double, "main", halves.secrets()).await.unwrap();
    let before = desk.tray_frame().await.unwrap().chain;
    let trading = double.another(TRADING).await;
    let empty = Halves(trading.0.clone(), " ".to_owned());
    let no_base64 = Halves(trading.0.clone(), "not base64!".to_owned());
    for (label, given, wanted) in [
        ("Main", &trading, "key_label"),
        ("main", &trading, "key_label_taken"),
        ("again", &halves, "key_known"),
        ("other", &empty, "key_incomplete"),
        ("other", &no_base64, "key_unusable"),
    ] {
        assert_eq!(code(add(desk, &anna, &double, label, given.secrets()).await), wanted);
    }
    let mut nowhere = double.new_key("other", trading.secrets());
    nowhere.venue = "mtgox".to_owned();
    assert_eq!(code(desk.add_exchange_key(&anna, nowhere).await), "unknown_venue");
    let far = Addresses { rest: Some("http://example.com".into()), ..double.addresses() };
    let new = double.new_key("other", trading.secrets());
    assert_eq!(code(desk.add_exchange_key_at(&anna, new, far).await), "bad_url");
    let (gone, new) = (double.addresses(), double.new_key("other", trading.secrets()));
    double.simulator.shutdown().await;
    assert_eq!(code(desk.add_exchange_key_at(&anna, new, gone).await), "venue_unreachable");
    assert_eq!((desk.tray_frame().await.unwrap().chain, records(desk).await.len()), (before, 1));
}

#[tokio::test]
async fn a_trader_uses_keys_and_changes_none() {
    let (stage, anna) = Stage::with_admin().await;
    let bert = stage.join(&anna, "bert", Role::Trader).await;
    let vera = stage.join(&anna, "vera", Role::Viewer).await;
    let double = Double::new("bitfinex").await;
    assert_eq!(
        code(add(&stage.desk, &bert, &double, "main", double.halves().secrets()).await),
        "not_allowed"
    );
    add(&stage.desk, &anna, &double, "main", double.halves().secrets()).await.unwrap();
    assert_eq!(stage.desk.exchange_keys(&vera).await.unwrap()[0].last_used_ms, None);
    assert!(asked_with(&stage.desk, &bert, &double, "main").await.unwrap() > 0);
    assert_eq!(stage.desk.exchange_keys(&vera).await.unwrap()[0].last_used_ms, Some(NOW));
    assert_eq!(asked_with(&stage.desk, &vera, &double, "main").await.unwrap_err(), "not_allowed");
    assert_eq!(asked_with(&stage.desk, &bert, &double, "none").await.unwrap_err(), "no_such_key");
    let kraken = VenueId::new("kraken");
    let other = stage.desk.open_with_key(&bert, "main".to_owned(), kraken, double.addresses(), None).await;
    assert_eq!(code(other), "key_of_other_venue");
    // what was signed for this machine would be good at the venue
    let itself = Addresses::default();
    let bitfinex = VenueId::new("bitfinex");
    let other = stage.desk.open_with_key(&bert, "main".to_owned(), bitfinex, itself, None).await;
    assert_eq!(code(other), "key_elsewhere");
}

#[tokio::test]
async fn a_restart_finds_the_keys_and_an_admin_opens_them() {
    let (stage, anna) = Stage::with_admin().await;
    let double = Double::new("coinbase").await;
    let added = add(&stage.desk, &anna, &double, "main", double.halves().secrets()).await.unwrap();
    let bert = stage.join(&anna, "bert", Role::Trader).await;
    stage.desk.logout(&bert).await.unwrap();
    let stage = stage.reopen().await;
    let anna = stage.login("anna").await;
    assert_eq!(stage.desk.exchange_keys(&anna).await.unwrap(), [added]);
    assert!(asked_with(&stage.desk, &anna, &double, "main").await.unwrap() > 0);
}

#[tokio::test]
async fn sealed_bytes_of_another_label_do_not_open() {
    let (stage, anna) = Stage::with_admin().await;
    let double = Double::new("kraken").await;
    let another = double.another(TRADING).await;
    add(&stage.desk, &anna, &double, "one", double.halves().secrets()).await.unwrap();
    add(&stage.desk, &anna, &double, "two", another.secrets()).await.unwrap();
    let store = Store::open(&stage.desk.data_dir().join(DATABASE_FILE)).await.unwrap();
    let of = async |name: &str| store.sealed(name).await.unwrap().unwrap();
    let swapped = [
        ("exchange-key/one/1".to_owned(), of("exchange-key/two/1").await),
        ("exchange-key/two/1".to_owned(), of("exchange-key/one/1").await),
    ];
    store.put_sealed(&swapped).await.unwrap();
    store.close().await;
    for label in ["one", "two"] {
        assert_eq!(asked_with(&stage.desk, &anna, &double, label).await.unwrap_err(), "vault");
    }
}

#[tokio::test]
async fn the_test_of_a_connection_tries_its_key() {
    let (stage, anna) = Stage::with_admin().await;
    let double = Double::new("kraken").await;
    add(&stage.desk, &anna, &double, "main", double.halves().secrets()).await.unwrap();
    let tried = async |label: &str| {
        let (venue, addresses) = (double.name.to_owned(), double.addresses());
        let test = stage.desk.test_connection(&anna, venue, addresses, Some(label.to_owned())).await.unwrap();
        let ours = test.steps.into_iter().filter(|s| ["key", "account"].contains(&s.code.as_str()));
        let told = ours.map(|s| (s.code, s.ok, s.error.map(|e| e.code))).collect::<Vec<_>>();
        (told, test.permissions.and_then(|p| p.trade))
    };
    let step = |code: &str, error: Option<&str>| (code.to_owned(), error.is_none(), error.map(str::to_owned));
    assert_eq!(tried("main").await, (vec![step("key", None), step("account", None)], Some(true)));
    assert_eq!(tried("none").await, (vec![step("key", Some("no_such_key"))], None));
}
