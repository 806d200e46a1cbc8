//! Whose key is whose, and what its holder may do.

use std::collections::BTreeMap;

use domain::Role;
use ed25519_dalek::VerifyingKey;

use crate::signature::{PublicKey, Signature, verify_decoded};

/// Keys by id and users by name, as the chain tells of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyRing {
    keys: BTreeMap<String, Key>,
    users: BTreeMap<String, User>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    public_key: PublicKey,
    /// `None` where the bytes are no point: nothing verifies under such a key.
    decoded: Option<VerifyingKey>,
    /// `None` for the instance's own key.
    user: Option<String>,
    revoked: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct User {
    /// `None` for a role this program does not know: it may not sign.
    role: Option<Role>,
    disabled: bool,
}

/// Why a signature does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureFault {
    #[error("key {key} was never created")]
    UnknownKey { key: String },
    #[error("key {key} was revoked")]
    KeyRevoked { key: String },
    #[error("the signature by key {key} does not verify")]
    BadSignature { key: String },
    #[error("key {key} belongs to nobody who may sign")]
    NoUser { key: String },
    #[error("user {user} is disabled")]
    UserDisabled { user: String },
    #[error("user {user} is not admin")]
    NotAdmin { user: String, role: Option<Role> },
}

impl SignatureFault {
    /// A stable name of the case.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownKey { .. } => "unknown_key",
            Self::KeyRevoked { .. } => "key_revoked",
            Self::BadSignature { .. } => "bad_signature",
            Self::NoUser { .. } | Self::UserDisabled { .. } | Self::NotAdmin { .. } => "not_allowed",
        }
    }
}

impl KeyRing {
    pub fn new() -> Self {
        Self::default()
    }

    /// A user with a role; again for a user who is there: the new role, no longer disabled.
    pub fn user_created(&mut self, user: &str, role: Option<Role>) {
        self.users.insert(user.to_owned(), User { role, disabled: false });
    }

    pub fn user_disabled(&mut self, user: &str) {
        if let Some(user) = self.users.get_mut(user) {
            user.disabled = true;
        }
    }

    /// A key of `user`, or of the instance. An id that was revoked stays revoked.
    pub fn key_created(&mut self, key: &str, public_key: PublicKey, user: Option<&str>) {
        let revoked = self.keys.get(key).is_some_and(|key| key.revoked);
        let decoded = public_key.decode();
        self.keys.insert(key.to_owned(), Key { public_key, decoded, user: user.map(str::to_owned), revoked });
    }

    pub fn key_revoked(&mut self, key: &str) {
        if let Some(key) = self.keys.get_mut(key) {
            key.revoked = true;
        }
    }

    pub fn public_key(&self, key: &str) -> Option<&PublicKey> {
        self.keys.get(key).map(|key| &key.public_key)
    }

    pub fn is_revoked(&self, key: &str) -> bool {
        self.keys.get(key).is_some_and(|key| key.revoked)
    }

    pub fn role_of(&self, user: &str) -> Option<Role> {
        self.users.get(user).and_then(|user| user.role)
    }

    pub fn is_disabled(&self, user: &str) -> bool {
        self.users.get(user).is_some_and(|user| user.disabled)
    }

    /// Checks that a living key of that id made the signature; who holds it is another question.
    pub fn check_signature(
        &self,
        key_id: &str,
        message: &[u8],
        signature: &Signature,
    ) -> Result<(), SignatureFault> {
        let key = self.living(key_id)?;
        let verified = key.decoded.is_some_and(|key| verify_decoded(&key, message, signature));
        if verified { Ok(()) } else { Err(SignatureFault::BadSignature { key: key_id.to_owned() }) }
    }

    /// As [`Self::check_signature`], and its holder is an admin who is not disabled: whose name is returned.
    pub fn check_admin(
        &self,
        key_id: &str,
        message: &[u8],
        signature: &Signature,
    ) -> Result<&str, SignatureFault> {
        self.check_signature(key_id, message, signature)?;
        let no_user = || SignatureFault::NoUser { key: key_id.to_owned() };
        let name = self.living(key_id)?.user.as_deref().ok_or_else(no_user)?;
        let user = self.users.get(name).ok_or_else(no_user)?;
        if user.disabled {
            return Err(SignatureFault::UserDisabled { user: name.to_owned() });
        }
        if user.role != Some(Role::Admin) {
            return Err(SignatureFault::NotAdmin { user: name.to_owned(), role: user.role });
        }
        Ok(name)
    }

    fn living(&self, key_id: &str) -> Result<&Key, SignatureFault> {
        let key =
            self.keys.get(key_id).ok_or_else(|| SignatureFault::UnknownKey { key: key_id.to_owned() })?;
        if key.revoked { Err(SignatureFault::KeyRevoked { key: key_id.to_owned() }) } else { Ok(key) }
    }
}
