//! From two sets of crossings to the fills between flat and held, 64 candles at a time.

/// Candles a word of a bitmap stands for.
pub(super) const WORD: usize = 64;

/// Fills told at once.
pub(super) const ROOM: usize = 1024;

/// Tells the candles that fill an entry, an exit, an entry ... in `told`, a slice at a time, each but the last of an
/// even length. Bit `t` of `ups` asks for an entry at the close of candle `t` and fills at `t + 1`, `downs` likewise
/// for exits; no bit stands in both.
///
/// Whether a position is held is a latch: up sets it, down clears it, all else keeps it. That is the carry of an
/// addition whose columns generate (1 + 1), kill (0 + 0) or pass on (1 + 0), so one addition settles 64 candles.
#[inline(always)]
pub(crate) fn fills(ups: &[u64], downs: &[u64], told: impl FnMut(&[u32])) {
    fills_on(&mut false, 0, ups, downs, told);
}

/// [`fills`] in a stretch that begins at candle `start`, going on from `held` and leaving there what comes of it.
#[inline(always)]
pub(crate) fn fills_on(
    held: &mut bool,
    start: usize,
    ups: &[u64],
    downs: &[u64],
    mut told: impl FnMut(&[u32]),
) {
    // A word adds 64 at most, and writes one or two beyond.
    let mut fills = [0_u32; ROOM + WORD + 2];
    let (mut count, mut first) = (0_usize, start as u32 + 1);
    for (&up, &down) in ups.iter().zip(downs) {
        let (sum, over) = (!down).carrying_add(up, *held);
        let before = sum ^ !down ^ up;
        *held = over;
        let mut changes = (up & !before) | (down & before);
        // Most words hold none or few: two are written without asking, and count only if they are there.
        for _ in 0..2 {
            fills[count] = first + changes.trailing_zeros();
            count += usize::from(changes != 0);
            changes &= changes.wrapping_sub(1);
        }
        while changes != 0 {
            fills[count] = first + changes.trailing_zeros();
            count += 1;
            changes &= changes - 1;
        }
        first += WORD as u32;
        if count >= ROOM {
            let even = count & !1;
            told(&fills[..even]);
            fills[0] = fills[even];
            count -= even;
        }
    }
    told(&fills[..count]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(ups: &[u64], downs: &[u64]) -> Vec<u32> {
        let bit = |words: &[u64], t: usize| words[t / WORD] >> (t % WORD) & 1 == 1;
        let mut held = false;
        let mut fills = Vec::new();
        for t in 0..ups.len() * WORD {
            if bit(if held { downs } else { ups }, t) {
                held = !held;
                fills.push(t as u32 + 1);
            }
        }
        fills
    }

    #[test]
    fn words_at_once_are_bits_one_by_one() {
        let mut state = 0x1234_5678_9ABC_DEF0_u64;
        let mut word = |thin: u32| {
            (0..thin).fold(u64::MAX, |word, _| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                word & state
            })
        };
        for thin in [1, 2, 4, 6] {
            for _ in 0..50 {
                let ups: Vec<u64> = (0..70).map(|_| word(thin)).collect();
                let downs: Vec<u64> = ups.iter().map(|up| word(thin) & !up).collect();
                let mut all = Vec::new();
                fills(&ups, &downs, |some| all.extend_from_slice(some));
                assert_eq!(all, plain(&ups, &downs));
            }
        }
    }
}
