//! No secret is in a text that could reach a log.

use secrecy::{ExposeSecret, SecretString};
use vault::{Cost, KeyRecord, Keyring, MasterKey, Signer, Vault, VaultError, hash_password};

#[tokio::test]
async fn debug_texts_errors_and_records_hold_no_secret() {
    let pass = SecretString::from("MARKER-passphrase");
    let (vault, record) = Vault::create(&Keyring::off(), Some(&pass), Cost::trivial()).await.unwrap();
    let signer = Signer::generate().unwrap();
    let sealed = signer.seal(&vault, "anna", &pass, Cost::trivial()).unwrap();
    let code = vault.recovery_code();
    let error = Signer::unlock(&vault, "anna", &SecretString::from("MARKER-wrong"), &sealed).unwrap_err();
    let hash = hash_password(&pass, Cost::trivial()).unwrap();
    let texts = [
        format!("{vault:?} {signer:?} {record:?} {code:?} {pass:?} {error:?} {error} {hash}"),
        format!("{:?} {:?}", MasterKey::generate().unwrap(), Keyring::off()),
        serde_json::to_string::<KeyRecord>(&record).unwrap(),
    ];
    let bare_code = code.expose_secret();
    for text in texts {
        assert!(!text.contains("MARKER") && !text.contains(bare_code), "{text}");
    }
    assert_eq!(format!("{vault:?}"), "Vault(..)");
    assert_eq!(error, VaultError::WrongPassphrase);
    assert!(!sealed.windows(6).any(|w| w == b"MARKER"));
}
