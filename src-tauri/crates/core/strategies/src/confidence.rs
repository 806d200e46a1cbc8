//! How far beyond its mark a price has gone, as a confidence.

/// 0.5 on the mark, 0.75 one average true range beyond it, towards 1 far beyond: `0.5 + 0.5 * x / (1 + x)` with `x`
/// the distance over the average true range. 0.5 in a market without range.
pub(crate) fn by_distance(distance: f64, atr: f64) -> f64 {
    let x = distance.abs() / atr;
    if x.is_finite() { 0.5 + 0.5 * x / (1.0 + x) } else { 0.5 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grows_from_a_half_towards_one() {
        assert_eq!(by_distance(0.0, 2.0), 0.5);
        assert_eq!(by_distance(-2.0, 2.0), 0.75);
        assert_eq!(by_distance(6.0, 2.0), 0.875);
        assert_eq!(by_distance(1.0, 0.0), 0.5);
    }
}
