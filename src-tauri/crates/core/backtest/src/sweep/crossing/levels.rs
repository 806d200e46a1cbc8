//! Where an oscillator crosses levels, as bitmaps: one bit a candle.

use std::ops::Range;

use super::latch::WORD;

/// The crossings of one series through two lists of levels. One made for a series serves for the next of its length.
#[derive(Default)]
pub(crate) struct Crossings {
    words: usize,
    codes: Vec<u8>,
    above: Vec<u64>,
    ups: Vec<u64>,
    downs: Vec<u64>,
}

impl Crossings {
    /// [`find`](Self::find) in the stretch that follows the value `before`; crossings at `counted` count.
    pub fn find_on(
        &mut self,
        before: f64,
        series: &[f64],
        counted: &Range<usize>,
        rising: &[f64],
        falling: &[f64],
    ) {
        self.words = series.len().div_ceil(WORD);
        self.codes.resize(self.words * WORD, 0);
        self.above.resize(self.words, 0);
        encode(series, &mut self.codes);
        let mut through = |levels: &[f64], equal: bool, found: &mut Vec<u64>, change: fn(u64, u64) -> u64| {
            found.resize(levels.len() * self.words, 0);
            for (level, out) in levels.iter().zip(found.chunks_mut(self.words.max(1))) {
                mark(series, &self.codes, *level, equal, &mut self.above);
                changes(&self.above, u64::from(is_above(before, *level, equal)), out, change);
                keep(out, counted);
            }
        };
        through(rising, false, &mut self.ups, |now, before| now & !before);
        through(falling, true, &mut self.downs, |now, before| !now & before);
    }

    /// `series` lies within 0 to 100 from index `defined` on; what comes before, and the last candle's crossing,
    /// which nothing fills, count for nothing. Up through a level of `rising`: from at or below it to above it. Down
    /// through one of `falling`: from at or above it to below it.
    pub fn find(&mut self, series: &[f64], defined: usize, rising: &[f64], falling: &[f64]) {
        let counted = defined + 1..series.len().saturating_sub(1);
        self.find_on(f64::NAN, series, &counted, rising, falling);
    }

    /// The crossings up through `rising[place]`.
    pub fn ups(&self, place: usize) -> &[u64] {
        &self.ups[place * self.words..(place + 1) * self.words]
    }

    /// The crossings down through `falling[place]`.
    pub fn downs(&self, place: usize) -> &[u64] {
        &self.downs[place * self.words..(place + 1) * self.words]
    }
}

/// Writes what `change` makes of each word and the same shifted by one candle, `before` being the bit before all.
#[inline(always)]
fn changes(words: &[u64], before: u64, out: &mut [u64], change: impl Fn(u64, u64) -> u64) {
    let mut carried = before;
    for (out, &now) in out.iter_mut().zip(words) {
        *out = change(now, now << 1 | carried);
        carried = now >> (WORD - 1);
    }
}

#[inline(always)]
fn is_above(value: f64, level: f64, equal: bool) -> bool {
    value > level || (equal && value == level)
}

/// Clears the bits outside `counted`.
fn keep(bits: &mut [u64], counted: &Range<usize>) {
    let first = (counted.start / WORD).min(bits.len());
    bits[..first].fill(0);
    if let Some(word) = bits.get_mut(first) {
        *word &= u64::MAX << (counted.start % WORD);
    }
    let last = (counted.end / WORD).min(bits.len());
    if let Some((word, rest)) = bits[last..].split_first_mut() {
        *word &= !(u64::MAX << (counted.end % WORD));
        rest.fill(0);
    }
}

/// A byte a value: the number of whole numbers in 1..=100 below it plus those not above it, so that
/// `value > level` is `code > 2 * level` and `value >= level` is `code >= 2 * level` for every whole level.
fn encode(series: &[f64], codes: &mut [u8]) {
    pulp::Arch::new().dispatch(
        #[inline(always)]
        || {
            for (code, value) in codes.iter_mut().zip(series) {
                *code = encoded(*value);
            }
        },
    );
}

#[inline(always)]
fn encoded(value: f64) -> u8 {
    /// Adding it rounds to a whole number, which then stands in the low bits.
    const ROUND: f64 = 4_503_599_627_370_496.0;
    let shifted = value + ROUND;
    let nearest = shifted - ROUND;
    let twice = (shifted.to_bits() as u8).wrapping_mul(2);
    twice.wrapping_add(u8::from(value > nearest)).wrapping_sub(u8::from(value < nearest))
}

