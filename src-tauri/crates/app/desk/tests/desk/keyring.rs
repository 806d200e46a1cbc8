//! The real Secret Service: this test program runs itself again inside a session bus of its own.

use std::process::Command;
use std::sync::Arc;

use desk::api::people::KeyCustody;
use desk::{Desk, DeskConfig};
use domain::Role;
use venues::ManualClock;

use crate::stage::*;

const INSIDE: &str = "COUNTERSIGN_TEST_SESSION";

fn missing_tool() -> Option<&'static str> {
    let works =
        |program: &&str| Command::new(program).arg("--version").output().is_ok_and(|o| o.status.success());
    ["dbus-run-session", "gnome-keyring-daemon"].into_iter().find(|program| !works(program))
}

#[test]
fn with_a_keyring_a_restart_needs_no_passphrase() {
    if let Some(program) = missing_tool() {
        eprintln!("skipped: {program} is not installed");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let run = home.path().join("run");
    std::fs::create_dir(&run).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&run, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    let unlock = "printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec \"$@\"";
    let output = Command::new("dbus-run-session")
        .args(["--", "sh", "-c", unlock, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "keyring::inside", "--ignored", "--nocapture"])
        .env(INSIDE, "1")
        .env("HOME", home.path())
        .env("XDG_RUNTIME_DIR", &run)
        .env("XDG_DATA_HOME", home.path().join("data"))
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("DISPLAY")
        .output()
        .unwrap();
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "run inside a session by with_a_keyring_a_restart_needs_no_passphrase"]
async fn inside() {
    if std::env::var_os(INSIDE).is_none() {
        eprintln!("skipped: run by the test beside it");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::new(NOW));
    let with_keyring = || DeskConfig { use_keyring: true, ..config(dir.path(), clock.clone()) };
    let desk = Desk::open(with_keyring()).await.unwrap();
    assert_eq!(desk.door(None).await.unwrap().key_custody, KeyCustody::Keyring);
    let (anna, _) = desk.create_admin(person("anna", Role::Admin), en()).await.unwrap();
    desk.add_user(&anna, person("bert", Role::Trader)).await.unwrap();
    desk.close().await;

    let desk = Desk::open(with_keyring()).await.unwrap();
    assert_eq!(desk.door(None).await.unwrap().key_custody, KeyCustody::Keyring);
    // nobody has signed in: the instance signs the export all the same
    desk.export_chain(&dir.path().join("chain.csl")).await.unwrap();
    desk.login("bert".to_owned(), PASS.to_owned()).await.unwrap();
    desk.close().await;

    // a keyring that went away is said to have
    let desk = Desk::open(config(dir.path(), clock.clone())).await.unwrap();
    assert_eq!(code(desk.export_chain(&dir.path().join("again.csl")).await), "vault_locked");
    desk.close().await;
    verified(dir.path()).await;
}
