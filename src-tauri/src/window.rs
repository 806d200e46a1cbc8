//! The one window: the desk behind it, who is signed in, what it follows.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use desk::{Desk, DeskError, Session};
use tauri::async_runtime::JoinHandle;

/// State of the window, managed by Tauri.
#[derive(Default)]
pub struct Window {
    desk: OnceLock<Result<Desk, DeskError>>,
    session: Mutex<Option<Session>>,
    follow: Mutex<Option<JoinHandle<()>>>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Window {
    /// The desk is there, or why it is not; said once.
    pub fn ready(&self, desk: Result<Desk, DeskError>) {
        let _ = self.desk.set(desk);
    }

    pub fn desk(&self) -> Result<&Desk, DeskError> {
        match self.desk.get() {
            Some(Ok(desk)) => Ok(desk),
            Some(Err(error)) => Err(error.clone()),
            None => Err(DeskError::new("starting", "The desk is still opening. Ask again in a moment.")),
        }
    }

    pub fn session(&self) -> Option<Session> {
        locked(&self.session).clone()
    }

    pub fn session_required(&self) -> Result<Session, DeskError> {
        self.session().ok_or_else(|| DeskError::new("signed_out", "Nobody is signed in. Sign in first."))
    }

    pub fn open(&self, session: Session) {
        *locked(&self.session) = Some(session);
    }

    /// Ends the session here; answers with what was open.
    pub fn close(&self) -> Option<Session> {
        self.unfollow();
        locked(&self.session).take()
    }

    /// Follows one market at a time.
    pub fn follow(&self, task: JoinHandle<()>) {
        if let Some(former) = locked(&self.follow).replace(task) {
            former.abort();
        }
    }

    fn unfollow(&self) {
        if let Some(task) = locked(&self.follow).take() {
            task.abort();
        }
    }
}
