//! What was seen lately, so that nothing is told twice.

use std::collections::{BTreeSet, VecDeque};

/// The last so many names.
#[derive(Debug)]
pub struct Recent {
    most: usize,
    order: VecDeque<String>,
    names: BTreeSet<String>,
}

impl Recent {
    pub const fn new(most: usize) -> Self {
        Self { most, order: VecDeque::new(), names: BTreeSet::new() }
    }

    pub fn knows(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// `false`: seen before.
    pub fn is_new(&mut self, name: &str) -> bool {
        if !self.names.insert(name.to_owned()) {
            return false;
        }
        self.order.push_back(name.to_owned());
        if self.order.len() > self.most
            && let Some(oldest) = self.order.pop_front()
        {
            self.names.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_new_once_while_it_is_remembered() {
        let mut recent = Recent::new(2);
        let told: Vec<bool> = ["a", "b", "a", "c", "a"].into_iter().map(|name| recent.is_new(name)).collect();
        assert_eq!(told, [true, true, false, true, true]);
        assert_eq!(recent.names.len(), 2);
    }
}
