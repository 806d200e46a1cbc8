//! The single writer: an input is applied, stored with its chain entries, and only then are its effects done.

use std::sync::Arc;

use domain::Actor;
use store::{ChainRow, JournalRow, Store};
use tokio::sync::{Mutex, mpsc, watch};
use trading::{Effect, Engine, Input, Stamped, State};
use venues::Clock;

use crate::DeskError;

/// The core behind a lock that is held from decision to disk.
pub(crate) struct Writer {
    engine: Mutex<Engine>,
    /// What the engine holds, for readers that need not wait.
    seen: watch::Sender<Arc<State>>,
    store: Store,
    clock: Arc<dyn Clock>,
    effects: mpsc::UnboundedSender<Effect>,
}

const PAGE: u32 = 1_000;

impl Writer {
    /// Replays the journal. Effects of replayed inputs are not done again: recovery asks the venues instead.
    pub async fn open(
        store: Store,
        clock: Arc<dyn Clock>,
    ) -> Result<(Self, mpsc::UnboundedReceiver<Effect>), DeskError> {
        let mut engine = Engine::default();
        let mut from = 1;
        loop {
            let page = store.journal_from(from, PAGE).await?;
            let Some(last) = page.last() else { break };
            from = last.seq + 1;
            for row in &page {
                let stamped = read(row.seq, &row.bytes)?;
                engine.apply(&stamped).map_err(|refusal| {
                    DeskError::new(
                        "internal",
                        format!("Journal row {} no longer applies: {refusal}. The data directory was changed, or was written by another version.", row.seq),
                    )
                })?;
            }
        }
        let (effects, done) = mpsc::unbounded_channel();
        let (seen, _) = watch::channel(Arc::new(engine.state().clone()));
        Ok((Self { engine: Mutex::new(engine), seen, store, clock, effects }, done))
    }

    /// What is known now.
    pub fn state(&self) -> Arc<State> {
        self.seen.borrow().clone()
    }

    pub fn watch(&self) -> watch::Receiver<Arc<State>> {
        self.seen.subscribe()
    }

    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms().max(self.seen.borrow().now_ms)
    }

    /// The core as it stands, to try something on.
    pub async fn copy(&self) -> Engine {
        self.engine.lock().await.clone()
    }

    /// Takes an input: on the disk when this returns, its effects on their way.
    pub async fn apply(&self, actor: Actor, input: Input) -> Result<(), DeskError> {
        self.apply_with(actor, |_| Ok(input)).await
    }

    /// The same for an input that must be made from the state it meets, as a signature over the chain's head.
    pub async fn apply_with(
        &self,
        actor: Actor,
        make: impl FnOnce(&State) -> Result<Input, DeskError>,
    ) -> Result<(), DeskError> {
        let mut engine = self.engine.lock().await;
        let input = make(engine.state())?;
        let time_ms = self.clock.now_ms().max(engine.state().now_ms);
        let stamped = Stamped { time_ms, actor, input };
        let mut next = engine.clone();
        let outcome = next.apply(&stamped)?;
        if !outcome.changed {
            return Ok(());
        }
        let bytes = serde_json::to_vec(&stamped)
            .map_err(|e| DeskError::new("internal", format!("An input could not be written: {e}.")))?;
        let lines: Vec<ChainRow> = outcome.entries.iter().map(chain_row).collect();
        self.store.commit(&[JournalRow { time_ms, bytes }], &lines).await?;
        *engine = next;
        self.seen.send_replace(Arc::new(engine.state().clone()));
        for effect in outcome.effects {
            // closed only while the desk shuts down; recovery asks about what was not sent
            let _ = self.effects.send(effect);
        }
        Ok(())
    }
}

fn chain_row(sealed: &approvals::Sealed) -> ChainRow {
    ChainRow {
        seq: i64::try_from(sealed.entry.seq).unwrap_or(i64::MAX),
        line: sealed.entry_bytes().to_vec(),
        hash: sealed.hash.to_string(),
    }
}

fn read(seq: i64, bytes: &[u8]) -> Result<Stamped, DeskError> {
    serde_json::from_slice(bytes).map_err(|e| {
        DeskError::new(
            "internal",
            format!("Journal row {seq} cannot be read: {e}. Restore a backup of the data directory."),
        )
    })
}
