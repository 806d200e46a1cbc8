//! Columns of numbers as bytes, for the page to read without parsing.

/// `u32` rows, `u32` columns, then each column as `f64`, all little-endian: column `c` starts at byte `8 + c * rows * 8`.
///
/// Columns shorter than the first are filled with `NaN`.
pub fn bytes(columns: &[&[f64]]) -> Vec<u8> {
    let rows = columns.first().map_or(0, |c| c.len());
    let mut out = Vec::with_capacity(8 + columns.len() * rows * 8);
    out.extend_from_slice(&(rows as u32).to_le_bytes());
    out.extend_from_slice(&(columns.len() as u32).to_le_bytes());
    for column in columns {
        for row in 0..rows {
            out.extend_from_slice(&column.get(row).copied().unwrap_or(f64::NAN).to_le_bytes());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn columns_lie_one_after_the_other() {
        let b = bytes(&[&[1.0, 2.0], &[3.0]]);
        assert_eq!(b.len(), 8 + 4 * 8);
        assert_eq!(b[..8], [2, 0, 0, 0, 2, 0, 0, 0]);
        assert_eq!(b[24..32], 3.0_f64.to_le_bytes());
        assert!(b[32..40].try_into().is_ok_and(|x| f64::from_le_bytes(x).is_nan()));
    }
}
