//! Who is signed in.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::{Actor, Role};
use vault::Signer;

use crate::api::people::SessionView;
use crate::{Action, DeskError};

/// A signed-in user with the key that signs for them. Cheap to clone; once ended or idle too long it opens nothing.
#[derive(Clone)]
pub struct Session {
    shared: Arc<Shared>,
}

struct Shared {
    user: String,
    role: Role,
    key: String,
    public_key: String,
    /// Taken out and wiped when the session ends.
    signer: Mutex<Option<Signer>>,
    ended: AtomicBool,
    seen_ms: AtomicI64,
}

impl Session {
    pub(crate) fn new(user: &str, role: Role, signer: Signer, now_ms: i64) -> Self {
        let shared = Shared {
            user: user.to_owned(),
            role,
            key: signer.key_id(),
            public_key: signer.public_key_hex(),
            signer: Mutex::new(Some(signer)),
            ended: AtomicBool::new(false),
            seen_ms: AtomicI64::new(now_ms),
        };
        Self { shared: Arc::new(shared) }
    }

    pub fn user(&self) -> &str {
        &self.shared.user
    }

    pub fn role(&self) -> Role {
        self.shared.role
    }

    pub fn view(&self) -> SessionView {
        SessionView {
            user: self.shared.user.clone(),
            role: self.shared.role,
            key: self.shared.key.clone(),
            public_key: self.shared.public_key.clone(),
        }
    }

    pub(crate) fn key(&self) -> &str {
        &self.shared.key
    }

    pub(crate) fn actor(&self) -> Actor {
        Actor::User(self.shared.user.clone())
    }

    pub(crate) fn touch(&self, now_ms: i64) {
        self.shared.seen_ms.store(now_ms, Ordering::Relaxed);
    }

    /// Idle for so long, in milliseconds.
    pub(crate) fn idle_ms(&self, now_ms: i64) -> i64 {
        now_ms - self.shared.seen_ms.load(Ordering::Relaxed)
    }

    pub fn is_open(&self) -> bool {
        !self.shared.ended.load(Ordering::Acquire)
    }

    /// True for the call that ended it. The signing key is wiped.
    pub(crate) fn end(&self) -> bool {
        let signer = self.shared.signer.lock().unwrap_or_else(PoisonError::into_inner).take();
        drop(signer);
        !self.shared.ended.swap(true, Ordering::AcqRel)
    }

    /// Refuses what this user's role, or an ended session, may not do.
    pub(crate) fn require(&self, action: Action) -> Result<(), DeskError> {
        if !self.is_open() {
            return Err(DeskError::new("signed_out", "The session has ended. Sign in again."));
        }
        if self.shared.role >= action.needs() {
            return Ok(());
        }
        let (role, needs) = (self.shared.role.as_str(), action.needs().as_str());
        Err(DeskError::new(
            "not_allowed",
            format!("{} is {role}; this needs the role {needs}. Ask an admin.", self.shared.user),
        )
        .with("user", &self.shared.user)
        .with("role", role)
        .with("needs", needs)
        .with("action", action.as_str()))
    }

    pub(crate) fn sign(&self, bytes: &[u8]) -> Result<[u8; 64], DeskError> {
        let signer = self.shared.signer.lock().unwrap_or_else(PoisonError::into_inner);
        match signer.as_ref() {
            Some(signer) => Ok(signer.sign(bytes)),
            None => Err(DeskError::new("signed_out", "The session has ended. Sign in again.")),
        }
    }
}
