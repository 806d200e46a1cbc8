//! Every reader of what venues write, for the fuzz targets in `fuzz/`: an input is taken whole as an answer of REST,
//! and line by line as what comes over the streams.
//!
//! A line that begins with `<` is what REST answers to the oldest open question of a stream.

mod play;
#[cfg(test)]
mod seeds;

pub(crate) use play::play;

pub use crate::binance::fuzzing::hear as binance;
pub use crate::bitfinex::fuzzing::hear as bitfinex;
pub use crate::coinbase::fuzzing::hear as coinbase;
pub use crate::kraken::fuzzing::hear as kraken;
