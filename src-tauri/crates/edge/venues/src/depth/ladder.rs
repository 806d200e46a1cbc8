//! One side of a book as a row of slots, one a price tick, around the best level.
//!
//! Higher keys are better: a bid's key is its price, an ask's its price negated. Levels too far behind the best for a
//! slot wait in a sorted vector; they are few, and rarely touched.

/// Slots; a power of two that keeps sizes within the second cache.
const SLOTS: usize = 4_096;
/// The best level gets this slot when slots are laid out anew: a quarter of them is kept for better prices.
const BEST: usize = SLOTS / 4 * 3;
const WORD: usize = 64;
const WIDEST: i64 = i64::MAX / (2 * SLOTS as i64);

/// Invariant: every level in `far` is worse than every slot. `count` is the number of occupied slots, and `best` the
/// highest of them.
#[derive(Debug, Clone)]
pub struct Ladder {
    /// Keys from one slot to the next; 0 while no slots are laid out.
    step: i64,
    /// Key of slot 0.
    base: i64,
    /// Keys the slots reach over.
    span: u64,
    per_key: f64,
    sizes: Vec<i64>,
    /// A bit for each slot that is not empty.
    occupied: [u64; SLOTS / WORD],
    best: usize,
    count: usize,
    /// Best last.
    far: Vec<(i64, i64)>,
}

impl Ladder {
    pub const fn new() -> Self {
        Self {
            step: 0,
            base: 0,
            span: 0,
            per_key: 0.0,
            sizes: Vec::new(),
            occupied: [0; SLOTS / WORD],
            best: 0,
            count: 0,
            far: Vec::new(),
        }
    }

    pub fn clear(&mut self) {
        self.sizes.fill(0);
        self.occupied.fill(0);
        self.far.clear();
        (self.step, self.span, self.count) = (0, 0, 0);
    }

    pub const fn len(&self) -> usize {
        self.count + self.far.len()
    }

    /// Sets the size at a key; 0 takes the level away.
    #[inline]
    pub fn set(&mut self, key: i64, size: i64) {
        match self.slot(key) {
            Some(slot) => self.fill(slot, size),
            None => self.set_outside(key, size),
        }
    }

    /// The slot of a key that has one.
    #[inline]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
    fn slot(&self, key: i64) -> Option<usize> {
        let above = key.wrapping_sub(self.base);
        if above.cast_unsigned() >= self.span {
            return None;
        }
        // a multiplication in place of a division: where it rounds wrongly or the key lies between slots, it shows
        let slot = (above as f64 * self.per_key + 0.5) as usize;
        (slot as i64 * self.step == above).then_some(slot)
    }

    #[inline]
    fn fill(&mut self, slot: usize, size: i64) {
        let Some(held) = self.sizes.get_mut(slot) else { return };
        let before = std::mem::replace(held, size);
        if (before == 0) != (size == 0) {
            self.toggle(slot, size == 0);
        }
    }

    #[inline]
    fn toggle(&mut self, slot: usize, emptied: bool) {
        if let Some(word) = self.occupied.get_mut(slot / WORD) {
            *word ^= 1 << (slot % WORD);
        }
        if !emptied {
            self.best = if self.count == 0 { slot } else { self.best.max(slot) };
            self.count += 1;
            return;
        }
        self.count -= 1;
        if self.count == 0 {
            if !self.far.is_empty() {
                self.lay_out(None);
            }
        } else if slot == self.best {
            self.best = self.next_below(slot).unwrap_or(0);
        }
    }

    /// The highest occupied slot below one.
    fn next_below(&self, slot: usize) -> Option<usize> {
        let (mut word, bit) = (slot / WORD, slot % WORD);
        let mut bits = self.occupied.get(word)? & ((1 << bit) - 1);
        loop {
            if bits != 0 {
                return Some(word * WORD + WORD - 1 - bits.leading_zeros() as usize);
            }
            word = word.checked_sub(1)?;
            bits = *self.occupied.get(word)?;
        }
    }

    #[cold]
    fn set_outside(&mut self, key: i64, size: i64) {
        if let Err(at) = self.far.binary_search_by_key(&key, |level| level.0) {
            if size == 0 {
                return;
            }
            if self.belongs_far(key) {
                self.far.insert(at, (key, size));
            } else {
                self.lay_out(Some((key, size)));
            }
        } else if let Ok(at) = self.far.binary_search_by_key(&key, |level| level.0) {
            if size == 0 {
                self.far.remove(at);
            } else if let Some(level) = self.far.get_mut(at) {
                level.1 = size;
            }
        }
    }

    /// Whether a key lies behind the slots, and would lie there however they were laid out.
    fn belongs_far(&self, key: i64) -> bool {
        if self.step == 0 || self.count == 0 || key >= self.base {
            return false;
        }
        let best = self.key(self.best);
        best.checked_sub(key).is_none_or(|behind| behind / self.step > BEST as i64)
    }

    #[expect(clippy::cast_possible_wrap)]
    const fn key(&self, slot: usize) -> i64 {
        self.base + slot as i64 * self.step
    }

    /// Lays the slots out anew around the best of all levels and the one given.
    #[expect(clippy::cast_possible_wrap, clippy::cast_precision_loss)]
    fn lay_out(&mut self, new: Option<(i64, i64)>) {
        let mut all: Vec<(i64, i64)> = self.levels().collect();
        all.extend(new);
        all.sort_unstable_by_key(|level| std::cmp::Reverse(level.0));
        self.clear();
        self.sizes.resize(SLOTS, 0);
        let Some((best, _)) = all.first().copied() else { return };
        let step = all.iter().fold(0, |step, level| gcd(step, level.0.unsigned_abs()));
        // a step so wide that the slots reach past all numbers gives way to the finest
        let step = i64::try_from(step).ok().filter(|step| (1..=WIDEST).contains(step)).unwrap_or(1);
        let Some(base) = best.checked_sub(BEST as i64 * step) else {
            all.reverse();
            self.far = all;
            return;
        };
        (self.step, self.base) = (step, base);
        self.span = SLOTS as u64 * step.unsigned_abs();
        self.per_key = 1.0 / step as f64;
        for (key, size) in all {
            match self.slot(key) {
                Some(slot) => self.fill(slot, size),
                None => self.far.push((key, size)),
            }
        }
        self.far.reverse();
    }

    /// Key and size, best first.
    pub fn levels(&self) -> Levels<'_> {
        let next = (self.count > 0).then_some(self.best);
        Levels { ladder: self, next, left: self.count, far: self.far.len() }
    }

    pub fn best(&self) -> Option<(i64, i64)> {
        self.levels().next()
    }

    pub fn truncate(&mut self, levels: usize) {
        let worse: Vec<i64> = self.levels().skip(levels).map(|level| level.0).collect();
        for key in worse {
            self.set(key, 0);
        }
    }
}

/// Levels of a [`Ladder`], best first.
pub struct Levels<'a> {
    ladder: &'a Ladder,
    next: Option<usize>,
    left: usize,
    far: usize,
}

impl Iterator for Levels<'_> {
    type Item = (i64, i64);

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(slot) = self.next {
            self.left -= 1;
            self.next = if self.left > 0 { self.ladder.next_below(slot) } else { None };
            return Some((self.ladder.key(slot), *self.ladder.sizes.get(slot)?));
        }
        self.far = self.far.checked_sub(1)?;
        self.ladder.far.get(self.far).copied()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left + self.far, Some(self.left + self.far))
    }
}

impl ExactSizeIterator for Levels<'_> {}

fn gcd(a: u64, b: u64) -> u64 {
    if a == 0 { b } else { gcd(b % a, a) }
}
