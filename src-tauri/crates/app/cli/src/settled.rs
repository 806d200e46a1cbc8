//! Waiting until what a command set off has been done, before the process ends.

use std::time::Duration;

use desk::{Desk, Session};
use domain::OrderStatus;
use tokio::time::timeout;

/// Paper orders settle well within this; what has not is asked about at the next start.
const PATIENCE: Duration = Duration::from_secs(5);
/// An event may have been missed; the orders are looked at again after this.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// Until no order is on its way to a venue. A desk in which nobody may look any more has nothing under way of ours.
pub async fn wait(desk: &Desk, session: &Session) {
    let mut events = desk.events();
    let quiet = async {
        while under_way(desk, session).await {
            // either way the orders are looked at again
            let _ = timeout(LOOK_AGAIN, events.recv()).await;
        }
    };
    if timeout(PATIENCE, quiet).await.is_err() {
        tracing::warn!("an order is still on its way; the next start asks the venue what became of it");
    }
}

async fn under_way(desk: &Desk, session: &Session) -> bool {
    let moving = [OrderStatus::Intended, OrderStatus::Sent];
    match desk.holdings(session).await {
        Ok(holdings) => holdings.orders.iter().any(|order| moving.contains(&order.status)),
        Err(_) => false,
    }
}
