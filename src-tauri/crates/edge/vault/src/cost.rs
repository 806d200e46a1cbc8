//! What deriving a key from a passphrase costs.

use argon2::{Algorithm, Argon2, Params, Version};

use crate::VaultError;

/// Argon2id's parameters. The default takes about a tenth of a second of one core in a release build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    pub memory_kib: u32,
    pub passes: u32,
}

impl Default for Cost {
    /// 64 MiB and 3 passes, the second choice of RFC 9106 (section 4) with one lane.
    fn default() -> Self {
        Self { memory_kib: 64 * 1024, passes: 3 }
    }
}

impl Cost {
    /// For tests: a thousandth of a second.
    pub const fn trivial() -> Self {
        Self { memory_kib: 64, passes: 1 }
    }

    /// Bounded, so that a changed record cannot ask for all memory.
    pub(crate) fn argon2(self) -> Result<Argon2<'static>, VaultError> {
        let refused = VaultError::Cost { memory_kib: self.memory_kib, passes: self.passes };
        if self.memory_kib > 1024 * 1024 || self.passes > 32 {
            return Err(refused);
        }
        let params = Params::new(self.memory_kib, self.passes, 1, Some(32)).map_err(|_| refused)?;
        Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }
}
