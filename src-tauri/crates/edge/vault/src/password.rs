//! Log-in passwords as Argon2id PHC strings. These functions block for as long as the cost asks.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use secrecy::{ExposeSecret, SecretString};

use crate::{Cost, VaultError, random_bytes};

/// `$argon2id$v=19$m=...,t=...,p=1$salt$hash`
pub fn hash_password(password: &SecretString, cost: Cost) -> Result<String, VaultError> {
    let damaged = VaultError::Damaged { what: "a password's salt" };
    let salt = SaltString::encode_b64(&random_bytes::<16>()?).map_err(|_| damaged)?;
    cost.argon2()?
        .hash_password(password.expose_secret().as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|_| VaultError::Cost { memory_kib: cost.memory_kib, passes: cost.passes })
}

/// True where the password is the hash's. The comparison takes the same time wherever they differ.
pub fn verify_password(password: &SecretString, hash: &str) -> Result<bool, VaultError> {
    let damaged = || VaultError::Damaged { what: "a password's hash" };
    let parsed = PasswordHash::new(hash).map_err(|_| damaged())?;
    let cost = Cost {
        memory_kib: parsed.params.get_decimal("m").ok_or_else(damaged)?,
        passes: parsed.params.get_decimal("t").ok_or_else(damaged)?,
    };
    // the hash's own parameters are used; this only refuses absurd ones
    let argon2 = cost.argon2()?;
    match argon2.verify_password(password.expose_secret().as_bytes(), &parsed) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::Password) => Ok(false),
        Err(_) => Err(damaged()),
    }
}

/// Takes as long as verifying, for a name nobody has: time must not tell which names exist.
pub fn waste_time_as_verifying(password: &SecretString, cost: Cost) -> Result<(), VaultError> {
    hash_password(password, cost).map(|_| ())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_password_and_no_other_is_right() {
        let right = SecretString::from("lösenord med å");
        let hash = hash_password(&right, Cost::trivial()).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{hash}");
        assert_eq!(verify_password(&right, &hash), Ok(true));
        assert_eq!(verify_password(&SecretString::from("lösenord med a"), &hash), Ok(false));
        assert_ne!(hash_password(&right, Cost::trivial()).unwrap(), hash);
    }

    #[test]
    fn a_damaged_hash_is_an_error_and_never_a_yes() {
        let any = SecretString::from("x");
        for bad in [
            "",
            "plain",
            "$argon2id$v=19$m=64,t=1,p=1$",
            "$argon2id$v=19$m=4294967295,t=1,p=1$c2FsdHNhbHQ$aGFzaA",
        ] {
            assert!(verify_password(&any, bad).is_err(), "{bad}");
        }
    }
}
