//! Which of the venue's order ids is which of ours. Only a memory: what is not in it is asked for.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use domain::{Decimal, Side};

use super::pairs::{self, Leg};

/// Orders remembered at most; the oldest half is forgotten beyond that.
const MOST: usize = 20_000;

#[derive(Debug, Default)]
pub struct Ids(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    ours: BTreeMap<String, String>,
    theirs: BTreeMap<String, (u64, String)>,
    /// Side and target price of those that are brackets.
    brackets: BTreeMap<String, (Side, Decimal)>,
    noted: u64,
}

impl Ids {
    pub fn note(&self, client_id: &str, venue_id: &str) {
        if client_id.is_empty() || venue_id.is_empty() {
            return;
        }
        let mut known = self.lock();
        known.noted += 1;
        let noted = known.noted;
        let legs = pairs::legs(client_id).into_iter().flat_map(|(target, stop)| [target, stop]);
        for ours in legs.chain([client_id]) {
            known.ours.insert(ours.to_owned(), venue_id.to_owned());
        }
        known.theirs.insert(venue_id.to_owned(), (noted, client_id.to_owned()));
        if known.theirs.len() > MOST {
            known.forget();
        }
    }

    /// Of a bracket: by these its fills are told apart.
    pub fn note_bracket(&self, venue_id: &str, side: Side, target: Decimal) {
        self.lock().brackets.insert(venue_id.to_owned(), (side, target));
    }

    /// Our id of what was filled at that price; of a bracket that of the leg.
    pub fn filled_id(&self, venue_id: &str, price: Decimal) -> Option<String> {
        let known = self.lock();
        let (_, client_id) = known.theirs.get(venue_id)?;
        let legs = pairs::legs(client_id).zip(known.brackets.get(venue_id));
        let leg = legs.map(|((target, stop), (side, limit))| match pairs::leg_of(*side, *limit, price) {
            Leg::Target => target,
            Leg::Stop => stop,
        });
        Some(leg.unwrap_or(client_id).to_owned())
    }

    pub fn venue_id(&self, client_id: &str) -> Option<String> {
        self.lock().ours.get(client_id).cloned()
    }

    pub fn client_id(&self, venue_id: &str) -> Option<String> {
        self.lock().theirs.get(venue_id).map(|(_, client_id)| client_id.clone())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn forget(&mut self) {
        let oldest = self.noted - (MOST / 2) as u64;
        self.theirs.retain(|_, (noted, _)| *noted > oldest);
        let theirs = &self.theirs;
        self.ours.retain(|_, venue_id| theirs.contains_key(venue_id));
        self.brackets.retain(|venue_id, _| theirs.contains_key(venue_id));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_and_never_too_many() {
        let ids = Ids::default();
        for i in 0..MOST * 2 {
            ids.note(&format!("CS-{i}"), &format!("v-{i}"));
        }
        let last = MOST * 2 - 1;
        assert_eq!(ids.venue_id(&format!("CS-{last}")), Some(format!("v-{last}")));
        assert_eq!(ids.client_id(&format!("v-{last}")), Some(format!("CS-{last}")));
        assert_eq!((ids.venue_id("CS-0"), ids.client_id("v-0")), (None, None));
        assert!(ids.lock().theirs.len() <= MOST && ids.lock().ours.len() <= MOST);
    }
}
