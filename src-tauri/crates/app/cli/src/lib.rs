//! The desk in a terminal: `csign`.
//!
//! Knows the desk, the chain's verifier and the words of the trade; it decides nothing.
//!
//! Invariant: with `--json` standard output holds one JSON document, or one a line for streams, and nothing else.
//! Invariant: the exit code tells what happened: 0 done, 1 internal, 2 usage, 3 refused, 4 not found, 5 venue, 6 bad data.
