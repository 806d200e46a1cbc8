//! Chance as a pure function: the same key gives the same number, in any order and at any time.

/// Mixes two words into one that looks random (the finaliser of SplitMix64, by Steele, Lea and Flood).
pub fn mix(a: u64, b: u64) -> u64 {
    let mut z = a.wrapping_add(b.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The same of a signed number.
pub fn mix_signed(a: u64, b: i64) -> u64 {
    mix(a, b.cast_unsigned())
}

/// A word as a number in `0.0..1.0`.
pub fn unit(word: u64) -> f64 {
    (word >> 11) as f64 / (1_u64 << 53) as f64
}

/// A text as a word (FNV-1a).
pub fn of_text(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01B3))
}
