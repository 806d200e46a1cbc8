//! The desk itself: what it stands on, and how it opens and closes.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use domain::{Mode, OrderStatus};
use gateway::Gateway;
use notify::Notifier;
use store::{DataDir, DeskLock, Store};
use tokio::sync::{Notify, broadcast};
use tokio::task::JoinHandle;
use vault::{KeyRecord, Keyring, Signer, Vault};
use venues::paper::PaperVenue;

use crate::api::snapshot::{NoticeView, ReconcileView, Section};
use crate::connections::Connections;
use crate::markets::Markets;
use crate::recommend::Recommendations;
use crate::research::Runs;
use crate::script::Checked;
use crate::sweep::Sweeps;
use crate::walk_forward::Walks;
use crate::writer::Writer;
use crate::{DeskConfig, DeskError, Session};

/// What the desk tells whoever listens.
#[derive(Debug, Clone)]
pub enum DeskEvent {
    Changed(Vec<Section>),
    Notice(NoticeView),
}

/// The desk. Cheap to clone; all clones are one desk.
#[derive(Clone)]
pub struct Desk {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub config: DeskConfig,
    pub store: Store,
    pub writer: Writer,
    pub markets: Markets,
    pub connections: Connections,
    pub gateway: Gateway,
    pub paper: OnceLock<Arc<PaperVenue>>,
    pub keyring: Keyring,
    /// Name of this installation, as the chain and the keyring know it.
    pub instance: String,
    pub keys: RwLock<Keys>,
    pub sessions: Mutex<Vec<Session>>,
    pub events: broadcast::Sender<DeskEvent>,
    pub notices: Mutex<Vec<NoticeView>>,
    pub notifier: Notifier,
    pub reconcile: Mutex<ReconcileView>,
    pub runs: Runs,
    pub sweeps: Sweeps,
    pub walks: Walks,
    pub checked: Checked,
    pub recommendations: Recommendations,
    pub import_cancelled: AtomicBool,
    pub unprotected: Mutex<BTreeMap<i64, f64>>,
    /// Rung where venues have to be asked about every unfinished order.
    pub doubt: Notify,
    /// A fact of a venue was not stored: the next beat rings.
    pub unheard: AtomicBool,
    /// One person at a time signs in, is added or disabled, so that no count and no row is written over.
    pub people: tokio::sync::Mutex<()>,
    tasks: Mutex<Vec<JoinHandle<()>>>,
    lock: Mutex<Option<DeskLock>>,
}

/// The master key and the instance's signing key, once they are open.
#[derive(Default)]
pub(crate) struct Keys {
    pub record: Option<KeyRecord>,
    pub vault: Option<Vault>,
    pub instance: Option<Arc<Signer>>,
}

pub(crate) const ACCOUNT: &str = "paper";
pub(crate) const CURRENCY: &str = "USD";
pub(crate) const MODE: Mode = Mode::Paper;
const INSTANCE: &str = "instance";
/// A venue that does not answer must not keep the app from closing.
const RESTS_WITHIN: Duration = Duration::from_secs(3);
pub(crate) const KEY_RECORD: &str = "key_record";

