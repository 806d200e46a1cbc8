//! Indicators as batch functions and as streaming states.
