//! Names, passphrases, wrong ones, idle sessions, and a master key that lies under the first admin's passphrase.

use desk::api::people::{NewUser, Preferences, Stage as Door};
use domain::Role;
use futures::future::join_all;

use crate::stage::*;

async fn try_in(stage: &Stage, name: &str, passphrase: &str) -> String {
    code(stage.desk.login(name.to_owned(), passphrase.to_owned()).await)
}

#[tokio::test]
async fn wrong_passphrases_lock_a_name_for_longer_and_longer() {
    let (stage, _) = Stage::with_admin().await;
    for _ in 0..5 {
        assert_eq!(try_in(&stage, "anna", "wrong wrong").await, "wrong_passphrase");
    }
    let error = stage.desk.login("anna".to_owned(), PASS.to_owned()).await.err().unwrap();
    assert_eq!((error.code.as_str(), error.details["seconds"].as_str()), ("throttled", "31"));
    stage.clock.advance(30_000);
    assert_eq!(try_in(&stage, "anna", "wrong wrong").await, "wrong_passphrase");
    stage.clock.advance(59_999);
    assert_eq!(try_in(&stage, "anna", PASS).await, "throttled");
    // nobody gets round it by starting the app again
    let stage = stage.reopen().await;
    assert_eq!(try_in(&stage, "anna", PASS).await, "throttled");
    stage.clock.advance(1);
    assert_eq!(try_in(&stage, "anna", PASS).await, "ok");
    assert_eq!(try_in(&stage, "anna", "wrong wrong").await, "wrong_passphrase");
    assert_eq!(try_in(&stage, "anna", PASS).await, "ok");
    assert_eq!(try_in(&stage, "nobody", "wrong wrong").await, "wrong_passphrase");
    stage.verified().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn guesses_at_the_same_time_are_all_counted() {
    let (stage, _) = Stage::with_admin().await;
    let guesses = (0..12).map(|_| try_in(&stage, "anna", "wrong wrong"));
    let heard = join_all(guesses).await.into_iter().filter(|c| c == "wrong_passphrase").count();
    assert_eq!(heard, 5);
}

#[tokio::test]
async fn names_and_passphrases_must_be_sound() {
    let stage = Stage::empty().await;
    let create = |p: NewUser| stage.desk.create_admin(p, en());
    let short = NewUser { passphrase: "1234567".to_owned(), ..person("anna", Role::Admin) };
    let error = create(short).await.err().unwrap();
    assert_eq!((error.code.as_str(), error.details["length"].as_str()), ("short_passphrase", "7"));
    let long = "x".repeat(41);
    for name in ["", " anna", "an na", "user:anna", "a\nb", long.as_str()] {
        assert_eq!(code(create(person(name, Role::Admin)).await), "bad_name", "{name:?}");
    }
    let purple = Preferences { theme: "purple".to_owned(), ..en() };
    assert_eq!(code(stage.desk.create_admin(person("anna", Role::Admin), purple).await), "setting");
    assert_eq!(stage.desk.door(None).await.unwrap().stage, Door::FirstStart, "nothing was begun");
    let (anna, _) = create(person("anna", Role::Admin)).await.unwrap();
    assert_eq!(code(create(person("eve", Role::Admin)).await), "already_set_up");
    stage.join(&anna, "bert", Role::Trader).await;
    assert_eq!(code(stage.desk.add_user(&anna, person("bert", Role::Viewer)).await), "user_exists");
    let names: Vec<_> = stage.desk.users(&anna).await.unwrap().into_iter().map(|u| u.name).collect();
    assert_eq!(names, ["anna", "bert"]);
}

/// Two welcomes at once make one admin, whose keys are the ones stored.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_first_starts_one_counts() {
    let stage = Stage::empty().await;
    let both = ["anna", "eve"].map(|name| stage.desk.create_admin(person(name, Role::Admin), en()));
    let mut codes: Vec<String> = join_all(both).await.into_iter().map(code).collect();
    codes.sort();
    assert_eq!(codes, ["already_set_up", "ok"]);
    let winner = stage.desk.door(None).await.unwrap().users;
    assert_eq!(winner.len(), 1);
    let stage = stage.reopen().await;
    stage.login(&winner[0]).await;
    stage.verified().await;
}

#[tokio::test]
async fn a_disabled_user_is_out_at_once() {
    let (stage, anna) = Stage::with_admin().await;
    let bert = stage.join(&anna, "bert", Role::Trader).await;
    stage.desk.disable_user(&anna, "bert".to_owned()).await.unwrap();
    assert_eq!(code(stage.desk.snapshot(&bert).await), "signed_out");
    assert_eq!(try_in(&stage, "bert", PASS).await, "wrong_passphrase");
    assert_eq!(stage.desk.door(None).await.unwrap().users, ["anna"]);
    assert_eq!(code(stage.desk.disable_user(&anna, "anna".to_owned()).await), "last_admin");
    assert_eq!(code(stage.desk.disable_user(&anna, "bert".to_owned()).await), "user_disabled");
    assert!(anna.is_open() && code(stage.desk.users(&anna).await) == "ok");
    stage.verified().await;
}

#[tokio::test]
async fn an_idle_session_ends() {
    let (stage, anna) = Stage::with_admin().await;
    let minutes = i64::from(Preferences::default().lock_after_min);
    stage.pass(minutes * 60_000).await;
    stage.desk.touch(&anna).await.unwrap();
    stage.pass(minutes * 60_000).await;
    assert!(anna.is_open());
    stage.pass(1).await;
    assert_eq!(code(stage.desk.touch(&anna).await), "signed_out");
    assert_eq!(stage.desk.door(Some(&anna)).await.unwrap().stage, Door::Locked);
    let anna = stage.login("anna").await;
    stage.desk.set_preferences(&anna, Preferences { lock_after_min: 0, ..en() }).await.unwrap();
    stage.pass(86_400_000).await;
    assert!(anna.is_open());
}

/// Without a keyring the master key lies under the passphrase of who set the desk up.
#[tokio::test]
async fn without_a_keyring_the_first_admin_signs_in_first() {
    let (stage, anna) = Stage::with_admin().await;
    stage.join(&anna, "bert", Role::Trader).await;
    let cilla = NewUser { passphrase: "quite another one".to_owned(), ..person("cilla", Role::Admin) };
    stage.desk.add_user(&anna, cilla).await.unwrap();
    let stage = stage.reopen().await;
    let file = stage.dir.path().join("chain.csl");
    assert_eq!(try_in(&stage, "bert", PASS).await, "vault_locked");
    assert_eq!(try_in(&stage, "cilla", "quite another one").await, "vault_locked");
    assert_eq!(try_in(&stage, "cilla", PASS).await, "wrong_passphrase");
    assert_eq!(code(stage.desk.export_chain(&file).await), "vault_locked");
    assert!(!file.exists());
    stage.verified().await;
    stage.login("anna").await;
    assert_eq!(try_in(&stage, "bert", PASS).await, "ok");
    assert_eq!(try_in(&stage, "cilla", "quite another one").await, "ok");
    stage.desk.export_chain(&file).await.unwrap();
    let read = std::io::BufReader::new(std::fs::File::open(&file).unwrap());
    assert_eq!(approvals::verify_file(read, None).unwrap().orders, 0);
    let names: Vec<_> =
        std::fs::read_dir(stage.dir.path()).unwrap().map(|f| f.unwrap().file_name()).collect();
    assert!(!names.iter().any(|n| n.to_string_lossy().ends_with("partial")), "{names:?}");
}
