//! The standard normal distribution.

use std::f64::consts::PI;

/// Beyond this many deviations the tail is below what a double next to 1 can tell.
const FAR: f64 = 8.5;

/// Probability that a standard normal variable is below `z`, to about 1e-15 absolute (Marsaglia, Evaluating the
/// Normal Distribution, Journal of Statistical Software 11(4), 2004).
pub(super) fn probability_below(z: f64) -> f64 {
    if z.is_nan() || z.abs() > FAR {
        return if z > 0.0 { 1.0 } else { 0.0 };
    }
    let (mut term, mut sum, mut odd) = (z, z, 1.0);
    loop {
        odd += 2.0;
        term *= z * z / odd;
        let next = sum + term;
        if next == sum {
            return 0.5 + sum * (-0.5 * z * z).exp() / (2.0 * PI).sqrt();
        }
        sum = next;
    }
}

/// The value that a standard normal variable exceeds with probability `tail`, from 0 (excluded) to 0.5, by bisection.
pub(super) fn upper_quantile(tail: f64) -> f64 {
    let (mut low, mut high) = (0.0, FAR);
    for _ in 0..64 {
        let middle = 0.5 * (low + high);
        // The lower tail, which keeps its digits where the upper one rounds to 1.
        if probability_below(-middle) > tail { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        for (z, p) in [(0.0, 0.5), (1.0, 0.841_344_746_068_543), (-1.959_963_984_540_054, 0.025), (9.0, 1.0)]
        {
            assert!((probability_below(z) - p).abs() < 1e-14, "{z}: {}", probability_below(z));
        }
        for (tail, z) in [(0.5, 0.0), (0.01, 2.326_347_874_040_841), (1e-6, 4.753_424_308_822_899)] {
            assert!((upper_quantile(tail) - z).abs() < 1e-9, "{tail}: {}", upper_quantile(tail));
        }
    }
}
