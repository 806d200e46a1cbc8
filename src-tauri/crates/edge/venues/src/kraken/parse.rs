//! What Kraken writes, read liberally: unknown fields, numbers as text, nulls and missing parts are all met.

pub mod account;
pub mod envelope;
pub mod market;
pub mod stream;
pub mod time;

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