impl Desk {
    /// Opens the data directory, replays what happened, asks the venues about unfinished orders, and starts to run.
    pub async fn open(config: DeskConfig) -> Result<Self, DeskError> {
        let dir = DataDir::open(&config.data_dir)?;
        let lock = dir.lock()?;
        let store = Store::open(&dir.database()).await?;
        let instance = instance_name(&store).await?;
        let keyring = if config.use_keyring { Keyring::system(&instance) } else { Keyring::off() };
        let (writer, effects) = Writer::open(store.clone(), &config).await?;
        let markets = Markets::new(store.clone(), Arc::clone(&config.clock), config.seed);
        let record: Option<KeyRecord> = store.setting(KEY_RECORD).await?;
        let inner = Inner {
            keys: RwLock::new(Keys { record, ..Keys::default() }),
            gateway: Gateway::new(BTreeMap::new()),
            paper: OnceLock::new(),
            events: broadcast::channel(1024).0,
            sessions: Mutex::default(),
            notices: Mutex::default(),
            notifier: Notifier::default(),
            reconcile: Mutex::default(),
            runs: Runs::default(),
            sweeps: Sweeps::default(),
            walks: Walks::default(),
            checked: Checked::default(),
            connections: Connections::default(),
            recommendations: Recommendations::default(),
            import_cancelled: AtomicBool::new(false),
            unprotected: Mutex::default(),
            doubt: Notify::new(),
            unheard: AtomicBool::new(false),
            people: tokio::sync::Mutex::default(),
            tasks: Mutex::default(),
            lock: Mutex::new(Some(lock)),
            config,
            store,
            writer,
            markets,
            keyring,
            instance,
        };
        let desk = Self { inner: Arc::new(inner) };
        desk.load_recommendations().await?;
        desk.unlock_at_start().await;
        desk.connect_markets().await?;
        // heard from before the first question on, so that no fill falls between answer and ear
        let reports = desk.reports()?;
        desk.recover().await?;
        desk.start(effects, reports);
        desk.halted();
        Ok(desk)
    }

    /// Events from now on.
    pub fn events(&self) -> broadcast::Receiver<DeskEvent> {
        self.inner.events.subscribe()
    }

    pub fn data_dir(&self) -> &std::path::Path {
        &self.inner.config.data_dir
    }

    pub(crate) fn now_ms(&self) -> i64 {
        self.inner.writer.now_ms()
    }

    pub(crate) fn state(&self) -> Arc<trading::State> {
        self.inner.writer.state()
    }

    pub(crate) fn changed(&self, sections: &[Section]) {
        // nobody listening is no fault
        let _ = self.inner.events.send(DeskEvent::Changed(sections.to_vec()));
    }

    pub(crate) fn keep_task(&self, task: JoinHandle<()>) {
        self.inner.tasks.lock().unwrap_or_else(PoisonError::into_inner).push(task);
    }

    pub(crate) fn cancel_imports(&self) {
        self.inner.import_cancelled.store(true, Ordering::Relaxed);
    }

    /// Waits until nothing is to be sent, on its way or being cancelled, a few seconds at most; whether it came to that.
    pub async fn come_to_rest(&self) -> bool {
        let mut states = self.inner.writer.watch();
        tokio::time::timeout(RESTS_WITHIN, states.wait_for(at_rest)).await.is_ok()
    }

    /// Ends sessions, orders on their way and tasks, signs the chain's head, closes the database and gives the directory back.
    pub async fn close(&self) {
        let sessions =
            std::mem::take(&mut *self.inner.sessions.lock().unwrap_or_else(PoisonError::into_inner));
        for session in sessions {
            if let Err(error) = self.end_session(&session, "closed").await {
                tracing::warn!(%error, "a session could not be ended");
            }
        }
        // no position is left between its old stop and its new one
        if !self.come_to_rest().await {
            tracing::warn!("closed with orders on their way; the next start asks about them");
        }
        self.close_connections().await;
        let tasks = std::mem::take(&mut *self.inner.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        tasks.iter().for_each(JoinHandle::abort);
        for task in tasks {
            // an error says that it was aborted
            let _ = task.await;
        }
        if let Err(error) = self.sign_head().await {
            tracing::warn!(%error, "the chain's head could not be signed");
        }
        self.inner.store.close().await;
        drop(self.inner.lock.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

/// Nothing is to be sent, on its way, or being cancelled.
fn at_rest(state: &Arc<trading::State>) -> bool {
    state
        .working_orders()
        .all(|o| !matches!(o.status, OrderStatus::Intended | OrderStatus::Sent) && !o.cancel_requested)
}

/// Made once, kept for ever.
async fn instance_name(store: &Store) -> Result<String, DeskError> {
    if let Some(name) = store.setting::<String>(INSTANCE).await? {
        return Ok(name);
    }
    let name = format!("desk-{}", hex::encode(vault::random_bytes::<4>()?));
    store.set_setting(INSTANCE, &name).await?;
    Ok(name)
}
