//! The standard normal distribution.

/// Probability that a standard normal variable lies within `-|z|..|z|`: `erf(|z| / sqrt 2)`, to 1.5e-7.
///
/// Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26.
pub fn probability_within(z: f64) -> f64 {
    let x = z.abs() / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let series = t
        * (0.254_829_592
            + t * (-0.284_496_736 + t * (1.421_413_741 + t * (-1.453_152_027 + t * 1.061_405_429))));
    (1.0 - series * (-x * x).exp()).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_probabilities() {
        for (z, p) in [(0.0, 0.0), (1.0, 0.682_689_5), (-1.959_964, 0.95), (3.0, 0.997_300_2), (40.0, 1.0)] {
            assert!((probability_within(z) - p).abs() < 2e-7, "{z}: {}", probability_within(z));
        }
    }
}
