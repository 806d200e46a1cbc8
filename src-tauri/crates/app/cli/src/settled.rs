//! Waiting until what a command set off has been done, before the process ends.

use std::time::Duration;

use desk::api::order::{Holdings, OrderView};
use desk::{Desk, Session};
use domain::{OrderRole, OrderStatus};
use tokio::time::timeout;

/// Paper orders settle well within this; what has not is asked about at the next start.
const PATIENCE: Duration = Duration::from_secs(5);
/// An event may have been missed; the orders are looked at again after this.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// Until no order is on its way to a venue.
pub async fn sent(desk: &Desk, session: &Session) {
    let moving = [OrderStatus::Intended, OrderStatus::Sent];
    wait(desk, session, |h| !h.orders.iter().any(|order| moving.contains(&order.status))).await;
}

/// Until no entry is working at a venue.
pub async fn cancelled(desk: &Desk, session: &Session) {
    let entry = |o: &OrderView| o.role == OrderRole::Entry && !o.status.is_final();
    wait(desk, session, |h| !h.orders.iter().any(entry)).await;
}

/// Until nothing is held and nothing is working.
pub async fn flat(desk: &Desk, session: &Session) {
    wait(desk, session, |h| h.positions.is_empty() && h.orders.iter().all(|o| o.status.is_final())).await;
}

/// A desk in which this user may no longer look has nothing under way of theirs.
async fn wait(desk: &Desk, session: &Session, done: impl Fn(&Holdings) -> bool) {
    let mut events = desk.events();
    let quiet = async {
        while desk.holdings(session).await.is_ok_and(|holdings| !done(&holdings)) {
            // either way the orders are looked at again
            let _ = timeout(LOOK_AGAIN, events.recv()).await;
        }
    };
    if timeout(PATIENCE, quiet).await.is_err() {
        tracing::warn!("orders are still on their way; the next start asks the venue what became of them");
    }
}
