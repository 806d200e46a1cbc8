use secrecy::SecretString;
use vault::{Cost, KeyPlace, Keyring, KeyringFault, Vault, VaultError};

use secrecy::ExposeSecret;

fn words(text: &str) -> SecretString {
    SecretString::from(text)
}

fn memory(instance: &str) -> Keyring {
    Keyring::with_store(keyring_core::mock::Store::new().unwrap(), instance)
}

#[tokio::test]
async fn with_a_keyring_the_key_lies_there_and_the_next_start_finds_it() {
    let keyring = memory("one");
    keyring.probe().await.unwrap();
    let (vault, record) = Vault::open_or_create(None, &keyring, None, Cost::trivial()).await.unwrap();
    assert_eq!(record.place, KeyPlace::Keyring);
    let sealed = vault.seal("venue/kraken", b"key").unwrap();
    let stored = serde_json::to_string(&record).unwrap();
    let record = serde_json::from_str(&stored).unwrap();
    let (again, same) = Vault::open_or_create(Some(&record), &keyring, None, Cost::trivial()).await.unwrap();
    assert_eq!(again.open_sealed("venue/kraken", &sealed).unwrap().as_slice(), b"key");
    assert_eq!(same, record);
}

#[tokio::test]
async fn two_data_directories_do_not_share_a_key() {
    let store = keyring_core::mock::Store::new().unwrap();
    let (one, two) = (Keyring::with_store(store.clone(), "one"), Keyring::with_store(store, "two"));
    let (vault, record) = Vault::create(&one, None, Cost::trivial()).await.unwrap();
    assert_eq!(Vault::open(&record, &two, None).await.err(), Some(VaultError::MasterKeyMissing));
    let (other, _) = Vault::create(&two, None, Cost::trivial()).await.unwrap();
    assert!(other.open_sealed("a", &vault.seal("a", b"b").unwrap()).is_err());
    assert_eq!(Vault::open(&record, &two, None).await.err(), Some(VaultError::WrongMasterKey));
}

#[tokio::test]
async fn a_start_that_died_before_its_record_was_stored_loses_no_key() {
    let keyring = memory("one");
    let (first, _) = Vault::create(&keyring, None, Cost::trivial()).await.unwrap();
    let (second, _) = Vault::create(&keyring, None, Cost::trivial()).await.unwrap();
    assert_eq!(second.open_sealed("a", &first.seal("a", b"b").unwrap()).unwrap().as_slice(), b"b");
}

#[tokio::test]
async fn without_a_keyring_the_passphrase_keeps_the_key() {
    let off = Keyring::off();
    let needed = VaultError::PassphraseNeeded { keyring: KeyringFault::SwitchedOff };
    assert_eq!(Vault::create(&off, None, Cost::trivial()).await.err(), Some(needed.clone()));
    let pass = words("correct horse battery staple");
    let (vault, record) = Vault::create(&off, Some(&pass), Cost::trivial()).await.unwrap();
    let sealed = vault.seal("a", b"b").unwrap();
    assert_eq!(Vault::open(&record, &off, None).await.err(), Some(needed));
    let wrong = Vault::open(&record, &off, Some(&words("wrong"))).await;
    assert_eq!(wrong.err(), Some(VaultError::WrongPassphrase));
    let opened = Vault::open(&record, &off, Some(&pass)).await.unwrap();
    assert_eq!(opened.open_sealed("a", &sealed).unwrap().as_slice(), b"b");
    // a new passphrase wraps the same key again
    let next = words("another one");
    let changed = opened.keep(&off, Some(&next), Cost::trivial()).await.unwrap();
    let opened = Vault::open(&changed, &off, Some(&next)).await.unwrap();
    assert_eq!(opened.open_sealed("a", &sealed).unwrap().as_slice(), b"b");
}

#[tokio::test]
async fn the_recovery_code_opens_what_the_lost_key_sealed() {
    let (vault, record) = Vault::create(&memory("one"), None, Cost::trivial()).await.unwrap();
    let sealed = vault.seal("a", b"b").unwrap();
    let code = vault.recovery_code();
    let new_machine = memory("one");
    assert_eq!(Vault::open(&record, &new_machine, None).await.err(), Some(VaultError::MasterKeyMissing));
    let recovered = Vault::recover(&record, &words(&code.expose_secret().to_lowercase())).unwrap();
    assert_eq!(recovered.open_sealed("a", &sealed).unwrap().as_slice(), b"b");
    let record = recovered.keep(&new_machine, None, Cost::trivial()).await.unwrap();
    Vault::open(&record, &new_machine, None).await.unwrap();
    let (other, _) = Vault::create(&memory("x"), None, Cost::trivial()).await.unwrap();
    assert_eq!(Vault::recover(&record, &other.recovery_code()).err(), Some(VaultError::WrongMasterKey));
}
