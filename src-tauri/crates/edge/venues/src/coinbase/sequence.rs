//! The numbers of a connection's messages: one more with each message, over all channels.

use std::collections::BTreeMap;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The one that was due.
    Next,
    /// Something before it was missed.
    AfterGap,
    /// Had already, or overtaken by a later one.
    Old,
}

/// Of one connection. Servers have been seen that count each channel by itself; the second first message tells.
#[derive(Debug, Default)]
pub struct Sequence {
    last: Option<u64>,
    channels: BTreeMap<String, u64>,
    by_channel: bool,
}

impl Sequence {
    /// Messages without a number are always next.
    pub fn take(&mut self, channel: &str, number: Option<u64>) -> Place {
        let Some(number) = number else { return Place::Next };
        let before = self.channels.get(channel).copied();
        if number == 0 && self.last.is_some() && before.is_none() {
            self.by_channel = true;
        }
        let last = if self.by_channel { before } else { self.last };
        if last.is_some_and(|last| number <= last) {
            return Place::Old;
        }
        self.last = self.last.max(Some(number));
        self.channels.insert(channel.to_owned(), number);
        match last {
            Some(last) if number > last.saturating_add(1) => Place::AfterGap,
            _ => Place::Next,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(messages: &[(&str, u64)]) -> Vec<Place> {
        let mut sequence = Sequence::default();
        messages.iter().map(|(channel, number)| sequence.take(channel, Some(*number))).collect()
    }

    #[test]
    fn one_count_over_all_channels() {
        use Place::{AfterGap, Next, Old};
        let told = places(&[("a", 0), ("b", 1), ("a", 2), ("a", 2), ("b", 5), ("a", 4), ("a", 6)]);
        assert_eq!(told, [Next, Next, Next, Old, AfterGap, Old, Next]);
    }

    #[test]
    fn a_count_of_each_channel_is_recognised() {
        use Place::{AfterGap, Next, Old};
        let told = places(&[("a", 0), ("b", 0), ("a", 1), ("c", 12), ("b", 2), ("c", 13), ("c", 13)]);
        assert_eq!(told, [Next, Next, Next, Next, AfterGap, Next, Old]);
    }

    #[test]
    fn a_message_without_a_number_is_next() {
        assert_eq!(Sequence::default().take("a", None), Place::Next);
    }
}
