//! Stored chunks into columns, several chunks at a time.

use std::num::NonZero;

use domain::{Candles, Timeframe};

use super::CHUNK_CANDLES;
use super::chunk::{self, Room};
use crate::StoreError;

/// Chunks decoded together: enough for every thread, few enough that their bytes take little room.
const TOGETHER: usize = 128;

/// More threads than this wait for memory.
const MOST_THREADS: usize = 4;

/// A row of the database.
pub(super) struct Stored {
    pub from_ms: i64,
    pub count: i64,
    pub bytes: Vec<u8>,
}

pub(super) struct Loading {
    candles: Candles,
    /// Candles decoded.
    done: usize,
    waiting: Vec<Stored>,
}

impl Loading {
    /// `expected` candles have room from the start; more or fewer may come.
    pub fn new(timeframe: Timeframe, expected: usize) -> Self {
        // Zeros from the system are not touched here: the threads that write them share the work of it.
        let column = || vec![0.0; expected];
        let candles = Candles {
            timeframe,
            time_ms: vec![0; expected],
            open: column(),
            high: column(),
            low: column(),
            close: column(),
            volume: column(),
        };
        Self { candles, done: 0, waiting: Vec::with_capacity(TOGETHER) }
    }

    pub fn add(&mut self, stored: Stored) -> Result<(), StoreError> {
        if !(1..=CHUNK_CANDLES).contains(&stored.count) {
            return Err(StoreError::DamagedCandles { from_ms: stored.from_ms });
        }
        self.waiting.push(stored);
        if self.waiting.len() < TOGETHER { Ok(()) } else { self.decode() }
    }

    pub fn finish(mut self) -> Result<Candles, StoreError> {
        self.decode()?;
        self.resize(self.done);
        Ok(self.candles)
    }

    fn decode(&mut self) -> Result<(), StoreError> {
        let count: usize = self.waiting.iter().map(|stored| stored.count as usize).sum();
        let end = self.done + count;
        if end > self.candles.len() {
            self.resize(end);
        }
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
        let share = self.waiting.len().div_ceil(threads).max(1);
        let mut room = Room::of(&mut self.candles).split_at(self.done).map(|(_, room)| room);
        let decoded: Result<(), i64> = std::thread::scope(|scope| {
            let mut parts = Vec::with_capacity(threads);
            for part in self.waiting.chunks(share) {
                let size = part.iter().map(|stored| stored.count as usize).sum();
                let (own, rest) = room.take().and_then(|room| room.split_at(size)).ok_or(part[0].from_ms)?;
                room = Some(rest);
                parts.push(scope.spawn(move || decode_all(part, own)));
            }
            parts.into_iter().try_for_each(|part| match part.join() {
                Ok(decoded) => decoded,
                Err(panicked) => std::panic::resume_unwind(panicked),
            })
        });
        decoded.map_err(|from_ms| StoreError::DamagedCandles { from_ms })?;
        self.done = end;
        self.waiting.clear();
        Ok(())
    }

    fn resize(&mut self, n: usize) {
        let Candles { time_ms, open, high, low, close, volume, .. } = &mut self.candles;
        time_ms.resize(n, 0);
        [open, high, low, close, volume].into_iter().for_each(|column| column.resize(n, 0.0));
    }
}

/// The error is the start of a chunk that is damaged.
fn decode_all(stored: &[Stored], mut room: Room) -> Result<(), i64> {
    for one in stored {
        let (own, rest) = room.split_at(one.count as usize).ok_or(one.from_ms)?;
        chunk::decode_into(&one.bytes, own).ok_or(one.from_ms)?;
        room = rest;
    }
    Ok(())
}
