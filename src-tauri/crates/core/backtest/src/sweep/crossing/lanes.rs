//! The latch of [`super::latch`] for several combinations side by side.

use super::latch::WORD;

/// Combinations settled together.
pub(super) const LANES: usize = 8;

/// Words of a stretch at most: as many as a word has bits.
pub(super) const WORDS: usize = WORD;

/// A word of each combination.
pub(super) type Lanes = [u64; LANES];

/// Combinations that enter by the same crossings and leave each by its own, over one stretch of candles.
pub(super) struct Latches {
    /// Of each word the bits at which each combination changes between flat and held.
    changes: [Lanes; WORDS],
    /// Of each combination the words in which it changes.
    busy: Lanes,
}

impl Latches {
    pub fn new() -> Self {
        Self { changes: [[0; LANES]; WORDS], busy: [0; LANES] }
    }

    /// Goes on from `held`, 1 where a combination holds a position, and leaves there what comes of it. Both lists have
    /// [`WORDS`] words or fewer.
    #[inline(always)]
    pub fn settle(&mut self, ups: &[u64], downs: &[Lanes], held: &mut Lanes) {
        let mut carried = *held;
        for ((changes, up), downs) in self.changes.iter_mut().zip(ups).zip(downs) {
            // Written to arrays of their own, so that a processor does all lanes at once.
            let (mut changed, mut carries) = ([0; LANES], [0; LANES]);
            for lane in 0..LANES {
                let (up, stays) = (*up, !downs[lane]);
                let sum = stays.wrapping_add(up).wrapping_add(carried[lane]);
                let before = sum ^ stays ^ up;
                // No bit stands in both, so a column that generates is one of `up`.
                carries[lane] = (up | (stays & !sum)) >> (WORD - 1);
                changed[lane] = (up & !before) | (!stays & before);
            }
            (*changes, carried) = (changed, carries);
        }
        *held = carried;
        self.mark_busy(ups.len());
    }

    #[inline(always)]
    fn mark_busy(&mut self, words: usize) {
        self.busy = [0; LANES];
        let mut bit = 1;
        for changes in self.changes.iter().take(words) {
            for (busy, changes) in self.busy.iter_mut().zip(changes) {
                *busy |= if *changes != 0 { bit } else { 0 };
            }
            bit <<= 1;
        }
    }

    /// Writes the candles at which a combination's fills lie from `fills[count]` on, `first` being the candle after
    /// the stretch's first, and returns the new count. `fills` has room for one a candle and two more.
    #[inline(always)]
    pub fn fills(&self, lane: usize, first: u32, fills: &mut [u32], mut count: usize) -> usize {
        let mut busy = self.busy[lane];
        while busy != 0 {
            let word = busy.trailing_zeros();
            busy &= busy - 1;
            let mut changes = self.changes[word as usize % WORDS][lane];
            let first = first + word * WORD as u32;
            // Most words have one or two: two are written without asking.
            fills[count] = first + changes.trailing_zeros();
            count += 1;
            changes &= changes - 1;
            fills[count] = first + changes.trailing_zeros();
            count += usize::from(changes != 0);
            changes &= changes.wrapping_sub(1);
            while changes != 0 {
                fills[count] = first + changes.trailing_zeros();
                count += 1;
                changes &= changes - 1;
            }
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sweep::crossing::latch;

    #[test]
    fn lanes_side_by_side_are_latches_one_by_one() {
        let mut state = 0x1234_5678_9ABC_DEF0_u64;
        let mut word = |thin: u32| {
            (0..thin).fold(u64::MAX, |word, _| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                word & (state >> 7 ^ state << 31)
            })
        };
        for (thin, words) in [(1, 64), (2, 64), (4, 40), (7, 64), (5, 1)] {
            let ups: Vec<u64> = (0..3 * words).map(|_| word(thin)).collect();
            let downs: Vec<Lanes> = ups.iter().map(|up| std::array::from_fn(|_| word(thin) & !up)).collect();
            let (mut latches, mut held) = (Latches::new(), [0; LANES]);
            let mut found = vec![Vec::new(); LANES];
            for (stretch, (ups, downs)) in ups.chunks(words).zip(downs.chunks(words)).enumerate() {
                latches.settle(ups, downs, &mut held);
                for (lane, found) in found.iter_mut().enumerate() {
                    let mut fills = vec![0; words * WORD + 2];
                    let first = (stretch * words * WORD) as u32 + 1;
                    let count = latches.fills(lane, first, &mut fills, 0);
                    found.extend_from_slice(&fills[..count]);
                }
            }
            for (lane, found) in found.iter().enumerate() {
                let downs: Vec<u64> = downs.iter().map(|downs| downs[lane]).collect();
                let mut alone = Vec::new();
                latch::fills(&ups, &downs, |some| alone.extend_from_slice(some));
                assert_eq!(found, &alone, "lane {lane}, words thinned {thin} times");
                assert_eq!(held[lane], alone.len() as u64 % 2);
            }
        }
    }
}
