//! Client ids as Bitfinex holds them, and which of our orders it was given.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sha2::{Digest, Sha256};
use tokio::time::Instant;

/// A `cid` is an integer of 45 bits.
const CID_BITS: u32 = 45;
/// Orders remembered; the venue takes far fewer at once. Older ones are learned again when asked about.
const REMEMBERED: usize = 20_000;

/// The `cid` of a client id: the number itself where it is one that fits, otherwise the first 45 bits of its
/// SHA-256. It is the same after every restart.
pub fn cid(client_id: &str) -> u64 {
    let plain = client_id.parse().ok().filter(|n: &u64| n.to_string() == client_id);
    if let Some(number) = plain.filter(|n| (1..1 << CID_BITS).contains(n)) {
        return number;
    }
    let digest = Sha256::digest(client_id.as_bytes());
    let first = digest.iter().take(8).fold(0_u64, |n, byte| n << 8 | u64::from(*byte));
    (first >> (64 - CID_BITS)).max(1)
}

/// What became of handing an order over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// Nothing was sent under this id before.
    New,
    /// It was sent, and what became of it is not known.
    Unknown,
    /// The venue has it under this id.
    Taken(u64),
    /// Another client id has the same `cid`.
    Collides(String),
}

#[derive(Debug)]
struct Known {
    client_id: String,
    sent: bool,
    venue_id: Option<u64>,
    /// When the call that sent it ended without the venue's word.
    unclear: Option<Instant>,
}

/// Our orders by `cid`.
#[derive(Debug, Default)]
pub struct Names(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    by_cid: BTreeMap<u64, Known>,
    oldest_first: VecDeque<u64>,
}

impl Names {
    /// Before an order leaves.
    pub fn begin(&self, client_id: &str) -> Begun {
        let mut state = self.lock();
        let known = state.entry(client_id);
        if known.client_id != client_id {
            return Begun::Collides(known.client_id.clone());
        }
        match (known.venue_id, known.sent) {
            (Some(id), _) => Begun::Taken(id),
            (None, true) => Begun::Unknown,
            (None, false) => {
                known.sent = true;
                Begun::New
            }
        }
    }

    /// The venue stated that it did not take the order, or not one byte of it left.
    pub fn refused(&self, client_id: &str) {
        self.lock().entry(client_id).sent = false;
    }

    /// The call that was to send it is over. Where the venue neither numbered nor refused it, it may still be taken.
    fn over(&self, client_id: &str) {
        let mut state = self.lock();
        let known = state.entry(client_id);
        if known.client_id == client_id && known.sent && known.venue_id.is_none() {
            known.unclear = Some(Instant::now());
        }
    }

    /// How much of that time is left in which an order of unclear outcome may still arrive or show up.
    pub fn may_come(&self, client_id: &str, within: Duration) -> Duration {
        let state = self.lock();
        let known = state.by_cid.get(&cid(client_id)).filter(|known| known.client_id == client_id);
        match known.filter(|known| known.sent && known.venue_id.is_none()).map(|known| known.unclear) {
            Some(Some(since)) => within.saturating_sub(since.elapsed()),
            // it is being sent now
            Some(None) => within,
            None => Duration::ZERO,
        }
    }

    /// The venue has it.
    pub fn taken(&self, client_id: &str, venue_id: u64) {
        let mut state = self.lock();
        let known = state.entry(client_id);
        if known.client_id == client_id {
            (known.sent, known.venue_id) = (true, Some(venue_id));
        }
    }

    /// Somebody of ours spoke of this order: from now on it has a name.
    pub fn learn(&self, client_id: &str) {
        self.lock().entry(client_id);
    }

    /// The client id behind a `cid` of the wire.
    pub fn name(&self, cid: Option<u64>) -> Option<String> {
        let state = self.lock();
        state.by_cid.get(&cid?).map(|known| known.client_id.clone())
    }

    pub fn venue_id(&self, client_id: &str) -> Option<u64> {
        let state = self.lock();
        state.by_cid.get(&cid(client_id)).filter(|known| known.client_id == client_id)?.venue_id
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Held by the call that sends an order, so that one given up half-way is unclear from when it was given up.
pub struct Sending<'a>(pub &'a Names, pub &'a str);

impl Drop for Sending<'_> {
    fn drop(&mut self) {
        self.0.over(self.1);
    }
}

impl State {
    fn entry(&mut self, client_id: &str) -> &mut Known {
        let cid = cid(client_id);
        if !self.by_cid.contains_key(&cid) {
            self.oldest_first.push_back(cid);
            if self.oldest_first.len() > REMEMBERED
                && let Some(oldest) = self.oldest_first.pop_front()
            {
                self.by_cid.remove(&oldest);
            }
        }
        let fresh = || Known { client_id: client_id.to_owned(), sent: false, venue_id: None, unclear: None };
        self.by_cid.entry(cid).or_insert_with(fresh)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn client_ids_fit_45_bits_and_come_out_the_same_every_time() {
        assert_eq!(cid("35184372088831"), 35_184_372_088_831);
        assert_eq!(cid("1"), 1);
        for text in ["CS-17-1", "35184372088832", "0", "007", "", &"x".repeat(64)] {
            let number = cid(text);
            assert!((1..1_u64 << 45).contains(&number), "{text}: {number}");
            assert_eq!(number, cid(text));
        }
        // the first 45 bits of SHA-256("CS-17-1"), worked out by another program
        assert_eq!(cid("CS-17-1"), EXPECTED);
        assert_ne!(cid("CS-17-1"), cid("CS-17-2"));
    }

    const EXPECTED: u64 = 24_500_095_653_703;

    #[test]
    fn an_order_is_begun_once() {
        let names = Names::default();
        assert_eq!(names.begin("CS-1"), Begun::New);
        assert_eq!(names.begin("CS-1"), Begun::Unknown);
        names.refused("CS-1");
        assert_eq!(names.begin("CS-1"), Begun::New);
        names.taken("CS-1", 77);
        assert_eq!(names.begin("CS-1"), Begun::Taken(77));
        assert_eq!(names.name(Some(cid("CS-1"))).as_deref(), Some("CS-1"));
        assert_eq!(
            (names.venue_id("CS-1"), names.venue_id("CS-2"), names.name(None)),
            (Some(77), None, None)
        );
    }

    #[test]
    fn only_so_many_are_remembered() {
        let names = Names::default();
        for n in 0..REMEMBERED + 10 {
            names.learn(&format!("CS-{n}"));
        }
        assert_eq!(names.lock().by_cid.len(), REMEMBERED);
        assert_eq!(names.name(Some(cid("CS-0"))), None);
    }
}
