//! Which trades were told already.

use std::collections::BTreeSet;

/// Numbers remembered; a repetition after a break is at most the last fifty.
const MOST: usize = 2_000;

/// The numbers of the latest trades.
#[derive(Debug, Default)]
pub struct Recent {
    seen: BTreeSet<u64>,
    /// Everything below was told or is too old to tell.
    floor: u64,
}

impl Recent {
    /// Whether the trade is new; it is told once.
    pub fn is_new(&mut self, number: u64) -> bool {
        if number < self.floor || !self.seen.insert(number) {
            return false;
        }
        if self.seen.len() > MOST
            && let Some(oldest) = self.seen.pop_first()
        {
            self.floor = oldest.saturating_add(1);
        }
        true
    }

    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trade_is_new_once_in_whatever_order() {
        let mut recent = Recent::default();
        let told: Vec<u64> = [5, 3, 5, 4, 3, 6].into_iter().filter(|n| recent.is_new(*n)).collect();
        assert_eq!(told, [5, 3, 4, 6]);
        for n in 0..5_000 {
            recent.is_new(10 + n);
        }
        assert!(recent.seen.len() <= MOST && !recent.is_new(7) && !recent.is_new(4_000));
    }
}
