use ed25519_dalek::{Signature, VerifyingKey};
use secrecy::SecretString;
use vault::{Cost, Keyring, Signer, Vault, VaultError};

async fn vault() -> Vault {
    let pass = SecretString::from("admin's passphrase");
    Vault::create(&Keyring::off(), Some(&pass), Cost::trivial()).await.unwrap().0
}

#[tokio::test]
async fn a_persons_key_needs_passphrase_master_key_and_name() {
    let (vault, other) = (vault().await, vault().await);
    let pass = SecretString::from("anna's");
    let signer = Signer::generate().unwrap();
    let sealed = signer.seal(&vault, "anna", &pass, Cost::trivial()).unwrap();
    let opened = Signer::unlock(&vault, "anna", &pass, &sealed).unwrap();
    assert_eq!(opened.public_key(), signer.public_key());
    let wrong = Signer::unlock(&vault, "anna", &SecretString::from("wrong"), &sealed);
    assert_eq!(wrong.err(), Some(VaultError::WrongPassphrase));
    assert!(matches!(Signer::unlock(&vault, "eve", &pass, &sealed), Err(VaultError::Tampered { .. })));
    assert!(matches!(Signer::unlock(&other, "anna", &pass, &sealed), Err(VaultError::Tampered { .. })));
    let instance = signer.seal_instance(&vault).unwrap();
    assert_eq!(Signer::unlock_instance(&vault, &instance).unwrap().public_key(), signer.public_key());
    assert!(Signer::unlock_instance(&other, &instance).is_err());
    assert!(Signer::unlock_instance(&vault, &sealed).is_err());
}

#[test]
fn signatures_verify_strictly_under_the_public_key() {
    let signer = Signer::generate().unwrap();
    let message = b"countersign/order/1\n{}";
    let signature = Signature::from_bytes(&signer.sign(message));
    let key = VerifyingKey::from_bytes(&signer.public_key()).unwrap();
    assert!(key.verify_strict(message, &signature).is_ok());
    assert!(key.verify_strict(b"countersign/order/1\n{ }", &signature).is_err());
    assert_eq!(signer.public_key_hex(), hex::encode(signer.public_key()));
    assert_eq!(signer.fingerprint().replace(' ', "").to_lowercase(), signer.key_id());
    assert_ne!(Signer::generate().unwrap().public_key(), signer.public_key());
}
