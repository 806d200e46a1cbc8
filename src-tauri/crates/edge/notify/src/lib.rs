//! Telling people: which channel hears which news.
//!
//! Knows nothing else of ours: no desk, no store, no window. What is said is worded elsewhere; here it is decided who
//! hears it. A new channel (a messenger, a mail server) is one type that implements [`Channel`] and one line where the
//! desk is put together.
//!
//! Invariant: a channel that fails or hangs stops no other channel, and no trade waits for one.
//! Invariant: news carries no secret; what a channel sends it may show to anybody who sees the screen.

mod channel;
mod news;
mod notifier;
mod switches;

pub use channel::{Channel, ChannelError};
pub use news::{Level, News};
pub use notifier::Notifier;
pub use switches::Switches;
