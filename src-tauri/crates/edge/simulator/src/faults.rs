//! Faults: what shall go wrong, where, how often. Decided by seed, counted.

mod plan;
mod roll;

pub use plan::{FaultKind, FaultPlan, FaultRule, PlanError};
pub use roll::{Faults, Hit, Over, Point};
