//! The price process: any moment's price straight from seed, symbol and time.
//!
//! The logarithm of the price at the start of each minute is a sum of octaves of smooth noise with periods of 2
//! minutes to about three weeks, each twice as long as the one before and higher by sqrt(2): over that range it
//! spreads with the square root of time, as a random walk does, and beyond it stays where it is. The shorter
//! octaves are scaled by a slow volatility process, which gives quiet and wild hours and fat tails. Inside a minute
//! the price follows a random walk pinned at both ends.

use super::listing::Listing;
use super::noise::{bits, exp, key, smooth};

pub const SECONDS: usize = 60;
const OCTAVES: u32 = 15;
/// Octaves up to about an hour breathe with the volatility.
const CLUSTERED: u32 = 6;
/// Amplitude of an octave against the square root of its period, so that minutes move as the listing says.
const OCTAVE_SCALE: f64 = 0.55;
/// 2026-01-01 00:00 UTC in minutes, where the drift is nil.
const REFERENCE_MINUTE: i64 = 29_453_760;
/// 2 % a year.
const DRIFT_PER_MINUTE: f64 = 0.02 / (365.0 * 1440.0);

#[derive(Debug, Clone, Copy)]
struct Octave {
    key: u64,
    /// In minutes.
    period: f64,
    /// Shifts the lattice, so that octaves do not turn all at once.
    phase: f64,
    amplitude: f64,
}

impl Octave {
    fn new(seed: u64, name: &str, index: u32, period: f64, amplitude: f64) -> Self {
        let key = key(seed, name, u64::from(index));
        Self { key, period, phase: super::noise::uniform(key, i64::MIN), amplitude }
    }

    fn at(&self, minute: f64) -> f64 {
        self.amplitude * smooth(self.key, minute / self.period + self.phase)
    }
}

/// Volatility and logarithm of the price at the start of a minute.
#[derive(Debug, Clone, Copy)]
pub struct Edge {
    minute: i64,
    pub volatility: f64,
    anchor: f64,
}

/// The price process of one instrument under one seed.
#[derive(Debug, Clone)]
pub struct Path {
    log_price: f64,
    minute_volatility: f64,
    octaves: Vec<Octave>,
    volatility: [Octave; 2],
    steps_key: u64,
}

impl Path {
    pub fn new(seed: u64, listing: &Listing) -> Self {
        let name = listing.symbol;
        let octave = |i: u32| {
            let period = 2.0 * f64::from(1_u32 << i);
            Octave::new(seed, name, i, period, OCTAVE_SCALE * listing.minute_volatility * period.sqrt())
        };
        Self {
            log_price: natural_log(listing.price),
            minute_volatility: listing.minute_volatility,
            octaves: (0..OCTAVES).map(octave).collect(),
            volatility: [Octave::new(seed, name, 100, 380.0, 0.40), Octave::new(seed, name, 101, 47.0, 0.25)],
            steps_key: key(seed, name, 200),
        }
    }

    /// How wild the minute is: about 1, from 0.3 to 3.
    fn volatility(&self, minute: i64) -> f64 {
        exp(self.volatility.iter().map(|o| o.at(minute as f64)).sum())
    }

    /// The logarithm of the price at the start of a minute, that minute's volatility given.
    fn anchor(&self, minute: i64, volatility: f64) -> f64 {
        let t = minute as f64;
        let (near, far) = self.octaves.split_at(CLUSTERED as usize);
        let near: f64 = near.iter().map(|o| o.at(t)).sum();
        let far: f64 = far.iter().map(|o| o.at(t)).sum();
        self.log_price + (minute - REFERENCE_MINUTE) as f64 * DRIFT_PER_MINUTE + volatility * near + far
    }

    /// The start of a minute (minutes since 1970).
    pub fn edge(&self, minute: i64) -> Edge {
        let volatility = self.volatility(minute);
        Edge { minute, volatility, anchor: self.anchor(minute, volatility) }
    }

    /// Logarithms of the price at the 60 seconds of the minute between two edges.
    pub fn minute(&self, from: Edge, to: Edge) -> [f64; SECONDS] {
        let Edge { minute, volatility: wild, anchor: from } = from;
        let to = to.anchor;
        let mut walk = [0.0; SECONDS];
        let mut at = 0.0;
        for four in 0..SECONDS / 4 {
            let mut random = bits(self.steps_key, minute * 16 + four as i64);
            for i in 0..4 {
                walk[four * 4 + i] = at;
                at += ((random & 0xFFFF) as f64 - 32_767.5) * STEP;
                random >>= 16;
            }
        }
        let scale = wild * self.minute_volatility;
        let slope = (to - from - scale * at) / SECONDS as f64;
        for (s, w) in walk.iter_mut().enumerate() {
            *w = from + slope * s as f64 + scale * *w;
        }
        walk
    }
}

/// Sixty uniform steps of 16 bits add up to variance one: sqrt(12 / 60) / 65536.
const STEP: f64 = 0.447_213_595_499_957_9 / 65_536.0;

/// The natural logarithm by Newton's method on our own `exp`, for the same bits everywhere.
fn natural_log(x: f64) -> f64 {
    let mut y = 0.0;
    for _ in 0..64 {
        let e = exp(y);
        y += 2.0 * (x - e) / (x + e);
    }
    y
}
