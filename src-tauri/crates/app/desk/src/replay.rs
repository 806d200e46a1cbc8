//! The journal of a store, replayed and compared with its chain byte for byte.

use std::collections::VecDeque;

use store::{ChainRow, Store};
use trading::{Engine, Stamped};

use crate::DeskError;

const PAGE: u32 = 1_000;

/// What a replay found. `difference` is the first place where journal and chain do not say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    /// Journal rows applied.
    pub rows: u64,
    /// Chain entries they made again, each equal to the stored one.
    pub entries: u64,
    pub difference: Option<Difference>,
}

/// How a journal row (`row`) or chain entry (`seq`) differs, both counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Difference {
    #[error("journal row {row} cannot be read: {cause}")]
    UnreadableRow { row: i64, cause: String },
    #[error("journal row {row} no longer applies: {cause}")]
    RefusedRow { row: i64, cause: String },
    #[error("journal row {row} makes chain entry {seq}, which is not stored")]
    MissingEntry { row: i64, seq: u64 },
    #[error("journal row {row} makes chain entry {seq} otherwise than it is stored, from byte {byte} on")]
    OtherEntry { row: i64, seq: u64, byte: usize },
    #[error("chain entry {seq} is stored, and no journal row makes it")]
    ExtraEntry { seq: i64 },
}

impl Difference {
    /// The chain entry it is about, where it is about one.
    pub fn seq(&self) -> Option<u64> {
        match self {
            Self::UnreadableRow { .. } | Self::RefusedRow { .. } => None,
            Self::MissingEntry { seq, .. } | Self::OtherEntry { seq, .. } => Some(*seq),
            Self::ExtraEntry { seq } => u64::try_from(*seq).ok(),
        }
    }

    /// The journal row it is about, where it is about one.
    pub fn row(&self) -> Option<i64> {
        match self {
            Self::UnreadableRow { row, .. }
            | Self::RefusedRow { row, .. }
            | Self::MissingEntry { row, .. }
            | Self::OtherEntry { row, .. } => Some(*row),
            Self::ExtraEntry { .. } => None,
        }
    }
}

/// Replays the whole journal. Needs no passphrase and no lock: beside a running desk it stops at what is stored.
pub async fn replay_store(store: &Store) -> Result<Replay, DeskError> {
    let mut engine = Engine::default();
    let mut chain = Chain { store, next: 1, read: VecDeque::new() };
    let mut replay = Replay { rows: 0, entries: 0, difference: None };
    let mut from = 1;
    loop {
        // read before the journal: an entry seen here has its row there
        let stored = store.chain_last().await?.map_or(0, |last| last.seq);
        let page = store.journal_from(from, PAGE).await?;
        let Some(last) = page.last() else {
            let seq = i64::try_from(replay.entries).unwrap_or(i64::MAX).saturating_add(1);
            replay.difference = (stored >= seq).then_some(Difference::ExtraEntry { seq });
            return Ok(replay);
        };
        from = last.seq + 1;
        for row in &page {
            match apply(&mut engine, row.seq, &row.bytes) {
                Ok(entries) => {
                    for entry in &entries {
                        if let Err(difference) = compare(row.seq, entry, chain.next().await?.as_ref()) {
                            return Ok(Replay { difference: Some(difference), ..replay });
                        }
                        replay.entries += 1;
                    }
                }
                Err(difference) => return Ok(Replay { difference: Some(difference), ..replay }),
            }
            replay.rows += 1;
        }
    }
}

fn apply(engine: &mut Engine, row: i64, bytes: &[u8]) -> Result<Vec<approvals::Sealed>, Difference> {
    let unreadable = |e: serde_json::Error| Difference::UnreadableRow { row, cause: e.to_string() };
    let stamped: Stamped = serde_json::from_slice(bytes).map_err(unreadable)?;
    let refused = |e: trading::Refusal| Difference::RefusedRow { row, cause: e.to_string() };
    Ok(engine.apply(&stamped).map_err(refused)?.entries)
}

/// The entry as it was made again beside the one stored under the next number.
fn compare(row: i64, made: &approvals::Sealed, stored: Option<&ChainRow>) -> Result<(), Difference> {
    let seq = made.entry.seq;
    let Some(stored) = stored else { return Err(Difference::MissingEntry { row, seq }) };
    let (line, hash) = (made.entry_bytes(), made.hash.to_string());
    if stored.line == line && stored.hash == hash {
        return Ok(());
    }
    let byte = line.iter().zip(&stored.line).position(|(a, b)| a != b);
    Err(Difference::OtherEntry { row, seq, byte: byte.unwrap_or(line.len().min(stored.line.len())) })
}

/// The stored chain, entry by entry.
struct Chain<'s> {
    store: &'s Store,
    next: i64,
    read: VecDeque<ChainRow>,
}

impl Chain<'_> {
    async fn next(&mut self) -> Result<Option<ChainRow>, DeskError> {
        if self.read.is_empty() {
            self.read = self.store.chain_from(self.next, PAGE).await?.into();
        }
        // a number left out is a missing entry, not the one after it
        let found = self.read.pop_front_if(|row| row.seq == self.next);
        self.next += 1;
        Ok(found)
    }
}
