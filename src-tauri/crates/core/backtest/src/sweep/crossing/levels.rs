//! Where an oscillator crosses levels, as bitmaps: one bit a candle.

use super::latch::WORD;

/// The crossings of one series through two lists of levels.
pub(super) struct Crossings {
    words: usize,
    ups: Vec<u64>,
    downs: Vec<u64>,
}

impl Crossings {
    /// `series` lies within 0 to 100 from index `defined` on; what comes before, and the last candle's crossing,
    /// which nothing fills, count for nothing. Up through a level of `rising`: from at or below it to above it. Down
    /// through one of `falling`: from at or above it to below it.
    pub fn of(series: &[f64], defined: usize, rising: &[f64], falling: &[f64]) -> Self {
        let words = series.len().div_ceil(WORD);
        let codes = codes(series, words * WORD);
        let mut above = vec![0; words];
        let mut ups = Vec::with_capacity(rising.len() * words);
        for level in rising {
            mark(series, &codes, *level, false, &mut above);
            ups.extend(changes(&above, |now, before| now & !before));
            keep(&mut ups, words, defined + 1, series.len().saturating_sub(1));
        }
        let mut downs = Vec::with_capacity(falling.len() * words);
        for level in falling {
            mark(series, &codes, *level, true, &mut above);
            downs.extend(changes(&above, |now, before| !now & before));
            keep(&mut downs, words, defined + 1, series.len().saturating_sub(1));
        }
        Self { words, ups, downs }
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

/// Each word with the same shifted by one candle.
fn changes(words: &[u64], change: impl Fn(u64, u64) -> u64) -> impl Iterator<Item = u64> {
    let mut carry = 0;
    words.iter().map(move |&now| {
        let before = now << 1 | carry;
        carry = now >> (WORD - 1);
        change(now, before)
    })
}

/// Clears the bits outside `from..to` in the last `words` words.
fn keep(bits: &mut [u64], words: usize, from: usize, to: usize) {
    let start = bits.len() - words;
    for (place, word) in bits[start..].iter_mut().enumerate() {
        let below = |end: usize| match end.saturating_sub(place * WORD) {
            shift @ 0..WORD => (1_u64 << shift) - 1,
            _ => u64::MAX,
        };
        *word &= below(to) & !below(from);
    }
}

/// A byte a value: the number of whole numbers in 0..=100 below it plus those not above it, so that
/// `value > level` is `code > 2 * level` and `value >= level` is `code >= 2 * level` for every whole level.
fn codes(series: &[f64], length: usize) -> Vec<u8> {
    /// Adding it rounds to a whole number, which then stands in the low bits.
    const ROUND: f64 = 4_503_599_627_370_496.0;
    let code = |v: &f64| {
        let shifted = v + ROUND;
        let nearest = shifted - ROUND;
        let twice = (shifted.to_bits() as u8).wrapping_mul(2);
        twice.wrapping_add(u8::from(*v > nearest)).wrapping_sub(u8::from(*v < nearest))
    };
    let mut codes = Vec::with_capacity(length);
    codes.extend(series.iter().map(code));
    codes.resize(length, 0);
    codes
}

/// Sets bit `t` of `out` where value `t` is above `level`, or also where it is equal.
fn mark(series: &[f64], codes: &[u8], level: f64, equal: bool, out: &mut [u64]) {
    if (0.0..=100.0).contains(&level) && level.fract() == 0.0 {
        let least = 2 * level as u8 + u8::from(!equal);
        let (chunks, _) = codes.as_chunks();
        for (word, chunk) in out.iter_mut().zip(chunks) {
            *word = at_least(chunk, least);
        }
        return;
    }
    for (word, chunk) in out.iter_mut().zip(series.chunks(WORD)) {
        let bit = |v: f64| u64::from(v > level || (equal && v == level));
        *word = chunk.iter().rev().fold(0, |word, v| word << 1 | bit(*v));
    }
}

/// A bit for each byte that is at least `least`, in two steps that vectors take well: a byte of ones or none each,
/// then of eight bytes one bit each, added up by a multiplication.
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
        for defined in [0, 3, 70] {
            let crossings = Crossings::of(&series, defined, &levels, &levels);
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
    fn a_series_shorter_than_its_warm_up_crosses_nothing() {
        for n in [0, 1, 2, 64, 65] {
            let crossings = Crossings::of(&vec![f64::NAN; n], n + 5, &[30.0], &[70.0]);
            assert!(bits(crossings.ups(0)).is_empty() && bits(crossings.downs(0)).is_empty());
        }
    }
}
