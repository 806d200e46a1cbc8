//! The real Secret Service: this test program runs itself again inside a session of its own.

use std::process::{Command, Output};
use std::time::Duration;

use vault::{Cost, KeyPlace, Keyring, KeyringFault, SecretString, Vault, VaultError};

const INSIDE: &str = "COUNTERSIGN_TEST_SESSION";

fn exists(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|o| o.status.success())
}

/// Runs one of the `inside` tests, with a home of its own, behind this shell line (`"$@"` is the test).
fn run_inside(test: &str, shell: &str) -> Output {
    let home = tempfile::tempdir().unwrap();
    let run = home.path().join("run");
    std::fs::create_dir(&run).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&run, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    Command::new("sh")
        .args(["-c", shell, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", &format!("session::{test}"), "--ignored", "--nocapture"])
        .env(INSIDE, "1")
        .env("HOME", home.path())
        .env("XDG_RUNTIME_DIR", &run)
        .env("XDG_DATA_HOME", home.path().join("data"))
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("DISPLAY")
        .output()
        .unwrap()
}

fn passed(output: &Output) {
    let text =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && text.contains("1 passed"), "{text}");
}

fn has_session_tools() -> bool {
    let missing = ["dbus-run-session", "gnome-keyring-daemon"].into_iter().find(|p| !exists(p));
    if let Some(program) = missing {
        eprintln!("skipped: {program} is not installed");
    }
    missing.is_none()
}

#[test]
fn an_unlocked_keyring_keeps_the_key() {
    if has_session_tools() {
        let unlock =
            "printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec \"$@\"";
        passed(&run_inside(
            "inside_unlocked",
            &format!("exec dbus-run-session -- sh -c '{unlock}' sh \"$@\""),
        ));
    }
}

#[test]
fn a_locked_keyring_gives_way_to_the_passphrase() {
    if has_session_tools() {
        passed(&run_inside("inside_locked", "exec dbus-run-session -- \"$@\""));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_session_bus_the_passphrase_is_asked_for_at_once() {
    passed(&run_inside("inside_nothing", "exec \"$@\""));
}

fn is_inside() -> bool {
    let inside = std::env::var_os(INSIDE).is_some();
    if !inside {
        eprintln!("skipped: run by the test beside it");
    }
    inside
}

fn keyring(instance: &str) -> Keyring {
    Keyring::system(instance).with_patience(Duration::from_secs(20))
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "run inside a session by an_unlocked_keyring_keeps_the_key"]
async fn inside_unlocked() {
    if !is_inside() {
        return;
    }
    keyring("one").probe().await.unwrap();
    assert!(keyring("one").load().await.unwrap().is_none());
    let (vault, record) = Vault::create(&keyring("one"), None, Cost::trivial()).await.unwrap();
    assert_eq!(record.place, KeyPlace::Keyring);
    let sealed = vault.seal("a", b"b").unwrap();
    let again = Vault::open(&record, &keyring("one"), None).await.unwrap();
    assert_eq!(again.open_sealed("a", &sealed).unwrap().as_slice(), b"b");
    assert_eq!(Vault::open(&record, &keyring("two"), None).await.err(), Some(VaultError::MasterKeyMissing));
    keyring("one").remove().await.unwrap();
    keyring("one").remove().await.unwrap();
    assert_eq!(Vault::open(&record, &keyring("one"), None).await.err(), Some(VaultError::MasterKeyMissing));
}

#[tokio::test]
#[ignore = "run inside a session by a_locked_keyring_gives_way_to_the_passphrase"]
async fn inside_locked() {
    if !is_inside() {
        return;
    }
    falls_back(&[KeyringFault::Locked, KeyringFault::Failed]).await;
}

#[tokio::test]
#[ignore = "run without a session by without_a_session_bus_the_passphrase_is_asked_for_at_once"]
async fn inside_nothing() {
    if !is_inside() {
        return;
    }
    falls_back(&[KeyringFault::NoService]).await;
}

async fn falls_back(expected: &[KeyringFault]) {
    let fault = keyring("one").probe().await.unwrap_err();
    assert!(expected.contains(&fault), "{fault:?}");
    let needed = Vault::create(&keyring("one"), None, Cost::trivial()).await.err();
    assert_eq!(needed, Some(VaultError::PassphraseNeeded { keyring: fault }));
    let pass = SecretString::from("correct horse");
    let (_, record) = Vault::create(&keyring("one"), Some(&pass), Cost::trivial()).await.unwrap();
    assert!(matches!(record.place, KeyPlace::Passphrase { .. }));
    Vault::open(&record, &keyring("one"), Some(&pass)).await.unwrap();
}
