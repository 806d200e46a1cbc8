//! Bodies about the instance, its people and their keys.

use domain::Role;

use crate::canonical::{Value, object};
use crate::signature::PublicKey;

/// The first entry; `version` is the program's.
pub fn chain_opened(instance: &str, key: &str, public_key: &PublicKey, version: &str) -> Value {
    object([
        ("instance", instance.into()),
        ("key", key.into()),
        ("public_key", public_key.to_string().into()),
        ("version", version.into()),
    ])
}

pub fn user_created(user: &str, role: Role) -> Value {
    object([("user", user.into()), ("role", role.as_str().into())])
}

pub fn user_disabled(user: &str, role: Role) -> Value {
    user_created(user, role)
}

pub fn key_created(key: &str, public_key: &PublicKey, user: &str) -> Value {
    object([("key", key.into()), ("public_key", public_key.to_string().into()), ("user", user.into())])
}

pub fn key_revoked(key: &str, reason: &str) -> Value {
    object([("key", key.into()), ("reason", reason.into())])
}
