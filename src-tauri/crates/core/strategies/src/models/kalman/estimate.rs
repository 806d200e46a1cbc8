//! Variances by maximum likelihood.

use crate::models::ModelError;
use crate::models::error::all_finite;
use crate::models::kalman::{Filter, Init, Variances};
use crate::models::nelder_mead::minimise;

/// Fewest values three variances are estimated from.
pub const MIN_VALUES: usize = 10;

/// Logarithms of the ratios level/obs and slope/obs are sought within this distance of 0: past it, one noise is not
/// to be told from none.
const BOUND: f64 = 25.0;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub variances: Variances,
    /// Diffuse log-likelihood: of all values but the first two, which determine the state.
    pub log_likelihood: f64,
}

/// The variances that make `values` likeliest, under exact diffuse initialisation.
///
/// The common scale has a closed form, so only two ratios are sought, by downhill simplex from a coarse grid's best
/// points.
pub fn estimate(values: &[f64]) -> Result<Estimate, ModelError> {
    if values.len() < MIN_VALUES {
        return Err(ModelError::TooFewValues { needed: MIN_VALUES, given: values.len() });
    }
    all_finite(values)?;
    let cost = |x: [f64; 2]| profile(values, ratios(x)).map_or(f64::INFINITY, |e| -e.log_likelihood);
    let mut grid: Vec<(f64, [f64; 2])> = (-2..=3)
        .flat_map(|i| (-4..=1).map(move |j| [f64::from(i) * 3.0, f64::from(j) * 3.0]))
        .map(|x| (cost(x), x))
        .collect();
    grid.sort_by(|a, b| a.0.total_cmp(&b.0));
    let best =
        grid.iter().take(3).map(|(_, start)| minimise(cost, *start, 1.5)).min_by(|a, b| a.0.total_cmp(&b.0));
    best.and_then(|(_, x)| profile(values, ratios(x))).ok_or(ModelError::Undetermined)
}

fn ratios(x: [f64; 2]) -> Variances {
    let [level, slope] = x.map(|v| v.clamp(-BOUND, BOUND).exp());
    Variances { obs: 1.0, level, slope }
}

/// The likeliest scale for given ratios, with its likelihood; `None` for a series that leaves no residual.
fn profile(values: &[f64], ratios: Variances) -> Option<Estimate> {
    let mut filter = Filter::new(ratios, Init::ExactDiffuse);
    let (mut squares, mut logs, mut n) = (0.0, 0.0, 0.0);
    for seen in values.iter().filter_map(|v| filter.update(*v).innovation) {
        squares += seen.value * seen.value / seen.variance;
        logs += seen.variance.ln();
        n += 1.0;
    }
    let scale = squares / n;
    let size = values.iter().fold(0.0, |m: f64, v| m.max(v.abs()));
    // a straight line leaves only the rounding of its own values
    if !(scale.is_finite() && squares > n * (size * 1e-14).powi(2)) {
        return None;
    }
    let variances = Variances { obs: scale, level: scale * ratios.level, slope: scale * ratios.slope };
    let log_likelihood = -0.5 * (n * ((2.0 * std::f64::consts::PI * scale).ln() + 1.0) + logs);
    Some(Estimate { variances, log_likelihood })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Standard normal numbers from a fixed sequence (Box and Muller).
    fn normals(seed: u64) -> impl FnMut() -> f64 {
        let mut state = seed;
        let mut uniform = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 11) as f64 + 0.5) / (1u64 << 53) as f64
        };
        move || (-2.0 * uniform().ln()).sqrt() * (std::f64::consts::TAU * uniform()).cos()
    }

    #[test]
    fn the_variances_a_series_was_made_with_come_back() {
        let mut noise = normals(11);
        let (mut level, mut slope) = (100.0, 0.0);
        let values: Vec<f64> = (0..4000)
            .map(|_| {
                let value = level + 3.0 * noise();
                level += slope + noise();
                slope += 0.1 * noise();
                value
            })
            .collect();
        let found = estimate(&values).unwrap();
        let Variances { obs, level, slope } = found.variances;
        assert!((obs / 9.0 - 1.0).abs() < 0.15 && (level - 1.0).abs() < 0.4, "{found:?}");
        assert!((slope / 0.01).ln().abs() < 0.7, "{found:?}");
        for (l, s) in [(1.05, 1.0), (1.0 / 1.05, 1.0), (1.0, 1.05), (1.0, 1.0 / 1.05)] {
            let beside = Variances { obs: 1.0, level: level / obs * l, slope: slope / obs * s };
            assert!(profile(&values, beside).unwrap().log_likelihood <= found.log_likelihood);
        }
    }

    #[test]
    fn a_straight_line_has_no_variances() {
        assert_eq!(estimate(&[7.0; 40]), Err(ModelError::Undetermined));
        let line: Vec<f64> = (0..40).map(f64::from).collect();
        assert_eq!(estimate(&line), Err(ModelError::Undetermined));
        assert_eq!(estimate(&[1.0; 3]), Err(ModelError::TooFewValues { needed: 10, given: 3 }));
    }
}
