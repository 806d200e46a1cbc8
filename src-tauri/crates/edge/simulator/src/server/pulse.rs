//! The market's clock: a pulse every 100 ms of real time.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::MissedTickBehavior;

use super::Time;
use super::floor::{Floor, PULSE_MS};

/// Pulses for ever; returns at once where time stands still.
pub async fn beat(floor: Arc<Floor>) {
    if floor.time != Time::Real {
        return std::future::pending().await;
    }
    let mut interval = tokio::time::interval(Duration::from_millis(PULSE_MS.unsigned_abs()));
    interval.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        interval.tick().await;
        floor.pulse();
    }
}
