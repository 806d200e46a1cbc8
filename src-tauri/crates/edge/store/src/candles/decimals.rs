//! Prices as whole numbers of their last decimal: 2505.56 is 250556 at scale 2. Only where that is exact.

const POWERS: [f64; 13] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12];

/// Integers up to this are exact in an `f64`, so that dividing by the power of ten gives back the same bits.
const EXACT: i64 = 1 << 53;

/// The smallest scale at which every value is a whole number; `None` where there is none up to 12.
pub(super) fn scale(columns: &[&[f64]]) -> Option<u8> {
    let mut scale = 0;
    for value in columns.iter().copied().flatten() {
        while whole(*value, POWERS[scale]).is_none() {
            scale += 1;
            if scale == POWERS.len() {
                return None;
            }
        }
    }
    u8::try_from(scale).ok()
}

/// The column at that scale; `None` where a value grows too large for it.
pub(super) fn to_whole(column: &[f64], scale: u8) -> Option<Vec<i64>> {
    let power = *POWERS.get(usize::from(scale))?;
    column.iter().map(|value| whole(*value, power)).collect()
}

/// Writes the column of whole numbers as prices; `None` where there is no such scale.
pub(super) fn from_whole(whole: &[i64], scale: u8, prices: &mut [f64]) -> Option<()> {
    let power = *POWERS.get(usize::from(scale))?;
    prices.iter_mut().zip(whole).for_each(|(price, whole)| *price = *whole as f64 / power);
    Some(())
}

fn whole(value: f64, power: f64) -> Option<i64> {
    let nearest = (value * power + 0.5) as i64;
    let exact = (0..=EXACT).contains(&nearest) && (nearest as f64 / power).to_bits() == value.to_bits();
    exact.then_some(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_smallest_scale_is_found() {
        assert_eq!(scale(&[&[2505.56, 3.0], &[0.5]]), Some(2));
        assert_eq!(to_whole(&[2505.56, 3.0], 2), Some(vec![250_556, 300]));
        assert_eq!(scale(&[&[1.0 / 3.0]]), None);
        assert_eq!(scale(&[&[-0.0]]), None);
        assert_eq!(scale(&[&[f64::NAN]]), None);
        assert_eq!(scale(&[&[1e300]]), None);
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out_to_the_last_bit(whole in prop::collection::vec(0_i64..1_000_000_000_000, 1..50), e in 0_usize..9) {
            let values: Vec<f64> = whole.iter().map(|w| *w as f64 / POWERS[e]).collect();
            let scale = scale(&[&values]).ok_or(TestCaseError::fail("no scale"))?;
            let mut back = vec![0.0; values.len()];
            to_whole(&values, scale).and_then(|w| from_whole(&w, scale, &mut back));
            prop_assert!(usize::from(scale) <= e);
            prop_assert_eq!(back, values);
        }
    }
}
