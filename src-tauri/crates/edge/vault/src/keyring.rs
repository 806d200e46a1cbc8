//! The operating system's keyring: one entry with the master key, named after the instance.

use std::sync::Arc;
use std::time::Duration;

use keyring_core::api::CredentialStore;
use keyring_core::{Entry, Error};
use tokio::sync::oneshot;
use zeroize::Zeroizing;

use crate::{KeyringFault, MasterKey};

const SERVICE: &str = "countersign";
/// A locked keyring may ask the person for a password; nobody waits for ever.
const PATIENCE: Duration = Duration::from_secs(60);

type Connect = dyn Fn() -> Result<Arc<CredentialStore>, KeyringFault> + Send + Sync;

/// Where a master key may lie. Each instance (data directory) has its own entry.
#[derive(Clone)]
pub struct Keyring {
    connect: Arc<Connect>,
    instance: String,
    patience: Duration,
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keyring").field("instance", &self.instance).finish_non_exhaustive()
    }
}

impl Keyring {
    /// The system's own: Secret Service on Linux.
    pub fn system(instance: &str) -> Self {
        Self { connect: Arc::new(system_store), instance: instance.to_owned(), patience: PATIENCE }
    }

    /// None, where the user wants none.
    pub fn off() -> Self {
        let connect = || Err(KeyringFault::SwitchedOff);
        Self { connect: Arc::new(connect), instance: String::new(), patience: PATIENCE }
    }

    /// A given store, for tests and for platforms with their own.
    pub fn with_store(store: Arc<CredentialStore>, instance: &str) -> Self {
        let connect = move || Ok(Arc::clone(&store));
        Self { connect: Arc::new(connect), instance: instance.to_owned(), patience: PATIENCE }
    }

    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Whether a keyring answers and keeps what it is given.
    pub async fn probe(&self) -> Result<(), KeyringFault> {
        self.ask("probe", |entry| {
            entry.set_secret(b"countersign").map_err(fault)?;
            let kept = entry.get_secret().map_err(fault)?;
            entry.delete_credential().map_err(fault)?;
            if kept == b"countersign" { Ok(()) } else { Err(KeyringFault::Forgetful) }
        })
        .await
    }

    /// `None` where the keyring works and holds no key of this instance.
    pub async fn load(&self) -> Result<Option<MasterKey>, KeyringFault> {
        self.ask("master", |entry| read(&entry)).await
    }

    /// Stores the key and reads it back before saying that it is stored.
    pub async fn save(&self, key: &MasterKey) -> Result<(), KeyringFault> {
        let key = key.clone();
        self.ask("master", move |entry| {
            entry.set_secret(key.bytes()).map_err(fault)?;
            match read(&entry)? {
                Some(kept) if kept.bytes() == key.bytes() => Ok(()),
                _ => Err(KeyringFault::Forgetful),
            }
        })
        .await
    }

    /// Removes the key; nothing to remove is no error.
    pub async fn remove(&self) -> Result<(), KeyringFault> {
        self.ask("master", |entry| match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(e) => Err(fault(e)),
        })
        .await
    }

    /// On a thread outside the runtime: blocking D-Bus calls start a runtime of their own, and one that hangs
    /// must not keep the process from ending.
    async fn ask<T: Send + 'static>(
        &self,
        what: &'static str,
        question: impl FnOnce(Entry) -> Result<T, KeyringFault> + Send + 'static,
    ) -> Result<T, KeyringFault> {
        let connect = Arc::clone(&self.connect);
        let user = format!("{what}:{}", self.instance);
        let (tell, answer) = oneshot::channel();
        let work = move || {
            let entry = connect().and_then(|store| store.build(SERVICE, &user, None).map_err(fault));
            // nobody listens any more once patience ran out
            let _ = tell.send(entry.and_then(question));
        };
        let thread = std::thread::Builder::new().name("keyring".to_owned());
        thread.spawn(work).map_err(|_| KeyringFault::Failed)?;
        match tokio::time::timeout(self.patience, answer).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(KeyringFault::Failed),
            Err(_) => Err(KeyringFault::TimedOut { seconds: self.patience.as_secs() }),
        }
    }
}

fn read(entry: &Entry) -> Result<Option<MasterKey>, KeyringFault> {
    let secret = match entry.get_secret() {
        Ok(secret) => Zeroizing::new(secret),
        Err(Error::NoEntry) => return Ok(None),
        Err(e) => return Err(fault(e)),
    };
    match <[u8; 32]>::try_from(secret.as_slice()) {
        Ok(bytes) => Ok(Some(MasterKey::from_bytes(bytes))),
        Err(_) => Err(KeyringFault::NotAKey { length: secret.len() }),
    }
}

/// Without the keyring's own words: some of its errors carry the secret.
fn fault(error: Error) -> KeyringFault {
    match error {
        Error::NoStorageAccess(_) => KeyringFault::Locked,
        Error::NoDefaultStore => KeyringFault::NoService,
        Error::NotSupportedByStore(_) => KeyringFault::Unsupported,
        _ => KeyringFault::Failed,
    }
}

#[cfg(target_os = "linux")]
fn system_store() -> Result<Arc<CredentialStore>, KeyringFault> {
    let store = zbus_secret_service_keyring_store::Store::new().map_err(|e| {
        tracing::info!(error = %e, "no Secret Service");
        KeyringFault::NoService
    })?;
    Ok(store)
}

/// Another platform's store goes here, behind its own `cfg`.
#[cfg(not(target_os = "linux"))]
fn system_store() -> Result<Arc<CredentialStore>, KeyringFault> {
    Err(KeyringFault::Unsupported)
}
