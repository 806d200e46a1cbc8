//! Strategies people write themselves, in Luau: a script becomes a [`strategies::Strategy`] like any built-in.
//!
//! Knows candles (`domain`), `indicators` and what a strategy is (`strategies`). It may not know files, sockets, the
//! clock or who runs it: a script comes as text and leaves as actions. A crate of its own because building the
//! interpreter takes long, and `strategies` stays quick to build.
//!
//! The language a script sees is in docs/SCRIPTS.md. Each run has an interpreter of its own, so nothing is carried from
//! one run to the next and runs on several threads share nothing.
//!
//! Invariant: a script cannot see the candle after the one it decides on, nor how many there are.
//! Invariant: the same script, parameters and candles give the same actions: there is no clock and no chance.
//! Invariant: no script reaches a file, a socket, the environment or other scripts.
//! Invariant: a script that uses up its steps or its memory is stopped, whatever it catches; nothing else is.

mod arithmetic;
mod bound;
mod candlewise;
mod column;
mod condition;
mod declaration;
mod error;
mod examples;
mod exits;
mod extras;
mod fault;
mod indicator_calls;
mod joined;
mod limits;
mod line;
mod market;
mod operand;
mod parameters;
mod place;
mod program;
mod rolling;
mod run;
mod sandbox;
mod script;
mod signals;
mod trial;
mod vocabulary;
mod whole;

pub use bound::{BoundScript, reasons};
pub use error::ScriptError;
pub use examples::{Example, examples};
pub use fault::Fault;
pub use limits::{Limits, Watch};
pub use script::Script;
pub use trial::{check, check_watched};
pub use vocabulary::{Owner, Word, vocabulary};
