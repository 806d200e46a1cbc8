//! One account's requests and its stream, which begins when somebody listens.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::broadcast;

use super::account::Account;
use super::errand::AccountErrand;
use super::limits::Limits;
use super::private_stream::PrivateStream;
use super::sign::Signer;
use crate::feed::Health;
use crate::session::{self, SessionHandle, SessionSettings, Told};
use crate::{AccountEvent, Clock, Credentials, ExecutionReport, VenueError};

/// Events that a receiver may be behind before it is told that it lags.
const BACKLOG: usize = 4_096;

pub struct Private {
    pub account: Arc<Account>,
    pub health: Arc<Health>,
    events: broadcast::Sender<AccountEvent>,
    reports: broadcast::Sender<ExecutionReport>,
    session: Mutex<Option<SessionHandle<()>>>,
    base: String,
    key: Credentials,
    clock: Arc<dyn Clock>,
    limits: Limits,
}

impl Private {
    /// `base`: of the account's stream; `key`: the stream's.
    pub fn new(
        account: Account,
        base: String,
        key: Credentials,
        clock: Arc<dyn Clock>,
        limits: Limits,
    ) -> Result<Self, VenueError> {
        Signer::new(&key)?;
        let health = account.http().health().clone();
        Ok(Self {
            account: Arc::new(account),
            health,
            events: broadcast::channel(BACKLOG).0,
            reports: broadcast::channel(BACKLOG).0,
            session: Mutex::default(),
            base,
            key,
            clock,
            limits,
        })
    }

    pub fn events(&self) -> broadcast::Receiver<AccountEvent> {
        let events = self.events.subscribe();
        self.listen();
        events
    }

    pub fn reports(&self) -> broadcast::Receiver<ExecutionReport> {
        let reports = self.reports.subscribe();
        self.listen();
        reports
    }

    fn listen(&self) {
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        // the key was read when this was made
        let Ok(signer) = Signer::new(&self.key) else { return };
        if session.is_some() {
            return;
        }
        let (account, clock) = (self.account.clone(), self.clock.clone());
        let settings = SessionSettings {
            base: self.base.clone(),
            backoff: self.limits.backoff,
            between_connects: self.limits.between_connects,
            reconnect: true,
            health: self.health.clone(),
            fetcher: Arc::new(AccountErrand { account, signer, clock }),
        };
        let (events, reports) = (self.events.clone(), self.reports.clone());
        let dialect = PrivateStream::new(self.health.clone());
        *session = Some(session::spawn(dialect, settings, move |told| {
            let Told::Account(event) = told else { return };
            if let AccountEvent::Order(report) = &event {
                // nobody listens to reports now
                let _ = reports.send(report.clone());
            }
            let _ = events.send(event);
        }));
    }
}
