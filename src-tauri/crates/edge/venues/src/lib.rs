//! Market data and execution: traits, the built-in market, the paper venue.
