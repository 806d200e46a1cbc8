//! Secrets: the master key, sealing, passwords, signing keys.
//!
//! Never sees the database: it takes and gives sealed bytes and text. Knows no clock (times come in as `now_ms`)
//! and no trade; its random numbers are the operating system's.
//!
//! Invariant: no open secret is in a `Debug` text, an error, or a log line; secrets are wiped when dropped.
//! Invariant: whatever is sealed is bound to its record's name: under another name it does not open.
//! Invariant: a master key is made once. Where sealed data exists and its key does not answer, that is an error,
//! never a new key.
//! Invariant: the keyring is asked on a thread of its own and given up after a time, so that it can neither
//! stop nor crash the runtime.

mod cost;
mod error;
mod exchange_key;
mod fingerprint;
mod keyring;
mod master_key;
mod passphrase;
mod password;
mod random;
mod recovery;
mod signer;
mod throttle;
mod vault;

pub use cost::Cost;
pub use error::{KeyringFault, VaultError};
pub use exchange_key::{ExchangeKey, KeyHalves};
pub use fingerprint::{fingerprint, key_id};
pub use keyring::Keyring;
pub use master_key::MasterKey;
pub use password::{hash_password, verify_password, waste_time_as_verifying};
pub use random::random_bytes;
pub use signer::Signer;
pub use throttle::Throttle;
pub use vault::{KeyPlace, KeyRecord, Vault};

pub use secrecy::SecretString;
pub use zeroize::Zeroizing;
