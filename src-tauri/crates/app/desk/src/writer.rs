//! The single writer: inputs are applied, stored with their chain entries, and only then are their effects done.

use std::sync::Arc;

use domain::Actor;
use store::{Batch, ChainRow, JournalRow, Store};
use tokio::sync::{Mutex, OwnedMutexGuard, mpsc, watch};
use trading::{Effect, Engine, Input, Stamped, State};
use venues::Clock;

use crate::config::{Checkpoint, Probe};
use crate::{DeskConfig, DeskError};

/// The core behind a lock that is held from decision to disk.
pub(crate) struct Writer {
    engine: Arc<Mutex<Engine>>,
    store: Store,
    clock: Arc<dyn Clock>,
    out: Out,
}

/// Where it is told what was stored.
#[derive(Clone)]
struct Out {
    /// What the engine holds, for readers that need not wait.
    seen: Arc<watch::Sender<Arc<State>>>,
    effects: mpsc::UnboundedSender<Effect>,
    probe: Probe,
}

const PAGE: u32 = 1_000;

impl Writer {
    /// Replays the journal. Effects of replayed inputs are not done again: recovery asks the venues instead.
    pub async fn open(
        store: Store,
        config: &DeskConfig,
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
        let seen = Arc::new(watch::channel(Arc::new(engine.state().clone())).0);
        let (clock, probe) = (Arc::clone(&config.clock), Arc::clone(&config.probe));
        let out = Out { seen, effects, probe };
        Ok((Self { engine: Arc::new(Mutex::new(engine)), store, clock, out }, done))
    }

    /// What is known now.
    pub fn state(&self) -> Arc<State> {
        self.out.seen.borrow().clone()
    }

    pub fn watch(&self) -> watch::Receiver<Arc<State>> {
        self.out.seen.subscribe()
    }

    pub fn now_ms(&self) -> i64 {
        self.clock.now_ms().max(self.out.seen.borrow().now_ms)
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
        let engine = Arc::clone(&self.engine).lock_owned().await;
        let input = make(engine.state())?;
        self.take(engine, vec![(actor, input)], Batch::default()).await
    }

    /// Several inputs with the records they tell of: all of it or nothing.
    pub async fn apply_batch(&self, inputs: Vec<(Actor, Input)>, records: Batch) -> Result<(), DeskError> {
        let engine = Arc::clone(&self.engine).lock_owned().await;
        self.take(engine, inputs, records).await
    }

    async fn take(
        &self,
        mut engine: OwnedMutexGuard<Engine>,
        inputs: Vec<(Actor, Input)>,
        mut batch: Batch,
    ) -> Result<(), DeskError> {
        let time_ms = self.clock.now_ms().max(engine.state().now_ms);
        let mut next = engine.clone();
        let mut effects = Vec::new();
        for (actor, input) in inputs {
            let stamped = Stamped { time_ms, actor, input };
            let outcome = next.apply(&stamped)?;
            if outcome.changed {
                batch.journal.push(journal_row(&stamped)?);
                batch.chain.extend(outcome.entries.iter().map(chain_row));
                effects.extend(outcome.effects);
            }
        }
        if batch == Batch::default() {
            return Ok(());
        }
        let (store, out) = (self.store.clone(), self.out.clone());
        // in a task of its own: a caller who goes away must not leave the core behind its journal
        let storing = tokio::spawn(async move {
            store.commit_batch(&batch).await?;
            (out.probe)(Checkpoint::Committed);
            *engine = next;
            out.seen.send_replace(Arc::new(engine.state().clone()));
            for effect in effects {
                // closed only while the desk shuts down; recovery asks about what was not sent
                let _ = out.effects.send(effect);
            }
            Ok(())
        });
        storing
            .await
            .map_err(|_| DeskError::new("internal", "The writing was stopped. Start the app again."))?
    }
}

fn journal_row(stamped: &Stamped) -> Result<JournalRow, DeskError> {
    let bytes = serde_json::to_vec(stamped)
        .map_err(|e| DeskError::new("internal", format!("An input could not be written: {e}.")))?;
    Ok(JournalRow { time_ms: stamped.time_ms, bytes })
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
