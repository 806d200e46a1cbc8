//! Which kind of news a person wants on which channel.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Level, News};

/// What a person switched on or off; everything else follows the channel's own level.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switches {
    /// By channel, then by the news' code.
    by_channel: BTreeMap<String, BTreeMap<String, bool>>,
}

impl Switches {
    pub fn set(&mut self, channel: &str, code: &str, on: bool) {
        self.by_channel.entry(channel.to_owned()).or_default().insert(code.to_owned(), on);
    }

    pub fn hears(&self, channel: &str, from: Level, news: &News) -> bool {
        let switched = self.by_channel.get(channel).and_then(|kinds| kinds.get(&news.code));
        switched.copied().unwrap_or(news.level >= from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news(code: &str, level: Level) -> News {
        News { code: code.to_owned(), level, values: BTreeMap::new(), text: String::new(), time_ms: 0 }
    }

    #[test]
    fn a_channel_hears_its_level_and_up_unless_switched() {
        let mut switches = Switches::default();
        let filled = news("order_filled", Level::Info);
        let failed = news("order_failed", Level::Alarm);
        assert!(!switches.hears("system", Level::Warning, &filled));
        assert!(switches.hears("system", Level::Warning, &failed));
        switches.set("system", "order_filled", true);
        switches.set("system", "order_failed", false);
        assert!(switches.hears("system", Level::Warning, &filled));
        assert!(!switches.hears("system", Level::Warning, &failed));
        assert!(switches.hears("telegram", Level::Warning, &failed));
    }
}
