//! What can go wrong with secrets. No variant carries one.

/// Why the operating system's keyring cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyringFault {
    #[error("the keyring was not asked for")]
    SwitchedOff,
    #[error("this system has no keyring the app knows")]
    Unsupported,
    #[error("no keyring service answers; is there a desktop session?")]
    NoService,
    #[error("the keyring is locked or refuses access")]
    Locked,
    #[error("the keyring did not answer within {seconds} s")]
    TimedOut { seconds: u64 },
    #[error("the keyring's entry is not a master key ({length} bytes where 32 are expected)")]
    NotAKey { length: usize },
    #[error("the keyring forgot what it was given")]
    Forgetful,
    #[error("the keyring failed")]
    Failed,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    #[error("the system gives no random numbers")]
    NoRandomness,
    #[error("the master key cannot be had: {0}")]
    Keyring(#[from] KeyringFault),
    #[error("the keyring holds no master key for this data directory; restore it with the recovery code")]
    MasterKeyMissing,
    #[error("there is no usable keyring ({keyring}); a passphrase is needed to keep the master key")]
    PassphraseNeeded { keyring: KeyringFault },
    #[error("the passphrase is wrong, or what it opens was changed")]
    WrongPassphrase,
    #[error("the master key is not the one this data was sealed with")]
    WrongMasterKey,
    #[error("{name:?} does not open: it was changed, or sealed under another name or key")]
    Tampered { name: String },
    #[error("{name:?} is sealed in format {found}, this version knows {known}; update the app")]
    NewerFormat { name: String, found: u8, known: u8 },
    #[error("{what} is damaged")]
    Damaged { what: &'static str },
    #[error("the recovery code is wrong: {reason}")]
    RecoveryCode { reason: &'static str },
    #[error("the cost of key derivation lies outside what is allowed ({memory_kib} KiB, {passes} passes)")]
    Cost { memory_kib: u32, passes: u32 },
    #[error("the work was stopped before it ended")]
    Stopped,
}
