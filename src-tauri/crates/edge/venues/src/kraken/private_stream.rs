//! The account over WebSocket v2: executions and balances.

mod books;
mod catch_up;
mod dialect;

use std::sync::Arc;
use std::time::Duration;

use self::catch_up::Questions;
pub(super) use self::dialect::PrivateStream;
use super::inner::{Inner, locked};
use crate::backoff::Backoff;
use crate::session::{SessionHandle, SessionSettings, Told, spawn};

/// The account's connection; it ends when this is dropped.
pub struct AccountStream(#[allow(dead_code, reason = "held for its drop")] SessionHandle<()>);

const BETWEEN_CONNECTS: Duration = Duration::from_secs(2);

/// Starts the account's stream unless it runs. Without a key, or outside a runtime, nothing is heard.
pub fn start(inner: &Arc<Inner>) {
    let mut account = locked(&inner.account);
    if account.is_some() || inner.streamer.is_none() || tokio::runtime::Handle::try_current().is_err() {
        return;
    }
    // weak: the venue owns the stream, not the stream the venue
    let told_to = Arc::downgrade(inner);
    let settings = SessionSettings {
        base: inner.ws_private.clone(),
        backoff: Backoff::STREAM,
        between_connects: BETWEEN_CONNECTS,
        reconnect: true,
        health: inner.account_health.clone(),
        fetcher: Arc::new(Questions(told_to.clone())),
    };
    let dialect = PrivateStream::new(inner.venue.clone(), inner.ids.clone(), inner.account_health.clone());
    *account = Some(AccountStream(spawn(dialect, settings, move |told| {
        if let (Told::Account(event), Some(inner)) = (told, told_to.upgrade()) {
            inner.tell(event);
        }
    })));
}
