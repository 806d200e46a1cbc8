//! Integers as blocks of bit-packed offsets from the block's minimum (frame of reference).
//!
//! A block is 128 values: minimum (8 bytes), width in bits (1 byte), offsets, little end first.

const BLOCK: usize = 128;
/// Above this a value no longer fits one unaligned 64-bit load and is stored whole.
const WIDEST_PACKED: u32 = 57;

pub(super) fn pack(values: &[i64], out: &mut Vec<u8>) {
    for block in values.chunks(BLOCK) {
        let min = block.iter().copied().min().unwrap_or(0);
        let widest = block.iter().map(|v| v.wrapping_sub(min).cast_unsigned()).max().unwrap_or(0);
        let width = match u64::BITS - widest.leading_zeros() {
            w if w > WIDEST_PACKED => 64,
            w => w,
        };
        out.extend_from_slice(&min.to_le_bytes());
        out.push(width as u8);
        let (mut held, mut bits) = (0_u128, 0);
        for value in block {
            held |= u128::from(value.wrapping_sub(min).cast_unsigned()) << bits;
            bits += width;
            while bits >= 8 {
                out.push(held as u8);
                held >>= 8;
                bits -= 8;
            }
        }
        if bits > 0 {
            out.push(held as u8);
        }
    }
}

/// Takes as many values as `values` has off the front of `bytes`, which must go on for at least 8 bytes after them.
/// `None` where the bytes cannot be a packed column.
pub(super) fn unpack(bytes: &mut &[u8], values: &mut [i64]) -> Option<()> {
    for values in values.chunks_mut(BLOCK) {
        let (min, rest) = bytes.split_first_chunk::<8>()?;
        let (width, rest) = rest.split_first()?;
        let min = i64::from_le_bytes(*min);
        let width = usize::from(*width);
        if width > WIDEST_PACKED as usize && width != 64 {
            return None;
        }
        let length = (values.len() * width).div_ceil(8);
        let packed = rest.get(..length + 8)?;
        if width == 0 {
            values.fill(min);
        } else {
            unpack_block(packed, width, min, values);
        }
        *bytes = &rest[length..];
    }
    Some(())
}

fn unpack_block(packed: &[u8], width: usize, min: i64, values: &mut [i64]) {
    let mask = u64::MAX >> (64 - width);
    let mut bit = 0;
    for value in values {
        let word = packed[bit >> 3..].first_chunk::<8>().map_or(0, |w| u64::from_le_bytes(*w));
        *value = min.wrapping_add(((word >> (bit & 7)) & mask).cast_signed());
        bit += width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn values() -> impl Strategy<Value = Vec<i64>> {
        (0_u32..64, any::<i64>()).prop_flat_map(|(width, base)| {
            prop::collection::vec(any::<i64>().prop_map(move |v| base.wrapping_add(v >> width)), 0..400)
        })
    }

    proptest! {
        #[test]
        fn any_integers_come_back(values in values()) {
            let mut bytes = Vec::new();
            pack(&values, &mut bytes);
            bytes.extend_from_slice(&[0; 8]);
            let mut rest = bytes.as_slice();
            let mut back = vec![0; values.len()];
            prop_assert_eq!(unpack(&mut rest, &mut back), Some(()));
            prop_assert_eq!(back, values);
            prop_assert_eq!(rest.len(), 8);
        }

        #[test]
        fn any_bytes_are_refused_or_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), count in 0_usize..300) {
            let (mut rest, mut values) = (bytes.as_slice(), vec![0; count]);
            if unpack(&mut rest, &mut values).is_some() {
                prop_assert!(rest.len() < bytes.len() || count == 0);
            }
        }
    }

    #[test]
    fn equal_values_take_no_bits() {
        let mut bytes = Vec::new();
        pack(&[7; 128], &mut bytes);
        assert_eq!(bytes.len(), 9);
    }
}
