//! Our names of orders and Kraken's.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

use crate::Clock;

/// The name an order has at Kraken: ours where it fits (18 characters of text, or 32 hexadecimal digits with or
/// without dashes as in a UUID), otherwise half of its SHA-256. The same name always gives the same.
pub fn venue_client_id(ours: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if (1..=18).contains(&ours.len()) && ours.bytes().all(plain) || is_uuid(ours) {
        return ours.to_owned();
    }
    Sha256::digest(ours.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn is_uuid(text: &str) -> bool {
    let lower_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    match text.len() {
        32 => text.bytes().all(lower_hex),
        36 => text.bytes().enumerate().all(|(i, byte)| match i {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => lower_hex(byte),
        }),
        _ => false,
    }
}

/// Held by the call that sends an order, so that one given up half-way counts as sent when it was given up.
pub struct Sending<'a> {
    pub ids: &'a Ids,
    pub ours: &'a str,
    pub clock: &'a dyn Clock,
}

impl Drop for Sending<'_> {
    fn drop(&mut self) {
        self.ids.over(self.ours, self.clock.now_ms());
    }
}

/// Orders remembered at most; what is older is asked of the venue.
const MOST: usize = 20_000;

/// What this process knows of one of our orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// `None`: the venue has not named it yet.
    pub venue_id: Option<String>,
    /// When it was sent.
    pub since_ms: i64,
    /// This process sent it or asked for it; otherwise it was merely seen.
    pub ours: bool,
    /// It was handed to a call that may have sent it; what became of it is unclear until the venue names it.
    pub sent: bool,
}

/// What is known of an order that is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// This call alone sends it.
    New,
    Taken(String),
    /// It was sent, or is being sent, and the venue has not named it. It is not sent again: the venue holds a name
    /// against a second order only while the first works, and shows an order late.
    Unclear,
}

/// Names both ways. What is not found here was placed elsewhere or before this process began.
#[derive(Debug, Default)]
pub struct Ids(Mutex<Names>);

#[derive(Debug, Default)]
struct Names {
    ours: BTreeMap<String, Known>,
    by_client: BTreeMap<String, String>,
    by_venue: BTreeMap<String, String>,
    age: VecDeque<String>,
}

impl Ids {
    /// An order is to leave; of two calls at once one alone is told [`Begun::New`].
    pub fn begin(&self, ours: &str, now_ms: i64) -> Begun {
        let mut names = self.names();
        names.add(ours, now_ms);
        let Some(known) = names.ours.get_mut(ours) else { return Begun::Unclear };
        known.ours = true;
        match &known.venue_id {
            Some(venue_id) => Begun::Taken(venue_id.clone()),
            None if known.sent => Begun::Unclear,
            None => {
                (known.sent, known.since_ms) = (true, now_ms);
                Begun::New
            }
        }
    }

    /// Since when an order is unclear; `None`: it is not.
    pub fn unclear_since_ms(&self, ours: &str) -> Option<i64> {
        let names = self.names();
        names.ours.get(ours).filter(|k| k.sent && k.venue_id.is_none()).map(|known| known.since_ms)
    }

    /// The call that was to send it is over. Where the venue neither named nor refused it, it counts as sent now.
    fn over(&self, ours: &str, now_ms: i64) {
        if let Some(known) = self.names().ours.get_mut(ours).filter(|known| known.venue_id.is_none()) {
            known.since_ms = now_ms;
        }
    }

    /// An order is being asked for. What is known of it stays.
    pub fn expect(&self, ours: &str, now_ms: i64) {
        let mut names = self.names();
        names.add(ours, now_ms);
        if let Some(known) = names.ours.get_mut(ours) {
            known.ours = true;
        }
    }

    /// The venue named an order.
    pub fn named(&self, ours: &str, venue_id: &str, now_ms: i64) {
        let mut names = self.names();
        names.add(ours, now_ms);
        names.by_venue.insert(venue_id.to_owned(), ours.to_owned());
        if let Some(known) = names.ours.get_mut(ours) {
            known.venue_id = Some(venue_id.to_owned());
        }
    }

    /// The venue's names of the orders this process sent or asked for.
    pub fn venue_ids(&self) -> Vec<String> {
        let names = self.names();
        let sent = names.ours.values().filter(|known| known.ours);
        sent.filter_map(|known| known.venue_id.clone()).collect()
    }

