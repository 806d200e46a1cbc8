//! Encryption for REST and streams.

/// Chooses the one provider of cryptography, once for the process; a provider chosen before stays.
pub fn install() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Err: another thread was quicker with the same provider
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}
