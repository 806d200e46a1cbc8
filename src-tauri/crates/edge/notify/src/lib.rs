//! Telling people: which channel hears which kind of news.
//!
//! Knows the words of the trade and nothing else: no desk, no store, no window. What is said is made elsewhere; here it
//! is decided who hears it.
//!
//! Invariant: a channel that fails stops no other channel and no trade.