    /// The order never was one at the venue.
    pub fn forget(&self, ours: &str) {
        let mut names = self.names();
        if names.ours.get(ours).is_some_and(|known| known.venue_id.is_none()) {
            names.remove(ours);
        }
    }

    pub fn known(&self, ours: &str) -> Option<Known> {
        self.names().ours.get(ours).cloned()
    }

    /// Our name for what the venue's client id says: the same text where it was not shortened.
    pub fn ours(&self, venue_client_id: &str) -> String {
        self.names().by_client.get(venue_client_id).cloned().unwrap_or_else(|| venue_client_id.to_owned())
    }

    pub fn of_venue_id(&self, venue_id: &str) -> Option<String> {
        self.names().by_venue.get(venue_id).cloned()
    }

    fn names(&self) -> MutexGuard<'_, Names> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Names {
    fn add(&mut self, ours: &str, now_ms: i64) {
        self.by_client.insert(venue_client_id(ours), ours.to_owned());
        if !self.ours.contains_key(ours) {
            let known = Known { venue_id: None, since_ms: now_ms, ours: false, sent: false };
            self.ours.insert(ours.to_owned(), known);
            self.age.push_back(ours.to_owned());
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        while self.age.len() > MOST {
            if let Some(oldest) = self.age.pop_front() {
                self.remove(&oldest);
            }
        }
    }

    fn remove(&mut self, ours: &str) {
        self.by_client.remove(&venue_client_id(ours));
        if let Some(venue_id) = self.ours.remove(ours).and_then(|known| known.venue_id) {
            self.by_venue.remove(&venue_id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_fit_stay_and_others_become_thirty_two_digits() {
        for fits in ["CS-17-1", "123456789012345678", "da8e4ad5-9b78-481c-93e5-89746b0cf91f"] {
            assert_eq!(venue_client_id(fits), fits);
        }
        assert_eq!(venue_client_id("da8e4ad59b78481c93e589746b0cf91f"), "da8e4ad59b78481c93e589746b0cf91f");
        // printf 'CS-17-1-entry-of-long-name' | sha256sum
        assert_eq!(venue_client_id("CS-17-1-entry-of-long-name"), "952d711c59ee2ad869a49838f595a579");
        for odd in ["", "with space", "1234567890123456789", "DA8E4AD59B78481C93E589746B0CF91F"] {
            let id = venue_client_id(odd);
            assert!(id.len() == 32 && is_uuid(&id), "{odd:?} gives {id}");
        }
    }

    #[test]
    fn of_two_calls_one_sends_and_what_was_sent_is_sent_again_only_after_a_refusal() {
        let ids = Ids::default();
        ids.expect("CS-1", 3);
        assert_eq!(ids.begin("CS-1", 5), Begun::New);
        assert_eq!(ids.begin("CS-1", 6), Begun::Unclear);
        ids.expect("CS-1", 7);
        assert_eq!((ids.begin("CS-1", 8), ids.unclear_since_ms("CS-1")), (Begun::Unclear, Some(5)));
        ids.forget("CS-1");
        assert_eq!(ids.begin("CS-1", 9), Begun::New);
        ids.named("CS-1", "OABCDE-12345-FGHIJK", 9);
        assert_eq!(ids.begin("CS-1", 9), Begun::Taken("OABCDE-12345-FGHIJK".to_owned()));
        assert_eq!(ids.unclear_since_ms("CS-1"), None);
    }

    #[test]
    fn a_name_is_found_from_every_side_and_forgotten_only_before_the_venue_has_it() {
        let ids = Ids::default();
        let ours = "CS-17-1-entry-of-long-name";
        ids.expect(ours, 5);
        ids.forget(ours);
        assert_eq!(ids.known(ours), None);
        ids.named(ours, "OABCDE-12345-FGHIJK", 7);
        ids.forget(ours);
        assert_eq!(ids.ours(&venue_client_id(ours)), ours);
        assert_eq!(ids.of_venue_id("OABCDE-12345-FGHIJK").as_deref(), Some(ours));
        assert_eq!(
            ids.known(ours),
            Some(Known {
                venue_id: Some("OABCDE-12345-FGHIJK".to_owned()),
                since_ms: 7,
                ours: false,
                sent: false
            })
        );
        assert_eq!(ids.venue_ids(), Vec::<String>::new());
        ids.expect(ours, 9);
        assert_eq!(ids.venue_ids(), ["OABCDE-12345-FGHIJK"]);
        assert_eq!(ids.ours("typed-by-hand"), "typed-by-hand");
    }
}
