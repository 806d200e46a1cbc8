//! The state at each value given all values, later ones too: for looking back, never for deciding.

use crate::models::kalman::{State, Step, Variances};

/// Smoothed states of a filtered series (backward recursion of Durbin and Koopman, section 4.4).
pub fn smooth(steps: &[Step], variances: Variances) -> Vec<State> {
    let mut smoothed = vec![State::default(); steps.len()];
    // what the values after this one say, carried to the state after it
    let (mut later_level, mut later_slope) = (0.0, 0.0);
    for (t, step) in steps.iter().enumerate().rev() {
        let (level, slope) = (later_level, later_level + later_slope);
        let (a, p) = (step.state, step.covariance);
        smoothed[t] = match steps.get(t + 1) {
            Some(_) if p.slope.is_infinite() => before_the_slope(a.level, smoothed[t + 1], variances),
            _ => State {
                level: a.level + p.level * level + p.cross * slope,
                slope: a.slope
                    + if slope == 0.0 && level == 0.0 { 0.0 } else { p.cross * level + p.slope * slope },
            },
        };
        if let Some(seen) = step.innovation.filter(|i| i.variance > 0.0) {
            later_level =
                seen.value / seen.variance + (1.0 - seen.gain.level) * level - seen.gain.slope * slope;
            later_slope = slope;
        }
    }
    smoothed
}

/// The first state under exact diffuse initialisation: the limit of the fixed-interval smoother's gain, worked out
/// by hand, as the slope's variance goes to infinity.
fn before_the_slope(first: f64, next: State, Variances { obs, level, slope }: Variances) -> State {
    let total = obs + level + slope;
    let rise = next.level - first;
    State {
        level: first + obs / total * (rise - next.slope),
        slope: slope / total * rise + (obs + level) / total * next.slope,
    }
}
