//! The only user of Execution: obeys only what is countersigned.
