//! Random numbers without a generator: each is a hash of where it stands, so any of them can be had first.
//!
//! Only additions, multiplications, divisions and bit operations: the same bits on every platform.

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014): each input bit changes half of the output bits.
pub const fn mix(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The key of a named stream of numbers under a seed.
pub fn key(seed: u64, name: &str, index: u64) -> u64 {
    let named = name.bytes().fold(mix(seed), |h, b| mix(h ^ u64::from(b)));
    mix(named ^ index.rotate_left(32))
}

/// The 64 random bits at a place in a stream.
pub const fn bits(key: u64, place: i64) -> u64 {
    mix(key ^ (place as u64).wrapping_mul(0xD6E8_FEB8_6659_FD93))
}

/// Uniform in `0..1`.
pub fn uniform(key: u64, place: i64) -> f64 {
    (bits(key, place) >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
}

/// Uniform with mean 0 and variance 1: in -sqrt(3) to sqrt(3).
fn lattice(key: u64, place: i64) -> f64 {
    const ROOT_12: f64 = 3.464_101_615_137_754_6;
    (uniform(key, place) - 0.5) * ROOT_12
}

/// Smooth value noise: random at whole `x`, between them blended by `6t^5 - 15t^4 + 10t^3` (two derivatives are
/// continuous).
pub fn smooth(key: u64, x: f64) -> f64 {
    let floor = x.floor();
    let t = x - floor;
    let blend = t * t * t * (t * (t * 6.0 - 15.0) + 10.0);
    let (a, b) = (lattice(key, floor as i64), lattice(key, floor as i64 + 1));
    a + (b - a) * blend
}

/// `e^x` for moderate `x`, relative error under 1e-14; a platform's own `exp` may differ in the last bit from
/// another's. Halved range by powers of two, then the Taylor series.
pub fn exp(x: f64) -> f64 {
    const LN_2: f64 = std::f64::consts::LN_2;
    let x = x.clamp(-700.0, 700.0);
    let k = (x / LN_2 + 0.5).floor();
    let r = x - k * LN_2;
    let sum = INVERSES.iter().fold(1.0, |sum, inverse| 1.0 + r * sum * inverse);
    sum * f64::from_bits(((k as i64 + 1023) as u64) << 52)
}

/// 1/14 to 1/1: a product is had sooner than a quotient.
const INVERSES: [f64; 14] = {
    let mut all = [0.0; 14];
    let mut i = 0;
    while i < 14 {
        all[i] = 1.0 / (14 - i) as f64;
        i += 1;
    }
    all
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_agrees_with_the_platform() {
        for i in -400..=400 {
            let x = f64::from(i) * 0.05;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-14, "at {x}");
        }
    }

    #[test]
    fn lattice_numbers_have_mean_zero_and_variance_one() {
        let k = key(7, "test", 0);
        let n = 100_000;
        let values: Vec<f64> = (0..n).map(|i| lattice(k, i - n / 2)).collect();
        let mean = values.iter().sum::<f64>() / n as f64;
        let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n as f64;
        assert!(mean.abs() < 0.01 && (variance - 1.0).abs() < 0.01, "mean {mean}, variance {variance}");
    }

    #[test]
    fn the_bits_are_pinned() {
        // A change here would change every candle the built-in market has ever shown.
        assert_eq!(mix(0), 0xE220_A839_7B1D_CDAF);
        assert_eq!(bits(1, -1), bits(1, -1));
        assert_ne!(bits(1, -1), bits(1, 1));
        assert_ne!(key(1, "SIM-A", 0), key(1, "SIM-B", 0));
    }
}
