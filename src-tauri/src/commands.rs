//! What the window may ask of the desk: each command hands over and does nothing else.

pub mod approvals;
pub mod audit;
pub mod connections;
pub mod exchange_keys;
pub mod market;
pub mod orders;
pub mod people;
pub mod research;
pub mod risk;
pub mod scripts;
pub mod streams;