/// Sets bit `t` of `out` where value `t` is above `level`, or also where it is equal.
fn mark(series: &[f64], codes: &[u8], level: f64, equal: bool, out: &mut [u64]) {
    if (0.0..=100.0).contains(&level) && level.fract() == 0.0 {
        let least = 2 * level as u8 + u8::from(!equal);
        return reached(codes, least, out);
    }
    for (word, chunk) in out.iter_mut().zip(series.chunks(WORD)) {
        let bit = |v: f64| u64::from(is_above(v, level, equal));
        *word = chunk.iter().rev().fold(0, |word, v| word << 1 | bit(*v));
    }
}

/// Sets bit `t` of `out` where byte `t` is at least `least`.
fn reached(codes: &[u8], least: u8, out: &mut [u64]) {
    #[cfg(target_arch = "x86_64")]
    if let Some(simd) = pulp::x86::V3::try_new() {
        return simd.vectorize(
            #[inline(always)]
            || {
                let (halves, _) = codes.as_chunks();
                let bits = |half: &[u8; 32]| {
                    let (codes, least) = (pulp::cast(*half), simd.avx._mm256_set1_epi8(least.cast_signed()));
                    let reached = simd.avx2._mm256_cmpeq_epi8(simd.avx2._mm256_max_epu8(codes, least), codes);
                    u64::from(simd.avx2._mm256_movemask_epi8(reached).cast_unsigned())
                };
                for (word, pair) in out.iter_mut().zip(halves.chunks_exact(2)) {
                    *word = bits(&pair[0]) | bits(&pair[1]) << 32;
                }
            },
        );
    }
    let (chunks, _) = codes.as_chunks();
    for (word, chunk) in out.iter_mut().zip(chunks) {
        *word = at_least(chunk, least);
    }
}

/// A byte of ones or none for each, then of eight bytes one bit each, added up by a multiplication.
fn at_least(codes: &[u8; WORD], least: u8) -> u64 {
    const ONE_BIT_EACH: u64 = 0x8040_2010_0804_0201;
    const ADD_UP: u64 = 0x0101_0101_0101_0101;
    let reached = codes.map(|code| if code >= least { u8::MAX } else { 0 });
    let (eights, _) = reached.as_chunks();
    let bits = |eight: &[u8; 8]| (u64::from_le_bytes(*eight) & ONE_BIT_EACH).wrapping_mul(ADD_UP) >> 56;
    eights.iter().rev().fold(0, |word, eight| word << 8 | bits(eight))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(words: &[u64]) -> Vec<usize> {
        (0..words.len() * WORD).filter(|t| words[t / WORD] >> (t % WORD) & 1 == 1).collect()
    }

    #[test]
    fn crossings_are_those_of_the_rule() {
        let mut state = 7_u64;
        // Whole numbers among the rest, so that values stand on levels.
        let series: Vec<f64> = (0..1000)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let value = (state >> 33) as f64 / 2_147_483_648.0 * 100.0;
                if state & 0x4000_0000 == 0 { value.round() } else { value }
            })
            .chain([0.0, 100.0, 0.0, 30.0, 29.999_999_999_999_996, 30.0, 30.000_000_000_000_004])
            .collect();
        let levels = [0.0, 1.0, 30.0, 50.0, 27.5, 99.0, 100.0];
        let mut crossings = Crossings::default();
        for defined in [0, 3, 70] {
            crossings.find(&series, defined, &levels, &levels);
            for (place, level) in levels.iter().enumerate() {
                let cross = |rule: &dyn Fn(f64, f64) -> bool| -> Vec<usize> {
                    (defined + 1..series.len() - 1).filter(|t| rule(series[t - 1], series[*t])).collect()
                };
                let up = cross(&|before, now| before <= *level && now > *level);
                let down = cross(&|before, now| before >= *level && now < *level);
                assert_eq!(bits(crossings.ups(place)), up, "up through {level} from {defined}");
                assert_eq!(bits(crossings.downs(place)), down, "down through {level} from {defined}");
            }
        }
    }

    #[test]
    fn both_ways_to_compare_bytes_agree() {
        let codes: Vec<u8> = (0..256).map(|i| (i * 37 % 203) as u8).collect();
        for least in 0..=202 {
            let mut out = [0; 4];
            reached(&codes, least, &mut out);
            let (chunks, _) = codes.as_chunks();
            assert_eq!(out.to_vec(), chunks.iter().map(|c| at_least(c, least)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_series_shorter_than_its_warm_up_crosses_nothing() {
        for n in [0, 1, 2, 64, 65] {
            let mut crossings = Crossings::default();
            crossings.find(&vec![f64::NAN; n], n + 5, &[30.0], &[70.0]);
            assert!(bits(crossings.ups(0)).is_empty() && bits(crossings.downs(0)).is_empty());
        }
    }
}
