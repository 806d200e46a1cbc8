//! Secrets: master key, sealing, passwords, signing keys.
